//! The policy and the map held to the law packs that the policy names, and to what the policy itself promises of a day. What each
//! rule of the law says is in the packs; how it is held against the model is here, a file for each kind.

mod agreement;
mod bounds;
mod countries;
mod future;
mod notice;
mod parties;
mod periods;
mod processors;
mod requests;
mod risk;
mod storage;
mod unsubscribing;

use abide_law::pack::{Entry, Packs, Rule};
use jiff::civil::Date;

use crate::{
    accountability::Attestation,
    check::{repeated, twice},
    codes,
    finding::{Finding, Severity},
    map::DataMap,
    model::Policy,
    span::Spanned,
    suggest,
};

pub(crate) fn check(policy: &Policy, map: Option<&DataMap>, packs: &Packs, today: Date) -> Vec<Finding> {
    let named = policy.law.as_deref().unwrap_or_default();
    let unknown =
        named.iter().filter(|name| packs.pack(name).is_none()).map(|name| unknown_pack(name, packs));
    let none = policy.law.is_none().then(|| no_law(policy));
    let mut findings: Vec<Finding> =
        none.into_iter().chain(unknown).chain(repeated(named).into_iter().map(twice)).collect();
    let law = Law { named, packs, today };
    findings.extend(policy.attestations.iter().filter_map(|one| due(one, today)));
    findings.extend(future::check(policy, today));
    periods::check(policy, &law, &mut findings);
    storage::check(policy, &law, &mut findings);
    processors::check(policy, map, &law, &mut findings);
    parties::check(policy, &law, &mut findings);
    requests::check(policy, &law, &mut findings);
    agreement::check(policy, &law, &mut findings);
    unsubscribing::check(policy, &law, &mut findings);
    notice::check(policy, &law, &mut findings);
    risk::check(policy, &law, &mut findings);
    bounds::check(policy, map, &law, &mut findings);
    findings.extend(countries::check(policy, map, &law));
    findings
}

/// The law that a policy is under, on a day.
struct Law<'l> {
    named: &'l [Spanned<String>],
    packs: &'l Packs,
    today: Date,
}

impl<'l> Law<'l> {
    /// The entries of the packs that the policy names, those that do not hold on the day too.
    fn entries(&self) -> impl Iterator<Item = &'l Entry> {
        let named = self.named;
        self.packs.entries().filter(|entry| named.iter().any(|name| name.value == entry.pack()))
    }

    /// Those that hold on the day.
    fn in_force(&self) -> impl Iterator<Item = &'l Entry> {
        let today = self.today;
        self.entries().filter(move |entry| entry.holds(today))
    }

    /// The first of those whose rule is of the kind that is looked for.
    fn first<R>(&self, of: impl Fn(&'l Rule) -> Option<R>) -> Option<(&'l Entry, R)> {
        self.in_force().find_map(|entry| Some((entry, of(&entry.rule)?)))
    }
}

/// An attestation that was to be looked at again by now.
fn due(one: &Attestation, today: Date) -> Option<Finding> {
    let (name, review) = (&one.name.value, &one.review);
    let message =
        format!("the attestation `{name}` of {} was to be reviewed on {}", one.owner.value, review.value);
    let finding = Finding::warning(codes::REVIEW_DUE, message, review.span.clone()).label("due");
    (review.value <= today)
        .then(|| finding.help("see whether it still holds, renew its evidence, then give it a later day"))
}

/// How a finding cites an entry.
fn cited(entry: &Entry) -> String {
    format!("{}: {}", entry.id, entry.source.join("; "))
}

fn no_law(policy: &Policy) -> Finding {
    let message = "the policy names no law, and is held to none";
    let finding = Finding::advice(codes::NO_LAW, message, policy.controller.name.span.clone());
    finding.help("name the packs it is under, as law = [\"gdpr\", \"france\"]; `abide law` shows them")
}

fn unknown_pack(name: &Spanned<String>, packs: &Packs) -> Finding {
    let near = suggest::nearest(name, packs.iter().map(|pack| pack.name.as_str()));
    let names: Vec<&str> = packs.iter().map(|pack| pack.name.as_str()).collect();
    let otherwise = format!("there are {}; --packs names a folder with others", names.join(", "));
    let message = format!("there is no law pack `{}`", name.value);
    Finding::new(codes::UNKNOWN_PACK, Severity::Error, message)
        .at(name.span.clone())
        .label("not known")
        .help(suggest::did_you_mean(near, otherwise))
}
