//! The shipped law packs speak the language of the policies that are held to them.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_law::pack::{Packs, Rule, Sign};
use abide_policy::{schema::policy_schema, unsubscribing::Unsubscribing, vocabulary::Vocabulary};

#[test]
fn a_reference_period_is_told_in_words_of_the_vocabulary() {
    let words = Vocabulary::built_in();
    let packs = Packs::shipped();
    let mut seen = 0;
    for entry in packs.entries() {
        let Rule::Period(period) = &entry.rule else { continue };
        let unknown = |known: &dyn Fn(&String) -> bool, names: &[String]| {
            names.iter().find(|name| !known(name)).map(|name| format!("{}: {name}", entry.id))
        };
        assert_eq!(unknown(&|name| words.purposes.contains_key(name), &period.purposes), None);
        assert_eq!(unknown(&|name| words.categories.contains_key(name), &period.data), None);
        assert_eq!(unknown(&|name| words.events.contains_key(name), &period.after), None);
        assert!(
            !period.after.is_empty() && (period.most().is_some() || period.least.is_some()),
            "{}",
            entry.id
        );
        seen += 1;
    }
    assert!(seen > 10);
}

/// A word that a rule has and the language does not would never be met.
#[test]
fn other_rules_speak_in_words_of_the_language_too() {
    let words = Vocabulary::built_in();
    let packs = Packs::shipped();
    let unknown: Vec<String> = packs
        .entries()
        .filter_map(|entry| Some((entry, unknown(&entry.rule, words)?)))
        .map(|(entry, word)| format!("{}: {word}", entry.id))
        .collect();
    assert_eq!(unknown, [""; 0]);
}

fn unknown(rule: &Rule, words: &Vocabulary) -> Option<String> {
    let category = |name: &&String| !words.categories.contains_key(*name);
    let of = |sign: &Sign| {
        let purpose = sign.purposes.iter().find(|name| !words.purposes.contains_key(*name));
        let subject = sign.subjects.iter().find(|name| !words.subjects.contains_key(*name));
        purpose.or(subject).or_else(|| sign.data.iter().find(category)).cloned()
    };
    match rule {
        Rule::Impact(impact) => impact.signs.iter().find_map(of),
        Rule::Storage(storage) => {
            let event = storage.until.iter().find(|name| !words.events.contains_key(*name));
            event.or_else(|| storage.data.iter().chain(&storage.instead).find(category)).cloned()
        }
        Rule::Unsubscribing(rule) => {
            rule.by.iter().find(|way| Unsubscribing::ALL.iter().all(|one| one.key() != way.as_str())).cloned()
        }
        _ => None,
    }
}

#[test]
fn countries_are_those_of_the_language() {
    let schema = policy_schema();
    let known: Vec<&str> = schema["$defs"]["country"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect();
    let packs = Packs::shipped();
    let countries = packs.entries().filter_map(|entry| match &entry.rule {
        Rule::Country(countries) => Some(&countries.countries),
        _ => None,
    });
    for code in countries.flatten() {
        assert!(known.contains(&code.as_str()), "{code}");
    }
}
