//! Killed at every point of removing files, it is known what went, and the next run finishes the work.

use std::{
    fs,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, ExitStatus},
};

use crate::ground::{Ground, POLICY, RECORDINGS};

/// Each of them every time it is passed.
const POINTS: [&str; 13] = [
    "before-journal",
    "after-journal",
    "before-send",
    "after-send",
    "before-commit",
    "before-list",
    "after-list",
    "before-unlink",
    "after-unlink",
    "after-unlinks",
    "before-tokens",
    "after-tokens",
    "after-commit",
];

/// Clips whose dates are in the notes beside them: both go in one batch.
const CLIPS: &str = r#"
[store.cctv.clips]
subject = "visitor"
files = "{clip:digits}.mp4"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["clip"]
links = { notes = "clip = notes(clip)" }
events = { recorded = "notes.day" }

[store.cctv.notes]
subject = "visitor"
files = "{clip:digits}-{day:%Y-%m-%d}.json"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["clip"]
events = { recorded = "day" }
"#;

#[test]
fn while_removing_files() {
    let old: Vec<String> = (1..=6).map(|day| format!("cam-{day}/2026-01-0{day}T10.mp4")).collect();
    let ground = Ground::with(POLICY, RECORDINGS);
    everywhere(&ground, &old, &["cam-1/2026-03-14T10.mp4".to_owned()]);
}

#[test]
fn while_removing_objects() {
    let old: Vec<String> = (1..=6).map(|day| format!("cam-{day}/2026-01-0{day}T10.mp4")).collect();
    let ground = Ground::bucket(POLICY, RECORDINGS);
    everywhere(&ground, &old, &["cam-1/2026-03-14T10.mp4".to_owned()]);
}

#[test]
fn while_removing_files_with_those_that_date_them() {
    let old: Vec<String> =
        (1..=5).flat_map(|clip| [format!("{clip}.mp4"), format!("{clip}-2026-01-0{clip}.json")]).collect();
    let ground = Ground::with(POLICY, CLIPS);
    everywhere(&ground, &old, &["6.mp4".to_owned(), "6-2026-03-14.json".to_owned()]);
}

fn everywhere(ground: &Ground, old: &[String], young: &[String]) {
    let mut kills = 0;
    for point in POINTS {
        for passage in 1.. {
            let at = format!("{point}:{passage}");
            reset(ground, old, young);
            let status = child(ground.home(), Some(&at));
            if status.success() {
                let passed = passage > 1 || (ground.bucket.is_none() && point.ends_with("-tokens"));
                assert!(passed, "{point} is never passed");
                finished(ground, old, young, &at);
                break;
            }
            assert_eq!(status.signal(), Some(9), "{at}: {status}");
            kills += 1;
            killed(ground, old, young, &at);
            assert!(child(ground.home(), None).success(), "rerun after {at}");
            finished(ground, old, young, &at);
        }
    }
    assert!(kills > 35, "{kills}");
}

fn reset(ground: &Ground, old: &[String], young: &[String]) {
    for beside in ["", "-wal", "-shm"] {
        let mut name = ground.journal_path().into_os_string();
        name.push(beside);
        drop(fs::remove_file(name));
    }
    if ground.bucket.is_some() {
        ground.all().iter().for_each(|name| ground.take(name));
    } else {
        fs::remove_dir_all(ground.path("")).unwrap();
        fs::create_dir(ground.path("")).unwrap();
    }
    ground.files(&[old, young].concat());
}

/// Every file is there or not; no more is journaled than went; what is young is there.
fn killed(ground: &Ground, old: &[String], young: &[String], at: &str) {
    let left = ground.list();
    assert!(young.iter().all(|name| left.contains(name)), "{at}: {left:?}");
    let gone = old.iter().filter(|name| !left.contains(name)).count() as u64;
    if ground.journal_path().exists() {
        ground.journal().verify(&[]).unwrap();
        assert!(ground.journaled() <= gone, "{at}: journaled, and not gone");
    }
}

/// All that was old is gone, and the journal says so: no more and no fewer.
fn finished(ground: &Ground, old: &[String], young: &[String], at: &str) {
    let mut young = young.to_vec();
    young.sort();
    assert_eq!(ground.list(), young, "{at}");
    assert_eq!(ground.journaled(), old.len() as u64, "{at}");
    ground.evidence_holds();
}

/// Applies in a process of its own.
pub(crate) fn child(home: &Path, crash_at: Option<&str>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "killed::the_process_to_be_killed", "--quiet"]).env("KILL_HOME", home);
    if let Some(point) = crash_at {
        command.env("ABIDE_CRASH_AT", point);
    }
    let output = command.output().unwrap();
    let failed = output.status.code().is_some_and(|code| code != 0);
    assert!(!failed, "{}", String::from_utf8_lossy(&output.stdout));
    output.status
}

#[test]
fn the_process_to_be_killed() {
    let Some(home) = std::env::var_os("KILL_HOME") else { return };
    let ground = Ground::at(Path::new(&home));
    if ground.home().join("office.db").exists() {
        return crate::paired::Office::at(&ground).apply();
    }
    ground.apply();
}
