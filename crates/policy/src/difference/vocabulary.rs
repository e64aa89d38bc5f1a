//! What words mean: events from which periods count, special categories of data; and what they are called.

use std::collections::BTreeMap;

use super::{Aspect, Bearing, Changes, Turn};
use crate::{
    model::{Activity, EventKind, Policy},
    texts::Texts,
    vocabulary::Term,
};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    for (name, kind) in &new.events {
        if let Some(was) = old.events.get(name) {
            let (was, is) = (word(*was), word(*kind));
            changes.value(Bearing::Other, Aspect::Event, Some(name), Some(was), Some(is));
        }
    }
    let (before, after) = (&old.vocabulary, &new.vocabulary);
    for (key, was, is) in of_both(&before.categories, &after.categories) {
        let special = |term: &Term| term.special.then_some(key);
        changes.value(Bearing::Heavier, Aspect::SpecialCategory, None, special(was), special(is));
    }
    let terms = [
        ("category", &before.categories, &after.categories),
        ("subject", &before.subjects, &after.subjects),
        ("purpose", &before.purposes, &after.purposes),
        ("event", &before.events, &after.events),
    ];
    for (kind, old_terms, new_terms) in terms {
        for (key, was, is) in of_both(old_terms, new_terms) {
            // Where an activity has the purpose, it is told of the activity.
            let has_it =
                |one: &Activity| one.purpose_key.as_ref().is_some_and(|purpose| purpose.value == key);
            let is_told = kind == "purpose" && new.activities.iter().any(has_it);
            if !is_told {
                label((kind, key), &was.label, &is.label, changes);
            }
        }
    }
}

/// What is called otherwise, by its key where it has no label. `of` says what it is: `category.contact.pager`.
pub(super) fn label((kind, key): (&str, &str), old: &Texts, new: &Texts, changes: &mut Changes) {
    if old == new {
        return;
    }
    let called = |texts: &'_ Texts| -> Vec<String> {
        if texts.is_empty() { vec![key.to_owned()] } else { texts.values().cloned().collect() }
    };
    let change = changes.add(Bearing::Nominal, Aspect::Label, Turn::Changed, &[], &[]);
    (change.from, change.to) = (called(old), called(new));
    change.of = Some(format!("{kind}.{key}"));
}

/// The words that both have.
fn of_both<'t>(
    old: &'t BTreeMap<String, Term>,
    new: &'t BTreeMap<String, Term>,
) -> impl Iterator<Item = (&'t str, &'t Term, &'t Term)> {
    new.iter().filter_map(|(key, is)| Some((key.as_str(), old.get(key)?, is)))
}

fn word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Last => "last",
        EventKind::End => "end",
    }
}
