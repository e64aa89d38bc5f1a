//! Every measure runs, and Abide leaves behind what is left by hand. How long anything takes is not looked at.
#![allow(clippy::unwrap_used, missing_docs)]

use std::process::Command;

fn runs(engine: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_abide-benches"));
    let output =
        command.args(["--tiny", "--engine", engine, "--folder"]).arg(folder.path()).output().unwrap();
    let (told, table) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{told}");
    assert!(table.lines().filter(|line| line.starts_with('|')).count() > 10, "{table}");
}

#[test]
fn on_postgresql_all_runs_and_agrees() {
    runs("postgresql");
}

#[test]
fn on_mariadb_all_runs_and_agrees_with_pt_archiver_too() {
    runs("mariadb");
}

#[test]
fn on_sqlite_all_runs_and_agrees() {
    runs("sqlite");
}

#[test]
fn the_ledger_hashes_as_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_abide-benches"));
    let output =
        command.args(["--tiny", "--only", "ledger", "--folder"]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
