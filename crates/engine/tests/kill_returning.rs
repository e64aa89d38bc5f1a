//! Killed at every point while records come back from the archive, each is in one place: at once on a server, and as soon as
//! somebody has looked at what was left open where the archive is a file of its own. Never is one in none.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod company;
mod scene;

use std::{os::unix::process::ExitStatusExt, path::Path};

use abide_engine::session::{ReturnError, Wanted};
use company::{CALLING, Company, DISPUTES, apply, is_busy, patiently, session, warrant};
use jiff::Timestamp;
use scene::{Engine, Scene};

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

fn inserting(scene: Scene) {
    kill_everywhere(&returning(scene, DISPUTES, "disputes = true"));
}

fn filling(scene: Scene) {
    kill_everywhere(&returning(scene, &format!("{DISPUTES}{CALLING}"), "disputes = true, calling = true"));
}

fn returning(scene: Scene, policy: &str, serves: &str) -> Company {
    let company = Company::of_contacts(scene, policy, serves);
    company.scene.execute(
        "CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(20), phone varchar(20), seen date)",
    );
    company
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
        let contacts = [
            "(1, 'Max', '0', '2025-05-05')",
            "(2, 'Lou', '0', '2020-05-05')",
            "(3, 'Max', '0', '2020-05-05')",
            "(4, 'Lou', '0', '2020-05-05')",
            "(6, 'Lou', '0', '2020-05-05')",
        ];
        self.start_anew(&contacts.map(str::to_owned));
        apply(self.folder.path());
        assert_eq!((self.in_use().len(), self.archived().len()), (0, 3));
    }

    fn in_use(&self) -> Vec<String> {
        self.scene.rows("SELECT id, name FROM contacts WHERE name = 'Lou' ORDER BY id")
    }

    fn archived(&self) -> Vec<String> {
        self.archived_contacts("id, name", "name = 'Lou'")
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
        self.change("policy.toml", "3 years after", "30 years after");
        apply(self.folder.path());
        self.change("policy.toml", "30 years after", "3 years after");
    }

    /// After a run to the end.
    fn finished(&self, at: &str) {
        assert_eq!((self.in_use(), self.archived()), (WHO.map(str::to_owned).to_vec(), Vec::new()), "{at}");
        let others = self
            .scene
            .rows("SELECT id, name FROM contacts WHERE id % 2 = 1 AND name IS NOT NULL ORDER BY id");
        assert_eq!(others, ["1|Max"], "{at}");
        self.session().verify().unwrap();
        let journal = self.journal();
        assert_eq!(journal.open_returns("crm").unwrap(), [], "{at}");
        assert_eq!(journal.returns("crm").unwrap().len(), 1, "{at}");
    }
}

/// The process that the other tests start, and kill: it brings Lou back. By itself it does nothing.
#[test]
fn the_process_to_be_killed() {
    let Ok(folder) = std::env::var("KILL_FOLDER") else { return };
    let session = session(Path::new(&folder));
    let lou = Wanted::Identity("name".to_owned(), "Lou".to_owned());
    patiently(|| match session.return_archived(&lou, &warrant(), Timestamp::now) {
        Ok(_) => true,
        Err(ReturnError::Apply { cause, .. }) if is_busy(&cause) => false,
        Err(error) => panic!("{error}"),
    });
}
