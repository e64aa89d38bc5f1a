//! The policy held against itself.

use abide_phrases::text;
use std::collections::BTreeMap;

use super::repeated;
use crate::{
    codes,
    finding::Finding,
    forbidden::Forbidden,
    model::{Activity, Clause, Policy, covers},
    rules::Rule,
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
        findings.extend(forbidden(policy, activity));
        for list in [&activity.subjects, &activity.data, &activity.keep.events] {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
    for forbidden in &policy.forbidden {
        names([&forbidden.category], &policy.vocabulary.categories, CATEGORY, findings);
    }
    for rule in policy.rules() {
        findings.extend(undefined(policy, rule));
        findings.extend(repeated(rule.clauses).into_iter().map(twice));
    }
    findings.extend(unkept(policy));
    findings.extend(untold(policy));
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
        let message = text!("unknown-name", what = word.name, name = &name.value);
        let finding = Finding::error(word.code.of(name.span.file), message, name.span.clone());
        let help = suggest::did_you_mean(near, text!("add-word", section));
        findings.push(finding.label(text!("not-known")).help(help));
    }
}

/// The finding that a list names a thing again.
pub(crate) fn twice(name: &Spanned<String>) -> Finding {
    let code = codes::DUPLICATE.of(name.span.file);
    Finding::warning(code, text!("given-twice", name = &name.value), name.span.clone())
        .help(text!("given-twice.help"))
}

/// The clauses that a rule keeps and the policy does not have.
fn undefined(policy: &Policy, rule: Rule<'_>) -> Vec<Finding> {
    let is_defined = |name: &Spanned<String>| policy.clauses.iter().any(|clause| clause.id == *name);
    let told = |name: &Spanned<String>| {
        let near = suggest::nearest(name, policy.clauses.iter().map(|clause| clause.id.as_str()));
        let clause = &name.value;
        let message = text!("unknown-clause", rule = rule.name, clause);
        let finding = Finding::error(codes::UNKNOWN_CLAUSE, message, name.span.clone());
        let help = suggest::did_you_mean(near, text!("unknown-clause.help", clause));
        finding.label(text!("unknown-clause.label")).help(help)
    };
    rule.clauses.iter().filter(|name| !is_defined(name)).map(told).collect()
}

/// What an activity needs and the policy forbids, in whole or in part.
fn forbidden(policy: &Policy, activity: &Activity) -> Vec<Finding> {
    let clash = |needed: &Spanned<String>| {
        let touches = |one: &&Forbidden| covers(&one.category, needed) || covers(needed, &one.category);
        let forbidden = policy.forbidden.iter().find(touches)?;
        let (name, category) = (&activity.name.value, &forbidden.category.value);
        let message = text!("forbidden-data", name, needed = &needed.value, category);
        let finding = Finding::error(codes::FORBIDDEN_DATA, message, needed.span.clone());
        Some(match covers(category, needed) {
            true => finding.help(text!("forbidden-data.help", category)),
            false => finding.help(text!("forbidden-data.below")),
        })
    };
    activity.data.iter().filter_map(clash).collect()
}

fn unkept(policy: &Policy) -> impl Iterator<Item = Finding> {
    let is_kept = |clause: &Clause| clause.kept_elsewhere || policy.keeping(&clause.id).next().is_some();
    let unkept = policy.clauses.iter().filter(move |clause| !is_kept(clause));
    unkept.map(|clause| {
        let message = text!("unkept-clause", clause = &clause.id.value);
        let finding = Finding::warning(codes::UNKEPT_CLAUSE, message, clause.id.span.clone());
        finding.help(text!("unkept-clause.help"))
    })
}

/// The sections that tell what is done with data, so that a published text has to.
const TOLD: [&str; 4] = ["activity", "measure", "processor", "recipient"];

/// The rules that no clause of the published text tells, where the policy lists what that says.
fn untold(policy: &Policy) -> impl Iterator<Item = Finding> {
    let lists = !policy.clauses.is_empty();
    // Of what it knows that the text leaves out, the policy says so.
    let known = |name: &str| policy.activity(name).is_some_and(|activity| !activity.unpublished.is_empty());
    let is_untold = move |rule: &Rule<'_>| {
        lists
            && TOLD.contains(&rule.section)
            && rule.clauses.is_empty()
            && !(rule.section == "activity" && known(rule.name))
    };
    policy.rules().filter(is_untold).filter_map(|rule| {
        let message = text!("untold-rule", section = rule.section, name = rule.name);
        let finding = Finding::advice(codes::UNTOLD_RULE, message, rule.at?.clone());
        Some(finding.help(text!("untold-rule.help")))
    })
}
