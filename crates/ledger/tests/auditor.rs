//! The check printed in `docs/ledger.md` does what it says: an auditor needs no Abide.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    io::Write,
    process::{Command, Stdio},
};

use abide_ledger::{Chain, Digest, Event, Head, export};

const DOCUMENT: &str = include_str!("../../../docs/ledger.md");

/// What the script prints on success, or its complaint.
fn check(lines: &[Vec<u8>]) -> Result<String, String> {
    let script = DOCUMENT.split_once("```python\n").unwrap().1.split_once("```").unwrap().0;
    let mut child = Command::new("python3")
        .args(["-c", script])
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python3 is installed: scripts/test installs it");
    child.stdin.take().unwrap().write_all(&lines.join(&b'\n')).unwrap();
    let output = child.wait_with_output().unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap().trim().to_owned())
    } else {
        assert_eq!(output.status.code(), Some(1));
        Err(String::from_utf8(output.stderr).unwrap().trim().to_owned())
    }
}

fn exported() -> (Vec<Vec<u8>>, Head) {
    let mut chain = Chain::after(Head::START);
    let mut lines = Vec::new();
    for name in ["first", "naïve \"quotes\" \\ tab\t nul\u{1} del\u{7f} – 😀 \u{2028}", "third", "fourth"]
    {
        let previous = if lines.is_empty() { Digest::ZERO } else { chain.head().hash };
        let event = Event::JournalCreated { journal: name.to_owned() };
        let stored = chain.append("2026-01-02T03:04:05.123Z".parse().unwrap(), event).unwrap();
        lines.push(export::line(previous, &stored));
    }
    (lines, chain.head())
}

#[test]
fn a_whole_export_passes_and_tells_its_head() {
    let (lines, head) = exported();
    assert_eq!(check(&lines), Ok(format!("{} {}", head.seq, head.hash)));
}

#[test]
fn an_altered_dropped_swapped_or_repeated_line_is_named() {
    let (lines, _) = exported();
    let mut altered = lines.clone();
    altered[2] = String::from_utf8(altered[2].clone()).unwrap().replace("third", "thirD").into_bytes();
    let mut dropped = lines.clone();
    dropped.remove(1);
    let mut swapped = lines.clone();
    swapped.swap(0, 1);
    let mut repeated = lines.clone();
    repeated.insert(3, lines[2].clone());
    for (lines, number) in [(altered, 3), (dropped, 2), (swapped, 1), (repeated, 4)] {
        let complaint = check(&lines).unwrap_err();
        assert!(complaint.starts_with(&format!("line {number}:")), "{complaint}");
    }
}
