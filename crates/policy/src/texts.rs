//! Texts for people, in several languages.

use std::collections::BTreeMap;

use crate::span::Spanned;

/// The languages in which a policy may say anything, in order.
pub const LANGUAGES: &[&str] = &["en", "fr"];

/// A text by language (`en`, `fr`).
pub type Texts = BTreeMap<String, String>;

/// What somebody is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// In every language the same, as a company is.
    Proper(String),
    /// By language, as several are who have no name of their own: `our accountants`. Never empty.
    Common(Texts),
}

impl Name {
    /// In the language, where it has a name in it.
    pub fn in_language(&self, language: &str) -> Option<&str> {
        match self {
            Self::Proper(name) => Some(name),
            Self::Common(names) => names.get(language).map(String::as_str),
        }
    }

    /// In the first language in which it has one.
    pub fn in_any(&self) -> &str {
        match self {
            Self::Proper(name) => name,
            Self::Common(names) => names.values().next().map_or("", String::as_str),
        }
    }
}

/// That the policy says something to people, where and in which languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The key of the file that holds it: `activity.sale.interest`.
    pub key: Spanned<String>,
    /// The languages in which it is said.
    pub languages: Vec<&'static str>,
}
