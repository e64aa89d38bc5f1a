//! A world's schema and rows as statements.

use super::{Cell, Column, Engine, ForeignKey, Table, World};

impl World {
    /// Statements that make the tables and fill them, for a connection that does not check references meanwhile.
    #[must_use]
    pub fn statements(&self) -> Vec<String> {
        let inline = self.engine != Engine::Postgres;
        let create = self.tables.iter().map(|table| create(table, inline));
        let insert = self.tables.iter().filter(|table| !table.rows.is_empty()).map(insert);
        let refer = self.tables.iter().filter(|_| !inline).flat_map(|table| {
            table
                .foreign_keys
                .iter()
                .map(|key| format!("ALTER TABLE {} ADD {}", table.name, foreign_key(key)))
        });
        create.chain(insert).chain(refer).collect()
    }
}

fn create(table: &Table, inline: bool) -> String {
    let mut parts: Vec<String> = table.columns.iter().map(column).collect();
    if !table.key.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", table.key.join(", ")));
    }
    parts.extend(table.unique.iter().map(|columns| format!("UNIQUE ({})", columns.join(", "))));
    parts.extend(table.checks.iter().map(|check| format!("CHECK ({check})")));
    if inline {
        parts.extend(table.foreign_keys.iter().map(foreign_key));
    }
    format!("CREATE TABLE {} (\n  {}\n)", table.name, parts.join(",\n  "))
}

fn column(column: &Column) -> String {
    let null = if column.nullable { "" } else { " NOT NULL" };
    let default = column.default.map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
    format!("{} {}{null}{default}", column.name, column.declared)
}

fn foreign_key(key: &ForeignKey) -> String {
    let on_delete = key.on_delete.map(|action| format!(" ON DELETE {action}")).unwrap_or_default();
    let (own, their) = (key.own.join(", "), key.their.join(", "));
    format!("FOREIGN KEY ({own}) REFERENCES {} ({their}){on_delete}", key.table)
}

fn insert(table: &Table) -> String {
    let row = |row: &Vec<Cell>| format!("({})", row.iter().map(Cell::sql).collect::<Vec<_>>().join(", "));
    let rows: Vec<String> = table.rows.iter().map(row).collect();
    format!("INSERT INTO {} VALUES\n  {}", table.name, rows.join(",\n  "))
}

impl Cell {
    /// It as SQL.
    #[must_use]
    pub fn sql(&self) -> String {
        match self {
            Self::Null => "NULL".to_owned(),
            // The lowest number has no literal of its own.
            Self::Integer(i64::MIN) => "(-9223372036854775807 - 1)".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => (*number).to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
        }
    }
}
