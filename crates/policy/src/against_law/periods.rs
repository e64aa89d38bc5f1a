//! How long activities keep data, against the reference periods for their kind.

mod beyond;

use abide_law::{
    Period, always_longer,
    pack::{Entry, ReferencePeriod, Rule},
};
use abide_phrases::{Value, text};

use super::{Law, cited};
use crate::{
    codes,
    finding::Finding,
    model::{Activity, Policy, covers},
    span::Spanned,
    suggest,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    for activity in &policy.activities {
        findings.extend(activity.reference.as_ref().and_then(|name| unknown(name, law)));
        let measures = measures(activity, law);
        findings.extend(beyond::check(activity, &measures));
        findings.extend(below(activity, &measures, policy));
    }
}

/// A reference period with the entry it is of.
type Measure<'l> = (&'l Entry, &'l ReferencePeriod);

fn references<'l>(law: &Law<'l>) -> impl Iterator<Item = Measure<'l>> {
    law.all(|rule| match rule {
        Rule::Period(period) => Some(period),
        _ => None,
    })
}

/// The reference periods that the activity can be measured by, whatever it counts from: the one it names; else those for its purpose
/// and data.
fn measures<'l>(activity: &Activity, law: &Law<'l>) -> Vec<Measure<'l>> {
    if activity.keep.events.is_empty() {
        return Vec::new(); // Its phrase cannot be read.
    }
    match &activity.reference {
        Some(name) => references(law).filter(|(entry, _)| entry.id == name.value).collect(),
        None => references(law).filter(|(_, period)| is_of(activity, period)).collect(),
    }
}

fn is_of(activity: &Activity, period: &ReferencePeriod) -> bool {
    let purpose = activity.purpose_key.as_ref();
    purpose.is_some_and(|purpose| period.purposes.contains(&purpose.value))
        && (period.data.is_empty() || activity.data.iter().any(|data| touches(period, data)))
}

/// Whether it is about such data: about all of it, or a part.
fn touches(period: &ReferencePeriod, data: &str) -> bool {
    period.data.is_empty() || period.data.iter().any(|one| covers(one, data) || covers(data, one))
}

/// Whether it is about all of such data.
fn takes_in(period: &ReferencePeriod, data: &str) -> bool {
    period.data.iter().any(|one| covers(one, data))
}

fn counts_from(period: &ReferencePeriod, event: &str) -> bool {
    period.after.iter().any(|one| one == event)
}

/// Shorter than one asks for, unless another activity of the same kind keeps as much long enough.
fn below(activity: &Activity, measures: &[Measure<'_>], policy: &Policy) -> Option<Finding> {
    let short = |activity: &Activity, period: &ReferencePeriod| {
        let comparable = activity.reference.is_some()
            || activity.keep.events.iter().all(|event| counts_from(period, event));
        let keep = activity.keep.periods();
        period.least.filter(|least| comparable && always_longer(&[*least], &keep))
    };
    let kept_by = |other: &Activity, entry: &Entry, period: &ReferencePeriod| {
        let counts = || other.keep.events.iter().any(|event| counts_from(period, event));
        let same = match &other.reference {
            Some(name) => name.value == entry.id,
            None => is_of(other, period) && counts(),
        };
        same && short(other, period).is_none() && activity.data.iter().all(|data| other.needs(data))
    };
    let (entry, least) = measures.iter().find_map(|(entry, period)| {
        let least = short(activity, period)?;
        (!policy.activities.iter().any(|other| kept_by(other, entry, period))).then_some((entry, least))
    })?;
    let (name, keep) = (&activity.name.value, told(&activity.keep.periods()));
    let message = text!("below-reference", name, keep);
    let finding =
        Finding::new(codes::BELOW_REFERENCE, entry.severity, message).at(activity.keep.span.clone());
    let finding = finding.label(text!("below-reference.label", least));
    Some(finding.law(cited(entry)).help(text!("below-reference.help", least)))
}

fn unknown(name: &Spanned<String>, law: &Law<'_>) -> Option<Finding> {
    let known: Vec<&str> = references(law).map(|(entry, _)| entry.id.as_str()).collect();
    if known.contains(&name.value.as_str()) {
        return None;
    }
    let near = suggest::nearest(name, known.iter().copied())
        .or_else(|| known.iter().copied().find(|id| id.split('/').nth(1) == Some(name.as_str())));
    let message = text!("unknown-reference", name = &name.value);
    let finding = Finding::error(codes::UNKNOWN_REFERENCE, message, name.span.clone());
    let help = suggest::did_you_mean(near, text!("unknown-reference.help"));
    Some(finding.label(text!("not-known")).help(help))
}

/// `3 months and then 5 years`; what takes no time is left out.
fn told(periods: &[Period]) -> Value {
    let mut some = periods.iter().copied().filter(|period| period.amount > 0);
    let Some(first) = some.next() else { return text!("no-time").into() };
    some.fold(first.into(), |before, then| text!("and-then", before, then).into())
}
