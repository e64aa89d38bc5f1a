//! MariaDB and MySQL, over the network.

mod address;
mod archive;
mod catalog;
mod decode;
mod explain;
mod param;
mod signals;

use std::{collections::BTreeMap, ops::ControlFlow, path::Path, time::Duration};

use abide_plan::{
    archive::Listed,
    catalog::{Catalog, ColumnKind, Dialect, Table, TableName},
    quote,
    step::Sql,
    value::Value,
};
use mysql_async::{Conn, Error, Opts, prelude::Queryable};
use tokio::runtime::Runtime;

pub(super) use self::address::{Server, read};
use super::{Access, Signals, Store, StoreError, lists::Lists};

/// How long the server may take to answer at first.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the connection may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// A session that reads and writes the same whatever the server's usual settings are: text as it is (a backslash means nothing),
/// moments in UTC, a value that does not fit refused instead of cut off, dates that are none let alone, locks waited for as long
/// as on the other databases. A literal compares by its bytes.
const SET_UP: [&str; 2] = [
    "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,NO_ENGINE_SUBSTITUTION,ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', \
     time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1, sql_safe_updates = 0, \
     sql_select_limit = DEFAULT, innodb_lock_wait_timeout = 5, lock_wait_timeout = 30, net_write_timeout = 600",
];

/// A recursive query goes to its end: past its usual limit MariaDB gives half an answer as if it were whole.
const RECURSION: [&str; 2] =
    ["SET SESSION max_recursive_iterations = 4294967295", "SET SESSION cte_max_recursion_depth = 4294967295"];

/// The lock of an apply: one for each database of a server.
const LOCK: &str = "SELECT get_lock(concat('abide-', sha1(database())), 0)";

/// A connection to a MariaDB or MySQL database.
pub(super) struct MariaDb {
    /// None only while it is being dropped.
    connection: Option<Conn>,
    runtime: Runtime,
    place: String,
    access: Access,
    in_transaction: bool,
    lists: Lists,
    /// The database in which values are archived.
    archive: Option<String>,
    /// Servers that follow this one.
    replicas: Vec<MariaDb>,
}

impl MariaDb {
    pub(super) fn open(server: &Server, access: Access) -> Result<Self, StoreError> {
        let place = place(&server.opts);
        let failed = |reason: String| StoreError::Failed { place: place.clone(), reason };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed(error.to_string()))?;
        let connecting = Conn::new(server.opts.clone());
        let connection = runtime.block_on(async { tokio::time::timeout(CONNECT_TIMEOUT, connecting).await });
        let connection = match connection {
            Ok(connection) => connection.map_err(|error| explain::connecting(&place, &error))?,
            Err(_) => {
                return Err(StoreError::Unreachable {
                    place,
                    reason: "it did not answer in time".to_owned(),
                });
            }
        };
        let mut store = Self {
            connection: Some(connection),
            runtime,
            place,
            access,
            in_transaction: false,
            lists: Lists::default(),
            archive: None,
            replicas: Vec::new(),
        };
        store.prepare()?;
        Ok(store)
    }

    /// The servers that follow this one are asked how late they are.
    pub(super) fn followed_by(mut self, replicas: &[Server]) -> Result<Self, StoreError> {
        let replicas = replicas.iter().map(|server| Self::open(server, Access::Read));
        self.replicas = replicas.collect::<Result<_, _>>()?;
        Ok(self)
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        for text in SET_UP {
            self.simple(text)?;
        }
        let maria = self.refuse_old()?;
        self.simple(RECURSION[usize::from(!maria)])?;
        self.simple(match self.access {
            Access::Read => "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
            // What was committed while we waited for a lock is seen, and no gap between rows is locked.
            Access::Write => "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
        })
    }

    /// Whether it is MariaDB. Older servers cannot leave out what others have locked.
    fn refuse_old(&mut self) -> Result<bool, StoreError> {
        let rows = self.query(&super::plain("SELECT version()"))?;
        let Some([Value::Text(version)]) = rows.first().map(Vec::as_slice) else { return Ok(true) };
        let maria = version.to_lowercase().contains("mariadb");
        let mut numbers =
            version.split(|c: char| !c.is_ascii_digit()).map(|part| part.parse().unwrap_or(0_u32));
        let number = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if number >= if maria { (10, 6) } else { (8, 0) } {
            return Ok(maria);
        }
        let reason = format!("it is version {version}; MariaDB from 10.6 or MySQL from 8.0 is needed");
        Err(StoreError::Failed { place: self.place.clone(), reason })
    }

    fn simple(&mut self, text: &str) -> Result<(), StoreError> {
        let Self { connection, runtime, place, .. } = self;
        let connection = connection.as_mut().expect("the connection is there until drop");
        runtime.block_on(connection.query_drop(text)).map_err(|error| explain::running(place, &error))
    }
}

/// The database and its host, without any secret.
fn place(opts: &Opts) -> String {
    let database = opts.db_name().unwrap_or_default();
    match opts.socket() {
        Some(socket) => format!("the MariaDB database {database} at {socket}"),
        None => format!("the MariaDB database {database} at {}:{}", opts.ip_or_hostname(), opts.tcp_port()),
    }
}

impl Drop for MariaDb {
    /// Lets the server end the session, and with it the lock, before this returns.
    fn drop(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // A server ends a session when it comes to it. With nothing open, what is locked can be let go at once.
            let goodbye = async {
                if !self.in_transaction {
                    drop(connection.query_drop("DO RELEASE_ALL_LOCKS()").await);
                }
                connection.disconnect().await
            };
            drop(self.runtime.block_on(async { tokio::time::timeout(GOODBYE, goodbye).await }));
        }
    }
}

impl Store for MariaDb {
    fn dialect(&self) -> Dialect {
        Dialect::MariaDb
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn catalog(&mut self) -> Result<Catalog, StoreError> {
        catalog::read(self)
    }

    fn estimates(&mut self) -> Result<BTreeMap<TableName, u64>, StoreError> {
        catalog::estimates(self)
    }

    fn stream(
        &mut self,
        sql: &Sql,
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let sql = self.lists.as_json(sql, &self.place)?;
        let (text, params) = param::positional(&sql);
        let Self { connection, runtime, place, .. } = self;
        let connection = connection.as_mut().expect("the connection is there until drop");
        let run = async {
            let mut rows = connection.exec_iter(text, params).await?;
            while let Some(row) = rows.next().await? {
                if each(decode::row(row)).is_break() {
                    break;
                }
            }
            rows.drop_result().await
        };
        let done: Result<(), Error> = runtime.block_on(run);
        done.map_err(|error| explain::running(place, &error))
    }

    fn execute(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        let sql = self.lists.as_json(sql, &self.place)?;
        let (text, params) = param::positional(&sql);
        let Self { connection, runtime, place, .. } = self;
        let connection = connection.as_mut().expect("the connection is there until drop");
        let run = async {
            match sql.params.is_empty() {
                true => connection.query_drop(text).await?,
                false => connection.exec_drop(text, params).await?,
            }
            Ok(connection.affected_rows())
        };
        let done: Result<u64, Error> = runtime.block_on(run);
        done.map_err(|error| explain::running(place, &error))
    }

    fn lend(&mut self, lists: Lists) {
        self.lists = lists;
    }

    fn use_archive(&mut self, place: &str, _: &Path) -> Result<(), StoreError> {
        self.archive = Some(place.to_owned());
        Ok(())
    }

    fn user(&mut self) -> Result<Option<String>, StoreError> {
        let rows = self.query(&super::plain("SELECT CURRENT_USER()"))?;
        Ok(super::only_text(rows))
    }

    fn archived(&mut self) -> Result<Option<Vec<Listed>>, StoreError> {
        archive::listed(self)
    }

    fn make_archive(&mut self, statements: &[String]) -> Result<(), StoreError> {
        archive::make(self, statements)
    }

    /// What only reads may fill temporary tables, and not make them.
    fn execute_temporary(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        if self.access == Access::Write {
            return self.execute(sql);
        }
        self.simple("SET SESSION TRANSACTION READ WRITE")?;
        let done = self.execute(sql);
        self.simple("SET SESSION TRANSACTION READ ONLY").and(done)
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.in_transaction = true;
        self.simple(match self.access {
            Access::Read => "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
            Access::Write => "START TRANSACTION",
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.in_transaction = false;
        self.simple("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        if std::mem::take(&mut self.in_transaction) { self.simple("ROLLBACK") } else { Ok(()) }
    }

    fn signals(&mut self) -> Result<Signals, StoreError> {
        signals::read(self)
    }

    fn try_lock(&mut self) -> Result<bool, StoreError> {
        Ok(self.query(&super::plain(LOCK))? == [[Value::Integer(1)]])
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
            .map(|column| {
                let name = quote::column(Dialect::MariaDb, Some("t"), &column.name);
                if column.declared.starts_with("bit") { format!("{name} + 0") } else { name }
            })
            .collect();
        let sql = super::select(Dialect::MariaDb, &columns, table, condition, limit);
        let mut rows = self.query(&sql)?;
        for row in &mut rows {
            for (value, column) in row.iter_mut().zip(&table.columns) {
                shape(value, column.kind);
            }
        }
        Ok(rows)
    }
}

/// Truth values are kept as 1 and 0.
fn shape(value: &mut Value, kind: ColumnKind) {
    if kind == ColumnKind::Bool {
        match value {
            Value::Integer(0) => *value = Value::Bool(false),
            Value::Integer(1) => *value = Value::Bool(true),
            _ => {}
        }
    }
}
