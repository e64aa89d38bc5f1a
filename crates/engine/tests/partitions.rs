//! Partitions that are wholly over are dropped, with evidence; whatever is unusual is left to batches.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use abide_engine::{
    apply::{ApplyError, Order, apply},
    store::plain,
};
use abide_plan::step::Step;
use scene::{Scene, erase, small, step};

/// Years of visits; those up to the end of 2022 are over. 2022 has a row more than batches are large.
const VISITS: &str = "
    CREATE TABLE visits (id integer, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
    CREATE TABLE visits_2020 PARTITION OF visits FOR VALUES FROM (MINVALUE) TO ('2021-01-01');
    CREATE TABLE visits_2021 PARTITION OF visits FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
    CREATE TABLE visits_2022 PARTITION OF visits FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
    CREATE TABLE visits_since PARTITION OF visits FOR VALUES FROM ('2023-01-01') TO (MAXVALUE);";

const ROWS: &str = "
    INSERT INTO visits SELECT n, DATE '2020-06-01' + 365 * (n % 3) FROM generate_series(1, 33) AS s (n);
    INSERT INTO visits SELECT n, DATE '2025-06-01' FROM generate_series(1, 5) AS s (n);";

fn the_step(scene: &Scene) -> Step {
    let rule = scene.rule(r#"t."day" < $ AND t."day" >= $"#, &["2023-01-01", "1900-01-01"]);
    step(1, "visits", &["id", "day"], erase(), rule)
}

fn partitions(scene: &Scene) -> Vec<String> {
    scene.rows(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'visits'::regclass ORDER BY 1",
    )
}

/// Applies, and looks at what is left: in any case rows that are over are gone, and the others are not.
fn applied(scene: &Scene) -> Vec<String> {
    scene.execute(ROWS);
    let applied = scene.apply(vec![the_step(scene)]).unwrap();
    assert_eq!((applied.rows, applied.left), (33, Vec::new()));
    assert_eq!(scene.rows("SELECT count(*), min(day) FROM visits"), ["5|2025-06-01"]);
    scene.evidence_holds();
    assert_eq!(scene.journaled_rows(), 33);
    partitions(scene)
}

#[test]
fn those_wholly_over_are_dropped() {
    let scene = Scene::postgres();
    scene.execute(VISITS);
    assert_eq!(applied(&scene), ["visits_since"]);
    let tokens = scene.rows("SELECT changed FROM abide_token ORDER BY seq");
    assert_eq!(tokens, ["11", "11", "11"], "one batch for each");
}

/// A partition in which only today's rows are over, or some rows are not, is no candidate.
#[test]
fn a_range_that_goes_on_is_kept() {
    let scene = Scene::postgres();
    let late = |text: &str| text.replace("TO ('2023-01-01')", "TO ('2023-01-02')");
    scene.execute(&late(VISITS).replace("FROM ('2023-01-01')", "FROM ('2023-01-02')"));
    assert_eq!(applied(&scene), ["visits_2022", "visits_since"]);
}

#[test]
fn what_is_unusual_is_left_to_batches() {
    let all = ["visits_2020", "visits_2021", "visits_2022", "visits_since"];
    for unusual in [
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
         CREATE TRIGGER told AFTER DELETE ON visits FOR EACH ROW EXECUTE FUNCTION f()",
        "CREATE TABLE notes (id integer, day date, FOREIGN KEY (id, day) REFERENCES visits)",
        "CREATE PUBLICATION everything FOR ALL TABLES",
        "CREATE VIEW early AS SELECT * FROM visits_2020; CREATE VIEW a AS SELECT * FROM visits_2021;
         CREATE VIEW late AS SELECT * FROM visits_2022",
    ] {
        let scene = Scene::postgres();
        scene.execute(VISITS);
        scene.execute(unusual);
        assert_eq!(applied(&scene), all, "{unusual}");
    }
}

#[test]
fn a_partition_somebody_reads_is_worked_off_without_waiting_for_them() {
    let scene = Scene::postgres();
    scene.execute(VISITS);
    scene.execute(ROWS);
    let mut reader = scene.store();
    reader.begin().unwrap();
    reader.query(&plain("SELECT * FROM visits_2021 LIMIT 1")).unwrap();
    let since = Instant::now();
    let done = scene.apply(vec![the_step(&scene)]).unwrap();
    assert!(since.elapsed() < Duration::from_secs(5));
    assert_eq!(done.rows, 33);
    assert_eq!(partitions(&scene), ["visits_2021", "visits_since"]);
    reader.rollback().unwrap();
    scene.evidence_holds();
}

const POINTS: [&str; 6] =
    ["before-send", "after-send", "before-commit", "after-commit", "before-journal", "after-journal"];

#[test]
fn killed_at_every_point_nothing_is_lost_or_unproved() {
    let scene = Scene::postgres();
    let mut kills = 0;
    for point in POINTS {
        for passage in 1.. {
            reset(&scene);
            let status = child(&scene, Some(&format!("{point}:{passage}")));
            if status.success() {
                assert!(passage > 1, "{point} is never passed");
                break;
            }
            assert_eq!(status.signal(), Some(9), "{point}:{passage}: {status}");
            kills += 1;
            killed(&scene, &format!("{point}:{passage}"));
            assert!(child(&scene, None).success(), "rerun after {point}:{passage}");
            assert_eq!(partitions(&scene), ["visits_since"]);
            scene.evidence_holds();
            assert_eq!(scene.journaled_rows(), 33);
        }
    }
    assert!(kills > 15, "{kills}");
}

fn reset(scene: &Scene) {
    for beside in ["", "-wal", "-shm"] {
        let mut name = scene.journal_path().into_os_string();
        name.push(beside);
        drop(std::fs::remove_file(name));
    }
    scene.execute("DROP TABLE IF EXISTS abide_token, visits");
    scene.execute(VISITS);
    scene.execute(ROWS);
}

/// Each partition is there with all its rows, or gone with a token for them.
fn killed(scene: &Scene, at: &str) {
    let since = Instant::now();
    let others = "SELECT count(*) FROM pg_stat_activity
                  WHERE datname = current_database() AND application_name = 'abide'";
    while scene.number(others) > 0 {
        assert!(since.elapsed() < Duration::from_secs(20), "the killed process' session goes on");
        std::thread::sleep(Duration::from_millis(5));
    }
    let left = scene.number("SELECT count(*) FROM visits WHERE day < '2023-01-01'");
    assert_eq!(left, 11 * (partitions(scene).len() as u64 - 1), "{at}");
    let told = match scene.number("SELECT count(to_regclass('abide_token'))") {
        0 => 0,
        _ => scene.number("SELECT coalesce(sum(changed), 0) FROM abide_token"),
    };
    assert_eq!(told, 33 - left, "{at}");
    assert!(!scene.journal_path().exists() || scene.journaled_rows() <= told, "{at}");
}

fn child(scene: &Scene, crash_at: Option<&str>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "the_process_to_be_killed", "--quiet"]);
    command.env("KILL_URL", scene.url()).env("KILL_JOURNAL", scene.journal_path());
    if let Some(crash_at) = crash_at {
        command.env("ABIDE_CRASH_AT", crash_at);
    }
    command.output().unwrap().status
}

/// The process that the test before starts, and kill; by itself it does nothing.
#[test]
fn the_process_to_be_killed() {
    let (Ok(url), Ok(journal)) = (std::env::var("KILL_URL"), std::env::var("KILL_JOURNAL")) else {
        return;
    };
    let mut store = scene::open(&url);
    let rule = scene::rule(store.dialect(), r#"t."day" < $ AND t."day" >= $"#, &["2023-01-01", "1900-01-01"]);
    let step = step(1, "visits", &["id", "day"], erase(), rule);
    let plan = scene::plan(&mut *store, vec![step]);
    let mut journal = scene::journal(Path::new(&journal));
    let orders = Order::all(&plan).unwrap();
    let since = Instant::now();
    loop {
        match apply(&mut *store, &orders[0], &mut journal, &small(), &mut ()) {
            Ok(_) => break,
            Err(ApplyError::Applying { .. }) if since.elapsed() < Duration::from_secs(20) => {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => panic!("{error}"),
        }
    }
}
