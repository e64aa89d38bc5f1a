//! What can only be seen by looking at several places at once.

mod accountability;
mod across;
mod against_map;
mod bounds;
mod collecting;
mod columns;
mod files;
mod idle;
mod languages;
mod minimisation;
mod recipients;
mod within_policy;

use abide_phrases::text;
use std::collections::BTreeSet;

pub(crate) use recipients::{goes_to, is_engaged, is_used_directly};
pub(crate) use within_policy::twice;

use crate::{
    codes,
    finding::Finding,
    map::{DataMap, MapStore, MapTable},
    model::{Activity, Policy},
    span::Spanned,
    suggest,
};

/// Holds the policy against itself, and against the map when there is one.
pub(crate) fn check(policy: &Policy, map: Option<&DataMap>) -> Vec<Finding> {
    let mut findings = Vec::new();
    within_policy::check(policy, &mut findings);
    recipients::check(policy, map, &mut findings);
    accountability::check(policy, &mut findings);
    collecting::check(policy, &mut findings);
    bounds::check(policy, map, &mut findings);
    minimisation::check(policy, map, &mut findings);
    idle::check(policy, &mut findings);
    languages::check(policy, &mut findings);
    if let Some(map) = map {
        against_map::check(policy, map, &mut findings);
    }
    findings
}

/// A table of the map with what is needed to speak of it.
struct Place<'m> {
    policy: &'m Policy,
    table: &'m MapTable,
    /// `store.table`
    name: String,
}

impl<'m> Place<'m> {
    fn new(policy: &'m Policy, store: &'m MapStore, table: &'m MapTable) -> Self {
        Self { policy, table, name: format!("{}.{}", store.name.value, table.name.value) }
    }

    /// The activities that the table's records serve, as far as they exist.
    fn activities(&self) -> impl Iterator<Item = &'m Activity> {
        let policy = self.policy;
        self.table.serves.iter().filter_map(move |serves| policy.activity(&serves.activity))
    }
}

/// Those that occur a second time.
pub(crate) fn repeated<'s>(names: impl IntoIterator<Item = &'s Spanned<String>>) -> Vec<&'s Spanned<String>> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| !seen.insert(name.as_str())).collect()
}

/// What a list names: what it is, the section that adds one and the file it is in, and the code for one that is unknown.
#[derive(Clone, Copy)]
struct Sought {
    what: &'static str,
    section: &'static str,
    file: &'static str,
    code: codes::Both,
}

const ACTIVITY: Sought =
    Sought { what: "activity", section: "activity", file: "policy", code: codes::UNKNOWN_ACTIVITY };

/// Those names of a list that are not among the known ones.
fn unknown<'p>(
    names: &[Spanned<String>],
    sought: Sought,
    known: impl Iterator<Item = &'p Spanned<String>>,
) -> Vec<Finding> {
    let known: Vec<&str> = known.map(|name| name.as_str()).collect();
    let told = |name: &Spanned<String>| {
        let near = suggest::nearest(name, known.iter().copied());
        let (section, file, name_there) = (sought.section, sought.file, &name.value);
        let otherwise = text!("add-section", section, file, name = name_there);
        let message = text!("unknown-name", what = sought.what, name = name_there);
        let finding = Finding::error(sought.code.of(name.span.file), message, name.span.clone());
        finding.label(text!("not-known")).help(suggest::did_you_mean(near, otherwise))
    };
    // Of a text that says nothing, that is told.
    let says_something = |name: &&Spanned<String>| !name.trim().is_empty();
    names
        .iter()
        .filter(says_something)
        .filter(|name| !known.contains(&name.value.as_str()))
        .map(told)
        .collect()
}
