//! Giving way: what a store tells of those who wait, and that applying at each pace does the same work.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;
mod standby;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use abide_engine::{
    apply::{Observer, Options, Order, Pace, apply},
    store::{Access, Signals, Store, StoreError, open_mapped, plain},
};
use scene::{Scene, erase, open, small, step};
use standby::{Standby, mariadb::Pair};

on_each! { every_pace_does_the_whole_work a_wish_to_stop_is_heard_while_pausing }

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
    who_waits_is_told(&Scene::postgres());
}

#[test]
fn mariadb_tells_who_waits_for_a_lock() {
    who_waits_is_told(&Scene::mariadb());
}

fn who_waits_is_told(scene: &Scene) {
    contacts(scene, 1);
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

/// Lets a replica that stands still go on once it is told of.
struct Resumes<'a> {
    pair: &'a Pair,
    told: u32,
}

impl Observer for Resumes<'_> {
    fn waits_for_replica(&mut self, signals: &Signals) {
        assert_eq!(signals.lag, Some(Duration::MAX));
        self.told += 1;
        self.pair.replica.execute("mysql", "START SLAVE SQL_THREAD");
    }
}

#[test]
fn a_replica_of_mariadb_that_stands_still_is_told_and_waited_for() {
    let pair = Pair::start();
    let contacts: Vec<String> = (1..=100).map(|id| format!("({id}, '2020-05-05')")).collect();
    pair.primary.execute("mysql", "CREATE DATABASE crm");
    pair.primary.execute("crm", TABLE);
    pair.primary.execute("crm", &format!("INSERT INTO contacts VALUES {}", contacts.join(", ")));
    let mut store = mapped(&pair.primary.url("crm"), &pair.replica.url("mysql")).unwrap();
    // It has to have begun to follow before it can stand still.
    let since = Instant::now();
    while store.signals().unwrap().lag != Some(Duration::ZERO) {
        assert!(since.elapsed() < Duration::from_secs(60), "the replica does not follow");
        std::thread::sleep(Duration::from_millis(20));
    }
    pair.replica.execute("mysql", "STOP SLAVE SQL_THREAD");
    let rule = scene::rule(store.dialect(), r#"t."seen" <= $"#, &["2022-12-31"]);
    let plan = scene::plan(&mut *store, vec![step(1, "contacts", &["id"], erase(), rule)]);
    let orders = Order::all(&plan).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut journal = scene::journal(&folder.path().join("journal"));
    let mut resumes = Resumes { pair: &pair, told: 0 };
    let options = Options { pace: Pace::Normal, ..small() };
    let applied = apply(&mut *store, &orders[0], &mut journal, &options, &mut resumes).unwrap();
    assert_eq!((applied.rows, applied.stopped, resumes.told), (100, false, 1));
}

/// A store of a map that names a replica.
fn mapped(url: &str, replica: &str) -> Result<Box<dyn Store>, StoreError> {
    let text = format!("format = 1\n[store.crm]\nurl = '{url}'\nreplicas = ['{replica}']\n");
    let (map, findings) = abide_policy::read_map(&text);
    assert!(findings.is_empty(), "{findings:?}");
    open_mapped(&map.unwrap().stores[0], Path::new("/"), Access::Write)
}

#[test]
fn a_replica_that_cannot_be_is_refused() {
    let (mariadb, postgres) = (Scene::mariadb(), Scene::postgres());
    let refused = |url: &str, replica: &str| mapped(url, replica).err().unwrap().to_string();
    assert!(refused(postgres.url(), postgres.url()).contains("only MariaDB and MySQL"));
    assert!(refused(mariadb.url(), postgres.url()).contains("only MariaDB and MySQL"));
    // A server that follows nobody.
    let mut store = mapped(mariadb.url(), mariadb.url()).unwrap();
    assert!(store.signals().unwrap_err().to_string().contains("follows no server"));
}

#[test]
fn sqlite_has_nothing_to_tell() {
    let mut store = Scene::sqlite().store();
    assert_eq!(store.signals().unwrap(), Signals::default());
}
