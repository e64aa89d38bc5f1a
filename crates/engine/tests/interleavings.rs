//! Somebody else changes the data in the midst of an apply: at each point that it passes, in each way, to rows of the first,
//! a middle and the last batch. What they did stands, and the rule decides with it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use std::{cell::Cell, rc::Rc};

use abide_engine::{
    crash,
    store::{Store, plain},
};
use abide_plan::{
    catalog::Dialect,
    step::{Action, Blanked, Neutral, Param, Step},
};
use scene::{Scene, dependent, erase, step};

on_each! { erasing erasing_what_nothing_recent_refers_to erasing_with_dependents blanking }

/// The contacts with an even number are old, and there are so many of them: three batches.
const OLD: u64 = 23;

const TABLES: &str = "
    CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(20), seen date);
    CREATE TABLE messages (id integer PRIMARY KEY, contact_id integer NOT NULL REFERENCES contacts (id), sent date);";

/// One contact each of the first, the last and a middle batch.
const TARGETS: [u64; 3] = [2, 2 * OLD, 24];

/// What somebody else does to a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// It is seen again: nothing may happen to it any more, if nothing has yet.
    SeenAgain,
    /// It is changed in a way that the rule does not look at.
    Renamed,
    /// They delete it themselves.
    Deleted,
    /// They insert a recent message, which the rule looks at.
    Written,
}

impl Change {
    fn sql(self, target: u64) -> String {
        match self {
            Self::SeenAgain => format!("UPDATE contacts SET seen = '2025-05-05' WHERE id = {target}"),
            Self::Renamed => format!("UPDATE contacts SET name = 'M' WHERE id = {target} AND name = 'N'"),
            Self::Deleted => format!("DELETE FROM contacts WHERE id = {target}"),
            Self::Written => {
                format!(
                    "INSERT INTO messages SELECT 9000, id, '2025-05-05' FROM contacts WHERE id = {target}"
                )
            }
        }
    }
}

/// An action, and what others do meanwhile.
struct Case {
    step: fn(Dialect) -> Step,
    messages: bool,
    changes: &'static [Change],
    /// True of a contact that the action has been done to.
    done: &'static str,
}

fn erasing(scene: Scene) {
    let step = |dialect| {
        let rule = scene::rule(dialect, "t.seen <= $", &["2022-12-31"]);
        step(1, "contacts", &["id"], erase(), rule)
    };
    let changes = &[Change::SeenAgain, Change::Renamed, Change::Deleted];
    everywhere(&scene, &Case { step, messages: false, changes, done: "1 = 0" });
}

fn erasing_what_nothing_recent_refers_to(scene: Scene) {
    let step = |dialect| step(1, "contacts", &["id"], erase(), recent(dialect));
    let changes = &[Change::SeenAgain, Change::Renamed, Change::Deleted, Change::Written];
    everywhere(&scene, &Case { step, messages: false, changes, done: "1 = 0" });
}

fn erasing_with_dependents(scene: Scene) {
    let step = |dialect| {
        let with = vec![dependent("messages", &[(&["contact_id"], "contacts", &["id"])])];
        step(1, "contacts", &["id"], Action::Erase { with }, recent(dialect))
    };
    let changes = &[Change::SeenAgain, Change::Renamed, Change::Written];
    everywhere(&scene, &Case { step, messages: true, changes, done: "1 = 0" });
}

fn blanking(scene: Scene) {
    let step = |dialect| {
        let to = Neutral::Constant(Param::Text("gone".to_owned()));
        let columns = vec![Blanked { column: "name".to_owned(), to }];
        let rule = scene::rule(dialect, "t.seen <= $ AND t.name <> 'gone'", &["2022-12-31"]);
        step(1, "contacts", &["id"], Action::Blank { columns }, rule)
    };
    let changes = &[Change::SeenAgain, Change::Renamed, Change::Deleted];
    everywhere(&scene, &Case { step, messages: false, changes, done: "name = 'gone'" });
}

/// Old, and without a recent message.
fn recent(dialect: Dialect) -> abide_plan::step::Sql {
    let text =
        "t.seen <= $ AND NOT EXISTS (SELECT 1 FROM messages AS m WHERE m.contact_id = t.id AND m.sent > $)";
    scene::rule(dialect, text, &["2022-12-31", "2022-12-31"])
}

fn everywhere(scene: &Scene, case: &Case) {
    scene.execute(TABLES);
    let mut tried = 0;
    // A server takes longer over each, and its batches are alike.
    let targets = if scene.dialect() == Dialect::Sqlite { &TARGETS[..] } else { &TARGETS[2..] };
    for change in case.changes {
        for target in targets.iter().copied() {
            for point in 1.. {
                reset(scene, case);
                let Some(met) = meet(scene, case, *change, target, point) else { break };
                respected(scene, case, *change, target, &format!("{change:?} of {target} at {point}"), met);
                tried += 1;
            }
        }
    }
    // How many there are depends on where PostgreSQL has put the rows, which is another place in each round.
    assert!(tried >= 15 * case.changes.len() * targets.len(), "{tried}");
}

fn reset(scene: &Scene, case: &Case) {
    for beside in ["", "-wal", "-shm"] {
        let mut name = scene.journal_path().into_os_string();
        name.push(beside);
        drop(std::fs::remove_file(name));
    }
    scene.execute("DROP TABLE IF EXISTS abide_token; DELETE FROM messages; DELETE FROM contacts");
    let seen = |id| if id % 2 == 0 { "2020-05-05" } else { "2025-05-05" };
    let rows: Vec<String> = (1..=2 * OLD).map(|id| format!("({id}, 'N', '{}')", seen(id))).collect();
    scene.execute(&format!("INSERT INTO contacts VALUES {}", rows.join(", ")));
    if case.messages {
        scene.execute("INSERT INTO messages SELECT id, id, '2020-05-05' FROM contacts");
    }
}

/// What the change met: whether a contact was there and changed, and whether the action had been done to it before.
#[derive(Debug, Clone, Copy)]
struct Met {
    changed: bool,
    was_done: bool,
}

/// Applies, and makes the change at the first point from the given one on at which no lock is in its way. None when the
/// apply has fewer points.
fn meet(scene: &Scene, case: &Case, change: Change, target: u64, point: u64) -> Option<Met> {
    let plan = scene.plan(vec![(case.step)(scene.dialect())]);
    let passed = Rc::new(Cell::new(0));
    let met = Rc::new(Cell::new(None));
    let mut other = impatient(scene);
    let (counter, outcome, done) = (Rc::clone(&passed), Rc::clone(&met), case.done);
    crash::watch(Some(Box::new(move |_| {
        counter.set(counter.get() + 1);
        if counter.get() >= point && outcome.get().is_none() {
            outcome.set(attempt(other.as_mut(), change, target, done));
        }
    })));
    let applied = scene.apply_with(&plan, &scene::small(), &mut ());
    crash::watch(None);
    applied.unwrap();
    if passed.get() < point {
        return None;
    }
    let late = || attempt(scene.store().as_mut(), change, target, case.done);
    Some(met.get().or_else(late).expect("nothing is in the way any more"))
}

/// None when a lock is in the way.
fn attempt(other: &mut dyn Store, change: Change, target: u64, done: &str) -> Option<Met> {
    let count = plain(format!("SELECT count(*) FROM contacts WHERE id = {target} AND {done}"));
    let was_done = other.count(&count).ok()? > 0;
    match other.execute(&plain(change.sql(target))) {
        Ok(rows) => Some(Met { changed: rows > 0, was_done }),
        Err(error) => {
            assert!(error.retryable(), "{error}");
            None
        }
    }
}

/// Another user, who does not wait for locks.
fn impatient(scene: &Scene) -> Box<dyn Store> {
    let mut other = scene.store();
    let text = match scene.dialect() {
        Dialect::Sqlite => "PRAGMA busy_timeout = 0",
        Dialect::Postgres => "SELECT set_config('lock_timeout', '2ms', false)",
        Dialect::MariaDb => "SET SESSION innodb_lock_wait_timeout = 0",
    };
    match scene.dialect() {
        Dialect::MariaDb => other.execute(&plain(text)).map(drop).unwrap(),
        Dialect::Sqlite | Dialect::Postgres => other.query(&plain(text)).map(drop).unwrap(),
    }
    other
}

fn respected(scene: &Scene, case: &Case, change: Change, target: u64, at: &str, met: Met) {
    let there = |condition: &str| {
        scene.number(&format!("SELECT count(*) FROM contacts WHERE id = {target} AND {condition}"))
    };
    let untouched = format!("NOT ({})", case.done);
    match change {
        Change::SeenAgain | Change::Written if met.changed && !met.was_done => {
            assert_eq!(there(&untouched), 1, "{at}: it was to stay");
        }
        Change::Deleted if met.changed => assert_eq!(there("1 = 1"), 0, "{at}"),
        _ => {}
    }
    if case.messages && met.changed && change != Change::Renamed {
        let of_it = format!("SELECT count(*) FROM messages WHERE contact_id = {target} AND id < 9000");
        assert_eq!(scene.number(&of_it), 1, "{at}: what hangs on it was to stay");
    }
    // Whoever else is old is done with; a second run has nothing left but what the change put out of reach.
    scene.evidence_holds();
    let due = format!(
        "SELECT count(*) FROM contacts WHERE seen <= '2022-12-31' AND NOT ({}) AND id <> {target}",
        case.done
    );
    assert_eq!(scene.number(&due), 0, "{at}: others are left");
    assert_eq!(scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1 AND name = 'N'"), OLD, "{at}");
    let plan = scene.plan(vec![(case.step)(scene.dialect())]);
    let left = plan.stores[0].steps[0].rows;
    assert!(left <= u64::from(change == Change::Renamed), "{at}: {left} left");
    if left > 0 {
        scene.apply_with(&plan, &scene::small(), &mut ()).unwrap();
        assert_eq!(there(&untouched), 0, "{at}: left for good");
    }
}
