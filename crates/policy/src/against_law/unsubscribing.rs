//! How people leave the lists to which activities send mail.

use abide_law::pack::Rule;
use abide_phrases::{one_of, text};

use super::{Law, cited};
use crate::{
    codes,
    finding::Finding,
    model::{Activity, Policy},
};

/// The address to which mail is sent.
const ADDRESS: &str = "contact.email";

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    let mails = |activity: &&Activity| {
        activity.marketing && activity.on_behalf_of.is_none() && activity.needs(ADDRESS)
    };
    findings.extend(policy.activities.iter().filter(mails).filter_map(|activity| no_way_off(activity, law)));
}

/// None of the ways that a rule asks for: of several such rules, the one that is content with most.
fn no_way_off(activity: &Activity, law: &Law<'_>) -> Option<Finding> {
    let has =
        |by: &[String]| activity.unsubscribe.iter().any(|way| by.iter().any(|one| one == way.value.key()));
    let rules = law.all(|rule| match rule {
        Rule::Unsubscribing(rule) => Some(rule.by.as_slice()),
        _ => None,
    });
    let (entry, by) = rules.filter(|(_, by)| !has(by)).max_by_key(|(_, by)| by.len())?;
    let (name, ways) = (&activity.name.value, one_of(by));
    let (message, place) = match activity.unsubscribe.first() {
        None => (text!("no-way-off", name), &activity.name.span),
        Some(way) => (text!("other-way-off", name, ways = ways.clone()), &way.span),
    };
    let help = match by {
        [only] => text!("no-way-off.only", only),
        _ => text!("no-way-off.help", ways),
    };
    let finding = Finding::new(codes::NO_WAY_OFF, entry.severity, message).at(place.clone());
    Some(finding.law(cited(entry)).help(help))
}
