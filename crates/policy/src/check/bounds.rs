//! What there must not be and where data has to stay, against what they name.

use abide_phrases::text;

use super::{
    ACTIVITY, Sought, repeated, twice, unknown,
    within_policy::{SUBJECT, names},
};
use crate::{codes, finding::Finding, map::DataMap, model::Policy, rules::behind, span::Spanned};

const STORE: Sought = Sought { what: "store", section: "store", file: "map", code: codes::UNKNOWN_STORE };

pub(super) fn check(policy: &Policy, map: Option<&DataMap>, findings: &mut Vec<Finding>) {
    for forbidden in &policy.forbidden_subjects {
        names([&forbidden.subject], &policy.vocabulary.subjects, SUBJECT, findings);
    }
    for activity in &policy.activities {
        findings.extend(forbidden_subjects(policy, &activity.name, &activity.subjects));
    }
    for territory in &policy.territories {
        findings.extend(unknown(
            &territory.activities,
            ACTIVITY,
            policy.activities.iter().map(|one| &one.name),
        ));
        if let Some(map) = map {
            findings.extend(unknown(&territory.stores, STORE, map.stores.iter().map(|one| &one.name)));
        }
        for list in [&territory.activities, &territory.stores] {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
}

/// Those of the kinds of people that something is about, of whom nothing may be held.
pub(super) fn forbidden_subjects(policy: &Policy, name: &str, subjects: &[Spanned<String>]) -> Vec<Finding> {
    let clash = |subject: &Spanned<String>| {
        let forbidden = policy.forbidden_subjects.iter().find(|one| one.subject == *subject)?;
        let clauses = behind(&forbidden.clauses);
        let message = text!("forbidden-subject", name, subject = &subject.value, clauses);
        let code = codes::FORBIDDEN_SUBJECT.of(subject.span.file);
        let finding = Finding::error(code, message, subject.span.clone()).label(text!("forbidden"));
        Some(finding.help(text!("forbidden-subject.help", subject = &subject.value)))
    };
    subjects.iter().filter_map(clash).collect()
}
