//! Writes a company into a PostgreSQL database, by COPY, a few megabytes at a time.

use std::{fmt::Write, io::Cursor};

use futures_util::SinkExt;
use tokio_postgres::{Client, NoTls};

use super::{Cell, FillError, Row, Table};

/// So much text is held before it is sent; the rest of the company is not yet invented then.
const HELD: usize = 4 << 20;

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
}

async fn write(
    url: &str,
    schema: &str,
    tables: &[Table],
    rows: impl Iterator<Item = Row>,
) -> Result<(), FillError> {
    let (mut client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let driver = tokio::spawn(connection);
    client.batch_execute(schema).await?;
    let transaction = client.transaction().await?;
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
            send(transaction.client(), tables, &mut held).await?;
            size = 0;
        }
    }
    send(transaction.client(), tables, &mut held).await?;
    transaction.commit().await?;
    client.batch_execute("ANALYZE").await?;
    drop(client);
    driver.await.expect("the connection's task does not panic")?;
    Ok(())
}

/// Tables are in the order in which they refer to each other, so what is referred to is there first.
async fn send(client: &Client, tables: &[Table], held: &mut [String]) -> Result<(), tokio_postgres::Error> {
    for (table, text) in tables.iter().zip(held) {
        if text.is_empty() {
            continue;
        }
        let copy = format!("COPY {} ({}) FROM STDIN", table.name, table.columns.join(", "));
        let sink = client.copy_in::<_, Cursor<Vec<u8>>>(&copy).await?;
        futures_util::pin_mut!(sink);
        sink.send(Cursor::new(std::mem::take(text).into_bytes())).await?;
        sink.finish().await?;
    }
    Ok(())
}

fn write_row(row: &Row, out: &mut String) {
    for (at, cell) in row.cells.iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        write_cell(cell, out);
    }
    out.push('\n');
}

fn write_cell(cell: &Cell, out: &mut String) {
    match cell {
        Cell::Null => out.push_str("\\N"),
        Cell::Text(text) => text.chars().for_each(|letter| write_letter(letter, out)),
        Cell::Truth(value) => out.push_str(if *value { "t" } else { "f" }),
        Cell::Integer(value) => write!(out, "{value}").expect("text can be written to"),
        Cell::Day(value) => write!(out, "{value}").expect("text can be written to"),
        Cell::Moment(value) => write!(out, "{}", value.timestamp()).expect("text can be written to"),
        Cell::Bytes(bytes) => {
            out.push_str("\\\\x");
            bytes.iter().for_each(|byte| write!(out, "{byte:02x}").expect("text can be written to"));
        }
    }
}

fn write_letter(letter: char, out: &mut String) {
    match letter {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        other => out.push(other),
    }
}
