//! What MariaDB says of itself, from `information_schema`: the database of the connection, and tables of other databases that
//! refer to it.

use abide_phrases::Text;
use std::collections::{BTreeMap, BTreeSet};

use abide_plan::{
    catalog::{Catalog, Check, Column, ColumnKind, Dialect, ForeignKey, Index, OnDelete, Table, TableName},
    step::Param,
    value::Value,
};

use super::{
    super::{Store, StoreError, bound, plain},
    MariaDb,
};

type Tables = BTreeMap<TableName, Table>;

/// Reads the catalog.
pub(super) fn read(store: &mut MariaDb) -> Result<Catalog, StoreError> {
    let own = database(store)?;
    let mut reader = Reader { schema: own.clone(), own, tables: Tables::new(), store };
    let referring = reader.referring()?;
    let others: BTreeSet<String> = referring.iter().filter_map(|name| name.schema.clone()).collect();
    for schema in std::iter::once(reader.own.clone()).chain(others) {
        reader.schema = schema;
        reader.tables(&referring)?;
        reader.columns()?;
        reader.keys()?;
        reader.checks()?;
        reader.references()?;
        reader.partitions()?;
    }
    Ok(Catalog { dialect: Dialect::MariaDb, tables: reader.tables.into_values().collect() })
}

/// Rows per table as the server estimates them.
pub(super) fn estimates(store: &mut MariaDb) -> Result<BTreeMap<TableName, u64>, StoreError> {
    let text = "SELECT table_name, cast(table_rows AS signed) FROM information_schema.tables
                WHERE table_schema = database() AND table_type = 'BASE TABLE' AND table_rows IS NOT NULL
                  AND table_name NOT LIKE 'abide\\_%' ESCAPE '\\'";
    let rows = store.query(&plain(text))?;
    Ok(rows
        .iter()
        .map(|row| (TableName { schema: None, name: text_of(row, 0) }, number_of(row, 1)))
        .collect())
}

fn database(store: &mut MariaDb) -> Result<String, StoreError> {
    let rows = store.query(&plain("SELECT database()"))?;
    Ok(rows.first().map(|row| text_of(row, 0)).unwrap_or_default())
}

/// An index as it is read: whether each value is there once, whether it is a tree, its columns (none: an expression).
type Listed = (bool, bool, Vec<Option<String>>);

struct Reader<'a> {
    store: &'a mut MariaDb,
    /// The database of the connection.
    own: String,
    /// The one that is being read: the server looks into the others only when it is not named.
    schema: String,
    tables: Tables,
}

impl Reader<'_> {
    fn name(&self, schema: String, name: String) -> TableName {
        TableName { schema: (schema != self.own).then_some(schema), name }
    }

    /// The table that the first two columns of a row name.
    fn table(&mut self, row: &[Value]) -> Option<&mut Table> {
        let name = self.name(text_of(row, 0), text_of(row, 1));
        self.tables.get_mut(&name)
    }

    fn query(&mut self, text: &str) -> Result<Vec<Vec<Value>>, StoreError> {
        self.store.query(&bound(text, [Param::Text(self.schema.clone())]))
    }

    /// Tables of other databases that refer to ours. The server opens each table of those that it is not told to leave out.
    fn referring(&mut self) -> Result<BTreeSet<TableName>, StoreError> {
        let text = "SELECT DISTINCT r.constraint_schema, r.table_name FROM information_schema.referential_constraints AS r
                    WHERE r.unique_constraint_schema = ?1 AND r.constraint_schema <> ?1
                      AND r.constraint_schema NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')";
        let rows = self.query(text)?;
        Ok(rows.iter().map(|row| TableName { schema: optional(row, 0), name: text_of(row, 1) }).collect())
    }

    /// No views, no sequences, not Abide's.
    fn tables(&mut self, referring: &BTreeSet<TableName>) -> Result<(), StoreError> {
        let text = "SELECT t.table_schema, t.table_name, t.engine, t.table_type, t.create_options
                    FROM information_schema.tables AS t
                    WHERE t.table_schema = ?1 AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                      AND t.table_name NOT LIKE 'abide\\_%' ESCAPE '\\' ORDER BY t.table_name";
        for row in self.query(text)? {
            let name = self.name(text_of(&row, 0), text_of(&row, 1));
            if name.schema.is_some() && !referring.contains(&name) {
                continue;
            }
            let untouchable = untouchable(&text_of(&row, 2), &text_of(&row, 3));
            let partitioned = text_of(&row, 4).to_lowercase().contains("partitioned");
            let table = Table {
                name: name.clone(),
                columns: Vec::new(),
                primary_key: Vec::new(),
                unique: Vec::new(),
                checks: Vec::new(),
                indexes: Vec::new(),
                foreign_keys: Vec::new(),
                partitioned_by: partitioned.then(Vec::new),
                untouchable,
            };
            self.tables.insert(name, table);
        }
        Ok(())
    }

    fn columns(&mut self) -> Result<(), StoreError> {
        let text = "SELECT c.table_schema, c.table_name, c.column_name, c.column_type, c.data_type, c.is_nullable,
                           c.column_default, c.extra, cast(c.character_maximum_length AS signed), c.collation_name
                    FROM information_schema.columns AS c WHERE c.table_schema = ?1
                    ORDER BY c.table_schema, c.table_name, c.ordinal_position";
        for row in self.query(text)? {
            let extra = text_of(&row, 7).to_lowercase();
            let (declared, data_type) = (text_of(&row, 3).to_lowercase(), text_of(&row, 4).to_lowercase());
            let kind = kind(&declared, &data_type);
            let column = Column {
                name: text_of(&row, 2),
                kind,
                nullable: text_of(&row, 5) == "YES",
                default: optional(&row, 6),
                generated: extra.contains("generated") && !extra.contains("default_generated"),
                max_length: longest(&row, kind),
                collation: optional(&row, 9).filter(|_| kind != ColumnKind::Uuid),
                declared,
            };
            if let Some(table) = self.table(&row) {
                table.columns.push(column);
            }
        }
        Ok(())
    }

    /// Indexes over whole columns; a part of a text can be told apart by it, and its index serves nonetheless.
    fn keys(&mut self) -> Result<(), StoreError> {
        let text = "SELECT i.table_schema, i.table_name, i.index_name, cast(i.non_unique AS signed), i.column_name, i.index_type
                    FROM information_schema.statistics AS i WHERE i.table_schema = ?1
                    ORDER BY i.table_schema, i.table_name, i.index_name, i.seq_in_index";
        let mut indexes: BTreeMap<(TableName, String), Listed> = BTreeMap::new();
        for row in self.query(text)? {
            let name = self.name(text_of(&row, 0), text_of(&row, 1));
            let index = indexes
                .entry((name, text_of(&row, 2)))
                .or_insert_with(|| (number_of(&row, 3) == 0, text_of(&row, 5) == "BTREE", Vec::new()));
            index.2.push(optional(&row, 4));
        }
        for ((table, name), (unique, tree, columns)) in indexes {
            let columns: Option<Vec<String>> = columns.into_iter().collect();
            let (Some(columns), Some(table)) = (columns, self.tables.get_mut(&table)) else { continue };
            if name == "PRIMARY" {
                table.primary_key.clone_from(&columns);
            } else if unique && !table.unique.contains(&columns) {
                table.unique.push(columns.clone());
            }
            if tree {
                table.indexes.push(Index { name, columns });
            }
        }
        self.tables.values_mut().for_each(|table| table.unique.sort());
        Ok(())
    }

    /// CHECK constraints. That a text is JSON is what MariaDB's type of that name consists of.
    fn checks(&mut self) -> Result<(), StoreError> {
        let maria = "SELECT c.constraint_schema, c.table_name, c.constraint_name, c.check_clause
                     FROM information_schema.check_constraints AS c WHERE c.constraint_schema = ?1 ORDER BY 1, 2, 3";
        let mysql = "SELECT t.table_schema, t.table_name, t.constraint_name, c.check_clause
                     FROM information_schema.check_constraints AS c JOIN information_schema.table_constraints AS t
                       ON t.constraint_schema = c.constraint_schema AND t.constraint_name = c.constraint_name
                     WHERE t.table_schema = ?1 AND t.constraint_type = 'CHECK' ORDER BY 1, 2, 3";
        let rows = match self.query(maria) {
            // MySQL's view does not name the table.
            Err(StoreError::Missing { .. }) => self.query(mysql)?,
            rows => rows?,
        };
        for row in rows {
            let (name, expression) = (text_of(&row, 2), text_of(&row, 3));
            let Some(table) = self.table(&row) else { continue };
            let json = expression.strip_prefix("json_valid(`").and_then(|rest| rest.strip_suffix("`)"));
            match json.and_then(|json| table.columns.iter_mut().find(|column| column.name == json)) {
                Some(column) => column.kind = ColumnKind::Json,
                None => table.checks.push(Check { name: Some(name), expression }),
            }
        }
        Ok(())
    }

    fn references(&mut self) -> Result<(), StoreError> {
        let rules = self.rules()?;
        let text = "SELECT u.table_schema, u.table_name, u.constraint_name, u.referenced_table_schema, u.referenced_table_name,
                           u.column_name, u.referenced_column_name
                    FROM information_schema.key_column_usage AS u
                    WHERE u.table_schema = ?1 AND u.referenced_table_name IS NOT NULL
                    ORDER BY u.table_schema, u.table_name, u.constraint_name, u.ordinal_position";
        for row in self.query(text)? {
            let other = self.name(text_of(&row, 3), text_of(&row, 4));
            let constraint = text_of(&row, 2);
            let Some(rule) = rules.get(&(text_of(&row, 1), constraint.clone())) else { continue };
            let Some(table) = self.table(&row) else { continue };
            let known = table.foreign_keys.iter().position(|key| key.name.as_ref() == Some(&constraint));
            let place = known.unwrap_or_else(|| {
                table.foreign_keys.push(ForeignKey {
                    name: Some(constraint),
                    columns: Vec::new(),
                    table: other,
                    their: Vec::new(),
                    on_delete: on_delete(rule),
                });
                table.foreign_keys.len() - 1
            });
            table.foreign_keys[place].columns.push(text_of(&row, 5));
            table.foreign_keys[place].their.push(text_of(&row, 6));
        }
        Ok(())
    }

    /// What each reference does when the row it refers to goes, by its table and its own name. Asked apart: joined to its columns, the
    /// server would look through all databases.
    fn rules(&mut self) -> Result<BTreeMap<(String, String), String>, StoreError> {
        let text = "SELECT r.table_name, r.constraint_name, r.delete_rule
                    FROM information_schema.referential_constraints AS r WHERE r.constraint_schema = ?1";
        let rows = self.query(text)?;
        Ok(rows.iter().map(|row| ((text_of(row, 0), text_of(row, 1)), text_of(row, 2))).collect())
    }

    /// The columns that the expressions of a partitioned table name.
    fn partitions(&mut self) -> Result<(), StoreError> {
        let text = "SELECT DISTINCT p.table_schema, p.table_name,
                           concat_ws(',', p.partition_expression, p.subpartition_expression)
                    FROM information_schema.partitions AS p
                    WHERE p.table_schema = ?1 AND p.partition_method IS NOT NULL";
        for row in self.query(text)? {
            let expression = text_of(&row, 2);
            let Some(table) = self.table(&row) else { continue };
            let named = table.columns.iter().map(|column| column.name.clone());
            let named = named.filter(|name| expression.contains(&format!("`{name}`")));
            table.partitioned_by = Some(named.collect());
        }
        Ok(())
    }
}

/// Why rows of a table of that engine and kind are left alone.
fn untouchable(engine: &str, kind: &str) -> Option<Text> {
    if kind == "SYSTEM VERSIONED" {
        return Some(abide_plan::catalog::versioned());
    }
    let transactional = ["innodb", "rocksdb", "tokudb", "ndbcluster"];
    if transactional.contains(&engine.to_lowercase().as_str()) {
        return None;
    }
    Some(abide_plan::catalog::without_transactions(engine))
}

fn kind(declared: &str, data_type: &str) -> ColumnKind {
    match data_type {
        "tinyint" if declared.starts_with("tinyint(1)") => ColumnKind::Bool,
        "bit" if declared == "bit(1)" => ColumnKind::Bool,
        "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "year" => ColumnKind::Integer,
        "decimal" | "float" | "double" => ColumnKind::Decimal,
        "date" => ColumnKind::Date,
        "datetime" => ColumnKind::Timestamp,
        "timestamp" => ColumnKind::TimestampTz,
        "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" => ColumnKind::Text,
        "enum" => ColumnKind::Enum,
        "uuid" => ColumnKind::Uuid,
        "json" => ColumnKind::Json,
        "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => ColumnKind::Bytes,
        _ => ColumnKind::Other,
    }
}

fn longest(row: &[Value], kind: ColumnKind) -> Option<u32> {
    if kind != ColumnKind::Text {
        return None;
    }
    u32::try_from(number_of(row, 8)).ok().filter(|length| (1..u32::MAX).contains(length))
}

fn on_delete(rule: &str) -> OnDelete {
    match rule {
        "CASCADE" => OnDelete::Cascade,
        "SET NULL" => OnDelete::SetNull,
        "SET DEFAULT" => OnDelete::SetDefault,
        _ => OnDelete::Refuse,
    }
}

fn text_of(row: &[Value], place: usize) -> String {
    optional(row, place).unwrap_or_default()
}

fn optional(row: &[Value], place: usize) -> Option<String> {
    match row.get(place) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn number_of(row: &[Value], place: usize) -> u64 {
    match row.get(place) {
        Some(Value::Integer(number)) => u64::try_from(*number).unwrap_or(0),
        _ => 0,
    }
}
