//! The journal keeps what it was given, tells what happened to it, and is not fooled by what is not a journal.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{fs, path::PathBuf};

use abide_engine::journal::{Journal, JournalError, OpenIntent};
use abide_ledger::{Digest, Event, Flaw, Reason, Witness, export, verify};
use jiff::Timestamp;
use rusqlite::Connection;
use tempfile::TempDir;

fn clock() -> Timestamp {
    "2026-01-02T03:04:05Z".parse().unwrap()
}

fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("abide.journal");
    (folder, path)
}

fn intended(batch: u64) -> Event {
    Event::BatchIntended { plan: Digest::of(b"plan"), store: "crm".to_owned(), step: 2, batch, attempt: 1 }
}

fn done(intent: u64, batch: u64) -> Event {
    let plan = Digest::of(b"plan");
    Event::BatchDone { intent, plan, store: "crm".to_owned(), step: 2, batch, rows: 9, with: Vec::new() }
}

/// What somebody with a text editor for databases could do.
fn tamper(path: &PathBuf, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("DROP TRIGGER entry_stays; DROP TRIGGER entry_remains").unwrap();
    connection.execute_batch(sql).unwrap();
}

#[test]
fn it_begins_with_an_identity_of_its_own_and_goes_on_where_it_was() {
    let (_folder, path) = place();
    let mut first = Journal::open(&path, clock).unwrap();
    let written = first.append(vec![intended(1), intended(2)]).unwrap();
    assert_eq!((written[0].seq, written[1].seq), (2, 3));
    let id = first.id().to_owned();
    drop(first);
    let again = Journal::open(&path, clock).unwrap();
    assert_eq!(again.id(), id);
    assert_eq!(again.verify(&written).unwrap(), again.head().unwrap());
    let (_other_folder, other_path) = place();
    assert_ne!(Journal::open(&other_path, clock).unwrap().id(), id);
}

#[test]
fn two_writers_continue_one_chain() {
    let (_folder, path) = place();
    let mut one = Journal::open(&path, clock).unwrap();
    let mut other = Journal::open(&path, clock).unwrap();
    for batch in 0..10 {
        one.append(vec![intended(batch)]).unwrap();
        other.append(vec![intended(batch), intended(batch)]).unwrap();
    }
    assert_eq!(one.verify(&[]).unwrap().seq, 31);
}

#[test]
fn an_intent_is_open_until_an_entry_names_it() {
    let (_folder, path) = place();
    let mut journal = Journal::open(&path, clock).unwrap();
    journal.append(vec![intended(1), intended(2), intended(3), done(2, 1)]).unwrap();
    let plan = Digest::of(b"plan");
    let undone = Event::BatchUndone {
        intent: 4,
        plan,
        store: "crm".to_owned(),
        step: 2,
        batch: 3,
        reason: Reason::Interrupted,
    };
    journal.append(vec![undone]).unwrap();
    let open = OpenIntent { seq: 3, plan, store: "crm".to_owned(), step: 2, batch: 2 };
    assert_eq!(journal.open_intents("crm").unwrap(), std::slice::from_ref(&open));
    assert_eq!(journal.open_intents("shop").unwrap(), []);
    assert_eq!(journal.open_intent(3).unwrap(), Some(open));
    assert_eq!(journal.open_intent(2).unwrap(), None);
}

#[test]
fn only_one_apply_at_a_time() {
    let (_folder, path) = place();
    let mut one = Journal::open(&path, clock).unwrap();
    one.lock().unwrap();
    one.lock().unwrap();
    let mut other = Journal::open(&path, clock).unwrap();
    assert!(matches!(other.lock(), Err(JournalError::Applying { .. })));
    drop(one);
    other.lock().unwrap();
}

#[test]
fn tampering_is_found_at_its_entry() {
    for (sql, seq) in [
        ("UPDATE entry SET text = replace(text, '\"rows\":9', '\"rows\":8') WHERE seq = 4", 4),
        ("DELETE FROM entry WHERE seq = 3", 3),
        ("UPDATE entry SET hash = zeroblob(32) WHERE seq = 2", 2),
        ("UPDATE entry SET hash = x'00' WHERE seq = 2", 2),
        (
            "UPDATE entry SET seq = 99 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 3; UPDATE entry SET seq = 3 WHERE seq = 99",
            2,
        ),
        ("INSERT INTO entry SELECT 6, text, hash FROM entry WHERE seq = 5", 6),
    ] {
        let (_folder, path) = place();
        let mut journal = Journal::open(&path, clock).unwrap();
        journal.append(vec![intended(1), intended(2), done(2, 1), done(3, 2)]).unwrap();
        tamper(&path, sql);
        match journal.verify(&[]) {
            Err(JournalError::Broken { broken, .. }) => assert_eq!(broken.seq, seq, "{sql}: {broken}"),
            other => panic!("{sql}: {other:?}"),
        }
    }
}

#[test]
fn a_tail_cut_off_is_found_by_a_witness() {
    let (_folder, path) = place();
    let mut journal = Journal::open(&path, clock).unwrap();
    let known = journal.append(vec![intended(1), intended(2)]).unwrap();
    tamper(&path, "DELETE FROM entry WHERE seq = 3");
    journal.verify(&[]).unwrap();
    let error = journal.verify(&known).unwrap_err();
    assert!(matches!(error, JournalError::Broken { broken, .. } if broken.why == Flaw::Cut));
    let elsewhere = Witness { seq: 2, hash: Digest::of(b"another") };
    assert!(journal.verify(&[elsewhere]).unwrap_err().to_string().contains("entry 2"));
}

#[test]
fn the_export_is_a_chain_again() {
    let (_folder, path) = place();
    let mut journal = Journal::open(&path, clock).unwrap();
    journal.append(vec![intended(1), done(2, 1)]).unwrap();
    let mut out = Vec::new();
    Journal::read(&path).unwrap().export(&mut out).unwrap();
    let entries: Vec<_> = out
        .strip_suffix(b"\n")
        .unwrap()
        .split(|byte| *byte == b'\n')
        .map(|line| export::read(line).unwrap().1)
        .collect();
    assert_eq!(verify(&entries), Ok(journal.head().unwrap()));
}

#[test]
fn an_ordinary_statement_cannot_change_it() {
    let (_folder, path) = place();
    drop(Journal::open(&path, clock).unwrap());
    let connection = Connection::open(&path).unwrap();
    for sql in ["UPDATE entry SET text = '{}'", "DELETE FROM entry"] {
        assert!(connection.execute(sql, []).unwrap_err().to_string().contains("append-only"));
    }
}

#[test]
fn what_is_not_a_journal_is_told_and_left_alone() {
    let (folder, path) = place();
    let missing = Journal::open(&folder.path().join("no/such/j"), clock).unwrap_err().to_string();
    assert!(missing.contains("there is no folder") && missing.contains("no/such"), "{missing}");
    assert!(matches!(Journal::read(&path), Err(JournalError::Missing { .. })));
    assert!(!path.exists());

    fs::write(&path, "a letter, long enough to be taken for a header of something").unwrap();
    assert!(matches!(Journal::open(&path, clock), Err(JournalError::NotAJournal { .. })));
    assert!(matches!(Journal::read(&path), Err(JournalError::NotAJournal { .. })));
    assert!(matches!(Journal::open(folder.path(), clock), Err(JournalError::NotAJournal { .. })));

    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE people (id)").unwrap();
    assert!(matches!(Journal::open(&other, clock), Err(JournalError::NotAJournal { .. })));
    let tables: i64 = Connection::open(&other)
        .unwrap()
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_later_form_is_refused() {
    let (_folder, path) = place();
    drop(Journal::open(&path, clock).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let error = Journal::open(&path, clock).unwrap_err();
    assert!(matches!(error, JournalError::Newer { found: 7, .. }), "{error}");
}
