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
        /// The entry with which the apply began that is carried out again, after a restore.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replays: Option<u64>,
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
    /// A person ended activities: objected, withdrew a consent, asked for erasure, or ended some by name. Which activities
    /// that are is worked out from the policy in force whenever it is carried out.
    PersonEnded {
        /// The person's pseudonym: of chance, so that nobody can work out who it is.
        person: String,
        /// What the person did.
        ending: Ending,
        /// The activities it is about; empty: all that such an ending can end.
        activities: Vec<String>,
        /// The day on which it was received.
        received: Date,
        /// How it came.
        channel: Channel,
    },
    /// A person lets an activity in again, whatever was ended before.
    PersonConsented {
        /// The person's pseudonym.
        person: String,
        /// The activity.
        activity: String,
        /// The day on which it was received.
        received: Date,
        /// How it came.
        channel: Channel,
    },
    /// Somebody read records in an archive.
    ArchiveRead {
        /// The store.
        store: String,
        /// The table.
        table: String,
        /// How many rows were read.
        rows: u64,
        /// The reason that was given.
        why: String,
        /// Who read them: a user of the system.
        by: String,
    },
    /// Archived records are about to be brought back into the data in use. Whether they were is told by a later entry that names
    /// this one, and until then by the mark that it leaves in the store, like a batch.
    ReturnIntended {
        /// The store.
        store: String,
        /// How many records of which tables.
        records: Vec<TableRows>,
        /// The rows of the archive that they are in, and leave.
        archived: Vec<ArchivedRows>,
        /// The reason that was given.
        why: String,
        /// Who wants it: a user of the system.
        by: String,
    },
    /// Archived records were brought back.
    ReturnDone {
        /// The entry in which it was intended.
        intent: u64,
        /// The store.
        store: String,
        /// How many records of which tables.
        records: Vec<TableRows>,
    },
    /// Archived records that were to be brought back were not: nothing was changed.
    ReturnUndone {
        /// The entry in which it was intended.
        intent: u64,
        /// The store.
        store: String,
        /// Why.
        reason: Reason,
    },
    /// Every store had its turn on the calendar.
    RoundFinished {
        /// The moment of the calendar that the round was for.
        due: Timestamp,
        /// Stores whose plan waits for a person.
        waiting: Vec<String>,
        /// Stores of which something was left undone by an error.
        failed: Vec<String>,
    },
    /// A store lacks what was done in it, as after a restore from a backup, and somebody decided to go on without doing it again.
    RestoreAccepted {
        /// The store.
        store: String,
        /// The entry that announced the last batch that happened in it.
        last: u64,
    },
    /// What was done to a store since a backup was made begins to be carried out again.
    ReplayStarted {
        /// The store.
        store: String,
        /// When the backup was made.
        since: Timestamp,
        /// The entries with which the applies began that are carried out again.
        applies: Vec<u64>,
    },
    /// It was carried out again, as far as it could be.
    ReplayFinished {
        /// The store.
        store: String,
        /// The entry with which it began.
        started: u64,
        /// Rows changed, of all tables.
        rows: u64,
        /// Of the applies, those that could not be carried out again or changed another number of rows than then; and the entries in
        /// which archived records were brought back, which is not done again.
        differing: Vec<u64>,
    },
    /// From here on what is within a scope stays, or is archived when it would go: a lawsuit, an inquiry. What it is stands beside the
    /// chain.
    HoldOpened {
        /// The hold's name.
        hold: String,
        /// What kind of scope it has.
        scope: Scope,
        /// Why.
        reason: String,
        /// Who answers for it.
        owner: String,
        /// The day by which somebody looks whether it is still needed.
        review: Date,
    },
    /// A hold came to its end: what it kept goes as if it had never been.
    HoldClosed {
        /// The hold's name.
        hold: String,
        /// Why.
        reason: String,
    },
    /// An event of a kind that this version does not know. It can be read, not written.
    #[serde(other, skip_serializing)]
    Unknown,
}

/// How a person ends activities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// An objection (GDPR art. 21).
    Objection,
    /// A consent is withdrawn (art. 7(3)).
    Withdrawal,
    /// A request for erasure (art. 17).
    Erasure,
    /// Activities are ended by name: a card removed from a wallet.
    Choice,
    /// A word that this version does not know: it ends nothing.
    #[serde(other)]
    Other,
}

/// What a hold is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The records of a person.
    Person,
    /// The records of a table that match a condition.
    Condition,
    /// A word that this version does not know.
    #[serde(other)]
    Other,
}

/// How a person's decision came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Somebody of the staff wrote it down.
    Staff,
    /// A word that this version does not know.
    #[serde(other)]
    Other,
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
    /// Columns are overwritten with a part of what they held.
    Anonymise,
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

/// Rows of a table of an archive, by the archive's own key: numbers that say nothing of anybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedRows {
    /// The table.
    pub table: String,
    /// The rows.
    pub rows: Vec<i64>,
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
