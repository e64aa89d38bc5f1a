//! Killed at every point of an apply, nothing is lost, done twice, or done without evidence; the next run finishes the work.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use abide_engine::apply::{ApplyError, Order, apply};
use abide_plan::step::{Action, Blanked, Neutral, Param, Sql, Step, Transformed};
use abide_policy::transform::Transform;
use scene::{Scene, dependent, erase, names, small, step};

on_each! { erasing erasing_with_dependents blanking anonymising cutting }

/// With a write-ahead log commits of a group do not wait for the disk each.
mod on_sqlite_in_groups {
    use super::{Scene, erasing, erasing_with_dependents};

    fn scene() -> Scene {
        let scene = Scene::sqlite();
        scene.execute("PRAGMA journal_mode = WAL");
        scene
    }

    #[test]
    fn erases() {
        erasing(scene());
    }

    #[test]
    fn erases_with_dependents() {
        erasing_with_dependents(scene());
    }
}

/// Where tests kill: each of them every time it is passed.
const POINTS: [&str; 6] =
    ["before-send", "after-send", "before-commit", "after-commit", "before-journal", "after-journal"];

const TABLES: &str = "
    CREATE TABLE contacts (id integer PRIMARY KEY, name text, boss integer REFERENCES contacts (id), seen date);
    CREATE TABLE messages (id integer PRIMARY KEY, contact_id integer NOT NULL REFERENCES contacts (id));";

/// The contacts with an even number are old; there are so many of them.
const OLD: u64 = 35;

/// An action, and how to see what it did.
struct Case {
    name: &'static str,
    /// Old contacts that it has not been done to.
    untouched: &'static str,
    /// Old contacts that it has been done to wholly, nothing of them left.
    done: &'static str,
}

fn erasing(scene: Scene) {
    kill_everywhere(&scene, &erase_case());
}

fn erase_case() -> Case {
    Case {
        name: "erase",
        untouched: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND name = 'N'",
        done: "SELECT 35 - count(*) FROM contacts WHERE id % 2 = 0",
    }
}

fn erasing_with_dependents(scene: Scene) {
    kill_everywhere(
        &scene,
        &Case {
            name: "erase-with",
            untouched: "SELECT count(*) FROM contacts AS c WHERE id % 2 = 0
                    AND (SELECT count(*) FROM messages AS m WHERE m.contact_id = c.id) = 2",
            done: "SELECT 35 - count(*) FROM (SELECT id FROM contacts WHERE id % 2 = 0
               UNION SELECT contact_id FROM messages WHERE contact_id % 2 = 0) AS left_over",
        },
    );
}

fn blanking(scene: Scene) {
    kill_everywhere(
        &scene,
        &Case {
            name: "blank",
            untouched: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND name = 'N'",
            done: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND name = 'gone'",
        },
    );
}

/// Of each name a letter is left, and which one differs from row to row.
fn anonymising(scene: Scene) {
    kill_everywhere(
        &scene,
        &Case {
            name: "anonymise",
            untouched: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND length(name) > 1",
            done: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND name = substr('abcdefg', id % 7 + 1, 1)",
        },
    );
}

fn cutting(scene: Scene) {
    kill_everywhere(
        &scene,
        &Case {
            name: "cut",
            untouched: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND boss = 1",
            done: "SELECT count(*) FROM contacts WHERE id % 2 = 0 AND boss IS NULL",
        },
    );
}

fn kill_everywhere(scene: &Scene, case: &Case) {
    scene.execute(TABLES);
    let mut kills = 0;
    for point in POINTS {
        for passage in 1.. {
            reset(scene, case);
            let status = child(scene, case, Some(&format!("{point}:{passage}")));
            if status.success() {
                assert!(passage > 1, "{point} is never passed");
                finished(scene, case);
                break;
            }
            assert_eq!(status.signal(), Some(9), "{point}:{passage}: {status}");
            kills += 1;
            killed(scene, case, &format!("{point}:{passage}"));
            assert!(child(scene, case, None).success(), "rerun after {point}:{passage}");
            finished(scene, case);
        }
    }
    // Each point is passed by several batches. How many there are is PostgreSQL's to say: batches go by blocks there, and which
    // blocks the rows are in depends on what vacuum has come to.
    assert!(kills > 2 * POINTS.len(), "{kills}");
}

/// Old and new contacts, untouched; a fresh journal.
fn reset(scene: &Scene, case: &Case) {
    for beside in ["", "-wal", "-shm"] {
        let mut name = scene.journal_path().into_os_string();
        name.push(beside);
        drop(std::fs::remove_file(name));
    }
    scene.execute("DROP TABLE IF EXISTS abide_token; DELETE FROM messages; UPDATE contacts SET boss = NULL; DELETE FROM contacts");
    let boss = if case.name == "cut" { "1" } else { "NULL" };
    let rows: Vec<String> = (1..=2 * OLD)
        .map(|id| format!("({id}, 'N', {boss}, '{}')", if id % 2 == 0 { "2020-05-05" } else { "2025-05-05" }))
        .collect();
    scene.execute(&format!("INSERT INTO contacts VALUES {}", rows.join(", ")));
    if case.name == "anonymise" {
        scene.execute(
            "UPDATE contacts SET name = substr('abcdefg', id % 7 + 1, 7) || '-telling' WHERE id % 2 = 0",
        );
    }
    if case.name == "erase-with" {
        scene.execute("INSERT INTO messages SELECT id, id FROM contacts");
        scene.execute("INSERT INTO messages SELECT id + 1000, id FROM contacts");
    }
}

/// Right after a kill: every row in one state, and a mark for each row that was changed.
fn killed(scene: &Scene, case: &Case, at: &str) {
    scene.wait_for_others_to_end();
    let (untouched, done) = (scene.number(case.untouched), scene.number(case.done));
    assert_eq!(untouched + done, OLD, "{at}: {untouched} untouched, {done} done");
    let marked = match scene.has_tokens() {
        false => 0,
        true => scene.number("SELECT coalesce(sum(changed), 0) FROM abide_token"),
    };
    assert_eq!(marked, done, "{at}: rows with a mark, and rows changed");
    if scene.journal_path().exists() {
        scene.journal().verify(&[]).unwrap();
        assert!(scene.journaled_rows() <= done, "{at}: journaled, and not done");
    }
    new_ones_are_whole(scene);
}

/// After a run to the end.
fn finished(scene: &Scene, case: &Case) {
    assert_eq!((scene.number(case.untouched), scene.number(case.done)), (0, OLD));
    new_ones_are_whole(scene);
    scene.evidence_holds();
    assert_eq!(scene.journaled_rows(), OLD);
}

fn new_ones_are_whole(scene: &Scene) {
    assert_eq!(scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1 AND name = 'N'"), OLD);
}

/// Runs an apply in a process of its own.
fn child(scene: &Scene, case: &Case, crash_at: Option<&str>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "the_process_to_be_killed", "--quiet"]);
    command
        .env("KILL_URL", scene.url())
        .env("KILL_JOURNAL", scene.journal_path())
        .env("KILL_CASE", case.name);
    if let Some(crash_at) = crash_at {
        command.env("ABIDE_CRASH_AT", crash_at);
    }
    command.output().unwrap().status
}

/// The process that the other tests start, and kill. By itself it applies in its own process, to the end.
#[test]
fn the_process_to_be_killed() {
    let given = ["KILL_URL", "KILL_JOURNAL", "KILL_CASE"].map(|name| std::env::var(name).ok());
    if let [Some(url), Some(journal), Some(case)] = given {
        return work(&url, Path::new(&journal), &case);
    }
    let (scene, case) = (Scene::sqlite(), erase_case());
    scene.execute(TABLES);
    reset(&scene, &case);
    work(scene.url(), &scene.journal_path(), case.name);
    finished(&scene, &case);
}

fn work(url: &str, journal: &Path, case: &str) {
    let mut store = scene::open(url);
    let step = the_step(store.dialect(), case);
    let plan = scene::plan(&mut *store, vec![step]);
    let mut journal = scene::journal(journal);
    let orders = Order::all(&plan).unwrap();
    let since = Instant::now();
    loop {
        match apply(&mut *store, &orders[0], &mut journal, &small(), &mut ()) {
            Ok(_) => break,
            // The killed process' session may not have ended yet.
            Err(ApplyError::Applying { .. }) if since.elapsed() < Duration::from_secs(20) => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

fn the_step(dialect: abide_plan::catalog::Dialect, case: &str) -> Step {
    let rule =
        |more: &str| -> Sql { scene::rule(dialect, &format!(r#"t."seen" <= ${more}"#), &["2022-12-31"]) };
    let (action, rule) = match case {
        "erase" => (erase(), rule("")),
        "erase-with" => {
            let with = vec![dependent("messages", &[(&["contact_id"], "contacts", &["id"])])];
            (
                Action::Erase { with },
                rule(r#" AND NOT EXISTS (SELECT 1 FROM "messages" AS m WHERE m."id" < 0)"#),
            )
        }
        "blank" => {
            let to = Neutral::Constant(Param::Text("gone".to_owned()));
            let columns = vec![Blanked { column: "name".to_owned(), to }];
            (Action::Blank { columns }, rule(r#" AND t."name" <> 'gone'"#))
        }
        "anonymise" => {
            let (by, otherwise) = (Transform::First(1), Neutral::Null);
            let columns = vec![Transformed { column: "name".to_owned(), by, otherwise }];
            (Action::Anonymise { columns }, rule(r#" AND length(t."name") > 1"#))
        }
        _ => (Action::Cut { columns: names(&["boss"]) }, rule(r#" AND t."boss" IS NOT NULL"#)),
    };
    step(1, "contacts", &["id"], action, rule)
}
