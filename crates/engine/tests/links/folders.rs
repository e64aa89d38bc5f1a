//! A folder of files as either side of a link: what a name captures is the key.

use std::{
    fs,
    time::{Duration, SystemTime},
};

use abide_engine::session::Session;
use tempfile::TempDir;

use crate::pair::{self, Database, Engine, POLICY};

const EACH: [Engine; 3] = [Engine::Sqlite, Engine::Postgres, Engine::MariaDb];

/// Recorded calls in a folder, named after the number that the clients of a database have.
struct Calls {
    database: Database,
    home: TempDir,
}

impl Calls {
    /// With a number of this type, and with what clients and recordings serve, count from and are linked by.
    fn open(engine: Engine, number: &str, (clients, recordings): (&str, &str)) -> Self {
        let calls = Self { database: Database::create(engine), home: tempfile::tempdir().unwrap() };
        calls.database.execute(&format!(
            "CREATE TABLE clients (id INTEGER PRIMARY KEY, number {number}, login_on DATE)"
        ));
        let map = format!(
            r#"
format = 1

[store.crm]
url = "{}"

[store.crm.clients]
subject = "prospect"
fields = {{ number = "identification.client_number" }}
not_personal = ["id", "login_on"]
{clients}

[store.calls]
url = "folder:calls"
time_zone = "UTC"

[store.calls.recordings]
files = "{{client}}/{{day:%Y-%m-%d}}.wav"
subject = "prospect"
fields = {{ content = "contact.email", client = "identification.client_number" }}
{recordings}
"#,
            calls.database.url(),
        );
        fs::write(calls.home.path().join("policy.toml"), POLICY).unwrap();
        fs::write(calls.home.path().join("map.toml"), map).unwrap();
        calls
    }

    fn record(&self, names: &[&str]) {
        let month = Duration::from_secs(30 * 24 * 3600);
        for name in names {
            let path = self.home.path().join("calls").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::File::create(path).unwrap().set_modified(SystemTime::now() - month).unwrap();
        }
    }

    fn has(&self, name: &str) -> bool {
        self.home.path().join("calls").join(name).exists()
    }

    fn session(&self, today: &str) -> Session {
        pair::session(pair::files(self.home.path()), today)
    }

    fn apply(&self, today: &str) {
        pair::apply_all(|| self.session(today));
    }
}

/// Clients for a year after they were last there, calls for three after that.
const FILES_COUNT: (&str, &str) = (
    "serves = { accounts = true }\nevents = { last_login = \"login_on\" }",
    "serves = { prospecting = true }\nevents = { collected = \"day\", last_login = \"client.login_on\" }\nlinks = { client = \"client = crm:clients(number)\" }",
);

/// Calls for a year, clients for three after the last one.
const ROWS_COUNT: (&str, &str) = (
    "serves = { prospecting = true }\nevents = { collected = \"login_on\", last_login = \"call.day\" }\nlinks = { call = \"number = calls:recordings(client)\" }",
    "serves = { accounts = true }\nevents = { last_login = \"day\" }",
);

const CLIENTS: &str =
    "INSERT INTO clients VALUES (1, 17, '2024-06-01'), (2, 18, '2020-06-01'), (3, NULL, '2026-01-01')";

#[test]
fn files_count_from_dates_of_a_database() {
    for (engine, number) in EACH.into_iter().flat_map(|engine| [(engine, "INTEGER"), (engine, "VARCHAR(20)")])
    {
        let calls = Calls::open(engine, number, FILES_COUNT);
        calls.database.execute(CLIENTS);
        calls.record(&["17/2015-01-01.wav", "18/2015-01-01.wav", "0017/2015-01-01.wav", "19/2015-01-01.wav"]);
        calls.apply(pair::TODAY);
        let left = ["17", "18", "0017", "19"].map(|client| calls.has(&format!("{client}/2015-01-01.wav")));
        assert_eq!(left, [true, false, false, false], "{engine:?} {number}");
        // Client 1 is over for itself, and stays for the call that counts from it.
        assert_eq!(calls.database.ids("clients"), [1, 3], "{engine:?} {number}");
        calls.apply("2027-06-01");
        assert!(calls.has("17/2015-01-01.wav"), "{engine:?} {number}");
        calls.apply("2027-06-02");
        assert!(!calls.has("17/2015-01-01.wav"), "{engine:?} {number}");
        assert_eq!(calls.database.ids("clients"), [0; 0], "{engine:?} {number}");
    }
}

#[test]
fn rows_count_from_dates_that_files_are_named_after() {
    for (engine, number) in EACH.into_iter().flat_map(|engine| [(engine, "INTEGER"), (engine, "VARCHAR(20)")])
    {
        let calls = Calls::open(engine, number, ROWS_COUNT);
        calls.database.execute(CLIENTS);
        calls.database.execute("UPDATE clients SET login_on = '2015-01-01'");
        calls.record(&["17/2024-06-01.wav", "17/2016-06-01.wav", "18/2020-06-01.wav", "0018/2026-01-01.wav"]);
        calls.apply(pair::TODAY);
        assert_eq!(calls.database.ids("clients"), [1], "{engine:?} {number}");
        // The call of the year before last is over for itself; the client counts from it still.
        assert!(calls.has("17/2024-06-01.wav") && calls.has("0018/2026-01-01.wav"), "{engine:?} {number}");
        assert!(!calls.has("17/2016-06-01.wav") && !calls.has("18/2020-06-01.wav"), "{engine:?} {number}");
        calls.apply("2027-06-02");
        assert_eq!(calls.database.ids("clients"), [0; 0], "{engine:?} {number}");
        assert!(!calls.has("17/2024-06-01.wav"), "{engine:?} {number}");
    }
}

#[test]
fn a_folder_that_is_not_there_leaves_the_database_without_a_plan() {
    for counts in [FILES_COUNT, ROWS_COUNT] {
        let calls = Calls::open(Engine::Postgres, "INTEGER", counts);
        calls.database.execute(CLIENTS);
        let told = calls.session(pair::TODAY).plan(None, Some("crm")).unwrap_err().to_string();
        assert!(
            told.contains(
                "those of store calls depend on each other, and that one cannot be asked: there is no folder"
            ),
            "{told}"
        );
        assert_eq!(calls.database.ids("clients"), [1, 2, 3]);
    }
}

#[test]
fn a_call_that_comes_in_after_planning_keeps_its_client() {
    for engine in EACH {
        let calls = Calls::open(engine, "INTEGER", ROWS_COUNT);
        calls.database.execute(CLIENTS);
        calls.record(&["18/2020-06-01.wav"]);
        let session = calls.session(pair::TODAY);
        let plan = session.plan(None, None).unwrap();
        calls.record(&["18/2026-03-14.wav"]);
        pair::apply(&session, &plan).unwrap();
        assert!(calls.database.ids("clients").contains(&2), "{engine:?}");
    }
}
