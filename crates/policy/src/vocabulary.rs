//! The words a policy may use, built in (`data/vocabulary.toml`) or added by a file: categories, subjects, bases, purposes
//! and events, each with labels and, where there is one, its concept in the W3C Data Privacy Vocabulary.

use std::{collections::BTreeMap, sync::LazyLock};

use toml::de::{DeTable, DeValue};

use crate::model::{Basis, EventKind};

/// A word of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Term {
    /// Its label by language (`en`, `fr`).
    pub label: BTreeMap<String, String>,
    /// The IRI of the concept it stands for, whole.
    pub iri: Option<String>,
    /// Whether it is a special category of data (GDPR art. 9 and 10) by itself; see [`Vocabulary::is_special`].
    pub special: bool,
    /// Whether a purpose is direct marketing (art. 21(2)).
    pub marketing: bool,
}

/// All words a policy may use. The default is the built-in vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// Categories of data: a tree, by dotted key.
    pub categories: BTreeMap<String, Term>,
    /// Kinds of people.
    pub subjects: BTreeMap<String, Term>,
    /// Legal bases. Not extensible: the law lists them.
    pub bases: BTreeMap<String, Term>,
    /// Purposes.
    pub purposes: BTreeMap<String, Term>,
    /// Events.
    pub events: BTreeMap<String, Term>,
    /// The kind of each event.
    pub event_kinds: BTreeMap<String, EventKind>,
}

static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    let (file, _) = DeTable::parse_recoverable(SOURCE);
    let file = file.into_inner();
    Vocabulary {
        categories: terms(&file, "category"),
        subjects: terms(&file, "subject"),
        bases: terms(&file, "basis"),
        purposes: terms(&file, "purpose"),
        events: terms(&file, "event"),
        event_kinds: kinds(&file),
    }
});

const SOURCE: &str = include_str!("../data/vocabulary.toml");

impl Vocabulary {
    /// The built-in vocabulary.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Whether the category or one above it is special.
    pub fn is_special(&self, category: &str) -> bool {
        let mut key = Some(category);
        while let Some(here) = key {
            if self.categories.get(here).is_some_and(|term| term.special) {
                return true;
            }
            key = parent(here);
        }
        false
    }

    /// The IRI that says most about the category: its own, or that of the nearest one above it.
    pub fn category_iri(&self, category: &str) -> Option<&str> {
        let own = self.categories.get(category).and_then(|term| term.iri.as_deref());
        own.or_else(|| parent(category).and_then(|above| self.category_iri(above)))
    }

    /// The term of a legal basis.
    pub fn basis(&self, basis: Basis) -> Option<&Term> {
        self.bases.get(basis.key())
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::built_in().clone()
    }
}

impl Term {
    /// Its label in `language`, else in English, else none.
    pub fn label(&self, language: &str) -> Option<&str> {
        self.label.get(language).or_else(|| self.label.get("en")).map(String::as_str)
    }
}

/// The category above: `contact` of `contact.email`.
pub fn parent(category: &str) -> Option<&str> {
    category.rsplit_once('.').map(|(above, _)| above)
}

/// Writes `dpv:X` and `pd:X` out; any other IRI stays.
pub(crate) fn whole_iri(iri: &str) -> String {
    match iri.split_once(':') {
        Some(("dpv", term)) => format!("https://w3id.org/dpv#{term}"),
        Some(("pd", term)) => format!("https://w3id.org/dpv/pd#{term}"),
        _ => iri.to_owned(),
    }
}

fn section<'f, 'i>(file: &'f DeTable<'i>, name: &str) -> impl Iterator<Item = (String, &'f DeTable<'i>)> {
    let section = file.get(name).and_then(|section| section.get_ref().as_table());
    let entries = section.into_iter().flat_map(DeTable::iter);
    entries.filter_map(|(key, value)| Some((key.get_ref().to_string(), value.get_ref().as_table()?)))
}

fn terms(file: &DeTable<'_>, name: &str) -> BTreeMap<String, Term> {
    section(file, name).map(|(key, entry)| (key, term(entry))).collect()
}

fn term(entry: &DeTable<'_>) -> Term {
    let text = |key: &str| entry.get(key).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
    let truth = |key: &str| entry.get(key).and_then(|value| value.get_ref().as_bool()).unwrap_or_default();
    let label = ["en", "fr"].into_iter().filter_map(|language| Some((language.to_owned(), text(language)?)));
    Term {
        label: label.collect(),
        iri: text("iri").map(|iri| whole_iri(&iri)),
        special: truth("special"),
        marketing: truth("marketing"),
    }
}

fn kinds(file: &DeTable<'_>) -> BTreeMap<String, EventKind> {
    let kind = |entry: &DeTable<'_>| match entry.get("kind").map(toml::Spanned::get_ref) {
        Some(DeValue::String(kind)) if kind == "end" => EventKind::End,
        _ => EventKind::Last,
    };
    section(file, "event").map(|(key, entry)| (key, kind(entry))).collect()
}
