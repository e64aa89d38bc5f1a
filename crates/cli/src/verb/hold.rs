//! `abide hold`

use abide_engine::session::NewHold;
use jiff::{Timestamp, civil::Date};

use super::explain::Identity;
use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    office::Office,
    show,
};

/// Keeps records for a lawsuit or an inquiry, whatever their periods say, until it is closed
///
/// While a hold is open, what would go is moved to the archive and kept there; without an archive it stays as it is. When the hold
/// closes, what nothing else needs goes with the next apply.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide hold open --identity email=alice@example.com --reason 'case 24/117' --owner 'legal' --review 2027-06-30\n  abide hold open --where \"shop.payments: case_ref = 'F-12'\" --reason 'fraud F-12' --owner 'legal' --review 2027-06-30\n  abide hold close 1f0c9a2b --reason 'settled'"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Opens a hold
    Open(Open),
    /// Lists holds, the closed ones too
    List,
    /// Closes a hold
    Close {
        /// Its name
        hold: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, clap::Args)]
struct Open {
    /// The records of the person with this identity; several when given again
    #[arg(long, value_name = "KIND=VALUE", value_parser = super::explain::identity)]
    identity: Vec<Identity>,
    /// The records of a table that match a condition over its own columns; several when given again
    #[arg(long = "where", value_name = "STORE.TABLE: CONDITION")]
    conditions: Vec<String>,
    /// Why; it stands on the ledger and must not tell who the person is
    #[arg(long)]
    reason: String,
    /// Who answers for it
    #[arg(long)]
    owner: String,
    /// The day by which somebody looks whether it is still needed
    #[arg(long, value_name = "DATE")]
    review: Date,
    /// Open it although no record is within it now: it holds those that arrive
    #[arg(long)]
    even_if_empty: bool,
}

/// Does what was asked.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    match &args.what {
        What::Open(args) => open(args, &office, desk)?,
        What::List => {
            let all = office.session.list_holds()?;
            if desk.json {
                desk.printer.json(&all)?;
            } else {
                desk.printer.data(&show::hold::list(&all))?;
            }
        }
        What::Close { hold, reason } => {
            let entry = office.session.close_hold(hold, reason, Timestamp::now)?;
            if desk.json {
                desk.printer.json(&serde_json::json!({ "hold": hold, "entry": entry }))?;
            } else {
                desk.printer.data(&format!("Closed the hold {hold}: entry {entry} of the ledger."))?;
            }
            desk.printer.talk("What it kept, and nothing else needs, goes with the next abide apply.");
        }
    }
    Ok(Exit::Fine)
}

fn open(args: &Open, office: &Office, desk: &Desk) -> Result<(), Failure> {
    let new = NewHold {
        identities: args.identity.iter().map(|one| (one.kind.clone(), one.value.clone())).collect(),
        conditions: args.conditions.clone(),
        reason: args.reason.clone(),
        owner: args.owner.clone(),
        review: args.review,
        even_if_empty: args.even_if_empty,
    };
    let opened = office.session.open_hold(&new, Timestamp::now)?;
    if desk.json {
        return desk.printer.json(&opened);
    }
    desk.printer.data(&show::hold::opened(&opened))
}
