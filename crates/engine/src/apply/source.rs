//! Where batches come from: a list of the rows, or a walk over a part's blocks.

use std::time::Duration;

use abide_plan::{
    batch::{self, Range, Work},
    catalog::Dialect,
    value::Value,
};

use super::{
    ApplyError, Options,
    site::Part,
    size::{Size, Target},
};
use crate::store::{Store, StoreError};

/// As many rows as a block of PostgreSQL usually holds at most.
const DENSE: u64 = 100;

/// The rows of the first batch on SQLite, before it is known how fast they go.
const FIRST: u64 = 128;

/// The rows of the first batch elsewhere, where it should not take long.
const CAREFUL: u64 = 500;

/// The ranges of one part, one after the other.
pub(super) struct Source {
    rest: Rest,
    size: Size,
}

/// What is still to come.
enum Rest {
    Blocks { next: u64, end: u64 },
    Cursor { drained: bool },
    List { next: i64, end: i64 },
}

impl Source {
    /// A walk where at least a row, and no more than a batch, is expected per block; else, and for what it left, a list. A list, too,
    /// where a batch is not asked all of the rule again.
    pub(super) fn open(
        store: &mut dyn Store,
        work: &Work<'_>,
        part: &Part,
        expected: Option<u64>,
        options: &Options,
        hold: Option<Duration>,
    ) -> Result<Self, ApplyError> {
        let target = Target { rows: Some(options.batch), hold };
        let first = hold.map_or(options.batch, |_| options.batch.min(CAREFUL));
        if let (Some(blocks), Some(expected)) = (part.blocks, expected)
            && expected >= blocks
            && work.step.again.is_none()
            && blocks.saturating_mul(options.batch) >= expected
        {
            // Where rows that are over lie together, a block holds more of them than the average block: begin small.
            let size = (blocks.saturating_mul(first) / expected.max(1)).min(first / DENSE);
            let rest = Rest::Blocks { next: 0, end: blocks };
            return Ok(Self { rest, size: Size::new(target, size, blocks) });
        }
        for statement in work.make_list() {
            store.execute(&statement)?;
        }
        if store.dialect() == Dialect::Postgres {
            let size = Size::new(target, first, options.batch);
            return Ok(Self { rest: Rest::Cursor { drained: false }, size });
        }
        let picks = work.erases() || !work.step.copies.is_empty();
        if picks || store.dialect() == Dialect::MariaDb {
            for statement in work.picked_table() {
                store.execute(&statement)?;
            }
        }
        let end = i64::try_from(store.count(&work.list_length())?).unwrap_or(i64::MAX);
        let size = match store.holds_others() {
            true => Size::new(Target { rows: None, hold }, FIRST, options.batch),
            false => Size::new(target, first, options.batch),
        };
        Ok(Self { rest: Rest::List { next: 0, end }, size })
    }

    /// The next range; none at the end.
    pub(super) fn next(&mut self, store: &mut dyn Store) -> Result<Option<Range>, StoreError> {
        let size = self.size.size();
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

    /// A batch changed so many rows, of all tables, and held its locks for so long; the next should take no longer than `hold`.
    pub(super) fn learn(&mut self, rows: u64, held: Duration, hold: Option<Duration>) {
        self.size.aim(hold);
        self.size.learn(rows, held);
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
