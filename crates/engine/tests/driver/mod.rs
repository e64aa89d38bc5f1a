//! A worked policy on a database of its own, with the few things its tests do: fill, plan, apply, look.

use std::{fs, path::PathBuf};

use abide_engine::{
    apply::Options,
    session::{Files, OpenError, Session},
};
use abide_plan::{
    explain::Explanation,
    plan::{Found, Plan},
};
use abide_testkit::{postgres, sqlite};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tempfile::TempDir;

/// The engines on which a promise is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A test for each engine.
macro_rules! on_both {
    ($company:literal: $($test:ident)*) => {
        mod on_sqlite {
            $(#[test] fn $test() { super::$test(&super::driver::Company::open($company, super::driver::Engine::Sqlite)); })*
        }
        mod on_postgres {
            $(#[test] fn $test() { super::$test(&super::driver::Company::open($company, super::driver::Engine::Postgres)); })*
        }
    };
}
pub(crate) use on_both;

enum Database {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
}

/// A company with its two files and its database, which is empty but for a country.
pub(crate) struct Company {
    name: &'static str,
    database: Database,
    folder: TempDir,
}

impl Company {
    pub(crate) fn open(name: &'static str, engine: Engine) -> Self {
        let company = Self::bare(name, engine);
        company.execute(&company.schema());
        company.execute("INSERT INTO countries (code, name) VALUES ('FR', 'France')");
        company
    }

    /// The same without its schema.
    pub(crate) fn bare(name: &'static str, engine: Engine) -> Self {
        let database = match engine {
            Engine::Sqlite => Database::Sqlite(sqlite::Database::create()),
            Engine::Postgres => Database::Postgres(postgres::Database::create()),
        };
        let company = Self { name, database, folder: tempfile::tempdir().unwrap() };
        company.write("policy.toml", &company.published("policy.toml"));
        let map = company.published("map.toml");
        let url = map.lines().find(|line| line.starts_with("url")).unwrap();
        company.write("map.toml", &map.replace(url, &format!("url = \"{}\"", company.url())));
        company
    }

    pub(crate) fn url(&self) -> &str {
        match &self.database {
            Database::Sqlite(database) => database.url(),
            Database::Postgres(database) => database.url(),
        }
    }

    pub(crate) fn schema(&self) -> String {
        match self.engine() {
            Engine::Sqlite => self.published("schema.sqlite.sql"),
            Engine::Postgres => self.published("schema.postgres.sql"),
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self.database {
            Database::Sqlite(_) => Engine::Sqlite,
            Database::Postgres(_) => Engine::Postgres,
        }
    }

    /// Changes a part of one of its files; the part must be there.
    pub(crate) fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.path().join(file)).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        self.write(file, &text.replacen(from, to, 1));
    }

    pub(crate) fn execute(&self, sql: &str) {
        match &self.database {
            Database::Sqlite(database) => database.execute(sql),
            Database::Postgres(database) => database.execute(sql),
        }
    }

    /// The rows of a query, their values joined by a blank, NULL as `-`.
    pub(crate) fn look(&self, sql: &str) -> Vec<String> {
        let rows = match &self.database {
            Database::Sqlite(database) => database.query_texts(sql),
            Database::Postgres(database) => database.query_texts(sql),
        };
        let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        rows.iter().map(|row| row.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    /// The keys that a table still has.
    pub(crate) fn ids(&self, table: &str) -> Vec<String> {
        self.look(&format!("SELECT id FROM {table} ORDER BY id"))
    }

    pub(crate) fn session(&self, today: Date) -> Result<Session, OpenError> {
        let file = |name: &str| self.folder.path().join(name);
        let files =
            Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal.sqlite") };
        let noon = today.at(12, 0, 0, 0).to_zoned(TimeZone::get("Europe/Paris").unwrap()).unwrap();
        Session::open(files, noon.timestamp())
    }

    pub(crate) fn plan(&self, today: Date) -> Plan {
        self.session(today).unwrap().plan(None, None).unwrap()
    }

    /// Applies the plan of that day; after it there is nothing left to do on that day.
    pub(crate) fn apply(&self, today: Date) {
        let session = self.session(today).unwrap();
        let plan = session.plan(None, None).unwrap();
        session.apply(&plan, &Options::default(), Timestamp::now, &mut ()).unwrap();
        let again = self.plan(today);
        assert!(again.is_empty(), "{again:#?}");
    }

    /// What is found about a place when planning.
    pub(crate) fn findings(&self, today: Date, place: &str) -> Vec<Found> {
        let found = self.plan(today).stores.into_iter().flat_map(|store| store.findings);
        found.filter(|found| found.place.as_deref() == Some(place)).collect()
    }

    pub(crate) fn explain(&self, today: Date, place: &str, key: &[&str]) -> Explanation {
        let key: Vec<String> = key.iter().map(|part| (*part).to_owned()).collect();
        self.session(today).unwrap().explain_record(place, &key, None).unwrap()
    }

    fn published(&self, file: &str) -> String {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", self.name, file].iter().collect();
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }
}
