//! Drafts from the files of other programs. What those say is in them, what they do not say is asked for, and what there is no place for is
//! left over. The files are kept beside the drafts, to be looked at; `UPDATE=1` writes them anew.

#![allow(clippy::unwrap_used)]

use std::{fs, path::PathBuf};

use abide_exchange::{Draft, ExchangeError, Source, from_fides, from_transcend, to_fideslang};
use abide_law::Basis;
use abide_phrases::{Language, Phrases};
use abide_policy::{check, finding::Severity, is_usable, read_map, read_policy};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

/// The kept file says what the draft does.
fn kept(name: &str, draft: &Draft) {
    let leftovers: String = draft.leftovers.iter().map(|one| format!("{one}\n")).collect();
    for (end, text) in
        [("policy.toml", &draft.policy), ("map.toml", &draft.map), ("leftovers.txt", &leftovers)]
    {
        let kept = path(&format!("{name}.{end}"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&kept, text).unwrap();
        }
        assert_eq!(&fs::read_to_string(&kept).unwrap_or_default(), text, "{}", kept.display());
    }
}

fn fides() -> Draft {
    let (dataset, system) = (text("fides/dataset.yml"), text("fides/system.yml"));
    let sources = [("dataset.yml", &dataset), ("system.yml", &system)];
    from_fides(&sources.map(|(name, text)| Source { name, text })).unwrap()
}

fn transcend(name: &str) -> Draft {
    let text = text(name);
    from_transcend(Source { name: "transcend.yml", text: &text }).unwrap()
}

/// The messages of all errors.
fn errors(policy: &str, map: &str) -> Vec<String> {
    let findings = abide_policy::check_texts(policy, Some(map));
    let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    let phrases = Phrases::of(Language::English, &[abide_policy::MESSAGES]);
    errors.map(|finding| phrases.text(&finding.message)).collect()
}

#[test]
fn drafts_are_as_they_are_kept() {
    kept("fides/draft", &fides());
    kept("transcend/draft", &transcend("transcend/transcend.yml"));
    kept("transcend/draft-of-activities", &transcend("transcend/activities.yml"));
}

#[test]
fn a_draft_lacks_what_the_source_does_not_say_and_nothing_else() {
    let draft = fides();
    let asked: Vec<String> = errors(&draft.policy, &draft.map);
    let keys = ["basis", "nothing says how long", "last_purchase", "last_purchase"];
    assert_eq!(asked.len(), keys.len(), "{asked:?}");
    assert!(asked.iter().zip(keys).all(|(one, key)| one.contains(key)), "{asked:?}");
    for name in ["transcend/transcend.yml", "transcend/activities.yml"] {
        let draft = transcend(name);
        let asked = errors(&draft.policy, &draft.map);
        let known = ["`basis`", "nothing says how long", "`controller", "`subject"];
        let unknown: Vec<_> = asked.iter().filter(|one| !known.iter().any(|key| one.contains(key))).collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

#[test]
fn what_fides_says_is_in_the_draft() {
    let (policy, _) = read_policy(&fides().policy);
    let policy = policy.unwrap();
    assert_eq!(policy.controller.name.value, "Atelier Lumen SAS");
    assert_eq!(policy.controller.data_protection_officer.as_ref().unwrap().name.value, "Cabinet Exemple");
    let orders = policy.activity("orders").unwrap();
    assert_eq!(orders.basis.value, Basis::Contract);
    assert_eq!(orders.keep.to_string(), "5 years after last_purchase");
    assert!(policy.activity("weekly-letter").unwrap().marketing);
    assert_eq!(policy.vocabulary.subjects["gift-recipient"].label("en"), Some("Receivers of gifts"));
    let (map, findings) = read_map(&fides().map);
    assert!(is_usable(&findings), "{findings:?}");
    let map = map.unwrap();
    let customers = &map.stores[0].tables[0];
    assert_eq!(customers.identities[0].0.value, "email");
    assert_eq!(customers.serves[0].activity.value, "orders");
    assert_eq!(map.stores[0].tables[1].links[0].1.table, "customers");
}

#[test]
fn what_is_no_manifest_is_refused_with_the_place() {
    let refused = |text: &str| from_fides(&[Source { name: "x.yml", text }]).unwrap_err();
    assert!(matches!(refused("dataset: [1"), ExchangeError::Form { .. }));
    assert!(matches!(refused("services: {}"), ExchangeError::Nothing { .. }));
    let said = refused("dataset:\n  - fides_key: [x]\n").to_string();
    assert!(said.starts_with("x.yml cannot be read: ") && said.contains('2'), "{said}");
    let none = from_transcend(Source { name: "t.yml", text: "enrichers: []" }).unwrap_err();
    assert!(none.to_string().contains("data-silos"), "{none}");
}

/// Files come from elsewhere: what would fill the memory or the stack is refused.
#[test]
fn hostile_yaml_is_refused() {
    let deep = format!("dataset: {}{}", "[".repeat(20_000), "]".repeat(20_000));
    let mut laughs = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (before, name) in ('a'..='k').zip('b'..='l') {
        let nine = vec![format!("*{before}"); 9].join(", ");
        laughs += &format!("{name}: &{name} [{nine}]\n");
    }
    laughs += "dataset: []\n";
    for text in [deep, laughs] {
        let refused = from_fides(&[Source { name: "x.yml", text: &text }]).unwrap_err().to_string();
        assert!(refused.starts_with("x.yml cannot be read: line "), "{refused}");
    }
}

/// What is quoted in the source ends no string in the draft.
#[test]
fn texts_stay_texts() {
    let text = "system:\n  - fides_key: a\n    description: \"x\\n[activity.evil]\"\n    privacy_declarations:\n      - name: 'Say \"hi\" \\ # no'\n        data_use: marketing\n        data_subjects: [customer]\n        data_categories: [user.name]\n";
    let draft = from_fides(&[Source { name: "x.yml", text }]).unwrap();
    let (policy, _) = read_policy(&draft.policy);
    let policy = policy.unwrap();
    assert_eq!(policy.activities.len(), 1);
    assert_eq!(policy.activities[0].purpose["en"], "Say \"hi\" \\ # no");
}

/// What was exported comes back as it was, as far as both can say it.
#[test]
fn an_exported_policy_comes_back() {
    let policy_text = r#"
format = 1
[controller]
name = "Atelier Lumen"
contact = "data@example.com"
[activity.orders]
purpose = "service-provision"
basis = "contract"
subjects = ["customer"]
data = ["contact.email", "identification.name"]
keep = "5 years after last_purchase, then archive for 5 years"
[activity.letters]
purpose = "direct-marketing"
basis = "consent"
subjects = ["subscriber"]
data = ["contact.email"]
keep = "3 years after collected"
"#;
    let map_text = r#"
format = 1
[store.shop]
url = "env:SHOP"
archive = "shop_archive"
[store.shop.customers]
subject = "customer"
identity = { email = "email" }
serves = { orders = true }
fields = { name = "identification.name", email = "contact.email" }
not_personal = ["id", "bought_on"]
events = { last_purchase = "bought_on" }
"#;
    let (policy, map) = (read_policy(policy_text).0.unwrap(), read_map(map_text).0.unwrap());
    assert!(is_usable(&check(&policy, Some(&map))));
    let exported = to_fideslang(&policy, Some(&map)).unwrap();
    assert_eq!(exported.leftovers, []);
    let draft = from_fides(&[Source { name: "exported.yml", text: &exported.text }]).unwrap();
    let (back, findings) = read_policy(&draft.policy);
    assert!(is_usable(&findings), "{findings:?}\n{}", draft.policy);
    let back = back.unwrap();
    for (was, is) in policy.activities.iter().zip(&back.activities) {
        assert_eq!((was.basis.value, &was.keep, &was.subjects), (is.basis.value, &is.keep, &is.subjects));
        assert_eq!((&was.data, was.marketing, &was.purpose_key), (&is.data, is.marketing, &is.purpose_key));
    }
    let table = &read_map(&draft.map).0.unwrap().stores[0].tables[0];
    assert_eq!(table.fields, map.stores[0].tables[0].fields);
    assert_eq!(table.not_personal, map.stores[0].tables[0].not_personal);
}
