//! The policy held against itself.

use std::collections::BTreeMap;

use super::repeated;
use crate::{
    codes,
    finding::Finding,
    model::{Activity, Forbidden, Policy, covers},
    span::Spanned,
    suggest,
    vocabulary::Term,
};

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    for activity in &policy.activities {
        let known = &policy.vocabulary;
        names(&activity.subjects, &known.subjects, SUBJECT, findings);
        names(&activity.data, &known.categories, CATEGORY, findings);
        names(&activity.keep.events, &known.events, EVENT, findings);
        clauses(policy, &activity.name, &activity.clauses, findings);
        findings.extend(forbidden(policy, activity));
        for list in [&activity.subjects, &activity.data, &activity.clauses, &activity.keep.events] {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
    for forbidden in &policy.forbidden {
        names([&forbidden.category], &policy.vocabulary.categories, CATEGORY, findings);
        clauses(policy, &forbidden.category, &forbidden.clauses, findings);
    }
    findings.extend(unkept(policy));
}

/// A kind of word: its name, the codes for one that is unknown, and the section that adds one.
#[derive(Clone, Copy)]
pub(super) struct Word {
    name: &'static str,
    code: codes::Both,
}

pub(super) const SUBJECT: Word = Word { name: "subject", code: codes::UNKNOWN_SUBJECT };
pub(super) const CATEGORY: Word = Word { name: "category", code: codes::UNKNOWN_CATEGORY };
pub(super) const EVENT: Word = Word { name: "event", code: codes::UNKNOWN_EVENT };

/// Findings for those names that are not among the known ones.
pub(super) fn names<'n>(
    names: impl IntoIterator<Item = &'n Spanned<String>>,
    known: &BTreeMap<String, Term>,
    word: Word,
    findings: &mut Vec<Finding>,
) {
    for name in names {
        if known.contains_key(&name.value) {
            continue;
        }
        let near = suggest::nearest_key(name, known.keys().map(String::as_str));
        let section = match name.contains('.') {
            true => format!("[{}.\"{}\"]", word.name, name.value),
            false => format!("[{}.{}]", word.name, name.value),
        };
        let otherwise = format!("add a section {section} to the policy, or use a built-in one");
        let message = format!("there is no {} `{}`", word.name, name.value);
        let finding =
            Finding::error(word.code.of(name.span.file), message, name.span.clone()).label("not known");
        findings.push(finding.help(suggest::did_you_mean(near, otherwise)));
    }
}

/// The finding that a list names a thing again.
pub(crate) fn twice(name: &Spanned<String>) -> Finding {
    let code = codes::DUPLICATE.of(name.span.file);
    Finding::warning(code, format!("`{}` is given twice", name.value), name.span.clone())
        .help("leave one out")
}

pub(super) fn clauses(policy: &Policy, rule: &str, named: &[Spanned<String>], findings: &mut Vec<Finding>) {
    for name in named {
        if policy.clauses.iter().any(|clause| clause.id.value == name.value) {
            continue;
        }
        let near = suggest::nearest(name, policy.clauses.iter().map(|clause| clause.id.as_str()));
        let otherwise = format!("add a section [clause.\"{}\"] with what it says", name.value);
        let message = format!("`{rule}` keeps the clause `{}`, which is not defined", name.value);
        let finding = Finding::error(codes::UNKNOWN_CLAUSE, message, name.span.clone()).label("not defined");
        findings.push(finding.help(suggest::did_you_mean(near, otherwise)));
    }
}

/// What an activity needs and the policy forbids, in whole or in part.
fn forbidden(policy: &Policy, activity: &Activity) -> Vec<Finding> {
    let clash = |needed: &Spanned<String>| {
        let touches = |one: &&Forbidden| covers(&one.category, needed) || covers(needed, &one.category);
        let forbidden = policy.forbidden.iter().find(touches)?;
        let (name, category) = (&activity.name.value, &forbidden.category.value);
        let message = format!("`{name}` needs `{}`, and the policy forbids `{category}`", needed.value);
        let finding = Finding::error(codes::FORBIDDEN_DATA, message, needed.span.clone());
        Some(match covers(category, needed) {
            true => {
                finding.help(format!("leave it out, or take the section [forbidden.\"{category}\"] away"))
            }
            false => finding.help("name those categories below it that are needed"),
        })
    };
    activity.data.iter().filter_map(clash).collect()
}

fn unkept(policy: &Policy) -> impl Iterator<Item = Finding> {
    let named = |id: &str| {
        let by_activities = policy.activities.iter().flat_map(|one| &one.clauses);
        let by_forbidding = policy.forbidden.iter().flat_map(|one| &one.clauses);
        let by_measures = policy.measures.iter().flat_map(|one| &one.clauses);
        let by_attestations = policy.attestations.iter().flat_map(|one| &one.clauses);
        let by_recipients = policy.recipients.iter().flat_map(|one| &one.clauses);
        by_activities
            .chain(by_forbidding)
            .chain(by_recipients)
            .chain(by_measures)
            .chain(by_attestations)
            .any(|name| name.value == id)
    };
    let unkept = policy.clauses.iter().filter(move |clause| !clause.kept_elsewhere && !named(&clause.id));
    unkept.map(|clause| {
        let message = format!("no rule keeps the clause `{}`", clause.id.value);
        let finding = Finding::warning(codes::UNKEPT_CLAUSE, message, clause.id.span.clone());
        finding.help("name it in an activity's `clause`, or say what keeps it with `kept_by`")
    })
}
