//! Where worlds live: a database of each engine, filled anew for every world.

use std::path::Path;

use abide_engine::store::{self, Access, Store};
use abide_policy::map::StoreUrl;
use abide_testkit::{
    mariadb, postgres, sqlite,
    world::{Ended, Engine, World},
};
use jiff::civil::Date;

/// What a company would write, and a day to plan for.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) today: Date,
    pub(crate) policy: String,
    pub(crate) map: String,
    pub(crate) statements: String,
    pub(crate) ended: Vec<Ended>,
    /// Kinds of identity with values, whose records are under a hold.
    pub(crate) held: Vec<(&'static str, String)>,
}

impl From<&World> for Case {
    fn from(world: &World) -> Self {
        Self {
            today: world.today,
            policy: world.policy(),
            map: world.map(),
            statements: world.statements().join(";\n"),
            ended: world.ended.clone(),
            held: world.held.clone(),
        }
    }
}

/// A place for one world at a time.
pub(crate) enum Home {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
    MariaDb(mariadb::Database),
}

impl Home {
    pub(crate) fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let database = sqlite::Database::create();
                // Nothing here has to outlive a power cut.
                database.execute(
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF",
                );
                Self::Sqlite(database)
            }
            Engine::Postgres => Self::Postgres(postgres::Database::create()),
            Engine::MariaDb => {
                let database = mariadb::Database::create();
                // Rows may be what a careless application wrote.
                database.execute(
                    "SET sql_mode = 'ALLOW_INVALID_DATES,NO_BACKSLASH_ESCAPES', time_zone = '+00:00', foreign_key_checks = 0",
                );
                Self::MariaDb(database)
            }
        }
    }

    /// Makes the case's tables and rows, and nothing else; a connection to them.
    pub(crate) fn fill(&self, case: &Case) -> Box<dyn Store> {
        let statements = &case.statements;
        let url = match self {
            Self::Sqlite(database) => {
                let listed = database.query_texts("SELECT name FROM sqlite_schema WHERE type = 'table'");
                let drop: Vec<String> =
                    listed.iter().flatten().flatten().map(|name| format!("DROP TABLE {name};")).collect();
                database.execute(&format!("BEGIN; {} {statements}; COMMIT", drop.join(" ")));
                database.url().to_owned()
            }
            Self::Postgres(database) => {
                database.execute(&format!("DROP SCHEMA public CASCADE; CREATE SCHEMA public; {statements}"));
                database.url().to_owned()
            }
            Self::MariaDb(database) => {
                let listed = database.query_texts("SHOW TABLES");
                let drop: Vec<String> =
                    listed.iter().flatten().flatten().map(|name| format!("DROP TABLE {name};")).collect();
                database.execute(&format!("{} DO 0; {statements}", drop.join(" ")));
                database.url().to_owned()
            }
        };
        store::open(&StoreUrl::Address(url), Path::new("."), Access::Write).unwrap()
    }
}
