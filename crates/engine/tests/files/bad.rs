//! What is in the way: others at work, missing rights, things that vanish.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use abide_engine::session::PlanError;

use crate::ground::{Ground, RECORDINGS, rest};

#[test]
fn a_missing_folder_is_told() {
    let ground = Ground::new();
    ground.map_to("folder:nowhere", "", RECORDINGS);
    let error = ground.try_plan().unwrap_err();
    assert!(matches!(error, PlanError::Store { .. }));
    assert!(error.to_string().contains("there is no folder"), "{error}");
}

#[test]
fn a_database_has_no_files() {
    let ground = Ground::new();
    fs::write(ground.home().join("url"), "sqlite:x.db").unwrap();
    ground.map_to("file:url", "", RECORDINGS);
    let error = ground.try_plan().unwrap_err();
    assert!(error.to_string().contains("is a database, and the map names files in it"), "{error}");
}

#[test]
fn a_file_that_vanishes_or_changes_after_the_plan_is_no_trouble() {
    let ground = Ground::new();
    ground.recordings(&["2026-03-01", "2026-03-02"]);
    let plan = ground.plan();
    fs::remove_file(ground.path("cam-1/2026-03-01T10.mp4")).unwrap();
    let applied = ground.try_apply(&plan).unwrap();
    assert_eq!(applied.rows, 3);
    assert_eq!(ground.journaled(), 3);
}

#[test]
fn a_file_that_another_process_writes_is_left_and_told() {
    let ground = Ground::new();
    ground.recordings(&["2026-03-01"]);
    let path = ground.path("cam-1/2026-03-01T10.mp4");
    let file = fs::File::options().append(true).open(&path).unwrap();
    let mut writer = Command::new("cat").stdin(Stdio::piped()).stdout(file).spawn().unwrap();
    let applied = ground.apply();
    assert_eq!(applied.rows, 1);
    assert_eq!(applied.left[0].refusal.as_deref(), Some("a file is open for writing"));
    assert_eq!(ground.list(), ["cam-1/2026-03-01T10.mp4"]);
    drop(writer.stdin.take());
    writer.wait().unwrap();
    assert_eq!(ground.apply().rows, 1);
    ground.evidence_holds();
}

#[test]
fn a_file_that_changed_a_moment_ago_is_left_and_told() {
    let ground = Ground::new();
    ground.recordings(&["2026-03-01"]);
    let path = ground.path("cam-1/2026-03-01T10.mp4");
    fs::File::options().append(true).open(&path).unwrap().write_all(b"more").unwrap();
    let applied = ground.apply();
    assert_eq!((applied.rows, applied.left[0].rows), (1, 1));
    assert_eq!(applied.left[0].refusal.as_deref(), Some("a file was changed in the last five minutes"));
    rest(&path);
    assert_eq!(ground.apply().rows, 1);
}

#[test]
fn one_apply_at_a_time() {
    let ground = Ground::new();
    ground.recordings(&["2026-03-01"]);
    let plan = ground.plan();
    fs::create_dir(ground.path(".abide")).unwrap();
    let lock = fs::File::create(ground.path(".abide/lock")).unwrap();
    lock.lock().unwrap();
    let error = ground.try_apply(&plan).unwrap_err();
    assert!(error.to_string().contains("another apply is at work"), "{error}");
    assert_eq!(ground.list().len(), 2);
}

#[test]
fn nothing_is_removed_through_a_link_put_in_a_folders_place() {
    let ground = Ground::new();
    ground.recordings(&["2026-03-01"]);
    let plan = ground.plan();
    let outside = ground.home().join("outside");
    fs::rename(ground.path("cam-1"), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, ground.path("cam-1")).unwrap();
    assert_eq!(ground.try_apply(&plan).unwrap().rows, 1);
    assert!(outside.join("2026-03-01T10.mp4").exists());
}
