//! Writes a company into a SQLite file, in one transaction.

use std::path::Path;

use rusqlite::{Connection, Statement, ToSql, params_from_iter, types::ToSqlOutput};

use super::{Cell, FillError, Row, Table};

/// Creates the schema and writes the rows.
pub(super) fn fill(
    path: &Path,
    schema: &str,
    tables: &[Table],
    rows: impl Iterator<Item = Row>,
) -> Result<(), FillError> {
    let connection = Connection::open(path)?;
    // Nobody reads the file before it is complete.
    connection.execute_batch("PRAGMA synchronous = OFF; BEGIN")?;
    connection.execute_batch(schema)?;
    let mut inserts: Vec<Statement<'_>> =
        tables.iter().map(|table| insert(&connection, table)).collect::<Result<_, _>>()?;
    for row in rows {
        let table = tables
            .iter()
            .position(|table| table.name == row.table)
            .expect("a row is of a table of its company");
        inserts[table].execute(params_from_iter(&row.cells))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

fn insert<'a>(connection: &'a Connection, table: &Table) -> rusqlite::Result<Statement<'a>> {
    let places = vec!["?"; table.columns.len()].join(", ");
    connection.prepare(&format!(
        "INSERT INTO {} ({}) VALUES ({places})",
        table.name,
        table.columns.join(", ")
    ))
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::from(rusqlite::types::Null),
            Self::Truth(value) => ToSqlOutput::from(*value),
            Self::Integer(value) => ToSqlOutput::from(*value),
            Self::Text(value) => ToSqlOutput::from(value.as_str()),
            Self::Day(value) => ToSqlOutput::from(value.to_string()),
            Self::Moment(value) => ToSqlOutput::from(value.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
            Self::Bytes(value) => ToSqlOutput::from(value.as_slice()),
        })
    }
}
