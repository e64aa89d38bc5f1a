//! Periods of keeping (LAW: retention runs on civil dates, month ends clamped; the last day is kept, the next is too late).

use jiff::{Span, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Civil days.
    Day,
    /// Seven days.
    Week,
    /// Months, clamped to the month's last day.
    Month,
    /// Twelve months.
    Year,
}

/// A length of time on the calendar, such as three years. Never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// How many.
    pub amount: u16,
    /// Of what.
    pub unit: Unit,
}

impl Period {
    /// No time at all: over at the end of the day itself.
    pub const ZERO: Self = Self { amount: 0, unit: Unit::Day };

    /// The same date so much later, clamped; none beyond the calendar (year 9999).
    pub fn after(self, date: Date) -> Option<Date> {
        date.checked_add(self.span()?).ok()
    }

    /// None when it is longer than the calendar.
    fn span(self) -> Option<Span> {
        let amount = i64::from(self.amount);
        let span = match self.unit {
            Unit::Day => Span::new().try_days(amount),
            Unit::Week => Span::new().try_weeks(amount),
            Unit::Month => Span::new().try_months(amount),
            Unit::Year => Span::new().try_years(amount),
        };
        span.ok()
    }
}

/// The last day a value may stay whose period starts with `event`: the periods added one after the other.
pub fn last_day(event: Date, periods: &[Period]) -> Option<Date> {
    periods.iter().try_fold(event, |date, period| period.after(date))
}

/// The latest event date whose periods are over on `today`: the exact inverse of [`last_day`]. For every date `d`,
/// `last_day(d) < today` exactly when `d <= cutoff(today)`. None when no date is early enough for the calendar.
///
/// Adding periods never reorders dates, so the answer is found by halving the range of candidates.
pub fn cutoff(today: Date, periods: &[Period]) -> Option<Date> {
    let over = |date: Date| last_day(date, periods).is_some_and(|last| last < today);
    if !over(Date::MIN) {
        return None;
    }
    let (mut yes, mut no) = (Date::MIN, today);
    while let Some(middle) = between(yes, no) {
        if over(middle) {
            yes = middle;
        } else {
            no = middle;
        }
    }
    Some(yes)
}

/// A date halfway, or none when the two are neighbours.
fn between(low: Date, high: Date) -> Option<Date> {
    let days = low.until(high).expect("two dates of the calendar have a distance in days").get_days();
    (days > 1).then(|| low.checked_add((days / 2).days()).expect("between two dates of the calendar"))
}
