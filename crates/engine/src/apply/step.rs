//! Running steps: passes over the parts of a table, batch after batch, with what the database refuses put aside.

use std::time::Duration;

use abide_ledger::Reason;
use abide_plan::{
    batch::{self, Range, Work},
    catalog::Dialect,
    plan::Planned,
    step::Action,
};

use super::{
    Applied, ApplyError, Left, Observer, Options, Progress,
    evidence::{Attempt, Evidence},
    site::{self, Part},
    source::{Source, texts},
    token,
    transaction::{self, Changed, Job, Outcome},
};
use crate::store::{Store, StoreError};

/// How often the same rows are tried again when other users are in the way.
const TRIES: u32 = 5;

/// How long to wait before the second try; twice as long before each further one.
const WAIT: Duration = Duration::from_millis(50);

/// The part of the time for which a batch held SQLite's write lock that other writers are given after it.
const GAP: u32 = 10;

/// After so many refused batches a step is given up: what it is for, the database does not allow.
const REFUSALS: u32 = 1000;

/// An apply under way.
pub(super) struct Run<'a> {
    store: &'a mut dyn Store,
    evidence: Evidence<'a>,
    options: &'a Options,
    observer: &'a mut dyn Observer,
    applied: Applied,
}

/// What a step has come to.
#[derive(Default)]
struct Tally {
    rows: u64,
    with: u64,
    refusals: u32,
    refusal: Option<String>,
}

/// Rows still to be tried.
struct Task {
    range: Range,
    attempt: Attempt,
    /// How often others were in the way. From the first time on, rows they have locked are left out.
    hindered: u32,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        store: &'a mut dyn Store,
        evidence: Evidence<'a>,
        options: &'a Options,
        observer: &'a mut dyn Observer,
        recovered: (u64, u64),
    ) -> Self {
        let applied = Applied { recovered, ..Applied::default() };
        Self { store, evidence, options, observer, applied }
    }

    /// All steps in their order, until somebody asks to stop.
    pub(super) fn steps(&mut self, steps: &[Planned]) -> Result<(), ApplyError> {
        for planned in steps.iter().filter(|planned| planned.rows > 0) {
            if self.stopped() {
                break;
            }
            self.observer.step(planned);
            self.step(planned)?;
            self.evidence.settle(self.store, Reason::Nothing)?;
        }
        if !self.applied.stopped && self.evidence.is_ready() {
            let (store, id) = (&mut *self.store, self.evidence.journal_id());
            token::forget_before(store, id, self.evidence.first_entry())?;
        }
        Ok(())
    }

    /// What was done, and the journal to say so.
    pub(super) fn done(self) -> (Applied, Evidence<'a>) {
        (self.applied, self.evidence)
    }

    /// Writes down what is certain. Errors are not told: there is one already, and the next apply inspects what is open.
    pub(super) fn give_up(mut self, error: &ApplyError) {
        let lost = matches!(error, ApplyError::Store(StoreError::Lost { .. }));
        if lost || self.evidence.settle(self.store, Reason::Failed).is_err() {
            self.evidence.abandon();
            return;
        }
        let busy = matches!(error, ApplyError::Store(error) if error.retryable());
        let reason = if busy { Reason::Busy } else { Reason::Failed };
        drop(self.evidence.stopped(self.applied.rows, reason));
    }

    fn stopped(&mut self) -> bool {
        self.applied.stopped = self.applied.stopped || self.observer.stop();
        self.applied.stopped
    }

    fn step(&mut self, planned: &Planned) -> Result<(), ApplyError> {
        let parts = site::parts(self.store, &planned.step)?;
        let blocks: Option<u64> = parts.iter().map(|part| part.blocks).sum();
        let mut tally = Tally::default();
        let mut expected = blocks.map(|_| planned.rows);
        loop {
            let before = tally.rows;
            for part in &parts {
                // A part's share of the rows is expected to be its share of the blocks.
                let share =
                    expected.zip(part.blocks).zip(blocks).map(|((rows, own), all)| share(rows, own, all));
                self.pass(planned, part, share, &mut tally)?;
            }
            expected = None;
            if self.applied.stopped || tally.rows == before || complete(planned, &tally) || tally.given_up() {
                break;
            }
        }
        self.account(planned, tally);
        Ok(())
    }

    fn account(&mut self, planned: &Planned, tally: Tally) {
        self.applied.rows += tally.rows;
        self.applied.with += tally.with;
        let rows = planned.rows.saturating_sub(tally.rows);
        if rows > 0 && !self.applied.stopped {
            let (step, table) = (planned.step.number, planned.step.table.clone());
            self.applied.left.push(Left { step, table, rows, refusal: tally.refusal });
        }
    }

    /// Once over all rows of a part.
    fn pass(
        &mut self,
        planned: &Planned,
        part: &Part,
        expected: Option<u64>,
        tally: &mut Tally,
    ) -> Result<(), ApplyError> {
        let work = Work { step: &planned.step, site: &part.site };
        if self.stopped() {
            return Ok(());
        }
        let mut source = Source::open(self.store, &work, part, expected, self.options)?;
        while let Some(range) = source.next(self.store)? {
            let (rows, held) = self.rows(planned, &work, range, tally)?;
            source.learn(rows, held);
            // A walk need not go on through blocks in which nothing is planned.
            let enough = source.is_walk() && complete(planned, tally);
            if self.stopped() || tally.given_up() || enough {
                break;
            }
        }
        Ok(())
    }

    /// One range: in one batch if the database takes it, else in ever smaller ones. Gives the rows changed, of all tables, and
    /// the longest time a lock was held.
    fn rows(
        &mut self,
        planned: &Planned,
        work: &Work<'_>,
        range: Range,
        tally: &mut Tally,
    ) -> Result<(u64, Duration), ApplyError> {
        let mut tasks = vec![Task { range, attempt: Attempt::First, hindered: 0 }];
        let (mut all, mut longest) = (0, Duration::ZERO);
        while let Some(task) = tasks.pop() {
            let step = planned.step.number;
            let batch = self.evidence.next(self.store, step, task.attempt)?;
            let job = Job { work: *work, range: &task.range, skip_locked: task.hindered > 0 };
            match transaction::run(self.store, &job, self.evidence.journal_id(), &batch) {
                Outcome::Nothing => {}
                Outcome::Done(changed) => {
                    let with: u64 = changed.with.iter().map(|with| with.rows).sum();
                    self.give_way(changed.held);
                    all += changed.rows + with;
                    longest = longest.max(changed.held);
                    self.count(planned, changed, with, tally);
                }
                Outcome::Undone(error) => {
                    let attempt = Attempt::Again { batch: batch.intent.batch, attempt: batch.attempt + 1 };
                    tasks.extend(self.again(work, Task { attempt, ..task }, error, tally)?);
                }
                Outcome::Unknown(error) => {
                    self.evidence.abandon();
                    return Err(error.into());
                }
            }
            if tally.given_up() {
                break;
            }
        }
        Ok((all, longest))
    }

    /// On SQLite who waits for the write lock is not woken but looks now and then: it must find a gap.
    fn give_way(&self, held: Duration) {
        if self.store.dialect() == Dialect::Sqlite {
            std::thread::sleep(held / GAP);
        }
    }

    fn count(&mut self, planned: &Planned, changed: Changed, with: u64, tally: &mut Tally) {
        tally.rows += changed.rows;
        tally.with += with;
        self.evidence.happened(changed.rows, changed.with);
        let progress =
            Progress { step: planned.step.number, rows: tally.rows, planned: planned.rows, with: tally.with };
        self.observer.progress(&progress);
    }

    /// What to try after a batch was rolled back, last first: the same again when others were in the way, halves when the
    /// database refused it, and nothing when it refused a single row.
    fn again(
        &mut self,
        work: &Work<'_>,
        task: Task,
        error: StoreError,
        tally: &mut Tally,
    ) -> Result<Vec<Task>, ApplyError> {
        let hindered = task.hindered + 1;
        if error.retryable() && hindered < TRIES {
            self.evidence.undone(Reason::Busy);
            std::thread::sleep(WAIT * 2u32.pow(task.hindered));
            return Ok(vec![Task { hindered, ..task }]);
        }
        if !matches!(error, StoreError::Referenced { .. } | StoreError::Constraint { .. }) {
            self.evidence.undone(if error.retryable() { Reason::Busy } else { Reason::Failed });
            return Err(error.into());
        }
        self.evidence.undone(Reason::Refused);
        tally.refusals += 1;
        tally.refusal = Some(error.to_string());
        let Task { attempt, hindered, .. } = task;
        let halves = self.rows_of_block(work, task.range)?.split();
        let tasks = halves.map(|(left, right)| [right, left].map(|range| Task { range, attempt, hindered }));
        Ok(tasks.into_iter().flatten().collect())
    }

    /// A single block is split by its rows.
    fn rows_of_block(&mut self, work: &Work<'_>, range: Range) -> Result<Range, ApplyError> {
        match range {
            Range::Blocks(from, to) if to == from + 1 => {
                Ok(Range::Tids(texts(self.store.query(&batch::rows_of(work, &range))?)))
            }
            range => Ok(range),
        }
    }
}

impl Tally {
    fn given_up(&self) -> bool {
        self.refusals >= REFUSALS
    }
}

fn share(rows: u64, own: u64, all: u64) -> u64 {
    let share = u128::from(rows) * u128::from(own) / u128::from(all.max(1));
    u64::try_from(share).unwrap_or(u64::MAX)
}

/// Whether another pass can find nothing: all that was planned is done, and no row waits for another one of its own table.
fn complete(planned: &Planned, tally: &Tally) -> bool {
    let chained =
        matches!(planned.step.action, Action::Erase { .. }) && batch::looks_at_own_table(&planned.step);
    tally.rows >= planned.rows && !chained
}
