//! The public holidays of France (C. trav. L3133-1), and Easter, from which some of them are counted.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

/// Which days are holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holidays {
    /// Those of all of France.
    #[default]
    France,
    /// Those of Alsace and Moselle: Good Friday and the day after Christmas too.
    AlsaceMoselle,
}

/// Month and day of those that have a date.
const FIXED: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// Days after Easter: its Monday, Ascension, Whit Monday.
const MOVING: [i32; 3] = [1, 39, 50];

impl Holidays {
    /// Whether the day is one of them.
    pub fn contains(self, date: Date) -> bool {
        let moving = |days: i32| {
            easter(date.year()).and_then(|easter| easter.checked_add(days.days()).ok()) == Some(date)
        };
        let local = self == Self::AlsaceMoselle && ((date.month(), date.day()) == (12, 26) || moving(-2));
        FIXED.contains(&(date.month(), date.day())) || MOVING.into_iter().any(moving) || local
    }

    /// Whether people work on the day: it is neither a holiday nor a Saturday or Sunday.
    pub fn is_working_day(self, date: Date) -> bool {
        date.weekday().to_monday_one_offset() <= 5 && !self.contains(date)
    }
}

/// Easter Sunday of the Gregorian calendar; none for a year that has none.
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, of_century) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let (leaps, rest) = (century.div_euclid(4), century.rem_euclid(4));
    let moon = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leaps - moon + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * rest + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let days = epact + weekday - 7 * late + 114;
    Date::new(year, i8::try_from(days.div_euclid(31)).ok()?, i8::try_from(days.rem_euclid(31) + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Holidays, easter};

    #[test]
    fn easter_is_when_it_was_and_will_be() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2024, 3, 31),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
        ] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn france_has_eleven_and_alsace_moselle_thirteen() {
        let days = |holidays: Holidays| {
            let first = date(2026, 1, 1);
            let year = first.series(jiff::Span::new().days(1)).take_while(|day| day.year() == 2026);
            year.filter(|day| holidays.contains(*day)).map(|day| day.to_string()).collect::<Vec<_>>()
        };
        let france = days(Holidays::France);
        assert_eq!(france.len(), 11);
        for day in ["2026-04-06", "2026-05-14", "2026-05-25"] {
            assert!(france.contains(&day.to_owned()), "{day}");
        }
        let alsace = days(Holidays::AlsaceMoselle);
        let more: Vec<_> = alsace.into_iter().filter(|day| !france.contains(day)).collect();
        assert_eq!(more, ["2026-04-03", "2026-12-26"]);
    }

    #[test]
    fn nobody_works_on_holidays_and_at_weekends() {
        let work = |day| Holidays::France.is_working_day(day);
        assert!(work(date(2026, 11, 10)) && work(date(2026, 11, 13)));
        assert!(!work(date(2026, 11, 11)) && !work(date(2026, 11, 14)) && !work(date(2026, 11, 15)));
    }

    #[test]
    fn no_year_of_the_calendar_makes_it_fail() {
        for year in [-9999, -1, 0, 1, 9999] {
            assert!(easter(year).is_some_and(|day| (3..=4).contains(&day.month())), "{year}");
        }
    }
}
