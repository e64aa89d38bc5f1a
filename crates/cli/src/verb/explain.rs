//! `abide explain`

use jiff::civil::Date;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    office::Office,
    show,
};

/// Says why a record, or everything about a person, is still there
///
/// For each value: what becomes of it, the activities that need it, their clauses, and the last day. Values are never shown.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  abide explain crm.contacts 42\n  abide explain --identity email=alice@example.com --at 2030-01-01"
)]
pub(crate) struct Args {
    /// The table of the record
    #[arg(value_name = "STORE.TABLE", required_unless_present = "identity")]
    table: Option<String>,
    /// The record's primary key; several values when it has several columns
    #[arg(value_name = "KEY", required_unless_present = "identity")]
    key: Vec<String>,
    /// Everything about the person with this identity, as the map names it
    #[arg(long, value_name = "KIND=VALUE", value_parser = identity, conflicts_with_all = ["table", "key"])]
    identity: Option<Identity>,
    /// Explain this day, past or to come [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
}

/// Who a person is: the kind (`email`), and the value.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    /// The kind.
    pub(crate) kind: String,
    /// The value.
    pub(crate) value: String,
}

impl Args {
    /// The arguments for one record.
    pub(crate) fn record(table: &str, key: &str) -> Self {
        Self { table: Some(table.to_owned()), key: vec![key.to_owned()], ..Self::default() }
    }
}

/// Explains and prints.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    let explanations = match &args.identity {
        Some(who) => office.session.explain_identity(&who.kind, &who.value, args.at)?,
        None => vec![office.session.explain_record(
            args.table.as_deref().unwrap_or_default(),
            &args.key,
            args.at,
        )?],
    };
    if desk.json {
        desk.printer.json(&explanations)?;
    } else if explanations.is_empty() {
        desk.printer.data(
            "Nothing is kept about this person: no record that the map speaks of bears this identity.",
        )?;
    } else {
        desk.printer.data(&show::explain::render(&explanations, office.session.policy(), desk.dates))?;
    }
    Ok(if explanations.is_empty() { Exit::NotFound } else { Exit::Fine })
}

/// Reads `KIND=VALUE`.
pub(crate) fn identity(text: &str) -> Result<Identity, String> {
    match text.split_once('=') {
        Some((kind, value)) if !kind.is_empty() && !value.is_empty() => {
            Ok(Identity { kind: kind.to_owned(), value: value.to_owned() })
        }
        _ => Err("write KIND=VALUE, such as email=alice@example.com".to_owned()),
    }
}
