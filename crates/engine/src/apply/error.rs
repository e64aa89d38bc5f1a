//! Why a plan could not be applied, as sentences.

use std::path::PathBuf;

use super::Stale;
use crate::{journal::JournalError, store::StoreError};

/// Why applying ended. What was done until then is in the journal or found out by the next apply.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The plan's premises have changed.
    #[error(transparent)]
    Stale(#[from] Stale),
    /// A hold was opened, or a consent given, since the plan was made.
    #[error(
        "a hold was opened, or an activity let in again for somebody, since the plan was made: make a new plan; what was done until then is done"
    )]
    Decided,
    /// Somebody else applies a plan to the store.
    #[error("another apply is at work on {place}: let it finish, then run again")]
    Applying {
        /// The database.
        place: String,
    },
    /// The store's tables changed.
    #[error("the tables of the store {store} changed since the plan was made: make a new plan")]
    CatalogChanged {
        /// The store.
        store: String,
    },
    /// A digest of the plan is no digest.
    #[error("the plan's digest of the {name} is not one: make a new plan")]
    BadPremise {
        /// Of what.
        name: &'static str,
    },
    /// The store knows more than the journal.
    #[error(
        "{place} was changed under entry {seq} of the journal {known}, and the journal {} does not have that entry: it is a \
         new one or an older copy. Put the right file there. Only if it is lost for good, run again with --adopt, which \
         writes down that it was",
        path.display()
    )]
    JournalLost {
        /// The database.
        place: String,
        /// The identity of the journal it knows.
        known: String,
        /// The entry.
        seq: u64,
        /// The journal at hand.
        path: PathBuf,
    },
    /// The store lacks what was done in it.
    #[error(
        "{place} looks restored from a backup made before {since}: run abide replay --store {store} --backup-of TIMESTAMP, or \
         go on with --after-restore, which writes down that somebody decided so"
    )]
    Restored {
        /// The database.
        place: String,
        /// The store's name in the map.
        store: String,
        /// When the first batch happened that the store has forgotten.
        since: jiff::Timestamp,
    },
    /// A part of a table is not where rows can be changed in batches.
    #[error("{table} cannot be changed: {reason}")]
    Unreachable {
        /// The table.
        table: String,
        /// Why, and what to do.
        reason: &'static str,
    },
}
