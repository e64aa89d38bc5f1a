//! Points at which data is collected, against the activities, sites and words that they name.

use abide_phrases::text;

use super::{
    ACTIVITY,
    accountability::SITE,
    repeated, twice, unknown,
    within_policy::{CATEGORY, names},
};
use crate::{codes, collection::Collection, finding::Finding, model::Policy, span::Spanned};

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    for collection in &policy.collections {
        let activities = || policy.activities.iter().map(|one| &one.name);
        findings.extend(unknown(&collection.activities, ACTIVITY, activities()));
        findings.extend(unknown(&collection.agreed, ACTIVITY, activities()));
        findings.extend(unknown(&collection.sites, SITE, policy.sites.iter().map(|one| &one.key)));
        let given = collection.required.iter().chain(&collection.optional);
        names(given.clone(), &policy.vocabulary.categories, CATEGORY, findings);
        findings.extend(repeated(given).into_iter().map(twice));
        findings.extend(collection.required.iter().filter_map(|one| asked_and_not(policy, collection, one)));
        for list in [&collection.activities, &collection.agreed, &collection.sites] {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
}

/// What has to be given somewhere for activities of which nothing is said to have to be.
fn asked_and_not(policy: &Policy, collection: &Collection, category: &Spanned<String>) -> Option<Finding> {
    let those = collection.activities.iter().filter_map(|name| policy.activity(name));
    let mut needing = those.filter(|activity| activity.needs(category)).peekable();
    needing.peek()?;
    if !needing.all(|activity| policy.asks_nothing(activity)) {
        return None;
    }
    let (name, what) = (&collection.key.value, &category.value);
    let message = text!("required-and-voluntary", name, what);
    let finding = Finding::error(codes::CONTRADICTION.of(category.span.file), message, category.span.clone());
    Some(finding.help(text!("required-and-voluntary.help")))
}
