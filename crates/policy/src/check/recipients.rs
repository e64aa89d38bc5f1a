//! Those to whom data goes, against who is said to give it to them.

use abide_phrases::text;

use super::{
    Sought, repeated, twice, unknown,
    within_policy::{CATEGORY, names},
};
use crate::{
    codes,
    finding::Finding,
    map::DataMap,
    model::{Activity, Policy},
    recipient::Recipient,
    span::Spanned,
};

const ANYBODY: Sought =
    Sought { what: "anybody", section: "processor", file: "policy", code: codes::UNKNOWN_RECIPIENT };
const ANOTHER: Sought = Sought { what: "other-processor", ..ANYBODY };

pub(super) fn check(policy: &Policy, map: Option<&DataMap>, findings: &mut Vec<Finding>) {
    findings.extend(repeated(policy.recipients.iter().map(|one| &one.key)).into_iter().map(twice));
    for activity in &policy.activities {
        findings.extend(unknown(&activity.recipients, ANYBODY, keys(policy)));
        findings.extend(repeated(&activity.recipients).into_iter().map(twice));
    }
    for recipient in &policy.recipients {
        names(&recipient.data, &policy.vocabulary.categories, CATEGORY, findings);
        findings.extend(repeated(&recipient.data).into_iter().map(twice));
        let below = recipient.terms().map(|terms| terms.sub_processors.as_slice()).unwrap_or_default();
        let others = policy
            .recipients
            .iter()
            .filter(|other| other.terms().is_some() && other.key.span != recipient.key.span);
        findings.extend(unknown(below, ANOTHER, others.map(|other| &other.key)));
        findings.extend(repeated(below).into_iter().map(twice));
    }
    findings.extend(policy.activities.iter().filter_map(|activity| given_and_not(policy, activity)));
    findings.extend(map.into_iter().flat_map(|map| run_and_given_nothing(policy, map)));
    for store in map.iter().flat_map(|map| &map.stores) {
        findings.extend(unknown(store.run_by.as_slice(), ANYBODY, keys(policy)));
    }
    if let Some(map) = map {
        findings.extend(policy.recipients.iter().filter_map(|one| unused(policy, map, one)));
    }
}

/// Somebody is named who receives what nobody is said to.
fn given_and_not(policy: &Policy, activity: &Activity) -> Option<Finding> {
    let one = activity.recipients.first().filter(|_| policy.gives_nothing(activity))?;
    let (name, recipient) = (&activity.name.value, &one.value);
    let message = text!("given-and-not", name, recipient);
    let finding = Finding::error(codes::CONTRADICTION.of(one.span.file), message, one.span.clone());
    Some(finding.help(text!("given-and-not.help")))
}

/// A store that somebody else runs holds what nobody is said to receive. Who leaves one day may be gone by then.
fn run_and_given_nothing(policy: &Policy, map: &DataMap) -> Vec<Finding> {
    let found = map.stores.iter().filter_map(|store| {
        let by = store.run_by.as_ref()?;
        policy.recipient(by).filter(|one| one.end.is_none())?;
        let mut served = store.tables.iter().flat_map(|table| &table.serves);
        let alone = served.find_map(|serves| {
            policy.activity(&serves.activity).filter(|activity| policy.gives_nothing(activity))
        })?;
        let (name, runner, activity) = (&store.name.value, &by.value, &alone.name.value);
        let message = text!("run-and-given-nothing", name, runner, activity);
        let finding = Finding::error(codes::CONTRADICTION.of(by.span.file), message, by.span.clone());
        Some(finding.help(text!("run-and-given-nothing.help")))
    });
    found.collect()
}

fn keys(policy: &Policy) -> impl Iterator<Item = &Spanned<String>> {
    policy.recipients.iter().map(|one| &one.key)
}

fn unused(policy: &Policy, map: &DataMap, one: &Recipient) -> Option<Finding> {
    let used = is_used_directly(policy, Some(map), one) || is_engaged(policy, one);
    (!used).then(|| {
        let message = text!("unused-recipient", name = &one.key.value);
        let finding = Finding::advice(codes::UNUSED_RECIPIENT, message, one.key.span.clone());
        finding.help(text!("unused-recipient.help"))
    })
}

/// Whether a processor engages it.
pub(crate) fn is_engaged(policy: &Policy, one: &Recipient) -> bool {
    let terms = policy.recipients.iter().filter_map(Recipient::terms);
    terms.flat_map(|terms| &terms.sub_processors).any(|name| name.value == one.key.value)
}

/// Whether an activity gives it data, or a store is run by it.
pub(crate) fn is_used_directly(policy: &Policy, map: Option<&DataMap>, one: &Recipient) -> bool {
    let by_activities = policy.activities.iter().flat_map(|activity| &activity.recipients);
    let by_stores = map.into_iter().flat_map(|map| &map.stores).filter_map(|store| store.run_by.as_ref());
    by_activities.chain(by_stores).any(|name| name.value == one.key.value)
}

/// Whether an activity gives it data: by naming it, or a processor that engages it.
pub(crate) fn goes_to(policy: &Policy, activity: &Activity, one: &Recipient) -> bool {
    let mut open: Vec<&str> = activity.recipients.iter().map(|name| name.as_str()).collect();
    let mut seen: Vec<&str> = Vec::new();
    while let Some(name) = open.pop() {
        if name == one.key.value {
            return true;
        }
        if !seen.contains(&name) {
            seen.push(name);
            let engaged = policy.recipient(name).and_then(Recipient::terms);
            open.extend(engaged.iter().flat_map(|terms| &terms.sub_processors).map(|name| name.as_str()));
        }
    }
    false
}
