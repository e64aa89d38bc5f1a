//! What an SQLite file says of itself: the pragmas, and `sqlite_schema` for what they leave out (CHECK constraints).

use std::collections::BTreeMap;

use abide_plan::{
    catalog::{Catalog, Check, Column, ColumnKind, Dialect, ForeignKey, Index, OnDelete, Table, TableName},
    quote,
};
use rusqlite::Connection;

use super::checks;

/// Reads the catalog.
pub(super) fn read(connection: &Connection) -> rusqlite::Result<Catalog> {
    let mut tables = Vec::new();
    for listed in list(connection)? {
        tables.push(table(connection, &listed)?);
    }
    let known = tables.clone();
    for table in &mut tables {
        table.foreign_keys = foreign_keys(connection, table, &known)?;
    }
    Ok(Catalog { dialect: Dialect::Sqlite, tables })
}

/// Rows per table: from the statistics that ANALYZE left, else from the highest rowid.
pub(super) fn estimates(connection: &Connection) -> rusqlite::Result<BTreeMap<TableName, u64>> {
    let analysed = analysed(connection)?;
    let mut estimates = BTreeMap::new();
    for listed in list(connection)? {
        let rows = match analysed.get(&listed.name.to_lowercase()) {
            Some(rows) => Some(*rows),
            None if listed.rowid => connection
                .query_row(
                    &format!("SELECT max(rowid) FROM {}", quote::quote(Dialect::Sqlite, &listed.name)),
                    [],
                    |row| row.get::<_, Option<i64>>(0),
                )
                .ok()
                .map(|highest| u64::try_from(highest.unwrap_or(0)).unwrap_or(0)),
            None => None,
        };
        if let Some(rows) = rows {
            estimates.insert(TableName { schema: None, name: listed.name }, rows);
        }
    }
    Ok(estimates)
}

fn analysed(connection: &Connection) -> rusqlite::Result<BTreeMap<String, u64>> {
    let mut analysed = BTreeMap::new();
    if !connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'")?.exists([])? {
        return Ok(analysed);
    }
    // A row about an index that leaves rows out counts fewer of them.
    let mut statement = connection.prepare("SELECT tbl, stat FROM sqlite_stat1 WHERE stat IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (table, stat): (String, String) = (row.get(0)?, row.get(1)?);
        if let Some(count) = stat.split(' ').next().and_then(|count| count.parse::<u64>().ok()) {
            let most = analysed.entry(table.to_lowercase()).or_default();
            *most = count.max(*most);
        }
    }
    Ok(analysed)
}

struct Listed {
    name: String,
    /// An ordinary table with a rowid.
    rowid: bool,
    strict: bool,
}

/// Tables by name: no views, no shadow tables of virtual ones, none of SQLite's own, none of Abide's.
fn list(connection: &Connection) -> rusqlite::Result<Vec<Listed>> {
    let mut statement = connection.prepare(
        r"SELECT name, type = 'table' AND NOT wr, strict FROM pragma_table_list
          WHERE schema = 'main' AND type IN ('table', 'virtual')
            AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'abide\_%' ESCAPE '\'
          ORDER BY name",
    )?;
    let listed = statement
        .query_map([], |row| Ok(Listed { name: row.get(0)?, rowid: row.get(1)?, strict: row.get(2)? }))?;
    listed.collect()
}

fn table(connection: &Connection, listed: &Listed) -> rusqlite::Result<Table> {
    let (columns, primary_key) = columns(connection, listed)?;
    let (unique, mut indexes) = indexes(connection, &listed.name)?;
    if listed.rowid && !primary_key.is_empty() && !indexes.iter().any(|index| index.columns == primary_key) {
        indexes.insert(0, Index { name: "rowid".to_owned(), columns: primary_key.clone() });
    }
    Ok(Table {
        untouchable: None,
        name: TableName { schema: None, name: listed.name.clone() },
        columns,
        primary_key,
        unique,
        checks: declared_checks(connection, &listed.name)?,
        indexes,
        foreign_keys: Vec::new(),
        partitioned_by: None,
    })
}

fn columns(connection: &Connection, listed: &Listed) -> rusqlite::Result<(Vec<Column>, Vec<String>)> {
    let mut columns = Vec::new();
    let mut key: Vec<(i64, String)> = Vec::new();
    let mut nullable_key = false;
    let mut statement = connection.prepare(
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?1, 'main')
         WHERE hidden <> 1 ORDER BY cid",
    )?;
    let mut rows = statement.query([&listed.name])?;
    while let Some(row) = rows.next()? {
        let (name, declared): (String, String) = (row.get(0)?, row.get(1)?);
        let (not_null, place, hidden): (bool, i64, i64) = (row.get(2)?, row.get(4)?, row.get(5)?);
        if place > 0 {
            key.push((place, name.clone()));
            nullable_key |= !not_null;
        }
        columns.push(Column {
            kind: kind(&declared),
            nullable: !not_null,
            default: row.get(3)?,
            generated: hidden > 1,
            // SQLite takes longer text than a column declares.
            collation: None,
            max_length: None,
            name,
            declared,
        });
    }
    key.sort();
    let key: Vec<String> = key.into_iter().map(|(_, name)| name).collect();
    if nullable_key {
        forbid_null(&mut columns, &key, listed);
    }
    Ok((columns, key))
}

/// A key's columns take NULL in ordinary tables (an old error of SQLite's, kept), but not when the key is the rowid, and
/// not in tables without rowid or with strict types.
fn forbid_null(columns: &mut [Column], key: &[String], listed: &Listed) {
    let is_rowid = key.len() == 1
        && columns
            .iter()
            .any(|column| column.name == key[0] && column.declared.eq_ignore_ascii_case("integer"));
    if is_rowid || !listed.rowid || listed.strict {
        columns
            .iter_mut()
            .filter(|column| key.contains(&column.name))
            .for_each(|column| column.nullable = false);
    }
}

/// SQLite types values, not columns; what a column is meant to hold is read from its declared type, whose words other
/// databases have fixed. The order matters as it does in SQLite (`POINT` is an integer to it, too).
fn kind(declared: &str) -> ColumnKind {
    let declared = declared.to_uppercase();
    let has = |words: &[&str]| words.iter().any(|word| declared.contains(word));
    if has(&["TIMESTAMPTZ", "WITH TIME ZONE", "DATETIMEOFFSET"]) {
        ColumnKind::TimestampTz
    } else if has(&["DATETIME", "TIMESTAMP"]) {
        ColumnKind::Timestamp
    } else if has(&["DATE"]) {
        ColumnKind::Date
    } else if has(&["BOOL"]) {
        ColumnKind::Bool
    } else if has(&["INT"]) {
        ColumnKind::Integer
    } else if has(&["CHAR", "CLOB", "TEXT", "STRING"]) {
        ColumnKind::Text
    } else if has(&["UUID", "GUID"]) {
        ColumnKind::Uuid
    } else if has(&["JSON"]) {
        ColumnKind::Json
    } else if has(&["BLOB", "BINARY", "BYTEA"]) {
        ColumnKind::Bytes
    } else if has(&["REAL", "FLOA", "DOUB", "NUMERIC", "DECIMAL", "NUMBER", "MONEY"]) {
        ColumnKind::Decimal
    } else {
        ColumnKind::Other
    }
}

type Indexes = (Vec<Vec<String>>, Vec<Index>);

fn indexes(connection: &Connection, table: &str) -> rusqlite::Result<Indexes> {
    let (mut unique, mut indexes) = (Vec::new(), Vec::new());
    let mut statement = connection.prepare(
        "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?1, 'main') ORDER BY name",
    )?;
    let mut rows = statement.query([table])?;
    while let Some(row) = rows.next()? {
        let (name, is_unique, origin, partial): (String, bool, String, bool) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let Some(columns) = plain_columns(connection, &name)? else {
            continue;
        };
        if is_unique && origin != "pk" && !unique.contains(&columns) {
            unique.push(columns.clone());
        }
        if !partial {
            indexes.push(Index { name, columns });
        }
    }
    unique.sort();
    Ok((unique, indexes))
}

/// The columns of an index; none when part of it is an expression.
fn plain_columns(connection: &Connection, index: &str) -> rusqlite::Result<Option<Vec<String>>> {
    let mut statement = connection
        .prepare_cached("SELECT name FROM pragma_index_xinfo(?1, 'main') WHERE key ORDER BY seqno")?;
    let columns = statement.query_map([index], |row| row.get(0))?;
    columns.collect()
}

fn declared_checks(connection: &Connection, table: &str) -> rusqlite::Result<Vec<Check>> {
    let text: Option<String> = connection.query_row(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE",
        [table],
        |row| row.get(0),
    )?;
    Ok(checks::declared(text.as_deref().unwrap_or_default()))
}

fn foreign_keys(
    connection: &Connection,
    table: &Table,
    known: &[Table],
) -> rusqlite::Result<Vec<ForeignKey>> {
    let mut statement = connection.prepare(
        "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list(?1, 'main') ORDER BY id, seq",
    )?;
    let mut rows = statement.query([&table.name.name])?;
    let mut keys: BTreeMap<i64, ForeignKey> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (other, own, their): (String, String, Option<String>) = (row.get(1)?, row.get(2)?, row.get(3)?);
        // A reference to a table that is not there refers to nothing.
        let Some(other) = known.iter().find(|table| table.name.name.eq_ignore_ascii_case(&other)) else {
            continue;
        };
        let action: String = row.get(4)?;
        let key = keys.entry(row.get(0)?).or_insert_with(|| ForeignKey {
            name: None,
            columns: Vec::new(),
            table: other.name.clone(),
            their: Vec::new(),
            on_delete: on_delete(&action),
        });
        let their = their.or_else(|| other.primary_key.get(key.columns.len()).cloned());
        key.columns.push(spelt(table, own));
        key.their.extend(their.map(|name| spelt(other, name)));
    }
    let mut keys: Vec<ForeignKey> =
        keys.into_values().filter(|key| key.columns.len() == key.their.len()).collect();
    keys.sort_by(|a, b| (&a.columns, &a.table, &a.their).cmp(&(&b.columns, &b.table, &b.their)));
    Ok(keys)
}

/// A column's name as its table spells it.
fn spelt(table: &Table, name: String) -> String {
    let found = table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(&name));
    found.map_or(name, |column| column.name.clone())
}

fn on_delete(action: &str) -> OnDelete {
    match action {
        "CASCADE" => OnDelete::Cascade,
        "SET NULL" => OnDelete::SetNull,
        "SET DEFAULT" => OnDelete::SetDefault,
        _ => OnDelete::Refuse,
    }
}
