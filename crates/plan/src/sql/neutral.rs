//! The neutral text that no other row has.

use crate::{catalog::Dialect, quote};

/// `erased-` and the primary key's columns as text, joined by `-`, as an SQL expression over `alias` (or the bare table).
pub fn from_key(dialect: Dialect, alias: Option<&str>, key: &[String]) -> String {
    let kind = if dialect == Dialect::MariaDb { "CHAR" } else { "TEXT" };
    let part = |column: &String| format!("CAST({} AS {kind})", quote::column(dialect, alias, column));
    let parts: Vec<String> = key.iter().map(part).collect();
    match dialect {
        // Two bars are OR there.
        Dialect::MariaDb => format!("CONCAT('erased-', {})", parts.join(", '-', ")),
        Dialect::Sqlite | Dialect::Postgres => format!("('erased-' || {})", parts.join(" || '-' || ")),
    }
}
