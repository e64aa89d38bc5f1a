//! Texts for people, against the languages in which the policy is published.

use super::{repeated, twice};
use crate::{
    codes,
    finding::Finding,
    model::Policy,
    texts::{LANGUAGES, Said},
};

/// How many keys a finding lists.
const SHOWN: usize = 8;

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    findings.extend(repeated(&policy.languages).into_iter().map(twice));
    findings.extend(LANGUAGES.iter().filter_map(|language| untranslated(policy, language)));
}

/// What is not said in a language that is wanted: once, of however many texts.
fn untranslated(policy: &Policy, language: &'static str) -> Option<Finding> {
    if !is_wanted(policy, language) {
        return None;
    }
    let lacking: Vec<&Said> = policy.said.iter().filter(|said| !said.languages.contains(&language)).collect();
    let (first, others) = lacking.split_first()?;
    let (key, count) = (&first.key.value, lacking.len());
    let message = match count {
        1 => format!("`{key}` is not said in `{language}`"),
        _ => format!("{count} texts are not said in `{language}`, the first of which is `{key}`"),
    };
    let finding = Finding::warning(codes::UNTRANSLATED, message, first.key.span.clone());
    let finding = finding.label(format!("not in `{language}`"));
    let help = match others {
        [] => format!("add `{language}` to it"),
        others => format!("add `{language}` to it, and to {}", keys(others)),
    };
    Some(finding.help(help))
}

/// The languages that the policy names, else those in which it says anything.
fn is_wanted(policy: &Policy, language: &str) -> bool {
    if policy.languages.is_empty() {
        return policy.said.iter().any(|said| said.languages.contains(&language));
    }
    policy.languages.iter().any(|named| named.value == language)
}

/// `a`, `b` and 3 more.
fn keys(texts: &[&Said]) -> String {
    let (shown, more) = texts.split_at(texts.len().min(SHOWN));
    let shown: Vec<String> = shown.iter().map(|said| format!("`{}`", said.key.value)).collect();
    match (more.len(), shown.as_slice()) {
        (0, [first @ .., last]) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (0, _) => shown.concat(),
        (more, _) => format!("{} and {more} more", shown.join(", ")),
    }
}
