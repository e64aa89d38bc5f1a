//! The neutral text that no other row has.

use crate::quote;

/// `erased-` and the primary key's columns as text, joined by `-`, as an SQL expression over `alias` (or the bare table).
pub fn from_key(alias: Option<&str>, key: &[String]) -> String {
    let part = |column: &String| format!("CAST({} AS TEXT)", quote::column(alias, column));
    let parts: Vec<String> = key.iter().map(part).collect();
    format!("('erased-' || {})", parts.join(" || '-' || "))
}
