//! What takes more than a legal basis: special categories of data, and what is a high risk to people.

use abide_law::pack::{Entry, Rule, Said, Sign, Special};
use abide_phrases::{Value, listed, text};

use super::{Law, cited};
use crate::{
    codes,
    finding::{Finding, Severity},
    model::{Activity, Policy, covers},
    span::Spanned,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    // Who decides about the data has to see to both.
    for activity in policy.activities.iter().filter(|activity| activity.on_behalf_of.is_none()) {
        findings.extend(grounds(policy, activity, law));
        findings.extend(no_assessment(policy, activity, law));
    }
}

/// What each rule has against the ground on which the activity needs special categories of data, or data on offences.
fn grounds(policy: &Policy, activity: &Activity, law: &Law<'_>) -> Vec<Finding> {
    let rules = law.all(|rule| match rule {
        Rule::Special(special) => Some(special),
        _ => None,
    });
    let rules: Vec<(&Entry, &Special)> = rules.collect();
    let names = |special: &Special, data: &str| special.data.iter().any(|one| covers(one, data));
    let is_about = |special: &Special, data: &str| match special.data.is_empty() {
        true => !rules.iter().any(|(_, other)| names(other, data)),
        false => names(special, data),
    };
    let found = rules.iter().filter_map(|(entry, special)| {
        let is_of = |data: &&Spanned<String>| policy.vocabulary.is_special(data) && is_about(special, data);
        no_ground(activity, activity.data.iter().find(is_of)?, entry, special)
    });
    found.collect()
}

fn no_ground(
    activity: &Activity,
    data: &Spanned<String>,
    entry: &Entry,
    special: &Special,
) -> Option<Finding> {
    let (name, data_key, grounds) = (&activity.name.value, &data.value, listed(&special.grounds));
    let help = text!("special-category.help", grounds);
    let Some(ground) = &activity.special_ground else {
        let message = text!("special-category", name, data = data_key);
        let finding = Finding::new(codes::SPECIAL_CATEGORY, entry.severity, message).at(data.span.clone());
        return Some(finding.label(text!("special-category.label")).law(cited(entry)).help(help));
    };
    if special.grounds.iter().any(|one| one == ground.value.key()) {
        return None;
    }
    let message = text!("other-ground", name, data = data_key, ground = ground.value.key());
    let finding = Finding::new(codes::SPECIAL_CATEGORY, entry.severity, message).at(ground.span.clone());
    Some(finding.label(text!("other-ground.label")).law(cited(entry)).help(help))
}

fn no_assessment(policy: &Policy, activity: &Activity, law: &Law<'_>) -> Option<Finding> {
    if activity.impact_assessment.is_some() {
        return None;
    }
    if law.in_force().any(|entry| is_exempt(policy, activity, entry)) {
        return None;
    }
    let (entry, met) = law.in_force().find_map(|entry| high_risk(policy, activity, entry))?;
    let message = text!("impact-assessment", name = &activity.name.value, signs = Value::in_each(&met));
    // A file shows signs; what they mean is for people to weigh.
    let finding =
        Finding::new(codes::IMPACT_ASSESSMENT, Severity::Advice, message).at(activity.name.span.clone());
    Some(finding.law(cited(entry)).help(text!("impact-assessment.help")))
}

/// Whether the rule exempts the activity. What a machine decides alone, and special categories of data, it is not taken to be about.
fn is_exempt(policy: &Policy, activity: &Activity, entry: &Entry) -> bool {
    let Rule::Impact(impact) = &entry.rule else { return false };
    let is_plain = activity.automated_decisions.is_none()
        && !activity.data.iter().any(|data| policy.vocabulary.is_special(data));
    impact.exempts && is_plain && impact.signs.iter().any(|sign| shows(policy, activity, sign))
}

/// The criteria of the rule that the activity meets, when they are enough.
fn high_risk<'l>(
    policy: &Policy,
    activity: &Activity,
    entry: &'l Entry,
) -> Option<(&'l Entry, Vec<&'l Said>)> {
    let Rule::Impact(impact) = &entry.rule else { return None };
    let mut met: Vec<&Said> = Vec::new();
    for sign in impact.signs.iter().filter(|sign| !impact.exempts && shows(policy, activity, sign)) {
        let criterion = impact.criterion(sign)?;
        if !met.contains(&criterion) {
            met.push(criterion);
        }
    }
    (!met.is_empty() && met.len() >= usize::from(impact.at_least)).then_some((entry, met))
}

fn shows(policy: &Policy, activity: &Activity, sign: &Sign) -> bool {
    // As far as it names such data: what stands for a whole branch of the tree is about the rest of it, too.
    let needs = |one: &String| activity.data.iter().any(|data| covers(one, data));
    let purpose = activity.purpose_key.as_ref().is_some_and(|key| sign.purposes.contains(&key.value));
    let subjects = activity.subjects.iter().any(|subject| sign.subjects.contains(&subject.value));
    let special = activity.data.iter().any(|data| policy.vocabulary.is_special(data));
    // Each kind of sign: whether it is given, and whether it is so.
    let kinds = [
        (!sign.purposes.is_empty(), purpose),
        (!sign.subjects.is_empty(), subjects),
        (!sign.data.is_empty(), sign.data.iter().any(needs)),
        (sign.special, special),
        (sign.automated_decisions, activity.automated_decisions.is_some()),
    ];
    let mut given = kinds.into_iter().filter(|(given, _)| *given).map(|(_, so)| so).peekable();
    if sign.together { given.peek().is_some() && given.all(|so| so) } else { given.any(|so| so) }
}
