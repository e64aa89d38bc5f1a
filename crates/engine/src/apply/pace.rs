//! How much applying gives way to whoever else uses the store: from what is measured to the pause after a batch and the time that
//! the next may take. Pure: it is told the time.
//!
//! Strain is 1 in a store that has room. When our own batches take several times as long as usual it is at least so many; each time
//! that others wait or crowd it doubles. It halves with every [`RECOVERY`] that passes without a sign. Pauses are longer by it,
//! and batches shorter.

use std::{collections::VecDeque, time::Duration};

use crate::store::Signals;

/// How fast to go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Pace {
    /// Hardly to be noticed: small batches, a tenth of the time.
    Gentle,
    /// Beside live traffic: small batches, a third of the time, and less as soon as others suffer.
    Normal,
    /// As fast as it goes.
    #[default]
    Full,
}

/// What a pace means in numbers.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// How long a batch may take.
    hold: Duration,
    /// The pause after a batch, in batches.
    rest: f64,
    /// What is so many times its usual value is a sign that others suffer.
    rise: f64,
}

const GENTLE: Limits = Limits { hold: Duration::from_millis(10), rest: 9.0, rise: 1.5 };
const NORMAL: Limits = Limits { hold: Duration::from_millis(20), rest: 1.5, rise: 2.0 };

/// The strain beyond which it does not grow.
const MOST_STRAIN: f64 = 32.0;

/// The time in which strain halves.
const RECOVERY: Duration = Duration::from_millis(500);

/// The longest pause: what changed meanwhile must be noticed.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How many measurements are remembered.
const REMEMBERED: usize = 32;

/// How many must be known before one is judged.
const ENOUGH: usize = 8;

/// Of so many last batches the middle one is judged: one alone may have waited for a processor.
const RECENT: usize = 3;

/// Sessions at work beyond the usual number that are nothing to speak of.
const FEW: f64 = 4.0;

/// Decides pauses and sizes from measurements.
#[derive(Debug)]
pub(super) struct Governor {
    /// None where nobody is given way to.
    limits: Option<Limits>,
    costs: Usual,
    active: Usual,
    strain: f64,
    /// When strain was last brought up to date.
    at: Duration,
}

impl Governor {
    pub(super) fn new(pace: Pace) -> Self {
        let limits = match pace {
            Pace::Gentle => Some(GENTLE),
            Pace::Normal => Some(NORMAL),
            Pace::Full => None,
        };
        let usual = Usual::default();
        Self { limits, costs: usual.clone(), active: usual, strain: 1.0, at: Duration::ZERO }
    }

    /// Whether it gives way at all.
    pub(super) fn is_on(&self) -> bool {
        self.limits.is_some()
    }

    /// At `now`, a batch changed `rows` rows and took `held`.
    pub(super) fn batch(&mut self, now: Duration, rows: u64, held: Duration) {
        self.recover(now);
        let Some(limits) = self.limits else { return };
        if rows == 0 {
            return;
        }
        let usual = self.costs.usual();
        self.costs.push(held.as_secs_f64() / rows as f64);
        let times = usual.map_or(1.0, |usual| self.costs.recent() / usual.max(f64::MIN_POSITIVE));
        if times > limits.rise {
            self.strain = self.strain.max(times).min(MOST_STRAIN);
        }
    }

    /// At `now`, the store told this.
    pub(super) fn signals(&mut self, now: Duration, signals: &Signals) {
        self.recover(now);
        let Some(limits) = self.limits else { return };
        let mut crowded = false;
        if let Some(active) = signals.active.map(|active| active as f64) {
            crowded =
                self.active.usual().is_some_and(|usual| active > usual * limits.rise && active > usual + FEW);
            self.active.push(active);
        }
        if crowded || signals.blocked.is_some_and(|blocked| blocked > 0) {
            self.suffer();
        }
    }

    /// At `now`, a batch could not be done because others were in the way.
    pub(super) fn hindered(&mut self, now: Duration) {
        self.recover(now);
        self.suffer();
    }

    /// The pause after a batch that took `held`.
    pub(super) fn pause(&self, held: Duration) -> Duration {
        let Some(limits) = self.limits else { return Duration::ZERO };
        held.mul_f64(limits.rest * self.strain).min(LONGEST_PAUSE)
    }

    /// How long the next batch may take; none when it does not matter.
    pub(super) fn hold(&self) -> Option<Duration> {
        // Much smaller batches would cost everybody more than they save.
        self.limits.map(|limits| limits.hold.div_f64(self.strain.min(4.0)))
    }

    fn suffer(&mut self) {
        self.strain = (self.strain * 2.0).min(MOST_STRAIN);
    }

    fn recover(&mut self, now: Duration) {
        let passed = now.saturating_sub(self.at).div_duration_f64(RECOVERY);
        self.strain = (self.strain * 0.5_f64.powf(passed)).max(1.0);
        self.at = now;
    }
}

/// How far a replica may be behind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Most {
    /// In time.
    pub(super) lag: Duration,
    /// In bytes of the log.
    pub(super) behind: u64,
}

/// Whether a replica is further behind than it may be; a little less is asked of one that was already `waited` for.
pub(super) fn lags(signals: &Signals, most: Most, waited: bool) -> bool {
    let part = if waited { 2 } else { 1 };
    signals.lag.is_some_and(|lag| lag > most.lag / part)
        || signals.behind.is_some_and(|behind| behind > most.behind / u64::from(part))
}

/// The last values of something, of which the best quarter says what is usual.
#[derive(Debug, Clone, Default)]
struct Usual(VecDeque<f64>);

impl Usual {
    fn push(&mut self, value: f64) {
        self.0.push_back(value);
        if self.0.len() > REMEMBERED {
            self.0.pop_front();
        }
    }

    /// None before enough are known.
    fn usual(&self) -> Option<f64> {
        (self.0.len() >= ENOUGH).then(|| at_quarter(self.0.iter().copied(), 1))
    }

    /// The middle one of the last few.
    fn recent(&self) -> f64 {
        at_quarter(self.0.iter().rev().take(RECENT).copied(), 2)
    }
}

fn at_quarter(values: impl Iterator<Item = f64>, quarters: usize) -> f64 {
    let mut values = Vec::from_iter(values);
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() * quarters / 4).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Governor, LONGEST_PAUSE, Most, Pace, RECOVERY, lags};
    use crate::store::Signals;

    const BATCH: Duration = Duration::from_millis(20);

    /// A store in which a batch of 1000 rows takes `held`, each after the pause that is due; gives the time after `batches`.
    fn run(governor: &mut Governor, mut now: Duration, batches: u32, held: Duration) -> Duration {
        for _ in 0..batches {
            now += held;
            governor.batch(now, 1000, held);
            now += governor.pause(held);
        }
        now
    }

    #[test]
    fn full_never_rests() {
        let mut governor = Governor::new(Pace::Full);
        let now = run(&mut governor, Duration::ZERO, 100, BATCH);
        governor.signals(now, &Signals { blocked: Some(9), ..Signals::default() });
        assert_eq!((governor.pause(BATCH), governor.hold()), (Duration::ZERO, None));
    }

    #[test]
    fn undisturbed_it_works_a_set_part_of_the_time() {
        for (pace, least, most) in [(Pace::Normal, 0.35, 0.45), (Pace::Gentle, 0.09, 0.11)] {
            let mut governor = Governor::new(pace);
            let took = run(&mut governor, Duration::ZERO, 100, BATCH);
            let part = (100 * BATCH).div_duration_f64(took);
            assert!(part > least && part < most, "{pace:?}: {part}");
        }
    }

    #[test]
    fn when_its_statements_take_longer_it_backs_off_at_once_and_comes_back_by_and_by() {
        let mut governor = Governor::new(Pace::Normal);
        let now = run(&mut governor, Duration::ZERO, 20, BATCH);
        let before = governor.pause(BATCH);
        // The second slow batch is the sign, within a fifth of a second; the pause after it is longer already.
        let soon = run(&mut governor, now, 2, 3 * BATCH);
        assert!(governor.pause(BATCH) >= before.mul_f64(2.9));
        assert!(3 * BATCH + before.mul_f64(3.0) <= Duration::from_millis(200));
        let now = soon;
        let mut pauses = vec![governor.pause(BATCH)];
        let mut later = now;
        for _ in 0..8 {
            later += RECOVERY / 4;
            governor.batch(later, 1000, BATCH);
            pauses.push(governor.pause(BATCH));
        }
        assert!(pauses.is_sorted_by(|one, next| one >= next), "{pauses:?}");
        assert!(pauses[1] > before, "recovery takes its time: {pauses:?}");
        assert_eq!(*pauses.last().unwrap(), before);
    }

    #[test]
    fn a_batch_that_waited_for_a_processor_is_no_sign() {
        let mut governor = Governor::new(Pace::Normal);
        let mut now = Duration::ZERO;
        for batch in 0..60 {
            now = run(&mut governor, now, 1, if batch % 3 == 0 { 5 * BATCH } else { BATCH });
            assert_eq!(governor.pause(BATCH), Governor::new(Pace::Normal).pause(BATCH));
        }
    }

    #[test]
    fn what_stays_slow_becomes_usual() {
        let mut governor = Governor::new(Pace::Normal);
        let now = run(&mut governor, Duration::ZERO, 50, BATCH);
        let now = run(&mut governor, now, 60, 3 * BATCH);
        run(&mut governor, now, 10, 3 * BATCH);
        assert!(governor.pause(BATCH) < BATCH * 3);
    }

    #[test]
    fn those_who_wait_for_a_lock_make_it_pause_ever_longer_within_bounds() {
        let mut governor = Governor::new(Pace::Normal);
        let blocked = Signals { blocked: Some(1), ..Signals::default() };
        let mut last = governor.pause(BATCH);
        for tick in 1..4 {
            governor.signals(Duration::from_millis(tick), &blocked);
            assert!(governor.pause(BATCH) > last);
            last = governor.pause(BATCH);
        }
        assert!(governor.hold().unwrap() < Governor::new(Pace::Normal).hold().unwrap());
        (0..50).for_each(|_| governor.signals(Duration::from_millis(5), &blocked));
        assert!(governor.pause(Duration::from_secs(5)) <= LONGEST_PAUSE);
    }

    #[test]
    fn a_crowd_counts_when_it_is_larger_than_usual() {
        let mut governor = Governor::new(Pace::Normal);
        let active = |active| Signals { active: Some(active), ..Signals::default() };
        for tick in 0..20 {
            governor.signals(Duration::from_millis(tick), &active(2));
        }
        let before = governor.pause(BATCH);
        governor.signals(Duration::from_millis(21), &active(5));
        assert_eq!(governor.pause(BATCH), before, "a few more are nothing");
        governor.signals(Duration::from_millis(22), &active(20));
        assert!(governor.pause(BATCH) > before);
    }

    #[test]
    fn a_replica_that_was_waited_for_must_come_closer() {
        let most = Most { lag: Duration::from_secs(10), behind: 1 << 20 };
        let lag = |seconds| Signals { lag: Some(Duration::from_secs(seconds)), ..Signals::default() };
        assert!(!lags(&lag(7), most, false) && lags(&lag(7), most, true));
        assert!(lags(&lag(11), most, false) && !lags(&Signals::default(), most, true));
        assert!(lags(&Signals { behind: Some(1 << 40), ..Signals::default() }, most, false));
    }
}
