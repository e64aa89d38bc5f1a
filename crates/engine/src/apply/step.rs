//! Running steps: passes over the parts of a table, batch after batch, with what the database refuses put aside.

use std::time::Duration;

use abide_ledger::Reason;
use abide_plan::{
    batch::{self, Asks, Range, Work},
    catalog::Dialect,
    plan::Planned,
    step::Action,
};

use super::{
    Applied, ApplyError, Left, Observer, Options, Order, Paired, Progress,
    copy::Locators,
    courtesy::Courtesy,
    evidence::{Attempt, Evidence},
    files, partition,
    site::{self, Part},
    source::{Source, texts},
    token,
    transaction::{self, Changed, Job, Outcome},
};
use crate::store::{Kind, Store, StoreError};

/// How often the same rows are tried again when other users are in the way.
const TRIES: u32 = 5;

/// How long to wait before the second try; twice as long before each further one.
const WAIT: Duration = Duration::from_millis(50);

/// After so many refused batches a step is given up: what it is for, the database does not allow.
const REFUSALS: u32 = 1000;

/// An apply under way.
pub(super) struct Run<'a> {
    store: &'a mut dyn Store,
    evidence: Evidence<'a>,
    options: &'a Options,
    files: &'a [Paired],
    order: &'a Order<'a>,
    observer: &'a mut dyn Observer,
    applied: Applied,
    courtesy: Courtesy,
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
        (options, order): (&'a Options, &'a Order<'a>),
        observer: &'a mut dyn Observer,
        recovered: (u64, u64),
    ) -> Self {
        let applied = Applied { recovered, ..Applied::default() };
        let courtesy = Courtesy::new(store, options);
        let files = &order.files;
        Self { store, evidence, options, files, order, observer, applied, courtesy }
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
        // When nothing happened, those of the last apply are the last witnesses still.
        if !self.applied.stopped && self.applied.rows + self.applied.with > 0 {
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
        self.store.reach_archive(planned.step.is_emptying())?;
        // What the other stores hold may have changed since, not least by the steps before.
        if let Some(links) = &self.order.links {
            links.borrow_mut().ask(self.store)?;
        }
        let locators = Locators::of(self.store, &planned.step)?;
        let mut tally = Tally::default();
        let parts = site::parts(self.store, &planned.step)?;
        let parts = self.whole_partitions(planned, parts, &mut tally)?;
        let blocks: Option<u64> = parts.iter().map(|part| part.blocks).sum();
        let mut expected = blocks.map(|_| planned.rows.saturating_sub(tally.rows));
        let dropped = tally.rows > 0;
        while !(dropped && complete(self.store.dialect(), planned, &tally)) {
            let before = tally.rows;
            for part in &parts {
                // A part's share of the rows is expected to be its share of the blocks.
                let share =
                    expected.zip(part.blocks).zip(blocks).map(|((rows, own), all)| share(rows, own, all));
                self.pass(planned, part, share, &locators, &mut tally)?;
            }
            expected = None;
            if self.applied.stopped
                || tally.rows == before
                || complete(self.store.dialect(), planned, &tally)
                || tally.given_up()
            {
                break;
            }
        }
        self.account(planned, tally);
        Ok(())
    }

    /// Drops the partitions that are wholly over. Gives the parts that are left to batches.
    fn whole_partitions(
        &mut self,
        planned: &Planned,
        parts: Vec<Part>,
        tally: &mut Tally,
    ) -> Result<Vec<Part>, ApplyError> {
        let files = files::has(self.files, &planned.step.table);
        // Nor are others asked about all the rows of a partition at once.
        let linked =
            self.order.links.as_ref().is_some_and(|links| links.borrow().concerns(&planned.step.table));
        if self.store.dialect() != Dialect::Postgres || parts.len() < 2 || files || linked {
            return Ok(parts);
        }
        let whole = partition::whole(self.store, &planned.step)?;
        let mut left = Vec::new();
        for part in parts {
            let drop = whole.contains(&part.site.table) && !self.stopped();
            if !(drop && self.drop_partition(planned, &part, tally)?) {
                left.push(part);
            }
        }
        Ok(left)
    }

    /// Whether it is gone.
    fn drop_partition(
        &mut self,
        planned: &Planned,
        part: &Part,
        tally: &mut Tally,
    ) -> Result<bool, ApplyError> {
        let batch = self.evidence.next(self.store, planned.step.number, Attempt::First)?;
        let (step, journal) = (&planned.step, self.evidence.journal_id());
        match partition::drop_whole(self.store, step, &part.site.table, journal, &batch) {
            Outcome::Done(changed) => {
                self.count(planned, changed, 0, tally);
                return Ok(true);
            }
            Outcome::Nothing => {}
            Outcome::Undone(error) => {
                self.evidence.undone(if error.retryable() { Reason::Busy } else { Reason::Refused });
            }
            Outcome::Unknown(error) => {
                self.evidence.abandon();
                return Err(error.into());
            }
        }
        Ok(false)
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
        locators: &Locators,
        tally: &mut Tally,
    ) -> Result<(), ApplyError> {
        let work = Work { step: &planned.step, site: &part.site, asks: Asks::Again };
        if self.stopped() {
            return Ok(());
        }
        let hold = self.courtesy.hold();
        let mut source = Source::open(self.store, &work, part, expected, self.options, hold)?;
        while let Some(range) = source.next(self.store)? {
            let (rows, held) = self.rows(planned, &work, range, locators, tally)?;
            source.learn(rows, held, self.courtesy.hold());
            // A walk need not go on through blocks in which nothing is planned.
            let enough = source.is_walk() && complete(self.store.dialect(), planned, tally);
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
        locators: &Locators,
        tally: &mut Tally,
    ) -> Result<(u64, Duration), ApplyError> {
        let mut tasks = vec![Task { range, attempt: Attempt::First, hindered: 0 }];
        let (mut all, mut longest) = (0, Duration::ZERO);
        while let Some(task) = tasks.pop() {
            let step = planned.step.number;
            let batch = self.evidence.next(self.store, step, task.attempt)?;
            let (skip_locked, today) = (task.hindered > 0, self.evidence.today());
            let (files, links) = (self.files, self.order.links.as_ref());
            let job = Job { work: *work, files, links, range: &task.range, skip_locked, locators, today };
            match transaction::run(self.store, &job, self.evidence.journal_id(), &batch) {
                Outcome::Nothing => {}
                Outcome::Done(changed) => {
                    let with: u64 = changed.with.iter().map(|with| with.rows).sum();
                    let (rows, held) = (changed.rows + with, changed.held);
                    all += rows;
                    longest = longest.max(held);
                    self.count(planned, changed, with, tally);
                    self.courtesy.after(self.store, self.observer, rows, held)?;
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
            if let Some(reason) = self.store.left_alone() {
                tally.refusal = Some(reason);
            }
            if tally.given_up() {
                break;
            }
        }
        Ok((all, longest))
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
            self.courtesy.hindered();
            std::thread::sleep(WAIT * 2u32.pow(task.hindered));
            return Ok(vec![Task { hindered, ..task }]);
        }
        if error.kind() != Kind::Refused {
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
fn complete(dialect: Dialect, planned: &Planned, tally: &Tally) -> bool {
    let chained = matches!(planned.step.action, Action::Erase { .. })
        && batch::looks_at_own_table(dialect, &planned.step);
    tally.rows >= planned.rows && !chained
}
