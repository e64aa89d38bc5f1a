//! When something is due at the latest (Regulation 1182/71 art. 3): the day of the event is not counted, a period in months ends
//! with the same date or the month's last day, and what would end on a day without work ends with the next one that has some.

use jiff::{ToSpan, civil::Date};

use crate::{Holidays, Period};

/// The last day for what is due so long after `event`, while nothing ran for `paused` days; none beyond the calendar.
pub fn due(event: Date, within: Period, paused: u16, holidays: Holidays) -> Option<Date> {
    let end = within.after(event)?.checked_add(i32::from(paused).days()).ok()?;
    working_day(end, holidays)
}

/// The day itself, or the first after it on which people work.
fn working_day(mut date: Date, holidays: Holidays) -> Option<Date> {
    while !holidays.is_working_day(date) {
        date = date.tomorrow().ok()?;
    }
    Some(date)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::due;
    use crate::{Holidays, Period, Unit};

    const MONTH: Period = Period { amount: 1, unit: Unit::Month };
    const QUARTER: Period = Period { amount: 3, unit: Unit::Month };

    #[test]
    fn answers_are_due_as_the_regulation_counts() {
        let lines =
            include_str!("../tests/deadlines.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut seen = 0;
        for line in lines {
            let dates: Vec<Date> = line.split(',').map(|date| date.parse().unwrap()).collect();
            let [received, unrolled, first, third] = dates[..] else { panic!("{line}") };
            assert_eq!(MONTH.after(received), Some(unrolled), "{line}");
            assert_eq!(due(received, MONTH, 0, Holidays::France), Some(first), "{line}");
            assert_eq!(due(received, QUARTER, 0, Holidays::France), Some(third), "{line}");
            seen += 1;
        }
        assert_eq!(seen, 18);
    }

    #[test]
    fn a_pause_moves_the_end_and_then_it_is_rolled() {
        let received = date(2026, 3, 5);
        assert_eq!(due(received, MONTH, 10, Holidays::France), Some(date(2026, 4, 15)));
        assert_eq!(due(received, MONTH, 0, Holidays::France), Some(date(2026, 4, 7)));
        // Good Friday is a holiday in Strasbourg, and the Monday after it everywhere.
        assert_eq!(due(date(2026, 3, 3), MONTH, 0, Holidays::France), Some(date(2026, 4, 3)));
        assert_eq!(due(date(2026, 3, 3), MONTH, 0, Holidays::AlsaceMoselle), Some(date(2026, 4, 7)));
    }

    #[test]
    fn the_end_of_the_calendar_is_no_failure() {
        assert_eq!(due(Date::MAX, MONTH, 0, Holidays::France), None);
        assert_eq!(due(date(9999, 12, 31), Period::ZERO, u16::MAX, Holidays::France), None);
        // The last day of all is a Friday.
        assert_eq!(
            due(date(9999, 12, 25), Period::ZERO, 0, Holidays::AlsaceMoselle),
            Some(date(9999, 12, 27))
        );
    }
}
