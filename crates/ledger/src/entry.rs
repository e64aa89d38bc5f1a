//! What an entry says.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::Digest;

/// One entry. A later version may add members, but none whose name sorts behind `seq`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number: 1, 2, 3 … without gaps.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// What happened. A reader ignores members it does not know, and reads an event of a kind it does not know as
/// [`Event::Unknown`]: a ledger outlives the programs that write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The first entry: a journal began.
    JournalCreated {
        /// Its identity, which no other journal has.
        journal: String,
    },
    /// From here on this journal stands in for another one, whose marks were found in a store.
    JournalAdopted {
        /// The store where the marks are.
        store: String,
        /// The identity of the journal that left them.
        journal: String,
        /// The highest entry of it that a mark names.
        seq: u64,
        /// That entry's hash.
        hash: Digest,
    },
    /// A plan's part for a store began to be applied.
    ApplyStarted {
        /// Digest of the whole plan.
        plan: Digest,
        /// The store.
        store: String,
        /// The day the plan is for.
        date: Date,
        /// Digest of the policy's file.
        policy: Digest,
        /// Digest of the map's file.
        map: Digest,
        /// Digest of the store's catalog.
        catalog: Digest,
        /// What is going to be done.
        steps: Vec<StepSummary>,
    },
    /// A batch is about to be sent to the store. Whether it happened is told by a later entry that names this one, and
    /// until then by the mark that a batch leaves in the store.
    BatchIntended {
        /// The plan.
        plan: Digest,
        /// The store.
        store: String,
        /// The step's number in the store's plan.
        step: u32,
        /// The number of the batch in this run of the step, from 1.
        batch: u64,
        /// 1, more when the same rows are tried again.
        attempt: u32,
    },
    /// A batch happened.
    BatchDone {
        /// The entry in which it was intended.
        intent: u64,
        /// The plan.
        plan: Digest,
        /// The store.
        store: String,
        /// The step.
        step: u32,
        /// The batch.
        batch: u64,
        /// Rows of the step's table that it changed.
        rows: u64,
        /// Rows of other tables that went with them.
        with: Vec<TableRows>,
    },
    /// A batch that was intended did not happen: nothing was changed by it.
    BatchUndone {
        /// The entry in which it was intended.
        intent: u64,
        /// The plan.
        plan: Digest,
        /// The store.
        store: String,
        /// The step.
        step: u32,
        /// The batch.
        batch: u64,
        /// Why.
        reason: Reason,
    },
    /// A plan's part for a store was applied to its end.
    ApplyFinished {
        /// The plan.
        plan: Digest,
        /// The store.
        store: String,
        /// Rows changed, of the steps' own tables.
        rows: u64,
        /// Rows of other tables that went with them.
        with: u64,
        /// Rows of the plan that were left as they are: changed meanwhile, or refused by the database.
        left: u64,
    },
    /// Applying ended before its end.
    ApplyStopped {
        /// The plan.
        plan: Digest,
        /// The store.
        store: String,
        /// Rows changed until then.
        rows: u64,
        /// Why.
        reason: Reason,
    },
    /// An event of a kind that this version does not know. It can be read, not written.
    #[serde(other, skip_serializing)]
    Unknown,
}

/// Why something ended or did not happen, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Somebody asked to stop.
    Asked,
    /// The process or the connection ended in between; the store was looked at and has no mark of it.
    Interrupted,
    /// There was nothing to do any more.
    Nothing,
    /// The database refused the change.
    Refused,
    /// Other users of the database were in the way.
    Busy,
    /// An error.
    Failed,
    /// A word that this version does not know.
    #[serde(other)]
    Other,
}

/// What a step is going to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepSummary {
    /// Its number.
    pub step: u32,
    /// What it does.
    pub action: ActionWord,
    /// The table.
    pub table: String,
    /// The rows that were counted for it.
    pub rows: u64,
    /// The rows of other tables that were counted to go with them.
    pub with: Vec<TableRows>,
    /// The activities whose need has ended.
    pub activities: Vec<String>,
    /// The clauses those keep.
    pub clauses: Vec<String>,
}

/// What is done to rows, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionWord {
    /// Rows are deleted.
    Erase,
    /// Columns are overwritten.
    Blank,
    /// References between rows that all go are set to NULL.
    Cut,
    /// A word that this version does not know.
    #[serde(other)]
    Other,
}

/// A number of rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRows {
    /// The table.
    pub table: String,
    /// How many.
    pub rows: u64,
}

#[cfg(test)]
mod tests {
    use super::{Entry, Event};

    #[test]
    fn a_later_versions_entry_can_still_be_read() {
        let entry: Entry = serde_json::from_str(
            r#"{"at":"2026-01-02T03:04:05Z","event":{"kind":"consent-given","who":{"x":1}},"seq":7,"more":[]}"#,
        )
        .unwrap();
        assert_eq!(entry.event, Event::Unknown);
        let entry: Entry = serde_json::from_str(
            r#"{"at":"2026-01-02T03:04:05Z","event":{"kind":"journal-created","journal":"j","by":2},"seq":1}"#,
        )
        .unwrap();
        assert_eq!(entry.event, Event::JournalCreated { journal: "j".to_owned() });
    }

    #[test]
    fn an_unknown_event_cannot_be_written() {
        assert!(crate::canonical::encode(&Event::Unknown).is_err());
    }
}
