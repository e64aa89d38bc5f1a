//! A fresh SQLite database per test, in a folder that leaves with it.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tempfile::TempDir;

use crate::Texts;

/// A database of its own, deleted with this value.
pub struct Database {
    connection: Connection,
    url: String,
    path: PathBuf,
    folder: TempDir,
}

impl Database {
    /// Creates an empty database file in a folder of its own.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    #[must_use]
    pub fn create() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let path = folder.path().join("test.sqlite");
        let connection = Connection::open(&path).expect("a database in a fresh folder opens");
        connection.busy_timeout(std::time::Duration::from_secs(10)).expect("a timeout can be set");
        Self { connection, url: format!("sqlite:{}", path.display()), path, folder }
    }

    /// `sqlite:/path`, for whoever connects by itself.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The database's file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that holds the file and nothing else at first; a test may write in it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Runs one or more statements, always on the same connection.
    ///
    /// # Panics
    /// With SQLite's words when a statement fails.
    pub fn execute(&self, sql: &str) {
        if let Err(error) = self.connection.execute_batch(sql) {
            panic!("SQLite: {error}\nin: {sql}");
        }
    }

    /// The rows of one query, as texts.
    ///
    /// # Panics
    /// With SQLite's words when the query fails.
    #[must_use]
    pub fn query_texts(&self, sql: &str) -> Vec<Texts> {
        rows(&self.connection, sql).unwrap_or_else(|error| panic!("SQLite: {error}\nin: {sql}"))
    }
}

/// The rows of one query, as texts.
pub(crate) fn rows(connection: &Connection, sql: &str) -> rusqlite::Result<Vec<Texts>> {
    let mut statement = connection.prepare(sql)?;
    let width = statement.column_count();
    statement.query_map([], |row| (0..width).map(|at| row.get_ref(at).map(text)).collect())?.collect()
}

/// A value as `CAST(… AS TEXT)` writes it; bytes as hexadecimal.
fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(format!("{number:?}")),
        ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_texts() {
        let database = Database::create();
        database.execute("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, NULL), (2.5, 'é'), (x'0aff', '')");
        let rows = database.query_texts("SELECT a, b FROM t ORDER BY rowid");
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(rows, [[some("1"), None], [some("2.5"), some("é")], [some("0aff"), some("")]]);
    }

    #[test]
    fn foreign_keys_are_enforced() {
        let database = Database::create();
        database.execute("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p(id))");
        assert!(
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                database.execute("INSERT INTO c VALUES (1)");
            }))
            .is_err()
        );
    }

    #[test]
    fn the_file_leaves_with_its_test() {
        let database = Database::create();
        database.execute("CREATE TABLE t (a)");
        let path = database.path().to_owned();
        assert!(path.exists());
        drop(database);
        assert!(!path.exists());
    }
}
