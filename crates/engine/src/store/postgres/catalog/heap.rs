//! What decides whether updates can be heap-only. Of a partitioned table, what holds for any of its partitions.

use std::collections::BTreeMap;

use abide_plan::{
    catalog::{Index, TableName},
    heap_only::Heap,
};

use super::{LISTED, Reader, table_name};
use crate::store::{Store, StoreError, plain, postgres::Postgres};

/// The columns whose change each index has to follow. What an expression or a condition looks at, and what a stored column
/// is computed from, PostgreSQL tells only as dependencies: up to version 14 of the column, since then of its expression.
/// From version 16 on an index that only sums up ranges of pages (BRIN) does not keep an update from being heap-only.
const FOLLOWED: &str = "
    covered AS (
        SELECT i.indrelid, i.indexrelid, k.num FROM pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) AS k(num) WHERE i.indislive
        UNION
        SELECT i.indrelid, i.indexrelid, d.refobjsubid FROM pg_index i
        JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
             AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid WHERE i.indislive
    ),
    followed AS (
        SELECT indrelid, indexrelid, num FROM covered
        UNION
        SELECT c.indrelid, c.indexrelid, d.refobjsubid FROM covered c
        JOIN pg_attribute a ON a.attrelid = c.indrelid AND a.attnum = c.num AND a.attgenerated <> ''
        JOIN pg_attrdef e ON e.adrelid = c.indrelid AND e.adnum = c.num
        JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.indrelid
             AND (d.classid = 'pg_attrdef'::regclass AND d.objid = e.oid
                  OR d.classid = 'pg_class'::regclass AND d.objid = c.indrelid AND d.objsubid = c.num)
    )";

/// Reads it of all tables.
pub(in super::super) fn read(store: &mut Postgres) -> Result<BTreeMap<TableName, Heap>, StoreError> {
    let mut heaps = fillfactor(store)?;
    indexes(store, &mut heaps)?;
    triggers(store, &mut heaps)?;
    Ok(heaps)
}

fn fillfactor(store: &mut Postgres) -> Result<BTreeMap<TableName, Heap>, StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT w.nspname, w.relname, max(coalesce(
             (SELECT option_value::int8 FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 100))
         FROM whole w JOIN pg_class c ON c.oid = w.part WHERE c.relkind = 'r'
         GROUP BY w.nspname, w.relname"
    );
    let rows = store.query(&plain(text))?;
    let heap = |row| {
        let mut row = Reader::of(row);
        let name = table_name(row.text(), row.text());
        (name, Heap { fillfactor: u32::try_from(row.number()).unwrap_or(100), ..Heap::default() })
    };
    Ok(rows.into_iter().map(heap).collect())
}

/// A partition's part of an index is told by the name of the whole.
fn indexes(store: &mut Postgres, heaps: &mut BTreeMap<TableName, Heap>) -> Result<(), StoreError> {
    let text = format!(
        "WITH {LISTED}, {FOLLOWED}
         SELECT w.nspname, w.relname, r.relname, json_agg(DISTINCT a.attname)::text
         FROM whole w JOIN followed f ON f.indrelid = w.part
         JOIN pg_attribute a ON a.attrelid = w.part AND a.attnum = f.num AND f.num > 0
         JOIN pg_class c ON c.oid = f.indexrelid JOIN pg_am m ON m.oid = c.relam
         JOIN pg_class r ON r.oid = coalesce((SELECT pg_partition_root(c.oid) WHERE c.relispartition), c.oid)
         WHERE m.amname <> 'brin' OR current_setting('server_version_num')::int < 160000
         GROUP BY w.nspname, w.relname, r.relname
         ORDER BY 1, 2, 3"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        if let Some(heap) = heaps.get_mut(&table_name(row.text(), row.text())) {
            heap.indexes.push(Index { name: row.text(), columns: row.list() });
        }
    }
    Ok(())
}

/// Those that run before each row's update: rows, before and update are bits 1, 2 and 16 of their kind.
fn triggers(store: &mut Postgres, heaps: &mut BTreeMap<TableName, Heap>) -> Result<(), StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT DISTINCT w.nspname, w.relname, g.tgname FROM whole w JOIN pg_trigger g ON g.tgrelid = w.part
         WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND g.tgtype & 19 = 19
         ORDER BY 1, 2, 3"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        if let Some(heap) = heaps.get_mut(&table_name(row.text(), row.text())) {
            heap.triggers.push(row.text());
        }
    }
    Ok(())
}
