//! When a commit has to wait for the disk, and where it need not because a later moment serves for several.

use abide_plan::{catalog::Dialect, value::Value};

use crate::store::{Store, StoreError, plain};

/// How the batches of a group reach the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// Each waits for itself: SQLite's older rollback journal can leave a file damaged when power is lost.
    Each,
    /// Each waits for itself, and evidence is written for several at once: MariaDB's commits wait as the whole server is told to.
    Alone,
    /// The last one waits for all: PostgreSQL flushes its log in order.
    Last,
    /// None waits: they are flushed after the last, when no lock is held any more (SQLite's write-ahead log).
    Flushed,
}

impl Durability {
    /// What the store allows.
    pub(super) fn of(store: &mut dyn Store) -> Result<Self, StoreError> {
        if store.dialect() == Dialect::Postgres {
            return Ok(Self::Last);
        }
        if store.dialect() == Dialect::MariaDb {
            return Ok(Self::Alone);
        }
        if store.query(&plain("PRAGMA main.journal_mode"))? != [[Value::Text("wal".to_owned())]] {
            return Ok(Self::Each);
        }
        // Flushing does it, and no commit has to.
        store.query(&plain("PRAGMA wal_autocheckpoint = 0"))?;
        Ok(Self::Flushed)
    }

    /// How many batches a group may have.
    pub(super) fn group(self, wanted: u32) -> u32 {
        if self == Self::Each { 1 } else { wanted.max(1) }
    }

    /// Whether a batch waits, which may be the last of its group.
    pub(super) fn waits(self, last: bool) -> bool {
        match self {
            Self::Each | Self::Alone => true,
            Self::Last => last,
            Self::Flushed => false,
        }
    }
}

/// The level of a transaction's commit on PostgreSQL.
pub(super) fn postgres(durable: bool) -> &'static str {
    if durable { "on" } else { "off" }
}

/// The statement before a transaction on SQLite.
pub(super) fn sqlite(durable: bool) -> &'static str {
    if durable { "PRAGMA main.synchronous = FULL" } else { "PRAGMA main.synchronous = NORMAL" }
}
