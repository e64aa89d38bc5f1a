//! Carrying out again what was done since a backup was made, after the store was restored from it: from the ledger and the
//! journal alone.
//!
//! The ledger names every apply, with its day and the digests of the files it rested on; beside the chain the journal keeps the
//! texts of those files. So each apply is planned again with the files and for the day of that time, and applied with the usual
//! evidence. What was done then and what is done now are compared, step by step, and whatever differs is told.

use std::collections::{HashMap, HashSet};

use abide_ledger::{ActionWord, Event, StepSummary, canonical};
use abide_plan::{
    archive,
    plan::{Plan, StorePlan},
    step::{Copy, Sql},
};
use abide_policy::finding::Severity;
use jiff::{Timestamp, civil::Date};
use thiserror::Error;

use super::{Session, apply::Given, plan::RESTORED};
use crate::{
    apply::{self, ApplyError, Observer, Options, Order, summary},
    in_english,
    journal::{Clock, Journal, JournalError, Past, Return},
    store::{Access, Store, StoreError},
};

/// Why nothing could be carried out again, or not all.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// The map has no store of that name.
    #[error("the map has no store {0}")]
    NoSuchStore(String),
    /// The journal could not be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The store could not be reached.
    #[error("store {store}: {cause}")]
    Store {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: StoreError,
    },
    /// Applying failed; what was done is done, and running again goes on.
    #[error("store {store}: {cause}")]
    Apply {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: ApplyError,
    },
}

/// What became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Every apply since the backup, in their order.
    pub applies: Vec<Again>,
    /// What was brought back from the archive since. It is not done again: the ledger does not tell which records they were.
    pub returns: Vec<Return>,
    /// The store has lost more than was asked for: what was done from this moment on.
    pub earlier: Option<Timestamp>,
    /// Somebody asked to stop before the end.
    pub stopped: bool,
}

/// One apply, again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// The entry with which it began then.
    pub apply: u64,
    /// When it began then.
    pub at: Timestamp,
    /// The day of its plan.
    pub date: Date,
    /// Its steps with rows, then and now; or why it could not be planned again.
    pub steps: Result<Vec<StepAgain>, String>,
}

/// One step, then and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepAgain {
    /// What it does, in a word.
    pub action: abide_ledger::ActionWord,
    /// Its table.
    pub table: String,
    /// Rows changed then, those that went with others included.
    pub then: u64,
    /// Rows changed now; when nothing was to be touched, rows counted.
    pub now: u64,
}

impl Again {
    /// Whether all of it was found and done as it was then.
    pub fn is_same(&self) -> bool {
        self.steps.as_ref().is_ok_and(|steps| steps.iter().all(|step| step.then == step.now))
    }
}

/// What a step does to which table, and how many of its like come before it.
type Key = (ActionWord, String, usize);

/// Rows of each step.
type Rows = HashMap<Key, u64>;

/// The same, or why there is none.
type Counted = Result<Rows, String>;

/// What is to be carried out again.
#[derive(Debug, Clone, Copy)]
pub struct Since<'a> {
    /// The store.
    pub store: &'a str,
    /// When the backup was made.
    pub moment: Timestamp,
    /// Only count.
    pub dry: bool,
}

impl Session {
    /// Carries out again what was done to a store since a moment.
    pub fn replay(
        &self,
        since: Since<'_>,
        options: &Options,
        clock: Clock,
        observer: &mut dyn Observer,
    ) -> Result<Replayed, ReplayError> {
        let store = since.store;
        if self.map().store(store).is_none() {
            return Err(ReplayError::NoSuchStore(store.to_owned()));
        }
        let mut journal = if since.dry {
            Journal::read(&self.files().journal)?
        } else {
            Journal::open(&self.files().journal, clock)?
        };
        let past = journal.applies(store)?;
        let chosen = chosen(&past, since.moment);
        let mut returns = journal.returns(store)?;
        returns.retain(|one| one.at >= since.moment);
        let mut replayed =
            Replayed { earlier: self.earlier(&journal, since)?, returns, ..Replayed::default() };
        if chosen.is_empty() && replayed.returns.is_empty() {
            return Ok(replayed);
        }
        let started = if since.dry { None } else { Some(begin(&mut journal, since, &chosen)?) };
        let mut counted = Vec::new();
        for one in &chosen {
            let (rows, stopped) = self.again(&mut journal, since, one, options, observer)?;
            counted.push(rows);
            replayed.stopped = stopped || observer.stop();
            if replayed.stopped {
                break;
            }
        }
        // From the journal: what a run that was interrupted did of it is found out only when the next one applies.
        let past = journal.applies(store)?;
        for (one, rows) in chosen.into_iter().zip(counted) {
            let steps =
                rows.map(|rows| compared(one, &started.map_or(rows, |entry| again(&past, one, entry))));
            replayed.applies.push(Again { apply: one.seq, at: one.from, date: one.date, steps });
        }
        if let Some(started) = started.filter(|_| !replayed.stopped) {
            journal.append(vec![finished(since.store, started, &replayed)])?;
        }
        Ok(replayed)
    }

    /// The moment of the first batch that the store has forgotten, when it lies before the one asked for.
    fn earlier(&self, journal: &Journal, since: Since<'_>) -> Result<Option<Timestamp>, ReplayError> {
        let map = self.map().store(since.store);
        let failed = |cause| ReplayError::Store { store: since.store.to_owned(), cause };
        let Some(map) = map else { return Ok(None) };
        let mut store = self.open_store(map, Access::Read).map_err(failed)?;
        let restored = apply::restored(store.as_mut(), journal, since.store)
            .map_err(|cause| ReplayError::Apply { store: since.store.to_owned(), cause })?;
        Ok(restored.map(|restored| restored.since).filter(|lost| *lost < since.moment))
    }

    /// One apply again: the rows counted for each of its steps, or why it cannot be; and whether it was stopped.
    fn again(
        &self,
        journal: &mut Journal,
        since: Since<'_>,
        past: &Past,
        options: &Options,
        observer: &mut dyn Observer,
    ) -> Result<(Counted, bool), ReplayError> {
        let then = match self.session_of(journal, since.store, past)? {
            Ok(session) => session,
            Err(why) => return Ok((Err(why), false)),
        };
        let (plan, given) = match then.plan_again(since, past)? {
            Ok(planned) => planned,
            Err(why) => return Ok((Err(why), false)),
        };
        let planned = plan.stores.iter().flat_map(|part| &part.steps);
        let steps: Vec<StepSummary> = planned.map(summary).collect();
        let rows =
            keyed(&steps, |step| Some(step.rows + step.with.iter().map(|table| table.rows).sum::<u64>()));
        let rows = rows.into_iter().collect();
        let stopped = !since.dry
            && then.apply_again(journal, (since.store, past), (&plan, given), options, observer)?;
        Ok((Ok(rows), stopped))
    }

    /// The plan of that time, in a session of that time; or why there is none.
    fn plan_again(
        &self,
        since: Since<'_>,
        past: &Past,
    ) -> Result<Result<(Plan, Given), String>, ReplayError> {
        let plan = match self.plan(Some(past.date), Some(since.store)) {
            Ok(plan) => plan,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let findings = plan.stores.iter().flat_map(|part| &part.findings);
        let wrong =
            |found: &&abide_plan::plan::Found| found.severity == Severity::Error && found.code != RESTORED;
        if let Some(found) = findings.into_iter().find(wrong) {
            return Ok(Err(in_english(&found.message)));
        }
        let planned: Vec<StepSummary> =
            plan.stores.iter().flat_map(|part| &part.steps).map(summary).collect();
        // An archive that was not there yet then has steps of its own now.
        let place = self.map().store(since.store).and_then(|map| map.archive.as_ref());
        let place = place.map(|place| place.value.as_str());
        let own = |step: &&StepSummary| !is_in_archive(step, place);
        // Nor is it another because of a hold: the columns by which that knows records then have steps of their own.
        let told = |step: &StepSummary| (step.action, step.table.clone());
        let [now, then] =
            [&planned, &past.steps].map(|steps| steps.iter().filter(own).map(told).collect::<HashSet<_>>());
        if now != then {
            return Ok(Err("the tables changed since, and its plan is another one now".to_owned()));
        }
        let part = plan.stores.first().zip(self.map().store(since.store));
        if let Some((part, map)) = part.filter(|_| !since.dry)
            && let Err(error) = self.ready_archive(map, part)
        {
            return Ok(Err(error.to_string()));
        }
        let standing = self.standing()?;
        let given = part.map(|(part, _)| self.hold_to_files(&plan, part, &standing)).transpose();
        Ok(given.map(|given| (plan, given.unwrap_or_default())).map_err(|error| error.to_string()))
    }

    /// A session of that time: with its files, and the addresses of today.
    fn session_of(
        &self,
        journal: &Journal,
        store: &str,
        past: &Past,
    ) -> Result<Result<Self, String>, ReplayError> {
        let texts = (journal.text(past.policy)?, journal.text(past.map)?);
        let (Some(policy), Some(map)) = texts else {
            return Ok(Err("the journal has no copy of its policy and map".to_owned()));
        };
        let opened = Self::with_texts(self.files().clone(), self.now(), (policy, map));
        let Ok(mut session) = opened else {
            return Ok(Err("this version of Abide cannot read its policy and map".to_owned()));
        };
        session.digests = (past.policy, past.map);
        // What persons ended later was carried out by later applies; what none has yet is for the plan of today.
        session.before = Some(past.seq);
        // Those of stores that this one depends on as well: the kept copies have no passwords.
        for then in &mut session.map.stores {
            if let Some(today) = self.map().store(&then.name.value) {
                then.url = today.url.clone();
            }
        }
        if session.map().store(store).is_none() {
            return Ok(Err(format!("its map has no store {store}")));
        }
        Ok(Ok(session))
    }

    /// Whether it was stopped.
    fn apply_again(
        &self,
        journal: &mut Journal,
        (name, past): (&str, &Past),
        (plan, given): (&Plan, Given),
        options: &Options,
        observer: &mut dyn Observer,
    ) -> Result<bool, ReplayError> {
        let failed = |cause| ReplayError::Apply { store: name.to_owned(), cause };
        let unreached = |cause| ReplayError::Store { store: name.to_owned(), cause };
        let Some((map, part)) = self.map().store(name).zip(plan.stores.first()) else {
            return Err(ReplayError::NoSuchStore(name.to_owned()));
        };
        let mut store = self.open_store(map, Access::Write).map_err(unreached)?;
        store.lend(given.lists);
        let digest = canonical::digest(plan).map_err(JournalError::from)?;
        let files = self.paired(map).map_err(unreached)?;
        let premises = &plan.premises;
        let (replays, links) = (Some(past.seq), given.links);
        let order = Order { plan: digest, date: plan.date, premises, part, replays, files, links };
        let applied = apply::apply(store.as_mut(), &order, journal, options, observer).map_err(failed)?;
        once(store.as_mut(), part, journal, past).map_err(failed)?;
        Ok(applied.stopped)
    }
}

/// Takes out of the archive what an apply brought there and its replay, in whichever run, brought again.
fn once(store: &mut dyn Store, part: &StorePlan, journal: &Journal, one: &Past) -> Result<(), ApplyError> {
    let there = store.archived()?.unwrap_or_default();
    let copies = part.steps.iter().flat_map(|planned| &planned.step.copies);
    let copies: Vec<&Copy> =
        copies.filter(|copy| there.iter().any(|listed| listed.name == copy.into.name)).collect();
    if copies.is_empty() {
        return Ok(());
    }
    let (dialect, of) = (store.dialect(), (one.seq, one.to));
    for run in journal.applies(&part.store)?.iter().filter(|run| run.replays == Some(one.seq)) {
        let outdated = |copy: &&Copy| archive::outdated(dialect, copy, journal.id(), of, (run.seq, run.to));
        store.copy(&copies.iter().map(outdated).collect::<Vec<Sql>>())?;
    }
    Ok(())
}

/// Applies that were not over when the backup was made, and changed something; not those that repeat one among them.
fn chosen(past: &[Past], moment: Timestamp) -> Vec<&Past> {
    let late: Vec<&Past> =
        past.iter().filter(|past| past.until >= moment && past.done.values().any(|rows| *rows > 0)).collect();
    let repeats =
        |past: &Past| past.replays.is_some_and(|original| late.iter().any(|other| other.seq == original));
    late.iter().copied().filter(|past| !repeats(past)).collect()
}

/// Goes on with a replay of the same applies that did not finish, or begins one. Gives its entry.
fn begin(journal: &mut Journal, since: Since<'_>, chosen: &[&Past]) -> Result<u64, JournalError> {
    let applies: Vec<u64> = chosen.iter().map(|past| past.seq).collect();
    if let Some((entry, open)) = journal.open_replay(since.store)?
        && open == applies
    {
        return Ok(entry);
    }
    let event = Event::ReplayStarted { store: since.store.to_owned(), since: since.moment, applies };
    Ok(journal.append(vec![event])?.first().map_or(0, |entry| entry.seq))
}

/// What was done of an apply in the replay that began with entry `started`, in however many runs.
fn again(past: &[Past], one: &Past, started: u64) -> Rows {
    let mut rows = Rows::new();
    for other in past.iter().filter(|other| other.seq > started && other.replays == Some(one.seq)) {
        for (key, more) in keyed(&other.steps, |step| other.done.get(&step.step).copied()) {
            *rows.entry(key).or_default() += more;
        }
    }
    rows
}

fn compared(past: &Past, now: &Rows) -> Vec<StepAgain> {
    let then = keyed(&past.steps, |step| past.done.get(&step.step).copied());
    let both = then.into_iter().map(|(key, then)| {
        let now = now.get(&key).copied().unwrap_or(0);
        StepAgain { action: key.0, table: key.1, then, now }
    });
    both.filter(|step| step.then + step.now > 0).collect()
}

/// Steps with their rows, each under what it does to which table, and the how-manieth of its like it is: numbers may differ.
fn keyed(steps: &[StepSummary], rows: impl Fn(&StepSummary) -> Option<u64>) -> Vec<(Key, u64)> {
    let mut seen: Vec<(ActionWord, &str)> = Vec::new();
    let mut all = Vec::new();
    for step in steps {
        let like = (step.action, step.table.as_str());
        let earlier = seen.iter().filter(|other| **other == like).count();
        seen.push(like);
        all.push(((step.action, step.table.clone(), earlier), rows(step).unwrap_or(0)));
    }
    all
}

fn is_in_archive(step: &StepSummary, place: Option<&str>) -> bool {
    let schema = step.table.split_once('.').map(|(schema, _)| schema);
    place.is_some() && schema.is_some() && (schema == place || schema == Some(archive::ATTACHED))
}

fn finished(store: &str, started: u64, replayed: &Replayed) -> Event {
    let rows = |again: &Again| again.steps.iter().flatten().map(|step| step.now).sum::<u64>();
    Event::ReplayFinished {
        store: store.to_owned(),
        started,
        rows: replayed.applies.iter().map(rows).sum(),
        differing: replayed
            .applies
            .iter()
            .filter(|again| !again.is_same())
            .map(|again| again.apply)
            .chain(replayed.returns.iter().map(|one| one.seq))
            .collect(),
    }
}
