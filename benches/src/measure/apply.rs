//! Applying against one statement that does the same.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use abide_engine::apply::Options;
use abide_plan::catalog::Dialect;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode};

use super::Context;
use crate::{
    Result,
    company::{self, Kind, OVER, Shape},
    report::{Line, Pairs, Report, Target},
};

/// The longest that SQLite's write lock may be held.
const HOLD: Duration = Duration::from_millis(10);

/// Rows that lie together.
pub(crate) fn erase(context: &mut Context, report: &mut Report) -> Result<()> {
    let least = if context.ground.dialect() == Dialect::Postgres { 0.8 } else { 0.3 };
    let pairs = pairs(context, Shape::Contiguous, Kind::Erase)?;
    report.pairs("erase with evidence / one DELETE", context.ground.name(), &pairs, Target::Speed(least));
    Ok(())
}

/// Rows all over the table.
pub(crate) fn scattered(context: &mut Context, report: &mut Report) -> Result<()> {
    let least = if context.ground.dialect() == Dialect::Postgres { 0.9 } else { 0.3 };
    let pairs = pairs(context, Shape::Scattered, Kind::Erase)?;
    let work = "erase with evidence, scattered / one DELETE";
    report.pairs(work, context.ground.name(), &pairs, Target::Speed(least));
    Ok(())
}

/// Two columns, of which one has an index.
pub(crate) fn blank(context: &mut Context, report: &mut Report) -> Result<()> {
    let least = if context.ground.dialect() == Dialect::Postgres { 0.95 } else { 0.3 };
    let pairs = pairs(context, Shape::Contiguous, Kind::Blank)?;
    report.pairs("blank with evidence / one UPDATE", context.ground.name(), &pairs, Target::Speed(least));
    Ok(())
}

fn pairs(context: &mut Context, shape: Shape, kind: Kind) -> Result<Pairs> {
    let mut pairs = Pairs::default();
    for _ in 0..context.runs {
        let ours = apply(context, shape, kind)?;
        let theirs = by_hand(context, shape, kind)?;
        crate::tell(&format!("  {:.3} s, by hand {:.3} s", ours.as_secs_f64(), theirs.as_secs_f64()));
        pairs.0.push((ours, theirs));
    }
    Ok(pairs)
}

fn by_hand(context: &mut Context, shape: Shape, kind: Kind) -> Result<Duration> {
    context.ground.copy(shape, context.size)?;
    let statement = match kind {
        Kind::Erase => format!("DELETE FROM person WHERE {OVER}"),
        Kind::Blank => format!("UPDATE person SET email = NULL, phone = NULL WHERE {OVER}"),
    };
    let (rows, took) = context.ground.by_hand(&statement)?;
    if rows == context.size.expired { Ok(took) } else { Err("not all went by hand".into()) }
}

/// From a plan to the last entry of the ledger; planning itself is measured elsewhere.
fn apply(context: &mut Context, shape: Shape, kind: Kind) -> Result<Duration> {
    let address = context.ground.copy(shape, context.size)?;
    let files = company::files(&context.folder.join("apply"), kind, &address)?;
    let session = company::session(&files)?;
    let plan = session.plan(None, None)?;
    let since = Instant::now();
    let done = session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    let took = since.elapsed();
    let rows: u64 = done.iter().map(|(_, applied)| applied.rows).sum();
    if rows == context.size.expired { Ok(took) } else { Err("not all went".into()) }
}

/// How long another writer of an SQLite file finds it locked at most, in one stretch.
pub(crate) fn hold(context: &mut Context, report: &mut Report) -> Result<()> {
    if context.ground.dialect() != Dialect::Sqlite {
        return Ok(());
    }
    for (shape, kind, work) in [
        (Shape::Contiguous, Kind::Erase, "erase"),
        (Shape::Scattered, Kind::Erase, "erase, scattered"),
        (Shape::Contiguous, Kind::Blank, "blank"),
    ] {
        let held = held(context, shape, kind)?;
        report.line(line(work, context.ground.name(), held));
    }
    Ok(())
}

fn held(context: &mut Context, shape: Shape, kind: Kind) -> Result<Held> {
    let address = context.ground.copy(shape, context.size)?;
    let files = company::files(&context.folder.join("apply"), kind, &address)?;
    let session = company::session(&files)?;
    let plan = session.plan(None, None)?;
    let probe = Probe::start(PathBuf::from(address.trim_start_matches("sqlite:")));
    session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    probe.stop()
}

fn line(work: &str, engine: &'static str, mut held: Held) -> Line {
    held.0.sort();
    let share =
        |part: usize| held.0.get(held.0.len().saturating_sub(1) * part / 1000).copied().unwrap_or_default();
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let longest = held.0.last().copied().unwrap_or_default();
    Line {
        work: format!("{work}: write lock held, longest (of {})", held.0.len()),
        engine,
        ours: ms(longest),
        theirs: String::new(),
        reached: format!("half {}, 99 % {}, 99.9 % {}", ms(share(500)), ms(share(990)), ms(share(999))),
        target: Target::AtMost(HOLD),
        holds: Some(longest <= HOLD),
    }
}

/// Every stretch of time for which the write lock was not to be had.
struct Held(Vec<Duration>);

/// Another writer, who tries all the time.
struct Probe {
    over: Arc<AtomicBool>,
    thread: JoinHandle<rusqlite::Result<Held>>,
}

impl Probe {
    fn start(path: PathBuf) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&over);
        let thread = thread::spawn(move || watch(&path, &flag));
        Self { over, thread }
    }

    fn stop(self) -> Result<Held> {
        self.over.store(true, Ordering::Relaxed);
        Ok(self.thread.join().map_err(|_| "the probe's thread broke")??)
    }
}

fn watch(path: &std::path::Path, over: &AtomicBool) -> rusqlite::Result<Held> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::ZERO)?;
    let mut held = Vec::new();
    let mut since: Option<Instant> = None;
    while !over.load(Ordering::Relaxed) {
        match connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK") {
            Ok(()) => held.extend(since.take().map(|since| since.elapsed())),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                since.get_or_insert_with(Instant::now);
            }
            Err(error) => return Err(error),
        }
        // Awake all the time, or it would miss that the lock was let go and taken again.
        std::hint::spin_loop();
    }
    Ok(Held(held))
}
