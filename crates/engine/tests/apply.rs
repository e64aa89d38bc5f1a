//! Applying a plan, on real databases of both engines.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use abide_engine::{
    apply::{Applied, ApplyError, Observer, Order, Progress, apply},
    journal::JournalError,
    store::plain,
};
use abide_ledger::{Event, Reason};
use abide_plan::{
    catalog::TableName,
    step::{Action, Blanked, Neutral, Param, Step},
};
use scene::{Engine, Scene, dependent, erase, events, names, small, step};

on_each! {
    what_the_rule_is_true_for_goes_and_nothing_else
    rows_scattered_over_a_large_table_go
    rows_in_every_block_go
    columns_are_overwritten
    references_are_cut
    dependents_go_first_and_only_theirs
    rows_that_refer_to_each_other_go_from_the_leaves
    a_row_that_changed_meanwhile_stays
    what_the_database_refuses_is_left_and_the_rest_goes
    a_stop_ends_after_the_batch_and_a_rerun_goes_on
    a_second_apply_at_the_same_time_is_refused
    a_changed_catalog_is_refused
    abides_own_table_is_no_change_of_the_catalog
    nothing_to_do_needs_no_table
    a_new_journal_does_not_know_the_data
    an_older_journal_does_not_know_the_data
    an_open_batch_is_inspected
    old_tokens_go_with_the_next_apply
    keys_of_several_columns_and_strange_names
    steps_run_in_their_order
}

const PEOPLE: &str = "
    CREATE TABLE contacts (id integer PRIMARY KEY, name text, email text NOT NULL UNIQUE, phone text, seen date);
    CREATE TABLE messages (id integer PRIMARY KEY, contact_id integer REFERENCES contacts (id), sent_at date);
    CREATE TABLE attachments (id integer PRIMARY KEY, message_id integer NOT NULL REFERENCES messages (id));";

/// Contacts 1 to `count`; every second one was last seen too long ago.
fn people(scene: &Scene, count: u32) {
    scene.execute(PEOPLE);
    let rows: Vec<String> = (1..=count)
        .map(|id| {
            let seen = if id % 2 == 0 { "2020-05-05" } else { "2025-05-05" };
            format!("({id}, 'Person {id}', 'p{id}@example.com', '+33 1', '{seen}')")
        })
        .collect();
    scene.execute(&format!("INSERT INTO contacts (id, name, email, phone, seen) VALUES {}", rows.join(", ")));
}

fn old(scene: &Scene) -> abide_plan::step::Sql {
    scene.rule(r#"t."seen" <= $"#, &["2022-12-31"])
}

fn erase_old(scene: &Scene) -> Step {
    step(1, "contacts", &["id"], erase(), old(scene))
}

fn what_the_rule_is_true_for_goes_and_nothing_else(scene: Scene) {
    people(&scene, 90);
    let applied = scene.apply(vec![erase_old(&scene)]).unwrap();
    assert_eq!(applied, Applied { rows: 45, ..Applied::default() });
    assert_eq!(scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1"), 45);
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 45);
    assert_eq!(scene.number("SELECT sum(changed) FROM abide_token"), 45);
    assert!(scene.number("SELECT max(changed) FROM abide_token") <= 15);
    scene.evidence_holds();
    let events = events(&scene.journal());
    assert!(matches!(&events[1], Event::ApplyStarted { store, steps, .. }
        if store == "crm" && steps[0].rows == 45 && steps[0].clauses == ["example/1"]));
    assert!(matches!(events.last(), Some(Event::ApplyFinished { rows: 45, with: 0, left: 0, .. })));
}

/// Visits 1 to `count`, those on old days where `old` is true of `n`, with so much text each.
fn visits(scene: &Scene, count: u32, old: &str, filler: usize) {
    scene.execute("CREATE TABLE visits (id integer PRIMARY KEY, day date, filler text)");
    let (series, date) = match scene.engine {
        Engine::Sqlite(_) => (
            format!(
                "WITH RECURSIVE s (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT n FROM s"
            ),
            "",
        ),
        Engine::Postgres(_) => (format!("SELECT n FROM generate_series(1, {count}) AS s (n)"), "DATE"),
        Engine::MariaDb(_) => (format!("SELECT seq AS n FROM seq_1_to_{count}"), "DATE"),
    };
    let filler = "x".repeat(filler);
    scene.execute(&format!(
        "INSERT INTO visits SELECT n, CASE WHEN {old} THEN {date} '2020-01-01' ELSE {date} '2025-01-01' END, '{filler}'
         FROM ({series}) AS q"
    ));
}

fn erase_old_visits(scene: &Scene) -> Step {
    step(1, "visits", &["id"], erase(), scene.rule(r#"t."day" <= $"#, &["2022-12-31"]))
}

fn rows_scattered_over_a_large_table_go(scene: Scene) {
    visits(&scene, 5000, "n % 100 = 7", 200);
    let applied = scene.apply(vec![erase_old_visits(&scene)]).unwrap();
    assert_eq!((applied.rows, applied.left.len()), (50, 0));
    assert_eq!(scene.number("SELECT count(*) FROM visits"), 4950);
    assert_eq!(scene.number("SELECT count(*) FROM visits WHERE id % 100 = 7"), 0);
    scene.evidence_holds();
}

fn rows_in_every_block_go(scene: Scene) {
    visits(&scene, 400, "n % 2 = 0", 1500);
    let applied = scene.apply(vec![erase_old_visits(&scene)]).unwrap();
    assert_eq!((applied.rows, applied.left.len()), (200, 0));
    assert_eq!(scene.number("SELECT count(*) FROM visits WHERE id % 2 = 1"), 200);
    assert_eq!(scene.number("SELECT count(*) FROM visits"), 200);
    assert!(scene.number("SELECT max(changed) FROM abide_token") <= 20);
    scene.evidence_holds();
}

fn columns_are_overwritten(scene: Scene) {
    people(&scene, 60);
    let to = |column: &str, to| Blanked { column: column.to_owned(), to };
    let columns = vec![
        to("name", Neutral::Constant(Param::Text("gone".to_owned()))),
        to("email", Neutral::FromKey),
        to("phone", Neutral::Null),
    ];
    let rule = scene.rule(r#"t."seen" <= $ AND t."phone" IS NOT NULL"#, &["2022-12-31"]);
    let blank = step(1, "contacts", &["id"], Action::Blank { columns }, rule);
    let applied = scene.apply(vec![blank.clone()]).unwrap();
    assert_eq!((applied.rows, applied.left.len()), (30, 0));
    assert_eq!(scene.rows("SELECT name, email, phone FROM contacts WHERE id = 4"), ["gone|erased-4|NULL"]);
    assert_eq!(
        scene.rows("SELECT name, email, phone FROM contacts WHERE id = 5"),
        ["Person 5|p5@example.com|+33 1"]
    );
    assert_eq!(scene.number("SELECT count(*) FROM contacts WHERE email LIKE 'erased-%'"), 30);
    scene.evidence_holds();
    assert_eq!(scene.apply(vec![blank]).unwrap().rows, 0);
}

fn references_are_cut(scene: Scene) {
    people(&scene, 20);
    scene.execute(
        "INSERT INTO messages VALUES (1, 2, '2020-01-01'), (2, 4, '2020-01-01'), (3, 3, '2025-01-01')",
    );
    let rule = scene.rule(r#"t."sent_at" <= $ AND t."contact_id" IS NOT NULL"#, &["2022-12-31"]);
    let cut = step(1, "messages", &["id"], Action::Cut { columns: names(&["contact_id"]) }, rule);
    assert_eq!(scene.apply(vec![cut, Step { number: 2, ..erase_old(&scene) }]).unwrap().rows, 12);
    assert_eq!(scene.rows("SELECT id, contact_id FROM messages ORDER BY id"), ["1|NULL", "2|NULL", "3|3"]);
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 10);
    scene.evidence_holds();
}

fn dependents_go_first_and_only_theirs(scene: Scene) {
    people(&scene, 80);
    for id in 1..=80 {
        // Contact 8 has been written to lately.
        let sent = if id == 8 { "2025-02-02" } else { "2020-02-02" };
        scene.execute(&format!(
            "INSERT INTO messages VALUES ({id}, {id}, '{sent}'), ({id} + 100, {id}, '2019-01-01');
             INSERT INTO attachments VALUES ({id}, {id} + 100)"
        ));
    }
    scene.execute("INSERT INTO messages VALUES (999, NULL, '2000-01-01')");
    let rule = scene.rule(
        r#"t."seen" <= $ AND NOT EXISTS (SELECT 1 FROM "messages" AS m WHERE m."contact_id" = t."id" AND m."sent_at" > $)"#,
        &["2022-12-31", "2022-12-31"],
    );
    let to_contact: (&[&str], &str, &[&str]) = (&["contact_id"], "contacts", &["id"]);
    let with = vec![
        dependent("attachments", &[(&["message_id"], "messages", &["id"]), to_contact]),
        dependent("messages", &[to_contact]),
    ];
    let applied = scene.apply(vec![step(1, "contacts", &["id"], Action::Erase { with }, rule)]).unwrap();
    assert_eq!(applied, Applied { rows: 39, with: 39 * 3, ..Applied::default() });
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 41);
    assert_eq!(scene.number("SELECT count(*) FROM contacts WHERE id = 8"), 1);
    assert_eq!(scene.number("SELECT count(*) FROM messages"), 41 * 2 + 1);
    assert_eq!(scene.number("SELECT count(*) FROM attachments"), 41);
    scene.evidence_holds();
    let told: u64 = events(&scene.journal())
        .iter()
        .filter_map(|event| if let Event::BatchDone { with, .. } = event { Some(with) } else { None })
        .map(|with| with.iter().filter(|with| with.table == "messages").map(|with| with.rows).sum::<u64>())
        .sum();
    assert_eq!(told, 78);
}

fn rows_that_refer_to_each_other_go_from_the_leaves(scene: Scene) {
    scene.execute(
        "CREATE TABLE pages (id integer PRIMARY KEY, parent integer REFERENCES pages (id), made date);
         INSERT INTO pages VALUES (1, NULL, '2020-01-01'), (2, 1, '2020-01-01'), (3, 2, '2020-01-01'),
                                  (4, NULL, '2020-01-01'), (5, 4, '2025-01-01'), (6, 2, '2020-01-01');",
    );
    let rule = scene.rule(
        r#"t."made" <= $ AND NOT EXISTS (SELECT 1 FROM "pages" AS c WHERE c."parent" = t."id")"#,
        &["2022-12-31"],
    );
    let applied = scene.apply(vec![step(1, "pages", &["id"], erase(), rule)]).unwrap();
    assert_eq!((applied.rows, applied.left.len()), (4, 0));
    assert_eq!(scene.rows("SELECT id FROM pages ORDER BY id"), ["4", "5"]);
    scene.evidence_holds();
}

/// Does something after the first batch.
struct After<F: FnMut()>(Option<F>);

impl<F: FnMut()> Observer for After<F> {
    fn progress(&mut self, _: &Progress) {
        if let Some(mut act) = self.0.take() {
            act();
        }
    }
}

fn a_row_that_changed_meanwhile_stays(scene: Scene) {
    people(&scene, 60);
    let plan = scene.plan(vec![erase_old(&scene)]);
    let mut visit = After(Some(|| scene.execute("UPDATE contacts SET seen = '2025-12-31' WHERE id = 60")));
    let applied = scene.apply_with(&plan, &small(), &mut visit).unwrap();
    assert_eq!(applied.rows, 29);
    assert_eq!((applied.left[0].rows, &applied.left[0].refusal), (1, &None));
    assert_eq!(scene.number("SELECT count(*) FROM contacts WHERE id = 60"), 1);
    scene.evidence_holds();
}

fn what_the_database_refuses_is_left_and_the_rest_goes(scene: Scene) {
    people(&scene, 60);
    scene.execute(
        "INSERT INTO messages VALUES (1, 4, '2025-01-01'), (2, 30, '2025-01-01'), (3, 32, '2025-01-01')",
    );
    let applied = scene.apply(vec![erase_old(&scene)]).unwrap();
    assert_eq!(applied.rows, 27);
    let left = &applied.left[0];
    assert_eq!((left.step, left.rows), (1, 3));
    assert!(left.refusal.as_ref().unwrap().contains("refers to"), "{left:?}");
    assert_eq!(scene.rows("SELECT id FROM contacts WHERE id % 2 = 0 ORDER BY id"), ["4", "30", "32"]);
    scene.evidence_holds();
    assert!(matches!(events(&scene.journal()).last(), Some(Event::ApplyFinished { rows: 27, left: 3, .. })));
}

/// Asks to stop after so many batches.
struct StopAfter(u32);

impl Observer for StopAfter {
    fn progress(&mut self, _: &Progress) {
        self.0 -= 1;
    }

    fn stop(&self) -> bool {
        self.0 == 0
    }
}

fn a_stop_ends_after_the_batch_and_a_rerun_goes_on(scene: Scene) {
    people(&scene, 90);
    let plan = scene.plan(vec![erase_old(&scene)]);
    let applied = scene.apply_with(&plan, &small(), &mut StopAfter(1)).unwrap();
    assert!(applied.stopped && applied.rows > 0 && applied.rows < 45, "{applied:?}");
    assert_eq!(applied.left, []);
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 90 - applied.rows);
    scene.evidence_holds();
    let last = events(&scene.journal()).pop().unwrap();
    assert!(matches!(last, Event::ApplyStopped { reason: Reason::Asked, rows, .. } if rows == applied.rows));
    let rest = scene.apply(vec![erase_old(&scene)]).unwrap();
    assert_eq!((rest.rows, rest.recovered), (45 - applied.rows, (0, 0)));
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 45);
    assert_eq!(scene.journaled_rows(), 45);
    scene.evidence_holds();
}

fn a_second_apply_at_the_same_time_is_refused(scene: Scene) {
    people(&scene, 10);
    let mut other = scene.store();
    assert!(other.try_lock().unwrap());
    let error = scene.apply(vec![erase_old(&scene)]).unwrap_err();
    assert!(matches!(error, ApplyError::Applying { .. }), "{error}");
    drop(other);
    let mut other = scene.journal();
    other.lock().unwrap();
    let error = scene.apply(vec![erase_old(&scene)]).unwrap_err();
    assert!(matches!(error, ApplyError::Journal(JournalError::Applying { .. })), "{error}");
    drop(other);
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 10);
    assert_eq!(scene.apply(vec![erase_old(&scene)]).unwrap().rows, 5);
}

fn a_changed_catalog_is_refused(scene: Scene) {
    people(&scene, 10);
    let plan = scene.plan(vec![erase_old(&scene)]);
    scene.execute("ALTER TABLE contacts ADD COLUMN note text");
    let error = scene.apply_with(&plan, &small(), &mut ()).unwrap_err();
    assert!(matches!(error, ApplyError::CatalogChanged { .. }), "{error}");
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 10);
}

fn abides_own_table_is_no_change_of_the_catalog(scene: Scene) {
    people(&scene, 10);
    let plan = scene.plan(vec![erase_old(&scene)]);
    assert_eq!(scene.apply_with(&plan, &small(), &mut ()).unwrap().rows, 5);
    let again = scene.apply_with(&plan, &small(), &mut ()).unwrap();
    assert_eq!((again.rows, again.left[0].rows), (0, 5));
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let scene = Scene::sqlite();
    people(&scene, 1000);
    let plan = scene.plan(vec![erase_old(&scene)]);
    let mut store = scene.store();
    // SQLite says the same when a file may not grow as when a disk is full.
    store.query(&plain("PRAGMA max_page_count = 1")).unwrap();
    let orders = Order::all(&plan).unwrap();
    let error = apply(&mut *store, &orders[0], &mut scene.journal(), &small(), &mut ()).unwrap_err();
    assert!(error.to_string().contains("full") && error.to_string().contains("make room"), "{error}");
    drop(store);
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 1000);
    assert_eq!(scene.apply(vec![erase_old(&scene)]).unwrap().rows, 500);
    scene.evidence_holds();
}

fn nothing_to_do_needs_no_table(scene: Scene) {
    people(&scene, 1);
    assert_eq!(scene.apply(vec![erase_old(&scene)]).unwrap(), Applied::default());
    assert!(!scene.has_tokens());
    assert!(matches!(events(&scene.journal()).last(), Some(Event::ApplyFinished { rows: 0, .. })));
}

fn a_new_journal_does_not_know_the_data(scene: Scene) {
    people(&scene, 20);
    scene.apply(vec![erase_old(&scene)]).unwrap();
    let known = scene.journal().id().to_owned();
    std::fs::remove_file(scene.journal_path()).unwrap();
    people_again(&scene);
    let error = scene.apply(vec![erase_old(&scene)]).unwrap_err();
    assert!(matches!(&error, ApplyError::JournalLost { known: id, .. } if *id == known), "{error}");
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 11);

    let plan = scene.plan(vec![erase_old(&scene)]);
    let adopt = abide_engine::apply::Options { adopt: true, ..small() };
    assert_eq!(scene.apply_with(&plan, &adopt, &mut ()).unwrap().rows, 1);
    let adopted = events(&scene.journal());
    assert!(
        adopted
            .iter()
            .any(|event| matches!(event, Event::JournalAdopted { journal, .. } if *journal == known))
    );
    scene.evidence_holds();
    people_again(&scene);
    assert_eq!(scene.apply(vec![erase_old(&scene)]).unwrap().rows, 1);
}

fn people_again(scene: &Scene) {
    scene.execute("INSERT INTO contacts VALUES (1000, 'P', 'p@example.com', NULL, '2019-01-01')");
}

fn an_older_journal_does_not_know_the_data(scene: Scene) {
    people(&scene, 20);
    let copy = scene.journal_path().with_extension("copy");
    drop(scene.journal());
    std::fs::copy(scene.journal_path(), &copy).unwrap();
    scene.apply(vec![erase_old(&scene)]).unwrap();
    std::fs::rename(&copy, scene.journal_path()).unwrap();
    people_again(&scene);
    // Even after the older copy has gone on for itself, its entries are not those that the data knows.
    for _ in 0..2 {
        let error = scene.apply(vec![erase_old(&scene)]).unwrap_err();
        assert!(matches!(error, ApplyError::JournalLost { .. }), "{error}");
        let filler = Event::JournalAdopted {
            store: "x".to_owned(),
            journal: "x".to_owned(),
            seq: 0,
            hash: abide_ledger::Digest::ZERO,
        };
        scene.journal().append(vec![filler; 30]).unwrap();
    }
    assert_eq!(scene.number("SELECT count(*) FROM contacts"), 11);
}

fn an_open_batch_is_inspected(scene: Scene) {
    people(&scene, 20);
    scene.apply(vec![erase_old(&scene)]).unwrap();
    // As if killed: two batches announced, one of them there.
    let intended = |batch| Event::BatchIntended {
        plan: abide_ledger::Digest::of(b"plan"),
        store: "crm".to_owned(),
        step: 1,
        batch,
        attempt: 1,
    };
    let entries = scene.journal().append(vec![intended(1), intended(2)]).unwrap();
    scene.execute(&format!(
        "INSERT INTO abide_token (journal, seq, hash, plan, step, batch, changed, gone_with)
         VALUES ('{}', {}, '{}', 'plan', 1, 1, 7, '[{{\"rows\":2,\"table\":\"messages\"}}]')",
        scene.journal().id(),
        entries[0].seq,
        entries[0].hash
    ));
    assert_eq!(scene.apply(vec![erase_old(&scene)]).unwrap().recovered, (1, 1));
    let events = events(&scene.journal());
    assert!(events.iter().any(|event| matches!(event, Event::BatchDone { intent, rows: 7, with, .. }
        if *intent == entries[0].seq && with[0].rows == 2)));
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::BatchUndone { intent, reason: Reason::Interrupted, .. }
        if *intent == entries[1].seq))
    );
    scene.evidence_holds();
}

fn old_tokens_go_with_the_next_apply(scene: Scene) {
    people(&scene, 60);
    scene.apply(vec![erase_old(&scene)]).unwrap();
    assert!(scene.number("SELECT count(*) FROM abide_token") > 1);
    people_again(&scene);
    scene.apply(vec![erase_old(&scene)]).unwrap();
    assert_eq!(scene.number("SELECT count(*) FROM abide_token"), 1);
    scene.evidence_holds();
}

fn keys_of_several_columns_and_strange_names(scene: Scene) {
    let without = if matches!(scene.engine, Engine::Sqlite(_)) { "WITHOUT ROWID" } else { "" };
    let (tables, shadowed) = (
        format!(
            r#"CREATE TABLE "my ""table""" ("the key" varchar(20), "part" integer, "when" date, "note" text NOT NULL,
                   PRIMARY KEY ("the key", "part")) {without};"#
        ),
        r#"CREATE TABLE shadowed ("rowid" text, "oid" integer PRIMARY KEY, "day" date);"#,
    );
    // PostgreSQL has no such names of its own, but takes them for columns.
    scene.execute(&tables);
    if let Engine::Sqlite(_) = scene.engine {
        scene.execute(shadowed);
        scene.execute("INSERT INTO shadowed VALUES ('same', 1, '2020-01-01'), ('same', 2, '2025-01-01')");
        let rule = scene.rule(r#"t."day" <= $"#, &["2022-12-31"]);
        scene.apply(vec![step(1, "shadowed", &["oid"], erase(), rule)]).unwrap();
        assert_eq!(scene.rows("SELECT oid FROM shadowed"), ["2"]);
    }
    for part in 0..30 {
        scene.execute(&format!(
            r#"INSERT INTO "my ""table""" VALUES ('a', {part}, '2020-01-01', 'n'), ('b', {part}, '2025-01-01', 'n')"#
        ));
    }
    let rule = scene.rule(r#"t."when" <= $ AND t."note" NOT LIKE 'erased-%'"#, &["2022-12-31"]);
    let columns = vec![Blanked { column: "note".to_owned(), to: Neutral::FromKey }];
    let key = ["the key", "part"];
    let blank = Step { table: name(), ..step(1, "x", &key, Action::Blank { columns }, rule.clone()) };
    assert_eq!(scene.apply(vec![blank]).unwrap().rows, 30);
    assert_eq!(
        scene.rows(r#"SELECT "note" FROM "my ""table""" WHERE "the key" = 'a' AND "part" = 7"#),
        ["erased-a-7"]
    );
    let rule = scene.rule(r#"t."when" <= $"#, &["2022-12-31"]);
    let gone = Step { table: name(), ..step(1, "x", &key, erase(), rule) };
    assert_eq!(scene.apply(vec![gone]).unwrap().rows, 30);
    assert_eq!(scene.number(r#"SELECT count(*) FROM "my ""table""" WHERE "the key" = 'b'"#), 30);
    scene.evidence_holds();
}

fn name() -> TableName {
    TableName { schema: None, name: "my \"table\"".to_owned() }
}

fn steps_run_in_their_order(scene: Scene) {
    people(&scene, 20);
    scene.execute("INSERT INTO messages VALUES (1, 2, '2020-01-01'), (2, 4, '2020-01-01')");
    let messages = step(1, "messages", &["id"], erase(), scene.rule(r#"t."sent_at" <= $"#, &["2022-12-31"]));
    let applied = scene.apply(vec![messages, Step { number: 2, ..erase_old(&scene) }]).unwrap();
    assert_eq!((applied.rows, applied.left.len()), (12, 0));
    scene.evidence_holds();
}
