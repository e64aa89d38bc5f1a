//! Killed at every point while values move into the archive, each of them is in one place: at once on a server, and as soon as
//! the next apply has looked at what was left open where the archive is a file of its own. Never is one in none.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use abide_engine::{
    apply::ApplyError,
    session::{ApplyPlanError, Files, NewHold, Session},
};
use jiff::Timestamp;
use scene::{Engine, Scene, small};
use tempfile::TempDir;

on_each! { erasing blanking erasing_what_a_hold_keeps }

#[test]
fn erasing_with_a_write_ahead_log() {
    let scene = Scene::sqlite();
    scene.execute("PRAGMA journal_mode = WAL");
    erasing(scene);
}

const POINTS: [&str; 8] = [
    "before-send",
    "after-send",
    "before-copy",
    "after-copy",
    "before-commit",
    "after-commit",
    "before-journal",
    "after-journal",
];

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.disputes]
purpose = "disputes"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.name"]
keep = "3 years after collected, then archive for 5 years"
"#;

/// Needs the record for longer, and not its name.
const CALLING: &str = r#"
[activity.calling]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["contact.phone"]
keep = "20 years after collected"
"#;

const OLD: u64 = 35;

/// The company's files, and which rows still hold a name.
struct Company {
    scene: Scene,
    folder: TempDir,
    /// Whether a hold is open: on one of the first batch, one of a later one, and one that stays anyway.
    held: bool,
}

const HELD: [&str; 3] = ["N2", "N36", "N1"];

fn erasing(scene: Scene) {
    kill_everywhere(&company(scene, POLICY.to_owned(), "disputes = true"));
}

fn blanking(scene: Scene) {
    kill_everywhere(&company(scene, format!("{POLICY}{CALLING}"), "disputes = true, calling = true"));
}

/// What leaves under a hold is copied for the hold and for the activity.
fn erasing_what_a_hold_keeps(scene: Scene) {
    let company = company(scene, POLICY.to_owned(), "disputes = true");
    kill_everywhere(&Company { held: true, ..company });
}

fn company(scene: Scene, policy: String, serves: &str) -> Company {
    let folder = tempfile::tempdir().unwrap();
    let map = format!(
        "format = 1\n[store.crm]\nurl = \"{}\"\narchive = \"{}\"\n[store.crm.contacts]\nsubject = \"prospect\"\n\
         identity = {{ name = \"name\" }}\nserves = {{ {serves} }}\nfields = {{ name = \"identification.name\", phone = \"contact.phone\" }}\n\
         not_personal = [\"id\", \"seen\"]\nevents = {{ collected = \"seen\" }}\n",
        scene.url(),
        scene.archive_place()
    );
    std::fs::write(folder.path().join("policy.toml"), policy).unwrap();
    std::fs::write(folder.path().join("map.toml"), map).unwrap();
    scene.execute("CREATE TABLE contacts (id integer PRIMARY KEY, name text, phone text, seen date)");
    Company { scene, folder, held: false }
}

fn kill_everywhere(company: &Company) {
    let mut kills = 0;
    for point in POINTS {
        for passage in 1.. {
            let at = format!("{point}:{passage}");
            company.reset();
            let status = company.child(Some(&at));
            if status.success() {
                assert!(passage > 1, "{point} is never passed");
                company.finished(&at);
                break;
            }
            assert_eq!(status.signal(), Some(9), "{at}: {status}");
            kills += 1;
            company.killed(&at);
            assert!(company.child(None).success(), "rerun after {at}");
            company.finished(&at);
        }
    }
    assert!(kills > 20, "{kills}");
}

impl Company {
    fn reset(&self) {
        for beside in
            ["journal", "journal-wal", "journal-shm", "kept_apart", "kept_apart-wal", "kept_apart-shm"]
        {
            drop(std::fs::remove_file(self.folder.path().join(beside)));
        }
        self.scene.wait_for_others_to_end();
        let place = self.scene.archive_place();
        match self.scene.engine {
            Engine::Postgres(_) => self.scene.execute(&format!("DROP SCHEMA IF EXISTS {place} CASCADE")),
            Engine::MariaDb(_) => self.scene.execute(&format!("DROP DATABASE IF EXISTS {place}")),
            Engine::Sqlite(_) => {}
        }
        self.scene.execute("DROP TABLE IF EXISTS abide_token; DELETE FROM contacts");
        let row = |id: u64| {
            format!(
                "({id}, 'N{id}', '0', '{}')",
                if id.is_multiple_of(2) { "2020-05-05" } else { "2025-05-05" }
            )
        };
        let rows: Vec<String> = (1..=2 * OLD).map(row).collect();
        self.scene.execute(&format!("INSERT INTO contacts VALUES {}", rows.join(", ")));
        if self.held {
            let new = NewHold {
                identities: HELD.map(|name| ("name".to_owned(), name.to_owned())).to_vec(),
                conditions: Vec::new(),
                reason: "case 7".to_owned(),
                owner: "legal".to_owned(),
                review: "2199-01-01".parse().unwrap(),
                even_if_empty: false,
            };
            self.session().open_hold(&new, Timestamp::now).unwrap();
        }
    }

    /// Old contacts whose name is where it was.
    fn in_use(&self) -> Vec<String> {
        self.scene.rows("SELECT name FROM contacts WHERE id % 2 = 0 AND name IS NOT NULL ORDER BY id")
    }

    /// Names in the archive, each as often as it is there.
    fn archived(&self) -> Vec<String> {
        self.archived_for("abide_activity = 'disputes' AND abide_last_day = '2028-05-05'")
    }

    fn archived_for(&self, condition: &str) -> Vec<String> {
        let place = self.scene.archive_place();
        let text = format!("SELECT name FROM {place}.contacts WHERE {condition} ORDER BY id");
        let tables = format!(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = '{place}' AND table_name = 'contacts'"
        );
        let beside = self.folder.path().join("kept_apart");
        match self.scene.engine {
            Engine::Postgres(_) | Engine::MariaDb(_) if self.scene.number(&tables) == 0 => Vec::new(),
            Engine::Postgres(_) | Engine::MariaDb(_) => self.scene.rows(&text),
            Engine::Sqlite(_) if !beside.exists() => Vec::new(),
            Engine::Sqlite(_) => {
                self.scene.execute(&format!("ATTACH DATABASE '{}' AS kept_apart", beside.display()));
                let there = self
                    .scene
                    .number("SELECT count(*) FROM kept_apart.sqlite_schema WHERE name = 'contacts'");
                let names = if there == 0 { Vec::new() } else { self.scene.rows(&text) };
                self.scene.execute("DETACH DATABASE kept_apart");
                names
            }
        }
    }

    /// Right after a kill.
    fn killed(&self, at: &str) {
        self.scene.wait_for_others_to_end();
        let (in_use, archived) = (self.in_use(), self.archived());
        for id in (2..=2 * OLD).step_by(2) {
            let name = format!("N{id}");
            let places = in_use.iter().chain(&archived).filter(|found| **found == name).count();
            let most = most_places(&self.scene);
            assert!((1..=most).contains(&places), "{at}: {name} is in {places} places");
        }
        if self.held {
            let kept = self.archived_for(UNDER_A_HOLD);
            for name in &HELD[..2] {
                let places = in_use.iter().chain(&kept).filter(|found| found == name).count();
                assert!(
                    (1..=most_places(&self.scene)).contains(&places),
                    "{at}: {name} is held in {places} places"
                );
            }
        }
    }

    /// After a run to the end.
    fn finished(&self, at: &str) {
        let all: Vec<String> = (2..=2 * OLD).step_by(2).map(|id| format!("N{id}")).collect();
        assert_eq!((self.in_use(), self.archived()), (Vec::new(), all), "{at}");
        let held: &[&str] = if self.held { &HELD[..2] } else { &[] };
        assert_eq!(self.archived_for(UNDER_A_HOLD), held, "{at}");
        let new = self.scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1 AND name IS NOT NULL");
        assert_eq!(new, OLD, "{at}");
        self.session().verify().unwrap();
        assert!(self.session().plan(None, None).unwrap().is_empty(), "{at}");
    }

    fn session(&self) -> Session {
        session(self.folder.path())
    }

    /// Runs an apply in a process of its own.
    fn child(&self, crash_at: Option<&str>) -> ExitStatus {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["--exact", "the_process_to_be_killed", "--quiet"])
            .env("KILL_FOLDER", self.folder.path());
        if let Some(crash_at) = crash_at {
            command.env("ABIDE_CRASH_AT", crash_at);
        }
        command.output().unwrap().status
    }
}

const UNDER_A_HOLD: &str = "abide_activity LIKE 'hold:%' AND abide_last_day IS NULL";

/// Where the archive is a file of its own, what is copied and has not left is in both.
fn most_places(scene: &Scene) -> usize {
    if matches!(scene.engine, Engine::Sqlite(_)) { 2 } else { 1 }
}

fn session(folder: &Path) -> Session {
    let file = |name: &str| folder.join(name);
    let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
    Session::open(files, "2026-11-22T11:00:00Z".parse().unwrap()).unwrap()
}

/// The process that the other tests start, and kill. By itself it does nothing.
#[test]
fn the_process_to_be_killed() {
    let Ok(folder) = std::env::var("KILL_FOLDER") else { return };
    let session = session(Path::new(&folder));
    let since = Instant::now();
    loop {
        let plan = session.plan(None, None).unwrap();
        match session.apply(&plan, &small(), Timestamp::now, &mut ()) {
            Ok(_) => break,
            // The killed process' session may not have ended yet.
            Err(ApplyPlanError::Apply { cause: ApplyError::Applying { .. }, .. })
                if since.elapsed() < Duration::from_secs(20) =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => panic!("{error}"),
        }
    }
}
