//! Where the messages of a language are.

use crate::Language;

/// What somebody has to say, as the text of a file of Fluent messages for each language.
#[derive(Debug, Clone, Copy)]
pub struct Messages {
    /// `texts/en.ftl`
    pub english: &'static str,
    /// `texts/fr.ftl`
    pub french: &'static str,
}

impl Messages {
    /// Those of the language.
    pub fn of(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::French => self.french,
        }
    }
}

/// Dates and periods.
pub(crate) const COMMON: Messages =
    Messages { english: include_str!("../texts/en.ftl"), french: include_str!("../texts/fr.ftl") };
