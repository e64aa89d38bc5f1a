//! Stores: the databases that hold the data, one module per engine behind one synchronous trait.
//!
//! A store is used by one thread at a time. Its calls block, and must not be made from inside an asynchronous runtime.

mod address;
mod encryption;
mod error;
mod files;
mod lists;
mod mariadb;
mod postgres;
mod sqlite;

use std::{collections::BTreeMap, ops::ControlFlow, path::Path, time::Duration};

use abide_plan::{
    archive::Listed,
    catalog::{Catalog, Dialect, Table, TableName},
    draft::FileSet,
    heap_only::Heap,
    quote,
    step::{Param, Sql},
    value::Value,
};
use abide_policy::{
    finding::Finding,
    map::{MapStore, StoreUrl},
    span::Spanned,
};

use self::address::Address;
pub use self::{
    error::{Kind, StoreError},
    files::Files,
    lists::Lists,
};

/// What may be done through a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Nothing can be written: the database itself refuses.
    Read,
    /// Rows can be changed.
    Write,
}

/// What a store says of how busy it is. What it does not tell, or does not tell this user, is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signals {
    /// How long the slowest replica takes to follow; [`Duration::MAX`]: one does not follow any more.
    pub lag: Option<Duration>,
    /// How many bytes of the log the slowest replica has still to follow.
    pub behind: Option<u64>,
    /// Other sessions that wait for a lock.
    pub blocked: Option<u64>,
    /// Other sessions at work.
    pub active: Option<u64>,
}

/// A connection to one store.
pub trait Store: Send {
    /// Whose SQL it speaks.
    fn dialect(&self) -> Dialect;

    /// What it is, for people, without any secret: a path, or a database and its host.
    fn place(&self) -> &str;

    /// What the database says of itself.
    fn catalog(&mut self) -> Result<Catalog, StoreError>;

    /// Gives the lists that statements may name from now on, in the place of any given before.
    fn lend(&mut self, lists: Lists);

    /// About how many rows each table has, as far as the database knows without counting. A table it knows nothing of is
    /// left out.
    fn estimates(&mut self) -> Result<BTreeMap<TableName, u64>, StoreError>;

    /// What decides whether updates of a table can be heap-only. Only PostgreSQL has such.
    fn heaps(&mut self) -> Result<BTreeMap<TableName, Heap>, StoreError> {
        Ok(BTreeMap::new())
    }

    /// What it noticed of itself when it was gone through; a database has nothing to tell.
    fn findings(&mut self) -> Result<Vec<Finding>, StoreError> {
        Ok(Vec::new())
    }

    /// Sets that would take in the files that are of none; none where it is no folder.
    fn suggestions(&mut self) -> Result<Option<Vec<FileSet>>, StoreError> {
        Ok(None)
    }

    /// Hands each row of the result to `each` as it arrives, without holding more than a few, until it breaks.
    /// On PostgreSQL and MariaDB dates come as ISO text in UTC; a type without a plain form must be cast to text in the statement.
    fn stream(
        &mut self,
        sql: &Sql,
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), StoreError>;

    /// Runs a statement that returns no rows; how many it changed.
    fn execute(&mut self, sql: &Sql) -> Result<u64, StoreError>;

    /// Makes or fills a temporary table, which only this session sees: whatever may be done through the connection, nothing of the
    /// database is changed. Outside a transaction.
    fn execute_temporary(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        self.execute(sql)
    }

    /// From now on what is asked is answered from what is there now. A database does so by itself.
    fn look_again(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

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

    /// How many rows the changes of the last transaction really removed, in their order, where only its commit could show it. None
    /// where each change has told already.
    fn removed(&mut self) -> Option<Vec<u64>> {
        None
    }

    /// Whether an open transaction keeps others waiting, so that it should be short.
    fn holds_others(&self) -> bool {
        self.dialect() == Dialect::Sqlite
    }

    /// Why rows were left alone since this was last asked, where it is not for a rule or a constraint.
    fn left_alone(&mut self) -> Option<String> {
        None
    }

    /// Has the disk hold what was committed without waiting for it, and keeps no other user waiting meanwhile. False where the
    /// store has no such way, and only a commit that waits can do it.
    fn flush(&mut self) -> Result<bool, StoreError> {
        Ok(false)
    }

    /// How busy the store is, asked between batches.
    fn signals(&mut self) -> Result<Signals, StoreError> {
        Ok(Signals::default())
    }

    /// Takes the lock that one apply at a time holds on this store, until the store is dropped or the process dies.
    /// False when another holds it.
    fn try_lock(&mut self) -> Result<bool, StoreError>;

    /// Values are archived at `place` (a schema, a database, a file whose path starts at `base`), and what is there is no part of
    /// the catalog.
    fn use_archive(&mut self, place: &str, base: &Path) -> Result<(), StoreError> {
        let _ = (place, base);
        let reason = "this kind of store has no archive yet; leave `archive` out of the map".to_owned();
        Err(StoreError::Failed { place: self.place().to_owned(), reason })
    }

    /// The user that the database knows us as; none where it knows no users.
    fn user(&mut self) -> Result<Option<String>, StoreError> {
        Ok(None)
    }

    /// The tables of the archive; none when the place is not there.
    fn archived(&mut self) -> Result<Option<Vec<Listed>>, StoreError> {
        Ok(None)
    }

    /// Makes the archive, or what is missing of it: all of the statements, or none. What is made is its owner's alone.
    fn make_archive(&mut self, statements: &[String]) -> Result<(), StoreError> {
        statements.iter().try_for_each(|text| self.execute(&plain(text.clone())).map(drop))
    }

    /// Puts the archive where statements reach it (`true`), or away. Only where it is a file of its own does it matter; not
    /// within a transaction.
    fn reach_archive(&mut self, reach: bool) -> Result<(), StoreError> {
        let _ = reach;
        Ok(())
    }

    /// Runs statements that copy rows into the archive, within the open transaction or, where that is not possible, durably
    /// before it commits; how many rows each copied.
    fn copy(&mut self, statements: &[Sql]) -> Result<Vec<u64>, StoreError> {
        statements.iter().map(|sql| self.execute(sql)).collect()
    }

    /// Takes out of the archive what the batch of that entry of that journal copied, and then did not remove. Only where copies
    /// are not part of the transaction can there be any.
    fn uncopy(&mut self, journal: &str, seq: u64) -> Result<(), StoreError> {
        let _ = (journal, seq);
        Ok(())
    }

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

/// Opens a store of the map, as [`open`] does; of a folder, its files are known by the map's patterns.
pub fn open_mapped(map: &MapStore, base: &Path, access: Access) -> Result<Box<dyn Store>, StoreError> {
    let replicas = match access {
        Access::Read => Vec::new(),
        Access::Write => replicas(map, base)?,
    };
    let store = connect(address::resolve(&map.url.value, base)?, (Some(map), &replicas), access)?;
    archiving(store, base, map.archive.as_ref().map(|place| place.value.as_str()))
}

/// Opens the store at `url`. A relative path, or the path of a `file:` address, starts at `base`, the folder of
/// the map. Never creates a database.
pub fn open(url: &StoreUrl, base: &Path, access: Access) -> Result<Box<dyn Store>, StoreError> {
    connect(address::resolve(url, base)?, (None, &[]), access)
}

/// Servers that follow a store, and do not tell it how late they are.
fn replicas(map: &MapStore, base: &Path) -> Result<Vec<mariadb::Server>, StoreError> {
    let server = |url: &Spanned<StoreUrl>| match address::resolve(&url.value, base)? {
        Address::MariaDb(server) => Ok(*server),
        _ => Err(StoreError::NotAReplica { store: map.name.value.clone() }),
    };
    map.replicas.iter().map(server).collect()
}

fn connect(
    address: Address,
    (map, replicas): (Option<&MapStore>, &[mariadb::Server]),
    access: Access,
) -> Result<Box<dyn Store>, StoreError> {
    let files = map.is_some_and(|map| map.tables.iter().any(|table| !table.files.is_empty()));
    if let (Some(map), true) = (map, files && !matches!(address, Address::Files(_))) {
        return Err(StoreError::NotAFolder { store: map.name.value.clone() });
    }
    if let (Some(map), false, false) = (map, replicas.is_empty(), matches!(address, Address::MariaDb(_))) {
        return Err(StoreError::NotAReplica { store: map.name.value.clone() });
    }
    Ok(match address {
        Address::Files(files) => Box::new(files::FileStore::open(&files, map, access)?),
        Address::Sqlite(path) => Box::new(sqlite::Sqlite::open(&path, access)?),
        Address::MariaDb(server) => Box::new(mariadb::MariaDb::open(&server, access)?.followed_by(replicas)?),
        Address::Postgres(server) => Box::new(postgres::Postgres::open(&server, access)?),
    })
}

/// The same as [`open`], with the place where it archives values, when it has one.
pub fn open_with_archive(
    url: &StoreUrl,
    base: &Path,
    archive: Option<&str>,
    access: Access,
) -> Result<Box<dyn Store>, StoreError> {
    archiving(open(url, base, access)?, base, archive)
}

fn archiving(
    mut store: Box<dyn Store>,
    base: &Path,
    archive: Option<&str>,
) -> Result<Box<dyn Store>, StoreError> {
    if let Some(place) = archive {
        store.use_archive(place, base)?;
    }
    Ok(store)
}

/// A statement without parameters.
pub fn plain(text: impl Into<String>) -> Sql {
    Sql { text: text.into(), params: Vec::new() }
}

/// The text that is all of an answer; none when it is another.
fn only_text(rows: Vec<Vec<Value>>) -> Option<String> {
    match rows.into_iter().next().as_deref() {
        Some([Value::Text(text)]) => Some(text.clone()),
        _ => None,
    }
}

/// A statement with parameters.
pub fn bound(text: impl Into<String>, params: impl IntoIterator<Item = Param>) -> Sql {
    Sql { text: text.into(), params: params.into_iter().collect() }
}

/// `SELECT` of `columns` from `table` under the alias `t`.
fn select(
    dialect: Dialect,
    columns: &[String],
    table: &Table,
    condition: Option<&Sql>,
    limit: Option<u64>,
) -> Sql {
    let list = if columns.is_empty() { "NULL".to_owned() } else { columns.join(", ") };
    let mut sql = plain(format!("SELECT {list} FROM {} AS t", quote::table(dialect, &table.name)));
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
