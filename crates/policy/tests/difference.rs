//! What changed between two versions of a policy.

#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf};

use abide_policy::{
    difference::{Aspect, Bearing, Change, Turn, compare},
    is_usable,
    model::Policy,
    read_policy,
};
use proptest::prelude::*;

const BASE: &str = r#"
format = 1
version = 2026-01-01
law = ["gdpr"]

[controller]
name = "Comptoir Fabre"
country = "FR"
address = "1 rue des Exemples"
contact = "data@example.com"

[controller.data_protection_officer]
name = "An office"
contact = "dpo@example.com"

[clause."fabre/1"]
says = "We keep it for three years."

[activity.newsletter]
purpose = "newsletter"
basis = "consent"
subjects = ["subscriber"]
data = ["contact.email", "identification.name"]
keep = "3 years after collected"
recipients = ["mailing"]
clause = "fabre/1"

[activity.orders]
purpose = { en = "Orders" }
basis = "contract"
subjects = ["customer"]
data = ["contact", "contract.order"]
keep = "5 years after last_contact, then archive for 5 years"

[processor.mailing]
name = "Example Mailing"
location = ["FR"]
sub_processors = ["hosting"]

[processor.hosting]
name = "Example Hosting"
location = ["FR"]

[forbidden."special.health"]

[collection.shop]
label = { en = "Shop" }
activities = ["orders"]
required = ["contact.email"]
agreement = "box"

[requests]
answer = "1 month"
identity = "on-doubt"
channels = { email = "rights@example.com" }

[territory.here]
countries = ["FR"]
"#;

fn usable(text: &str) -> Policy {
    let (policy, findings) = read_policy(text);
    assert!(is_usable(&findings), "{findings:?}");
    policy.unwrap()
}

/// What follows from having `to` in place of `from`.
fn replaced(from: &str, to: &str) -> Vec<Change> {
    assert_eq!(BASE.matches(from).count(), 1, "{from}");
    compare(&usable(BASE), &usable(&BASE.replace(from, to)))
}

fn told(changes: &[Change]) -> Vec<(Bearing, Aspect, Turn)> {
    changes.iter().map(|change| (change.bearing, change.aspect, change.turn)).collect()
}

/// A change of the text, and what it is told as both ways round.
const CASES: &[(&str, &str, Told, Told)] = &[
    ("3 years after collected", "4 years after collected", LONGER, SHORTER),
    ("3 years after collected", "3 years after collected or last_activity", LONGER, SHORTER),
    ("3 years after collected", "3 years after collected, then archive for 1 year", LONGER, SHORTER),
    ("3 years after collected", "3 years after last_activity", KEPT_OTHERWISE, KEPT_OTHERWISE),
    ("3 years after collected", "3 years after collected, then anonymise", KEPT_OTHERWISE, KEPT_OTHERWISE),
    ("then archive for 5 years", "then archive for 6 years", LONGER, SHORTER),
    // In use for longer, and gone sooner.
    (
        "5 years after last_contact, then archive for 5 years",
        "6 years after last_contact",
        KEPT_OTHERWISE,
        KEPT_OTHERWISE,
    ),
    (
        "5 years after last_contact, then archive for 5 years",
        "6 years after last_contact, then archive for 4 years",
        LONGER,
        SHORTER,
    ),
    (
        "\"contract.order\"",
        "\"contract.order\", \"connection.ip\"",
        (Bearing::Heavier, Aspect::Category, Turn::Added),
        (Bearing::Lighter, Aspect::Category, Turn::Removed),
    ),
    (
        "data = [\"contact.email\", ",
        "data = [\"contact\", ",
        (Bearing::Heavier, Aspect::Category, Turn::Wider),
        (Bearing::Lighter, Aspect::Category, Turn::Narrower),
    ),
    (
        "[\"customer\"]",
        "[\"customer\", \"prospect\"]",
        (Bearing::Heavier, Aspect::Subject, Turn::Added),
        (Bearing::Lighter, Aspect::Subject, Turn::Removed),
    ),
    (
        "basis = \"consent\"",
        "basis = \"legitimate-interest\"",
        (Bearing::Other, Aspect::Basis, Turn::Changed),
        (Bearing::Other, Aspect::Basis, Turn::Changed),
    ),
    (
        "{ en = \"Orders\" }",
        "{ en = \"Orders and repairs\" }",
        (Bearing::Other, Aspect::Purpose, Turn::Changed),
        (Bearing::Other, Aspect::Purpose, Turn::Changed),
    ),
    (
        "recipients = [\"mailing\"]",
        "recipients = [\"mailing\", \"hosting\"]",
        (Bearing::Heavier, Aspect::ActivityRecipient, Turn::Added),
        (Bearing::Lighter, Aspect::ActivityRecipient, Turn::Removed),
    ),
    (
        "name = \"Example Hosting\"\nlocation = [\"FR\"]",
        "name = \"Example Hosting\"\nlocation = [\"FR\", \"US\"]",
        (Bearing::Heavier, Aspect::Country, Turn::Added),
        (Bearing::Lighter, Aspect::Country, Turn::Removed),
    ),
    (
        "name = \"Example Hosting\"\n",
        "name = \"Example Hosting\"\nsafeguard = \"certification\"\n",
        (Bearing::Lighter, Aspect::Safeguard, Turn::Added),
        (Bearing::Heavier, Aspect::Safeguard, Turn::Removed),
    ),
    (
        "name = \"Example Hosting\"\n",
        "name = \"Example Hosts\"\n",
        (Bearing::Nominal, Aspect::Recipient, Turn::Changed),
        (Bearing::Nominal, Aspect::Recipient, Turn::Changed),
    ),
    (
        "sub_processors = [\"hosting\"]",
        "",
        (Bearing::Lighter, Aspect::SubProcessor, Turn::Removed),
        (Bearing::Heavier, Aspect::SubProcessor, Turn::Added),
    ),
    (
        "[processor.hosting]",
        "[recipient.printer]\nname = \"Example Printer\"\nlocation = [\"FR\"]\n\n[processor.hosting]",
        (Bearing::Heavier, Aspect::Recipient, Turn::Added),
        (Bearing::Lighter, Aspect::Recipient, Turn::Removed),
    ),
    (
        "[forbidden.\"special.health\"]",
        "",
        (Bearing::Heavier, Aspect::Forbidden, Turn::Removed),
        (Bearing::Lighter, Aspect::Forbidden, Turn::Added),
    ),
    (
        "[clause.\"fabre/1\"]",
        "[measure.encryption]\nkind = \"technical\"\nsays = { en = \"Encrypted\" }\n\n[clause.\"fabre/1\"]",
        (Bearing::Lighter, Aspect::Measure, Turn::Added),
        (Bearing::Heavier, Aspect::Measure, Turn::Removed),
    ),
    (
        "for three years.",
        "for three years at most.",
        (Bearing::Other, Aspect::Clause, Turn::Changed),
        (Bearing::Other, Aspect::Clause, Turn::Changed),
    ),
    (
        "\"dpo@example.com\"",
        "\"office@example.com\"",
        (Bearing::Nominal, Aspect::Officer, Turn::Changed),
        (Bearing::Nominal, Aspect::Officer, Turn::Changed),
    ),
    (
        "\"An office\"",
        "\"Another office\"",
        (Bearing::Other, Aspect::Officer, Turn::Changed),
        (Bearing::Other, Aspect::Officer, Turn::Changed),
    ),
    (
        "\"Comptoir Fabre\"",
        "\"Maison Fabre\"",
        (Bearing::Other, Aspect::Controller, Turn::Changed),
        (Bearing::Other, Aspect::Controller, Turn::Changed),
    ),
    (
        "address = \"1 rue des Exemples\"\n",
        "",
        (Bearing::Nominal, Aspect::ControllerAddress, Turn::Removed),
        (Bearing::Nominal, Aspect::ControllerAddress, Turn::Added),
    ),
    (
        "[\"gdpr\"]",
        "[\"gdpr\", \"france\"]",
        (Bearing::Other, Aspect::Law, Turn::Added),
        (Bearing::Other, Aspect::Law, Turn::Removed),
    ),
    (
        "version = 2026-01-01",
        "version = 2026-01-01\nunpublished = [\"rights\"]",
        (Bearing::Heavier, Aspect::Untold, Turn::Added),
        (Bearing::Lighter, Aspect::Untold, Turn::Removed),
    ),
    (
        "purpose = { en = \"Orders\" }",
        "purpose = { en = \"Orders\" }\nautomated_decisions = { en = \"Who may pay later.\" }",
        (Bearing::Heavier, Aspect::AutomatedDecisions, Turn::Added),
        (Bearing::Lighter, Aspect::AutomatedDecisions, Turn::Removed),
    ),
    (
        "purpose = { en = \"Orders\" }",
        "purpose = { en = \"Orders\" }\nsource = { en = \"A list.\" }",
        (Bearing::Other, Aspect::DataSource, Turn::Added),
        (Bearing::Other, Aspect::DataSource, Turn::Removed),
    ),
    (
        "required = [\"contact.email\"]",
        "required = [\"contact.email\", \"contact.phone\"]",
        (Bearing::Heavier, Aspect::Required, Turn::Added),
        (Bearing::Lighter, Aspect::Required, Turn::Removed),
    ),
    (
        "agreement = \"box\"",
        "agreement = \"use\"",
        (Bearing::Other, Aspect::Agreement, Turn::Changed),
        (Bearing::Other, Aspect::Agreement, Turn::Changed),
    ),
    (
        "answer = \"1 month\"",
        "answer = \"2 months\"",
        (Bearing::Heavier, Aspect::Answer, Turn::Longer),
        (Bearing::Lighter, Aspect::Answer, Turn::Shorter),
    ),
    (
        "answer = \"1 month\"",
        "answer = \"30 days\"",
        (Bearing::Other, Aspect::Answer, Turn::Changed),
        (Bearing::Other, Aspect::Answer, Turn::Changed),
    ),
    (
        "identity = \"on-doubt\"",
        "identity = \"always\"",
        (Bearing::Heavier, Aspect::Identity, Turn::Changed),
        (Bearing::Lighter, Aspect::Identity, Turn::Changed),
    ),
    (
        "identity = \"on-doubt\"",
        "identity = \"on-doubt\"\nfee = { en = \"Ten euros.\" }",
        (Bearing::Heavier, Aspect::Fee, Turn::Added),
        (Bearing::Lighter, Aspect::Fee, Turn::Removed),
    ),
    (
        "channels = { email = \"rights@example.com\" }",
        "channels = { email = \"rights@example.com\", telephone = \"0\" }",
        (Bearing::Lighter, Aspect::Channel, Turn::Added),
        (Bearing::Heavier, Aspect::Channel, Turn::Removed),
    ),
    (
        "channels = { email = \"rights@example.com\" }",
        "channels = { email = \"people@example.com\" }",
        (Bearing::Nominal, Aspect::Channel, Turn::Changed),
        (Bearing::Nominal, Aspect::Channel, Turn::Changed),
    ),
    (
        "countries = [\"FR\"]",
        "countries = [\"EU\", \"FR\"]",
        (Bearing::Heavier, Aspect::Region, Turn::Added),
        (Bearing::Lighter, Aspect::Region, Turn::Removed),
    ),
    (
        "name = \"Example Hosting\"\n",
        "name = \"Example Hosting\"\ndata = [\"contact.email\"]\n",
        (Bearing::Lighter, Aspect::RecipientData, Turn::Added),
        (Bearing::Heavier, Aspect::RecipientData, Turn::Removed),
    ),
    (
        "[forbidden.\"special.health\"]",
        "[forbidden_recipient.buyer]\n[forbidden.\"special.health\"]",
        (Bearing::Lighter, Aspect::ForbiddenRecipient, Turn::Added),
        (Bearing::Heavier, Aspect::ForbiddenRecipient, Turn::Removed),
    ),
    (
        "name = \"Example Hosting\"\n",
        "name = { en = \"Our host\", fr = \"Notre hébergeur\" }\n",
        (Bearing::Nominal, Aspect::Recipient, Turn::Changed),
        (Bearing::Nominal, Aspect::Recipient, Turn::Changed),
    ),
    (
        "purpose = { en = \"Orders\" }",
        "purpose = { en = \"Orders\" }\nno_recipients = true",
        (Bearing::Lighter, Aspect::NoRecipients, Turn::Added),
        (Bearing::Heavier, Aspect::NoRecipients, Turn::Removed),
    ),
    (
        "[forbidden.\"special.health\"]",
        "[all_activities]\nvoluntary = true\n[forbidden.\"special.health\"]",
        (Bearing::Lighter, Aspect::Voluntary, Turn::Added),
        (Bearing::Heavier, Aspect::Voluntary, Turn::Removed),
    ),
    (
        "purpose = { en = \"Orders\" }",
        "purpose = { en = \"Orders\" }\notherwise = { en = \"We cannot deliver.\" }",
        (Bearing::Other, Aspect::ActivityOtherwise, Turn::Added),
        (Bearing::Other, Aspect::ActivityOtherwise, Turn::Removed),
    ),
];

type Told = (Bearing, Aspect, Turn);
const LONGER: Told = (Bearing::Heavier, Aspect::Period, Turn::Longer);
const SHORTER: Told = (Bearing::Lighter, Aspect::Period, Turn::Shorter);
const KEPT_OTHERWISE: Told = (Bearing::Other, Aspect::Period, Turn::Changed);

#[test]
fn each_change_is_told_once_and_its_contrary_the_other_way_round() {
    for (from, to, there, back) in CASES {
        let changed = BASE.replace(from, to);
        assert_eq!(told(&replaced(from, to)), [*there], "{from} → {to}");
        assert_eq!(told(&compare(&usable(&changed), &usable(BASE))), [*back], "{to} → {from}");
    }
}

#[test]
fn the_same_in_other_words_is_no_change() {
    assert_eq!(replaced("3 years after collected", "36 months after collected"), []);
    assert_eq!(replaced("[\"contact\", \"contract.order\"]", "[\"contract.order\", \"contact\"]"), []);
}

#[test]
fn a_change_carries_what_was_and_what_is() {
    let changes = replaced("data = [\"contact.email\", ", "data = [\"contact\", ");
    let json = serde_json::to_value(&changes[0]).unwrap();
    let expected = serde_json::json!({
        "bearing": "heavier",
        "aspect": "category",
        "turn": "wider",
        "activity": { "old": "newsletter", "new": "newsletter" },
        "from": ["contact.email"],
        "to": ["contact"],
    });
    assert_eq!(json, expected);
}

#[test]
fn an_activity_of_another_name_and_all_else_the_same_is_renamed() {
    let changes = replaced("[activity.newsletter]", "[activity.letters]");
    assert_eq!(told(&changes), [(Bearing::Nominal, Aspect::Activity, Turn::Renamed)]);
    assert_eq!((&changes[0].from[0], &changes[0].to[0]), (&"newsletter".to_owned(), &"letters".to_owned()));
}

#[test]
fn a_renamed_activity_is_compared_with_what_it_was() {
    let renamed = BASE.replace("[activity.newsletter]", "[activity.letters]");
    let changes = compare(
        &usable(BASE),
        &usable(&renamed.replace("3 years after collected", "4 years after collected")),
    );
    assert_eq!(told(&changes), [LONGER, (Bearing::Nominal, Aspect::Activity, Turn::Renamed)]);
}

#[test]
fn another_purpose_makes_another_activity_of_it() {
    let changes = replaced(
        "[activity.newsletter]\npurpose = \"newsletter\"",
        "[activity.letters]\npurpose = \"direct-marketing\"",
    );
    let expected = [
        (Bearing::Heavier, Aspect::Activity, Turn::Added),
        (Bearing::Lighter, Aspect::Activity, Turn::Removed),
    ];
    assert_eq!(told(&changes), expected);
}

#[test]
fn what_weighs_more_comes_first() {
    let new = BASE
        .replace("1 rue des Exemples", "2 rue des Exemples")
        .replace("[\"customer\"]", "[\"prospect\"]")
        .replace("basis = \"consent\"", "basis = \"contract\"");
    let changes = compare(&usable(BASE), &usable(&new));
    let bearings: Vec<Bearing> = changes.iter().map(|change| change.bearing).collect();
    assert_eq!(bearings, [Bearing::Heavier, Bearing::Other, Bearing::Lighter, Bearing::Nominal]);
}

#[test]
fn the_worked_policies_differ_from_each_other_and_not_from_themselves() {
    let folders = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let files = fs::read_dir(folders).unwrap().map(|entry| entry.unwrap().path().join("policy.toml"));
    let policies: Vec<Policy> =
        files.filter_map(|path| fs::read_to_string(path).ok()).map(|text| usable(&text)).collect();
    assert_eq!(policies.len(), 5);
    for one in &policies {
        for other in &policies {
            let is_same = one.controller.name == other.controller.name;
            let changes = compare(one, other);
            assert_eq!(changes.is_empty(), is_same);
            for change in changes {
                assert!(change.aspect.turns().contains(&change.turn), "{change:?}");
            }
        }
    }
}

proptest! {
    // Each compares every day of four years.
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the periods: longer one way round is shorter the other.
    #[test]
    fn periods_compare_both_ways_round(one in phrase(), other in phrase()) {
        let with = |phrase: &str| usable(&BASE.replace("3 years after collected", phrase));
        let there = told(&compare(&with(&one), &with(&other)));
        let back = told(&compare(&with(&other), &with(&one)));
        match there.as_slice() {
            [] => prop_assert!(back.is_empty()),
            [told] if *told == LONGER => prop_assert_eq!(&back, &[SHORTER]),
            [told] if *told == SHORTER => prop_assert_eq!(&back, &[LONGER]),
            [told] => { prop_assert_eq!(*told, KEPT_OTHERWISE); prop_assert_eq!(&back, &[KEPT_OTHERWISE]); }
            _ => prop_assert!(false, "{:?}", there),
        }
    }
}

fn phrase() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["days", "weeks", "months", "years"]);
    let events = prop::sample::select(vec!["collected", "last_contact", "collected or last_contact"]);
    let archive = prop::option::of(2..9_u8);
    (2..40_u8, unit, events, archive).prop_map(|(amount, unit, events, archive)| {
        let then = archive.map(|years| format!(", then archive for {years} years")).unwrap_or_default();
        format!("{amount} {unit} after {events}{then}")
    })
}
