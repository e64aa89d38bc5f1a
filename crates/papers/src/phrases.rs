//! What papers say (`texts/*.ftl`), and the countries by their names.

use std::ops::Deref;

use abide_phrases::Messages;

use crate::{
    Language,
    country::{Countries, countries},
};

/// What papers say.
const MESSAGES: Messages =
    Messages { english: include_str!("../texts/en.ftl"), french: include_str!("../texts/fr.ftl") };

/// What a language says in papers.
pub(crate) struct Phrases {
    said: abide_phrases::Phrases,
    countries: Countries,
}

impl Phrases {
    /// Those of the language.
    pub(crate) fn of(language: Language) -> Self {
        Self { said: abide_phrases::Phrases::in_print(language, &[MESSAGES]), countries: countries(language) }
    }

    /// `Ireland`, `Irlande`; the code where there is no such country.
    pub(crate) fn country(&self, code: &str) -> String {
        self.countries.get(code).map_or_else(|| code.to_owned(), |name| self.set(name))
    }
}

impl Deref for Phrases {
    type Target = abide_phrases::Phrases;

    fn deref(&self) -> &Self::Target {
        &self.said
    }
}

#[cfg(test)]
mod tests;
