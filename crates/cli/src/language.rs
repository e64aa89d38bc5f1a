//! In which languages papers are asked for, and findings told.

use abide_phrases::{Language, Messages, Phrases};

/// What the command says around findings.
pub(crate) const MESSAGES: Messages =
    Messages { english: include_str!("../texts/en.ftl"), french: include_str!("../texts/fr.ftl") };

/// What is said of findings in the language.
pub(crate) fn phrases(language: Language) -> Phrases {
    Phrases::of(language, &[MESSAGES, abide_policy::MESSAGES, abide_plan::MESSAGES, abide_engine::MESSAGES])
}

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
}

/// The languages that are named, all where there is none, in the order of all.
pub(crate) fn languages(named: &[PaperLanguage]) -> Vec<Language> {
    let is_named = |language: &Language| named.iter().any(|one| one.language() == *language);
    Language::ALL.into_iter().filter(|language| named.is_empty() || is_named(language)).collect()
}

/// The language in which findings are told, and what the law says.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub(crate) struct Spoken {
    /// Tell it in this language [default: that of LC_ALL, LC_MESSAGES or LANG, else English]
    #[arg(long = "language", global = true, value_name = "LANGUAGE")]
    named: Option<PaperLanguage>,
}

impl Spoken {
    /// The one that was asked for.
    pub(crate) fn language(self) -> Option<Language> {
        self.named.map(PaperLanguage::language)
    }
}

/// What the environment may ask a language for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Sentences.
    Messages,
    /// Dates in them.
    Dates,
}

/// What the environment asks for (POSIX.1-2024, 8.2): the first of these that is set and not empty.
pub(crate) fn of_environment(kind: Kind) -> Language {
    let own = match kind {
        Kind::Messages => "LC_MESSAGES",
        Kind::Dates => "LC_TIME",
    };
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", own, "LANG"].into_iter().find_map(set);
    Language::of_locale(&locale.unwrap_or_default())
}
