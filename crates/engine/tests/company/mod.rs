//! A company of the tests' own beside a scene: its two files, its journal and its archive, and what is done with them by tests of
//! archiving, of holds, and of what comes back.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

use std::{
    fs,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use abide_engine::{
    apply::ApplyError,
    journal::{Journal, JournalError},
    session::{ApplyPlanError, Files, NewHold, Session, Warrant},
};
use jiff::Timestamp;
use tempfile::TempDir;

use crate::scene::{Engine, Scene, small};

/// Needs a prospect's name for three years, and for five more in the archive.
pub const DISPUTES: &str = r#"
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
pub const CALLING: &str = r#"
[activity.calling]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["contact.phone"]
keep = "20 years after collected"
"#;

/// A table of contacts (id, name, phone, seen) in a store with an archive.
const CONTACTS: &str = r#"
[store.crm]
url = "URL"
archive = "ARCHIVE"
[store.crm.contacts]
subject = "prospect"
identity = { name = "name" }
serves = { SERVES }
fields = { name = "identification.name", phone = "contact.phone" }
not_personal = ["id", "seen"]
events = { collected = "seen" }
"#;

pub const TODAY: &str = "2026-11-22";

pub struct Company {
    pub scene: Scene,
    pub folder: TempDir,
}

impl Company {
    /// In the map, `URL` and `ARCHIVE` stand for the scene's own.
    pub fn new(scene: Scene, policy: &str, map: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let map = map.replace("URL", scene.url()).replace("ARCHIVE", &scene.archive_place());
        fs::write(folder.path().join("policy.toml"), policy).unwrap();
        fs::write(folder.path().join("map.toml"), format!("format = 1\n{map}")).unwrap();
        Self { scene, folder }
    }

    /// One with contacts, whose table is still to be made.
    pub fn of_contacts(scene: Scene, policy: &str, serves: &str) -> Self {
        Self::new(scene, policy, &CONTACTS.replace("SERVES", serves))
    }

    pub fn change(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    pub fn session(&self) -> Session {
        session(self.folder.path())
    }

    pub fn journal(&self) -> Journal {
        Journal::read(&self.folder.path().join("journal")).unwrap()
    }

    /// Forgets what was done, with the archive, and has no contacts but these, each `(…)`.
    pub fn start_anew(&self, contacts: &[String]) {
        self.scene.wait_for_others_to_end();
        for beside in
            ["journal", "journal-wal", "journal-shm", "kept_apart", "kept_apart-wal", "kept_apart-shm"]
        {
            drop(fs::remove_file(self.folder.path().join(beside)));
        }
        let place = self.scene.archive_place();
        match self.scene.engine {
            Engine::Postgres(_) => self.scene.execute(&format!("DROP SCHEMA IF EXISTS {place} CASCADE")),
            Engine::MariaDb(_) => self.scene.execute(&format!("DROP DATABASE IF EXISTS {place}")),
            Engine::Sqlite(_) => {}
        }
        self.scene.execute("DROP TABLE IF EXISTS abide_token; DELETE FROM contacts");
        self.scene.execute(&format!("INSERT INTO contacts VALUES {}", contacts.join(", ")));
    }

    /// These columns of the contacts in the archive for which the condition is true; none while there is no archive.
    pub fn archived_contacts(&self, columns: &str, condition: &str) -> Vec<String> {
        let place = self.scene.archive_place();
        let text = format!("SELECT {columns} FROM {place}.contacts WHERE {condition} ORDER BY id");
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
                let rows = if there == 0 { Vec::new() } else { self.scene.rows(&text) };
                self.scene.execute("DETACH DATABASE kept_apart");
                rows
            }
        }
    }

    /// Runs the test `the_process_to_be_killed` in a process of its own, with this folder.
    pub fn child(&self, crash_at: Option<&str>) -> ExitStatus {
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

pub fn session(folder: &Path) -> Session {
    session_on(folder, TODAY)
}

pub fn session_on(folder: &Path, day: &str) -> Session {
    let file = |name: &str| folder.join(name);
    let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
    Session::open(files, format!("{day}T11:00:00Z").parse().unwrap()).unwrap()
}

pub fn apply(folder: &Path) {
    let session = session(folder);
    patiently(|| {
        let plan = session.plan(None, None).unwrap();
        match session.apply(&plan, &small(), Timestamp::now, &mut ()) {
            Ok(_) => true,
            Err(ApplyPlanError::Apply { cause, .. }) if is_busy(&cause) => false,
            Err(error) => panic!("{error}"),
        }
    });
}

/// A killed process' session may not have ended yet; and a process that another test is about to start has our locks for a moment.
pub fn patiently(mut done: impl FnMut() -> bool) {
    let since = Instant::now();
    while !done() {
        assert!(since.elapsed() < Duration::from_secs(20), "something goes on applying");
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub fn is_busy(error: &ApplyError) -> bool {
    matches!(error, ApplyError::Applying { .. } | ApplyError::Journal(JournalError::Applying { .. }))
}

/// A hold over whoever bears one of these identities.
pub fn hold_over(kind: &str, values: &[&str], even_if_empty: bool) -> NewHold {
    NewHold {
        identities: values.iter().map(|value| (kind.to_owned(), (*value).to_owned())).collect(),
        conditions: Vec::new(),
        reason: "case 7".to_owned(),
        owner: "legal".to_owned(),
        review: "2199-01-01".parse().unwrap(),
        even_if_empty,
    }
}

pub fn warrant() -> Warrant {
    Warrant { reason: "a mistake".to_owned(), by: "clerk".to_owned() }
}
