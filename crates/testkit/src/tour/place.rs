//! Where a company of the tour lives: a database of its engine, and how that is backed up and restored with the engine's own tools.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use mysql_async::Opts;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{Texts, mariadb, postgres, sqlite};

/// The engines of the tour.
pub(super) const ENGINES: [Engine; 3] = [Engine::Postgres, Engine::MariaDb, Engine::Sqlite];

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Postgres,
    MariaDb,
    Sqlite,
}

impl Engine {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::MariaDb => "MariaDB",
            Self::Sqlite => "SQLite",
        }
    }

    /// As the files of schemas have it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::MariaDb => "mariadb",
            Self::Sqlite => "sqlite",
        }
    }
}

/// A folder for the company's files, and its database.
pub(super) struct Place {
    folder: TempDir,
    database: Database,
}

enum Database {
    Postgres(postgres::Database),
    MariaDb(mariadb::Database),
    /// Its address; nobody stays connected, so that the file can be replaced.
    Sqlite(String),
}

impl Place {
    pub(super) fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("files")).unwrap();
        let database = match engine {
            Engine::Postgres => Database::Postgres(postgres::Database::create()),
            Engine::MariaDb => Database::MariaDb(mariadb::Database::create()),
            Engine::Sqlite => {
                Database::Sqlite(format!("sqlite:{}", folder.path().join("company.db").display()))
            }
        };
        Self { folder, database }
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn engine(&self) -> Engine {
        match self.database {
            Database::Postgres(_) => Engine::Postgres,
            Database::MariaDb(_) => Engine::MariaDb,
            Database::Sqlite(_) => Engine::Sqlite,
        }
    }

    pub(super) fn url(&self) -> &str {
        match &self.database {
            Database::Postgres(database) => database.url(),
            Database::MariaDb(database) => database.url(),
            Database::Sqlite(url) => url,
        }
    }

    /// The place of its archive: databases of one MariaDB server have different names.
    pub(super) fn archive(&self) -> String {
        match &self.database {
            Database::MariaDb(database) => database.beside(),
            Database::Postgres(_) | Database::Sqlite(_) => "archive".to_owned(),
        }
    }

    pub(super) fn execute(&self, sql: &str) {
        match &self.database {
            Database::Postgres(database) => database.execute(sql),
            Database::MariaDb(database) => database.execute(sql),
            Database::Sqlite(_) => self.sqlite().execute_batch(sql).unwrap(),
        }
    }

    pub(super) fn number(&self, sql: &str) -> u64 {
        let rows: Vec<Texts> = match &self.database {
            Database::Postgres(database) => database.query_texts(sql),
            Database::MariaDb(database) => database.query_texts(sql),
            Database::Sqlite(_) => sqlite::rows(&self.sqlite(), sql).unwrap(),
        };
        rows[0][0].as_deref().and_then(|text| text.parse().ok()).expect("a count is a number")
    }

    fn sqlite(&self) -> Connection {
        Connection::open(self.file()).unwrap()
    }

    fn file(&self) -> PathBuf {
        self.folder().join("company.db")
    }

    fn backup(&self) -> PathBuf {
        self.folder().join("backup")
    }

    /// Backs the database up.
    pub(super) fn back_up(&self) {
        let backup = self.backup();
        match &self.database {
            Database::Sqlite(_) => drop(fs::copy(self.file(), backup).unwrap()),
            Database::Postgres(database) => {
                run(Command::new("pg_dump")
                    .args(["--format=custom", "--compress=0", "--file"])
                    .arg(backup)
                    .arg(database.url()));
            }
            Database::MariaDb(database) => {
                run(mariadb_tool("mariadb-dump", database.url()).stdout(fs::File::create(backup).unwrap()));
            }
        }
    }

    /// Puts the backup in the place of the database. What it knew of the time since is gone; an archive beside it stays.
    pub(super) fn restore(&self) {
        let backup = self.backup();
        match &self.database {
            Database::Sqlite(_) => drop(fs::copy(backup, self.file()).unwrap()),
            Database::Postgres(database) => {
                database.execute(
                    "DROP SCHEMA IF EXISTS archive CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
                );
                run(Command::new("pg_restore")
                    .args(["--exit-on-error", "--dbname", database.url()])
                    .arg(backup));
                database.execute("ANALYZE");
            }
            Database::MariaDb(database) => {
                let name = opts(database.url()).db_name().expect("the address names a database").to_owned();
                database.execute(&format!("DROP DATABASE {name}; CREATE DATABASE {name}; USE {name}"));
                run(mariadb_tool("mariadb", database.url()).stdin(fs::File::open(backup).unwrap()));
            }
        }
    }
}

/// One of MariaDB's own tools, on the database at that address.
fn mariadb_tool(tool: &str, url: &str) -> Command {
    let opts = opts(url);
    let mut command = Command::new(tool);
    command.arg("--no-defaults").arg("--protocol=tcp").arg(format!("--host={}", opts.ip_or_hostname()));
    command
        .arg(format!("--port={}", opts.tcp_port()))
        .arg(format!("--user={}", opts.user().unwrap_or("root")));
    command.env("MYSQL_PWD", opts.pass().unwrap_or_default()).arg("--skip-ssl");
    command.arg(opts.db_name().expect("the address names a database"));
    command
}

fn opts(url: &str) -> Opts {
    Opts::from_url(url).unwrap_or_else(|error| panic!("no address of MariaDB: {error}"))
}

fn run(command: &mut Command) {
    let status = command.status().unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    assert!(status.success(), "{command:?} ended with {status}");
}
