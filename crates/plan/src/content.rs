//! Looking into what columns hold for what the policy forbids to hold: full card numbers. The database picks out coarsely what
//! may be one; what it picks is looked at here, and only its place and how often are told, never the number.

mod card;

use abide_phrases::text;

use abide_policy::{
    finding::{Finding, Severity},
    map::{MapStore, MapTable},
    model::Policy,
    rules::behind,
};

pub use self::card::holds_card_number;
use crate::{
    catalog::{Catalog, Column, ColumnKind, Dialect, Table, TableName},
    quote,
    step::Sql,
};

/// The category that is looked for.
const CARD_NUMBER: &str = "financial.card.number";

/// A look into one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The table.
    pub table: TableName,
    /// The columns that are looked at, in the order of the statement's values.
    pub columns: Vec<String>,
    /// Gives the values of these columns of each row in which one may hold a card number.
    pub sql: Sql,
}

/// The looks that a policy asks for at a store: all tables of the map, those without personal data too. None when the policy
/// does not forbid card numbers.
pub fn looks(policy: &Policy, map: &MapStore, catalog: &Catalog) -> Vec<Look> {
    if policy.forbids(CARD_NUMBER).is_none() {
        return Vec::new();
    }
    let known = map.tables.iter().filter_map(|mapped| Some((mapped, catalog.table(&mapped.name.value)?)));
    known.filter_map(|(mapped, table)| look(catalog.dialect, mapped, table)).collect()
}

fn look(dialect: Dialect, mapped: &MapTable, table: &Table) -> Option<Look> {
    let looked_at = |column: &&Column| !names_a_record(table, column) && !is_date(mapped, column);
    let parts: Vec<(String, String, String)> = table
        .columns
        .iter()
        .filter(looked_at)
        .filter_map(|column| {
            let (value, may_hold) = coarse(dialect, column)?;
            Some((column.name.clone(), value, may_hold))
        })
        .collect();
    let list = |part: fn(&(String, String, String)) -> &str, by: &str| {
        parts.iter().map(part).collect::<Vec<_>>().join(by)
    };
    let text = format!(
        "SELECT {} FROM {} AS t WHERE {}",
        list(|part| &part.1, ", "),
        quote::table(dialect, &table.name),
        list(|part| &part.2, " OR ")
    );
    let columns: Vec<String> = parts.iter().map(|part| part.0.clone()).collect();
    let look = Look { table: table.name.clone(), columns, sql: Sql { text, params: Vec::new() } };
    (!look.columns.is_empty()).then_some(look)
}

/// Keys and references are made by databases: a long one may look like a card number by chance.
fn names_a_record(table: &Table, column: &Column) -> bool {
    let refers = |key: &crate::catalog::ForeignKey| key.columns.contains(&column.name);
    table.primary_key.contains(&column.name) || table.foreign_keys.iter().any(refers)
}

/// Columns from which the map has dates read: milliseconds since 1970 have thirteen digits.
fn is_date(mapped: &MapTable, column: &Column) -> bool {
    let own = mapped.events.iter().flat_map(|(_, paths)| paths).filter(|path| path.links.is_empty());
    mapped.formats.iter().any(|(name, _)| name.value == column.name)
        || own.into_iter().any(|path| path.column == column.name)
}

/// How a column's value is read, and a condition that every value with thirteen digits in a row fulfils, single separators
/// between them allowed.
fn coarse(dialect: Dialect, column: &Column) -> Option<(String, String)> {
    use ColumnKind::{Decimal, Integer, Json, Text};
    let name = quote::column(dialect, Some("t"), &column.name);
    match (dialect, column.kind) {
        (Dialect::Postgres | Dialect::MariaDb, Text | Json | Integer | Decimal) => {
            let (text, like) = match dialect {
                Dialect::MariaDb => (format!("CONVERT({name} USING utf8mb4)"), "REGEXP"),
                _ => (format!("CAST({name} AS text)"), "~"),
            };
            let may_hold = match column.kind {
                Integer | Decimal => format!("{name} >= 1000000000000"),
                _ => format!("{text} {like} '[0-9]([ .-]?[0-9]){{12}}'"),
            };
            Some((text, may_hold))
        }
        // A column holds what was written into it, whatever its type.
        (Dialect::Sqlite, Text | Json | Integer | Decimal | ColumnKind::Other) => {
            let bare = format!("replace(replace(replace({name}, ' ', ''), '-', ''), '.', '')");
            let digits = "[0-9]".repeat(13);
            let text = format!("CAST({name} AS text)");
            Some((text, format!("(typeof({name}) <> 'blob' AND {bare} GLOB '*{digits}*')")))
        }
        _ => None,
    }
}

/// What is told when records were found.
pub fn finding(policy: &Policy, place: String, rows: u64) -> Finding {
    let clauses = policy.forbids(CARD_NUMBER).map(|forbidden| behind(&forbidden.clauses)).unwrap_or_default();
    let message = text!("plan-forbidden-content", rows, column = &place, clauses);
    let finding = Finding::new("plan/forbidden-content", Severity::Warning, message);
    finding.place(place).help(text!("plan-forbidden-content.help"))
}
