//! One batch: one transaction that changes rows and leaves its token, or does neither.

use std::{
    cell::RefCell,
    collections::HashMap,
    time::{Duration, Instant},
};

use abide_ledger::TableRows;
use abide_plan::{
    anonymise,
    batch::{self, Asks, Range, Stamp, Work},
    catalog::Dialect,
    step::{Param, Sql},
    value::Value,
};

use jiff::civil::Date;

use super::{
    copy::{self, Locators},
    durability,
    evidence::Announced,
    files::{self, Paired},
    held::sure,
    source::texts,
    token,
};
use crate::{
    crash,
    links::Borrowing,
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
    /// Files that go with rows.
    pub(super) files: &'a [Paired],
    /// Other stores that know about the rows.
    pub(super) links: Option<&'a RefCell<Borrowing>>,
    pub(super) range: &'a Range,
    /// Whether to leave out rows that others have locked, instead of waiting for them (PostgreSQL, MariaDB).
    pub(super) skip_locked: bool,
    /// How the rows are told apart that are copied into the archive.
    pub(super) locators: &'a Locators,
    /// The day of the plan.
    pub(super) today: Date,
}

impl Job<'_> {
    /// Whether on PostgreSQL and MariaDB one statement can do it: the rule looks at nothing but the row that it locks.
    fn is_plain(&self) -> bool {
        !self.is_picked()
            && self.work.transformed().is_empty()
            && !self.work.looks_around()
            && !self.skip_locked
    }

    /// Whether rows are picked first, and then changed by their place: others or files go with them, or copies of them are made.
    fn is_picked(&self) -> bool {
        !self.work.dependents().is_empty()
            || !self.work.step.copies.is_empty()
            || files::concern(self.files, &self.work)
    }

    /// Rows that are about to be changed: what other stores are asked about them once they are.
    fn note(&self, store: &mut dyn Store, rows: &Range) -> Result<(), StoreError> {
        self.links.map_or(Ok(()), |links| links.borrow_mut().note(store, &self.work, rows))
    }

    /// What other stores hold about the rows may have changed since the step began.
    fn ask_again(&self) -> Result<(), StoreError> {
        self.links.map_or(Ok(()), |links| links.borrow_mut().ask_again())
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
        Err(Failed::Before(error)) => {
            match store.rollback().and_then(|()| uncopy(store, job, journal, batch)) {
                Ok(()) => Outcome::Undone(error),
                // A connection that is gone takes its open transaction with it; what it leaves in an archive is found later.
                Err(_) => Outcome::Unknown(error),
            }
        }
        Err(Failed::Committing(error)) => look(store, job, journal, batch, error),
    }
}

/// What did not leave is not to be in the archive.
fn uncopy(store: &mut dyn Store, job: &Job<'_>, journal: &str, batch: &Announced) -> Result<(), StoreError> {
    if job.work.step.copies.is_empty() { Ok(()) } else { store.uncopy(journal, batch.intent.seq) }
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
    if let Some(links) = job.links {
        links.borrow_mut().catch_up(store)?;
    }
    begin(store, batch.durable, job.is_plain_walk())?;
    let since = Instant::now();
    let stamp = Stamp { journal: journal.to_owned(), seq: batch.intent.seq, today: job.today };
    let (rows, with) = change(store, job, &stamp)?;
    if rows == 0 && with.iter().all(|with| with.rows == 0) {
        store.rollback()?;
        uncopy(store, job, journal, batch)?;
        return Ok(None);
    }
    let token = token::insert(store.dialect(), journal, batch.hash, &batch.intent, rows, &with);
    send(store, &token)?;
    job.ask_again()?;
    let mut held = since.elapsed();
    crash::point("before-commit");
    store.commit().map_err(Failed::Committing)?;
    if !batch.durable {
        held = since.elapsed();
    }
    crash::point("after-commit");
    let (rows, with) = really(store.removed().as_deref(), rows, with);
    Ok(Some(Changed { rows, with, held }))
}

/// What went, where only the commit could tell: the step's own rows last, as they were sent.
fn really(removed: Option<&[u64]>, rows: u64, mut with: Vec<TableRows>) -> (u64, Vec<TableRows>) {
    let Some((own, others)) = removed.and_then(<[u64]>::split_last) else { return (rows, with) };
    for (told, removed) in with.iter_mut().zip(others) {
        told.rows = *removed;
    }
    (*own, with)
}

/// Opens a transaction whose commit waits for the disk, or need not.
pub(super) fn begin(store: &mut dyn Store, durable: bool, walk: bool) -> Result<(), StoreError> {
    match store.dialect() {
        Dialect::Sqlite => {
            store.execute(&plain(durability::sqlite(durable)))?;
            store.begin()
        }
        Dialect::MariaDb => store.begin(),
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
fn look(
    store: &mut dyn Store,
    job: &Job<'_>,
    journal: &str,
    batch: &Announced,
    error: StoreError,
) -> Outcome {
    let there = store.rollback().and_then(|()| token::is_there(store, journal, batch.intent.seq));
    match there {
        Ok(false) if uncopy(store, job, journal, batch).is_ok() => Outcome::Undone(error),
        _ => Outcome::Unknown(error),
    }
}

fn change(store: &mut dyn Store, job: &Job<'_>, stamp: &Stamp) -> Result<(u64, Vec<TableRows>), StoreError> {
    let Job { work, range, .. } = job;
    match store.dialect() {
        Dialect::Sqlite if job.is_picked() => picked_on_sqlite(store, job, stamp),
        Dialect::Sqlite => {
            job.note(store, range)?;
            let work = sure(store, work, range)?;
            Ok((alter(store, &work, range)?, Vec::new()))
        }
        Dialect::Postgres if job.is_plain() => Ok((alter(store, work, range)?, Vec::new())),
        Dialect::Postgres => under_locks(store, job, stamp),
        Dialect::MariaDb if job.is_plain() => Ok((alter(store, work, range)?, Vec::new())),
        Dialect::MariaDb => picked_under_locks(store, job, stamp),
    }
}

/// Changes the rows of a range that the rule is true for; nobody else does meanwhile.
fn alter(store: &mut dyn Store, work: &Work<'_>, range: &Range) -> Result<u64, StoreError> {
    if work.transformed().is_empty() {
        return send(store, &work.change(range, &[]));
    }
    let mut changed = 0;
    for (left, ranges) in coarsened(store, work, range)? {
        for range in ranges {
            changed += send(store, &work.change(&range, &left))?;
        }
    }
    Ok(changed)
}

/// What is to be left of the columns, and in which rows: few are unlike each other when they are coarse.
fn coarsened(
    store: &mut dyn Store,
    work: &Work<'_>,
    range: &Range,
) -> Result<HashMap<Vec<Param>, Vec<Range>>, StoreError> {
    let mut alike: HashMap<Vec<Param>, Vec<Range>> = HashMap::new();
    for row in ask(store, &work.read_whole(range))? {
        let Some((place, values)) = row.split_first() else { continue };
        let Some(row) = Range::at(place) else { continue };
        let left = work.transformed().iter().zip(values).map(|(to, value)| anonymise::written(to, value));
        let ranges = alike.entry(left.collect()).or_default();
        match ranges.pop().map(|last| last.joined(row.clone())) {
            None => ranges.push(row),
            Some(Ok(both)) => ranges.push(both),
            Some(Err((last, row))) => ranges.extend([last, row]),
        }
    }
    Ok(alike)
}

/// The open transaction keeps every other writer out: what was picked stays picked.
fn picked_on_sqlite(
    store: &mut dyn Store,
    job: &Job<'_>,
    stamp: &Stamp,
) -> Result<(u64, Vec<TableRows>), StoreError> {
    let pick = |store: &mut dyn Store, work: &Work<'_>| {
        let mut picked = 0;
        for statement in batch::pick(work, job.range) {
            picked = send(store, &statement)?;
        }
        Ok(picked)
    };
    let mut picked = pick(store, &job.work)?;
    let work = sure(store, &job.work, &Range::Picked)?;
    if picked > 0 && work.asks == Asks::All {
        picked = pick(store, &work)?;
    }
    if picked == 0 {
        return Ok((0, Vec::new()));
    }
    change_picked(store, job, &Range::Picked, stamp)
}

/// Rows are locked, then the rule is asked again by a statement that sees what was committed while we waited for the locks.
fn under_locks(
    store: &mut dyn Store,
    job: &Job<'_>,
    stamp: &Stamp,
) -> Result<(u64, Vec<TableRows>), StoreError> {
    let work = &job.work;
    let locked = texts(ask(store, &batch::lock_rows(work, job.range, job.skip_locked))?);
    if locked.is_empty() {
        return Ok((0, Vec::new()));
    }
    let locked = Range::Tids(locked);
    if !job.is_picked() {
        job.note(store, &locked)?;
        let work = sure(store, work, &locked)?;
        return Ok((alter(store, &work, &locked)?, Vec::new()));
    }
    for dependent in work.dependents() {
        ask(store, &batch::lock_dependent(work, dependent, &locked))?;
    }
    if !work.looks_around() {
        // Whoever waits for a row's lock is told of the row as it is by then.
        return change_picked(store, job, &locked, stamp);
    }
    let work = sure(store, work, &locked)?;
    let picked = texts(ask(store, &batch::recheck(&work, &locked))?);
    if picked.is_empty() {
        return Ok((0, Vec::new()));
    }
    change_picked(store, job, &Range::Tids(picked), stamp)
}

/// The same where rows are told apart by a table of their keys: what the rule is no longer true for is let go of.
fn picked_under_locks(
    store: &mut dyn Store,
    job: &Job<'_>,
    stamp: &Stamp,
) -> Result<(u64, Vec<TableRows>), StoreError> {
    let work = &job.work;
    let mut picked = 0;
    for statement in batch::pick_locked(work, job.range, job.skip_locked) {
        picked = send(store, &statement)?;
    }
    if picked == 0 {
        return Ok((0, Vec::new()));
    }
    for dependent in work.dependents() {
        ask(store, &batch::lock_hanging(work, dependent))?;
    }
    if !work.looks_around() {
        return change_picked(store, job, &Range::Picked, stamp);
    }
    let work = sure(store, work, &Range::Picked)?;
    if send(store, &batch::unpick(&work))? == picked {
        return Ok((0, Vec::new()));
    }
    change_picked(store, job, &Range::Picked, stamp)
}

/// What is archived is copied while all is still there. Then files go, then dependents, in their order, then the rows they hang on.
fn change_picked(
    store: &mut dyn Store,
    job: &Job<'_>,
    picked: &Range,
    stamp: &Stamp,
) -> Result<(u64, Vec<TableRows>), StoreError> {
    let work = &job.work;
    job.note(store, picked)?;
    if !work.step.copies.is_empty() {
        crash::point("before-copy");
        copy::copy(store, work, job.locators, picked, stamp)?;
        crash::point("after-copy");
    }
    if files::concern(job.files, work) {
        // Now, for no file comes back.
        job.ask_again()?;
        files::remove(store, job.files, work, picked)?;
    }
    let mut with = Vec::new();
    for dependent in work.dependents() {
        let rows = send(store, &work.erase_dependent(dependent, picked))?;
        with.push(TableRows { table: dependent.table.to_string(), rows });
    }
    let rows = match work.transformed().is_empty() {
        true => send(store, &work.change_picked(picked))?,
        false => alter(store, work, picked)?,
    };
    Ok((rows, with))
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
