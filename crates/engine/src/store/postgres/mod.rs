//! PostgreSQL, over the network.

mod address;
mod archive;
mod catalog;
mod decode;
mod explain;
mod param;
mod signals;

use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
    path::Path,
    pin::pin,
    time::Duration,
};

use abide_plan::{
    archive::Listed,
    catalog::{Catalog, ColumnKind, Dialect, Table, TableName},
    heap_only::Heap,
    quote,
    step::Sql,
    value::Value,
};
use futures_util::TryStreamExt;
use tokio::{runtime::Runtime, task::JoinHandle};
use tokio_postgres::{
    Client, Config, NoTls, Statement,
    config::{Host, SslMode},
};
use tokio_postgres_rustls::MakeRustlsConnect;

pub(super) use self::address::{Server, read};
use self::param::Typeless;
use super::{Access, Lists, Signals, Store, StoreError, encryption};

/// How long the server may take to answer at first.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the connection may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// How many prepared statements are kept before all are let go.
const STATEMENTS: usize = 64;

/// The advisory lock of an apply: `abide` in ASCII, as a number.
const LOCK: i64 = 0x61_6269_6465;

/// Names without schema mean `public`, whatever the user's own path is. Dates come as ISO text in UTC. A prepared
/// statement is planned anew with its values: a range of a table's pages must not be planned for any range. Compiling a
/// rule to machine code takes ten times as long as asking it, whatever the planner's estimate of its cost says.
/// Sets of rows that stay are hashed within a condition only if they are expected to fit into the memory of one operation.
/// A statement whose client is gone stops soon (PostgreSQL 14 on, where the server can tell).
const SET_UP: &str = "
    SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET bytea_output = 'hex'; SET standard_conforming_strings = on;
    SET synchronous_commit = on; SET lock_timeout = '5s'; SET jit = off;
    SELECT set_config('search_path', 'public, ' || current_setting('search_path'), false);
    SELECT set_config('work_mem', '64MB', false) WHERE pg_size_bytes(current_setting('work_mem')) < 64 << 20;
    SELECT set_config('plan_cache_mode', 'force_custom_plan', false) WHERE current_setting('plan_cache_mode', true) <> '';
    SELECT set_config('client_connection_check_interval', '2s', false)
    WHERE current_setting('client_connection_check_interval', true) <> '' AND version() LIKE '%linux%'";

/// A connection to a PostgreSQL database.
pub(super) struct Postgres {
    /// None only while it is being dropped.
    client: Option<Client>,
    connection: Option<JoinHandle<()>>,
    runtime: Runtime,
    statements: HashMap<String, Statement>,
    place: String,
    access: Access,
    in_transaction: bool,
    lists: Lists,
    archive: Option<String>,
}

impl Postgres {
    pub(super) fn open(server: &Server, access: Access) -> Result<Self, StoreError> {
        let place = place(&server.config);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime
            .map_err(|error| StoreError::Failed { place: place.clone(), reason: error.to_string() })?;
        let (client, connection) = connect(&runtime, server, &place)?;
        let mut store = Self {
            client: Some(client),
            connection: Some(connection),
            runtime,
            statements: HashMap::new(),
            place,
            access,
            in_transaction: false,
            lists: Lists::default(),
            archive: None,
        };
        store.simple(SET_UP)?;
        if access == Access::Read {
            store.simple("SET default_transaction_read_only = on")?;
        }
        Ok(store)
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("the client is there until drop")
    }

    fn simple(&mut self, text: &str) -> Result<(), StoreError> {
        let done = self.runtime.block_on(self.client().batch_execute(text));
        done.map_err(|error| explain::running(&self.place, &error))
    }

    fn statement(&mut self, text: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(text) {
            return Ok(statement.clone());
        }
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        let statement = self.runtime.block_on(self.client().prepare(text));
        let statement = statement.map_err(|error| explain::running(&self.place, &error))?;
        self.statements.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    /// A statement that fails is prepared anew the next time: a table it names may have changed.
    fn failed(&mut self, text: &str, error: &tokio_postgres::Error) -> StoreError {
        self.statements.remove(text);
        explain::running(&self.place, error)
    }
}

/// The database and its host, without any secret.
fn place(config: &Config) -> String {
    let database = config.get_dbname().or(config.get_user()).unwrap_or("postgres");
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "no host".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    format!("the PostgreSQL database {database} at {host}:{port}")
}

type Connected = (Client, JoinHandle<()>);

fn connect(runtime: &Runtime, server: &Server, place: &str) -> Result<Connected, StoreError> {
    let mut config = server.config.clone();
    config.application_name("abide");
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    let connected = if config.get_ssl_mode() == SslMode::Disable {
        // An error of the connection reaches the client's calls as well.
        let open = runtime.block_on(config.connect(NoTls));
        open.map(|(client, connection)| (client, runtime.spawn(async move { drop(connection.await) })))
    } else {
        let tls = encryption::client(server.authority.as_deref())
            .map_err(|reason| StoreError::Encryption { place: place.to_owned(), reason })?;
        let open = runtime.block_on(config.connect(MakeRustlsConnect::new(tls)));
        open.map(|(client, connection)| (client, runtime.spawn(async move { drop(connection.await) })))
    };
    connected.map_err(|error| explain::connecting(place, &error))
}

impl Drop for Postgres {
    /// Lets the server end the session, and with it the lock, before this returns.
    fn drop(&mut self) {
        self.statements.clear();
        // A server ends a session when it comes to it. With nothing open, what is locked can be let go at once.
        if let Some(client) = self.client.take().filter(|_| !self.in_transaction) {
            let unlock = client.batch_execute("SELECT pg_advisory_unlock_all()");
            drop(self.runtime.block_on(async { tokio::time::timeout(GOODBYE, unlock).await }));
        }
        if let Some(connection) = self.connection.take() {
            let goodbye = async { tokio::time::timeout(GOODBYE, connection).await };
            drop(self.runtime.block_on(goodbye));
        }
    }
}

impl Store for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn place(&self) -> &str {
        &self.place
    }

    fn catalog(&mut self) -> Result<Catalog, StoreError> {
        catalog::read(self)
    }

    fn lend(&mut self, lists: Lists) {
        self.lists = lists;
    }

    fn estimates(&mut self) -> Result<BTreeMap<TableName, u64>, StoreError> {
        catalog::estimates(self)
    }

    fn heaps(&mut self) -> Result<BTreeMap<TableName, Heap>, StoreError> {
        catalog::heap::read(self)
    }

    fn stream(
        &mut self,
        sql: &Sql,
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let sql = self.lists.as_arrays(sql, &self.place)?;
        let statement = self.statement(&sql.text)?;
        decode::readable(&self.place, statement.columns())?;
        let client = self.client.as_ref().expect("the client is there until drop");
        let run = async {
            let mut rows = pin!(client.query_raw(&statement, sql.params.iter().map(Typeless)).await?);
            while let Some(row) = rows.try_next().await? {
                if each(decode::row(&row)?).is_break() {
                    break;
                }
            }
            Ok(())
        };
        let done: Result<(), tokio_postgres::Error> = self.runtime.block_on(run);
        done.map_err(|error| self.failed(&sql.text, &error))
    }

    fn execute(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        let sql = self.lists.as_arrays(sql, &self.place)?;
        let statement = self.statement(&sql.text)?;
        let run = self.client().execute_raw(&statement, sql.params.iter().map(Typeless));
        self.runtime.block_on(run).map_err(|error| self.failed(&sql.text, &error))
    }

    /// What only reads may fill temporary tables, and not make them.
    fn execute_temporary(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        if self.access == Access::Write || !sql.text.starts_with("CREATE") {
            return self.execute(sql);
        }
        self.in_transaction = true;
        self.simple("BEGIN READ WRITE")?;
        match self.execute(sql) {
            Ok(rows) => self.commit().map(|()| rows),
            Err(error) => self.rollback().and(Err(error)),
        }
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.begin_with(&[])
    }

    fn begin_with(&mut self, settings: &[(&str, &str)]) -> Result<(), StoreError> {
        let mut text = match self.access {
            Access::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
            Access::Write => "BEGIN".to_owned(),
        };
        for (name, value) in settings {
            text.push_str(&format!("; SET LOCAL {name} = '{value}'"));
        }
        // Even when a setting is refused: the transaction is open then, and to be rolled back.
        self.in_transaction = true;
        self.simple(&text)
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
        let rows = self.query(&super::plain(format!("SELECT pg_try_advisory_lock({LOCK})")))?;
        Ok(rows == [[Value::Bool(true)]])
    }

    fn use_archive(&mut self, place: &str, _: &Path) -> Result<(), StoreError> {
        self.set_archive(place)
    }

    fn user(&mut self) -> Result<Option<String>, StoreError> {
        let rows = self.query(&super::plain("SELECT current_user::text"))?;
        Ok(super::only_text(rows))
    }

    fn archived(&mut self) -> Result<Option<Vec<Listed>>, StoreError> {
        archive::listed(self)
    }

    fn make_archive(&mut self, statements: &[String]) -> Result<(), StoreError> {
        archive::make(self, statements)
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
            .map(|column| format!("{}::text", quote::column(Dialect::Postgres, Some("t"), &column.name)))
            .collect();
        let sql = super::select(Dialect::Postgres, &columns, table, condition, limit);
        let mut rows = self.query(&sql)?;
        for row in &mut rows {
            for (value, column) in row.iter_mut().zip(&table.columns) {
                shape(value, column.kind);
            }
        }
        Ok(rows)
    }
}

/// From the text form to the shape that the kind says; text that does not fit stays text.
fn shape(value: &mut Value, kind: ColumnKind) {
    let Value::Text(text) = value else { return };
    let shaped = match kind {
        ColumnKind::Bool => text.parse().ok().map(Value::Bool),
        ColumnKind::Integer => text.parse().ok().map(Value::Integer),
        ColumnKind::Decimal => Some(Value::Decimal(std::mem::take(text))),
        _ => None,
    };
    if let Some(shaped) = shaped {
        *value = shaped;
    }
}
