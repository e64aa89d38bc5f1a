//! The archive of a MariaDB store: a database of its own on the same server. Nobody may use a new database who was not granted it,
//! or all of them.

use std::collections::BTreeMap;

use abide_plan::{
    archive::{LAST_DAY, Listed},
    catalog::{Dialect, TableName},
    quote,
    step::Param,
    value::Value,
};

use super::MariaDb;
use crate::store::{Kind, Store, StoreError, bound, plain};

/// The archive's tables with their columns; none when there is no such database.
pub(super) fn listed(store: &mut MariaDb) -> Result<Option<Vec<Listed>>, StoreError> {
    let Some(place) = store.archive.clone() else { return Ok(None) };
    let named = Param::Text(place.clone());
    let there = "SELECT count(*) FROM information_schema.schemata WHERE schema_name = ?1";
    if store.count(&bound(there, [named.clone()]))? == 0 {
        return Ok(None);
    }
    let columns = "SELECT c.table_name, c.column_name FROM information_schema.columns AS c
                   WHERE c.table_schema = ?1 ORDER BY c.table_name, c.ordinal_position";
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in store.query(&bound(columns, [named]))? {
        if let [Value::Text(table), Value::Text(column)] = row.as_slice() {
            tables.entry(table.clone()).or_default().push(column.clone());
        }
    }
    tables.retain(|_, columns| columns.iter().any(|column| column == LAST_DAY));
    let mut found = Vec::new();
    for (name, columns) in tables {
        let writable = writable(store, &place, &name);
        found.push(Listed { name, columns, writable });
    }
    Ok(Some(found))
}

/// Whether rows may be read, added and deleted. Explaining a statement needs the rights of running it; what else may be
/// wrong is told when it is run.
fn writable(store: &mut MariaDb, place: &str, name: &str) -> bool {
    let table = TableName { schema: Some(place.to_owned()), name: name.to_owned() };
    let table = quote::table(Dialect::MariaDb, &table);
    let asked = [
        format!("EXPLAIN DELETE FROM {table} WHERE {LAST_DAY} IS NULL"),
        format!("EXPLAIN INSERT INTO {table} ({LAST_DAY}) SELECT {LAST_DAY} FROM {table} WHERE 1 = 0"),
    ];
    !asked.into_iter().any(|text| {
        let answer = store.query(&plain(text));
        answer.is_err_and(|error| error.kind() == Kind::Denied)
    })
}

/// Runs the statements. Each stands by itself there: after a failure the next call makes what is missing.
pub(super) fn make(store: &mut MariaDb, statements: &[String]) -> Result<(), StoreError> {
    statements.iter().try_for_each(|statement| store.simple(statement))
}
