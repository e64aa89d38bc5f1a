//! What people have to be told: what the published text leaves out, and what the policy itself does not say yet.

use abide_law::{
    Basis,
    pack::{Entry, Rule},
};
use abide_phrases::{Text, Value, all_of, text};

use super::{Law, cited};
use crate::{
    codes,
    finding::{Finding, Severity},
    model::{Activity, Policy},
    published::Untold,
    span::Spanned,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    findings.extend(Untold::ALL.iter().filter_map(|what| untold(policy, *what, law)));
    findings.extend(no_contact(policy, law));
    findings.extend(policy.activities.iter().filter_map(|activity| no_interest(activity, law)));
    findings.extend(no_otherwise(policy, law));
}

/// What the published text does not tell: once, of however many activities.
fn untold(policy: &Policy, what: Untold, law: &Law<'_>) -> Option<Finding> {
    let entry_of =
        |list: &'_ [Spanned<Untold>]| list.iter().find(|one| one.value == what).map(|one| one.span.clone());
    let activities: Vec<&Activity> =
        policy.activities.iter().filter(|activity| !activity.is_told(what)).collect();
    let first = || activities.first().and_then(|activity| entry_of(&activity.unpublished));
    let at = entry_of(&policy.unpublished).or_else(first)?;
    let activities = names(&activities);
    let (item, message) = match what {
        Untold::Complaint => ("notice-of-complaint", text!("untold-complaint")),
        Untold::AfterDeath => ("notice-of-instructions-after-death", text!("untold-after-death")),
        Untold::Rights => ("notice-of-rights", text!("untold-rights")),
        Untold::Basis => ("notice-of-purposes", text!("untold-basis", activities)),
        Untold::Keep => ("notice-of-periods", text!("untold-keep", activities)),
        Untold::Archive => ("notice-of-periods", text!("untold-archive", activities)),
    };
    let entry = notice(law, item)?;
    // People can be told elsewhere than in the text.
    let severity = entry.severity.min(Severity::Warning);
    let finding = Finding::new(codes::UNTOLD, severity, message).at(at).label(text!("untold-rights.label"));
    Some(finding.law(cited(entry)).help(text!("untold-rights.help")))
}

/// `a`, `b` and 3 more.
fn names(activities: &[&Activity]) -> Value {
    let count = if activities.len() > 4 { 3 } else { activities.len() };
    let (shown, more) = activities.split_at(count);
    let shown = shown.iter().map(|activity| Value::from(format!("`{}`", activity.name.value)));
    let more = (!more.is_empty()).then(|| text!("and-more", count = more.len()).into());
    all_of(shown.chain(more))
}

/// What the policy does not say, so that a notice cannot tell it.
fn unsaid(entry: &Entry, message: Text) -> Finding {
    // That the file does not say it does not mean that nobody is told.
    Finding::new(codes::NOTICE_CONTENTS, Severity::Advice, message).law(cited(entry))
}

fn no_contact(policy: &Policy, law: &Law<'_>) -> Option<Finding> {
    let controller = &policy.controller;
    let by_requests = policy.requests.as_ref().is_some_and(|requests| !requests.channels.is_empty());
    if controller.contact.is_some() || controller.address.is_some() || by_requests {
        return None;
    }
    let finding = unsaid(notice(law, "notice-of-controller")?, text!("no-contact"));
    Some(finding.at(controller.name.span.clone()).help(text!("no-contact.help")))
}

fn no_interest(activity: &Activity, law: &Law<'_>) -> Option<Finding> {
    let rests = activity.basis.value == Basis::LegitimateInterest && activity.on_behalf_of.is_none();
    if !rests || activity.interest.is_some() {
        return None;
    }
    let message = text!("no-interest", name = &activity.name.value);
    let finding = unsaid(notice(law, "notice-of-interest")?, message).at(activity.basis.span.clone());
    Some(finding.help(text!("no-interest.help")))
}

fn no_otherwise(policy: &Policy, law: &Law<'_>) -> Vec<Finding> {
    let Some(entry) = notice(law, "notice-of-duty-to-give") else { return Vec::new() };
    let silent = policy.collections.iter().filter(|one| !policy.tells_otherwise(one));
    let told = |name: &Spanned<String>| {
        let message = text!("no-otherwise", name = &name.value);
        unsaid(entry, message).at(name.span.clone()).help(text!("no-otherwise.help"))
    };
    silent.map(|one| told(&one.key)).collect()
}

/// The rule that people are told something, by its name in a pack.
fn notice<'l>(law: &Law<'l>, item: &str) -> Option<&'l Entry> {
    law.in_force().find(|entry| matches!(entry.rule, Rule::Notice(_)) && entry.name() == item)
}
