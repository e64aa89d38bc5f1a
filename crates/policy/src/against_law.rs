//! The policy and the map held to the law packs that the policy names, and to what the policy itself promises of a day. What each
//! rule of the law says is in the packs; how it is held against the model is here, a file for each kind.

mod agreement;
mod bounds;
mod consent;
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
use abide_phrases::{listed, text};
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
    consent::check(policy, &law, &mut findings);
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

    /// Those whose rule is of the kind that is looked for.
    fn all<R>(&self, of: impl Fn(&'l Rule) -> Option<R>) -> impl Iterator<Item = (&'l Entry, R)> {
        self.in_force().filter_map(move |entry| Some((entry, of(&entry.rule)?)))
    }

    /// The first of them.
    fn first<R>(&self, of: impl Fn(&'l Rule) -> Option<R>) -> Option<(&'l Entry, R)> {
        self.all(of).next()
    }
}

/// An attestation that was to be looked at again by now.
fn due(one: &Attestation, today: Date) -> Option<Finding> {
    let (name, review) = (&one.name.value, &one.review);
    let message = text!("attestation-due", name, owner = &one.owner.value, day = review.value);
    let finding = Finding::warning(codes::REVIEW_DUE, message, review.span.clone()).label(text!("due"));
    (review.value <= today).then(|| finding.help(text!("attestation-due.help")))
}

/// How a finding cites an entry.
fn cited(entry: &Entry) -> String {
    format!("{}: {}", entry.id, entry.source.join("; "))
}

fn no_law(policy: &Policy) -> Finding {
    let finding = Finding::advice(codes::NO_LAW, text!("no-law"), policy.controller.name.span.clone());
    finding.help(text!("no-law.help"))
}

fn unknown_pack(name: &Spanned<String>, packs: &Packs) -> Finding {
    let near = suggest::nearest(name, packs.iter().map(|pack| pack.name.as_str()));
    let otherwise = text!("unknown-pack.help", packs = listed(packs.iter().map(|pack| &pack.name)));
    Finding::new(codes::UNKNOWN_PACK, Severity::Error, text!("unknown-pack", name = &name.value))
        .at(name.span.clone())
        .label(text!("not-known"))
        .help(suggest::did_you_mean(near, otherwise))
}
