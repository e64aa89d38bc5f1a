//! How large the next batch is, learnt from the last.

use std::{collections::VecDeque, time::Duration};

/// What a batch should not exceed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Target {
    /// Rows changed.
    pub(super) rows: Option<u64>,
    /// Time between the begin of a transaction and its commit.
    pub(super) hold: Option<Duration>,
}

/// How many batches are remembered.
const REMEMBERED: usize = 8;

/// The size of batches, in whatever unit their source counts: rows or blocks.
#[derive(Debug, Clone)]
pub(super) struct Size {
    target: Target,
    size: u64,
    most: u64,
    /// Nanoseconds that a unit took in each of the last batches, the latest last.
    costs: VecDeque<u128>,
}

impl Size {
    pub(super) fn new(target: Target, size: u64, most: u64) -> Self {
        Self { target, size: size.clamp(1, most.max(1)), most: most.max(1), costs: VecDeque::new() }
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// From here on a batch should take no longer than this.
    pub(super) fn aim(&mut self, hold: Option<Duration>) {
        self.target.hold = hold;
    }

    /// A batch changed `rows` rows and held its locks for `held`. Sizes grow by at most a half: a batch that is too large harms
    /// others, one that is too small only us. Measured by time they also shrink by at most a half.
    pub(super) fn learn(&mut self, rows: u64, held: Duration) {
        let (size, rows) = (u128::from(self.size), u128::from(rows).max(1));
        let cost = self.cost(held);
        let by_rows = self.target.rows.map(|target| size * u128::from(target) / rows);
        let by_hold = self.target.hold.map(|target| (target.as_nanos() / cost).max(size / 2));
        let grown = self.size + self.size / 2 + 1;
        let fitting = by_rows.into_iter().chain(by_hold).min().unwrap_or(size);
        self.size = u64::try_from(fitting).unwrap_or(u64::MAX).min(grown).clamp(1, self.most);
    }

    /// What a unit takes when nothing comes between: the quarter of the last batches that went best says so. That a process had
    /// to wait for its processor tells nothing of the size, and smaller batches would not wait less.
    fn cost(&mut self, held: Duration) -> u128 {
        self.costs.push_back(held.as_nanos() / u128::from(self.size));
        if self.costs.len() > REMEMBERED {
            self.costs.pop_front();
        }
        let mut costs = Vec::from_iter(self.costs.iter().copied());
        costs.sort_unstable();
        costs[costs.len() / 4].max(1)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Size, Target};

    fn hold() -> Target {
        Target { hold: Some(Duration::from_millis(6)), rows: None }
    }

    #[test]
    fn it_shrinks_and_grows_by_a_half_at_most() {
        let mut size = Size::new(hold(), 1000, 20_000);
        size.learn(1000, Duration::from_millis(60));
        assert_eq!(size.size(), 500);
        size.learn(500, Duration::from_micros(10));
        assert_eq!(size.size(), 751);
        for _ in 0..100 {
            size.learn(0, Duration::ZERO);
        }
        assert_eq!(size.size(), 20_000);
        for _ in 0..100 {
            size.learn(1, Duration::from_secs(3600));
        }
        assert_eq!(size.size(), 1);
    }

    #[test]
    fn waiting_for_a_processor_now_and_then_changes_nothing() {
        let mut size = Size::new(hold(), 1000, 20_000);
        for batch in 0..100 {
            let waited = if batch % 3 == 0 { 20 } else { 0 };
            size.learn(1000, Duration::from_micros(6 * size.size()) + Duration::from_millis(waited));
        }
        assert_eq!(size.size(), 1000);
    }

    #[test]
    fn the_narrower_of_two_aims_counts() {
        let mut size = Size::new(Target { rows: Some(10_000), ..hold() }, 1000, 20_000);
        for _ in 0..100 {
            size.learn(size.size(), Duration::from_micros(2 * size.size()));
        }
        assert_eq!(size.size(), 3000);
        for _ in 0..100 {
            size.learn(size.size(), Duration::from_nanos(size.size()));
        }
        assert_eq!(size.size(), 10_000);
        size.aim(None);
        size.learn(40_000, Duration::ZERO);
        assert_eq!(size.size(), 2500);
    }

    #[test]
    fn rows_of_other_tables_count() {
        let mut size = Size::new(Target { rows: Some(10_000), hold: None }, 10_000, 10_000);
        size.learn(40_000, Duration::ZERO);
        assert_eq!(size.size(), 2500);
    }
}
