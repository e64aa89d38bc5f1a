//! Giving way: measures what the governor decides by, and waits as it says.

use std::time::{Duration, Instant};

use super::{
    Observer, Options,
    pace::{Governor, Most, lags},
};
use crate::store::{Signals, Store, StoreError};

/// How often the store is asked how busy it is. With a batch of at most a tenth of a second a sign is heeded within a fifth.
const ASK: Duration = Duration::from_millis(100);

/// How often a replica is looked at that is waited for, and a wish to stop is.
const LOOK: Duration = Duration::from_millis(200);

/// The part of the time for which a batch held SQLite's write lock that other writers are given after it.
const GAP: u32 = 10;

/// Gives way during one apply.
pub(super) struct Courtesy {
    governor: Governor,
    /// How long a batch may take whatever the pace; none where that does not matter.
    hold: Option<Duration>,
    /// How far behind a replica may be.
    most: Most,
    /// Whether the write lock is one for all.
    alone: bool,
    since: Instant,
    asked: Option<Instant>,
}

impl Courtesy {
    pub(super) fn new(store: &dyn Store, options: &Options) -> Self {
        let alone = store.holds_others();
        let hold = alone.then_some(options.hold);
        let governor = Governor::new(options.pace);
        let most = Most { lag: options.lag, behind: options.behind };
        Self { governor, hold, most, alone, since: Instant::now(), asked: None }
    }

    /// How long the next batch should take at most.
    pub(super) fn hold(&self) -> Option<Duration> {
        self.hold.into_iter().chain(self.governor.hold()).min()
    }

    /// After a batch: takes its time and what the store says into account, and pauses.
    pub(super) fn after(
        &mut self,
        store: &mut dyn Store,
        observer: &mut dyn Observer,
        rows: u64,
        held: Duration,
    ) -> Result<(), StoreError> {
        self.governor.batch(self.since.elapsed(), rows, held);
        if self.governor.is_on() && self.asked.is_none_or(|asked| asked.elapsed() >= ASK) {
            let signals = store.signals()?;
            self.asked = Some(Instant::now());
            self.governor.signals(self.since.elapsed(), &signals);
            if lags(&signals, self.most, false) {
                self.wait_for_replica(store, observer, &signals)?;
            }
        }
        // On SQLite who waits for the write lock is not woken but looks now and then: it must find a gap.
        let gap = if self.alone { held / GAP } else { Duration::ZERO };
        rest(self.governor.pause(held).max(gap), observer);
        Ok(())
    }

    /// A batch did not happen because others were in the way.
    pub(super) fn hindered(&mut self) {
        self.governor.hindered(self.since.elapsed());
    }

    /// However long it takes: what is written to a replica that does not follow is written to nobody.
    fn wait_for_replica(
        &mut self,
        store: &mut dyn Store,
        observer: &mut dyn Observer,
        signals: &Signals,
    ) -> Result<(), StoreError> {
        observer.waits_for_replica(signals);
        let mut signals = *signals;
        while lags(&signals, self.most, true) && !observer.stop() {
            std::thread::sleep(LOOK);
            signals = store.signals()?;
        }
        Ok(())
    }
}

/// Sleeps, unless somebody wants to stop.
fn rest(pause: Duration, observer: &dyn Observer) {
    let since = Instant::now();
    while let Some(left) = pause.checked_sub(since.elapsed()).filter(|left| !left.is_zero()) {
        if pause > LOOK && observer.stop() {
            return;
        }
        std::thread::sleep(left.min(LOOK));
    }
}
