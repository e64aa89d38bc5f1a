//! Chance that repeats: the same numbers for the same seed, on every machine and in every version.

use std::ops::RangeInclusive;

/// A stream of pseudo-random numbers (SplitMix64, Steele, Lea and Flood 2014). Not for secrets.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number of the range. The bias of the remainder does not matter for ranges this small.
    pub(crate) fn within(&mut self, range: RangeInclusive<i64>) -> i64 {
        let width = range.end() - range.start() + 1;
        range.start() + i64::try_from(self.next() % width.unsigned_abs()).unwrap_or_default()
    }

    pub(crate) fn one_in(&mut self, many: i64) -> bool {
        self.within(1..=many) == 1
    }

    /// A place in a list that long.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.next() % length as u64).unwrap_or_default()
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.next() % from.len() as u64).unwrap_or_default()]
    }
}
