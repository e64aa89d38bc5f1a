//! Law packs: what the law and its authorities say, as dated data. A pack is a TOML file; Abide ships some (`packs/`), and reads
//! others that a user has. Each entry says where it was read, when that was checked, and how much it weighs.
//!
//! Packs inform and are no legal advice. What a policy is held to is for the policy's reader to decide; nothing here does.

mod error;
mod kind;
mod read;
mod rule;
mod said;
mod shipped;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Severity;
pub use error::PackError;
pub use kind::Kind;
pub use rule::{
    Act, Answer, Asked, Authority, CallingHours, Consent, Controller, Countries, Deadline, Due, Duty, Impact,
    Means, Needs, NoticeItem, Obtained, Processor, ReferencePeriod, Request, Rights, Rule, Sign, Special,
    Standing, Storage, Term, Unsubscribing, Within,
};
pub use said::Said;

/// A pack, read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// Its name, by which a policy names it: `gdpr`.
    pub name: String,
    /// What it is: `General Data Protection Regulation`.
    pub title: Said,
    /// Its entries, by kind and id.
    pub entries: Vec<Entry>,
}

/// One thing that the law says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The pack's name and its own: `france/prospects`.
    pub id: String,
    /// What kind of rule it is.
    pub kind: Kind,
    /// The rule in a sentence.
    pub says: Said,
    /// Where the law says so: articles, deliberations. Never empty.
    pub source: Vec<String>,
    /// What was read for it.
    pub reading: Reading,
    /// When that was last done.
    pub checked: Date,
    /// What it weighs when something is otherwise.
    pub severity: Severity,
    /// The first day on which it holds, where it has one.
    pub valid_from: Option<Date>,
    /// The last day on which it holds, where it has one.
    pub valid_until: Option<Date>,
    /// The rule for a program.
    pub rule: Rule,
}

impl Entry {
    /// The name of its pack.
    pub fn pack(&self) -> &str {
        self.id.split_once('/').map_or("", |(pack, _)| pack)
    }

    /// Its own name, without that of its pack.
    pub fn name(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(_, name)| name)
    }

    /// Whether it holds on the day.
    pub fn holds(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }
}

/// What was read when an entry was written or checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// The official text.
    Official,
    /// A text that quotes or tells the official one.
    Secondary,
    /// Nothing: it is what the field knows.
    None,
}

/// Packs by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Packs {
    packs: Vec<Pack>,
}

impl Packs {
    /// Those that Abide ships.
    pub fn shipped() -> Self {
        Self { packs: shipped::packs() }
    }

    /// Reads one more. `file` is how the text is called when something is wrong with it.
    ///
    /// # Errors
    /// When the text is no pack, or there is one of that name.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), PackError> {
        let pack = read::read(file, text)?;
        if self.pack(&pack.name).is_some() {
            return Err(PackError::Known {
                file: file.to_owned(),
                line: read::line_of_name(text),
                name: pack.name,
            });
        }
        self.packs.push(pack);
        Ok(())
    }

    /// All, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter()
    }

    /// The one of that name.
    pub fn pack(&self, name: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.name == name)
    }

    /// The entries of all.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.packs.iter().flat_map(|pack| &pack.entries)
    }

    /// The entry of that id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.id == id)
    }
}
