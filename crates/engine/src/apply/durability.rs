//! When a commit has to wait for the disk, and where it need not because a later one does for both.

use abide_plan::{catalog::Dialect, value::Value};

use crate::store::{Store, StoreError, plain};

/// How many batches a group may have: more than one only where commits become durable in their order, so that the last
/// one's wait is enough. PostgreSQL flushes its log in order. SQLite's write-ahead log is one file, synced as a whole; its
/// older rollback journal can leave a file damaged when power is lost, so there every commit waits.
pub(super) fn group(store: &mut dyn Store, wanted: u32) -> Result<u32, StoreError> {
    let ordered = match store.dialect() {
        Dialect::Postgres => true,
        Dialect::Sqlite => {
            store.query(&plain("PRAGMA main.journal_mode"))? == [[Value::Text("wal".to_owned())]]
        }
    };
    Ok(if ordered { wanted.max(1) } else { 1 })
}

/// The level of a transaction's commit on PostgreSQL.
pub(super) fn postgres(durable: bool) -> &'static str {
    if durable { "on" } else { "off" }
}

/// The statement before a transaction on SQLite.
pub(super) fn sqlite(durable: bool) -> &'static str {
    if durable { "PRAGMA main.synchronous = FULL" } else { "PRAGMA main.synchronous = NORMAL" }
}
