//! When things happened: spread over the past, with more than their share of the days on which calendars go wrong.

use jiff::{
    Span, ToSpan, Zoned,
    civil::{Date, Time, date, time},
    tz::TimeZone,
};

use super::chance::Chance;

/// A date that spreadsheets write for none: before anything a company can have recorded.
pub(crate) const SPREADSHEET_ZERO: Date = date(1899, 12, 30);

/// The calendar of a company on one day.
pub(crate) struct Days {
    pub(crate) today: Date,
    zone: TimeZone,
}

impl Days {
    pub(crate) fn new(today: Date) -> Self {
        Self { today, zone: TimeZone::get("Europe/Paris").expect("the bundled time zones have Paris") }
    }

    /// A day on which something happened that a rule counts `period` from: about half of them are over, many just so.
    pub(crate) fn event(&self, chance: &mut Chance, period: Span) -> Date {
        let edge = self.today - period;
        let day = match chance.within(1..=16) {
            1 | 2 => edge + chance.within(-1..=1).days(),
            3 => leap_day(edge.year() + i16::try_from(chance.within(-4..=4)).unwrap_or_default()),
            4 => (edge - chance.within(0..=24).months()).last_of_month(),
            5 => clock_change(edge.year() + 1, chance.pick(&[3, 10])),
            _ => {
                let days = i64::from((self.today - edge).get_days());
                self.today - chance.within(0..=days * 2).days()
            }
        };
        day.min(self.today)
    }

    /// A day between two, both included; the first when they are the wrong way round.
    pub(crate) fn between(&self, chance: &mut Chance, from: Date, to: Date) -> Date {
        let days = i64::from((to - from).get_days()).max(0);
        (from + chance.within(0..=days).days()).min(self.today.max(from))
    }

    /// A moment of that day, in the company's time; often its first or last second, or within the hour that clocks repeat.
    pub(crate) fn moment(&self, chance: &mut Chance, day: Date) -> Zoned {
        let at = match chance.within(1..=16) {
            1 => time(23, 59, 59, 0),
            2 => Time::midnight(),
            3 => time(2, 30, 0, 0),
            _ => time(small(chance, 23), small(chance, 59), small(chance, 59), 0),
        };
        day.to_datetime(at).to_zoned(self.zone.clone()).expect("a day between 1899 and today has moments")
    }

    /// The same as seconds since 1970.
    pub(crate) fn seconds(&self, chance: &mut Chance, day: Date) -> i64 {
        self.moment(chance, day).timestamp().as_second()
    }
}

fn small(chance: &mut Chance, most: i8) -> i8 {
    i8::try_from(chance.within(0..=i64::from(most))).unwrap_or_default()
}

/// 29 February of the last leap year up to `year`.
fn leap_day(year: i16) -> Date {
    (0..8)
        .find_map(|back| Date::new(year - back, 2, 29).ok())
        .expect("eight years hold a leap year since 1904")
}

/// The last Sunday of the month, when clocks change in the European Union.
fn clock_change(year: i16, month: i8) -> Date {
    date(year, month, 1)
        .nth_weekday_of_month(-1, jiff::civil::Weekday::Sunday)
        .expect("every month has a last Sunday")
}
