use std::collections::{BTreeMap, BTreeSet};

use abide_law::{Basis, Period, Unit};
use abide_policy::{
    collection::Agreement,
    difference::Aspect,
    ground::SpecialGround,
    recipient::{RecipientKind, Safeguard},
    requests::{FeeGround, Proof},
    vocabulary::Vocabulary,
};
use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use jiff::civil::date;

use super::{Phrases, source};
use crate::Language;

/// Every message and attribute of the language.
fn keys(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let messages = FluentResource::try_new(source(language).to_owned()).expect("the messages can be read");
    let mut keys = BTreeMap::new();
    for entry in messages.entries() {
        let ast::Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        let own = message.value.iter().map(|value| (name.to_owned(), value));
        let attributes = message.attributes.iter();
        let attributes =
            attributes.map(|attribute| (format!("{name}.{}", attribute.id.name), &attribute.value));
        for (key, pattern) in own.chain(attributes) {
            let was = keys.insert(key.clone(), variables(pattern));
            assert!(was.is_none(), "{key} is there twice");
        }
    }
    keys
}

/// What a pattern has put into it.
fn variables(pattern: &ast::Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            in_expression(expression, &mut found);
        }
    }
    found
}

fn in_expression(expression: &ast::Expression<&str>, found: &mut BTreeSet<String>) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            found.extend(variants.iter().flat_map(|variant| variables(&variant.value)));
            selector
        }
    };
    if let ast::InlineExpression::VariableReference { id } = inline {
        found.insert(id.name.to_owned());
    }
}

#[test]
fn each_language_has_every_message_and_they_speak_of_the_same_things() {
    let (english, french) = (keys(Language::English), keys(Language::French));
    assert!(english.len() > 100);
    assert_eq!(english, french);
}

/// Every message is used, and every key that the code spells is a message.
#[test]
fn messages_are_those_that_the_code_asks_for() {
    let code = [
        include_str!("../difference.rs"),
        include_str!("../difference/note.rs"),
        include_str!("../difference/records.rs"),
        include_str!("../difference/sentence.rs"),
        include_str!("../notice.rs"),
        include_str!("../notice/activities.rs"),
        include_str!("../notice/bounds.rs"),
        include_str!("../notice/collections.rs"),
        include_str!("../notice/controller.rs"),
        include_str!("../notice/measures.rs"),
        include_str!("../notice/others.rs"),
        include_str!("../notice/recipients.rs"),
        include_str!("../notice/requests.rs"),
        include_str!("../notice/rights.rs"),
        include_str!("../notice/sites.rs"),
        include_str!("../notice/transfers.rs"),
        include_str!("../keeping.rs"),
        include_str!("../phrases.rs"),
        include_str!("../publication.rs"),
        include_str!("../register.rs"),
        include_str!("../register/activity.rs"),
        include_str!("../register/actors.rs"),
        include_str!("../register/data.rs"),
        include_str!("../register/recipients.rs"),
        include_str!("../wording.rs"),
    ]
    .concat();
    let made = [
        "event-",
        "basis-",
        "safeguard-",
        "role-",
        "register-ground-",
        "agreement-short-",
        "untold-",
        "identity-",
        "region-",
        "kind-",
        "ground-",
        "agreement-",
        "proof-",
        "channel-",
        "fee-ground-",
    ];
    let changes = changes();
    for key in keys(Language::English).into_keys().filter(|key| !key.contains('.')) {
        let is_made = made.iter().any(|start| key.starts_with(start));
        let is_made = is_made || changes.contains(&key);
        assert!(is_made || code.contains(&format!("\"{key}\"")), "nothing says {key}");
    }
}

/// The keys of everything that can change.
fn changes() -> Vec<String> {
    let turns =
        Aspect::ALL.into_iter().flat_map(|aspect| aspect.turns().iter().map(move |turn| (aspect, *turn)));
    turns.map(|(aspect, turn)| crate::difference::key(aspect, turn)).collect()
}

#[test]
fn every_change_has_its_words() {
    for language in Language::ALL {
        let keys = keys(language);
        for change in changes() {
            assert!(keys.contains_key(&change), "{change}");
        }
    }
}

#[test]
fn everything_that_a_policy_may_name_has_its_words() {
    for language in Language::ALL {
        let keys = keys(language);
        for basis in Basis::ALL {
            assert!(keys.contains_key(&format!("basis-{}", basis.key())), "{}", basis.key());
        }
        let kinds = [
            ("safeguard", Safeguard::ALL.iter().map(|one| one.key()).collect::<Vec<_>>()),
            ("kind", RecipientKind::ALL.iter().map(|one| one.key()).chain(["processor"]).collect()),
            ("ground", SpecialGround::ALL.iter().map(|one| one.key()).collect()),
            ("register-ground", SpecialGround::ALL.iter().map(|one| one.key()).collect()),
            ("agreement", Agreement::ALL.iter().map(|one| one.key()).collect()),
            ("proof", Proof::ALL.iter().map(|one| one.key()).collect()),
            ("fee-ground", FeeGround::ALL.iter().map(|one| one.key()).collect()),
            ("channel", vec!["account", "form", "email", "telephone", "post"]),
        ];
        for (kind, written) in kinds {
            for key in written {
                assert!(keys.contains_key(&format!("{kind}-{key}")), "{kind}-{key}");
            }
        }
        for event in Vocabulary::built_in().events.keys() {
            assert!(keys.contains_key(&format!("event-{event}")), "{event}");
            assert!(keys.contains_key(&format!("event-{event}.until")), "{event}");
        }
    }
}

#[test]
fn dates_periods_and_lists_are_those_of_the_language() {
    let (english, french) = (Phrases::of(Language::English), Phrases::of(Language::French));
    let (first, last) = (date(2026, 8, 1), date(2024, 2, 29));
    assert_eq!([english.date(first), english.date(last)], ["1 August 2026", "29 February 2024"]);
    assert_eq!([french.date(first), french.date(last)], ["1er\u{a0}août 2026", "29\u{a0}février 2024"]);
    let period = |amount, unit| Period { amount, unit };
    assert_eq!(english.period(period(1, Unit::Week)), "1 week");
    assert_eq!(english.period(period(12000, Unit::Day)), "12,000 days");
    assert_eq!(french.period(period(1, Unit::Year)), "1\u{a0}an");
    assert_eq!(french.period(period(12000, Unit::Day)), "12\u{202f}000\u{a0}jours");
    let three = ["a", "b", "c"].map(str::to_owned);
    let terms = ["Name", "E-mail address", "IP address"].map(str::to_owned);
    assert_eq!(english.terms(&terms), "Name, e-mail address and IP address");
    assert_eq!([english.all_of(&three), english.one_of(&three)], ["a, b and c", "a, b or c"]);
    assert_eq!([french.all_of(&three), french.one_of(&three)], ["a, b et c", "a, b ou c"]);
}
