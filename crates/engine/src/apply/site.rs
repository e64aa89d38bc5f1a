//! Where a step's rows are: the parts of its table, and how rows are told apart in each.

use abide_plan::{
    batch::{Locator, Site},
    catalog::{Dialect, TableName},
    quote,
    step::{Param, Step},
    value::Value,
};

use super::{ApplyError, source::texts};
use crate::store::{Store, StoreError, bound};

/// A part of a table.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) site: Site,
    /// How many blocks it has; none where a walk over blocks is not possible.
    pub(super) blocks: Option<u64>,
}

/// The parts of the step's table.
pub(super) fn parts(store: &mut dyn Store, step: &Step) -> Result<Vec<Part>, ApplyError> {
    match store.dialect() {
        Dialect::Postgres => leaves(store, &step.table),
        Dialect::Sqlite => {
            let locator = locator(store, &step.table, &step.key)?;
            let (table, still) = (step.table.clone(), Vec::new());
            let site = Site { dialect: Dialect::Sqlite, table, locator, still };
            Ok(vec![Part { site, blocks: None }])
        }
        Dialect::MariaDb => {
            let (table, locator) = (step.table.clone(), Locator::Key(step.key.clone()));
            let still = set_by_updates(store, &table)?;
            Ok(vec![Part { site: Site { dialect: Dialect::MariaDb, table, locator, still }, blocks: None }])
        }
    }
}

/// Every table that holds rows of `table`: itself, its partitions and theirs, tables that inherit from it. A `ctid` means a row
/// only within one of them.
const LEAVES: &str = "
    WITH RECURSIVE tree AS (
        SELECT CAST($1 AS regclass)::oid AS oid
        UNION SELECT i.inhrelid FROM pg_inherits AS i JOIN tree ON i.inhparent = tree.oid
    )
    SELECT n.nspname::text, c.relname::text, c.relkind::text,
           pg_relation_size(c.oid) / current_setting('block_size')::bigint,
           current_setting('server_version_num')::bigint >= 140000
    FROM tree JOIN pg_class AS c USING (oid) JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind <> 'p' ORDER BY c.oid";

fn leaves(store: &mut dyn Store, table: &TableName) -> Result<Vec<Part>, ApplyError> {
    let rows = store.query(&bound(LEAVES, [Param::Text(quote::table(Dialect::Postgres, table))]))?;
    let mut parts = Vec::new();
    for row in rows {
        let [Value::Text(schema), Value::Text(name), Value::Text(kind), Value::Integer(blocks), walks] =
            row.as_slice()
        else {
            continue;
        };
        if kind != "r" {
            return Err(ApplyError::Unreachable {
                table: format!("{schema}.{name}"),
                reason: "it lies on another server; name that server as a store of its own in the map",
            });
        }
        let table = TableName { schema: Some(schema.clone()), name: name.clone() };
        let site = Site { dialect: Dialect::Postgres, table, locator: Locator::Ctid, still: Vec::new() };
        // Ranges of ctid are scanned as ranges since PostgreSQL 14.
        let blocks = (*walks == Value::Bool(true)).then_some(blocks.unsigned_abs());
        parts.push(Part { site, blocks });
    }
    Ok(parts)
}

/// Columns that the server sets to the time of any update of their row.
pub(crate) fn set_by_updates(store: &mut dyn Store, table: &TableName) -> Result<Vec<String>, StoreError> {
    if store.dialect() != Dialect::MariaDb {
        return Ok(Vec::new());
    }
    let text = "SELECT column_name FROM information_schema.columns
         WHERE table_schema = coalesce(?1, database()) AND table_name = ?2 AND extra LIKE '%on update%'";
    let schema = table.schema.clone().map_or(Param::Null, Param::Text);
    Ok(texts(store.query(&bound(text, [schema, Param::Text(table.name.clone())]))?))
}

/// SQLite's row number has three names, of which a column may bear any; a table made WITHOUT ROWID has none.
pub(super) fn locator(
    store: &mut dyn Store,
    table: &TableName,
    key: &[String],
) -> Result<Locator, ApplyError> {
    match store.dialect() {
        Dialect::Sqlite => {}
        Dialect::Postgres => return Ok(Locator::Ctid),
        Dialect::MariaDb => return Ok(Locator::Key(key.to_vec())),
    }
    let schema = Param::Text(table.schema.clone().unwrap_or_else(|| "main".to_owned()));
    let name = Param::Text(table.name.clone());
    let without = "SELECT wr FROM pragma_table_list WHERE schema = ?2 AND name = ?1 COLLATE NOCASE";
    if store.count(&bound(without, [name.clone(), schema.clone()]))? > 0 {
        return Ok(Locator::Key(key.to_vec()));
    }
    let columns =
        store.query(&bound("SELECT lower(name) FROM pragma_table_xinfo(?1, ?2)", [name, schema]))?;
    let borne = |candidate: &&str| columns.contains(&vec![Value::Text((*candidate).to_owned())]);
    let free = ["rowid", "_rowid_", "oid"].into_iter().find(|candidate| !borne(candidate));
    Ok(free.map_or_else(|| Locator::Key(key.to_vec()), |name| Locator::Rowid(name.to_owned())))
}
