//! SQLite, embedded.

mod archive;
mod catalog;
mod checks;

use std::{
    collections::BTreeMap,
    fs::{File, TryLockError},
    io::ErrorKind,
    ops::ControlFlow,
    path::{Path, PathBuf},
    time::Duration,
};

use abide_plan::{
    archive::Listed,
    catalog::{Catalog, ColumnKind, Dialect, Table, TableName},
    quote,
    step::{Param, Sql},
    value::Value,
};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, types::ValueRef};

use super::{Access, Lists, Store, StoreError};

/// How long a statement waits for another connection's lock.
const PATIENCE: Duration = Duration::from_secs(5);

/// Kilobytes of pages kept while changing rows, as SQLite counts them: what a transaction changes should fit.
const CACHE: i64 = -16_000;

/// After so many flushes the log's pages are written into the file itself. A page is written once for all the batches that
/// changed it in between, so rarely is cheaper; but the log grows until then.
const CHECKPOINT: u32 = 2;

/// How many prepared statements are kept.
const STATEMENTS: usize = 256;

/// Reads the file's header.
const HEADER: &str = "SELECT count(*) FROM sqlite_schema";

/// A connection to an SQLite file.
pub(super) struct Sqlite {
    pub(super) connection: Connection,
    path: PathBuf,
    place: String,
    access: Access,
    lock: Option<File>,
    flushes: u32,
    lists: Lists,
    archive: Option<archive::Archive>,
}

impl Sqlite {
    pub(super) fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::MissingFile { path: path.to_owned() });
        }
        let mut store = Self {
            connection: connect(path, access)?,
            path: path.to_owned(),
            place: path.display().to_string(),
            access,
            lock: None,
            flushes: 0,
            lists: Lists::default(),
            archive: None,
        };
        if let Err(error) = store.prepare() {
            if !is_unrecovered(&error) {
                return Err(store.error(&error));
            }
            // Who was writing died, and left a journal that only a writer may roll back.
            connect(path, Access::Write)?
                .query_row(HEADER, [], |_| Ok(()))
                .map_err(|error| store.error(&error))?;
            store.connection = connect(path, access)?;
            store.prepare().map_err(|error| store.error(&error))?;
        }
        store.refuse_read_only()?;
        Ok(store)
    }

    /// A database that is nowhere else, for another store to keep its records in.
    pub(super) fn over(connection: Connection, place: String, access: Access) -> Self {
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Self {
            connection,
            path: PathBuf::new(),
            place,
            access,
            lock: None,
            flushes: 0,
            lists: Lists::default(),
            archive: None,
        }
    }

    /// Sets the connection up, and reads the file's header so that a file of another kind is told at once.
    fn prepare(&self) -> rusqlite::Result<()> {
        let connection = &self.connection;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.busy_timeout(PATIENCE)?;
        connection.query_row(HEADER, [], |_| Ok(()))?;
        if self.access == Access::Read {
            return connection.pragma_update(None, "query_only", true);
        }
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", CACHE)?;
        // What is erased is overwritten in the file, not only unlinked.
        connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))
    }

    /// SQLite opens a file it may not write as if only reading had been asked for.
    fn refuse_read_only(&self) -> Result<(), StoreError> {
        if self.access == Access::Write && self.connection.is_readonly("main").unwrap_or(false) {
            let reason = "the file cannot be written".to_owned();
            return Err(StoreError::ReadOnly { place: self.place.clone(), reason });
        }
        Ok(())
    }

    fn error(&self, error: &rusqlite::Error) -> StoreError {
        explain(&self.place, error)
    }

    fn simple(&self, text: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(text).map_err(|error| self.error(&error))
    }
}

impl Store for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn catalog(&mut self) -> Result<Catalog, StoreError> {
        catalog::read(&self.connection).map_err(|error| self.error(&error))
    }

    fn lend(&mut self, lists: Lists) {
        self.lists = lists;
    }

    fn estimates(&mut self) -> Result<BTreeMap<TableName, u64>, StoreError> {
        catalog::estimates(&self.connection).map_err(|error| self.error(&error))
    }

    fn stream(
        &mut self,
        sql: &Sql,
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let sql = self.lists.as_json(sql, &self.place)?;
        step(&self.connection, &sql, each).map_err(|error| self.error(&error))
    }

    fn execute(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        let sql = self.lists.as_json(sql, &self.place)?;
        let run = || {
            let mut statement = self.connection.prepare_cached(&sql.text)?;
            bind(&mut statement, &sql.params)?;
            statement.raw_execute()
        };
        run().map(|changed| changed as u64).map_err(|error| self.error(&error))
    }

    fn execute_temporary(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        let locks = |store: &Self, on: bool| {
            let set = store.connection.pragma_update(None, "query_only", on);
            set.map_err(|error| store.error(&error))
        };
        if self.access == Access::Write {
            return self.execute(sql);
        }
        locks(self, false)?;
        let done = self.execute(sql);
        locks(self, true).and(done)
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.simple(match self.access {
            Access::Read => "BEGIN",
            Access::Write => "BEGIN IMMEDIATE",
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.simple("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        // A full disk, among others, has SQLite roll back by itself.
        if self.connection.is_autocommit() { Ok(()) } else { self.simple("ROLLBACK") }
    }

    /// Where there is a write-ahead log: commits reach it in their order, it is synced as a whole, and no lock is on it.
    fn flush(&mut self) -> Result<bool, StoreError> {
        let wal = self.connection.path().map(|path| format!("{path}-wal"));
        let Some(wal) = wal.filter(|_| is_wal(&self.connection)) else { return Ok(false) };
        match File::options().write(true).open(wal).and_then(|file| file.sync_data()) {
            // Without a log all is in the file: the last to use it wrote it there, and waited.
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(StoreError::Failed { place: self.place.clone(), reason: error.to_string() });
            }
            _ => self.flushes += 1,
        }
        if !self.flushes.is_multiple_of(CHECKPOINT) {
            return Ok(true);
        }
        let checkpoint = self.connection.query_row("PRAGMA main.wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        checkpoint.map(|()| true).map_err(|error| self.error(&error))
    }

    fn try_lock(&mut self) -> Result<bool, StoreError> {
        if self.lock.is_some() {
            return Ok(true);
        }
        let mut name = self.path.clone().into_os_string();
        name.push(".abide-lock");
        let refused = |error: std::io::Error| StoreError::Denied {
            place: self.place.clone(),
            reason: format!("the lock file {} beside it: {error}", name.display()),
        };
        let file = File::options().create(true).append(true).open(&name).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => self.lock = Some(file),
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
        Ok(true)
    }

    fn use_archive(&mut self, place: &str, base: &Path) -> Result<(), StoreError> {
        self.set_archive(base.join(place))
    }

    fn archived(&mut self) -> Result<Option<Vec<Listed>>, StoreError> {
        self.listed()
    }

    fn make_archive(&mut self, statements: &[String]) -> Result<(), StoreError> {
        self.make(statements)
    }

    fn reach_archive(&mut self, reach: bool) -> Result<(), StoreError> {
        if reach { self.attach() } else { self.detach() }
    }

    fn copy(&mut self, statements: &[Sql]) -> Result<Vec<u64>, StoreError> {
        self.copy_over(statements)
    }

    fn uncopy(&mut self, journal: &str, seq: u64) -> Result<(), StoreError> {
        self.take_out(journal, seq)
    }

    fn rows(
        &mut self,
        table: &Table,
        condition: Option<&Sql>,
        limit: Option<u64>,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| quote::column(Dialect::Sqlite, Some("t"), &column.name))
            .collect();
        let sql = super::select(Dialect::Sqlite, &columns, table, condition, limit);
        let mut rows = self.query(&sql)?;
        for row in &mut rows {
            for (value, column) in row.iter_mut().zip(&table.columns) {
                shape(value, column.kind);
            }
        }
        Ok(rows)
    }
}

fn connect(path: &Path, access: Access) -> Result<Connection, StoreError> {
    let flags = match access {
        Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| explain(&path.display().to_string(), &error))
}

fn is_unrecovered(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|failure| failure.extended_code);
    matches!(code, Some(rusqlite::ffi::SQLITE_READONLY_ROLLBACK | rusqlite::ffi::SQLITE_READONLY_RECOVERY))
}

fn is_wal(connection: &Connection) -> bool {
    let mode = connection.pragma_query_value(None, "journal_mode", |row| row.get::<_, String>(0));
    mode.is_ok_and(|mode| mode == "wal")
}

/// SQLite keeps truth values as 1 and 0.
fn shape(value: &mut Value, kind: ColumnKind) {
    if kind == ColumnKind::Bool {
        match value {
            Value::Integer(0) => *value = Value::Bool(false),
            Value::Integer(1) => *value = Value::Bool(true),
            _ => {}
        }
    }
}

fn step(
    connection: &Connection,
    sql: &Sql,
    each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    bind(&mut statement, &sql.params)?;
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values: rusqlite::Result<Vec<Value>> = (0..width).map(|i| Ok(read(row.get_ref(i)?))).collect();
        if each(values?).is_break() {
            break;
        }
    }
    Ok(())
}

fn bind(statement: &mut Statement<'_>, params: &[Param]) -> rusqlite::Result<()> {
    for (place, param) in (1..).zip(params) {
        match param {
            Param::Null => statement.raw_bind_parameter(place, rusqlite::types::Null)?,
            Param::Bool(value) => statement.raw_bind_parameter(place, value)?,
            Param::Integer(value) => statement.raw_bind_parameter(place, value)?,
            // Lists are text by now.
            Param::Text(value) | Param::List(value) => statement.raw_bind_parameter(place, value)?,
            // SQLite itself keeps numbers with a fraction as binary ones.
            Param::Decimal(value) => match value.parse::<f64>() {
                Ok(number) => statement.raw_bind_parameter(place, number)?,
                Err(_) => statement.raw_bind_parameter(place, value)?,
            },
        }
    }
    Ok(())
}

fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Integer(value),
        ValueRef::Real(value) => Value::Decimal(value.to_string()),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Text(super::hex(value)),
    }
}

pub(super) fn explain(place: &str, error: &rusqlite::Error) -> StoreError {
    let place = place.to_owned();
    let Some(failure) = error.sqlite_error() else {
        return StoreError::Failed { place, reason: without_statement(error) };
    };
    let reason = reason(error, failure.extended_code);
    match failure.code {
        ErrorCode::NotADatabase => StoreError::NotADatabase { place, reason },
        ErrorCode::CannotOpen => StoreError::Unreachable { place, reason },
        ErrorCode::ReadOnly => StoreError::ReadOnly { place, reason },
        ErrorCode::DiskFull => StoreError::DiskFull { place, reason },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy { place, reason },
        ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => {
            StoreError::Denied { place, reason }
        }
        ErrorCode::OperationInterrupted => StoreError::Cancelled { place, reason },
        ErrorCode::ConstraintViolation => match failure.extended_code {
            rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::Referenced { place, reason },
            _ => StoreError::Constraint { place, reason },
        },
        _ if reason.starts_with("no such ") => StoreError::Missing { place, reason },
        _ => StoreError::Failed { place, reason },
    }
}

/// SQLite's own words name tables, columns and constraints, never values; a trigger's words may say anything.
fn reason(error: &rusqlite::Error, code: i32) -> String {
    match code {
        rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER => "a trigger raised an error".to_owned(),
        _ => without_statement(error),
    }
}

/// The message without the statement that some errors repeat.
fn without_statement(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}
