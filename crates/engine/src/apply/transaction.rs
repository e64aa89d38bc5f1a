//! One batch: one transaction that changes rows and leaves its token, or does neither.

use std::time::{Duration, Instant};

use abide_ledger::TableRows;
use abide_plan::{
    batch::{self, Range, Work},
    catalog::Dialect,
    step::Sql,
    value::Value,
};

use super::{durability, evidence::Announced, source::texts, token};
use crate::{
    crash,
    store::{Store, StoreError, plain},
};

/// What became of a batch.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It happened.
    Done(Changed),
    /// No row of the range is one of the step's any more: nothing was changed, and no token left.
    Nothing,
    /// It did not happen: the transaction was rolled back.
    Undone(StoreError),
    /// Nobody can tell: the connection broke while it was being committed.
    Unknown(StoreError),
}

/// What a batch changed.
#[derive(Debug)]
pub(super) struct Changed {
    pub(super) rows: u64,
    pub(super) with: Vec<TableRows>,
    /// How long the transaction was open, without a wait for the disk at its end: that does not depend on its size.
    pub(super) held: Duration,
}

/// What a batch is to change.
pub(super) struct Job<'a> {
    pub(super) work: Work<'a>,
    pub(super) range: &'a Range,
    /// Whether to leave out rows that others have locked, instead of waiting for them (PostgreSQL).
    pub(super) skip_locked: bool,
}

impl Job<'_> {
    /// Whether on PostgreSQL one statement can do it: the rule looks at nothing but the row that it locks.
    fn is_plain(&self) -> bool {
        self.work.dependents().is_empty() && !self.work.looks_around() && !self.skip_locked
    }

    fn is_plain_walk(&self) -> bool {
        self.is_plain() && matches!(self.range, Range::Blocks(..))
    }
}

/// Runs the announced batch.
pub(super) fn run(store: &mut dyn Store, job: &Job<'_>, journal: &str, batch: &Announced) -> Outcome {
    match attempt(store, job, journal, batch) {
        Ok(Some(changed)) => Outcome::Done(changed),
        Ok(None) => Outcome::Nothing,
        Err(Failed::Before(error)) => match store.rollback() {
            Ok(()) => Outcome::Undone(error),
            // A connection that is gone takes its open transaction with it.
            Err(_) => Outcome::Unknown(error),
        },
        Err(Failed::Committing(error)) => look(store, journal, batch, error),
    }
}

/// An error, and whether the commit had been sent.
enum Failed {
    Before(StoreError),
    Committing(StoreError),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Self::Before(error)
    }
}

fn attempt(
    store: &mut dyn Store,
    job: &Job<'_>,
    journal: &str,
    batch: &Announced,
) -> Result<Option<Changed>, Failed> {
    crash::point("before-send");
    begin(store, batch.durable, job.is_plain_walk())?;
    let since = Instant::now();
    let (rows, with) = change(store, job)?;
    if rows == 0 && with.iter().all(|with| with.rows == 0) {
        store.rollback()?;
        return Ok(None);
    }
    let token = token::insert(store.dialect(), journal, batch.hash, &batch.intent, rows, &with);
    send(store, &token)?;
    let mut held = since.elapsed();
    crash::point("before-commit");
    store.commit().map_err(Failed::Committing)?;
    if !batch.durable {
        held = since.elapsed();
    }
    crash::point("after-commit");
    Ok(Some(Changed { rows, with, held }))
}

/// Opens a transaction whose commit waits for the disk, or need not.
fn begin(store: &mut dyn Store, durable: bool, walk: bool) -> Result<(), StoreError> {
    match store.dialect() {
        Dialect::Sqlite => {
            store.execute(&plain(durability::sqlite(durable)))?;
            store.begin()
        }
        Dialect::Postgres => {
            // The rows of a batch lie next to each other, and so do rows linked to them, more often than not. At its usual
            // cost of a page the planner would rather go through the whole table than to ten thousand places in it.
            let mut settings =
                vec![("random_page_cost", "0.2"), ("synchronous_commit", durability::postgres(durable))];
            if walk {
                // There is one way to go through a range of blocks: it need not be found anew for each.
                settings.push(("plan_cache_mode", "force_generic_plan"));
            }
            store.begin_with(&settings)
        }
    }
}

/// A commit that failed may have happened: the token tells.
fn look(store: &mut dyn Store, journal: &str, batch: &Announced, error: StoreError) -> Outcome {
    let there = store.rollback().and_then(|()| token::is_there(store, journal, batch.intent.seq));
    match there {
        Ok(false) => Outcome::Undone(error),
        Ok(true) | Err(_) => Outcome::Unknown(error),
    }
}

fn change(store: &mut dyn Store, job: &Job<'_>) -> Result<(u64, Vec<TableRows>), StoreError> {
    let Job { work, range, .. } = job;
    let alone = work.dependents().is_empty();
    match store.dialect() {
        Dialect::Sqlite if alone => Ok((send(store, &work.change(range))?, Vec::new())),
        Dialect::Sqlite => with_dependents_on_sqlite(store, work, range),
        Dialect::Postgres if job.is_plain() => Ok((send(store, &work.change(range))?, Vec::new())),
        Dialect::Postgres => under_locks(store, job),
    }
}

/// The open transaction keeps every other writer out: what was picked stays picked.
fn with_dependents_on_sqlite(
    store: &mut dyn Store,
    work: &Work<'_>,
    range: &Range,
) -> Result<(u64, Vec<TableRows>), StoreError> {
    let mut picked = 0;
    for statement in batch::pick(work, range) {
        picked = send(store, &statement)?;
    }
    if picked == 0 {
        return Ok((0, Vec::new()));
    }
    erase(store, work, &Range::Picked)
}

/// Rows are locked, then the rule is asked again by a statement that sees what was committed while we waited for the locks.
fn under_locks(store: &mut dyn Store, job: &Job<'_>) -> Result<(u64, Vec<TableRows>), StoreError> {
    let work = &job.work;
    let locked = texts(ask(store, &batch::lock_rows(work, job.range, job.skip_locked))?);
    if locked.is_empty() {
        return Ok((0, Vec::new()));
    }
    let locked = Range::Tids(locked);
    if work.dependents().is_empty() {
        return Ok((send(store, &work.change(&locked))?, Vec::new()));
    }
    for dependent in work.dependents() {
        ask(store, &batch::lock_dependent(work, dependent, &locked))?;
    }
    let picked = texts(ask(store, &batch::recheck(work, &locked))?);
    if picked.is_empty() {
        return Ok((0, Vec::new()));
    }
    erase(store, work, &Range::Tids(picked))
}

/// Dependents first, in their order, then the rows they hang on.
fn erase(
    store: &mut dyn Store,
    work: &Work<'_>,
    picked: &Range,
) -> Result<(u64, Vec<TableRows>), StoreError> {
    let mut with = Vec::new();
    for dependent in work.dependents() {
        let rows = send(store, &work.erase_dependent(dependent, picked))?;
        with.push(TableRows { table: dependent.table.to_string(), rows });
    }
    Ok((send(store, &work.erase_picked(picked))?, with))
}

fn send(store: &mut dyn Store, sql: &Sql) -> Result<u64, StoreError> {
    crash::point("before-send");
    let changed = store.execute(sql)?;
    crash::point("after-send");
    Ok(changed)
}

fn ask(store: &mut dyn Store, sql: &Sql) -> Result<Vec<Vec<Value>>, StoreError> {
    crash::point("before-send");
    let rows = store.query(sql)?;
    crash::point("after-send");
    Ok(rows)
}
