//! Two databases that are linked, with the few things that their tests do.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use abide_engine::{
    apply::{Applied, Options},
    session::{ApplyPlanError, Choice, Files, NewHold, Session},
};
use abide_ledger::Ending;
use abide_plan::plan::Plan;
use abide_testkit::{mariadb, postgres, sqlite};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tempfile::TempDir;

pub(crate) const TODAY: &str = "2026-03-15";
pub(crate) const BY_EMAIL: &str = "{ account = \"email = app:accounts(email)\" }";
/// The contacts have a number only, and the accounts say whose it is.
pub(crate) const KNOWN_THERE: (&str, &str) = (
    "[store.crm.contacts]\nsubject = \"prospect\"\nidentity = { email = \"email\" }",
    "[store.crm.contacts]\nsubject = \"prospect\"\nidentity = { email = \"account.email\" }",
);

pub(crate) const BY_NUMBER: &str = "{ account = \"client = app:accounts(client)\" }";

/// What both stores archive: the contacts until a day that is counted from the accounts.
pub(crate) const ARCHIVING: [(&str, &str); 4] = [
    ("[store.crm]\n", "[store.crm]\narchive = \"{archive}\"\n"),
    ("[store.app]\n", "[store.app]\narchive = \"{app archive}\"\n"),
    (
        "3 years after collected or last_login",
        "3 years after collected or last_login, then archive for 10 years",
    ),
    ("1 year after last_login", "1 year after last_login, then archive for 9 years"),
];

pub(crate) const POLICY: &str = r#"
format = 1

[controller]
name = "Example Ltd"
time_zone = "Europe/Paris"

[activity.prospecting]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.name", "contact.email", "identification.client_number"]
keep = "3 years after collected or last_login"
clause = "example/1"

[activity.accounts]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["contact.email", "identification.client_number"]
keep = "1 year after last_login"
clause = "example/1"

[clause."example/1"]
says = "Contacts are kept for three years after we were last in touch, accounts for one after they were last used."
"#;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
    MariaDb,
}

/// Every engine as either store.
pub(crate) fn all() -> Vec<(Engine, Engine)> {
    let each = [Engine::Sqlite, Engine::Postgres, Engine::MariaDb];
    each.iter().flat_map(|one| each.iter().map(|other| (*one, *other))).collect()
}

/// Every engine once as either store.
pub(crate) const IN_TURN: [(Engine, Engine); 3] = [
    (Engine::Sqlite, Engine::Postgres),
    (Engine::Postgres, Engine::MariaDb),
    (Engine::MariaDb, Engine::Sqlite),
];

pub(crate) enum Database {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
    MariaDb(mariadb::Database),
}

impl Database {
    pub(crate) fn create(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(sqlite::Database::create()),
            Engine::Postgres => Self::Postgres(postgres::Database::create()),
            Engine::MariaDb => Self::MariaDb(mariadb::Database::create()),
        }
    }

    pub(crate) fn url(&self) -> &str {
        match self {
            Self::Sqlite(database) => database.url(),
            Self::Postgres(database) => database.url(),
            Self::MariaDb(database) => database.url(),
        }
    }

    pub(crate) fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(database) => database.execute(sql),
            Self::Postgres(database) => database.execute(sql),
            Self::MariaDb(database) => database.execute(sql),
        }
    }

    pub(crate) fn ids(&self, table: &str) -> Vec<i64> {
        self.numbers(&format!("SELECT id FROM {table} ORDER BY id"))
    }

    fn numbers(&self, sql: &str) -> Vec<i64> {
        self.rows(sql).iter().map(|row| row[0].as_ref().unwrap().parse().unwrap()).collect()
    }

    fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        match self {
            Self::Sqlite(database) => database.query_texts(sql),
            Self::Postgres(database) => database.query_texts(sql),
            Self::MariaDb(database) => database.query_texts(sql),
        }
    }

    /// Where the map says that it archives. On MariaDB that is a database of its own, which goes with this one.
    fn archive(&self, suffix: &str) -> String {
        match self {
            Self::Sqlite(_) | Self::Postgres(_) => format!("archive{suffix}"),
            Self::MariaDb(database) => database.beside(),
        }
    }

    /// The keys of a table's rows in the archive, with their last days. On SQLite the archive is a file at the end of `path`.
    fn archived(&self, table: &str, path: &Path) -> Vec<(i64, String)> {
        let attached =
            matches!(self, Self::Sqlite(_)).then(|| format!("ATTACH '{}' AS beside", path.display()));
        attached.iter().for_each(|attach| self.execute(attach));
        let place = match self {
            Self::Sqlite(_) => "beside".into(),
            Self::Postgres(_) | Self::MariaDb(_) => path.file_name().unwrap().to_string_lossy(),
        };
        let rows = self.rows(&format!("SELECT id, abide_last_day FROM {place}.{table} ORDER BY id"));
        attached.iter().for_each(|_| self.execute("DETACH beside"));
        let row = |row: &Vec<Option<String>>| {
            (row[0].as_ref().unwrap().parse().unwrap(), row[1].clone().unwrap_or_default())
        };
        rows.iter().map(row).collect()
    }

    /// As if nothing had ever been archived.
    fn forget_archive(&self, path: &Path) {
        let place = path.file_name().unwrap().to_string_lossy();
        match self {
            Self::Sqlite(_) => {
                for beside in ["", "-wal", "-shm", "-journal"] {
                    drop(fs::remove_file(path.with_file_name(format!("{place}{beside}"))));
                }
            }
            Self::Postgres(_) => self.execute(&format!("DROP SCHEMA IF EXISTS {place} CASCADE")),
            Self::MariaDb(_) => self.execute(&format!("DROP DATABASE IF EXISTS {place}")),
        }
    }

    /// The session of a killed process ends a little later.
    fn wait_for_others_to_end(&self) {
        let others = match self {
            Self::Sqlite(_) => return,
            Self::Postgres(_) => {
                "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name = 'abide'"
            }
            Self::MariaDb(_) => {
                "SELECT count(*) FROM information_schema.processlist
                 WHERE db = database() AND id <> connection_id()"
            }
        };
        let since = Instant::now();
        while self.numbers(others) != [0] {
            assert!(since.elapsed() < Duration::from_secs(20), "the killed process' session goes on");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Contacts in one database that count from accounts in another.
pub(crate) struct Pair {
    crm: Database,
    app: Database,
    home: TempDir,
}

impl Pair {
    pub(crate) fn open(crm: Engine, app: Engine, links: &str) -> Self {
        Self::with(crm, app, links, &[])
    }

    /// The same with parts of its files changed; `{archive}` in them is where the contacts' store archives, `{app archive}` the accounts'.
    pub(crate) fn with(crm: Engine, app: Engine, links: &str, changes: &[(&str, &str)]) -> Self {
        let pair = Self {
            crm: Database::create(crm),
            app: Database::create(app),
            home: tempfile::tempdir().unwrap(),
        };
        pair.crm("CREATE TABLE contacts (id INTEGER PRIMARY KEY, email VARCHAR(100), client INTEGER, name VARCHAR(100), met_on DATE)");
        pair.app("CREATE TABLE accounts (id INTEGER PRIMARY KEY, email VARCHAR(100), client INTEGER, login_on DATE)");
        fs::write(pair.home.path().join("policy.toml"), POLICY).unwrap();
        fs::write(pair.home.path().join("map.toml"), pair.map(links)).unwrap();
        changes.iter().for_each(|(from, to)| pair.change(from, to));
        pair
    }

    /// Changes a part of its files, which must be there.
    pub(crate) fn change(&self, from: &str, to: &str) {
        let to = to
            .replace("{archive}", &self.crm.archive(""))
            .replace("{app archive}", &self.app.archive("_app"));
        let mut found = false;
        for name in ["policy.toml", "map.toml"] {
            let path = self.home.path().join(name);
            let text = fs::read_to_string(&path).unwrap();
            found |= text.contains(from);
            fs::write(&path, text.replace(from, &to)).unwrap();
        }
        assert!(found, "the files have no {from}");
    }

    /// The keys of the contacts that the archive has.
    pub(crate) fn archived(&self) -> Vec<i64> {
        self.contacts_archived().into_iter().map(|(id, _)| id).collect()
    }

    /// The same with their last days.
    pub(crate) fn contacts_archived(&self) -> Vec<(i64, String)> {
        self.crm.archived("contacts", &self.home.path().join(self.crm.archive("")))
    }

    /// The accounts that their archive has, with their last days.
    pub(crate) fn accounts_archived(&self) -> Vec<(i64, String)> {
        self.app.archived("accounts", &self.home.path().join(self.app.archive("_app")))
    }

    /// Whom an e-mail address names objects.
    pub(crate) fn objects(&self, email: &str) {
        self.session(None).end_person(&objection(email), Timestamp::now).unwrap();
    }

    /// Opens a hold on whom an e-mail address names; its name, and how many records of each table it covers.
    pub(crate) fn hold(&self, email: &str) -> (String, Vec<(String, u64)>) {
        let new = NewHold {
            identities: vec![("email".to_owned(), email.to_owned())],
            conditions: Vec::new(),
            reason: "case 24/117".to_owned(),
            owner: "legal".to_owned(),
            review: Date::constant(2199, 6, 30),
            even_if_empty: true,
        };
        let opened = self.session(None).open_hold(&new, Timestamp::now).unwrap();
        (opened.hold, opened.records)
    }

    pub(crate) fn release(&self, hold: &str) {
        self.session(None).close_hold(hold, "settled", Timestamp::now).unwrap();
    }

    /// The accounts' store comes first in the file, and is applied last all the same.
    fn map(&self, links: &str) -> String {
        format!(
            r#"
format = 1

[store.app]
url = "{app}"

[store.app.accounts]
subject = "prospect"
identity = {{ email = "email" }}
serves = {{ accounts = true }}
fields = {{ email = "contact.email", client = "identification.client_number" }}
not_personal = ["id", "login_on"]
events = {{ last_login = "login_on" }}

[store.crm]
url = "{crm}"

[store.crm.contacts]
subject = "prospect"
identity = {{ email = "email" }}
serves = {{ prospecting = true }}
fields = {{ email = "contact.email", client = "identification.client_number", name = "identification.name" }}
not_personal = ["id", "met_on"]
events = {{ collected = "met_on", last_login = "account.login_on" }}
links = {links}
"#,
            app = self.app.url(),
            crm = self.crm.url(),
        )
    }

    pub(crate) fn crm(&self, sql: &str) {
        self.crm.execute(sql);
    }

    pub(crate) fn crm_url(&self) -> &str {
        self.crm.url()
    }

    pub(crate) fn app(&self, sql: &str) {
        self.app.execute(sql);
    }

    pub(crate) fn contacts(&self) -> Vec<i64> {
        self.crm.ids("contacts")
    }

    pub(crate) fn accounts(&self) -> Vec<i64> {
        self.app.ids("accounts")
    }

    /// The sessions of a killed process ended.
    pub(crate) fn wait_for_others_to_end(&self) {
        self.crm.wait_for_others_to_end();
        self.app.wait_for_others_to_end();
    }

    /// Where its files are.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// As if nothing had ever been in it, or been done.
    pub(crate) fn forget(&self) {
        for beside in ["", "-wal", "-shm"] {
            drop(fs::remove_file(self.home.path().join(format!("journal.sqlite{beside}"))));
        }
        self.crm("DELETE FROM contacts");
        self.app("DELETE FROM accounts");
        self.crm("DROP TABLE IF EXISTS abide_token");
        self.app("DROP TABLE IF EXISTS abide_token");
        self.crm.forget_archive(&self.home.path().join(self.crm.archive("")));
        self.app.forget_archive(&self.home.path().join(self.app.archive("_app")));
    }

    /// The accounts' database, a file, is not there any more.
    pub(crate) fn hide_app(&self) {
        let Database::Sqlite(database) = &self.app else { panic!("it is no file") };
        fs::rename(database.path(), database.path().with_extension("away")).unwrap();
    }

    /// And there again.
    pub(crate) fn show_app(&self) {
        let Database::Sqlite(database) = &self.app else { panic!("it is no file") };
        fs::rename(database.path().with_extension("away"), database.path()).unwrap();
    }

    /// The accounts' database, a file, is elsewhere, and the map says so.
    pub(crate) fn move_app(&self) {
        self.hide_app();
        let Database::Sqlite(database) = &self.app else { panic!("it is no file") };
        let moved = database.path().with_extension("away");
        self.change(database.url(), &format!("sqlite:{}", moved.display()));
    }

    pub(crate) fn session(&self, today: Option<&str>) -> Session {
        session(files(self.home()), today.unwrap_or(TODAY))
    }

    pub(crate) fn apply(&self) {
        self.apply_on(TODAY);
    }

    /// Plans and applies; after it there is nothing left to do.
    pub(crate) fn apply_on(&self, today: &str) {
        apply_all(|| self.session(Some(today)));
    }
}

/// That whom an e-mail address names objects.
pub(crate) fn objection(email: &str) -> Choice {
    Choice {
        ending: Ending::Objection,
        activities: Vec::new(),
        identities: vec![("email".to_owned(), email.to_owned())],
        received: None,
    }
}

/// The files of a company, beside each other.
pub(crate) fn files(home: &Path) -> Files {
    let file = |name: &str| home.join(name);
    Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal.sqlite") }
}

pub(crate) fn session(files: Files, today: &str) -> Session {
    let today: Date = today.parse().unwrap();
    let noon = today.at(12, 0, 0, 0).to_zoned(TimeZone::get("Europe/Paris").unwrap()).unwrap();
    Session::open(files, noon.timestamp()).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Plans and applies; after it there is nothing left to do.
pub(crate) fn apply_all(session: impl Fn() -> Session) {
    let this = session();
    let plan = this.plan(None, None).unwrap_or_else(|error| panic!("{error}"));
    let done = apply(&this, &plan).unwrap_or_else(|error| panic!("{error}"));
    let left: usize = done.iter().map(|(_, applied)| applied.left.len()).sum();
    assert_eq!(left, 0, "{done:#?}");
    let again = session().plan(None, None).unwrap();
    assert!(again.is_empty(), "{again:#?}");
}

pub(crate) fn apply(session: &Session, plan: &Plan) -> Result<Vec<(String, Applied)>, ApplyPlanError> {
    session.apply(plan, &Options::default(), Timestamp::now, &mut ())
}

/// Rows that a plan changes.
pub(crate) fn rows(plan: &Plan) -> u64 {
    plan.stores.iter().flat_map(|part| &part.steps).map(|planned| planned.rows).sum()
}
