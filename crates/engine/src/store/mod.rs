//! Stores: the databases that hold the data, one module per engine behind one synchronous trait.
//!
//! A store is used by one thread at a time. Its calls block, and must not be made from inside an asynchronous runtime.

mod address;
mod error;
mod postgres;
mod sqlite;

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use abide_plan::{
    catalog::{Catalog, Dialect, Table, TableName},
    quote,
    step::{Param, Sql},
    value::Value,
};
use abide_policy::map::StoreUrl;

use self::address::Address;
pub use self::error::{Kind, StoreError};

/// What may be done through a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Nothing can be written: the database itself refuses.
    Read,
    /// Rows can be changed.
    Write,
}

/// A connection to one store.
pub trait Store: Send {
    /// Whose SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// What it is, for people, without any secret: a path, or a database and its host.
    fn place(&self) -> &str;

    /// What the database says of itself.
    fn catalog(&mut self) -> Result<Catalog, StoreError>;

    /// About how many rows each table has, as far as the database knows without counting. A table it knows nothing of is
    /// left out.
    fn estimates(&mut self) -> Result<BTreeMap<TableName, u64>, StoreError>;

    /// Hands each row of the result to `each` as it arrives, without holding more than a few, until it breaks.
    /// On PostgreSQL dates come as ISO text in UTC; a type without a plain form must be cast to text in the statement.
    fn stream(
        &mut self,
        sql: &Sql,
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// Runs a statement that returns no rows; how many it changed.
    fn execute(&mut self, sql: &Sql) -> Result<u64, StoreError>;

    /// Opens a transaction. With [`Access::Read`] all its statements see one state of the data; with [`Access::Write`]
    /// SQLite takes the write lock at once, and PostgreSQL uses its default level (`SET TRANSACTION` may follow).
    fn begin(&mut self) -> Result<(), StoreError>;

    /// The same with settings that last as long as the transaction, in the same round trip. Only PostgreSQL has such.
    fn begin_with(&mut self, settings: &[(&str, &str)]) -> Result<(), StoreError> {
        let _ = settings;
        self.begin()
    }

    /// Commits the open transaction.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Rolls the open transaction back; nothing happens when none is open.
    fn rollback(&mut self) -> Result<(), StoreError>;

    /// Has the disk hold what was committed without waiting for it, and keeps no other user waiting meanwhile. False where the
    /// store has no such way, and only a commit that waits can do it.
    fn flush(&mut self) -> Result<bool, StoreError> {
        Ok(false)
    }

    /// Takes the lock that one apply at a time holds on this store, until the store is dropped or the process dies.
    /// False when another holds it.
    fn try_lock(&mut self) -> Result<bool, StoreError>;

    /// Rows of `table` with all its columns in the catalog's order, for those that `condition` (over the alias `t`) is true
    /// for, at most `limit` of them. Each value has the shape that its column's kind says.
    fn rows(
        &mut self,
        table: &Table,
        condition: Option<&Sql>,
        limit: Option<u64>,
    ) -> Result<Vec<Vec<Value>>, StoreError>;

    /// All rows of a small result.
    fn query(&mut self, sql: &Sql) -> Result<Vec<Vec<Value>>, StoreError> {
        let mut rows = Vec::new();
        self.stream(sql, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }

    /// The one whole number that the statement gives: a count. Zero when it gives no row or NULL.
    fn count(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        let rows = self.query(sql)?;
        Ok(match rows.first().and_then(|row| row.first()) {
            Some(Value::Integer(count)) => u64::try_from(*count).unwrap_or(0),
            Some(Value::Decimal(count)) => count.parse().unwrap_or(0),
            _ => 0,
        })
    }
}

/// Opens the store at `url`. A relative SQLite path, or the path of a `file:` address, starts at `base`, the folder of
/// the map. Never creates a database.
pub fn open(url: &StoreUrl, base: &Path, access: Access) -> Result<Box<dyn Store>, StoreError> {
    Ok(match address::resolve(url, base)? {
        Address::Sqlite(path) => Box::new(sqlite::Sqlite::open(&path, access)?),
        Address::Postgres(config) => Box::new(postgres::Postgres::open(&config, access)?),
    })
}

/// A statement without parameters.
pub fn plain(text: impl Into<String>) -> Sql {
    Sql { text: text.into(), params: Vec::new() }
}

/// A statement with parameters.
pub fn bound(text: impl Into<String>, params: impl IntoIterator<Item = Param>) -> Sql {
    Sql { text: text.into(), params: params.into_iter().collect() }
}

/// `SELECT` of `columns` from `table` under the alias `t`.
fn select(columns: &[String], table: &Table, condition: Option<&Sql>, limit: Option<u64>) -> Sql {
    let list = if columns.is_empty() { "NULL".to_owned() } else { columns.join(", ") };
    let mut sql = plain(format!("SELECT {list} FROM {} AS t", quote::table(&table.name)));
    if let Some(condition) = condition {
        sql.text.push_str(&format!(" WHERE {}", condition.text));
        sql.params.clone_from(&condition.params);
    }
    if let Some(limit) = limit {
        sql.text.push_str(&format!(" LIMIT {limit}"));
    }
    sql
}

/// Bytes as PostgreSQL writes them: `\x` and hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 + 2 * bytes.len());
    text.push_str("\\x");
    for byte in bytes {
        text.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
        text.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
    }
    text
}
