//! Giving way: what a store tells of those who wait, and that applying at each pace does the same work.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;
mod standby;

use std::time::{Duration, Instant};

use abide_engine::{
    apply::{Observer, Options, Pace},
    store::{Signals, plain},
};
use scene::{Scene, erase, open, small, step};
use standby::Standby;

on_both! { every_pace_does_the_whole_work a_wish_to_stop_is_heard_while_pausing }

const TABLE: &str = "CREATE TABLE contacts (id integer PRIMARY KEY, seen date)";

fn contacts(scene: &Scene, count: u32) {
    scene.execute(TABLE);
    let rows: Vec<String> = (1..=count).map(|id| format!("({id}, '2020-05-05')")).collect();
    scene.execute(&format!("INSERT INTO contacts VALUES {}", rows.join(", ")));
}

fn old(scene: &Scene) -> Vec<abide_plan::step::Step> {
    vec![step(1, "contacts", &["id"], erase(), scene.rule(r#"t."seen" <= $"#, &["2022-12-31"]))]
}

fn every_pace_does_the_whole_work(scene: Scene) {
    contacts(&scene, 300);
    for (pace, left) in [(Pace::Gentle, 200), (Pace::Normal, 100), (Pace::Full, 0)] {
        scene.execute(&format!("UPDATE contacts SET seen = '2025-01-01' WHERE id <= {left}"));
        let options = Options { pace, ..small() };
        let applied = scene.apply_with(&scene.plan(old(&scene)), &options, &mut ()).unwrap();
        assert_eq!((applied.rows, applied.stopped), (100, false), "{pace:?}");
        assert_eq!(scene.number("SELECT count(*) FROM contacts"), left);
        scene.execute("UPDATE contacts SET seen = '2020-01-01'");
    }
}

/// Wants to stop from the first batch on.
struct Stops(bool);

impl Observer for Stops {
    fn progress(&mut self, _: &abide_engine::apply::Progress) {
        self.0 = true;
    }

    fn stop(&self) -> bool {
        self.0
    }
}

fn a_wish_to_stop_is_heard_while_pausing(scene: Scene) {
    contacts(&scene, 100);
    let options = Options { pace: Pace::Gentle, ..small() };
    let applied = scene.apply_with(&scene.plan(old(&scene)), &options, &mut Stops(false)).unwrap();
    assert!(applied.stopped && applied.rows > 0 && applied.rows < 100, "{applied:?}");
    scene.evidence_holds();
}

#[test]
fn postgresql_tells_who_waits_for_a_lock() {
    let scene = Scene::postgres();
    contacts(&scene, 1);
    let mut store = scene.store();
    assert_eq!(store.signals().unwrap().blocked, Some(0));
    let mut holder = scene.store();
    holder.begin().unwrap();
    holder.execute(&plain("UPDATE contacts SET seen = seen")).unwrap();
    let url = scene.url().to_owned();
    let waiter = std::thread::spawn(move || open(&url).execute(&plain("DELETE FROM contacts")).unwrap());
    let since = Instant::now();
    while store.signals().unwrap().blocked != Some(1) {
        assert!(since.elapsed() < Duration::from_secs(10), "nobody is told to wait");
        std::thread::sleep(Duration::from_millis(10));
    }
    holder.rollback().unwrap();
    assert_eq!(waiter.join().unwrap(), 1);
}

/// Counts how often it is told of a replica, and lets the replica go on.
struct Waits<'a> {
    standby: &'a Standby,
    told: u32,
}

impl Observer for Waits<'_> {
    fn waits_for_replica(&mut self, signals: &Signals) {
        assert!(signals.behind.unwrap() > 1 << 20, "{signals:?}");
        self.told += 1;
        self.standby.execute("SELECT pg_wal_replay_resume()");
    }
}

#[test]
fn a_replica_that_stands_still_is_told_and_waited_for() {
    let scene = Scene::postgres();
    contacts(&scene, 100);
    let standby = Standby::of(&scene);
    standby.execute("SELECT pg_wal_replay_pause()");
    scene.execute("SELECT pg_logical_emit_message(false, 'test', repeat('x', 3000000))");
    let options = Options { pace: Pace::Normal, behind: 1 << 20, ..small() };
    let mut waits = Waits { standby: &standby, told: 0 };
    let applied = scene.apply_with(&scene.plan(old(&scene)), &options, &mut waits).unwrap();
    assert_eq!((applied.rows, applied.stopped), (100, false));
    // Other tests write to the server as well: it may fall behind again.
    assert!(waits.told >= 1);
}

#[test]
fn sqlite_has_nothing_to_tell() {
    let mut store = Scene::sqlite().store();
    assert_eq!(store.signals().unwrap(), Signals::default());
}
