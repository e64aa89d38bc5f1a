//! Rounds on a calendar, on a clock that the tests turn: real databases, simulated days.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

use std::{cell::Cell, fs, path::PathBuf};

use abide_engine::{
    apply::{Observer, Options},
    journal::{Journal, JournalError},
    rounds::{self, Keeper, Limit, Outcome, Round, RoundError, Settings, Time},
    session::{Files, Session},
};
use abide_law::{Every, Schedule};
use abide_ledger::Event;
use abide_testkit::{postgres, sqlite};
use jiff::{Timestamp, civil::time, tz::TimeZone};
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
"#;

const STORE: &str = r#"[store.NAME]
url = "ADDRESS"
[store.NAME.people]
subject = "prospect"
serves = { prospecting = true }
fields = { name = "identification.name" }
not_personal = ["id", "met"]
events = { collected = "met" }
"#;

/// One person becomes over on each day from 26 March 2026 on.
const PEOPLE: &str = "
    CREATE TABLE people (id integer PRIMARY KEY, name text, met date NOT NULL);
    CREATE INDEX people_met ON people (met);
    INSERT INTO people VALUES (1, 'A', '2023-03-25'), (2, 'B', '2023-03-26'), (3, 'C', '2023-03-27'),
        (4, 'D', '2023-03-28'), (5, 'E', '2023-03-29'), (6, 'F', '2023-03-30'), (7, 'G', '2023-03-31');";

/// Two stores: one database of each engine.
struct Lumen {
    folder: TempDir,
    one: sqlite::Database,
    other: postgres::Database,
}

impl Lumen {
    fn new() -> Self {
        let (one, other) = (sqlite::Database::create(), postgres::Database::create());
        one.execute(PEOPLE);
        other.execute(PEOPLE);
        let folder = tempfile::tempdir().unwrap();
        let store = |name: &str, url: &str| STORE.replace("NAME", name).replace("ADDRESS", url);
        let map = format!("format = 1\n{}{}", store("one", one.url()), store("other", other.url()));
        fs::write(folder.path().join("policy.toml"), POLICY).unwrap();
        fs::write(folder.path().join("map.toml"), map).unwrap();
        Self { folder, one, other }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn files(&self) -> Files {
        Files { policy: self.file("policy.toml"), map: self.file("map.toml"), journal: self.file("journal") }
    }

    fn settings(&self, limit: Limit) -> Settings {
        Settings { files: self.files(), limit, options: Options::default(), clock: Timestamp::now }
    }

    fn left(&self) -> (usize, usize) {
        let sql = "SELECT id FROM people";
        (self.one.query_texts(sql).len(), self.other.query_texts(sql).len())
    }

    fn events(&self) -> Vec<Event> {
        let journal = Journal::read(&self.file("journal")).unwrap();
        (1..=journal.head().unwrap().seq).map(|seq| journal.entry(seq).unwrap().unwrap().event).collect()
    }

    fn dues(&self) -> Vec<String> {
        let due = |event: Event| match event {
            Event::RoundFinished { due, .. } => Some(due.to_string()),
            _ => None,
        };
        self.events().into_iter().filter_map(due).collect()
    }
}

/// Nothing is too much.
const ALL: Limit = Limit { percent: 100, rows: 1000 };

/// A clock that jumps to whatever is waited for, as long as there are waits left.
struct Clock {
    now: Cell<Timestamp>,
    waits: Cell<u32>,
}

impl Clock {
    fn at(now: &str, waits: u32) -> Self {
        Self { now: Cell::new(now.parse().unwrap()), waits: Cell::new(waits) }
    }
}

impl Time for Clock {
    fn now(&self) -> Timestamp {
        self.now.get()
    }

    fn wait(&self, until: Timestamp) -> bool {
        if self.waits.get() == 0 {
            return false;
        }
        self.waits.set(self.waits.get() - 1);
        self.now.set(until.max(self.now.get()));
        true
    }
}

/// Remembers what became of every round.
#[derive(Default)]
struct Rounds {
    made: Vec<Round>,
    watch: (),
}

impl Keeper for Rounds {
    fn next(&mut self, _: Timestamp) {}

    fn done(&mut self, _: Timestamp, round: &Result<Round, RoundError>) {
        self.made.push(round.as_ref().unwrap().clone());
    }

    fn observer(&mut self) -> &mut dyn Observer {
        &mut self.watch
    }
}

/// At half past two in the night, which does not exist on 29 March 2026.
fn nightly() -> Schedule {
    let zone = TimeZone::get("Europe/Paris").unwrap();
    Schedule { every: Every::Day, at: time(2, 30, 0, 0), zone }
}

fn keep(lumen: &Lumen, limit: Limit, clock: &Clock) -> Vec<Round> {
    let mut rounds = Rounds::default();
    rounds::keep(&lumen.settings(limit), &nightly(), None, clock, &mut rounds).unwrap();
    rounds.made
}

#[test]
fn day_after_day_what_is_over_goes_whatever_the_clocks_do() {
    let lumen = Lumen::new();
    assert_eq!(keep(&lumen, ALL, &Clock::at("2026-03-26T12:00:00Z", 1)).len(), 1);
    assert_eq!(lumen.left(), (5, 5), "on the 27th what was collected on the 25th and 26th is over");
    let made = keep(&lumen, ALL, &Clock::at("2026-03-27T12:00:00Z", 4));
    assert_eq!(made.len(), 4);
    assert_eq!(lumen.left(), (1, 1));
    let expected = [
        "2026-03-27T01:30:00Z",
        "2026-03-28T01:30:00Z",
        "2026-03-29T01:30:00Z",
        "2026-03-30T00:30:00Z",
        "2026-03-31T00:30:00Z",
    ];
    assert_eq!(lumen.dues(), expected);
    for round in made {
        for (store, outcome) in round.stores {
            let Outcome::Applied { changed, .. } = outcome else { panic!("{store}") };
            assert_eq!(
                changed.iter().map(|change| (change.action, change.rows)).collect::<Vec<_>>(),
                [("erase", 1)]
            );
        }
    }
}

#[test]
fn times_that_were_missed_are_made_up_for_at_once_and_together() {
    let lumen = Lumen::new();
    keep(&lumen, ALL, &Clock::at("2026-03-26T12:00:00Z", 1));
    // Off for three nights.
    let clock = Clock::at("2026-03-30T18:00:00Z", 1);
    assert_eq!(keep(&lumen, ALL, &clock).len(), 1);
    assert_eq!(clock.now(), "2026-03-30T18:00:00Z".parse().unwrap(), "nothing was waited for");
    assert_eq!(lumen.dues()[1..], ["2026-03-30T00:30:00Z"]);
    assert_eq!(lumen.left(), (2, 2));
    keep(&lumen, ALL, &clock);
    assert_eq!(lumen.dues().len(), 2, "and only once");
}

#[test]
fn too_much_waits_for_a_person_and_keeps_nothing_else_waiting() {
    let lumen = Lumen::new();
    lumen
        .other
        .execute("INSERT INTO people SELECT n, 'N', '2025-01-01' FROM generate_series(100, 199) AS s (n)");
    let made = keep(&lumen, Limit { percent: 20, rows: 1 }, &Clock::at("2026-03-26T12:00:00Z", 1));
    assert_eq!(lumen.left(), (7, 105));
    let Outcome::Waiting { too_much, saved } = &made[0].stores[0].1 else { panic!("{made:?}") };
    assert_eq!((too_much[0].rows, too_much[0].of), (2, 7));
    assert!(matches!(made[0].stores[1].1, Outcome::Applied { .. }));
    let plan = serde_json::from_slice(&fs::read(saved).unwrap()).unwrap();
    let session = Session::open(lumen.files(), "2026-03-27T08:00:00Z".parse().unwrap()).unwrap();
    session.apply(&plan, &Options::default(), Timestamp::now, &mut ()).unwrap();
    assert_eq!(lumen.left(), (5, 105));
    keep(&lumen, Limit { percent: 20, rows: 1 }, &Clock::at("2026-03-27T12:00:00Z", 1));
    assert!(!saved.exists(), "what was applied waits no more");
}

#[test]
fn a_store_that_fails_fails_alone() {
    let lumen = Lumen::new();
    lumen.one.execute("ALTER TABLE people RENAME TO persons");
    let made = keep(&lumen, ALL, &Clock::at("2026-03-26T12:00:00Z", 1));
    assert_eq!(made[0].failed().collect::<Vec<_>>(), ["one"]);
    assert!(
        matches!(&made[0].stores[0].1, Outcome::Failed(why) if why.contains("bind/no-such-table")),
        "{made:?}"
    );
    assert_eq!(lumen.other.query_texts("SELECT id FROM people").len(), 5);
}

#[test]
fn only_one_keeps_rounds_at_a_time() {
    let lumen = Lumen::new();
    let mut journal = Journal::open(&lumen.file("journal"), Timestamp::now).unwrap();
    journal.lock_as("run").unwrap();
    let refused = rounds::keep(
        &lumen.settings(ALL),
        &nightly(),
        None,
        &Clock::at("2026-03-26T12:00:00Z", 1),
        &mut Rounds::default(),
    );
    assert!(matches!(refused, Err(JournalError::Applying { .. })));
    drop(journal);
    keep(&lumen, ALL, &Clock::at("2026-03-26T12:00:00Z", 1));
}

#[test]
fn within_hours_only() {
    let lumen = Lumen::new();
    let window = Some("04:00-05:00".parse().unwrap());
    // The round at half past two waits until four, by looking every minute.
    let clock = Clock::at("2026-03-26T12:00:00Z", 91);
    let mut rounds = Rounds::default();
    rounds::keep(&lumen.settings(ALL), &nightly(), window, &clock, &mut rounds).unwrap();
    assert_eq!(rounds.made.len(), 1);
    assert_eq!(clock.now(), "2026-03-27T03:00:00Z".parse().unwrap());
}

/// Wants to stop as soon as something happened.
#[derive(Default)]
struct Stops(bool);

impl Observer for Stops {
    fn progress(&mut self, _: &abide_engine::apply::Progress) {
        self.0 = true;
    }

    fn stop(&self) -> bool {
        self.0
    }
}

#[test]
fn a_round_that_was_stopped_is_made_up_for() {
    let lumen = Lumen::new();
    let moment = "2026-03-27T01:30:00Z".parse().unwrap();
    let round = rounds::round(&lumen.settings(ALL), moment, moment, &mut Stops::default()).unwrap();
    assert!(round.stopped);
    assert_eq!(lumen.left(), (5, 7), "the batch at hand was finished, and no other begun");
    assert!(lumen.dues().is_empty(), "the round did not finish");
    keep(&lumen, ALL, &Clock::at("2026-03-27T01:00:00Z", 1));
    assert_eq!(lumen.left(), (5, 5));
}
