//! `abide ledger`

use std::{
    fs::File,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use abide_engine::{
    journal::{Journal, JournalError},
    session::Verified,
};
use abide_ledger::Entry;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    form,
    office::Office,
    printer,
    show::{
        self,
        style::{self, paint},
        words::counted,
    },
    write::unwritable,
};

/// Proves what was done: verifies, shows or exports the ledger
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide ledger verify\n  abide ledger show --last 5\n  abide ledger export --out ledger.jsonl"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Goes through the whole chain, and finds any entry that was flipped, dropped or swapped; asks the stores of the map what
    /// they remember, and so finds an end that was cut off
    Verify {
        /// Looks at the chain only, and asks no store
        #[arg(long)]
        alone: bool,
    },
    /// Shows the latest entries
    Show {
        /// How many
        #[arg(long, value_name = "N", default_value_t = 20)]
        last: u64,
    },
    /// Writes the ledger for an auditor who has no Abide, one JSON line for each entry
    Export {
        /// The file, which must not be there yet [default, and with -: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

impl Args {
    /// The arguments of `abide ledger verify`.
    pub(crate) fn verify() -> Self {
        Self { what: What::Verify { alone: false } }
    }
}

/// Does what was asked with the journal.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let journal = Journal::read(&desk.journal)?;
    match &args.what {
        What::Verify { alone } => verify(&journal, *alone, desk),
        What::Show { last } => show(&journal, *last, desk),
        What::Export { out } => export(&journal, form::file(out.as_ref()), desk),
    }
}

fn verify(journal: &Journal, alone: bool, desk: &Desk) -> Result<Exit, Failure> {
    let verified = if alone || !desk.map.exists() {
        Verified { head: journal.verify(&[])?, witnesses: Vec::new() }
    } else {
        Office::open(desk)?.session.verify()?
    };
    let Verified { head, witnesses } = verified;
    if desk.json {
        let stores: serde_json::Map<String, serde_json::Value> =
            witnesses.into_iter().map(|(store, count)| (store, count.into())).collect();
        let told =
            serde_json::json!({ "entries": head.seq, "head": head.hash.to_string(), "witnesses": stores });
        desk.printer.json(&told)?;
        return Ok(Exit::Fine);
    }
    let whole = paint(style::GOOD, "The ledger is whole");
    desk.printer.data(&format!(
        "{whole}: {}, the last with the hash\n{}",
        counted(head.seq, "entry"),
        head.hash
    ))?;
    for (store, count) in witnesses {
        let remembered = counted(count as u64, "entry");
        desk.printer.data(&format!("Store {store} remembers {remembered} of it, and they are there."))?;
    }
    desk.printer
        .talk("Note the hash down where nobody can reach it: a ledger written anew would not have it.");
    Ok(Exit::Fine)
}

fn show(journal: &Journal, last: u64, desk: &Desk) -> Result<Exit, Failure> {
    let entries = latest(journal, last)?;
    if desk.json {
        desk.printer.json(&entries)?;
    } else {
        desk.printer.data(&show::ledger::render(&entries))?;
    }
    Ok(Exit::Fine)
}

fn latest(journal: &Journal, last: u64) -> Result<Vec<Entry>, JournalError> {
    let from = (journal.head()?.seq + 1).saturating_sub(last);
    let mut entries = Vec::new();
    let mut unreadable = Ok(());
    journal.each(from, |stored| match serde_json::from_slice(&stored.bytes) {
        Ok(entry) => {
            entries.push(entry);
            ControlFlow::Continue(())
        }
        Err(_) => {
            unreadable = Err(JournalError::Unreadable { path: journal.path().to_owned(), seq: stored.seq });
            ControlFlow::Break(())
        }
    })?;
    unreadable.map(|()| entries)
}

fn export(journal: &Journal, out: Option<&Path>, desk: &Desk) -> Result<Exit, Failure> {
    let Some(path) = out else {
        return exported(journal, &mut desk.printer.stdout(), &printer::output);
    };
    let mut file = File::create_new(path).map_err(|error| unwritable(path, &error))?;
    exported(journal, &mut file, &|error| unwritable(path, error))?;
    desk.printer.talk(&format!("Wrote {}.", path.display()));
    Ok(Exit::Fine)
}

fn exported(
    journal: &Journal,
    out: &mut dyn Write,
    failed: &dyn Fn(&std::io::Error) -> Failure,
) -> Result<Exit, Failure> {
    match journal.export(out) {
        Ok(()) => Ok(Exit::Fine),
        Err(JournalError::Export(error)) => Err(failed(&error)),
        Err(error) => Err(error.into()),
    }
}
