//! The sets of files that the map names, as tables.

use abide_plan::{catalog::Dialect, quote};
use abide_policy::{
    map::{DateFormat, MapStore, MapTable},
    pattern::{Form, Pattern},
};

/// A set of files.
#[derive(Debug, Clone)]
pub(super) struct Set {
    /// Its name in the map.
    pub(super) name: String,
    patterns: Vec<Pattern>,
    /// What the patterns capture, each once, with its type in the index.
    captures: Vec<(String, &'static str)>,
}

impl Set {
    /// All sets of a store.
    pub(super) fn all(store: &MapStore) -> Vec<Self> {
        store.tables.iter().filter(|table| !table.files.is_empty()).map(Self::of).collect()
    }

    fn of(table: &MapTable) -> Self {
        let patterns: Vec<Pattern> = table.files.iter().map(|pattern| pattern.value.clone()).collect();
        let mut captures: Vec<(String, &'static str)> = Vec::new();
        for (name, form) in patterns.iter().flat_map(Pattern::captures) {
            if captures.iter().all(|(known, _)| known != name) {
                captures.push((name.to_owned(), declared(form)));
            }
        }
        Self { name: table.name.value.clone(), patterns, captures }
    }

    /// What the captures hold for a path, in their order, or none when the file is not of this set.
    pub(super) fn read(&self, path: &str) -> Option<Vec<Option<String>>> {
        let (pattern, values) =
            self.patterns.iter().find_map(|pattern| Some((pattern, pattern.read(path)?)))?;
        let named: Vec<(&str, Option<String>)> =
            pattern.captures().map(|(name, _)| name).zip(values).collect();
        let value = |name: &String| named.iter().find(|(known, _)| known == name)?.1.clone();
        Some(self.captures.iter().map(|(name, _)| value(name)).collect())
    }

    /// The statement that makes its table: a row for each file, found by any of its dates and captures.
    pub(super) fn create(&self) -> String {
        let table = quote::quote(Dialect::Sqlite, &self.name);
        let columns: String = self
            .captures
            .iter()
            .map(|(name, declared)| format!(", {} {declared}", quote::quote(Dialect::Sqlite, name)))
            .collect();
        let mut text = format!(
            "CREATE TABLE {table} (path TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, folder TEXT NOT NULL, \
             size INTEGER NOT NULL, modified TIMESTAMP NOT NULL, content BLOB NOT NULL{columns});"
        );
        let looked_at =
            self.captures.iter().map(|(name, _)| name.as_str()).chain(["modified", "name", "folder"]);
        for (number, column) in looked_at.enumerate() {
            let index = quote::quote(Dialect::Sqlite, &format!("abide_{}_{number}", self.name));
            text.push_str(&format!(
                "CREATE INDEX {index} ON {table} ({});",
                quote::quote(Dialect::Sqlite, column)
            ));
        }
        text
    }

    /// The statement that enters a file: its number, path, name, folder, size, time, and what is captured.
    pub(super) fn insert(&self) -> String {
        let names: String = self
            .captures
            .iter()
            .map(|(name, _)| format!(", {}", quote::quote(Dialect::Sqlite, name)))
            .collect();
        let places: String = (0..self.captures.len()).map(|number| format!(", ?{}", number + 7)).collect();
        format!(
            "INSERT INTO {} (_rowid_, path, name, folder, size, modified, content{names}) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, x''{places})",
            quote::quote(Dialect::Sqlite, &self.name)
        )
    }
}

fn declared(form: &Form) -> &'static str {
    match form {
        Form::Text | Form::Digits => "TEXT",
        Form::Date(dated) if dated.kept_as() == DateFormat::Text => "DATE",
        Form::Date(_) => "TIMESTAMP",
    }
}
