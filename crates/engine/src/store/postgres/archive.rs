//! The archive of a PostgreSQL store: a schema of its own. Nobody may use it who is not told to by name.

use std::collections::BTreeSet;

use abide_plan::{
    archive::{LAST_DAY, Listed},
    step::Param,
    value::Value,
};

use super::Postgres;
use crate::store::{Store, StoreError, bound};

impl Postgres {
    /// From now on values are archived in that schema.
    pub(super) fn set_archive(&mut self, place: &str) -> Result<(), StoreError> {
        let name = Param::Text(place.to_owned());
        self.query(&bound("SELECT set_config('abide.archive', $1, false)", [name]))?;
        self.archive = Some(place.to_owned());
        Ok(())
    }
}

/// Tables by name, with their columns. Rights are the user's own.
const TABLES: &str = "
    SELECT c.relname::text,
           has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
           AND has_table_privilege(c.oid, 'INSERT') AND has_table_privilege(c.oid, 'DELETE')
           AND has_any_column_privilege(c.oid, 'UPDATE'),
           (SELECT json_agg(a.attname ORDER BY a.attnum)::text FROM pg_attribute AS a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')
      AND EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = $2 AND NOT a.attisdropped)
    ORDER BY c.relname";

/// The archive's tables; none when there is no such schema.
pub(super) fn listed(store: &mut Postgres) -> Result<Option<Vec<Listed>>, StoreError> {
    let Some(place) = store.archive.clone().map(Param::Text) else { return Ok(None) };
    let schema = "SELECT count(*) FROM pg_namespace WHERE nspname = $1";
    if store.count(&bound(schema, [place.clone()]))? == 0 {
        return Ok(None);
    }
    let rows = store.query(&bound(TABLES, [place, Param::Text(LAST_DAY.to_owned())]))?;
    let listed = |row: Vec<Value>| match <[Value; 3]>::try_from(row) {
        Ok([Value::Text(name), Value::Bool(writable), Value::Text(columns)]) => {
            Some(Listed { name, columns: serde_json::from_str(&columns).unwrap_or_default(), writable })
        }
        _ => None,
    };
    Ok(Some(rows.into_iter().filter_map(listed).collect()))
}

/// Default privileges may hand what is new to others: statements that take it from them again.
const OTHERS: &str = "
    SELECT format('REVOKE ALL ON SCHEMA %I FROM %I', n.nspname, g.rolname), ''
    FROM pg_namespace AS n, aclexplode(n.nspacl) AS a JOIN pg_roles AS g ON g.oid = a.grantee
    WHERE n.nspname = $1 AND a.grantee <> n.nspowner
    UNION SELECT format('REVOKE ALL ON TABLE %I.%I FROM %I', n.nspname, c.relname, g.rolname), c.relname::text
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a
    JOIN pg_roles AS g ON g.oid = a.grantee
    WHERE n.nspname = $1 AND c.relkind = 'r' AND a.grantee <> c.relowner ORDER BY 1";

/// Runs the statements in one transaction.
pub(super) fn make(store: &mut Postgres, statements: &[String]) -> Result<(), StoreError> {
    let before = listed(store)?;
    store.begin()?;
    let done = run(store, statements, before.as_deref());
    match done {
        Ok(()) => store.commit(),
        Err(error) => {
            store.rollback()?;
            Err(error)
        }
    }
}

fn run(store: &mut Postgres, statements: &[String], before: Option<&[Listed]>) -> Result<(), StoreError> {
    for statement in statements {
        store.simple(statement)?;
    }
    let Some(place) = store.archive.clone() else { return Ok(()) };
    // What was there before keeps the rights that somebody gave it.
    let known: BTreeSet<&str> = before.unwrap_or_default().iter().map(|table| table.name.as_str()).collect();
    for row in store.query(&bound(OTHERS, [Param::Text(place)]))? {
        if let [Value::Text(revoke), Value::Text(table)] = row.as_slice() {
            let is_new = if table.is_empty() { before.is_none() } else { !known.contains(table.as_str()) };
            if is_new {
                store.simple(revoke)?;
            }
        }
    }
    Ok(())
}
