//! `abide archive`

use abide_engine::session::{ArchiveError, ArchivedRow, Held, Wanted, Warrant};
use jiff::Timestamp;

use super::explain::Identity;
use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    office::Office,
    show::{
        style,
        table::{Align, Table},
        words::grouped,
    },
};

/// Looks after the archives: makes them, counts what is in them, and reads it for a reason
///
/// What an activity needs in archive moves there with `abide apply`, and goes from there after its last day. Reading it needs a
/// reason, which goes on the ledger with who read how many records.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide archive prepare --store crm\n  abide archive list\n  abide archive read crm.contacts 42 --reason \"claim 2026-114\"\n  abide archive read --identity email=alice@example.com --reason \"request 77\""
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Makes the archives ready, or prints the statements for somebody who may
    Prepare {
        /// Of one store
        #[arg(long, value_name = "NAME")]
        store: Option<String>,
    },
    /// Counts what is archived, by table, activity and last day
    List,
    /// Shows archived records; it is written down
    Read(Read),
}

#[derive(Debug, clap::Args)]
struct Read {
    /// The table of the record
    #[arg(value_name = "STORE.TABLE", required_unless_present = "identity")]
    table: Option<String>,
    /// The record's primary key; several values when it has several columns
    #[arg(value_name = "KEY", required_unless_present = "identity")]
    key: Vec<String>,
    /// Everything about the person with this identity, as the map names it
    #[arg(long, value_name = "KIND=VALUE", value_parser = super::explain::identity, conflicts_with_all = ["table", "key"])]
    identity: Option<Identity>,
    /// Why; it goes on the ledger, and names nobody
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Does what was asked.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    match &args.what {
        What::Prepare { store } => prepare(store.as_deref(), &office, desk),
        What::List => list(&office, desk),
        What::Read(args) => read(args, &office, desk),
    }
}

fn prepare(store: Option<&str>, office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let prepared = match office.session.prepare_archives(store) {
        Ok(prepared) => prepared,
        Err(error) => {
            if let ArchiveError::NotAllowed { statements, .. } | ArchiveError::NoRights { statements, .. } =
                &error
            {
                let text: String = statements.iter().map(|statement| format!("{statement};\n")).collect();
                desk.printer.data(text.trim_end())?;
            }
            return Err(error.into());
        }
    };
    if desk.json {
        desk.printer.json(&prepared)?;
        return Ok(Exit::Fine);
    }
    for one in &prepared {
        let what = if one.statements.is_empty() { "was ready" } else { "is ready now" };
        desk.printer.data(&format!("{}: the archive {} {what}.", one.store, one.place))?;
    }
    if prepared.is_empty() {
        desk.printer.data("No store of the map has an archive.")?;
    }
    Ok(Exit::Fine)
}

fn list(office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let held = office.session.list_archives()?;
    if desk.json {
        desk.printer.json(&held)?;
    } else if held.is_empty() {
        desk.printer.data("The archives are empty.")?;
    } else {
        desk.printer.data(counts(&held).render(0).trim_end())?;
    }
    Ok(Exit::Fine)
}

const COUNTS: [(&str, Align); 4] =
    [("table", Align::Left), ("activity", Align::Left), ("last day", Align::Left), ("records", Align::Right)];

fn counts(held: &[Held]) -> Table {
    let mut table = Table::new(&COUNTS);
    for one in held {
        let day = one.last_day.clone().unwrap_or_else(|| "no end".to_owned());
        table.row([
            (one.place.clone(), style::TITLE),
            (one.activity.clone(), style::PLAIN),
            (day, style::PLAIN),
            (grouped(one.rows), style::PLAIN),
        ]);
    }
    table
}

fn read(args: &Read, office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let wanted = match &args.identity {
        Some(who) => Wanted::Identity(who.kind.clone(), who.value.clone()),
        None => Wanted::Record(args.table.clone().unwrap_or_default(), args.key.clone()),
    };
    let warrant = Warrant { reason: args.reason.clone(), by: user() };
    let rows = office.session.read_archive(&wanted, &warrant, Timestamp::now)?;
    if desk.json {
        desk.printer.json(&rows)?;
    } else if rows.is_empty() {
        desk.printer.data("Nothing is archived there.")?;
    } else {
        desk.printer.data(rows.iter().map(told).collect::<Vec<_>>().join("\n").trim_end())?;
    }
    Ok(if rows.is_empty() { Exit::NotFound } else { Exit::Fine })
}

fn told(row: &ArchivedRow) -> String {
    let day = row.last_day.as_ref().map_or_else(|| "without end".to_owned(), |day| format!("until {day}"));
    let on = row.archived_on.as_deref().unwrap_or("-");
    let mut text = format!("{} for {} {day}, archived on {on}\n", row.place, row.activity);
    for (column, value) in &row.values {
        text.push_str(&format!("  {column}: {value}\n"));
    }
    text
}

/// The user of the system, as its session names it.
fn user() -> String {
    let named = |name: &str| std::env::var(name).ok().filter(|user| !user.is_empty());
    named("USER")
        .or_else(|| named("LOGNAME"))
        .or_else(|| named("USERNAME"))
        .unwrap_or_else(|| "unknown".to_owned())
}
