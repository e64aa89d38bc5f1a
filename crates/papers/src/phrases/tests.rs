use abide_law::Basis;
use abide_policy::{
    collection::Agreement,
    difference::Aspect,
    ground::SpecialGround,
    recipient::{RecipientKind, Safeguard},
    requests::{FeeGround, Proof},
    unsubscribing::Unsubscribing,
    vocabulary::Vocabulary,
};

use super::Phrases;
use crate::Language;

/// The keys of everything that can change.
fn changes() -> Vec<String> {
    let turns =
        Aspect::ALL.into_iter().flat_map(|aspect| aspect.turns().iter().map(move |turn| (aspect, *turn)));
    turns.map(|(aspect, turn)| crate::difference::key(aspect, turn)).collect()
}

#[test]
fn every_change_has_its_words() {
    for language in Language::ALL {
        let phrases = Phrases::of(language);
        for change in changes() {
            assert!(phrases.has(&change), "{change}");
        }
    }
}

#[test]
fn everything_that_a_policy_may_name_has_its_words() {
    for language in Language::ALL {
        let phrases = Phrases::of(language);
        for basis in Basis::ALL {
            assert!(phrases.has(&format!("basis-{}", basis.key())), "{}", basis.key());
        }
        let kinds = [
            ("safeguard", Safeguard::ALL.iter().map(|one| one.key()).collect::<Vec<_>>()),
            ("kind", RecipientKind::ALL.iter().map(|one| one.key()).chain(["processor"]).collect()),
            ("ground", SpecialGround::ALL.iter().map(|one| one.key()).collect()),
            ("register-ground", SpecialGround::ALL.iter().map(|one| one.key()).collect()),
            ("agreement", Agreement::ALL.iter().map(|one| one.key()).collect()),
            ("proof", Proof::ALL.iter().map(|one| one.key()).collect()),
            ("fee-ground", FeeGround::ALL.iter().map(|one| one.key()).collect()),
            ("unsubscribing", Unsubscribing::ALL.iter().map(|one| one.key()).collect()),
            ("channel", vec!["account", "form", "email", "telephone", "post"]),
        ];
        for (kind, written) in kinds {
            for key in written {
                assert!(phrases.has(&format!("{kind}-{key}")), "{kind}-{key}");
            }
        }
        for event in Vocabulary::built_in().events.keys() {
            assert!(phrases.has(&format!("event-{event}")), "{event}");
            assert!(phrases.has(&format!("event-{event}.until")), "{event}");
        }
    }
}
