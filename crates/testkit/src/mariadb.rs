//! A fresh MariaDB database per test, on the server that `scripts/test` starts.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use mysql_async::{Conn, Error, Opts, OptsBuilder, Row, Value, prelude::Queryable};
use tokio::runtime::Runtime;

use crate::Texts;

/// The variable that names the server: a URL of a database whose user may create others.
pub const SERVER: &str = "ABIDE_TEST_MARIADB";

/// A database of its own, dropped with this value.
pub struct Database {
    name: String,
    url: String,
    connection: Mutex<Option<Conn>>,
}

impl Database {
    /// Creates an empty database on the server named by [`SERVER`], its text compared without case, as is usual there.
    ///
    /// # Panics
    /// When the variable is missing or the server refuses: a test without its database must fail, not skip.
    #[must_use]
    pub fn create() -> Self {
        let name = fresh_name();
        on_server(format!("CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"));
        let url = with_database(&server(), &name);
        let connection = wait(connect(url.clone()));
        Self { name, url, connection: Mutex::new(Some(connection)) }
    }

    /// `mysql://…/name`, for whoever connects by itself.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The name of a second database, which nobody has made; if somebody does, it goes with this one.
    #[must_use]
    pub fn beside(&self) -> String {
        format!("{}_beside", self.name)
    }

    /// Runs one or more statements, always in the same session.
    ///
    /// # Panics
    /// With the server's words when a statement fails.
    pub fn execute(&self, sql: &str) {
        self.answer(sql);
    }

    /// The rows of one query, as texts.
    ///
    /// # Panics
    /// With the server's words when the query fails.
    #[must_use]
    pub fn query_texts(&self, sql: &str) -> Vec<Texts> {
        self.answer(sql).into_iter().map(|row| row.unwrap().into_iter().map(text).collect()).collect()
    }

    fn answer(&self, sql: &str) -> Vec<Row> {
        let mut held = self.connection.lock().expect("no statement panics while it holds the connection");
        let mut connection = held.take().expect("the connection is there");
        let text = sql.to_owned();
        let (connection, answer) = wait(async move {
            let answer = rows(&mut connection, text).await;
            (connection, answer)
        });
        *held = Some(connection);
        drop(held);
        answer.unwrap_or_else(|error| panic!("MariaDB: {error}\nin: {sql}"))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let name = self.name.clone();
        let server = server();
        wait(async move {
            let mut connection = connect(server).await;
            let others = format!("SELECT id FROM information_schema.processlist WHERE db = '{name}'");
            let others: Vec<u64> = connection.query(others).await.unwrap_or_default();
            for other in others {
                // One that is gone by itself meanwhile cannot be ended.
                drop(connection.query_drop(format!("KILL {other}")).await);
            }
            let both = format!("DROP DATABASE IF EXISTS {name}; DROP DATABASE IF EXISTS {name}_beside");
            drop(connection.query_drop(both).await);
        });
    }
}

async fn rows(connection: &mut Conn, text: String) -> Result<Vec<Row>, Error> {
    let mut answer = connection.query_iter(text).await?;
    let rows = answer.collect().await?;
    answer.drop_result().await?;
    Ok(rows)
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::NULL => None,
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        other => Some(other.as_sql(true)),
    }
}

/// Drives every connection of this process; never dropped, so that it may outlive any test's own runtime.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime with one thread starts")
});

fn server() -> String {
    std::env::var(SERVER).unwrap_or_else(|_| {
        panic!(
            "{SERVER} is not set: this test needs a MariaDB server. Run `scripts/test` (or `scripts/test \
             FILTER`), which starts one, or set the variable to the URL of a server that may be filled."
        )
    })
}

/// One statement on the server's own database.
fn on_server(sql: String) {
    let url = server();
    wait(async move {
        if let Err(error) = connect(url).await.query_drop(&sql).await {
            panic!("MariaDB: {error}\nin: {sql}");
        }
    });
}

async fn connect(url: String) -> Conn {
    let opts = Opts::from_url(&url).unwrap_or_else(|error| panic!("{SERVER} is not a URL: {error}"));
    let opts = OptsBuilder::from_opts(opts).prefer_socket(false);
    let connection = Conn::new(opts).await;
    connection.unwrap_or_else(|error| panic!("cannot reach the MariaDB server that {SERVER} names: {error}"))
}

/// The future's value, from inside or outside another runtime.
fn wait<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    RUNTIME.spawn(async move { drop(sender.send(future.await)) });
    receiver.recv().unwrap_or_else(|_| panic!("MariaDB could not be used; the panic above says why"))
}

/// Unlike any other test's, of this process or of another.
fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("abide_test_{}_{}_{nanos}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The same server's URL with another database's name.
fn with_database(url: &str, name: &str) -> String {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url[authority..].find('/').map_or(url.len(), |at| authority + at);
    format!("{}/{name}", &url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_databases_are_apart_and_leave_with_their_test() {
        let (one, two) = (Database::create(), Database::create());
        one.execute("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, NULL), (2, 'é')");
        two.execute("CREATE TABLE t (a int)");
        let rows = one.query_texts("SELECT a, b FROM t ORDER BY a");
        assert_eq!(rows, [[Some("1".to_owned()), None], [Some("2".to_owned()), Some("é".to_owned())]]);
        assert!(two.query_texts("SELECT a FROM t").is_empty());
        let gone = format!("SELECT 1 FROM information_schema.schemata WHERE schema_name = '{}'", one.name);
        assert_eq!(two.query_texts(&gone).len(), 1);
        drop(one);
        assert!(two.query_texts(&gone).is_empty());
    }

    #[test]
    #[should_panic(expected = "does_not_exist")]
    fn a_failing_statement_fails_the_test() {
        Database::create().execute("SELECT * FROM does_not_exist");
    }
}
