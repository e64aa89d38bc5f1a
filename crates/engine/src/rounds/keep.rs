//! Staying up: a round at each moment of the calendar, and at once for one that was missed.

use abide_law::{Schedule, Window};
use jiff::Timestamp;

use super::{Round, RoundError, Settings, round};
use crate::{
    apply::Observer,
    journal::{Journal, JournalError},
};

/// The clock, and waiting for it.
pub trait Time {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Waits for a moment. False when somebody asked to stop.
    fn wait(&self, until: Timestamp) -> bool;
}

/// Who hears of rounds, and watches each while it is made.
pub trait Keeper {
    /// The next round is at that moment.
    fn next(&mut self, at: Timestamp);

    /// A round was made, or could not be.
    fn done(&mut self, at: Timestamp, round: &Result<Round, RoundError>);

    /// Who watches the next round.
    fn observer(&mut self) -> &mut dyn Observer;
}

/// How long after the hours are looked at again, while they are closed.
const LOOK: jiff::SignedDuration = jiff::SignedDuration::from_secs(60);

/// Makes rounds until somebody asks to stop, or the calendar ends. Only one at a time can keep them with a journal.
pub fn keep(
    settings: &Settings,
    schedule: &Schedule,
    window: Option<Window>,
    time: &dyn Time,
    keeper: &mut dyn Keeper,
) -> Result<(), JournalError> {
    let mut journal = Journal::open(&settings.files.journal, settings.clock)?;
    journal.lock_as("run")?;
    let mut last = journal.last_round()?;
    let mut again = None;
    while let Some(due) = again.take().or_else(|| due(schedule, last, time.now())) {
        keeper.next(due);
        if !(time.wait(due) && opened(schedule, window, time)) {
            break;
        }
        let now = time.now();
        let made = round(settings, now, due, keeper.observer());
        let stopped = made.as_ref().is_ok_and(|round| round.stopped);
        keeper.done(now, &made);
        // What was stopped is made up for by the next start; within hours that are over, by the next opening.
        if stopped && window.is_none_or(|window| window.is_open(time.now(), &schedule.zone)) {
            break;
        }
        if stopped { again = Some(due) } else { last = Some(due) }
    }
    Ok(())
}

/// When the next round is due: what was missed since the last at once, else the next moment of the calendar. Of several missed
/// only the latest counts. Before the first round nothing can have been missed.
fn due(schedule: &Schedule, last: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    let missed = last.and_then(|last| schedule.last_until(now).filter(|moment| *moment > last));
    missed.or_else(|| schedule.next_after(last.map_or(now, |last| last.max(now))))
}

/// Waits until the hours are open. False when somebody asked to stop.
fn opened(schedule: &Schedule, window: Option<Window>, time: &dyn Time) -> bool {
    let closed = |window: &Window| !window.is_open(time.now(), &schedule.zone);
    while window.as_ref().is_some_and(closed) {
        if !time.now().checked_add(LOOK).is_ok_and(|later| time.wait(later)) {
            return false;
        }
    }
    true
}
