//! The archive of a MariaDB store: a database of its own on the same server. Nobody may use a new database who was not granted it,
//! or all of them.

use std::collections::BTreeMap;

use abide_plan::{
    archive::{LAST_DAY, Listed},
    step::Param,
    value::Value,
};

use super::MariaDb;
use crate::store::{Store, StoreError, bound};

/// The archive's tables with their columns; none when there is no such database.
pub(super) fn listed(store: &mut MariaDb) -> Result<Option<Vec<Listed>>, StoreError> {
    let Some(place) = store.archive.clone().map(Param::Text) else { return Ok(None) };
    let there = "SELECT count(*) FROM information_schema.schemata WHERE schema_name = ?1";
    if store.count(&bound(there, [place.clone()]))? == 0 {
        return Ok(None);
    }
    let columns = "SELECT c.table_name, c.column_name FROM information_schema.columns AS c
                   WHERE c.table_schema = ?1 ORDER BY c.table_name, c.ordinal_position";
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in store.query(&bound(columns, [place]))? {
        if let [Value::Text(table), Value::Text(column)] = row.as_slice() {
            tables.entry(table.clone()).or_default().push(column.clone());
        }
    }
    tables.retain(|_, columns| columns.iter().any(|column| column == LAST_DAY));
    // What the user may not do is told by the first batch, which is then rolled back.
    let listed = |(name, columns)| Listed { name, columns, writable: true };
    Ok(Some(tables.into_iter().map(listed).collect()))
}

/// Runs the statements. Each stands by itself there: after a failure the next call makes what is missing.
pub(super) fn make(store: &mut MariaDb, statements: &[String]) -> Result<(), StoreError> {
    statements.iter().try_for_each(|statement| store.simple(statement))
}
