//! The built-in vocabulary is whole and names concepts that exist.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use abide_policy::{
    model::{Basis, EventKind},
    vocabulary::{Term, Vocabulary, parent},
};

/// Term names of DPV 2.3, `dpv:` and `pd:`; see the head of the file.
const DPV: &str = include_str!("dpv-2.3.txt");

fn all() -> [(&'static str, &'static BTreeMap<String, Term>); 5] {
    let words = Vocabulary::built_in();
    [
        ("category", &words.categories),
        ("subject", &words.subjects),
        ("basis", &words.bases),
        ("purpose", &words.purposes),
        ("event", &words.events),
    ]
}

#[test]
fn it_parses_and_is_rich_enough() {
    toml::de::DeTable::parse(include_str!("../data/vocabulary.toml")).unwrap();
    let sizes = all().map(|(_, words)| words.len());
    for (size, least) in sizes.into_iter().zip([70, 20, 6, 30, 24]) {
        assert!(size >= least, "{sizes:?}");
    }
}

#[test]
fn every_word_has_a_label_in_both_languages() {
    for (kind, words) in all() {
        for (key, term) in words {
            assert!(term.label.contains_key("en") && term.label.contains_key("fr"), "{kind} {key}");
        }
    }
}

#[test]
fn every_iri_names_a_concept_of_dpv() {
    let known: BTreeSet<String> = DPV
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|term| match term.split_once(':').unwrap() {
            ("dpv", term) => format!("https://w3id.org/dpv#{term}"),
            (_, term) => format!("https://w3id.org/dpv/pd#{term}"),
        })
        .collect();
    for (kind, words) in all() {
        for (key, term) in words {
            let iri = term.iri.iter().find(|iri| !known.contains(*iri));
            assert_eq!(iri, None, "{kind} {key}");
        }
    }
}

#[test]
fn categories_are_a_tree() {
    let words = Vocabulary::built_in();
    for key in words.categories.keys() {
        assert!(parent(key).is_none_or(|above| words.categories.contains_key(above)), "{key} has no parent");
    }
    assert!(words.is_special("special.health.disability"));
    assert!(words.is_special("offence"));
    assert!(!words.is_special("contact.email"));
    assert_eq!(words.category_iri("contact.email"), Some("https://w3id.org/dpv/pd#EmailAddress"));
    assert_eq!(
        words.category_iri("identification.name.first_name"),
        words.category_iri("identification.name")
    );
}

#[test]
fn bases_and_events_are_those_of_the_model() {
    let words = Vocabulary::built_in();
    for basis in Basis::ALL {
        assert!(words.basis(basis).is_some(), "{basis:?}");
        assert_eq!(serde_json::to_value(basis).unwrap(), basis.key());
    }
    assert_eq!(words.bases.len(), Basis::ALL.len());
    assert!(words.events.keys().eq(words.event_kinds.keys()));
    assert_eq!(words.event_kinds["last_contact"], EventKind::Last);
    assert_eq!(words.event_kinds["contract_end"], EventKind::End);
}
