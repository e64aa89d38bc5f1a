//! What persons have decided, as it stands at some entry of the ledger: a fold over its events.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use crate::{Ending, Entry, Event};

/// What all persons have decided, by pseudonym.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Persons {
    known: BTreeMap<String, Person>,
}

/// What one person has decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// In the order in which it was written down.
    pub decisions: Vec<Decision>,
}

/// One decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The entry that tells it.
    pub entry: u64,
    /// When it was written down.
    pub at: Timestamp,
    /// The day on which it was received.
    pub received: Date,
    /// What it says.
    #[serde(flatten)]
    pub says: Says,
}

/// What a decision says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "says")]
pub enum Says {
    /// Activities end.
    Ended {
        /// How.
        ending: Ending,
        /// Which; empty: all that such an ending can end.
        activities: Vec<String>,
    },
    /// An activity is let in again.
    Consented {
        /// Which.
        activity: String,
    },
}

impl Persons {
    /// The state after these entries.
    pub fn after<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        let mut persons = Self::default();
        entries.into_iter().for_each(|entry| persons.follow(entry));
        persons
    }

    /// One entry further.
    pub fn follow(&mut self, entry: &Entry) {
        let (person, received, says) = match &entry.event {
            Event::PersonEnded { person, ending, activities, received, .. } => {
                (person, received, Says::Ended { ending: *ending, activities: activities.clone() })
            }
            Event::PersonConsented { person, activity, received, .. } => {
                (person, received, Says::Consented { activity: activity.clone() })
            }
            _ => return,
        };
        let decision = Decision { entry: entry.seq, at: entry.at, received: *received, says };
        self.known.entry(person.clone()).or_default().decisions.push(decision);
    }

    /// What the person of that pseudonym has decided.
    pub fn get(&self, pseudonym: &str) -> Option<&Person> {
        self.known.get(pseudonym)
    }

    /// All of them, by pseudonym.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Person)> {
        self.known.iter().map(|(pseudonym, person)| (pseudonym.as_str(), person))
    }
}

impl Person {
    /// The decision that keeps an activity ended, with its strength: of those since the last consent the first of the
    /// strongest. `strength` tells how strongly an ending ends the activity, if it does at all.
    pub fn ended<S: Ord>(
        &self,
        activity: &str,
        strength: impl Fn(Ending) -> Option<S>,
    ) -> Option<(&Decision, S)> {
        let mut found: Option<(&Decision, S)> = None;
        for decision in &self.decisions {
            match &decision.says {
                Says::Consented { activity: consented } if consented == activity => found = None,
                Says::Ended { ending, activities }
                    if activities.is_empty() || activities.iter().any(|named| named == activity) =>
                {
                    let Some(new) = strength(*ending) else { continue };
                    if found.as_ref().is_none_or(|(_, old)| new > *old) {
                        found = Some((decision, new));
                    }
                }
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};

    use super::Persons;
    use crate::{Channel, Ending, Entry, Event};

    fn ended(seq: u64, ending: Ending, activities: &[&str]) -> Entry {
        let activities = activities.iter().map(|name| (*name).to_owned()).collect();
        let (person, received) = ("p".to_owned(), date(2026, 1, 2));
        let event = Event::PersonEnded { person, ending, activities, received, channel: Channel::Staff };
        Entry { seq, at: Timestamp::UNIX_EPOCH, event }
    }

    fn consented(seq: u64, activity: &str) -> Entry {
        let (person, activity, received) = ("p".to_owned(), activity.to_owned(), date(2026, 1, 3));
        let event = Event::PersonConsented { person, activity, received, channel: Channel::Staff };
        Entry { seq, at: Timestamp::UNIX_EPOCH, event }
    }

    fn state(entries: &[Entry], activity: &str) -> Option<u64> {
        let persons = Persons::after(entries);
        let objection = |ending| (ending == Ending::Objection).then_some(());
        persons.get("p")?.ended(activity, objection).map(|(decision, ())| decision.entry)
    }

    #[test]
    fn the_first_ending_stands_until_a_consent() {
        let mut entries = vec![ended(2, Ending::Objection, &[]), ended(3, Ending::Objection, &["letters"])];
        assert_eq!(state(&entries, "letters"), Some(2));
        entries.push(consented(4, "letters"));
        assert_eq!((state(&entries, "letters"), state(&entries, "calls")), (None, Some(2)));
        entries.push(ended(5, Ending::Objection, &["calls"]));
        assert_eq!(state(&entries, "letters"), None);
        entries.push(ended(6, Ending::Objection, &[]));
        assert_eq!(state(&entries, "letters"), Some(6));
    }

    #[test]
    fn an_ending_ends_only_what_it_may_and_what_it_names() {
        assert_eq!(state(&[ended(2, Ending::Withdrawal, &[])], "letters"), None);
        assert_eq!(state(&[ended(2, Ending::Objection, &["calls"])], "letters"), None);
        assert_eq!(state(&[], "letters"), None);
    }
}
