//! Where worlds live: a database of each engine, filled anew for every world.

use std::path::Path;

use abide_engine::store::{self, Access, Store};
use abide_policy::map::StoreUrl;
use abide_testkit::{
    postgres, sqlite,
    world::{Engine, World},
};

/// A place for one world at a time.
pub enum Home {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
}

impl Home {
    pub fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let database = sqlite::Database::create();
                // Nothing here has to outlive a power cut.
                database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF");
                Self::Sqlite(database)
            }
            Engine::Postgres => Self::Postgres(postgres::Database::create()),
        }
    }

    /// Makes the world's tables and rows, and nothing else; a connection to them.
    pub fn fill(&self, world: &World) -> Box<dyn Store> {
        let statements = world.statements().join(";\n");
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
        };
        store::open(&StoreUrl::Address(url), Path::new("."), Access::Write).unwrap()
    }
}
