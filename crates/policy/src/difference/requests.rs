//! How requests are answered.

use std::{cmp::Ordering, collections::BTreeMap};

use abide_law::Period;

use super::{Aspect, Bearing, Changes, Turn, periods::by_periods};
use crate::{
    model::Policy,
    requests::{Proof, Requests},
    span::Spanned,
    texts::Texts,
};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    let (old, new) = (old.requests.as_ref(), new.requests.as_ref());
    let time = |of: fn(&Requests) -> &Option<Spanned<Period>>| {
        let said = |one: Option<&Requests>| one.and_then(|one| of(one).as_ref()).map(|period| period.value);
        (said(old), said(new))
    };
    periods(Bearing::Lighter, Aspect::Answer, time(|one| &one.answer), changes);
    periods(Bearing::Other, Aspect::Extension, time(|one| &one.extension), changes);
    identity(old, new, changes);
    changes.text(Bearing::Other, Aspect::AsksFor, None, asks_for(old), asks_for(new));
    changes.text(Bearing::Heavier, Aspect::Fee, None, fee(old), fee(new));
    let ground = |one: Option<&Requests>| one?.fee_ground.as_ref().map(|ground| ground.value.key());
    changes.value(Bearing::Other, Aspect::FeeGround, None, ground(old), ground(new));
    for channel in ["account", "form", "email", "telephone", "post"] {
        let (before, after) = (way(old, channel), way(new, channel));
        // Another address is the same way.
        let bearing = if before.is_some() && after.is_some() { Bearing::Nominal } else { Bearing::Lighter };
        changes.value(bearing, Aspect::Channel, Some(channel), before, after);
    }
    subject_lines(old, new, changes);
}

/// By more of them, more requests are known for what they are.
fn subject_lines(old: Option<&Requests>, new: Option<&Requests>, changes: &mut Changes) {
    let lines = |one: Option<&Requests>| -> BTreeMap<String, &'static str> {
        let lines = one.into_iter().flat_map(|one| &one.subject_lines);
        lines.map(|(line, asked)| (line.value.clone(), asked.value.key())).collect()
    };
    let (before, after) = (lines(old), lines(new));
    let gone = before.keys().filter(|line| !after.contains_key(*line));
    for line in after.keys().chain(gone) {
        let (was, is) = (before.get(line).copied(), after.get(line).copied());
        changes.value(Bearing::Lighter, Aspect::SubjectLine, Some(line), was, is);
    }
}

/// To promise a time is of use to people, and so is a short one. `told` is what it means to tell one at all.
fn periods(
    told: Bearing,
    aspect: Aspect,
    (old, new): (Option<Period>, Option<Period>),
    changes: &mut Changes,
) {
    let (before, after) = (old.map(|period| period.to_string()), new.map(|period| period.to_string()));
    let (Some(was), Some(is)) = (old, new) else {
        return changes.value(told, aspect, None, before.as_deref(), after.as_deref());
    };
    let (bearing, turn) = match by_periods(&[was], &[is]) {
        Some(Ordering::Greater) => (Bearing::Heavier, Turn::Longer),
        Some(Ordering::Less) => (Bearing::Lighter, Turn::Shorter),
        Some(Ordering::Equal) => return,
        None => (Bearing::Other, Turn::Changed),
    };
    changes.add(bearing, aspect, turn, &[&was.to_string()], &[&is.to_string()]);
}

/// The more often people have to show who they are, the more it weighs on them.
fn identity(old: Option<&Requests>, new: Option<&Requests>, changes: &mut Changes) {
    let proof = |one: Option<&Requests>| one.and_then(|one| one.identity.as_ref()).map(|proof| proof.value);
    let (was, is) = (proof(old), proof(new));
    let bearing = match often(is).cmp(&often(was)) {
        Ordering::Greater => Bearing::Heavier,
        Ordering::Less => Bearing::Lighter,
        Ordering::Equal => Bearing::Other,
    };
    let turn = match (was, is) {
        (was, is) if was == is => return,
        (None, _) => Turn::Added,
        (_, None) => Turn::Removed,
        _ => Turn::Changed,
    };
    let (before, after) = (was.map(Proof::key), is.map(Proof::key));
    changes.add(bearing, Aspect::Identity, turn, before.as_slice(), after.as_slice());
}

/// What nothing is said of is as the law has it: where there is doubt.
fn often(proof: Option<Proof>) -> u8 {
    match proof {
        Some(Proof::Never) => 0,
        None | Some(Proof::OnDoubt) => 1,
        Some(Proof::ForAccess) => 2,
        Some(Proof::Always) => 3,
    }
}

fn asks_for(requests: Option<&Requests>) -> Option<&Texts> {
    requests.and_then(|one| one.asks_for.as_ref()).map(|asked| &asked.value)
}

fn fee(requests: Option<&Requests>) -> Option<&Texts> {
    requests.and_then(|one| one.fee.as_ref()).map(|fee| &fee.value)
}

fn way<'p>(requests: Option<&'p Requests>, channel: &str) -> Option<&'p str> {
    let ways = requests?.channels.all();
    ways.into_iter().find(|(key, _)| *key == channel).map(|(_, way)| way.value.as_str())
}
