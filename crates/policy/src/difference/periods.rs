//! Whether data is kept longer.

use std::cmp::Ordering;

use abide_law::{Period, always_longer};

use super::{Aspect, Bearing, Changes, Turn};
use crate::model::Keep;

pub(super) fn compare(old: &Keep, new: &Keep, changes: &mut Changes) {
    let is_told_alike = (old.start, old.end) == (new.start, new.end);
    let (bearing, turn) = match length(old, new) {
        // A year or twelve months.
        Some(Ordering::Equal) if is_told_alike => return,
        Some(Ordering::Greater) => (Bearing::Heavier, Turn::Longer),
        Some(Ordering::Less) => (Bearing::Lighter, Turn::Shorter),
        _ => (Bearing::Other, Turn::Changed),
    };
    changes.add(bearing, Aspect::Period, turn, &[&old.to_string()], &[&new.to_string()]);
}

/// How the new one compares with the old in everything that can make it longer; none where that cannot be said: it counts
/// from something else, or is in use for longer and gone sooner.
fn length(old: &Keep, new: &Keep) -> Option<Ordering> {
    let parts = [
        by_events(old, new)?,
        by_periods(&old.periods(), &new.periods())?,
        by_periods(&old.active_periods(), &new.active_periods())?,
    ];
    let whole = parts.into_iter().find(|part| *part != Ordering::Equal).unwrap_or(Ordering::Equal);
    parts.into_iter().all(|part| part == whole || part == Ordering::Equal).then_some(whole)
}

/// The latest of the events decides, so that one more of them can only be later.
fn by_events(old: &Keep, new: &Keep) -> Option<Ordering> {
    let within = |some: &Keep, all: &Keep| some.events.iter().all(|event| all.events.contains(event));
    match (within(old, new), within(new, old)) {
        (true, true) => Some(Ordering::Equal),
        (true, false) => Some(Ordering::Greater),
        (false, true) => Some(Ordering::Less),
        (false, false) => None,
    }
}

/// Which of two runs of periods is longer; none where it depends on the day.
pub(super) fn by_periods(old: &[Period], new: &[Period]) -> Option<Ordering> {
    if always_longer(new, old) {
        Some(Ordering::Greater)
    } else if always_longer(old, new) {
        Some(Ordering::Less)
    } else {
        is_same(old, new).then_some(Ordering::Equal)
    }
}

/// Whether they end on the same day from whatever day they count: a year and twelve months do.
fn is_same(old: &[Period], new: &[Period]) -> bool {
    // Longer by a day than either, both ways round.
    let day = Period { amount: 1, unit: abide_law::Unit::Day };
    let and_a_day = |periods: &[Period]| [periods, &[day]].concat();
    always_longer(&and_a_day(old), new) && always_longer(&and_a_day(new), old)
}
