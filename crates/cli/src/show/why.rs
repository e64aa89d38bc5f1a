//! Why a step is in a plan: the activity's phrase, and the last date that is over by it.

use abide_law::{Period, cutoff};
use abide_policy::model::{Activity, Policy};
use jiff::civil::Date;

/// The policy, with the text it was read from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Why<'a> {
    /// The policy.
    pub(crate) policy: &'a Policy,
    /// Its file's text, into which its spans point.
    pub(crate) text: &'a str,
}

impl Why<'_> {
    /// `3 years after collected or last_contact: last date 2023-11-21 or before`; none for a name that is no activity.
    pub(crate) fn of(&self, activity: &str, date: Date) -> Option<String> {
        let activity = self.policy.activity(activity)?;
        let phrase = self.phrase(activity);
        let periods: Vec<Period> = activity.keep.phases.iter().map(|phase| phase.period).collect();
        Some(match cutoff(date, &periods) {
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
