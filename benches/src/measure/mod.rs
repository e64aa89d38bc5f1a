//! What is measured.

mod apply;
mod archiver;
mod hot;
mod large;
pub(crate) mod ledger;
mod live;
pub(crate) mod memory;
mod partition;
mod persons;
mod plan;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use crate::{Result, company::Size, ground::Ground, report::Report};

/// On what.
pub(crate) struct Context {
    pub(crate) ground: Box<dyn Ground>,
    pub(crate) folder: PathBuf,
    pub(crate) size: Size,
    pub(crate) runs: usize,
    pub(crate) seconds: u64,
    /// Only whether everything runs and agrees is wanted.
    pub(crate) tiny: bool,
}

impl Context {
    /// Whether one more pair is to be measured: as many as were asked for, or three when that takes too long.
    pub(crate) fn another(&self, since: Instant, done: usize) -> bool {
        let late = since.elapsed() > Duration::from_secs(self.seconds);
        done < if late { self.runs.min(3) } else { self.runs }
    }
}

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Work {
    /// The dry run.
    Plan,
    /// Erasing rows that lie together.
    Erase,
    /// Erasing rows that lie all over the table.
    Scattered,
    /// How long SQLite's write lock is held.
    Hold,
    /// Blanking values.
    Blank,
    /// Blanking values where PostgreSQL need not touch an index.
    Hot,
    /// Making values anonymous.
    Anonymise,
    /// Moving rows into the archive.
    Archive,
    /// Erasing and archiving against pt-archiver.
    Archiver,
    /// A person's access, and persons who ended what is kept of them.
    Persons,
    /// What live traffic feels beside an apply.
    Live,
    /// A partition that is wholly over.
    Partition,
    /// Peak memory of planning and applying.
    Memory,
    /// Planning on a table as large as one likes, which is not copied. Only when named.
    Large,
    /// Appending to the ledger and verifying it.
    Ledger,
}

/// All that is measured on an engine, in this order.
pub(crate) const ALL: [Work; 13] = [
    Work::Plan,
    Work::Erase,
    Work::Scattered,
    Work::Hold,
    Work::Blank,
    Work::Hot,
    Work::Anonymise,
    Work::Archive,
    Work::Archiver,
    Work::Persons,
    Work::Live,
    Work::Partition,
    Work::Memory,
];

impl Work {
    pub(crate) fn measure(self, context: &mut Context, report: &mut Report) -> Result<()> {
        match self {
            Self::Plan => plan::measure(context, report),
            Self::Erase => apply::erase(context, report),
            Self::Scattered => apply::scattered(context, report),
            Self::Hold => apply::hold(context, report),
            Self::Blank => apply::blank(context, report),
            Self::Hot => hot::measure(context, report),
            Self::Anonymise => apply::anonymise(context, report),
            Self::Archive => apply::archive(context, report),
            Self::Archiver => archiver::measure(context, report),
            Self::Persons => persons::measure(context, report),
            Self::Large => large::measure(context, report),
            Self::Live => live::measure(context, report),
            Self::Partition => partition::measure(context, report),
            Self::Memory => memory::measure(context, report),
            Self::Ledger => Ok(()),
        }
    }
}
