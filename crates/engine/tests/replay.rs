//! A store restored from a backup: noticed, and what was done since done again, from the ledger and the journal alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

use std::{
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::Command,
};

use abide_engine::{
    apply::{ApplyError, Options},
    journal::Journal,
    session::{
        Again, ApplyPlanError, Choice, Files, NewHold, RESTORED, Replayed, Session, Since, Wanted, Warrant,
    },
};
use abide_ledger::{Ending, Event};
use abide_testkit::{mariadb, postgres, sqlite};
use jiff::Timestamp;
use tempfile::TempDir;

const POLICY: &str = r#"format = 1
[controller]
name = "Lumen"
[activity.prospecting]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.name"]
keep = "3 years after collected"
[activity.accounting]
purpose = "accounting"
basis = "legal-obligation"
subjects = ["prospect"]
data = ["financial"]
keep = "10 years after collected"
"#;

const MAP: &str = r#"format = 1
[store.crm]
url = "ADDRESS"
[store.crm.people]
subject = "prospect"
serves = { prospecting = true, accounting = "kind = 'customer'" }
fields = { name = "identification.name", amount = "financial" }
not_personal = ["id", "kind", "met"]
events = { collected = "met" }
"#;

const TABLE: &str = "
    CREATE TABLE people (id integer PRIMARY KEY, name text, amount text, kind text NOT NULL, met date NOT NULL);
    CREATE INDEX people_met ON people (met);";

/// Day by day somebody is over: on the first day of January, one who met us three years before, and a customer.
const ROWS: &str = "
    INSERT INTO people VALUES (1, 'A', NULL, 'lead', '2020-01-01'), (2, 'B', NULL, 'lead', '2021-01-01'),
        (3, 'C', NULL, 'lead', '2022-01-01'), (4, 'D', '10', 'customer', '2021-01-01'),
        (5, 'E', NULL, 'lead', '2025-01-01');";

enum Database {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
    MariaDb(mariadb::Database),
}

struct Lumen {
    database: Database,
    folder: TempDir,
}

macro_rules! on_each {
    ($($name:ident)*) => {
        mod on_sqlite { $( #[test] fn $name() {
            super::$name(super::Lumen::new(super::Database::Sqlite(abide_testkit::sqlite::Database::create())));
        } )* }
        mod on_postgres { $( #[test] fn $name() {
            super::$name(super::Lumen::new(super::Database::Postgres(abide_testkit::postgres::Database::create())));
        } )* }
        mod on_mariadb { $( #[test] fn $name() {
            super::$name(super::Lumen::new(super::Database::MariaDb(abide_testkit::mariadb::Database::create())));
        } )* }
    };
}

on_each! {
    what_was_done_since_is_done_again
    a_milder_policy_of_today_does_not_spare_what_went_then
    what_was_archived_is_in_the_archive_once
    what_came_back_from_the_archive_is_told
    what_was_made_anonymous_is_anonymous_again
    what_a_hold_kept_until_it_was_closed_is_kept_again
    what_a_hold_kept_in_the_archive_until_it_was_closed_is_kept_again
    what_differs_is_told
    going_on_is_a_decision
    a_store_that_was_not_restored_looks_whole
    killed_in_the_midst_it_is_finished_by_the_next_run
    a_person_who_objected_is_gone_again
}

impl Lumen {
    fn new(database: Database) -> Self {
        let lumen = Self { database, folder: tempfile::tempdir().unwrap() };
        lumen.execute(TABLE);
        lumen.execute(ROWS);
        lumen.write("policy.toml", POLICY);
        lumen.write("map.toml", &MAP.replace("ADDRESS", lumen.url()));
        lumen
    }

    fn url(&self) -> &str {
        match &self.database {
            Database::Sqlite(database) => database.url(),
            Database::Postgres(database) => database.url(),
            Database::MariaDb(database) => database.url(),
        }
    }

    fn execute(&self, sql: &str) {
        match &self.database {
            Database::Sqlite(database) => database.execute(sql),
            Database::Postgres(database) => database.execute(sql),
            Database::MariaDb(database) => database.execute(sql),
        }
    }

    fn people(&self) -> Vec<String> {
        let sql = "SELECT id, name FROM people ORDER BY id";
        let rows = match &self.database {
            Database::Sqlite(database) => database.query_texts(sql),
            Database::Postgres(database) => database.query_texts(sql),
            Database::MariaDb(database) => database.query_texts(sql),
        };
        let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        rows.iter().map(|row| row.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    /// The place of an archive that a restore of the database leaves as it is.
    fn apart(&self) -> String {
        match &self.database {
            Database::MariaDb(database) => database.beside(),
            Database::Sqlite(_) | Database::Postgres(_) => "kept_apart".to_owned(),
        }
    }

    /// Who is in the archive.
    fn archived(&self) -> Vec<String> {
        let text = format!("SELECT id, name FROM {}.people ORDER BY id", self.apart());
        let rows = match &self.database {
            Database::MariaDb(database) => database.query_texts(&text),
            Database::Postgres(database) => database.query_texts(&text),
            Database::Sqlite(database) => {
                let beside = self.folder.path().join("kept_apart");
                database.execute(&format!("ATTACH DATABASE '{}' AS kept_apart", beside.display()));
                let rows = database.query_texts(&text);
                database.execute("DETACH DATABASE kept_apart");
                rows
            }
        };
        rows.iter().map(|row| row.iter().flatten().cloned().collect::<Vec<_>>().join(" ")).collect()
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }

    /// As it was when the backup was made: with nothing that was done since, tokens included.
    fn restore(&self) {
        self.execute("DROP TABLE people; DROP TABLE IF EXISTS abide_token");
        self.execute(TABLE);
        self.execute(ROWS);
    }

    fn session(&self, day: &str) -> Session {
        session(self.folder.path(), day)
    }

    fn apply(&self, day: &str) -> Result<u64, ApplyPlanError> {
        self.apply_with(day, &Options::default())
    }

    fn apply_with(&self, day: &str, options: &Options) -> Result<u64, ApplyPlanError> {
        let session = self.session(day);
        let plan = session.plan(None, None).unwrap();
        let done = session.apply(&plan, options, Timestamp::now, &mut ())?;
        Ok(done.iter().map(|(_, applied)| applied.rows).sum())
    }

    fn replay(&self, day: &str, since: Timestamp) -> Replayed {
        let since = Since { store: "crm", moment: since, dry: false };
        self.session(day).replay(since, &Options::default(), Timestamp::now, &mut ()).unwrap()
    }

    fn events(&self) -> Vec<Event> {
        let journal = Journal::read(&self.folder.path().join("journal")).unwrap();
        (1..=journal.head().unwrap().seq).map(|seq| journal.entry(seq).unwrap().unwrap().event).collect()
    }

    /// Three applies, of the first day of three years.
    fn three_years(&self) {
        assert_eq!(self.apply("2023-06-01").unwrap(), 1);
        assert_eq!(self.apply("2024-06-01").unwrap(), 2);
        assert_eq!(self.apply("2025-06-01").unwrap(), 1);
        assert_eq!(self.people(), ["4 -", "5 E"]);
    }
}

fn session(folder: &Path, day: &str) -> Session {
    let file = |name: &str| folder.join(name);
    let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
    Session::open(files, format!("{day}T12:00:00Z").parse().unwrap()).unwrap()
}

fn what_was_done_since_is_done_again(lumen: Lumen) {
    let before = Timestamp::now();
    lumen.three_years();
    lumen.restore();
    let plan = lumen.session("2025-06-02").plan(None, None).unwrap();
    assert_eq!(plan.stores[0].findings[0].code, RESTORED);
    assert!(matches!(
        lumen.apply("2025-06-02"),
        Err(ApplyPlanError::Apply { cause: ApplyError::Restored { .. }, .. })
    ));
    let dry = Since { store: "crm", moment: before, dry: true };
    let counted =
        lumen.session("2025-06-02").replay(dry, &Options::default(), Timestamp::now, &mut ()).unwrap();
    assert_eq!(counted.applies.len(), 3);
    assert_eq!(lumen.people().len(), 5, "counting touches nothing");
    let replayed = lumen.replay("2025-06-02", before);
    assert_eq!(lumen.people(), ["4 -", "5 E"]);
    assert_eq!(replayed.applies.len(), 3);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(lumen.apply("2025-06-02").unwrap(), 0, "it is no restored store any more");
    assert!(lumen.events().iter().any(
        |event| matches!(event, Event::ReplayFinished { rows: 4, differing, .. } if differing.is_empty())
    ));
    lumen.session("2025-06-02").verify().unwrap();
}

fn a_milder_policy_of_today_does_not_spare_what_went_then(lumen: Lumen) {
    let before = Timestamp::now();
    lumen.three_years();
    lumen.write("policy.toml", &POLICY.replace("3 years", "30 years"));
    lumen.restore();
    let replayed = lumen.replay("2025-06-02", before);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(lumen.people(), ["4 -", "5 E"]);
}

fn what_was_made_anonymous_is_anonymous_again(lumen: Lumen) {
    lumen.write(
        "policy.toml",
        &POLICY.replace("3 years after collected", "3 years after collected, then anonymise"),
    );
    let map = MAP.replace("ADDRESS", lumen.url());
    lumen.write("map.toml", &format!("{map}anonymise = {{ name = \"first 1\" }}\n"));
    let names = || {
        for (id, name) in ["Anna", "Ben", "Clara", "Dora", "Emil"].iter().enumerate() {
            lumen.execute(&format!("UPDATE people SET name = '{name}' WHERE id = {}", id + 1));
        }
    };
    names();
    let before = Timestamp::now();
    assert_eq!(lumen.apply("2023-06-01").unwrap(), 1);
    assert_eq!(lumen.apply("2024-06-01").unwrap(), 2);
    let left = ["1 A", "2 B", "3 Clara", "4 D", "5 Emil"];
    assert_eq!(lumen.people(), left);
    lumen.restore();
    names();
    // Today less would be left of a name; what was left then is left again.
    lumen.write("map.toml", &format!("{map}anonymise = {{ name = \"first 2\" }}\n"));
    let replayed = lumen.replay("2024-06-02", before);
    assert_eq!(replayed.applies.len(), 2);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(lumen.people(), left);
    assert_eq!(lumen.apply("2024-06-02").unwrap(), 0);
    lumen.session("2024-06-02").verify().unwrap();
}

fn what_differs_is_told(lumen: Lumen) {
    let before = Timestamp::now();
    lumen.three_years();
    lumen.restore();
    lumen.execute("DELETE FROM people WHERE id = 2");
    let replayed = lumen.replay("2025-06-02", before);
    let same: Vec<bool> = replayed.applies.iter().map(Again::is_same).collect();
    assert_eq!(same, [true, false, true]);
    lumen.restore();
    lumen.execute("ALTER TABLE people RENAME TO persons");
    let replayed = lumen.replay("2025-06-02", before);
    assert!(replayed.applies.iter().all(|again| again.steps.is_err()), "{replayed:?}");
}

fn going_on_is_a_decision(lumen: Lumen) {
    lumen.three_years();
    lumen.restore();
    assert!(lumen.apply("2025-06-02").is_err());
    let options = Options { after_restore: true, ..Options::default() };
    assert_eq!(lumen.apply_with("2025-06-02", &options).unwrap(), 4);
    assert_eq!(lumen.apply("2025-06-02").unwrap(), 0);
    assert!(lumen.events().iter().any(|event| matches!(event, Event::RestoreAccepted { .. })));
}

fn a_store_that_was_not_restored_looks_whole(lumen: Lumen) {
    let before = Timestamp::now();
    lumen.three_years();
    for day in ["2025-07-01", "2025-07-02"] {
        assert_eq!(lumen.apply(day).unwrap(), 0, "an apply that changes nothing leaves the tokens");
    }
    let later = before.max(Timestamp::now());
    assert!(lumen.replay("2025-07-02", later).applies.is_empty(), "nothing was done since");
}

/// A restore from further back than was said is noticed.
#[test]
fn a_backup_older_than_was_said_is_told() {
    let lumen = Lumen::new(Database::Sqlite(sqlite::Database::create()));
    lumen.three_years();
    lumen.restore();
    assert!(lumen.replay("2025-06-02", Timestamp::now()).earlier.is_some());
}

/// With the tools that a database's keeper uses: the backup knows of the first apply, and not of the two after it.
#[test]
fn a_dump_of_postgresql_is_restored_and_replayed() {
    let lumen = Lumen::new(Database::Postgres(postgres::Database::create()));
    let dump = lumen.folder.path().join("dump");
    let run = |program: &str, words: &[&str]| {
        let status = Command::new(program).args(words).arg(&dump).status();
        assert!(status.unwrap_or_else(|error| panic!("{program}: {error}")).success(), "{program}");
    };
    assert_eq!(lumen.apply("2023-06-01").unwrap(), 1);
    let backup = Timestamp::now();
    run("pg_dump", &["--format=custom", "--dbname", lumen.url(), "--file"]);
    assert_eq!(lumen.apply("2024-06-01").unwrap(), 2);
    assert_eq!(lumen.apply("2025-06-01").unwrap(), 1);
    run("pg_restore", &["--clean", "--dbname", lumen.url()]);
    assert_eq!(lumen.people(), ["2 B", "3 C", "4 D", "5 E"]);
    assert!(lumen.apply("2025-06-02").is_err());
    let replayed = lumen.replay("2025-06-02", backup);
    assert_eq!((replayed.applies.len(), replayed.earlier), (2, None));
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(lumen.people(), ["4 -", "5 E"]);
}

/// The archive is beside the data, on SQLite a file of its own: a restore brings rows back that are in it already.
fn what_was_archived_is_in_the_archive_once(lumen: Lumen) {
    lumen.archives();
    let before = Timestamp::now();
    assert_eq!(lumen.apply("2023-06-01").unwrap(), 1);
    assert_eq!(lumen.apply("2024-06-01").unwrap(), 2);
    let archived = lumen.archived();
    assert_eq!(archived, ["1 A", "2 B", "4 D"]);
    lumen.restore();
    let replayed = lumen.replay("2024-06-02", before);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(lumen.people(), ["3 C", "4 -", "5 E"]);
    assert_eq!(lumen.archived(), archived);
}

fn what_a_hold_kept_until_it_was_closed_is_kept_again(lumen: Lumen) {
    held_for_a_year(&lumen, "");
}

fn what_a_hold_kept_in_the_archive_until_it_was_closed_is_kept_again(lumen: Lumen) {
    let archive = format!("archive = \"{}\"", lumen.apart());
    held_for_a_year(&lumen, &archive);
}

/// A is under a hold when it would go, B is not, and C is under one that is opened too late to be of use to it.
fn held_for_a_year(lumen: &Lumen, archive: &str) {
    let map = MAP.replace("ADDRESS", lumen.url()).replace("[store.crm]", &format!("[store.crm]\n{archive}"));
    let map = map.replace("subject = \"prospect\"", "subject = \"prospect\"\nidentity = { name = \"name\" }");
    lumen.write("map.toml", &map);
    let hold = |name: &str, day: &str| {
        let new = NewHold {
            identities: vec![("name".to_owned(), name.to_owned())],
            conditions: Vec::new(),
            reason: "7/24".to_owned(),
            owner: "legal".to_owned(),
            review: "2199-01-01".parse().unwrap(),
            even_if_empty: true,
        };
        lumen.session(day).open_hold(&new, Timestamp::now).unwrap().hold
    };
    let close =
        |hold: &str, day: &str| lumen.session(day).close_hold(hold, "settled", Timestamp::now).unwrap();
    let before = Timestamp::now();
    let first = hold("A", "2023-05-01");
    let moved = u64::from(!archive.is_empty());
    assert_eq!(lumen.apply("2023-06-01").unwrap(), moved);
    assert_eq!(lumen.apply("2024-06-01").unwrap(), 2);
    close(&first, "2024-07-01");
    assert_eq!(lumen.apply("2024-07-01").unwrap(), 1, "what it kept goes");
    assert_eq!(lumen.apply("2025-06-01").unwrap(), 1);
    let second = hold("C", "2025-06-02");
    close(&second, "2025-06-03");
    let (people, kept) = (lumen.people(), lumen.kept(archive));
    assert_eq!((people.as_slice(), kept), (&["4 -".to_owned(), "5 E".to_owned()][..], Vec::new()));
    lumen.restore();
    let replayed = lumen.replay("2025-06-04", before);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(replayed.applies.len() as u64, 3 + moved);
    assert_eq!((lumen.people(), lumen.kept(archive)), (people, Vec::new()));
    // What is under a hold today is not given up for having gone then.
    lumen.restore();
    hold("C", "2025-06-05");
    let replayed = lumen.replay("2025-06-05", before);
    assert!(!replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    let c = "3 C".to_owned();
    assert!(lumen.people().contains(&c) || lumen.kept(archive).contains(&c));
}

/// Which records they were, the ledger does not tell.
fn what_came_back_from_the_archive_is_told(lumen: Lumen) {
    lumen.archives();
    let before = Timestamp::now();
    assert_eq!(lumen.apply("2023-06-01").unwrap(), 1);
    let (session, wanted) =
        (lumen.session("2023-06-02"), Wanted::Record("crm.people".to_owned(), vec!["1".to_owned()]));
    let warrant = Warrant { reason: "a mistake".to_owned(), by: "clerk".to_owned() };
    let bring = || session.return_archived(&wanted, &warrant, Timestamp::now).unwrap().len();
    assert_eq!((bring(), lumen.archived().len()), (1, 0));
    let after = Timestamp::now();
    lumen.restore();
    assert!(lumen.apply("2023-06-03").is_err(), "what the store has forgotten is noticed");
    let replayed = lumen.replay("2023-06-03", before);
    assert_eq!((replayed.applies.len(), replayed.returns.len()), (1, 1));
    assert_eq!(lumen.people().len(), 4, "it went again");
    let told =
        |event: &Event| matches!(event, Event::ReplayFinished { differing, .. } if differing.len() == 1);
    assert!(lumen.events().iter().any(told));
    assert_eq!(lumen.apply("2023-06-03").unwrap(), 0);
    assert_eq!((bring(), lumen.people().len()), (1, 5));
    // A backup of the moment between: nothing was applied since, and yet it is a restored one.
    assert_eq!(lumen.replay("2023-06-03", after).returns.len(), 1);
}

impl Lumen {
    /// Who is in the archive, if there is one.
    fn kept(&self, archive: &str) -> Vec<String> {
        if archive.is_empty() { Vec::new() } else { self.archived() }
    }

    /// From now on what prospecting needed is archived.
    fn archives(&self) {
        self.write(
            "policy.toml",
            &POLICY.replace("3 years after collected", "3 years after collected, then archive for 30 years"),
        );
        let map = MAP
            .replace("ADDRESS", self.url())
            .replace("[store.crm]", &format!("[store.crm]\narchive = \"{}\"", self.apart()));
        self.write("map.toml", &map);
    }
}

/// Who objected then has objected, and who was not erased then is not erased now.
fn a_person_who_objected_is_gone_again(lumen: Lumen) {
    let identity = "subject = \"prospect\"\nidentity = { name = \"name\" }";
    lumen.write("map.toml", &MAP.replace("ADDRESS", lumen.url()).replace("subject = \"prospect\"", identity));
    let before = Timestamp::now();
    assert_eq!(lumen.apply("2023-06-01").unwrap(), 1);
    let objection = Choice {
        ending: Ending::Objection,
        activities: Vec::new(),
        identities: vec![("name".to_owned(), "C".to_owned())],
        received: None,
    };
    lumen.session("2023-07-01").end_person(&objection, Timestamp::now).unwrap();
    assert_eq!(lumen.apply("2023-07-01").unwrap(), 1);
    let left = ["2 B", "4 D", "5 E"];
    assert_eq!(lumen.people(), left);
    lumen.restore();
    let replayed = lumen.replay("2023-07-02", before);
    assert_eq!(replayed.applies.len(), 2);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(lumen.people(), left);
    lumen.session("2023-07-02").verify().unwrap();
}

/// A user who may read the table and nothing of Abide's plans as ever.
#[test]
fn who_may_not_read_tokens_may_plan() {
    let lumen = Lumen::new(Database::Postgres(postgres::Database::create()));
    assert_eq!(lumen.apply("2023-06-01").unwrap(), 1);
    let role = format!("planner_{}", std::process::id());
    lumen.execute(&format!("CREATE ROLE {role} LOGIN; GRANT SELECT ON people TO {role}"));
    let url = lumen.url().replacen("postgres@", &format!("{role}@"), 1);
    lumen.write("map.toml", &MAP.replace("ADDRESS", &url));
    let plan = lumen.session("2024-06-01").plan(None, None).unwrap();
    assert_eq!(plan.stores[0].steps.iter().map(|planned| planned.rows).sum::<u64>(), 2);
    lumen.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}

fn killed_in_the_midst_it_is_finished_by_the_next_run(lumen: Lumen) {
    for point in
        ["before-send", "after-send", "before-commit", "after-commit", "before-journal", "after-journal"]
    {
        for passage in [1, 4] {
            let before = Timestamp::now();
            lumen.restore();
            for file in ["journal", "journal-wal", "journal-shm"] {
                drop(fs::remove_file(lumen.folder.path().join(file)));
            }
            lumen.three_years();
            lumen.restore();
            let killed = child(lumen.folder.path(), before, Some(&format!("{point}:{passage}")));
            assert!(killed == Some(9) || killed.is_none(), "{point}:{passage}");
            wait_for_the_session_to_end(&lumen);
            let replayed = lumen.replay("2025-06-02", before);
            assert_eq!(lumen.people(), ["4 -", "5 E"], "{point}:{passage}");
            // When nothing was left to be killed, the first run did it all, and the second finds nothing.
            let all_again = replayed.applies.iter().all(Again::is_same);
            assert!(all_again || killed.is_none(), "{point}:{passage}: {replayed:?}");
            assert_eq!(lumen.apply("2025-06-02").unwrap(), 0);
            lumen.session("2025-06-02").verify().unwrap();
        }
    }
}

fn wait_for_the_session_to_end(lumen: &Lumen) {
    let Database::Postgres(database) = &lumen.database else { return };
    let others = "SELECT pid FROM pg_stat_activity
                  WHERE datname = current_database() AND application_name = 'abide'";
    while !database.query_texts(others).is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// Replays in a process of its own; the signal that ended it.
fn child(folder: &Path, since: Timestamp, crash_at: Option<&str>) -> Option<i32> {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "the_process_to_be_killed", "--quiet"]);
    command.env("REPLAY_FOLDER", folder).env("REPLAY_SINCE", since.to_string());
    if let Some(crash_at) = crash_at {
        command.env("ABIDE_CRASH_AT", crash_at);
    }
    let status = command.output().unwrap().status;
    assert!(status.success() || status.signal() == Some(9), "{status}");
    status.signal()
}

/// The process that another test starts, and kills; by itself it does nothing.
#[test]
fn the_process_to_be_killed() {
    let (Ok(folder), Ok(since)) = (std::env::var("REPLAY_FOLDER"), std::env::var("REPLAY_SINCE")) else {
        return;
    };
    let since = Since { store: "crm", moment: since.parse().unwrap(), dry: false };
    let session = session(&PathBuf::from(folder), "2025-06-02");
    session.replay(since, &Options::default(), Timestamp::now, &mut ()).unwrap();
}
