//! Applying a plan to a store: in batches, each with its evidence, resumable, one apply at a time.
//!
//! # What makes it safe
//!
//! Before a batch is sent, the journal holds its *intent*, durably. The batch changes rows and writes its *token* in one
//! transaction of the store. After it, the journal holds its *outcome*. So whatever is killed, and whenever:
//!
//! - intent without outcome: the store is asked for the token. It is there: the batch happened. It is not: it did not.
//!   Nobody else can still be at work on it, for the lock of the session that sent it is ours now;
//! - a token whose entry the journal does not have, or has with another hash: the journal is lost or an older copy, and
//!   nothing is done until somebody decides;
//! - rows not reached are found by the rule the next time, rows already changed are not.
//!
//! # Pace
//!
//! Others come first: after each batch there is a pause, and both are measured out by what the store's own signals say (see
//! `pace.rs`). A replica that falls behind is waited for.
//!
//! # Groups
//!
//! Waiting for the disk twice a batch, once in the store and once in the journal, costs more than small batches themselves. So
//! intents are journaled in groups, outcomes with the next group's intents; and the inner batches of a group commit
//! without waiting, where commits reach the disk in their order (PostgreSQL; SQLite with a write-ahead log). Once the last
//! batch of the group has been waited for (or, when the group is not full, a touch of its last token), every earlier
//! one is on the disk as well, and only then are outcomes journaled. On SQLite, where a commit that waits keeps every other
//! writer waiting too, no batch waits: the log is flushed after the last one, under no lock. A machine that loses power
//! in between loses batches at the end of a group together with their tokens; their intents are open, and the next
//! apply finds that they did not happen.

mod copy;
mod courtesy;
mod durability;
mod error;
mod evidence;
mod files;
mod held;
mod pace;
mod partition;
mod recover;
mod restored;
pub(crate) mod returning;
mod rows;
mod site;
mod size;
mod source;
mod stale;
mod step;
mod token;
mod transaction;

use std::{cell::RefCell, time::Duration};

use abide_ledger::{ActionWord, Digest, Event, Reason, StepSummary, TableRows, canonical};
use abide_plan::{
    catalog::TableName,
    plan::{Plan, Planned, Premises, StorePlan},
    step::Action,
};
use jiff::civil::Date;

pub(crate) use self::site::set_by_updates;
use self::{durability::Durability, evidence::Evidence, step::Run};
pub use self::{
    error::ApplyError,
    files::Paired,
    pace::Pace,
    recover::witnesses,
    restored::{Restored, restored},
    rows::{Changed, StepRows},
    stale::{Stale, stale},
};
use crate::{
    journal::{Journal, JournalError},
    links::Borrowing,
    store::{Signals, Store},
};

/// What is to be applied: a plan's part for one store, and what of the whole plan its evidence needs.
#[derive(Debug)]
pub struct Order<'a> {
    /// Digest of the whole plan.
    pub plan: Digest,
    /// The day the plan is for.
    pub date: Date,
    /// What the plan rests on.
    pub premises: &'a Premises,
    /// The part.
    pub part: &'a StorePlan,
    /// The entry with which the apply began that is carried out again.
    pub replays: Option<u64>,
    /// Files that go with rows.
    pub files: Vec<Paired>,
    /// What other stores are asked again before each step, where this one is linked to any.
    pub links: Option<RefCell<Borrowing>>,
}

impl<'a> Order<'a> {
    /// An order for every store of a plan, in its order.
    pub fn all(plan: &'a Plan) -> Result<Vec<Self>, ApplyError> {
        let digest = canonical::digest(plan).map_err(JournalError::from)?;
        let order = |part| Self {
            plan: digest,
            date: plan.date,
            premises: &plan.premises,
            part,
            replays: None,
            files: Vec::new(),
            links: None,
        };
        Ok(plan.stores.iter().map(order).collect())
    }
}

/// How to go about it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Rows a transaction changes at most; about, rows of other tables included.
    pub batch: u64,
    /// How long a transaction may hold SQLite's write lock; about.
    pub hold: Duration,
    /// How much to give way to others.
    pub pace: Pace,
    /// How far behind a replica may be before it is waited for; not at full pace.
    pub lag: Duration,
    /// The same in bytes of the log: a replica that stands still tells no growing delay, but its distance grows.
    pub behind: u64,
    /// Batches whose evidence is written together, where the store allows it; in a long step by and by four times as many.
    pub group: u32,
    /// Go on although the store knows a journal, or entries of this one, that are lost. It is written down.
    pub adopt: bool,
    /// Go on although the store looks restored from a backup. It is written down.
    pub after_restore: bool,
}

impl Default for Options {
    /// PERFORMANCE.md: 10,000 rows cost little more than one statement for all; SQLite is to be held 10 ms at most.
    fn default() -> Self {
        Self {
            batch: 10_000,
            hold: Duration::from_millis(6),
            pace: Pace::default(),
            lag: Duration::from_secs(10),
            behind: 256 << 20,
            group: 8,
            adopt: false,
            after_restore: false,
        }
    }
}

/// Who watches, and may ask to stop.
pub trait Observer {
    /// A step begins.
    fn step(&mut self, planned: &Planned) {
        let _ = planned;
    }

    /// A batch happened.
    fn progress(&mut self, progress: &Progress) {
        let _ = progress;
    }

    /// A replica is too far behind: applying waits until it has come closer, or somebody asks to stop.
    fn waits_for_replica(&mut self, signals: &Signals) {
        let _ = signals;
    }

    /// Asked after every batch and now and then while waiting: whether to stop there.
    fn stop(&self) -> bool {
        false
    }
}

/// Nobody watches.
impl Observer for () {}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The step's number.
    pub step: u32,
    /// Rows changed so far.
    pub rows: u64,
    /// Rows counted when planning.
    pub planned: u64,
    /// Rows of other tables that went with them.
    pub with: u64,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows changed, of the steps' own tables.
    pub rows: u64,
    /// Rows of other tables that went with them.
    pub with: u64,
    /// Steps of which rows were left as they are.
    pub left: Vec<Left>,
    /// Batches of an interrupted apply that were found to have happened, and not to have happened.
    pub recovered: (u64, u64),
    /// Somebody asked to stop before the end.
    pub stopped: bool,
}

/// Rows of a step that were left as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The step's number.
    pub step: u32,
    /// Its table.
    pub table: TableName,
    /// How many rows fewer than planned were changed.
    pub rows: u64,
    /// What the database said of those that it refused to change, if it did.
    pub refusal: Option<String>,
}

/// Applies a plan's part to its store. That the plan is not stale is for the caller to see ([`stale`]), once for all stores;
/// the store's catalog is compared here.
pub fn apply(
    store: &mut dyn Store,
    order: &Order<'_>,
    journal: &mut Journal,
    options: &Options,
    observer: &mut dyn Observer,
) -> Result<Applied, ApplyError> {
    lock(store, journal)?;
    if store.catalog()?.digest() != order.part.catalog {
        return Err(ApplyError::CatalogChanged { store: order.part.store.clone() });
    }
    let recovered = recover::settle(store, journal, &order.part.store, options.adopt)?;
    if order.replays.is_none() {
        restored::accept(store, journal, &order.part.store, options.after_restore)?;
    }
    let entries = journal.append(vec![started(order)?])?;
    let first = entries.first().map_or(0, |entry| entry.seq);
    let durability = Durability::of(store)?;
    let since = journal.seq_of(order.premises.ledger.as_deref())?;
    let evidence = Evidence::new(journal, order, (since, first), durability, options.group);
    let mut run = Run::new(store, evidence, (options, order), observer, recovered);
    match run.steps(&order.part.steps) {
        Ok(()) => finish(run, order),
        Err(error) => {
            run.give_up(&error);
            Err(error)
        }
    }
}

/// Nobody else changes the store through Abide as long as both are held.
fn lock(store: &mut dyn Store, journal: &mut Journal) -> Result<(), ApplyError> {
    journal.lock()?;
    if store.try_lock()? { Ok(()) } else { Err(ApplyError::Applying { place: store.place().to_owned() }) }
}

fn finish(run: Run<'_>, order: &Order<'_>) -> Result<Applied, ApplyError> {
    let (applied, mut evidence) = run.done();
    let (plan, store, rows) = (order.plan, order.part.store.clone(), applied.rows);
    if applied.stopped {
        evidence.stopped(rows, Reason::Asked)?;
    } else {
        let left = applied.left.iter().map(|left| left.rows).sum();
        evidence.append(Event::ApplyFinished { plan, store, rows, with: applied.with, left })?;
    }
    Ok(applied)
}

fn started(order: &Order<'_>) -> Result<Event, ApplyError> {
    let digest = |name, text: &str| text.parse().map_err(|_| ApplyError::BadPremise { name });
    Ok(Event::ApplyStarted {
        plan: order.plan,
        store: order.part.store.clone(),
        date: order.date,
        policy: digest("policy", &order.premises.policy)?,
        map: digest("map", &order.premises.map)?,
        catalog: digest("catalog", &order.part.catalog)?,
        steps: order.part.steps.iter().map(summary).collect(),
        replays: order.replays,
    })
}

/// A step as the ledger tells it.
pub(crate) fn summary(planned: &Planned) -> StepSummary {
    let step = &planned.step;
    StepSummary {
        step: step.number,
        action: match step.action {
            Action::Erase { .. } => ActionWord::Erase,
            Action::Blank { .. } => ActionWord::Blank,
            Action::Anonymise { .. } => ActionWord::Anonymise,
            Action::Cut { .. } => ActionWord::Cut,
        },
        table: step.table.to_string(),
        rows: planned.rows,
        with: planned
            .with
            .iter()
            .map(|(table, rows)| TableRows { table: table.to_string(), rows: *rows })
            .collect(),
        activities: step.activities.clone(),
        clauses: step.clauses.clone(),
    }
}
