//! What is measured.

mod apply;
pub(crate) mod ledger;
mod live;
pub(crate) mod memory;
mod partition;
mod plan;

use std::path::PathBuf;

use crate::{Result, company::Size, ground::Ground, report::Report};

/// On what.
pub(crate) struct Context {
    pub(crate) ground: Box<dyn Ground>,
    pub(crate) folder: PathBuf,
    pub(crate) size: Size,
    pub(crate) runs: usize,
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
    /// What live traffic feels beside an apply.
    Live,
    /// A partition that is wholly over.
    Partition,
    /// Peak memory of planning and applying.
    Memory,
    /// Appending to the ledger and verifying it.
    Ledger,
}

/// All that is measured on an engine, in this order.
pub(crate) const ALL: [Work; 8] = [
    Work::Plan,
    Work::Erase,
    Work::Scattered,
    Work::Hold,
    Work::Blank,
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
            Self::Live => live::measure(context, report),
            Self::Partition => partition::measure(context, report),
            Self::Memory => memory::measure(context, report),
            Self::Ledger => Ok(()),
        }
    }
}
