//! What takes more than a legal basis: special categories of data, and what is a high risk to people.

use abide_law::pack::{Entry, Impact, Rule, Sign};

use super::{Law, cited};
use crate::{
    codes,
    finding::{Finding, Severity},
    model::{Activity, Policy, covers},
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    // Who decides about the data has to see to both.
    for activity in policy.activities.iter().filter(|activity| activity.on_behalf_of.is_none()) {
        findings.extend(no_ground(policy, activity, law));
        findings.extend(no_assessment(policy, activity, law));
    }
}

fn no_ground(policy: &Policy, activity: &Activity, law: &Law<'_>) -> Option<Finding> {
    let data = activity.data.iter().find(|data| policy.vocabulary.is_special(data))?;
    if activity.special_ground.is_some() {
        return None;
    }
    let (entry, special) = law.first(|rule| match rule {
        Rule::Special(special) => Some(special),
        _ => None,
    })?;
    let message =
        format!("`{}` needs `{}`, and nothing says on what ground it may", activity.name.value, data.value);
    let finding = Finding::new(codes::SPECIAL_CATEGORY, entry.severity, message).at(data.span.clone());
    let help = format!("name a `special_ground`; it is one of {}", special.grounds.join(", "));
    Some(finding.label("a special category of data").law(cited(entry)).help(help))
}

fn no_assessment(policy: &Policy, activity: &Activity, law: &Law<'_>) -> Option<Finding> {
    if activity.impact_assessment.is_some() {
        return None;
    }
    let (entry, met) = law.in_force().find_map(|entry| high_risk(policy, activity, entry))?;
    let message = format!("`{}` may be a high risk to people: {}", activity.name.value, met.join(", "));
    // A file shows signs; what they mean is for people to weigh.
    let finding =
        Finding::new(codes::IMPACT_ASSESSMENT, Severity::Advice, message).at(activity.name.span.clone());
    Some(
        finding
            .law(cited(entry))
            .help("assess it, and say where that is found, as impact_assessment = \"…\""),
    )
}

/// The criteria of the rule that the activity meets, when they are enough.
fn high_risk<'l>(
    policy: &Policy,
    activity: &Activity,
    entry: &'l Entry,
) -> Option<(&'l Entry, Vec<&'l str>)> {
    let Rule::Impact(Impact { at_least, signs, .. }) = &entry.rule else { return None };
    let mut met: Vec<&str> = Vec::new();
    for sign in signs.iter().filter(|sign| shows(policy, activity, sign)) {
        if !met.contains(&sign.of.as_str()) {
            met.push(&sign.of);
        }
    }
    (!met.is_empty() && met.len() >= usize::from(*at_least)).then_some((entry, met))
}

fn shows(policy: &Policy, activity: &Activity, sign: &Sign) -> bool {
    // As far as it names such data: what stands for a whole branch of the tree is about the rest of it, too.
    let needs = |one: &String| activity.data.iter().any(|data| covers(one, data));
    let purpose = activity.purpose_key.as_ref().is_some_and(|key| sign.purposes.contains(&key.value));
    let subjects = activity.subjects.iter().any(|subject| sign.subjects.contains(&subject.value));
    let special = sign.special && activity.data.iter().any(|data| policy.vocabulary.is_special(data));
    let automated = sign.automated_decisions && activity.automated_decisions.is_some();
    purpose || subjects || special || automated || sign.data.iter().any(needs)
}
