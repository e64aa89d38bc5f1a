//! Periods of keeping (LAW: retention runs on civil dates, month ends clamped; the last day is kept, the next is too late).

use std::{fmt, str::FromStr};

use jiff::{
    Span, ToSpan,
    civil::{Date, date},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

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

/// The period in words: `1 year`, `3 years`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        let plural = if self.amount == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.amount)
    }
}

/// Why a text is no period.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no period: write a number and days, weeks, months or years, as in `3 years`")]
pub struct PeriodError(String);

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.to_owned());
        let (amount, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let unit = match unit {
            "day" | "days" => Unit::Day,
            "week" | "weeks" => Unit::Week,
            "month" | "months" => Unit::Month,
            "year" | "years" => Unit::Year,
            _ => return Err(wrong()),
        };
        Ok(Self { amount: amount.parse().map_err(|_| wrong())?, unit })
    }
}

/// Whether the first periods are longer than the second from whatever day they count: 30 days and a month are each longer
/// than the other at times, so neither is.
pub fn always_longer(first: &[Period], second: &[Period]) -> bool {
    // Any four years on end have months and years of every length. What is longer than the calendar ends with it.
    let end = |day, periods| last_day(day, periods).unwrap_or(Date::MAX);
    date(2023, 1, 1).series(1.day()).take(4 * 365 + 1).all(|day| end(day, first) > end(day, second))
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
