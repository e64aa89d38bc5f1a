//! The shipped law packs speak the language of the policies that are held to them.

#![allow(clippy::panic, clippy::unwrap_used)]

use abide_law::pack::{Packs, Rule};
use abide_policy::{schema::policy_schema, vocabulary::Vocabulary};

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
