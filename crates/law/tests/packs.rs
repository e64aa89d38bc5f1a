//! The packs: what Abide ships says where it is from, and what others write is read or told what is wrong with it.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::collections::BTreeSet;

use abide_law::{
    Basis, Severity,
    pack::{Kind, Packs, Reading, Rule, Said, Standing},
};
use jiff::civil::date;
use proptest::prelude::*;

const SMALL: &str = r#"format = 1
pack = "acme"
title = "What Acme holds itself to"

[period.visits]
says = "Visits are forgotten after a week."
source = ["Acme, house rules 3"]
reading = "official"
checked = 2026-01-31
severity = "advice"
rule = { after = ["recorded"], active = "1 week" }
"#;

#[test]
fn each_shipped_entry_says_where_it_is_from_and_when_that_was_checked() {
    let packs = Packs::shipped();
    let mut ids = BTreeSet::new();
    for entry in packs.entries() {
        assert!(entry.says.texts().all(|says| says.ends_with('.')), "{}", entry.id);
        assert!(!entry.source.is_empty() && entry.source.iter().all(|one| one.len() > 5), "{}", entry.id);
        assert!(entry.checked >= date(2026, 11, 1) && entry.checked <= date(2030, 1, 1), "{}", entry.id);
        assert!(ids.insert(&entry.id), "{} is there twice", entry.id);
    }
    assert!(ids.len() > 60, "only {} entries are shipped", ids.len());
}

#[test]
fn somebody_read_a_text_for_each_shipped_entry() {
    let packs = Packs::shipped();
    let unread: Vec<&str> = packs
        .entries()
        .filter(|entry| entry.reading == Reading::None)
        .map(|entry| entry.id.as_str())
        .collect();
    assert_eq!(unread, [""; 0]);
}

#[test]
fn all_that_is_shipped_is_said_in_both_languages() {
    let packs = Packs::shipped();
    let mut said: Vec<(&str, &Said)> = packs.iter().map(|pack| (pack.name.as_str(), &pack.title)).collect();
    for entry in packs.entries() {
        said.push((&entry.id, &entry.says));
        match &entry.rule {
            Rule::Impact(impact) => said.extend(impact.criteria.iter().map(|one| (entry.id.as_str(), one))),
            Rule::Country(countries) => {
                said.extend(countries.only.iter().map(|one| (entry.id.as_str(), one)));
            }
            _ => {}
        }
    }
    for (id, said) in said {
        let Said::ByLanguage(texts) = said else { panic!("{id}: {said:?}") };
        assert_eq!(texts.keys().collect::<Vec<_>>(), ["en", "fr"], "{id}");
        assert!(
            texts["en"] != texts["fr"] && texts.values().all(|text| text.trim().len() > 7),
            "{id}: {texts:?}"
        );
    }
}

#[test]
fn a_text_is_given_in_the_language_asked_for_or_else_in_one_that_there_is() {
    let read = |says: &str| {
        let mut packs = Packs::default();
        packs.add("acme.toml", &SMALL.replace("\"Visits are forgotten after a week.\"", says)).unwrap();
        let says = &packs.entry("acme/visits").unwrap().says;
        ["en", "fr"].map(|code| says.in_language(code).to_owned())
    };
    assert_eq!(read("'One for all.'"), ["One for all.", "One for all."]);
    assert_eq!(read("{ en = 'One.', fr = 'Un.' }"), ["One.", "Un."]);
    assert_eq!(read("{ fr = 'Un.' }"), ["Un.", "Un."]);
    assert_eq!(read("{ de = 'Eins.', en = 'One.' }"), ["One.", "One."]);
}

#[test]
fn a_rule_is_said_in_one_language() {
    let packs = Packs::shipped();
    let rule = |id: &str, code| packs.entry(id).unwrap().rule.in_language(code);
    let Rule::Impact(impact) = rule("gdpr/high-risk", "fr") else { panic!() };
    assert_eq!(impact.criteria[2], Said::Once("surveillance systématique".to_owned()));
    assert_eq!(impact.signs[2].of, "surveillance systématique");
    let Rule::Country(canada) = rule("gdpr/canada", "en") else { panic!() };
    assert_eq!(canada.only, Some(Said::Once("commercial organisations".to_owned())));
    assert_eq!(rule("gdpr/answer", "fr"), packs.entry("gdpr/answer").unwrap().rule);
}

#[test]
fn there_is_something_of_every_kind() {
    let packs = Packs::shipped();
    for kind in Kind::ALL {
        assert!(packs.entries().any(|entry| entry.kind == kind), "{}", kind.key());
    }
    let bases: BTreeSet<Basis> = packs
        .entries()
        .filter_map(|entry| match &entry.rule {
            Rule::Right(rights) => Some(rights.basis),
            _ => None,
        })
        .collect();
    assert_eq!(bases, BTreeSet::from(Basis::ALL));
}

#[test]
fn a_decision_on_a_country_ends_when_it_says() {
    let packs = Packs::shipped();
    let kingdom = packs.entry("gdpr/united-kingdom").unwrap();
    assert!(kingdom.holds(date(2031, 12, 27)) && !kingdom.holds(date(2031, 12, 28)));
    let adequate = packs.entries().filter_map(|entry| match &entry.rule {
        Rule::Country(countries) if countries.standing == Standing::Adequate => Some(&countries.countries),
        _ => None,
    });
    let adequate: BTreeSet<&str> = adequate.flatten().map(String::as_str).collect();
    let expected = "AD AR BR CA CH FO GB GG IL IM JE JP KR NZ US UY".split(' ').collect::<BTreeSet<_>>();
    assert_eq!(adequate, expected);
}

#[test]
fn calls_need_consent_since_august_2026() {
    let packs = Packs::shipped();
    let calls = packs.entry("france/calls").unwrap();
    assert!(!calls.holds(date(2026, 8, 10)) && calls.holds(date(2026, 8, 11)));
}

#[test]
fn a_pack_of_one_s_own_is_read_beside_them() {
    let mut packs = Packs::shipped();
    packs.add("acme.toml", SMALL).unwrap();
    let entry = packs.entry("acme/visits").unwrap();
    assert_eq!((entry.kind, entry.severity), (Kind::Period, Severity::Advice));
    let names: Vec<&str> = packs.iter().map(|pack| pack.name.as_str()).collect();
    assert_eq!(names, ["gdpr", "france", "pci-dss", "mail", "acme"]);
    let error = packs.add("again.toml", SMALL).unwrap_err();
    assert_eq!(error.to_string(), "again.toml, line 2: there is a pack `acme` already");
}

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    let entry = "\n[deadline.visits]\nsays = \"x\"\nsource = [\"y\"]\nreading = \"none\"\nchecked = 2026-01-31\nseverity = \"error\"\nrule = { of = \"answer\", within = \"1 month\" }\n";
    let twice = format!("{SMALL}{entry}");
    let risk = entry.replace("deadline.visits", "impact.risk").replace(
        "{ of = \"answer\", within = \"1 month\" }",
        "{ at_least = 1, criteria = [\"a\", { en = \"b\" }], signs = [{ of = \"b\" }, { of = \"c\" }] }",
    );
    let risk = format!("{SMALL}{risk}");
    let cases = [
        ("", "x.toml, line 1: missing field `format`"),
        ("format = 1\npack = ", "x.toml, line 2: string values must be quoted, expected literal string"),
        (
            &SMALL.replace("format = 1", "format = 2"),
            "x.toml, line 1: `format` is 2, and this version of Abide reads 1",
        ),
        (
            &SMALL.replace("\"acme\"", "\"Acme 1\""),
            "x.toml, line 2: `Acme 1` is no name for a pack or an entry",
        ),
        (
            &SMALL.replace("period.visits", "period.\"a/b\""),
            "x.toml, line 5: `a/b` is no name for a pack or an entry",
        ),
        (&SMALL.replace("[period.visits]", "[periods.visits]"), "x.toml, line 5: unknown field `periods`"),
        (&SMALL.replace("reading = \"official\"\n", ""), "x.toml, line 5: missing field `reading`"),
        (
            &SMALL.replace("\"official\"", "\"read\""),
            "x.toml, line 8: unknown variant `read`, expected one of `official`, `secondary`, `none`",
        ),
        (&SMALL.replace("2026-01-31", "\"2026-01-31\""), "x.toml, line 9: invalid type: string"),
        (&SMALL.replace("2026-01-31", "2026-01-31T10:00:00"), "x.toml, line 9: this is no day"),
        (&SMALL.replace("[\"Acme, house rules 3\"]", "[]"), "x.toml, line 5: `visits` has no source"),
        (&SMALL.replace("[\"Acme, house rules 3\"]", "[\" \"]"), "x.toml, line 5: `visits` has no source"),
        (&SMALL.replace("Visits are forgotten after a week.", ""), "x.toml, line 5: `visits` says nothing"),
        (&SMALL.replace("1 week", "a week"), "x.toml, line 11: `a week` is no period: write a number"),
        (&SMALL.replace("1 week", "70000 weeks"), "x.toml, line 11: `70000 weeks` is no period"),
        (
            &SMALL.replace("rule =", "valid_from = 2026-02-01\nvalid_until = 2026-01-01\nrule ="),
            "x.toml, line 5: `visits` ends before it begins",
        ),
        (
            &SMALL.replace("\"Visits are forgotten after a week.\"", "{ english = \"x\" }"),
            "x.toml, line 6: `english` is no code of a language",
        ),
        (
            &SMALL.replace("\"Visits are forgotten after a week.\"", "{}"),
            "x.toml, line 6: there is no text in any language",
        ),
        (
            &SMALL.replace("\"Visits are forgotten after a week.\"", "{ en = \"x\", fr = \" \" }"),
            "x.toml, line 5: `visits` says nothing",
        ),
        (
            &SMALL.replace("\"Visits are forgotten after a week.\"", "7"),
            "x.toml, line 6: invalid type: integer",
        ),
        (&risk, "x.toml, line 19: `c` is none of the criteria"),
        (&twice, "x.toml, line 13: the name `visits` is given to two entries"),
    ];
    for (text, expected) in cases {
        let error = Packs::default().add("x.toml", text).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}\nis not\n{expected}");
        assert!(!error.help().is_empty());
    }
}

#[test]
fn what_is_read_is_the_same_for_a_program() {
    let mut packs = Packs::default();
    packs.add("acme.toml", SMALL).unwrap();
    let entry = packs.entry("acme/visits").unwrap();
    let Rule::Period(period) = &entry.rule else { panic!() };
    assert_eq!(period.most().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>(), ["1 week"]);
    assert_eq!((period.after.as_slice(), period.least), (&["recorded".to_owned()][..], None));
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(from in 0..SMALL.len(), to in 0..SMALL.len(), put in "[\\PC\n\"\\[\\]={}]{0,12}") {
        let (from, to) = (from.min(to), from.max(to));
        let text = format!("{}{put}{}", &SMALL[..from], &SMALL[to..]);
        if let Err(error) = Packs::default().add("x.toml", &text) {
            prop_assert!(error.to_string().starts_with("x.toml, line "), "{}", error);
        }
    }
}
