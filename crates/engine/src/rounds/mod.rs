//! Rounds: planning and applying on a calendar, store by store, within limits.
//!
//! A round takes each store for itself: a store with errors, or one that cannot be reached, keeps no other from its turn. A plan that
//! would change more of a table than a person allowed is not applied but saved, for that person to look at and apply. What the
//! round was due for is on the ledger, so that a time missed while the machine was off is made up for, once.

mod keep;
mod limit;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use abide_ledger::Event;
use abide_plan::plan::Plan;
use abide_policy::finding::Severity;
use jiff::Timestamp;
use thiserror::Error;

pub use self::{
    keep::{Keeper, Time, keep},
    limit::{Limit, TooMuch},
};
use crate::{
    apply::{Applied, Changed, Observer, Options, StepRows},
    in_english,
    journal::{Clock, Journal, JournalError},
    session::{Files, OpenError, Session},
};

/// How rounds are made.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the files are. They are read anew for every round.
    pub files: Files,
    /// What may be done without a person.
    pub limit: Limit,
    /// How to apply.
    pub options: Options,
    /// Where entries of the ledger take their time from.
    pub clock: Clock,
}

/// What became of a round.
#[derive(Debug, Clone, Default)]
pub struct Round {
    /// Each store of the map, in the order in which they are applied, with what became of it; those after a wish to stop are left out.
    pub stores: Vec<(String, Outcome)>,
    /// Somebody asked to stop before the end.
    pub stopped: bool,
}

/// What became of a store in a round.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Its plan was applied.
    Applied {
        /// What was done.
        applied: Applied,
        /// How many rows, by table and action.
        changed: Vec<Changed>,
    },
    /// Its plan waits for a person.
    Waiting {
        /// Why.
        too_much: Vec<TooMuch>,
        /// Where it is saved.
        saved: PathBuf,
    },
    /// Nothing, or not all, was done.
    Failed(String),
}

/// Why there was no round.
#[derive(Debug, Error)]
pub enum RoundError {
    /// The files.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A plan that waits could not be saved.
    #[error("the plan that waits for a person could not be saved as {}: {cause}", path.display())]
    Save {
        /// Where.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

impl Round {
    /// The names of the stores whose plan waits.
    pub fn waiting(&self) -> impl Iterator<Item = &str> {
        self.of(|outcome| matches!(outcome, Outcome::Waiting { .. }))
    }

    /// The names of the stores of which something was left undone by an error.
    pub fn failed(&self) -> impl Iterator<Item = &str> {
        self.of(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    fn of(&self, wanted: impl Fn(&Outcome) -> bool) -> impl Iterator<Item = &str> {
        self.stores.iter().filter(move |(_, outcome)| wanted(outcome)).map(|(name, _)| name.as_str())
    }
}

/// One round: every store planned, and applied when that is allowed. `due` is the moment of the calendar it is for.
pub fn round(
    settings: &Settings,
    now: Timestamp,
    due: Timestamp,
    observer: &mut dyn Observer,
) -> Result<Round, RoundError> {
    let session = Session::open(settings.files.clone(), now)?;
    let mut round = Round::default();
    for map in session.in_order() {
        if observer.stop() {
            round.stopped = true;
            return Ok(round);
        }
        let name = map.name.value.clone();
        let outcome = turn(settings, &session, &name, observer);
        round.stopped = matches!(&outcome, Outcome::Applied { applied, .. } if applied.stopped);
        round.stores.push((name, outcome));
        if round.stopped {
            return Ok(round);
        }
    }
    note(settings, due, &round)?;
    save(settings, &session, &round)?;
    Ok(round)
}

/// One store's turn.
fn turn(settings: &Settings, session: &Session, name: &str, observer: &mut dyn Observer) -> Outcome {
    let plan = match session.plan(None, Some(name)) {
        Ok(plan) => plan,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    if let Some(found) = errors(&plan) {
        return Outcome::Failed(found);
    }
    match limit::too_much(session, &plan, settings.limit) {
        Err(error) => return Outcome::Failed(error.to_string()),
        Ok(too_much) if !too_much.is_empty() => {
            return Outcome::Waiting { too_much, saved: place(&settings.files.journal, name) };
        }
        Ok(_) => {}
    }
    let mut watch = StepRows::new(observer);
    match session.apply(&plan, &settings.options, settings.clock, &mut watch) {
        Ok(done) => {
            let applied = done.into_iter().next().map(|(_, applied)| applied).unwrap_or_default();
            Outcome::Applied { applied, changed: watch.changed(&plan) }
        }
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// The first finding that is an error.
fn errors(plan: &Plan) -> Option<String> {
    let found = plan.stores.iter().flat_map(|part| &part.findings);
    let mut errors = found.filter(|found| found.severity == Severity::Error);
    errors.next().map(|found| format!("{}: {}", found.code, in_english(&found.message)))
}

/// Writes down that there was a round.
fn note(settings: &Settings, due: Timestamp, round: &Round) -> Result<(), JournalError> {
    let names = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let waiting = names(round.waiting().collect());
    let failed = names(round.failed().collect());
    let mut journal = Journal::open(&settings.files.journal, settings.clock)?;
    journal.append(vec![Event::RoundFinished { due, waiting, failed }]).map(drop)
}

/// Saves the plans that wait, made anew: they rest on the ledger as it is after the round. Others are not waited with any more.
fn save(settings: &Settings, session: &Session, round: &Round) -> Result<(), RoundError> {
    for (name, outcome) in &round.stores {
        let path = place(&settings.files.journal, name);
        if !matches!(outcome, Outcome::Waiting { .. }) {
            drop(fs::remove_file(&path));
            continue;
        }
        let Ok(plan) = session.plan(None, Some(name)) else { continue };
        let text = serde_json::to_vec_pretty(&plan).unwrap_or_default();
        fs::write(&path, text).map_err(|cause| RoundError::Save { path, cause })?;
    }
    Ok(())
}

/// Where the plan of a store is saved that waits for a person: beside the journal.
fn place(journal: &Path, store: &str) -> PathBuf {
    let mut name = journal.file_name().unwrap_or_default().to_owned();
    name.push(format!(".waiting.{store}.json"));
    journal.with_file_name(name)
}
