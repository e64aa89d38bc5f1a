//! What is collected or given away beyond what any activity needs it for (GDPR art. 5(1)(c)).

use abide_phrases::{Text, text};

use super::recipients::goes_to;
use crate::{
    codes,
    finding::Finding,
    map::DataMap,
    model::{Activity, Policy},
    recipient::Recipient,
    span::Spanned,
};

pub(super) fn check(policy: &Policy, map: Option<&DataMap>, findings: &mut Vec<Finding>) {
    for collection in &policy.collections {
        let activities: Vec<&Activity> =
            collection.activities.iter().filter_map(|name| policy.activity(name)).collect();
        let collected = collection.required.iter().chain(&collection.optional);
        findings.extend(unneeded(policy, collected, &activities).map(|category| {
            let (name, category_name) = (&collection.key.value, &category.value);
            told(category, text!("unneeded-collected", name, category = category_name))
        }));
    }
    for one in &policy.recipients {
        let activities: Vec<&Activity> =
            policy.activities.iter().filter(|activity| is_given_to(policy, map, activity, one)).collect();
        findings.extend(unneeded(policy, &one.data, &activities).map(|category| {
            let (name, category_name) = (&one.key.value, &category.value);
            told(category, text!("unneeded-given", name, category = category_name))
        }));
    }
}

/// Whether the activity's data is with somebody: the activity gives it, or a store is run by them whose records serve it.
fn is_given_to(policy: &Policy, map: Option<&DataMap>, activity: &Activity, one: &Recipient) -> bool {
    let mut stores = map.into_iter().flat_map(|map| &map.stores);
    goes_to(policy, activity, one)
        || stores.any(|store| {
            let mut serves = store.tables.iter().flat_map(|table| &table.serves);
            store.run_by.as_ref() == Some(&one.key) && serves.any(|serves| serves.activity == activity.name)
        })
}

/// Those categories that none of the activities needs, where there is any activity at all. Unknown ones have been told.
fn unneeded<'p>(
    policy: &Policy,
    categories: impl IntoIterator<Item = &'p Spanned<String>>,
    activities: &[&Activity],
) -> impl Iterator<Item = &'p Spanned<String>> {
    let is_needed = |category: &&Spanned<String>| {
        activities.is_empty()
            || !policy.vocabulary.categories.contains_key(&category.value)
            || activities.iter().any(|activity| activity.needs(category))
    };
    categories.into_iter().filter(move |category| !is_needed(category))
}

fn told(category: &Spanned<String>, message: Text) -> Finding {
    let finding = Finding::warning(codes::UNNEEDED_DATA, message, category.span.clone());
    finding.help(text!("unneeded-given.help"))
}
