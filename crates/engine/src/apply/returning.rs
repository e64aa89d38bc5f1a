//! Bringing archived records back into the data in use: one transaction that writes them, takes them out of the archive and leaves
//! its token, or does none of it.
//!
//! Where the archive is a file of its own, what came back is durable before it leaves the archive: for a moment it is in two places,
//! never in none. A crash in between is settled by whoever comes next, as for a batch: the token tells.

use abide_ledger::{ArchivedRows, Digest, Event, Reason, Witness};
use abide_plan::{
    archive::ATTACHED,
    catalog::{Dialect, TableName},
    returning,
    step::Sql,
};

use super::{ApplyError, recover, restored, token, transaction};
use crate::{
    crash,
    journal::{Journal, OpenIntent, OpenReturn},
    store::{Store, StoreError},
};

/// Takes the locks of an apply, and settles what was left open; a store that looks restored from a backup is refused.
pub(crate) fn ready(store: &mut dyn Store, journal: &mut Journal, name: &str) -> Result<(), ApplyError> {
    super::lock(store, journal)?;
    recover::settle(store, journal, name, false)?;
    restored::accept(store, journal, name, false)
}

/// Journals the intent, with the reason and who gave it. Its number is known then.
pub(crate) fn intend(
    store: &mut dyn Store,
    journal: &mut Journal,
    wanted: OpenReturn,
    (why, by): (&str, &str),
) -> Result<(OpenReturn, Digest), ApplyError> {
    token::make(store)?;
    let OpenReturn { store: name, records, archived, .. } = wanted.clone();
    let (why, by) = (why.to_owned(), by.to_owned());
    let written = journal.append(vec![Event::ReturnIntended { store: name, records, archived, why, by }])?;
    let Witness { seq, hash } = written.first().copied().expect("an entry was written for the event");
    Ok((OpenReturn { seq, ..wanted }, hash))
}

/// Opens the transaction, whose commit waits for the disk.
pub(crate) fn begin(store: &mut dyn Store) -> Result<(), StoreError> {
    // Only where the archive is a file does it matter; it is read within the transaction.
    store.reach_archive(true)?;
    transaction::begin(store, true, false)
}

/// Takes what was written out of the archive, leaves the token, commits, and journals the outcome.
pub(crate) fn finish(
    store: &mut dyn Store,
    journal: &mut Journal,
    (open, hash): (OpenReturn, Digest),
    place: &str,
) -> Result<(), ApplyError> {
    if let Err(error) = write(store, journal.id(), &open, hash, place) {
        give_up(store, journal, open, if error.retryable() { Reason::Busy } else { Reason::Failed })?;
        return Err(error.into());
    }
    crash::point("before-commit");
    if let Err(error) = store.commit() {
        // It may have happened: the token tells.
        store.rollback()?;
        if !token::is_there(store, journal.id(), open.seq)? {
            journal.append(vec![open.undone(Reason::Failed)])?;
            return Err(error.into());
        }
    }
    crash::point("after-commit");
    leave(store, &open.archived)?;
    journal.append(vec![open.done()])?;
    Ok(())
}

/// Nothing of it happens.
pub(crate) fn give_up(
    store: &mut dyn Store,
    journal: &mut Journal,
    open: OpenReturn,
    reason: Reason,
) -> Result<(), ApplyError> {
    store.rollback()?;
    journal.append(vec![open.undone(reason)])?;
    Ok(())
}

/// What an interrupted return left open: journals what the store says became of it.
pub(super) fn settle(store: &mut dyn Store, journal: &mut Journal, name: &str) -> Result<(), ApplyError> {
    for open in journal.open_returns(name)? {
        let happened = token::exists(store)? && token::is_there(store, journal.id(), open.seq)?;
        let event = if happened {
            // What a connection sees need not be on the disk yet: it must be, before it leaves the archive.
            token::touch(store, journal.id(), open.seq)?;
            leave(store, &open.archived)?;
            open.done()
        } else {
            open.undone(Reason::Interrupted)
        };
        journal.append(vec![event])?;
    }
    Ok(())
}

fn write(
    store: &mut dyn Store,
    journal: &str,
    open: &OpenReturn,
    hash: Digest,
    place: &str,
) -> Result<(), StoreError> {
    let rows = open.records.iter().map(|table| table.rows).sum();
    let OpenReturn { seq, store: name, archived, .. } = open;
    // It is part of no plan.
    let intent = OpenIntent { seq: *seq, plan: Digest::ZERO, store: name.clone(), step: 0, batch: 1 };
    let dialect = store.dialect();
    send(store, &token::insert(dialect, journal, hash, &intent, rows, &[]))?;
    if dialect == Dialect::Sqlite {
        return Ok(());
    }
    for rows in archived {
        let left = send(store, &taken_out(dialect, place, rows))?;
        if left != rows.rows.len() as u64 {
            let reason = "a row of the archive changed meanwhile, or may not be taken out".to_owned();
            return Err(StoreError::Failed { place: store.place().to_owned(), reason });
        }
    }
    Ok(())
}

/// Where the archive is a file of its own, what has come back leaves it only now.
fn leave(store: &mut dyn Store, archived: &[ArchivedRows]) -> Result<(), StoreError> {
    if store.dialect() != Dialect::Sqlite || store.archived()?.is_none() {
        return Ok(());
    }
    crash::point("before-take-out");
    let statements: Vec<Sql> =
        archived.iter().map(|rows| taken_out(Dialect::Sqlite, ATTACHED, rows)).collect();
    store.copy(&statements)?;
    crash::point("after-take-out");
    Ok(())
}

fn taken_out(dialect: Dialect, place: &str, rows: &ArchivedRows) -> Sql {
    let table = TableName { schema: Some(place.to_owned()), name: rows.table.clone() };
    returning::take_out(dialect, &table, &rows.rows)
}

fn send(store: &mut dyn Store, sql: &Sql) -> Result<u64, StoreError> {
    crash::point("before-send");
    let changed = store.execute(sql)?;
    crash::point("after-send");
    Ok(changed)
}
