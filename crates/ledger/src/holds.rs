//! Legal holds, as they stand at some entry of the ledger: a fold over its events.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{Entry, Event, Scope};

/// All holds, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holds {
    known: BTreeMap<String, Hold>,
}

/// One hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hold {
    /// The entry that opened it.
    pub entry: u64,
    /// When it was opened.
    pub opened: Timestamp,
    /// What kind of scope it has.
    pub scope: Scope,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The day by which somebody looks whether it is still needed.
    pub review: Date,
    /// Its end, when it has one.
    pub closed: Option<Closed>,
}

/// The end of a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closed {
    /// The entry that tells it.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl Holds {
    /// One entry further.
    pub fn follow(&mut self, entry: &Entry) {
        match &entry.event {
            Event::HoldOpened { hold, scope, reason, owner, review } => {
                let opened = Hold {
                    entry: entry.seq,
                    opened: entry.at,
                    scope: *scope,
                    reason: reason.clone(),
                    owner: owner.clone(),
                    review: *review,
                    closed: None,
                };
                self.known.entry(hold.clone()).or_insert(opened);
            }
            Event::HoldClosed { hold, reason } => {
                if let Some(known) = self.known.get_mut(hold).filter(|known| known.closed.is_none()) {
                    known.closed = Some(Closed { entry: entry.seq, at: entry.at, reason: reason.clone() });
                }
            }
            _ => {}
        }
    }

    /// The hold of that name.
    pub fn get(&self, name: &str) -> Option<&Hold> {
        self.known.get(name)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Hold)> {
        self.known.iter().map(|(name, hold)| (name.as_str(), hold))
    }

    /// Those that are not closed.
    pub fn open(&self) -> impl Iterator<Item = (&str, &Hold)> {
        self.iter().filter(|(_, hold)| hold.closed.is_none())
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};

    use super::Holds;
    use crate::{Entry, Event, Scope};

    #[test]
    fn a_hold_is_open_until_it_is_closed() {
        let (hold, reason) = ("h".to_owned(), "a lawsuit".to_owned());
        let review = date(2027, 1, 1);
        let owner = "legal".to_owned();
        let opened = Event::HoldOpened { hold: hold.clone(), scope: Scope::Person, reason, owner, review };
        let closed = Event::HoldClosed { hold, reason: "settled".to_owned() };
        let mut holds = Holds::default();
        holds.follow(&Entry { seq: 2, at: Timestamp::UNIX_EPOCH, event: opened });
        assert_eq!(holds.open().count(), 1);
        holds.follow(&Entry { seq: 3, at: Timestamp::UNIX_EPOCH, event: closed.clone() });
        holds.follow(&Entry { seq: 4, at: Timestamp::UNIX_EPOCH, event: closed });
        assert_eq!(holds.open().count(), 0);
        assert_eq!(holds.get("h").and_then(|hold| hold.closed.as_ref()).map(|closed| closed.entry), Some(3));
    }
}
