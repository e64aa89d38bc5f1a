//! Where batches come from: a list of the rows, or a walk over a part's blocks.

use std::time::Duration;

use abide_plan::{
    batch::{self, Range, Work},
    catalog::Dialect,
    value::Value,
};

use super::{
    ApplyError, Options,
    pace::{Pace, Target},
    site::Part,
};
use crate::store::{Store, StoreError};

/// As many rows as a block of PostgreSQL usually holds at most.
const DENSE: u64 = 100;

/// The rows of the first batch on SQLite, before it is known how fast they go.
const FIRST: u64 = 128;

/// The ranges of one part, one after the other.
pub(super) struct Source {
    rest: Rest,
    pace: Pace,
}

/// What is still to come.
enum Rest {
    Blocks { next: u64, end: u64 },
    Cursor { drained: bool },
    List { next: i64, end: i64 },
}

impl Source {
    /// A walk where at least a row, and no more than a batch, is expected per block; else, and for what it left, a list.
    pub(super) fn open(
        store: &mut dyn Store,
        work: &Work<'_>,
        part: &Part,
        expected: Option<u64>,
        options: &Options,
    ) -> Result<Self, ApplyError> {
        let rows = Target::Rows(options.batch);
        if let (Some(blocks), Some(expected)) = (part.blocks, expected)
            && expected >= blocks
            && blocks.saturating_mul(options.batch) >= expected
        {
            // Where rows that are over lie together, a block holds more of them than the average block: begin small.
            let size = (blocks.saturating_mul(options.batch) / expected.max(1)).min(options.batch / DENSE);
            let rest = Rest::Blocks { next: 0, end: blocks };
            return Ok(Self { rest, pace: Pace::new(rows, size, blocks) });
        }
        for statement in work.make_list() {
            store.execute(&statement)?;
        }
        if store.dialect() == Dialect::Postgres {
            let pace = Pace::new(rows, options.batch, options.batch);
            return Ok(Self { rest: Rest::Cursor { drained: false }, pace });
        }
        if !work.dependents().is_empty() {
            for statement in batch::picked_table(work) {
                store.execute(&statement)?;
            }
        }
        let end = i64::try_from(store.count(&batch::list_length())?).unwrap_or(i64::MAX);
        Ok(Self {
            rest: Rest::List { next: 0, end },
            pace: Pace::new(Target::Hold(options.hold), FIRST, options.batch),
        })
    }

    /// The next range; none at the end.
    pub(super) fn next(&mut self, store: &mut dyn Store) -> Result<Option<Range>, StoreError> {
        let size = self.pace.size();
        Ok(match &mut self.rest {
            Rest::Blocks { next, end } if *next < *end => {
                let from = *next;
                *next = from.saturating_add(size).min(*end);
                Some(Range::Blocks(from, *next))
            }
            Rest::List { next, end } if *next < *end => {
                let after = *next;
                *next = after.saturating_add(i64::try_from(size).unwrap_or(i64::MAX)).min(*end);
                Some(Range::Listed(after, *next))
            }
            Rest::Cursor { drained: false } => {
                let rows = texts(store.query(&batch::fetch_list(size))?);
                self.rest = Rest::Cursor { drained: (rows.len() as u64) < size };
                (!rows.is_empty()).then_some(Range::Tids(rows))
            }
            _ => None,
        })
    }

    /// Whether it goes through a part without knowing where rows are.
    pub(super) fn is_walk(&self) -> bool {
        matches!(self.rest, Rest::Blocks { .. })
    }

    /// A batch changed so many rows, of all tables, and held its locks for so long.
    pub(super) fn learn(&mut self, rows: u64, held: Duration) {
        self.pace.learn(rows, held);
    }
}

/// The first column of every row, as text.
pub(super) fn texts(rows: Vec<Vec<Value>>) -> Vec<String> {
    let first = |row: Vec<Value>| row.into_iter().next();
    rows.into_iter()
        .filter_map(|row| match first(row) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        })
        .collect()
}
