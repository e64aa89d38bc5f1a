//! Why a step is in a plan: the activity's phrase, and the last date that is over by it.

use abide_law::cutoff;
use abide_policy::{
    map::DataMap,
    model::{Activity, Policy},
};
use jiff::civil::Date;

/// The policy, with the text it was read from, and the map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Why<'a> {
    /// The policy.
    pub(crate) policy: &'a Policy,
    /// Its file's text, into which its spans point.
    pub(crate) text: &'a str,
    /// Where the data is.
    pub(crate) map: &'a DataMap,
}

impl Why<'_> {
    /// Whether a store is a folder of files.
    pub(crate) fn is_folder(&self, store: &str) -> bool {
        let tables = self.map.store(store).map(|store| store.tables.as_slice()).unwrap_or_default();
        tables.iter().any(|table| !table.files.is_empty())
    }

    /// `3 years after collected or last_contact: last date 2023-11-21 or before`; none for a name that is no activity.
    pub(crate) fn of(&self, activity: &str, date: Date) -> Option<String> {
        let activity = self.policy.activity(activity)?;
        let phrase = self.phrase(activity);
        Some(match cutoff(date, &activity.keep.active_periods()) {
            Some(last) => format!("{phrase}: last date {last} or before"),
            None => phrase,
        })
    }

    /// The phrase as it was written.
    fn phrase(&self, activity: &Activity) -> String {
        let written = self.text.get(activity.keep.span.range()).unwrap_or_default();
        written.trim_matches(['"', '\'']).to_owned()
    }
}
