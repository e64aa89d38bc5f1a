//! What a plan says of heap-only updates on PostgreSQL, held against what the server counts of them while the plan is applied.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod scene;

use std::time::{Duration, Instant};

use abide_engine::{
    apply::Options,
    session::{Files, Session},
};
use abide_plan::{heap_only::HeapOnly, plan::Planned, step::Action};
use jiff::Timestamp;
use scene::Scene;
use tempfile::TempDir;

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.answering]
purpose = "answering-requests"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["contact.email"]
keep = "1 year after collected"
[activity.measuring]
purpose = "service-improvement"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.birth_date"]
keep = "1 year after collected, then anonymise"
"#;

/// Both columns go at the same time: the address is blanked, of the day of birth the year is left.
const TABLE: &str = r#"
subject = "prospect"
serves = { answering = true, measuring = true }
fields = { email = "contact.email", born = "identification.birth_date" }
not_personal = ["id", "seen", "state", "domain"]
events = { collected = "seen" }
anonymise = { born = "year" }
"#;

const CREATE: &str = "CREATE TABLE contacts (
    id integer, seen date, state text, email text, born date,
    domain text GENERATED ALWAYS AS (split_part(email, '@', 2)) STORED, PRIMARY KEY (id, state)
)";

/// Half of the contacts are old, enough of them for several pages.
const FILL: &str =
    "INSERT INTO contacts SELECT n, CASE WHEN n % 2 = 0 THEN DATE '2020-01-01' ELSE DATE '2199-01-01' END,
    'x', n || '@' || n || '.example.com', DATE '1990-06-15' FROM generate_series(1, 400) AS s (n)";

const OLD: u64 = 200;

/// A database whose table has this after its columns, and these statements run before it is filled.
fn scene(after: &str, statements: &str) -> (Scene, TempDir) {
    let scene = Scene::postgres();
    scene.execute(&format!("{CREATE} {after}; {statements}; {FILL}; ANALYZE"));
    let folder = tempfile::tempdir().unwrap();
    let map = format!("format = 1\n[store.crm]\nurl = \"{}\"\n[store.crm.contacts]\n{TABLE}", scene.url());
    std::fs::write(folder.path().join("policy.toml"), POLICY).unwrap();
    std::fs::write(folder.path().join("map.toml"), map).unwrap();
    (scene, folder)
}

fn session(folder: &TempDir) -> Session {
    let file = |name: &str| folder.path().join(name);
    let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
    Session::open(files, "2026-11-22T11:00:00Z".parse().unwrap()).unwrap()
}

/// Of the step that writes the column.
fn told<'a>(steps: &'a [Planned], column: &str) -> &'a HeapOnly {
    let writes = |planned: &&Planned| match &planned.step.action {
        Action::Blank { columns } => planned.rows > 0 && columns.iter().any(|one| one.column == column),
        Action::Anonymise { columns } => columns.iter().any(|one| one.column == column),
        Action::Erase { .. } | Action::Cut { .. } => false,
    };
    let mut steps = steps.iter().filter(writes);
    steps.next().and_then(|planned| planned.heap_only.as_ref()).unwrap()
}

/// What is said of the two columns, and how many updates were heap-only, of how many.
fn said_and_done(after: &str, statements: &str) -> ([HeapOnly; 2], (u64, u64)) {
    let (scene, folder) = scene(after, statements);
    let plan = session(&folder).plan(None, None).unwrap();
    let said = ["email", "born"].map(|column| told(&plan.stores[0].steps, column).clone());
    session(&folder).apply(&plan, &Options::default(), Timestamp::now, &mut ()).unwrap();
    // A server tells what it counted a moment after a session has ended.
    let count = |name: &str| {
        scene.number(&format!(
            "SELECT sum({name})::int8 FROM pg_stat_user_tables WHERE relname LIKE 'contacts%'"
        ))
    };
    let since = Instant::now();
    while count("n_tup_upd") < 2 * OLD {
        assert!(since.elapsed() < Duration::from_secs(20), "{} updates are counted", count("n_tup_upd"));
        std::thread::sleep(Duration::from_millis(20));
    }
    (said, (count("n_tup_hot_upd"), count("n_tup_upd")))
}

const ROOM: &str = "WITH (fillfactor = 30)";

#[test]
fn updates_are_heap_only_where_no_index_follows_and_there_is_room() {
    let (said, done) = said_and_done(ROOM, "CREATE INDEX ON contacts (seen)");
    for told in said {
        let expected = HeapOnly { possible: true, in_the_way: vec![], fillfactor: 30, triggers: vec![] };
        assert_eq!(told, expected);
    }
    assert_eq!(done, (2 * OLD, 2 * OLD));
}

#[test]
fn full_pages_are_told() {
    let ([said, _], (heap_only, all)) = said_and_done("", "");
    assert_eq!((said.possible, said.fillfactor), (true, 100));
    assert!(heap_only < all, "{heap_only} of {all}: on full pages there is no room for every new version");
}

#[test]
fn an_index_that_has_to_follow_is_named() {
    for (statement, way) in [
        ("CREATE INDEX way ON contacts (email)", "a column"),
        ("CREATE INDEX way ON contacts USING hash (email)", "another kind"),
        ("CREATE INDEX way ON contacts (seen) INCLUDE (email)", "carried along"),
        ("CREATE INDEX way ON contacts (lower(email))", "an expression"),
        ("CREATE INDEX way ON contacts (seen) WHERE email IS NOT NULL", "a condition"),
        ("CREATE INDEX way ON contacts (domain)", "a computed column"),
        ("CREATE INDEX way ON contacts (lower(domain))", "an expression over a computed column"),
        ("ALTER TABLE contacts ADD CONSTRAINT way UNIQUE (email)", "a constraint"),
        ("ALTER TABLE contacts ADD CONSTRAINT way EXCLUDE USING btree (lower(email) WITH =)", "an exclusion"),
    ] {
        let ([email, born], (heap_only, _)) = said_and_done(ROOM, statement);
        assert_eq!((email.possible, email.in_the_way), (false, vec!["way".to_owned()]), "{way}");
        assert_eq!((born.possible, born.in_the_way), (true, vec![]), "{way}: of another column");
        assert_eq!(heap_only, OLD, "{way}: those of the other column alone");
    }
}

/// From version 16 on these do not have to follow: what is said agrees with what the server does, whatever it is.
#[test]
fn an_index_over_ranges_of_pages_is_told_as_the_server_takes_it() {
    let ([email, _], (heap_only, all)) =
        said_and_done(ROOM, "CREATE INDEX way ON contacts USING brin (email)");
    assert_eq!(heap_only, if email.possible { all } else { OLD });
}

#[test]
fn partitions_tell_the_name_of_the_whole_index_and_their_own() {
    let partitions =
        "CREATE TABLE contacts_x PARTITION OF contacts FOR VALUES IN ('x') WITH (fillfactor = 30);
        CREATE TABLE contacts_y PARTITION OF contacts FOR VALUES IN ('y') WITH (fillfactor = 90)";
    let by = "PARTITION BY LIST (state)";
    let ([email, _], (heap_only, all)) = said_and_done(by, partitions);
    assert_eq!((email.possible, email.fillfactor, heap_only), (true, 90, all));
    let indexes = "CREATE INDEX whole ON contacts (email); CREATE INDEX part ON contacts_x (email)";
    let ([email, _], (heap_only, _)) = said_and_done(by, &format!("{partitions}; {indexes}"));
    assert_eq!((email.in_the_way, heap_only), (vec!["part".to_owned(), "whole".to_owned()], OLD));
}

#[test]
fn a_trigger_that_may_write_more_is_told() {
    let trigger = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := NEW.seen - 1; RETURN NEW; END $$;
        CREATE TRIGGER touch BEFORE UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE TRIGGER after AFTER UPDATE ON contacts FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE INDEX ON contacts (seen)";
    let ([said, _], (heap_only, _)) = said_and_done(ROOM, trigger);
    assert_eq!((said.possible, said.triggers, heap_only), (true, vec!["touch".to_owned()], 0));
}
