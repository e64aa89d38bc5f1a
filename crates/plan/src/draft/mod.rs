//! Drafting `map.toml` from a live catalog, and bringing it up to date after the schema changed.

use crate::catalog::Catalog;

/// What the drafter may lean on besides the catalog.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The policy's activities, to name in the comment that asks which of them a table serves.
    pub activities: Vec<String>,
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

/// Drafts the map of `store` at `url` from its catalog, into `existing` when there is a map already.
pub fn draft(existing: Option<&str>, _store: &str, _url: &str, _catalog: &Catalog, _hints: &Hints) -> Draft {
    Draft { text: existing.unwrap_or_default().to_owned(), added: Vec::new(), gone: Vec::new() }
}
