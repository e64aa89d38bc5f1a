//! In which languages papers are asked for.

use abide_papers::Language;

use crate::show::words;

/// A language of papers, as it is asked for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum PaperLanguage {
    /// English
    En,
    /// French
    Fr,
}

impl PaperLanguage {
    /// The language itself.
    pub(crate) fn language(self) -> Language {
        match self {
            Self::En => Language::English,
            Self::Fr => Language::French,
        }
    }

    /// The same, for what is shown.
    pub(crate) fn spoken(self) -> words::Language {
        match self {
            Self::En => words::Language::English,
            Self::Fr => words::Language::French,
        }
    }
}

/// The languages that are named, all where there is none, in the order of all.
pub(crate) fn languages(named: &[PaperLanguage]) -> Vec<Language> {
    let is_named = |language: &Language| named.iter().any(|one| one.language() == *language);
    Language::ALL.into_iter().filter(|language| named.is_empty() || is_named(language)).collect()
}
