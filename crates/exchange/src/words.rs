//! What the words of others are in Abide's vocabulary, and back.

use std::{collections::BTreeMap, sync::LazyLock};

use abide_policy::vocabulary::parent;
use serde::Deserialize;

static FIDESLANG: LazyLock<Words> = LazyLock::new(|| read(include_str!("../data/fideslang.toml")));
static TRANSCEND: LazyLock<Words> = LazyLock::new(|| read(include_str!("../data/transcend.toml")));

/// The words of one program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    category: Meanings,
    subject: Meanings,
    #[serde(rename = "use")]
    uses: Meanings,
    /// Usual names, as plain names, of categories that have no key there.
    #[serde(default)]
    named: Meanings,
}

/// Their words for each of ours. Never empty; the first says it best.
type Meanings = BTreeMap<String, Vec<String>>;

fn read(text: &str) -> Words {
    toml::from_str(text).expect("the shipped words can be read, as a test shows")
}

/// Those of fideslang.
pub(crate) fn fideslang() -> &'static Words {
    &FIDESLANG
}

/// Those of `transcend.yml`.
pub(crate) fn transcend() -> &'static Words {
    &TRANSCEND
}

impl Words {
    /// Our category for theirs, or for the nearest above it.
    pub(crate) fn category(&self, key: &str) -> Option<&str> {
        nearest(&self.category, key)
    }

    /// Our purpose for theirs, or for the nearest above it.
    pub(crate) fn purpose(&self, key: &str) -> Option<&str> {
        nearest(&self.uses, key)
    }

    /// Our kind of people for theirs.
    pub(crate) fn subject(&self, key: &str) -> Option<&str> {
        ours(&self.subject, key)
    }

    /// Our category for a usual name of it, which is no key.
    pub(crate) fn named(&self, name: &str) -> Option<&str> {
        ours(&self.named, name)
    }

    /// Their category for ours, or for the nearest above it, and whether it says the same.
    pub(crate) fn their_category(&self, key: &str) -> Option<(&str, bool)> {
        let own = theirs(&self.category, key).map(|theirs| (theirs, true));
        own.or_else(|| Some((self.their_category(parent(key)?)?.0, false)))
    }

    /// Their purpose for ours.
    pub(crate) fn their_use(&self, key: &str) -> Option<&str> {
        theirs(&self.uses, key)
    }

    /// Their kind of people for ours.
    pub(crate) fn their_subject(&self, key: &str) -> Option<&str> {
        theirs(&self.subject, key)
    }
}

fn nearest<'w>(words: &'w Meanings, key: &str) -> Option<&'w str> {
    ours(words, key).or_else(|| nearest(words, parent(key)?))
}

fn ours<'w>(words: &'w Meanings, key: &str) -> Option<&'w str> {
    words.iter().find(|(_, theirs)| theirs.iter().any(|one| one == key)).map(|(ours, _)| ours.as_str())
}

fn theirs<'w>(words: &'w Meanings, key: &str) -> Option<&'w str> {
    words.get(key)?.first().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use abide_policy::vocabulary::Vocabulary;

    use super::*;

    #[test]
    fn our_words_are_those_of_the_vocabulary() {
        let ours = Vocabulary::built_in();
        for words in [fideslang(), transcend()] {
            assert!(words.category.len() > 10 && words.subject.len() > 5 && words.uses.len() > 5);
            assert!(words.category.keys().all(|key| ours.categories.contains_key(key)), "{words:?}");
            assert!(words.named.keys().all(|key| ours.categories.contains_key(key)), "{words:?}");
            assert!(words.subject.keys().all(|key| ours.subjects.contains_key(key)), "{words:?}");
            assert!(words.uses.keys().all(|key| ours.purposes.contains_key(key)), "{words:?}");
        }
    }

    #[test]
    fn what_has_no_word_goes_by_the_one_above() {
        let words = fideslang();
        assert_eq!(words.category("user.contact.url"), Some("contact"));
        assert_eq!(words.category("user"), None);
        assert_eq!(words.purpose("marketing.communications.email"), Some("direct-marketing"));
        assert_eq!(words.their_category("contact.email"), Some(("user.contact.email", true)));
        assert_eq!(
            words.their_category("financial.bank_account.iban"),
            Some(("user.financial.bank_account", false))
        );
        assert_eq!(words.their_category("fraud.case"), None);
        assert_eq!(words.their_use("service-improvement"), Some("functional.service.improve"));
    }
}
