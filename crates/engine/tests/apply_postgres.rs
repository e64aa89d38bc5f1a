//! What only PostgreSQL has: partitions, inheritance, and other sessions at work at the same time.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod scene;

use std::time::{Duration, Instant};

use abide_engine::{
    apply::{ApplyError, Observer, Order, Progress, apply},
    store::plain,
};
use abide_plan::step::{Action, Dependent, Step};
use abide_testkit::postgres::Database;
use scene::{Engine, Scene, dependent, erase, small, step};

fn old(scene: &Scene) -> abide_plan::step::Sql {
    scene.rule(r#"t."day" <= $"#, &["2022-12-31"])
}

#[test]
fn partitions_are_worked_off_one_by_one() {
    let scene = Scene::postgres();
    scene.execute(
        "CREATE SCHEMA log;
         CREATE TABLE log.visits (id integer, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
         CREATE TABLE log.visits_old PARTITION OF log.visits FOR VALUES FROM (MINVALUE) TO ('2023-01-01')
             PARTITION BY HASH (id);
         CREATE TABLE log.old_0 PARTITION OF log.visits_old FOR VALUES WITH (MODULUS 2, REMAINDER 0);
         CREATE TABLE log.old_1 PARTITION OF log.visits_old FOR VALUES WITH (MODULUS 2, REMAINDER 1);
         CREATE TABLE log.visits_new PARTITION OF log.visits FOR VALUES FROM ('2023-01-01') TO (MAXVALUE);
         INSERT INTO log.visits SELECT n, DATE '2022-06-01' FROM generate_series(1, 100) AS s (n);
         INSERT INTO log.visits SELECT n, DATE '2025-06-01' FROM generate_series(1, 100) AS s (n);",
    );
    let gone = step(1, "log.visits", &["id", "day"], erase(), old(&scene));
    assert_eq!(scene.apply(vec![gone]).unwrap().rows, 100);
    assert_eq!(scene.rows("SELECT count(*), min(day) FROM log.visits"), ["100|2025-06-01"]);
    scene.evidence_holds();
}

#[test]
fn rows_of_an_inheriting_table_are_told_apart_from_its_parents() {
    let scene = Scene::postgres();
    // Rows of the same place in both tables: a ctid alone would take the wrong ones.
    scene.execute(
        "CREATE TABLE visits (id integer PRIMARY KEY, day date);
         CREATE TABLE special (extra text) INHERITS (visits);
         CREATE TABLE notes (id integer PRIMARY KEY, visit integer);
         INSERT INTO visits SELECT n, CASE WHEN n % 2 = 0 THEN DATE '2020-01-01' ELSE DATE '2025-01-01' END
             FROM generate_series(1, 20) AS s (n);
         INSERT INTO special SELECT n, CASE WHEN n % 2 = 1 THEN DATE '2020-01-01' ELSE DATE '2025-01-01' END
             FROM generate_series(101, 120) AS s (n);
         INSERT INTO notes SELECT id, id FROM visits;",
    );
    let with = vec![dependent("notes", &[(&["visit"], "visits", &["id"])])];
    let applied = scene.apply(vec![step(1, "visits", &["id"], Action::Erase { with }, old(&scene))]).unwrap();
    assert_eq!((applied.rows, applied.with), (20, 20));
    assert_eq!(scene.rows("SELECT count(*), min(day) FROM visits"), ["20|2025-01-01"]);
    assert_eq!(scene.number("SELECT count(*) FROM notes JOIN visits ON visits.id = notes.visit"), 20);
    scene.evidence_holds();
}

fn visits(scene: &Scene) -> Step {
    scene.execute(
        "CREATE TABLE visits (id integer PRIMARY KEY, day date);
         CREATE TABLE calls (visit integer REFERENCES visits (id), day date);
         INSERT INTO visits SELECT n, CASE WHEN n % 2 = 0 THEN DATE '2020-01-01' ELSE DATE '2025-01-01' END
             FROM generate_series(1, 60) AS s (n);",
    );
    step(1, "visits", &["id"], erase(), old(scene))
}

#[test]
fn a_row_that_another_session_holds_is_left_and_the_rest_goes() {
    let scene = Scene::postgres();
    let plan = scene.plan(vec![visits(&scene)]);
    scene.execute("BEGIN; SELECT 1 FROM visits WHERE id = 30 FOR UPDATE");
    let mut store = scene.store();
    store.execute(&plain("SET lock_timeout = '100ms'")).unwrap();
    let orders = Order::all(&plan).unwrap();
    let applied = apply(&mut *store, &orders[0], &mut scene.journal(), &small(), &mut ()).unwrap();
    assert_eq!((applied.rows, applied.left[0].rows), (29, 1));
    scene.execute("ROLLBACK");
    scene.evidence_holds();
    assert_eq!(scene.rows("SELECT id FROM visits WHERE id % 2 = 0"), ["30"]);
}

#[test]
fn a_linked_record_added_while_a_batch_waits_saves_its_row() {
    saved_by_a_call(Vec::new());
}

#[test]
fn a_linked_record_added_while_a_batch_waits_saves_its_row_and_itself() {
    saved_by_a_call(vec![dependent("calls", &[(&["visit"], "visits", &["id"])])]);
}

/// The rule is asked again under locks: what another session adds after the first look is seen.
fn saved_by_a_call(with: Vec<Dependent>) {
    let scene = Scene::postgres();
    let rule = scene.rule(
        r#"t."day" <= $ AND NOT EXISTS (SELECT 1 FROM "calls" AS c WHERE c."visit" = t."id" AND c."day" > $)"#,
        &["2022-12-31", "2022-12-31"],
    );
    let plan = scene.plan(vec![Step { rule, action: Action::Erase { with }, ..visits(&scene) }]);
    // A call about visit 30 is being written: its foreign key holds the visit until it is committed.
    scene.execute("BEGIN; INSERT INTO calls VALUES (30, '2025-01-01')");
    let (url, journal) = (scene.url().to_owned(), scene.journal_path());
    let applied = std::thread::scope(|threads| {
        let apply = threads.spawn(|| scene_apply(&url, &journal, &plan));
        wait_until_it_waits(&url);
        scene.execute("COMMIT");
        apply.join().unwrap()
    });
    let applied = applied.unwrap();
    assert_eq!((applied.rows, applied.left[0].rows), (29, 1));
    assert_eq!(scene.rows("SELECT id FROM visits WHERE id % 2 = 0"), ["30"]);
    assert_eq!(scene.rows("SELECT * FROM calls"), ["30|2025-01-01"]);
    scene.evidence_holds();
}

fn scene_apply(
    url: &str,
    journal: &std::path::Path,
    plan: &abide_plan::plan::Plan,
) -> Result<abide_engine::apply::Applied, ApplyError> {
    let orders = Order::all(plan).unwrap();
    apply(&mut *scene::open(url), &orders[0], &mut scene::journal(journal), &small(), &mut ())
}

fn wait_until_it_waits(url: &str) {
    let mut store = scene::open(url);
    let waiting = plain("SELECT count(*) FROM pg_locks WHERE NOT granted");
    let since = Instant::now();
    while store.count(&waiting).unwrap() == 0 {
        assert!(since.elapsed() < Duration::from_secs(20), "the apply never waits for the lock");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_connection_that_breaks_is_told_and_what_it_left_is_inspected() {
    let scene = Scene::postgres();
    let gone = visits(&scene);
    let plan = scene.plan(vec![gone.clone()]);
    struct Break<'a>(&'a Scene, bool);
    impl Observer for Break<'_> {
        fn progress(&mut self, _: &Progress) {
            if !std::mem::replace(&mut self.1, true) {
                self.0.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = current_database() AND application_name = 'abide'",
                );
            }
        }
    }
    let error = scene.apply_with(&plan, &small(), &mut Break(&scene, false)).unwrap_err();
    assert!(error.to_string().contains("run again"), "{error}");
    let done = 60 - scene.number("SELECT count(*) FROM visits");
    assert!(done > 0 && done < 30, "{done}");
    let rest = scene.apply(vec![gone]).unwrap();
    assert_eq!(rest.rows + done, 30);
    assert!(rest.recovered.0 > 0, "{rest:?}");
    assert_eq!(scene.journaled_rows(), 30);
    scene.evidence_holds();
}

#[test]
fn a_user_without_rights_is_told_before_anything_is_changed() {
    let scene = Scene::postgres();
    let gone = visits(&scene);
    let Engine::Postgres(database) = &scene.engine else { unreachable!() };
    let user = format!("reader_{}", std::process::id());
    scene.execute(&format!("CREATE ROLE {user} LOGIN; GRANT SELECT, DELETE ON visits, calls TO {user}"));
    let outcome = scene_apply(&as_user(database, &user), &scene.journal_path(), &scene.plan(vec![gone]));
    scene.execute(&format!("DROP OWNED BY {user}; DROP ROLE {user}"));
    let error = outcome.unwrap_err();
    assert!(error.to_string().contains("grant it"), "{error}");
    assert_eq!(scene.number("SELECT count(*) FROM visits"), 60);
}

fn as_user(database: &Database, user: &str) -> String {
    let (_, rest) = database.url().split_once('@').unwrap();
    format!("postgres://{user}@{rest}")
}
