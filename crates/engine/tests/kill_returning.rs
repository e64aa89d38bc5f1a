//! Killed at every point while records come back from the archive, each is in one place: at once on a server, and as soon as
//! somebody has looked at what was left open where the archive is a file of its own. Never is one in none.
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
    journal::{Journal, JournalError},
    session::{ApplyPlanError, Files, ReturnError, Session, Wanted, Warrant},
};
use jiff::Timestamp;
use scene::{Engine, Scene, small};
use tempfile::TempDir;

on_each! { inserting filling }

#[test]
fn inserting_with_a_write_ahead_log() {
    let scene = Scene::sqlite();
    scene.execute("PRAGMA journal_mode = WAL");
    inserting(scene);
}

const POINTS: [&str; 6] =
    ["before-send", "after-send", "before-commit", "after-commit", "before-journal", "after-journal"];

/// Where the archive is a file of its own.
const APART: [&str; 2] = ["before-take-out", "after-take-out"];

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

struct Company {
    scene: Scene,
    folder: TempDir,
}

fn inserting(scene: Scene) {
    kill_everywhere(&company(scene, POLICY.to_owned(), "disputes = true"));
}

fn filling(scene: Scene) {
    kill_everywhere(&company(scene, format!("{POLICY}{CALLING}"), "disputes = true, calling = true"));
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
    scene.execute(
        "CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(20), phone varchar(20), seen date)",
    );
    Company { scene, folder }
}

fn kill_everywhere(company: &Company) {
    let apart: &[&str] = if matches!(company.scene.engine, Engine::Sqlite(_)) { &APART } else { &[] };
    let mut kills = 0;
    for point in POINTS.iter().chain(apart) {
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
            if passage % 2 == 0 {
                // Whoever comes next settles it: an apply of a policy that keeps everything as well.
                company.settled_by_an_apply();
                company.places(&at, 1);
            }
            assert!(company.child(None).success(), "rerun after {at}");
            company.finished(&at);
        }
    }
    assert!(kills > 12, "{kills}");
}

const WHO: [&str; 3] = ["2|Lou", "4|Lou", "6|Lou"];

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
        self.scene.execute(
            "INSERT INTO contacts VALUES (1, 'Max', '0', '2025-05-05'), (2, 'Lou', '0', '2020-05-05'), (3, 'Max', '0', '2020-05-05'),
             (4, 'Lou', '0', '2020-05-05'), (6, 'Lou', '0', '2020-05-05')",
        );
        apply(self.folder.path());
        assert_eq!((self.in_use().len(), self.archived().len()), (0, 3));
    }

    fn in_use(&self) -> Vec<String> {
        self.scene.rows("SELECT id, name FROM contacts WHERE name = 'Lou' ORDER BY id")
    }

    fn archived(&self) -> Vec<String> {
        let text = format!(
            "SELECT id, name FROM {}.contacts WHERE name = 'Lou' ORDER BY id",
            self.scene.archive_place()
        );
        let Engine::Sqlite(_) = self.scene.engine else { return self.scene.rows(&text) };
        let beside = self.folder.path().join("kept_apart");
        self.scene.execute(&format!("ATTACH DATABASE '{}' AS kept_apart", beside.display()));
        let names = self.scene.rows(&text);
        self.scene.execute("DETACH DATABASE kept_apart");
        names
    }

    /// Right after a kill.
    fn killed(&self, at: &str) {
        self.scene.wait_for_others_to_end();
        self.places(at, if matches!(self.scene.engine, Engine::Sqlite(_)) { 2 } else { 1 });
    }

    fn places(&self, at: &str, most: usize) {
        let (in_use, archived) = (self.in_use(), self.archived());
        for who in WHO {
            let places = in_use.iter().chain(&archived).filter(|found| *found == who).count();
            assert!((1..=most).contains(&places), "{at}: {who} is in {places} places");
        }
    }

    fn settled_by_an_apply(&self) {
        let path = self.folder.path().join("policy.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("3 years after", "30 years after")).unwrap();
        apply(self.folder.path());
        std::fs::write(&path, text).unwrap();
    }

    /// After a run to the end.
    fn finished(&self, at: &str) {
        assert_eq!((self.in_use(), self.archived()), (WHO.map(str::to_owned).to_vec(), Vec::new()), "{at}");
        let others = self
            .scene
            .rows("SELECT id, name FROM contacts WHERE id % 2 = 1 AND name IS NOT NULL ORDER BY id");
        assert_eq!(others, ["1|Max"], "{at}");
        session(self.folder.path()).verify().unwrap();
        let journal = Journal::read(&self.folder.path().join("journal")).unwrap();
        assert_eq!(journal.open_returns("crm").unwrap(), [], "{at}");
        assert_eq!(journal.returns("crm").unwrap().len(), 1, "{at}");
    }

    /// Brings Lou back in a process of its own.
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
    let lou = Wanted::Identity("name".to_owned(), "Lou".to_owned());
    let warrant = Warrant { reason: "a mistake".to_owned(), by: "clerk".to_owned() };
    patiently(|| match session.return_archived(&lou, &warrant, Timestamp::now) {
        Ok(_) => true,
        Err(ReturnError::Apply { cause, .. }) if is_busy(&cause) => false,
        Err(error) => panic!("{error}"),
    });
}

fn apply(folder: &Path) {
    let session = session(folder);
    let plan = session.plan(None, None).unwrap();
    patiently(|| match session.apply(&plan, &small(), Timestamp::now, &mut ()) {
        Ok(_) => true,
        Err(ApplyPlanError::Apply { cause, .. }) if is_busy(&cause) => false,
        Err(error) => panic!("{error}"),
    });
}

/// A killed process' session may not have ended yet; and a process that another test is about to start has our locks for a moment.
fn patiently(mut done: impl FnMut() -> bool) {
    let since = Instant::now();
    while !done() {
        assert!(since.elapsed() < Duration::from_secs(20), "something goes on applying");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn is_busy(error: &ApplyError) -> bool {
    matches!(error, ApplyError::Applying { .. } | ApplyError::Journal(JournalError::Applying { .. }))
}
