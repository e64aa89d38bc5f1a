//! `abide run`

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use abide_engine::{
    apply::{Observer, Options},
    journal::Journal,
    rounds::{self, Keeper, Limit, Outcome, Round, RoundError, Settings, Time},
    session::Files,
};
use abide_law::{Every, Schedule, Window, time_of_day};
use jiff::{Timestamp, civil, tz::TimeZone};

use super::apply::Pace;
use crate::{
    desk::Desk,
    endpoint,
    exit::{Exit, Failure},
    office::Office,
    progress::{Hours, Quiet},
    show::words::counted,
    status::Status,
    stop,
};

/// Stays up, and plans and applies on a calendar, within limits
///
/// Plans every store anew and applies without asking; a plan that would change too large a share of a table is saved, and waits
/// for a person to apply it. A time missed while the machine was off is made up for at once. SIGTERM finishes the batch at hand.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide run --every day --at 03:00 --window 22:00-06:00 --listen 9464\n  abide run --once"
)]
pub(crate) struct Args {
    /// On which days: day, monday to sunday, or month (its first day)
    #[arg(long, value_name = "DAYS", default_value = "day", value_parser = every)]
    every: Every,
    /// At which time, in the controller's zone
    #[arg(long, value_name = "TIME", default_value = "03:00", value_parser = at)]
    at: civil::Time,
    /// Work only between these hours, in the controller's zone; goes on when they come again
    #[arg(long, value_name = "HOURS")]
    window: Option<Window>,
    /// How much to give way to others who use the databases
    #[arg(long, value_enum, value_name = "PACE", default_value = "normal")]
    pace: Pace,
    /// A plan that changes a larger part of a table than this waits for a person
    #[arg(long, value_name = "PERCENT", default_value_t = Limit::default().percent)]
    most_percent: u64,
    /// But not one that changes no more than so many records of it
    #[arg(long, value_name = "N", default_value_t = Limit::default().rows)]
    most_records: u64,
    /// Answer /health and /metrics on this port of 127.0.0.1
    #[arg(long, value_name = "PORT")]
    listen: Option<u16>,
    /// Make one round now, and end
    #[arg(long, conflicts_with_all = ["every", "at", "window"])]
    once: bool,
}

fn every(text: &str) -> Result<Every, String> {
    Every::parse(text).ok_or_else(|| "write day, a weekday in English, or month".to_owned())
}

fn at(text: &str) -> Result<civil::Time, String> {
    time_of_day(text).ok_or_else(|| "write a time of the day, as in 03:00".to_owned())
}

/// Makes rounds until asked to stop, or one.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    let zone = office.session.policy().controller.time_zone.value.clone();
    let settings = settings(args, desk);
    let mut watcher = Watcher::new(args, desk, &zone);
    if let Some(port) = args.listen {
        endpoint::serve(port, Arc::clone(&watcher.status))?;
    }
    if args.once {
        let round = rounds::round(&settings, desk.now, desk.now, &mut watcher.watch);
        watcher.done(desk.now, &round);
        return Ok(verdict(&round?));
    }
    let schedule = Schedule { every: args.every, at: args.at, zone };
    let time = Clock(Arc::clone(&watcher.watch.stop));
    rounds::keep(&settings, &schedule, args.window, &time, &mut watcher)?;
    Ok(Exit::Fine)
}

fn settings(args: &Args, desk: &Desk) -> Settings {
    Settings {
        files: Files { policy: desk.policy.clone(), map: desk.map.clone(), journal: desk.journal.clone() },
        limit: Limit { percent: args.most_percent, rows: args.most_records },
        options: Options { pace: args.pace.into(), ..Options::default() },
        clock: Timestamp::now,
    }
}

fn verdict(round: &Round) -> Exit {
    let left = |outcome: &Outcome| match outcome {
        Outcome::Applied { applied, .. } => !applied.left.is_empty(),
        Outcome::Waiting { .. } => false,
        Outcome::Failed(_) => true,
    };
    if round.stopped {
        Exit::Stopped
    } else if round.stores.iter().any(|(_, outcome)| left(outcome)) {
        Exit::Undone
    } else if round.waiting().next().is_some() {
        Exit::Waiting
    } else {
        Exit::Fine
    }
}

/// The clock of this machine. It may be set, and the machine may sleep: it is looked at every second.
struct Clock(Arc<AtomicBool>);

impl Time for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn wait(&self, until: Timestamp) -> bool {
        while !self.0.load(Ordering::SeqCst) {
            let left = Duration::try_from(until.duration_since(Timestamp::now())).unwrap_or_default();
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(Duration::from_secs(1)));
        }
        false
    }
}

/// Hears of rounds, and tells them to people and to the endpoint.
struct Watcher {
    status: Arc<Mutex<Status>>,
    watch: Quiet,
    desk: Desk,
}

impl Watcher {
    fn new(args: &Args, desk: &Desk, zone: &TimeZone) -> Self {
        let hours = args.window.map(|window| Hours { window, zone: zone.clone() });
        let watch = Quiet { stop: stop::watch(desk.printer), hours, printer: desk.printer };
        Self { status: Arc::default(), watch, desk: desk.clone() }
    }

    fn tell(&self, round: &Round) {
        for (store, outcome) in &round.stores {
            let said = match outcome {
                Outcome::Applied { applied, .. } => {
                    self.desk.printer.data(&super::apply::told(store, applied))
                }
                Outcome::Waiting { too_much, saved } => {
                    for much in too_much {
                        let (rows, of) = (counted(much.rows, "record"), much.of);
                        let text = format!(
                            "{store}: waits for a person: {rows} of {} of {of} would change",
                            much.table
                        );
                        self.desk.printer.complain(&text);
                    }
                    self.desk.printer.data(&format!(
                        "{store}: waiting. Look at it with abide plan --store {store}, and do it with\n  abide apply --plan {}",
                        saved.display()
                    ))
                }
                Outcome::Failed(why) => {
                    self.desk.printer.complain(&format!("{store}: {why}"));
                    Ok(())
                }
            };
            // Nobody reads any more: rounds go on.
            drop(said);
            if let Outcome::Applied { applied, .. } = outcome {
                for left in &applied.left {
                    self.desk.printer.complain(&super::apply::left_alone(store, left));
                }
            }
        }
    }
}

impl Keeper for Watcher {
    fn next(&mut self, at: Timestamp) {
        self.status.lock().unwrap_or_else(PoisonError::into_inner).next = Some(at);
        self.desk.printer.talk(&format!("next round: {at}"));
    }

    fn done(&mut self, at: Timestamp, round: &Result<Round, RoundError>) {
        match round {
            Ok(round) => self.tell(round),
            Err(error) => self.desk.printer.complain(&format!("no round: {error}")),
        }
        let head = Journal::read(&self.desk.journal).and_then(|journal| journal.head()).ok();
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        status.take(at, round, head.map(|head| head.seq));
    }

    fn observer(&mut self) -> &mut dyn Observer {
        &mut self.watch
    }
}
