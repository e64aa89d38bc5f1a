//! When something is done again and again: every day, on a day of the week, or once a month, at a time of the day.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

/// On which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Each.
    Day,
    /// One of each week.
    Week(Weekday),
    /// The first of each month.
    Month,
}

impl Every {
    /// Reads `day`, `monday` … `sunday`, `month`.
    pub fn parse(text: &str) -> Option<Self> {
        let weekday = match text {
            "day" => return Some(Self::Day),
            "month" => return Some(Self::Month),
            "monday" => Weekday::Monday,
            "tuesday" => Weekday::Tuesday,
            "wednesday" => Weekday::Wednesday,
            "thursday" => Weekday::Thursday,
            "friday" => Weekday::Friday,
            "saturday" => Weekday::Saturday,
            "sunday" => Weekday::Sunday,
            _ => return None,
        };
        Some(Self::Week(weekday))
    }

    fn is_on(self, date: Date) -> bool {
        match self {
            Self::Day => true,
            Self::Week(weekday) => date.weekday() == weekday,
            Self::Month => date.day() == 1,
        }
    }
}

/// A calendar in a zone. Where clocks jump over the time of the day, it is as much later; where they show it twice, the
/// first counts: so there is one moment a day, whatever the clocks do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// On which days.
    pub every: Every,
    /// At which time.
    pub at: Time,
    /// In which zone.
    pub zone: TimeZone,
}

/// Longer than from one day of a schedule to the next, whichever it is.
const REACH: i32 = 40;

impl Schedule {
    /// The first moment after `now`; none at the end of time.
    pub fn next_after(&self, now: Timestamp) -> Option<Timestamp> {
        let today = self.zone.to_datetime(now).date();
        (-1..REACH).filter_map(|days| self.moment(today, days)).find(|moment| *moment > now)
    }

    /// The last moment up to and with `now`; none at the beginning of time.
    pub fn last_until(&self, now: Timestamp) -> Option<Timestamp> {
        let today = self.zone.to_datetime(now).date();
        (-1..REACH).filter_map(|days| self.moment(today, -days)).find(|moment| *moment <= now)
    }

    fn moment(&self, today: Date, days: i32) -> Option<Timestamp> {
        let date = today.checked_add(days.days()).ok().filter(|date| self.every.is_on(*date))?;
        self.zone.to_ambiguous_timestamp(date.to_datetime(self.at)).compatible().ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, ToSpan, civil::time, tz::TimeZone};

    use super::{Every, Schedule};

    fn paris(every: &str, hour: i8, minute: i8) -> Schedule {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        Schedule { every: Every::parse(every).unwrap(), at: time(hour, minute, 0, 0), zone }
    }

    fn next(schedule: &Schedule, now: &str) -> String {
        schedule.next_after(now.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn the_next_one_is_always_later() {
        let daily = paris("day", 3, 0);
        assert_eq!(next(&daily, "2026-01-10T01:59:59Z"), "2026-01-10T02:00:00Z");
        assert_eq!(next(&daily, "2026-01-10T02:00:00Z"), "2026-01-11T02:00:00Z");
        assert_eq!(next(&paris("monday", 3, 0), "2026-01-10T12:00:00Z"), "2026-01-12T02:00:00Z");
        assert_eq!(next(&paris("month", 3, 0), "2026-01-01T02:00:00Z"), "2026-02-01T02:00:00Z");
    }

    #[test]
    fn a_time_that_the_clocks_jump_over_comes_an_hour_later() {
        // On 29 March 2026 the clock goes from 02:00 to 03:00.
        let daily = paris("day", 2, 30);
        assert_eq!(next(&daily, "2026-03-28T12:00:00Z"), "2026-03-29T01:30:00Z");
        assert_eq!(next(&daily, "2026-03-29T01:30:00Z"), "2026-03-30T00:30:00Z");
    }

    #[test]
    fn a_time_that_the_clocks_show_twice_comes_once() {
        // On 25 October 2026 the clock goes from 03:00 back to 02:00.
        let daily = paris("day", 2, 30);
        assert_eq!(next(&daily, "2026-10-24T12:00:00Z"), "2026-10-25T00:30:00Z");
        assert_eq!(next(&daily, "2026-10-25T00:30:00Z"), "2026-10-26T01:30:00Z");
        assert_eq!(next(&daily, "2026-10-25T01:00:00Z"), "2026-10-26T01:30:00Z");
    }

    #[test]
    fn over_two_years_each_day_has_one_and_last_and_next_agree() {
        for schedule in [paris("day", 2, 30), paris("sunday", 2, 30), paris("month", 0, 0)] {
            let mut now: Timestamp = "2025-01-01T00:00:00Z".parse().unwrap();
            let mut count = 0;
            while now < "2027-01-01T00:00:00Z".parse().unwrap() {
                let next = schedule.next_after(now).unwrap();
                assert!(next > now);
                assert_eq!(schedule.last_until(next), Some(next));
                assert_eq!(schedule.last_until(next - 1.second()), schedule.last_until(now));
                (now, count) = (next, count + 1);
            }
            let expected = match schedule.every {
                Every::Day => 730..=731,
                Every::Week(_) => 104..=105,
                Every::Month => 24..=25,
            };
            assert!(expected.contains(&count), "{schedule:?}: {count}");
        }
    }
}
