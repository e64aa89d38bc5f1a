//! What others feel while a plan is applied: point reads and updates on a few connections, against the same with nothing else
//! going on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use abide_engine::{
    apply::{Observer, Options, Pace, Progress},
    store::{self, Access, Store},
};
use abide_plan::{
    catalog::Dialect,
    step::{Param, Sql},
};
use abide_policy::map::StoreUrl;
use jiff::Timestamp;

use super::Context;
use crate::{
    Result,
    company::{self, Kind, Shape, Size},
    report::{Line, Report, Target, median},
};

/// Connections that read and write.
const CONNECTIONS: u64 = 4;

/// What each does between two statements.
const THOUGHT: Duration = Duration::from_millis(2);

/// Every so many statements one is an update.
const UPDATES: u64 = 5;

/// How long is measured each time.
const LASTS: Duration = Duration::from_secs(5);

/// The same where only what is done counts.
const TINY: Duration = Duration::from_millis(200);

/// What the middle of live traffic's slowest percent may become.
const SLOWER: f64 = 1.10;

/// Of one turn: latencies without and with an apply beside them, and the rows a second it changed.
struct Turn {
    idle: Latencies,
    beside: Latencies,
    rate: f64,
}

/// Full pace, then the others, turn about.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    // SQLite has one writer at a time: what others feel there is how long the lock is held.
    if context.ground.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    let paces = [(Pace::Full, "full"), (Pace::Normal, "normal"), (Pace::Gentle, "gentle")];
    let mut turns: [Vec<Turn>; 3] = Default::default();
    let since = Instant::now();
    while context.another(since, turns[0].len()) {
        for (turns, (pace, name)) in turns.iter_mut().zip(paces) {
            let turn = turn(context, pace)?;
            let (slow, usual) = (turn.beside.share(990), turn.idle.share(990));
            crate::tell(&format!("  {name}: p99 {slow:?}, idle {usual:?}, {:.0} rows a second", turn.rate));
            turns.push(turn);
        }
    }
    let full = middle(&turns[0], |turn| turn.rate);
    for (turns, (_, name)) in turns.iter().zip(paces) {
        report.line(line(name, turns, full, context.ground.name()));
    }
    Ok(())
}

fn turn(context: &mut Context, pace: Pace) -> Result<Turn> {
    let address = context.ground.copy(Shape::Contiguous, context.size)?;
    let idle = Traffic::start(&address, context.size)?;
    let lasts = if context.tiny { TINY } else { LASTS };
    thread::sleep(lasts);
    let idle = idle.stop()?;
    let files = company::files(&context.folder.join("live"), Kind::Erase, &address)?;
    let session = company::session(&files)?;
    let plan = session.plan(None, None)?;
    let options = Options { pace, ..Options::default() };
    let traffic = Traffic::start(&address, context.size)?;
    let mut watch = Watch { lasts, since: Instant::now(), rows: 0, last: Duration::ZERO };
    session.apply(&plan, &options, Timestamp::now, &mut watch)?;
    let beside = traffic.stop()?;
    Ok(Turn { idle, beside, rate: watch.rows as f64 / watch.last.as_secs_f64().max(1e-9) })
}

fn line(pace: &str, turns: &[Turn], full: f64, engine: &'static str) -> Line {
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let of = |share: usize| {
        let beside = middle(turns, |turn| ms(turn.beside.share(share)));
        (beside, middle(turns, |turn| ms(turn.idle.share(share))))
    };
    let ((p50, idle50), (p99, idle99)) = (of(500), of(990));
    let times = |share: usize| {
        middle(turns, |turn| ms(turn.beside.share(share)) / ms(turn.idle.share(share)).max(1e-6))
    };
    let (ratio, part) = (times(990), middle(turns, |turn| turn.rate) / full.max(1e-9));
    Line {
        work: format!("live traffic beside an erase at pace {pace}, p50 and p99 / with nothing beside it"),
        engine,
        ours: format!("{p50:.1} and {p99:.1} ms"),
        theirs: format!("{idle50:.1} and {idle99:.1} ms"),
        reached: format!("{:.2} and {ratio:.2}, at {:.0} % of full pace", times(500), part * 100.0),
        target: Target::Times(SLOWER),
        holds: (pace == "normal").then_some(ratio <= SLOWER && part >= 0.25),
    }
}

fn middle(turns: &[Turn], of: impl Fn(&Turn) -> f64) -> f64 {
    let mut values: Vec<f64> = turns.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    median(&values)
}

/// Ends the apply after a while: how fast it goes is known by then.
struct Watch {
    lasts: Duration,
    since: Instant,
    rows: u64,
    last: Duration,
}

impl Observer for Watch {
    fn progress(&mut self, progress: &Progress) {
        self.rows = progress.rows;
        self.last = self.since.elapsed();
    }

    fn stop(&self) -> bool {
        self.since.elapsed() > self.lasts
    }
}

/// Latencies in their order.
struct Latencies(Vec<Duration>);

impl Latencies {
    /// So many thousandths of them are no longer than this.
    fn share(&self, thousandths: usize) -> Duration {
        self.0.get(self.0.len().saturating_sub(1) * thousandths / 1000).copied().unwrap_or_default()
    }
}

/// Those who use the database.
struct Traffic {
    over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<std::result::Result<Vec<Duration>, store::StoreError>>>,
}

impl Traffic {
    fn start(address: &str, size: Size) -> Result<Self> {
        let over = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        for seed in 1..=CONNECTIONS {
            let url = StoreUrl::Address(address.to_owned());
            let mut store = store::open(&url, std::path::Path::new(""), Access::Write)?;
            let flag = Arc::clone(&over);
            threads.push(thread::spawn(move || use_it(store.as_mut(), size, seed, &flag)));
        }
        Ok(Self { over, threads })
    }

    fn stop(self) -> Result<Latencies> {
        self.over.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for thread in self.threads {
            all.extend(thread.join().map_err(|_| "a thread of the traffic broke")??);
        }
        all.sort();
        Ok(Latencies(all))
    }
}

/// Rows that stay, here and there.
fn use_it(
    store: &mut dyn Store,
    size: Size,
    seed: u64,
    over: &AtomicBool,
) -> std::result::Result<Vec<Duration>, store::StoreError> {
    let (mut latencies, mut random) = (Vec::new(), seed);
    let place = if store.dialect() == Dialect::MariaDb { "?1" } else { "$1" };
    let update = format!("UPDATE person SET name = concat('Person ', now()) WHERE id = {place}");
    let read = format!("SELECT name, email, phone FROM person WHERE id = {place}");
    for turn in 0.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let row = size.expired + 1 + (random >> 33) % (size.rows - size.expired);
        let since = Instant::now();
        if turn % UPDATES == 0 {
            store.execute(&statement(&update, row))?;
        } else {
            store.query(&statement(&read, row))?;
        }
        latencies.push(since.elapsed());
        thread::sleep(THOUGHT);
    }
    Ok(latencies)
}

fn statement(text: &str, row: u64) -> Sql {
    store::bound(text, [Param::Integer(i64::try_from(row).unwrap_or(i64::MAX))])
}
