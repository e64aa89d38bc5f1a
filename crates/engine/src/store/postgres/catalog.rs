//! What PostgreSQL says of itself, from `pg_catalog`.
//!
//! A partitioned table stands for all its partitions, at every level: what holds for a partition alone (a reference, a
//! check) is told of the whole.

mod columns;
pub(super) mod heap;

use std::collections::BTreeMap;

use abide_plan::{
    catalog::{Catalog, Check, Dialect, ForeignKey, Index, OnDelete, Table, TableName},
    value::Value,
};

use super::{
    super::{Store, StoreError, plain},
    Postgres,
};

/// Tables that are listed: ordinary and partitioned ones, not their partitions, not the system's, not Abide's, not those
/// of another session.
const LISTED: &str = "
    listed AS (
        SELECT c.oid, n.nspname, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
          AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relname NOT LIKE 'abide\\_%'
          AND n.nspname IS DISTINCT FROM current_setting('abide.archive', true)
    ),
    whole AS (
        SELECT c.oid AS part, l.* FROM pg_class c
        JOIN listed l ON l.oid = coalesce((SELECT pg_partition_root(c.oid) WHERE c.relispartition), c.oid)
    )";

/// Reads the catalog.
pub(super) fn read(store: &mut Postgres) -> Result<Catalog, StoreError> {
    let mut tables = tables(store)?;
    columns::read(store, &mut tables)?;
    keys(store, &mut tables)?;
    indexes(store, &mut tables)?;
    checks(store, &mut tables)?;
    references(store, &mut tables)?;
    let mut tables: Vec<Table> = tables.into_values().collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Catalog { dialect: Dialect::Postgres, tables })
}

/// Tables by their object number.
type Tables = BTreeMap<i64, Table>;

fn tables(store: &mut Postgres) -> Result<Tables, StoreError> {
    let mut tables = Tables::new();
    let text = format!(
        "WITH {LISTED}
         SELECT l.oid, l.nspname, l.relname, p.oid IS NOT NULL, a.attname
         FROM listed l LEFT JOIN (pg_partitioned_table t
              CROSS JOIN LATERAL unnest(t.partattrs::int2[]) WITH ORDINALITY AS k(num, place)) ON t.partrelid = l.oid
         LEFT JOIN pg_class p ON p.oid = t.partrelid
         LEFT JOIN pg_attribute a ON a.attrelid = l.oid AND a.attnum = k.num AND k.num > 0
         ORDER BY l.oid, k.place"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        let table = tables.entry(row.number()).or_insert_with(|| empty(table_name(row.text(), row.text())));
        if row.is_true() {
            let columns = table.partitioned_by.get_or_insert_default();
            columns.extend(row.optional());
        }
    }
    Ok(tables)
}

fn empty(name: TableName) -> Table {
    Table {
        name,
        columns: Vec::new(),
        primary_key: Vec::new(),
        unique: Vec::new(),
        checks: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        partitioned_by: None,
        untouchable: None,
    }
}

fn table_name(schema: String, name: String) -> TableName {
    TableName { schema: (schema != "public").then_some(schema), name }
}

/// Primary keys. A table that others inherit from has none: its key says nothing of their rows, which are read and
/// changed through it as well.
fn keys(store: &mut Postgres, tables: &mut Tables) -> Result<(), StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT l.oid, a.attname FROM listed l
         JOIN pg_constraint c ON c.conrelid = l.oid AND c.contype = 'p'
         CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(num, place)
         JOIN pg_attribute a ON a.attrelid = l.oid AND a.attnum = k.num
         WHERE l.relkind = 'p' OR NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = l.oid)
         ORDER BY l.oid, k.place"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        if let Some(table) = tables.get_mut(&row.number()) {
            table.primary_key.push(row.text());
        }
    }
    Ok(())
}

/// Indexes over plain columns: those that serve comparisons, and those that forbid a value twice.
fn indexes(store: &mut Postgres, tables: &mut Tables) -> Result<(), StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT l.oid, c.relname, i.indisunique AND NOT i.indisprimary,
                i.indpred IS NULL AND i.indisvalid AND m.amname = 'btree',
                json_agg(a.attname ORDER BY k.place)::text
         FROM listed l JOIN pg_index i ON i.indrelid = l.oid AND i.indislive
         JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
         CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)
         LEFT JOIN pg_attribute a ON a.attrelid = l.oid AND a.attnum = k.num AND k.num > 0
         WHERE k.place <= i.indnkeyatts
         GROUP BY l.oid, c.relname, i.indisunique, i.indisprimary, i.indpred IS NULL, i.indisvalid, m.amname
         HAVING bool_and(a.attname IS NOT NULL)
         ORDER BY l.oid, c.relname"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        let Some(table) = tables.get_mut(&row.number()) else {
            continue;
        };
        let (name, unique, serves, columns) = (row.text(), row.is_true(), row.is_true(), row.list());
        if unique && !table.unique.contains(&columns) {
            table.unique.push(columns.clone());
        }
        if serves {
            table.indexes.push(Index { name, columns });
        }
    }
    tables.values_mut().for_each(|table| table.unique.sort());
    Ok(())
}

fn checks(store: &mut Postgres, tables: &mut Tables) -> Result<(), StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT DISTINCT w.oid, c.conname, pg_get_expr(c.conbin, c.conrelid)
         FROM whole w JOIN pg_constraint c ON c.conrelid = w.part AND c.contype = 'c'
         WHERE w.part = w.oid OR c.coninhcount = 0
         ORDER BY 1, 2, 3"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        if let Some(table) = tables.get_mut(&row.number()) {
            table.checks.push(Check { name: Some(row.text()), expression: without_parentheses(row.text()) });
        }
    }
    Ok(())
}

/// The expression without parentheses around the whole of it.
fn without_parentheses(expression: String) -> String {
    let Some(inner) = expression.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        return expression;
    };
    let (mut depth, mut quote) = (0_i32, None);
    for character in inner.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(') => depth += 1,
            (None, ')') => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return expression;
        }
    }
    inner.to_owned()
}

/// References. For a partitioned table the server keeps one more for each partition, of which the first is the parent.
fn references(store: &mut Postgres, tables: &mut Tables) -> Result<(), StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT DISTINCT w.oid, c.conname, o.nspname, o.relname, c.confdeltype::text,
           (SELECT json_agg(a.attname ORDER BY k.place)::text FROM unnest(c.conkey) WITH ORDINALITY AS k(num, place)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num),
           (SELECT json_agg(a.attname ORDER BY k.place)::text FROM unnest(c.confkey) WITH ORDINALITY AS k(num, place)
            JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num)
         FROM whole w JOIN pg_constraint c ON c.conrelid = w.part AND c.contype = 'f' AND c.conparentid = 0
         JOIN whole o ON o.part = c.confrelid
         ORDER BY 1, 6, 3, 4, 7, 2"
    );
    for row in store.query(&plain(text))? {
        let mut row = Reader::of(row);
        let Some(table) = tables.get_mut(&row.number()) else {
            continue;
        };
        let (name, other, action) = (row.text(), table_name(row.text(), row.text()), on_delete(&row.text()));
        let (columns, their) = (row.list(), row.list());
        table.foreign_keys.push(ForeignKey {
            name: Some(name),
            columns,
            table: other,
            their,
            on_delete: action,
        });
    }
    Ok(())
}

fn on_delete(action: &str) -> OnDelete {
    match action {
        "c" => OnDelete::Cascade,
        "n" => OnDelete::SetNull,
        "d" => OnDelete::SetDefault,
        _ => OnDelete::Refuse,
    }
}

/// Rows per table as the server last estimated them; tables it has never looked at are left out.
pub(super) fn estimates(store: &mut Postgres) -> Result<BTreeMap<TableName, u64>, StoreError> {
    let text = format!(
        "WITH {LISTED}
         SELECT w.nspname, w.relname, sum(c.reltuples)::int8 FROM whole w JOIN pg_class c ON c.oid = w.part
         WHERE c.relkind = 'r' AND c.reltuples >= 0 AND (c.reltuples > 0 OR c.relpages > 0)
         GROUP BY w.nspname, w.relname"
    );
    let rows = store.query(&plain(text))?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let mut row = Reader::of(row);
            (table_name(row.text(), row.text()), u64::try_from(row.number()).unwrap_or(0))
        })
        .collect())
}

/// Reads a row of a catalog query from left to right, each value in the shape that the query gives it.
struct Reader(std::vec::IntoIter<Value>);

impl Reader {
    fn of(row: Vec<Value>) -> Self {
        Self(row.into_iter())
    }

    fn number(&mut self) -> i64 {
        match self.0.next() {
            Some(Value::Integer(number)) => number,
            _ => 0,
        }
    }

    fn is_true(&mut self) -> bool {
        self.0.next() == Some(Value::Bool(true))
    }

    fn text(&mut self) -> String {
        self.optional().unwrap_or_default()
    }

    fn optional(&mut self) -> Option<String> {
        match self.0.next() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn list(&mut self) -> Vec<String> {
        serde_json::from_str(&self.text()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::without_parentheses;

    #[test]
    fn only_parentheses_around_the_whole_are_taken_off() {
        for (given, expected) in [
            ("(age > 0)", "age > 0"),
            ("((a > 0) OR (b > 0))", "(a > 0) OR (b > 0)"),
            ("(a > 0) OR (b > 0)", "(a > 0) OR (b > 0)"),
            ("(a <> ')'::text)", "a <> ')'::text"),
            ("f(a)", "f(a)"),
        ] {
            assert_eq!(without_parentheses(given.to_owned()), expected);
        }
    }
}
