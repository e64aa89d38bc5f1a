//! Killed at every point while values move into the archive, each of them is in one place: at once on a server, and as soon as
//! the next apply has looked at what was left open where the archive is a file of its own. Never is one in none.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod company;
mod scene;

use std::{os::unix::process::ExitStatusExt, path::Path};

use company::{CALLING, Company, DISPUTES, hold_over};
use jiff::Timestamp;
use scene::{Engine, Scene};

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

const OLD: u64 = 35;

/// A company, and what a hold is open on: one of the first batch, one of a later one, and one that stays anyway; or nothing.
struct Archiving {
    company: Company,
    held: &'static [&'static str],
}

const HELD: [&str; 3] = ["N2", "N36", "N1"];

fn erasing(scene: Scene) {
    kill_everywhere(&archiving(scene, DISPUTES, "disputes = true"));
}

fn blanking(scene: Scene) {
    kill_everywhere(&archiving(scene, &format!("{DISPUTES}{CALLING}"), "disputes = true, calling = true"));
}

/// What leaves under a hold is copied for the hold and for the activity.
fn erasing_what_a_hold_keeps(scene: Scene) {
    let archiving = archiving(scene, DISPUTES, "disputes = true");
    kill_everywhere(&Archiving { held: &HELD, ..archiving });
}

fn archiving(scene: Scene, policy: &str, serves: &str) -> Archiving {
    let company = Company::of_contacts(scene, policy, serves);
    company.scene.execute("CREATE TABLE contacts (id integer PRIMARY KEY, name text, phone text, seen date)");
    Archiving { company, held: &[] }
}

fn kill_everywhere(archiving: &Archiving) {
    let mut kills = 0;
    for point in POINTS {
        for passage in 1.. {
            let at = format!("{point}:{passage}");
            archiving.reset();
            let status = archiving.company.child(Some(&at));
            if status.success() {
                assert!(passage > 1, "{point} is never passed");
                archiving.finished(&at);
                break;
            }
            assert_eq!(status.signal(), Some(9), "{at}: {status}");
            kills += 1;
            archiving.killed(&at);
            assert!(archiving.company.child(None).success(), "rerun after {at}");
            archiving.finished(&at);
        }
    }
    assert!(kills > 20, "{kills}");
}

impl Archiving {
    fn reset(&self) {
        let seen = |id: u64| if id.is_multiple_of(2) { "2020-05-05" } else { "2025-05-05" };
        let row = |id: u64| format!("({id}, 'N{id}', '0', '{}')", seen(id));
        self.company.start_anew(&(1..=2 * OLD).map(row).collect::<Vec<_>>());
        if !self.held.is_empty() {
            let new = hold_over("name", self.held, false);
            self.company.session().open_hold(&new, Timestamp::now).unwrap();
        }
    }

    /// Old contacts whose name is where it was.
    fn in_use(&self) -> Vec<String> {
        self.company.scene.rows("SELECT name FROM contacts WHERE id % 2 = 0 AND name IS NOT NULL ORDER BY id")
    }

    /// Names in the archive, each as often as it is there.
    fn archived(&self) -> Vec<String> {
        self.archived_for("abide_activity = 'disputes' AND abide_last_day = '2028-05-05'")
    }

    fn archived_for(&self, condition: &str) -> Vec<String> {
        self.company.archived_contacts("name", condition)
    }

    /// Right after a kill.
    fn killed(&self, at: &str) {
        self.company.scene.wait_for_others_to_end();
        let (in_use, archived) = (self.in_use(), self.archived());
        for id in (2..=2 * OLD).step_by(2) {
            let name = format!("N{id}");
            let places = in_use.iter().chain(&archived).filter(|found| **found == name).count();
            let most = most_places(&self.company.scene);
            assert!((1..=most).contains(&places), "{at}: {name} is in {places} places");
        }
        if !self.held.is_empty() {
            let kept = self.archived_for(UNDER_A_HOLD);
            for name in &self.held[..2] {
                let places = in_use.iter().chain(&kept).filter(|found| found == name).count();
                assert!(
                    (1..=most_places(&self.company.scene)).contains(&places),
                    "{at}: {name} is held in {places} places"
                );
            }
        }
    }

    /// After a run to the end.
    fn finished(&self, at: &str) {
        let all: Vec<String> = (2..=2 * OLD).step_by(2).map(|id| format!("N{id}")).collect();
        assert_eq!((self.in_use(), self.archived()), (Vec::new(), all), "{at}");
        let held: &[&str] = if !self.held.is_empty() { &HELD[..2] } else { &[] };
        assert_eq!(self.archived_for(UNDER_A_HOLD), held, "{at}");
        let new =
            self.company.scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1 AND name IS NOT NULL");
        assert_eq!(new, OLD, "{at}");
        self.company.session().verify().unwrap();
        assert!(self.company.session().plan(None, None).unwrap().is_empty(), "{at}");
    }
}

const UNDER_A_HOLD: &str = "abide_activity LIKE 'hold:%' AND abide_last_day IS NULL";

/// Where the archive is a file of its own, what is copied and has not left is in both.
fn most_places(scene: &Scene) -> usize {
    if matches!(scene.engine, Engine::Sqlite(_)) { 2 } else { 1 }
}

/// The process that the other tests start, and kill. By itself it does nothing.
#[test]
fn the_process_to_be_killed() {
    let Ok(folder) = std::env::var("KILL_FOLDER") else { return };
    company::apply(Path::new(&folder));
}
