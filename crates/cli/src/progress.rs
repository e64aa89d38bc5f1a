//! The progress bar of an apply: rate and time left, only on a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::printer::Printer;

const SHAPE: &str = "{msg:24} {bar:28} {human_pos}/{human_len} {per_sec} {eta} left";

/// A bar over the records of a plan.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar over so many records; invisible where nobody looks.
    pub(crate) fn new(printer: &Printer, records: u64) -> Self {
        let target = if printer.shows_progress() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(records), target);
        if let Ok(shape) = ProgressStyle::with_template(SHAPE) {
            bar.set_style(shape);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// Says what is being worked on.
    pub(crate) fn working_on(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }

    /// So many records more are done.
    pub(crate) fn advance(&self, records: u64) {
        self.bar.inc(records);
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
