//! What was brought back from archives.

use abide_ledger::{ArchivedRows, Entry, Event, Reason, TableRows};
use jiff::Timestamp;

use super::{Journal, JournalError};

/// Records that were to be brought back, of which the journal does not know whether they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReturn {
    /// The entry that announced it.
    pub seq: u64,
    /// The store.
    pub store: String,
    /// How many records of which tables.
    pub records: Vec<TableRows>,
    /// The rows of the archive that they are in.
    pub archived: Vec<ArchivedRows>,
}

/// Records that were brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// The entry that announced it.
    pub seq: u64,
    /// When it was done.
    pub at: Timestamp,
    /// How many records of which tables.
    pub records: Vec<TableRows>,
}

impl OpenReturn {
    /// What is journaled when it happened.
    pub fn done(self) -> Event {
        Event::ReturnDone { intent: self.seq, store: self.store, records: self.records }
    }

    /// What is journaled when it did not happen.
    pub fn undone(self, reason: Reason) -> Event {
        Event::ReturnUndone { intent: self.seq, store: self.store, reason }
    }
}

impl Journal {
    /// What was to be brought back into a store, and neither was nor was not, as far as is known.
    pub fn open_returns(&self, store: &str) -> Result<Vec<OpenReturn>, JournalError> {
        let told = self.entries_of(&["return-done", "return-undone"])?;
        let is_told = |seq: u64| {
            told.iter().any(|entry| match &entry.event {
                Event::ReturnDone { intent, .. } | Event::ReturnUndone { intent, .. } => *intent == seq,
                _ => false,
            })
        };
        let intended = self.entries_of(&["return-intended"])?;
        let open = |entry: Entry| match entry.event {
            Event::ReturnIntended { store: of, records, archived, .. }
                if of == store && !is_told(entry.seq) =>
            {
                Some(OpenReturn { seq: entry.seq, store: of, records, archived })
            }
            _ => None,
        };
        Ok(intended.into_iter().filter_map(open).collect())
    }

    /// What was brought back into a store, in its order.
    pub fn returns(&self, store: &str) -> Result<Vec<Return>, JournalError> {
        let done = self.entries_of(&["return-done"])?;
        let told = |Entry { at, event, .. }: Entry| match event {
            Event::ReturnDone { intent, store: of, records } if of == store => {
                Some(Return { seq: intent, at, records })
            }
            _ => None,
        };
        Ok(done.into_iter().filter_map(told).collect())
    }
}
