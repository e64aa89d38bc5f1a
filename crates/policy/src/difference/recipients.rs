//! To whom data goes, and where.

use super::{Aspect, Bearing, Changes, Turn, said, texts};
use crate::{
    model::{Policy, covers},
    recipient::{Recipient, Role},
    texts::Name,
};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    for one in &new.recipients {
        match old.recipient(&one.key) {
            Some(was) => of_both(was, one, changes),
            None => changes.value(Bearing::Heavier, Aspect::Recipient, None, None, Some(&one.key)),
        }
    }
    for was in old.recipients.iter().filter(|was| new.recipient(&was.key).is_none()) {
        changes.value(Bearing::Heavier, Aspect::Recipient, None, Some(&was.key), None);
    }
}

fn of_both(old: &Recipient, new: &Recipient, changes: &mut Changes) {
    let of = Some(new.key.as_str());
    if old.name != new.name {
        let (was, is) = (names(&old.name), names(&new.name));
        changes.add(Bearing::Nominal, Aspect::Recipient, Turn::Changed, &was, &is).of = of.map(str::to_owned);
    }
    changes.value(Bearing::Other, Aspect::Role, of, Some(role(old)), Some(role(new)));
    changes.names(Bearing::Heavier, Aspect::Country, of, &texts(&old.location), &texts(&new.location));
    let kind = |one: &Recipient| one.kind.as_ref().map(|kind| kind.value.key());
    changes.value(Bearing::Other, Aspect::RecipientKind, of, kind(old), kind(new));
    data(old, new, changes);
    let purpose = |one: &Recipient| one.purpose.as_ref().map(|purpose| purpose.value.clone());
    changes.text(Bearing::Other, Aspect::RecipientPurpose, of, purpose(old).as_ref(), purpose(new).as_ref());
    let public = |one: &Recipient| one.public.then_some("public");
    changes.value(Bearing::Heavier, Aspect::Public, of, public(old), public(new));
    let safeguard = |one: &Recipient| one.safeguard.as_ref().map(|safeguard| safeguard.key());
    changes.value(Bearing::Lighter, Aspect::Safeguard, of, safeguard(old), safeguard(new));
    changes.names(Bearing::Heavier, Aspect::SubProcessor, of, &engaged(old), &engaged(new));
    let start = |one: &Recipient| one.start.as_ref().map(|day| day.value.to_string());
    changes.value(Bearing::Other, Aspect::Start, of, start(old).as_deref(), start(new).as_deref());
    let end = |one: &Recipient| one.end.as_ref().map(|day| day.value.to_string());
    changes.value(Bearing::Lighter, Aspect::End, of, end(old).as_deref(), end(new).as_deref());
}

/// What somebody is called, in each language where that differs.
fn names(name: &Name) -> Vec<&str> {
    match name {
        Name::Proper(name) => vec![name],
        Name::Common(names) => said(Some(names)),
    }
}

fn role(one: &Recipient) -> &'static str {
    match one.role {
        Role::Processor(_) => "processor",
        Role::Recipient => "recipient",
    }
}

/// The processors that it engages.
fn engaged(one: &Recipient) -> Vec<&str> {
    one.terms().map(|terms| texts(&terms.sub_processors)).unwrap_or_default()
}

/// The data that it gets. To tell which is to limit it: without, it is all of the activities that name it.
fn data(old: &Recipient, new: &Recipient, changes: &mut Changes) {
    let (before, after) = (texts(&old.data), texts(&new.data));
    let covered =
        |some: &[&str], by: &[&str]| some.iter().all(|one| by.iter().any(|above| covers(above, one)));
    let (is_same, wider, narrower) = (before == after, covered(&before, &after), covered(&after, &before));
    let (bearing, turn) = match (before.is_empty(), after.is_empty()) {
        _ if is_same || (wider && narrower && before.is_empty() == after.is_empty()) => return,
        (true, _) => (Bearing::Lighter, Turn::Added),
        (_, true) => (Bearing::Heavier, Turn::Removed),
        _ if wider => (Bearing::Heavier, Turn::Changed),
        _ if narrower => (Bearing::Lighter, Turn::Changed),
        _ => (Bearing::Other, Turn::Changed),
    };
    changes.add(bearing, Aspect::RecipientData, turn, &before, &after).of = Some(new.key.value.clone());
}
