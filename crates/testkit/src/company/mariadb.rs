//! Writes a company into a MariaDB database, by statements of many rows, in one transaction.

use std::fmt::Write;

use mysql_async::{Conn, Error, Opts, OptsBuilder, prelude::Queryable};

use super::{Cell, FillError, Row, Table};

/// So much text is held before it is sent; the rest of the company is not yet invented then.
const HELD: usize = 1 << 20;

/// Creates the schema and writes the rows; returns when they are there and counted for the query planner. Works inside and
/// outside of an asynchronous runtime.
pub(super) fn fill(
    url: &str,
    schema: &str,
    tables: &[Table],
    rows: impl Iterator<Item = Row> + Send,
) -> Result<(), FillError> {
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime without threads starts").block_on(write(url, schema, tables, rows))
    };
    std::thread::scope(|threads| threads.spawn(work).join().expect("the writing thread does not panic"))
        .map_err(FillError::from)
}

async fn write(
    url: &str,
    schema: &str,
    tables: &[Table],
    rows: impl Iterator<Item = Row>,
) -> Result<(), Error> {
    let opts = OptsBuilder::from_opts(Opts::from_url(url)?).prefer_socket(false);
    let mut connection = Conn::new(opts).await?;
    connection.query_drop("SET sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES'").await?;
    connection.query_drop(schema).await?;
    connection.query_drop("START TRANSACTION").await?;
    let mut held = vec![String::new(); tables.len()];
    let mut size = 0;
    for row in rows {
        let table = tables
            .iter()
            .position(|table| table.name == row.table)
            .expect("a row is of a table of its company");
        let before = held[table].len();
        write_row(&row, &mut held[table]);
        size += held[table].len() - before;
        if size > HELD {
            send(&mut connection, tables, &mut held).await?;
            size = 0;
        }
    }
    send(&mut connection, tables, &mut held).await?;
    connection.query_drop("COMMIT").await?;
    let names: Vec<&str> = tables.iter().map(|table| table.name).collect();
    connection.query_drop(format!("ANALYZE TABLE {}", names.join(", "))).await?;
    connection.disconnect().await
}

/// Tables are in the order in which they refer to each other, so what is referred to is there first.
async fn send(connection: &mut Conn, tables: &[Table], held: &mut [String]) -> Result<(), Error> {
    for (table, text) in tables.iter().zip(held) {
        if !text.is_empty() {
            let columns = table.columns.join(", ");
            let rows = std::mem::take(text);
            connection.query_drop(format!("INSERT INTO {} ({columns}) VALUES {rows}", table.name)).await?;
        }
    }
    Ok(())
}

fn write_row(row: &Row, out: &mut String) {
    out.push_str(if out.is_empty() { "(" } else { ",\n(" });
    for (at, cell) in row.cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_cell(cell, out).expect("text can be written to");
    }
    out.push(')');
}

fn write_cell(cell: &Cell, out: &mut String) -> std::fmt::Result {
    match cell {
        Cell::Null => out.write_str("NULL"),
        Cell::Text(text) => write!(out, "'{}'", text.replace('\'', "''")),
        Cell::Truth(value) => write!(out, "{value}"),
        Cell::Integer(value) => write!(out, "{value}"),
        Cell::Day(value) => write!(out, "'{value}'"),
        // As the company's own clocks show it: a column without zone is read so.
        Cell::Moment(value) => write!(out, "'{}'", value.strftime("%Y-%m-%d %H:%M:%S")),
        Cell::Bytes(bytes) => {
            out.push_str("x'");
            bytes.iter().try_for_each(|byte| write!(out, "{byte:02x}"))?;
            out.write_char('\'')
        }
    }
}
