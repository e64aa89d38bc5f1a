//! Drafting `map.toml` from a live catalog, and bringing it up to date after the schema changed.
//!
//! What a person wrote is never changed: additions are inserted into the text, and every one is marked as a suggestion.
//! What no rule can guess is listed as undecided, in a comment: the map does not speak of it, and says so.

mod amend;
mod existing;
mod guess;
mod insert;
mod table;
mod words;

use crate::catalog::Catalog;

/// What the drafter may lean on besides the catalog.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The policy's activities, to name in the comment that asks which of them a table serves.
    pub activities: Vec<String>,
    /// Of a folder: sets that would take in the files that are of none.
    pub folder: Option<Vec<FileSet>>,
}

/// A set of files that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSet {
    /// A name for it.
    pub name: String,
    /// Its pattern.
    pub pattern: String,
    /// Whether the pattern captures a date, as `day`.
    pub dated: bool,
}

/// A drafted map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The map's whole text.
    pub text: String,
    /// What was added, `table` or `table.column`.
    pub added: Vec<String>,
    /// What the map speaks of that the database does not have, `table` or `table.column`.
    pub gone: Vec<String>,
}

/// Drafts the map of `store` at `url` from its catalog, into `existing` when there is a map already. Text that is not
/// TOML comes back as it is: reading it as a map tells what is wrong with it.
pub fn draft(existing: Option<&str>, store: &str, url: &str, catalog: &Catalog, hints: &Hints) -> Draft {
    let text = existing.unwrap_or_default();
    match existing::Existing::read(text, store) {
        Some(existing) => amend::amend(text, &existing, &table::Drafter { store, url, catalog, hints }),
        None => Draft { text: text.to_owned(), added: Vec::new(), gone: Vec::new() },
    }
}
