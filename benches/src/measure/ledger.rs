//! The ledger against the least that could do the same: records of the same bytes appended to a file that is flushed once a
//! group, and the same bytes hashed.

use std::{
    fs::{self, File},
    io::Write,
    ops::ControlFlow,
    path::Path,
    time::{Duration, Instant},
};

use abide_engine::journal::Journal;
use abide_ledger::{Digest, Event};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::{
    Result,
    report::{Pairs, Report, Target},
};

/// Entries of a measurement.
pub(crate) const ENTRIES: u64 = 100_000;

/// At groups of several sizes.
pub(crate) fn measure(folder: &Path, runs: usize, entries: u64, report: &mut Report) -> Result<()> {
    let folder = folder.join("ledger");
    for group in [1, 16, 1000] {
        let entries = entries.min(group * 1000);
        let mut pairs = Pairs::default();
        for _ in 0..runs {
            let (ours, bytes) = append(&folder, entries, group)?;
            pairs.0.push((ours, raw(&folder, entries, group, bytes)?));
        }
        let work = format!("ledger: append in groups of {group} / file and fdatasync");
        report.pairs(&work, "–", &pairs, Target::Speed(0.8));
    }
    let mut pairs = Pairs::default();
    append(&folder, entries, 1000)?;
    for _ in 0..runs {
        pairs.0.push(verify(&folder)?);
    }
    report.pairs("ledger: verify / SHA-256 of the same", "–", &pairs, Target::Speed(0.9));
    Ok(())
}

/// How long appending took, and how large an entry is.
fn append(folder: &Path, entries: u64, group: u64) -> Result<(Duration, usize)> {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder)?;
    let mut journal = Journal::open(&folder.join("journal"), Timestamp::now)?;
    let since = Instant::now();
    for first in (0..entries).step_by(usize::try_from(group)?) {
        journal.append((first..first + group).map(event).collect())?;
    }
    let took = since.elapsed();
    let mut bytes = 0;
    journal.each(entries / 2, |entry| {
        bytes = entry.bytes.len();
        ControlFlow::Break(())
    })?;
    Ok((took, bytes))
}

fn event(batch: u64) -> Event {
    let plan = Digest::ZERO;
    Event::BatchDone {
        intent: batch,
        plan,
        store: "bench".to_owned(),
        step: 1,
        batch,
        rows: 10_000,
        with: Vec::new(),
    }
}

fn raw(folder: &Path, entries: u64, group: u64, bytes: usize) -> Result<Duration> {
    let path = folder.join("raw");
    drop(fs::remove_file(&path));
    let mut file = File::create(path)?;
    let records = vec![b'x'; bytes * usize::try_from(group)?];
    let since = Instant::now();
    for _ in (0..entries).step_by(usize::try_from(group)?) {
        file.write_all(&records)?;
        file.sync_data()?;
    }
    Ok(since.elapsed())
}

/// Verifying the journal, and hashing what it holds.
fn verify(folder: &Path) -> Result<(Duration, Duration)> {
    let journal = Journal::read(&folder.join("journal"))?;
    let since = Instant::now();
    let head = journal.verify(&[])?;
    let ours = since.elapsed();
    let mut all = Vec::new();
    journal.each(0, |entry| {
        all.push(entry.bytes);
        ControlFlow::Continue(())
    })?;
    let since = Instant::now();
    let mut hash = [0u8; 32];
    for bytes in &all {
        hash = Sha256::new().chain_update(hash).chain_update(bytes).finalize().into();
    }
    let theirs = since.elapsed();
    if head.hash.as_bytes() == &hash { Ok((ours, theirs)) } else { Err("two hashes disagree".into()) }
}
