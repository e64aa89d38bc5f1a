//! What every verb works with: the printer, the files, the day.

use std::path::PathBuf;

use abide_phrases::{Language, Phrases};
use jiff::Timestamp;

use crate::{
    args::Everywhere,
    language::{self, Kind},
    printer::Printer,
};

/// What every verb works with.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    /// Where words go.
    pub(crate) printer: Printer,
    /// The policy's file.
    pub(crate) policy: PathBuf,
    /// The map's file.
    pub(crate) map: PathBuf,
    /// The journal's file.
    pub(crate) journal: PathBuf,
    /// Whether a program reads.
    pub(crate) json: bool,
    /// The moment the command started: the only reading of the clock.
    pub(crate) now: Timestamp,
    /// The language of dates in sentences.
    pub(crate) dates: Language,
    /// The language of findings.
    pub(crate) language: Language,
}

impl Desk {
    /// The desk that the options ask for.
    pub(crate) fn new(options: &Everywhere, now: Timestamp) -> Self {
        let set = || std::env::var_os("ABIDE_JOURNAL").filter(|path| !path.is_empty()).map(PathBuf::from);
        let beside = || options.policy.with_file_name("abide.journal");
        Self {
            printer: Printer::new(options.color, options.quiet),
            policy: options.policy.clone(),
            map: options.map.clone(),
            journal: options.journal.clone().or_else(set).unwrap_or_else(beside),
            json: options.json,
            now,
            dates: language::of_environment(Kind::Dates),
            language: language::of_environment(Kind::Messages),
        }
    }

    /// What is said in the language of findings.
    pub(crate) fn phrases(&self) -> Phrases {
        language::phrases(self.language)
    }

    /// This desk, for who asked for a language.
    pub(crate) fn speaking(&self, asked: &language::Spoken) -> Self {
        Self { language: asked.language().unwrap_or(self.language), ..self.clone() }
    }
}
