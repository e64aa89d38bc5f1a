//! Texts for people, against the languages in which the policy is published.

use abide_phrases::{Value, all_of, text};

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
    let message = text!("untranslated", key = &first.key.value, count = lacking.len(), language);
    let finding = Finding::warning(codes::UNTRANSLATED, message, first.key.span.clone());
    let finding = finding.label(text!("untranslated.label", language));
    Some(finding.help(match others {
        [] => text!("untranslated.help", language),
        others => text!("untranslated-more", language, keys = keys(others)),
    }))
}

/// The languages that the policy names, else those in which it says anything.
fn is_wanted(policy: &Policy, language: &str) -> bool {
    if policy.languages.is_empty() {
        return policy.said.iter().any(|said| said.languages.contains(&language));
    }
    policy.languages.iter().any(|named| named.value == language)
}

/// `a`, `b` and 3 more.
fn keys(texts: &[&Said]) -> Value {
    let (shown, more) = texts.split_at(texts.len().min(SHOWN));
    let shown = shown.iter().map(|said| Value::from(format!("`{}`", said.key.value)));
    let more = (!more.is_empty()).then(|| text!("and-more", count = more.len()).into());
    all_of(shown.chain(more))
}
