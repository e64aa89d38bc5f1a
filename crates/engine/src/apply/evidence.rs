//! The journal's side of applying: intents before, outcomes after, in groups.

use std::collections::VecDeque;

use abide_ledger::{Digest, Event, Reason, TableRows};
use jiff::civil::Date;

use super::{ApplyError, Order, durability::Durability, token};
use crate::{
    journal::{Journal, JournalError, OpenIntent},
    store::Store,
};

/// A group has at most so many times as many batches as the first.
const MOST: u32 = 4;

/// A batch that the journal has announced.
#[derive(Debug, Clone)]
pub(super) struct Announced {
    pub(super) intent: OpenIntent,
    /// The hash of the entry that announced it.
    pub(super) hash: Digest,
    pub(super) attempt: u32,
    /// Whether its commit must be on the disk when it returns; if not, a later one's is.
    pub(super) durable: bool,
}

/// Which attempt at which batch: a first one at the next batch, or a later one at an earlier batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    First,
    Again { batch: u64, attempt: u32 },
}

/// What is to be known of the batches of an apply.
pub(super) struct Evidence<'a> {
    journal: &'a mut Journal,
    first: u64,
    /// The ledger's last entry when the plan was made.
    since: u64,
    plan: Digest,
    today: Date,
    store: String,
    durability: Durability,
    /// Batches of a step's first group.
    group: u32,
    /// Batches of the next group.
    next_group: u32,
    /// Announced, in order, and nothing known of them yet.
    announced: VecDeque<Announced>,
    /// Outcomes that the journal does not have yet.
    outcomes: Vec<Event>,
    /// The entry of the last batch that happened, when its commit need not be on the disk yet.
    unflushed: Option<u64>,
    batches: u64,
    ready: bool,
}

impl<'a> Evidence<'a> {
    /// For an apply that began with entry `first`, of a plan made when `since` was the last.
    pub(super) fn new(
        journal: &'a mut Journal,
        order: &Order<'_>,
        (since, first): (u64, u64),
        durability: Durability,
        group: u32,
    ) -> Self {
        let group = durability.group(group);
        Self {
            journal,
            first,
            since,
            plan: order.plan,
            today: order.date,
            store: order.part.store.clone(),
            durability,
            group,
            next_group: group,
            announced: VecDeque::new(),
            outcomes: Vec::new(),
            unflushed: None,
            batches: 0,
            ready: false,
        }
    }

    /// The day of the plan.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    pub(super) fn journal_id(&self) -> &str {
        self.journal.id()
    }

    /// The batch to send next; it is journaled when this returns, and stays the next one until its outcome is told.
    pub(super) fn next(
        &mut self,
        store: &mut dyn Store,
        step: u32,
        wanted: Attempt,
    ) -> Result<Announced, ApplyError> {
        // Whoever opens a hold need not wait for the end of an apply that began before; but for the end of a batch that has
        // looked, and did not see it.
        self.journal.enter_batch()?;
        if self.journal.forbids_since(self.since)? {
            return Err(ApplyError::Decided);
        }
        if !self.ready {
            // Only now: a plan with nothing to do needs no right to make tables.
            token::make(store)?;
            self.ready = true;
        }
        if let Attempt::First = wanted {
            while let Some(left) = self.announced.pop_front_if(|front| front.attempt > 1) {
                self.outcomes.push(left.intent.undone(Reason::Nothing));
            }
        }
        let fits = self.announced.front().is_some_and(|front| match wanted {
            Attempt::First => true,
            Attempt::Again { batch, attempt } => (front.intent.batch, front.attempt) == (batch, attempt),
        });
        if !fits {
            self.announce(store, step, wanted)?;
        }
        Ok(self.announced.front().expect("one was there or was just announced").clone())
    }

    /// The next batch happened.
    pub(super) fn happened(&mut self, rows: u64, with: Vec<TableRows>) {
        self.journal.leave_batch();
        if let Some(batch) = self.announced.pop_front() {
            self.unflushed = (!batch.durable).then_some(batch.intent.seq);
            self.outcomes.push(batch.intent.done(rows, with));
        }
    }

    /// The next batch did not happen.
    pub(super) fn undone(&mut self, reason: Reason) {
        self.journal.leave_batch();
        if let Some(batch) = self.announced.pop_front() {
            self.outcomes.push(batch.intent.undone(reason));
        }
    }

    /// Journals all outcomes; batches announced and not sent are told to be undone.
    pub(super) fn settle(&mut self, store: &mut dyn Store, reason: Reason) -> Result<(), ApplyError> {
        self.journal.leave_batch();
        self.flush(store)?;
        self.next_group = self.group;
        let unsent = self.announced.drain(..).map(|batch| batch.intent.undone(reason));
        self.outcomes.extend(unsent);
        if !self.outcomes.is_empty() {
            self.journal.append(std::mem::take(&mut self.outcomes))?;
        }
        Ok(())
    }

    /// The number of the entry with which this apply began.
    pub(super) fn first_entry(&self) -> u64 {
        self.first
    }

    /// Journals that applying ended before its end.
    pub(super) fn stopped(&mut self, rows: u64, reason: Reason) -> Result<(), JournalError> {
        let (plan, store) = (self.plan, self.store.clone());
        self.append(Event::ApplyStopped { plan, store, rows, reason })
    }

    /// Journals something else.
    pub(super) fn append(&mut self, event: Event) -> Result<(), JournalError> {
        self.journal.append(vec![event]).map(drop)
    }

    /// Gives up the journal when nothing certain can be told any more; what is open is inspected by the next apply.
    pub(super) fn abandon(&mut self) {
        self.journal.leave_batch();
        self.announced.clear();
        self.outcomes.clear();
    }

    /// One group at a time for first attempts; a later attempt alone, before what is announced already.
    fn announce(&mut self, store: &mut dyn Store, step: u32, wanted: Attempt) -> Result<(), ApplyError> {
        self.flush(store)?;
        let (count, attempt) = match wanted {
            Attempt::First => (self.grow(), 1),
            Attempt::Again { attempt, .. } => (1, attempt),
        };
        let mut events = std::mem::take(&mut self.outcomes);
        let outcomes = events.len();
        let mut batches = Vec::new();
        for _ in 0..count {
            let batch = match wanted {
                Attempt::First => {
                    self.batches += 1;
                    self.batches
                }
                Attempt::Again { batch, .. } => batch,
            };
            batches.push(batch);
            let (plan, store) = (self.plan, self.store.clone());
            events.push(Event::BatchIntended { plan, store, step, batch, attempt });
        }
        let entries = self.journal.append(events)?;
        let last = batches.len();
        for (index, (batch, entry)) in batches.into_iter().zip(&entries[outcomes..]).enumerate() {
            let (plan, store) = (self.plan, self.store.clone());
            let intent = OpenIntent { seq: entry.seq, plan, store, step, batch };
            let durable = self.durability.waits(index + 1 == last);
            self.announced.insert(index, Announced { intent, hash: entry.hash, attempt, durable });
        }
        Ok(())
    }

    /// Groups grow while a step goes on: a short one leaves few announced that are never sent, a long one waits seldom for the disk.
    fn grow(&mut self) -> u32 {
        let count = self.next_group;
        if self.group > 1 {
            self.next_group = (count * 2).min(self.group * MOST);
        }
        count
    }

    /// Nothing is journaled as done that a server could still lose.
    fn flush(&mut self, store: &mut dyn Store) -> Result<(), ApplyError> {
        if let Some(seq) = self.unflushed {
            token::touch(store, self.journal.id(), seq)?;
            self.unflushed = None;
        }
        Ok(())
    }
}
