//! What people have to be told: what the published text leaves out, and what the policy itself does not say yet.

use abide_law::{
    Basis,
    pack::{Entry, Rule},
};

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
    let names = names(&activities);
    let (item, words) = match what {
        Untold::Complaint => {
            ("notice-of-complaint", "that a complaint to an authority is possible".to_owned())
        }
        Untold::AfterDeath => (
            "notice-of-instructions-after-death",
            "that people may say what becomes of their data after their death".to_owned(),
        ),
        Untold::Rights => ("notice-of-rights", "which rights people have".to_owned()),
        Untold::Basis => ("notice-of-purposes", format!("the legal basis of {names}")),
        Untold::Keep => ("notice-of-periods", format!("for how long data is kept for {names}")),
        Untold::Archive => ("notice-of-periods", format!("for how long data is archived for {names}")),
    };
    let entry = notice(law, item)?;
    // People can be told elsewhere than in the text.
    let severity = entry.severity.min(Severity::Warning);
    let finding = Finding::new(codes::UNTOLD, severity, format!("the published text does not tell {words}"));
    let finding = finding.at(at).label("untold").law(cited(entry));
    Some(finding.help("publish what `abide notice` makes of this file, then leave this out"))
}

/// `a`, `b` and 3 more.
fn names(activities: &[&Activity]) -> String {
    let count = if activities.len() > 4 { 3 } else { activities.len() };
    let (shown, more) = activities.split_at(count);
    let shown: Vec<String> = shown.iter().map(|activity| format!("`{}`", activity.name.value)).collect();
    match (more.len(), shown.as_slice()) {
        (0, [first @ .., last]) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (0, _) => shown.concat(),
        (more, _) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// What the policy does not say, so that a notice cannot tell it.
fn unsaid(entry: &Entry, message: String) -> Finding {
    // That the file does not say it does not mean that nobody is told.
    Finding::new(codes::NOTICE_CONTENTS, Severity::Advice, message).law(cited(entry))
}

fn no_contact(policy: &Policy, law: &Law<'_>) -> Option<Finding> {
    let controller = &policy.controller;
    let by_requests = policy.requests.as_ref().is_some_and(|requests| !requests.channels.is_empty());
    if controller.contact.is_some() || controller.address.is_some() || by_requests {
        return None;
    }
    let finding =
        unsaid(notice(law, "notice-of-controller")?, "nothing says how the controller is reached".to_owned());
    Some(
        finding
            .at(controller.name.span.clone())
            .help("add a `contact` or an `address`, or channels for requests"),
    )
}

fn no_interest(activity: &Activity, law: &Law<'_>) -> Option<Finding> {
    let rests = activity.basis.value == Basis::LegitimateInterest && activity.on_behalf_of.is_none();
    if !rests || activity.interest.is_some() {
        return None;
    }
    let message = format!("`{}` rests on a legitimate interest, and nothing says which", activity.name.value);
    let finding = unsaid(notice(law, "notice-of-interest")?, message).at(activity.basis.span.clone());
    Some(finding.help("say it in a line, as interest = { en = \"…\" }"))
}

fn no_otherwise(policy: &Policy, law: &Law<'_>) -> Vec<Finding> {
    let Some(entry) = notice(law, "notice-of-duty-to-give") else { return Vec::new() };
    let silent = policy.collections.iter().filter(|one| !policy.tells_otherwise(one));
    let told = |name: &Spanned<String>| {
        let message = format!("`{}` requires data, and nothing says what happens without it", name.value);
        unsaid(entry, message).at(name.span.clone()).help("say it in a line, as otherwise = { en = \"…\" }")
    };
    silent.map(|one| told(&one.key)).collect()
}

/// The rule that people are told something, by its name in a pack.
fn notice<'l>(law: &Law<'l>, item: &str) -> Option<&'l Entry> {
    law.in_force().find(|entry| matches!(entry.rule, Rule::Notice(_)) && entry.name() == item)
}
