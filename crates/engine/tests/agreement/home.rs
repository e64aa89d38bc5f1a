//! Where worlds live: a database of each engine, filled anew for every world.

use std::{cell::RefCell, path::Path};

use abide_engine::store::{self, Access, Store};
use abide_policy::map::StoreUrl;
use abide_testkit::{
    postgres, sqlite,
    world::{Engine, World},
};

/// A place for one world at a time.
pub enum Home {
    Sqlite(RefCell<sqlite::Database>),
    Postgres(postgres::Database),
}

impl Home {
    pub fn new(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(RefCell::new(sqlite::Database::create())),
            Engine::Postgres => Self::Postgres(postgres::Database::create()),
        }
    }

    /// Makes the world's tables and rows, and nothing else; a connection to them.
    pub fn fill(&self, world: &World) -> Box<dyn Store> {
        let statements = world.statements().join(";\n");
        let url = match self {
            Self::Sqlite(database) => {
                let fresh = sqlite::Database::create();
                fresh.execute("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
                fresh.execute(&format!("BEGIN; {statements}; COMMIT"));
                let url = fresh.url().to_owned();
                database.replace(fresh);
                url
            }
            Self::Postgres(database) => {
                database.execute(&format!("DROP SCHEMA public CASCADE; CREATE SCHEMA public; {statements}"));
                database.url().to_owned()
            }
        };
        store::open(&StoreUrl::Address(url), Path::new("."), Access::Write).unwrap()
    }
}
