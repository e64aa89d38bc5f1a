//! What changed between two versions of an invented policy, in both languages.

#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    difference::{Act, Counted, Difference, Records, note},
};
use abide_policy::{
    difference::{Aspect, Turn},
    is_usable,
    model::Policy,
    read_policy,
};
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 11, 26);

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/differences").join(name)
}

fn usable(text: &str) -> Policy {
    let (policy, findings) = read_policy(text);
    assert!(is_usable(&findings), "{findings:?}");
    policy.unwrap()
}

fn example(name: &str) -> Policy {
    usable(&fs::read_to_string(path(name)).unwrap())
}

fn difference(old: &Policy, new: &Policy, language: Language) -> Difference {
    Difference::new(old, new, &Packs::shipped(), DAY, language, None)
}

/// The difference of the example is kept, to be looked at. `UPDATE=1` writes it anew.
#[test]
fn the_difference_of_the_example_is_as_it_is_kept() {
    let (old, new) = (example("old.toml"), example("new.toml"));
    let row = |act, old, new| {
        let columns = if act == Act::Blank { vec!["email".into(), "name".into()] } else { Vec::new() };
        Counted { store: "shop".into(), table: "customers".into(), act, columns, old, new }
    };
    let records = Records { day: DAY, rows: vec![row(Act::Erase, 1200, 3400), row(Act::Blank, 30, 12)] };
    for language in Language::ALL {
        let document = Difference::new(&old, &new, &Packs::shipped(), DAY, language, Some(&records)).document;
        let kept = path(&format!("difference.{}.md", language.code()));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&kept, document.markdown()).unwrap();
        }
        assert_eq!(fs::read_to_string(&kept).unwrap(), document.markdown(), "{}", kept.display());
    }
}

#[test]
fn nothing_is_told_of_a_policy_and_itself() {
    let policy = example("new.toml");
    let difference = difference(&policy, &policy, Language::French);
    assert!(difference.changes.is_empty());
    assert!(difference.document.markdown().contains("disent la même chose"));
    assert_eq!(note(&policy, &policy, &Packs::shipped(), DAY), None);
}

/// By consent people may withdraw and take their data along; on a legitimate interest they may object.
#[test]
fn rights_follow_the_basis() {
    let (old, new) = (example("old.toml"), example("new.toml"));
    let told = difference(&old, &new, Language::English).changes;
    let rights: Vec<(Turn, &str)> = told
        .iter()
        .filter(|told| told.change.aspect == Aspect::Right)
        .map(|told| (told.change.turn, told.says.as_str()))
        .collect();
    let has = |turn, right: &str| rights.iter().any(|(is, says)| *is == turn && says.ends_with(right));
    assert!(has(Turn::Removed, "Portability."), "{rights:?}");
    assert!(has(Turn::Removed, "Withdrawal of consent."), "{rights:?}");
    // The purpose is direct marketing before and after, which anybody may refuse.
    assert_eq!(rights.len(), 2, "{rights:?}");
    let lawless = |name: &str| {
        usable(&fs::read_to_string(path(name)).unwrap().replace("law = [\"gdpr\", \"france\"]\n", ""))
    };
    let told = difference(&lawless("old.toml"), &lawless("new.toml"), Language::English).changes;
    assert!(told.iter().all(|told| told.change.aspect != Aspect::Right));
}

#[test]
fn the_note_sums_up_what_weighs_more_and_then_what_weighs_less() {
    let (old, new) = (example("old.toml"), example("new.toml"));
    let note = note(&old, &new, &Packs::shipped(), DAY).unwrap();
    let (more, less) = note.en.split_once(" On the other hand, ").unwrap();
    assert!(
        more.starts_with("Since the version of 1 March 2025, data is used for a new purpose (Recruitment), "),
        "{more}"
    );
    for part in
        ["data is kept longer (Newsletter)", "the legal basis is another (Newsletter)", "(Example Mailing)"]
    {
        assert!(more.contains(part), "{more}: {part}");
    }
    assert!(less.contains("data is no longer used for one purpose (Contests)"), "{less}");
    assert!(less.contains("data is kept less long (Handling orders)"), "{less}");
    assert!(
        note.fr.starts_with(
            "Depuis la version du 1er\u{a0}mars 2025, des données servent à une nouvelle finalité"
        )
    );
}

/// Another address of the controller, or for requests, is told, and is nothing for a change note.
#[test]
fn names_and_addresses_make_no_note() {
    let text = fs::read_to_string(path("new.toml")).unwrap();
    let (old, new) = (usable(&text), usable(&text.replace("vie-privee@", "donnees@")));
    assert_eq!(difference(&old, &new, Language::English).changes.len(), 2);
    assert_eq!(note(&old, &new, &Packs::shipped(), DAY), None);
}

/// The example in which each key of the language is said: whatever is changed in it, alone, is told in a whole sentence, and in
/// one that does not say the same of before and now.
#[test]
fn a_change_of_any_key_is_told_in_words() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../policy/tests/every_key");
    let text = fs::read_to_string(folder.join("policy.toml")).unwrap();
    let base = usable(&text);
    let changes = [
        // In one language only: the other paper must not say that something is what it was.
        ("{ en = \"Sending letters\"", "{ en = \"Sending parcels\""),
        ("fr = \"Envoi de courriers\"", "fr = \"Envoi de colis\""),
        ("fr = \"Messageur\"", "fr = \"Bipeur\""),
        ("says = { en = \"The archive is locked\"", "says = { en = \"The archive is sealed\""),
        ("label = { en = \"Pager\", fr = \"Messageur\" }\n", ""),
        ("stores = [\"shop\"]", ""),
        ("activities = [\"tastings\"]\nstores = [\"shop\"]", ""),
        ("evidence = [\"Invoices of the shredder\"]", "evidence = [\"A certificate\"]"),
        ("guarantees = [\"Certificate of 2025\"]", "guarantees = [\"Certificate of 2026\"]"),
        ("arrangement = \"Agreement of 2025\"", ""),
        ("\"My data\" = \"access\"", "\"My data\" = \"object-marketing\""),
        ("agreed = [\"tastings\"]", "agreed = [\"orders\"]"),
        ("automatic = false", "automatic = true"),
        ("name = \"Bouteilles Exemple\"", "name = \"Flacons Exemple\""),
        ("name = \"shop.example.com\"", "name = \"wine.example.com\""),
        ("review = 2027-06-01", "review = 2028-06-01"),
        ("kind = \"technical\"", "kind = \"organisational\""),
        ("fee_ground = \"excessive\"", "fee_ground = \"further-copy\""),
    ];
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        let changed = usable(&text.replace(from, to));
        for language in Language::ALL {
            for (old, new) in [(&base, &changed), (&changed, &base)] {
                let told = difference(old, new, language).changes;
                assert!(!told.is_empty(), "{from}");
                for told in told {
                    assert_whole(&told.says);
                }
            }
        }
    }
}

/// No part of it is missing, and what is now is not what was.
fn assert_whole(says: &str) {
    let is_whole = !says.contains("  ") && !says.contains(": .") && !says.ends_with(": ");
    let holes = ["“”", "«\u{a0}\u{a0}»", "«\u{202f}\u{202f}»"];
    assert!(is_whole && holes.iter().all(|hole| !says.contains(hole)), "{says}");
    for (now, before) in [("Now: ", " Before: "), ("Désormais\u{a0}: ", " Auparavant\u{a0}: ")] {
        if let Some((is, was)) = says.split_once(now).and_then(|(_, rest)| rest.split_once(before)) {
            assert_ne!(is, was, "{says}");
        }
    }
}

/// What was mended in the worked policies is told in whole sentences, and so is what would break them again.
#[test]
fn whatever_changes_in_the_worked_policies_has_its_words() {
    let folders = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let folders: Vec<PathBuf> = fs::read_dir(folders)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    assert_eq!(folders.len(), 5);
    for folder in folders {
        let read = |name: &str| usable(&fs::read_to_string(folder.join(name)).unwrap());
        let (published, mended) = (read("policy.toml"), read("mended.toml"));
        for language in Language::ALL {
            for (old, new) in [(&published, &mended), (&mended, &published)] {
                let told = difference(old, new, language).changes;
                assert!(!told.is_empty(), "{}", folder.display());
                for told in told {
                    let is_whole = !told.says.contains("  ") && !told.says.contains(": .");
                    assert!(is_whole && !told.says.ends_with(": "), "{}: {told:?}", folder.display());
                }
            }
        }
    }
}

#[test]
fn french_typography_holds() {
    let (old, new) = (example("old.toml"), example("new.toml"));
    let markdown = difference(&old, &new, Language::French).document.markdown();
    for wrong in [" :", " ;", "« ", " »", "'"] {
        assert!(!markdown.contains(wrong), "`{wrong}` in {markdown}");
    }
}
