//! `abide archive`

use abide_engine::session::{
    ArchiveError, ArchivedRow, Held, ReadArchiveError, ReturnError, Returned, Wanted, Warrant,
};
use jiff::Timestamp;

use super::explain::Identity;
use crate::{
    ask::{self, Asking},
    desk::Desk,
    exit::{Exit, Failure},
    office::Office,
    show::{
        self, style,
        table::{Align, Table},
        words::{counted, grouped},
    },
};

/// Looks after the archives: makes them, counts what is in them, reads it and brings it back for a reason
///
/// What an activity needs in archive moves there with `abide apply`, and goes from there after its last day. Reading it needs a
/// reason, which goes on the ledger with who read how many records; so does bringing records back that went by mistake.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide archive prepare --store crm\n  abide archive list\n  abide archive read crm.contacts 42 --reason \"claim 2026-114\"\n  abide archive read --identity email=alice@example.com --reason \"request 77\"\n  abide archive restore crm.contacts 42 --reason \"went under a policy that was wrong\""
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
    /// Brings archived records back into the data in use, after asking; it is written down
    ///
    /// A record that is still there gets back what left it; one that is gone is inserted again. What comes back leaves the archive, and
    /// the policy holds for it as for any other: what it says of it today is told before.
    Restore(Restore),
}

#[derive(Debug, clap::Args)]
struct Restore {
    #[command(flatten)]
    of: Read,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
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
        What::Restore(args) => restore(args, &office, desk),
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

impl Read {
    fn wanted(&self) -> Wanted {
        match &self.identity {
            Some(who) => Wanted::Identity(who.kind.clone(), who.value.clone()),
            None => Wanted::Record(self.table.clone().unwrap_or_default(), self.key.clone()),
        }
    }

    fn warrant(&self) -> Warrant {
        Warrant { reason: self.reason.clone(), by: user() }
    }
}

/// Tells what would come back, asks, and brings it back.
fn restore(args: &Restore, office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let (wanted, warrant) = (args.of.wanted(), args.of.warrant());
    let previewed = told_rights(office.session.preview_return(&wanted, &warrant, Timestamp::now), desk)?;
    if previewed.is_empty() {
        return nothing(desk);
    }
    desk.printer.talk(&show::returned::list(&previewed));
    if !args.yes {
        let what = counted(previewed.len() as u64, "record");
        let asking = Asking { command: "abide archive restore", first: Asking::TOLD };
        ask::confirm(&desk.printer, &asking, &format!("Really bring {what} back into the data in use?"))?;
    }
    let returned = told_rights(office.session.return_archived(&wanted, &warrant, Timestamp::now), desk)?;
    if desk.json {
        desk.printer.json(&returned)?;
    } else {
        let what = counted(returned.len() as u64, "record");
        desk.printer.data(&format!("Back in the data in use, and out of the archive: {what}."))?;
    }
    Ok(Exit::Fine)
}

fn nothing(desk: &Desk) -> Result<Exit, Failure> {
    match desk.json {
        true => desk.printer.json(&Vec::<Returned>::new())?,
        false => desk.printer.data("Nothing is archived there.")?,
    }
    Ok(Exit::NotFound)
}

/// Where rights are missing, the statements that somebody else has to run are the answer.
fn told_rights<T>(answer: Result<T, ReturnError>, desk: &Desk) -> Result<T, Failure> {
    if let Err(
        ReturnError::NoRights { statements, .. }
        | ReturnError::Read(ReadArchiveError::Archive(ArchiveError::NoRights { statements, .. })),
    ) = &answer
    {
        let text: String = statements.iter().map(|statement| format!("{statement};\n")).collect();
        desk.printer.data(text.trim_end())?;
    }
    Ok(answer?)
}

fn read(args: &Read, office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let rows = office.session.read_archive(&args.wanted(), &args.warrant(), Timestamp::now)?;
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
