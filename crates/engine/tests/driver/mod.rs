//! A worked policy on a database of its own, with the few things its tests do: fill, plan, apply, look.

// Each of the tests that share it uses a part.
#![allow(dead_code, unused_macros, unused_imports)]

use std::{
    fs,
    path::PathBuf,
    time::{Duration, SystemTime},
};

use abide_engine::{
    apply::Options,
    session::{Files, NewHold, OpenError, Session},
};
use abide_plan::{
    explain::Explanation,
    plan::{Found, Plan},
};
use abide_testkit::{
    company::{Kind, Size, Table},
    mariadb, postgres, sqlite,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tempfile::TempDir;

/// The engines on which a promise is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
    MariaDb,
}

/// A test for each engine.
macro_rules! on_each {
    ($company:literal: $($test:ident)*) => {
        mod on_sqlite {
            $(#[test] fn $test() { super::$test(&super::driver::Company::open($company, super::driver::Engine::Sqlite)); })*
        }
        mod on_postgres {
            $(#[test] fn $test() { super::$test(&super::driver::Company::open($company, super::driver::Engine::Postgres)); })*
        }
        mod on_mariadb {
            $(#[test] fn $test() { super::$test(&super::driver::Company::open($company, super::driver::Engine::MariaDb)); })*
        }
    };
}
pub(crate) use on_each;

enum Database {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
    MariaDb(mariadb::Database),
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
            Engine::MariaDb => Database::MariaDb(mariadb::Database::create()),
        };
        let company = Self { name, database, folder: tempfile::tempdir().unwrap() };
        company.write("policy.toml", &company.published("policy.toml"));
        let mut map = company.published("map.toml");
        let urls: Vec<String> =
            map.lines().filter(|line| line.starts_with("url")).map(str::to_owned).collect();
        map = map.replace(&urls[0], &format!("url = \"{}\"", company.url()));
        for url in &urls[1..] {
            assert!(url.ends_with("_FOLDER\""), "only folders are made beside the database: {url}");
            map = map.replace(url, "url = \"folder:files\"");
            fs::create_dir(company.folder.path().join("files")).unwrap();
        }
        let archive = format!("archive = \"{}\"", company.archive());
        company.write("map.toml", &map.replace("archive = \"archive\"", &archive));
        company
    }

    /// Files in the company's folder that nobody has written to for a month.
    pub(crate) fn files(&self, names: &[&str]) {
        let month = Duration::from_secs(30 * 24 * 3600);
        for name in names {
            let path = self.folder.path().join("files").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let file = fs::File::create(path).unwrap();
            file.set_modified(SystemTime::now() - month).unwrap();
        }
    }

    /// Whether the company's folder has a file.
    pub(crate) fn has_file(&self, name: &str) -> bool {
        self.folder.path().join("files").join(name).exists()
    }

    /// The archive's place: databases of one server have different names.
    fn archive(&self) -> String {
        match &self.database {
            Database::Sqlite(_) | Database::Postgres(_) => "archive".to_owned(),
            Database::MariaDb(database) => database.beside(),
        }
    }

    pub(crate) fn url(&self) -> &str {
        match &self.database {
            Database::Sqlite(database) => database.url(),
            Database::Postgres(database) => database.url(),
            Database::MariaDb(database) => database.url(),
        }
    }

    pub(crate) fn schema(&self) -> String {
        match self.engine() {
            Engine::Sqlite => self.published("schema.sqlite.sql"),
            Engine::Postgres => self.published("schema.postgres.sql"),
            Engine::MariaDb => self.published("schema.mariadb.sql"),
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        match self.database {
            Database::Sqlite(_) => Engine::Sqlite,
            Database::Postgres(_) => Engine::Postgres,
            Database::MariaDb(_) => Engine::MariaDb,
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
            Database::MariaDb(database) => database.execute(&local(sql)),
        }
    }

    /// The rows of a query, their values joined by a blank, NULL as `-`.
    pub(crate) fn look(&self, sql: &str) -> Vec<String> {
        let rows = match &self.database {
            Database::Sqlite(database) => database.query_texts(sql),
            Database::Postgres(database) => database.query_texts(sql),
            Database::MariaDb(database) => database.query_texts(sql),
        };
        let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        rows.iter().map(|row| row.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    /// The rows of a table of the archive; none while there is no archive.
    pub(crate) fn archived(&self, table: &str, columns: &str) -> Vec<String> {
        let place = self.archive();
        let text = format!("SELECT {columns} FROM {place}.{table} ORDER BY abide_id");
        let beside = self.folder.path().join("archive");
        match &self.database {
            Database::Postgres(_) | Database::MariaDb(_) => self.look(&text),
            Database::Sqlite(_) => {
                self.execute(&format!("ATTACH DATABASE '{}' AS archive", beside.display()));
                let rows = self.look(&text);
                self.execute("DETACH DATABASE archive");
                rows
            }
        }
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

    /// Opens a hold on the records of these conditions; its name.
    pub(crate) fn hold(&self, today: Date, conditions: &[&str]) -> String {
        let new = NewHold {
            identities: Vec::new(),
            conditions: conditions.iter().map(|text| (*text).to_owned()).collect(),
            reason: "case 24/117".to_owned(),
            owner: "legal".to_owned(),
            review: Date::constant(2199, 6, 30),
            even_if_empty: false,
        };
        self.session(today).unwrap().open_hold(&new, Timestamp::now).unwrap().hold
    }

    /// Closes a hold.
    pub(crate) fn release(&self, today: Date, hold: &str) {
        self.session(today).unwrap().close_hold(hold, "settled", Timestamp::now).unwrap();
    }

    /// Whether the journal, or anything else that is kept beside the data, has this text.
    pub(crate) fn keeps(&self, text: &str) -> bool {
        let entries = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let has = |path: PathBuf| {
            fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
        };
        entries.filter(|path| path.is_file()).any(has)
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

    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }
}

/// MariaDB keeps the moments of these companies as their own clocks showed them: what stands behind the clock's time in a literal
/// (`'2026-11-21T23:59:59+01:00'`) is left out.
fn local(sql: &str) -> String {
    let part = |part: &str| match (part.len(), part.as_bytes().get(10), part.as_bytes().get(19)) {
        (25, Some(b'T'), Some(b'+' | b'-')) => part[..19].to_owned(),
        _ => part.to_owned(),
    };
    sql.split('\'').map(part).collect::<Vec<_>>().join("'")
}

/// Fills the company on each engine and applies: the same is left on all of them.
pub(crate) fn same_on_all(name: &'static str, kind: Kind, today: Date) {
    let left = [Engine::Sqlite, Engine::Postgres, Engine::MariaDb].map(|engine| {
        let company = Company::bare(name, engine);
        kind.fill(company.url(), &company.schema(), Size { people: 600 }, 11, today).unwrap();
        company.apply(today);
        kind.tables().iter().map(|table| rows(&company, table)).collect::<Vec<_>>()
    });
    for other in &left[1..] {
        for (one, other) in left[0].iter().zip(other) {
            assert!(one == other, "{} is not the same on all engines", one.0);
        }
    }
}

/// What is left of a table, without the columns that the engines write differently.
fn rows(company: &Company, table: &Table) -> (&'static str, Vec<String>) {
    let alike = |column: &&&str| !column.ends_with("_at") && !["content", "succeeded"].contains(*column);
    let columns: Vec<&str> = table.columns.iter().filter(alike).copied().collect();
    let mut rows = company.look(&format!("SELECT {} FROM {}", columns.join(", "), table.name));
    rows.sort();
    (table.name, rows)
}
