//! Points at which data is collected, against the activities, sites and words that they name.

use super::{
    ACTIVITY,
    accountability::SITE,
    repeated, twice, unknown,
    within_policy::{CATEGORY, names},
};
use crate::{finding::Finding, model::Policy};

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    for collection in &policy.collections {
        let activities = || policy.activities.iter().map(|one| &one.name);
        findings.extend(unknown(&collection.activities, ACTIVITY, activities()));
        findings.extend(unknown(&collection.agreed, ACTIVITY, activities()));
        findings.extend(unknown(&collection.sites, SITE, policy.sites.iter().map(|one| &one.key)));
        let given = collection.required.iter().chain(&collection.optional);
        names(given.clone(), &policy.vocabulary.categories, CATEGORY, findings);
        findings.extend(repeated(given).into_iter().map(twice));
        for list in [&collection.activities, &collection.agreed, &collection.sites] {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
}
