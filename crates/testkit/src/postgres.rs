//! A fresh PostgreSQL database per test, on the server that `scripts/test` starts.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, mpsc};
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::runtime::Runtime;
use tokio_postgres::{Client, Config, NoTls, SimpleQueryMessage};

use crate::Texts;

/// The variable that names the server: a URL of a database whose role may create others.
pub const SERVER: &str = "ABIDE_TEST_POSTGRES";

/// A database of its own, dropped with this value.
pub struct Database {
    name: String,
    url: String,
    client: Client,
}

impl Database {
    /// Creates an empty database on the server named by [`SERVER`].
    ///
    /// # Panics
    /// When the variable is missing or the server refuses: a test without its database must fail, not skip.
    #[must_use]
    pub fn create() -> Self {
        let name = fresh_name();
        on_server(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"));
        let url = with_database(&server(), &name);
        let client = wait(connect(url.clone()));
        Self { name, url, client }
    }

    /// `postgres://…/name`, for whoever connects by itself.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs one or more statements, always in the same session.
    ///
    /// # Panics
    /// With the server's words when a statement fails.
    pub fn execute(&self, sql: &str) {
        self.messages(sql);
    }

    /// The rows of one query, as texts.
    ///
    /// # Panics
    /// With the server's words when the query fails.
    #[must_use]
    pub fn query_texts(&self, sql: &str) -> Vec<Texts> {
        self.messages(sql).iter().filter_map(texts).collect()
    }

    fn messages(&self, sql: &str) -> Vec<SimpleQueryMessage> {
        let answer = self.client.simple_query(sql);
        let messages = std::thread::scope(|threads| {
            // A thread of its own, so that a test that is itself asynchronous may call this too.
            threads.spawn(|| RUNTIME.block_on(answer)).join().expect("the query's thread does not panic")
        });
        messages.unwrap_or_else(|error| panic!("PostgreSQL: {}\nin: {sql}", told(&error)))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        on_server(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
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
            "{SERVER} is not set: this test needs a PostgreSQL server. Run `scripts/test` (or `scripts/test \
             FILTER`), which starts one, or set the variable to the URL of a server that may be filled."
        )
    })
}

/// One statement on the server's own database.
fn on_server(sql: &str) {
    let sql = sql.to_owned();
    let url = server();
    wait(async move {
        let client = connect(url).await;
        if let Err(error) = client.simple_query(&sql).await {
            panic!("PostgreSQL: {}\nin: {sql}", told(&error));
        }
    });
}

async fn connect(url: String) -> Client {
    let config: Config = url.parse().unwrap_or_else(|error| panic!("{SERVER} is not a URL: {error}"));
    match config.connect(NoTls).await {
        Ok((client, connection)) => {
            // Its error is told by the next query on the client.
            tokio::spawn(async { drop(connection.await) });
            client
        }
        Err(error) => panic!("cannot reach the PostgreSQL server that {SERVER} names: {}", told(&error)),
    }
}

/// The future's value, from inside or outside another runtime.
fn wait<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    RUNTIME.spawn(async move { drop(sender.send(future.await)) });
    receiver.recv().unwrap_or_else(|_| panic!("PostgreSQL could not be used; the panic above says why"))
}

fn told(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string)
}

fn texts(message: &SimpleQueryMessage) -> Option<Texts> {
    match message {
        SimpleQueryMessage::Row(row) => {
            Some((0..row.len()).map(|at| row.get(at).map(str::to_owned)).collect())
        }
        _ => None,
    }
}

/// Unlike any other test's, of this process or of another.
fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    format!("abide_test_{}_{}_{nanos}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The same server's URL with another database's name.
fn with_database(url: &str, name: &str) -> String {
    let (head, query) = url.split_once('?').map_or((url, None), |(head, query)| (head, Some(query)));
    let authority = head.find("://").map_or(0, |at| at + 3);
    let end = head[authority..].find('/').map_or(head.len(), |at| authority + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &head[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_database_changes_in_the_url() {
        assert_eq!(with_database("postgres://a@h:1/postgres", "x"), "postgres://a@h:1/x");
        assert_eq!(with_database("postgres://a@h", "x"), "postgres://a@h/x");
        assert_eq!(
            with_database("postgres://a@h/p?sslmode=disable", "x"),
            "postgres://a@h/x?sslmode=disable"
        );
    }

    #[test]
    fn two_databases_are_apart_and_leave_with_their_test() {
        let (one, two) = (Database::create(), Database::create());
        one.execute("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, NULL), (2, 'é')");
        two.execute("CREATE TABLE t (a int)");
        let rows = one.query_texts("SELECT a, b FROM t ORDER BY a");
        assert_eq!(rows, [[Some("1".to_owned()), None], [Some("2".to_owned()), Some("é".to_owned())]]);
        assert!(two.query_texts("SELECT a FROM t").is_empty());
        let gone = format!("SELECT 1 FROM pg_database WHERE datname = '{}'", one.name);
        assert_eq!(two.query_texts(&gone).len(), 1);
        drop(one);
        assert!(two.query_texts(&gone).is_empty());
    }

    #[test]
    #[should_panic(expected = "does_not_exist")]
    fn a_failing_statement_fails_the_test() {
        Database::create().execute("SELECT * FROM does_not_exist");
    }

    #[test]
    fn it_works_inside_an_asynchronous_test() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let database = Database::create();
            assert_eq!(database.query_texts("SELECT 1"), [[Some("1".to_owned())]]);
        });
    }
}
