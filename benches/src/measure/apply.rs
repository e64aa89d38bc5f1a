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
    company::{self, Kind, Shape},
    ground::fingerprint,
    report::{Line, Pairs, Report, Target},
};

/// The longest that SQLite's write lock may be held.
const HOLD: Duration = Duration::from_millis(10);

/// What Abide does, and what a person would write instead.
struct Task {
    work: &'static str,
    shape: Shape,
    kind: Kind,
    /// By hand, before the clock runs.
    before: &'static [&'static str],
    /// By hand, in one transaction.
    statements: &'static [&'static str],
}

const DELETE: &str = "DELETE FROM person WHERE collected_on < '2023-06-15'";

/// A table beside the data, without indexes.
const KEPT: &str = "CREATE TABLE kept_person AS SELECT * FROM person WHERE 1 = 0";

/// Into a file of the server's, which nothing flushes.
const COPY_OUT: &str = "DO $do$ BEGIN EXECUTE format('COPY (SELECT * FROM person WHERE collected_on < ''2023-06-15'') TO %L', \
                        current_setting('data_directory') || '/bench.copy'); END $do$";

const ERASE: Task = Task {
    work: "erase with evidence / one DELETE",
    shape: Shape::Contiguous,
    kind: Kind::Erase,
    before: &[],
    statements: &[DELETE],
};

const SCATTERED: Task =
    Task { work: "erase with evidence, scattered / one DELETE", shape: Shape::Scattered, ..ERASE };

/// What blanking is by hand.
pub(super) const UPDATE: &str =
    "UPDATE person SET email = NULL, phone = NULL WHERE collected_on < '2023-06-15'";

const BLANK: Task =
    Task { work: "blank with evidence / one UPDATE", kind: Kind::Blank, statements: &[UPDATE], ..ERASE };

const ANONYMISE: Task = Task {
    work: "anonymise with evidence / one UPDATE",
    kind: Kind::Anonymise,
    statements: &[
        "UPDATE person SET email = NULL, phone = substr(phone, 1, 6) WHERE collected_on < '2023-06-15'",
    ],
    ..ERASE
};

const ARCHIVE: Task = Task {
    work: "archive with evidence / INSERT … SELECT and DELETE in one transaction",
    kind: Kind::Archive,
    before: &[KEPT],
    statements: &["INSERT INTO kept_person SELECT * FROM person WHERE collected_on < '2023-06-15'", DELETE],
    ..ERASE
};

const ARCHIVE_COPY: Task = Task {
    work: "archive with evidence / COPY out and DELETE in one transaction",
    kind: Kind::Archive,
    statements: &[COPY_OUT, DELETE],
    ..ERASE
};

/// Rows that lie together.
pub(crate) fn erase(context: &mut Context, report: &mut Report) -> Result<()> {
    let target = match context.ground.dialect() {
        Dialect::Postgres => Target::Speed(0.8),
        Dialect::Sqlite => Target::Speed(0.3),
        Dialect::MariaDb => Target::Nothing,
    };
    compare(context, report, &ERASE, target)
}

/// Rows all over the table.
pub(crate) fn scattered(context: &mut Context, report: &mut Report) -> Result<()> {
    let target = match context.ground.dialect() {
        Dialect::Postgres => Target::Speed(0.9),
        Dialect::Sqlite => Target::Speed(0.3),
        Dialect::MariaDb => Target::Nothing,
    };
    compare(context, report, &SCATTERED, target)
}

/// Two columns, of which one has an index.
pub(crate) fn blank(context: &mut Context, report: &mut Report) -> Result<()> {
    let target = least_of_an_update(context);
    compare(context, report, &BLANK, target)
}

/// The same two, of which one is shortened.
pub(crate) fn anonymise(context: &mut Context, report: &mut Report) -> Result<()> {
    let target = least_of_an_update(context);
    compare(context, report, &ANONYMISE, target)
}

fn least_of_an_update(context: &Context) -> Target {
    if context.ground.dialect() == Dialect::Postgres { Target::Speed(0.95) } else { Target::Nothing }
}

/// Rows that move to a place beside the data.
pub(crate) fn archive(context: &mut Context, report: &mut Report) -> Result<()> {
    if context.ground.dialect() == Dialect::Postgres {
        compare(context, report, &ARCHIVE_COPY, Target::Speed(0.5))?;
    }
    compare(context, report, &ARCHIVE, Target::Nothing)
}

fn compare(context: &mut Context, report: &mut Report, task: &Task, target: Target) -> Result<()> {
    let (mut pairs, since) = (Pairs::default(), Instant::now());
    while context.another(since, pairs.0.len()) {
        let ours = apply(context, task.shape, task.kind)?;
        let left = fingerprint(context.ground.as_mut())?;
        let theirs = by_hand(context, task)?;
        if left != fingerprint(context.ground.as_mut())? {
            return Err(format!("{}: the two leave something else behind", task.work).into());
        }
        crate::tell(&format!("  {:.3} s, by hand {:.3} s", ours.as_secs_f64(), theirs.as_secs_f64()));
        pairs.0.push((ours, theirs));
    }
    report.pairs(task.work, context.ground.name(), &pairs, target);
    Ok(())
}

fn by_hand(context: &mut Context, task: &Task) -> Result<Duration> {
    context.ground.copy(task.shape, context.size)?;
    for statement in task.before {
        context.ground.by_hand(&[statement])?;
    }
    let (rows, took) = context.ground.by_hand(task.statements)?;
    if rows == context.size.expired { Ok(took) } else { Err("not all went by hand".into()) }
}

/// From a plan to the last entry of the ledger; planning itself is measured elsewhere.
pub(super) fn apply(context: &mut Context, shape: Shape, kind: Kind) -> Result<Duration> {
    let address = context.ground.copy(shape, context.size)?;
    let files = company::files(&context.folder.join("apply"), kind, &address)?;
    let session = company::session(&files)?;
    let plan = session.plan(None, None)?;
    let since = Instant::now();
    let done = session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    let took = since.elapsed();
    let rows: u64 = done.iter().map(|(_, applied)| applied.rows).sum();
    // What is blanked and what is shortened are steps of their own.
    let steps = if kind == Kind::Anonymise { 2 } else { 1 };
    if rows != steps * context.size.expired {
        return Err(format!("of {} rows {rows} went", context.size.expired).into());
    }
    if kind == Kind::Archive {
        let archived: u64 = session.list_archives()?.iter().map(|held| held.rows).sum();
        if archived != rows {
            return Err("the archive holds something else".into());
        }
    }
    Ok(took)
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
