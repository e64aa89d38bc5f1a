//! Watching an apply: the progress bar with rate and time left, only on a terminal, and the wish to stop.

use std::{
    fmt::Write,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use abide_engine::{
    apply::{self, Observer},
    store::Signals,
};
use abide_law::Window;
use abide_plan::plan::{Plan, Planned};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use jiff::{Timestamp, tz::TimeZone};

use crate::{printer::Printer, show};

/// As wide as the terminal: a bar that wraps draws itself anew on every line.
const SHAPE: &str = "{msg} {wide_bar} {human_pos}/{human_len}  {rate}  {eta} left";

/// Who watches an apply.
#[derive(Debug)]
pub(crate) struct Watch {
    bar: ProgressBar,
    /// Records of the steps before the one at hand.
    before: u64,
    /// Records of the step at hand, as planned.
    planned: u64,
    stop: Arc<AtomicBool>,
    hours: Option<Hours>,
    printer: Printer,
}

/// Between which hours of the controller's day work may go on.
#[derive(Debug, Clone)]
pub(crate) struct Hours {
    /// The hours.
    pub(crate) window: Window,
    /// The controller's zone.
    pub(crate) zone: TimeZone,
}

impl Hours {
    /// Whether it is time to work.
    pub(crate) fn are_open(&self) -> bool {
        self.window.is_open(Timestamp::now(), &self.zone)
    }
}

impl Watch {
    /// Watches a plan; `stop` turns true when somebody wants it to end, and so does the end of the hours. The bar is invisible where nobody looks.
    pub(crate) fn new(printer: &Printer, plan: &Plan, stop: Arc<AtomicBool>, hours: Option<Hours>) -> Self {
        let records = plan.stores.iter().flat_map(|store| &store.steps).map(|planned| planned.rows).sum();
        let target = if printer.shows_progress() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(records), target);
        if let Ok(shape) = ProgressStyle::with_template(SHAPE) {
            bar.set_style(shape.with_key("rate", rate));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar, before: 0, planned: 0, stop, hours, printer: *printer }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Whole records; fractions of one only flicker.
fn rate(state: &ProgressState, text: &mut dyn Write) {
    // A rate that cannot be written is not worth a word.
    let _ = write!(text, "{:.0}/s", state.per_sec());
}

impl Observer for Watch {
    fn step(&mut self, planned: &Planned) {
        self.before += self.planned;
        self.planned = planned.rows;
        self.bar.set_position(self.before);
        self.bar.set_message(format!("{} {}", show::plan::verb(&planned.step.action), planned.step.table));
    }

    fn progress(&mut self, progress: &apply::Progress) {
        self.bar.set_position(self.before + progress.rows);
    }

    fn waits_for_replica(&mut self, signals: &Signals) {
        let text = replica(signals);
        self.bar.suspend(|| self.printer.complain(&text));
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::SeqCst) || self.hours.as_ref().is_some_and(|hours| !hours.are_open())
    }
}

/// What is said while a replica is waited for.
pub(crate) fn replica(signals: &Signals) -> String {
    if signals.lag == Some(Duration::MAX) {
        return "waiting for a replica that follows no more: see there why its replication stands still"
            .to_owned();
    }
    let lag = signals.lag.map(|lag| format!("{} s", lag.as_secs()));
    let behind = signals.behind.map(|bytes| format!("{} MB", bytes >> 20));
    let far: Vec<String> = lag.into_iter().chain(behind).collect();
    format!("waiting for a replica that is {} behind", far.join(" and "))
}

/// Who watches without a bar: within hours, until somebody wants to stop.
#[derive(Debug)]
pub(crate) struct Quiet {
    /// Turns true when somebody wants to stop.
    pub(crate) stop: Arc<AtomicBool>,
    /// Between which hours work may go on.
    pub(crate) hours: Option<Hours>,
    /// Where words go.
    pub(crate) printer: Printer,
}

impl Observer for Quiet {
    fn waits_for_replica(&mut self, signals: &Signals) {
        self.printer.complain(&replica(signals));
    }

    fn stop(&self) -> bool {
        self.stop.load(Ordering::SeqCst) || self.hours.as_ref().is_some_and(|hours| !hours.are_open())
    }
}
