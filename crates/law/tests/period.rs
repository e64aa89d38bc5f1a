//! The last day of keeping, and its exact inverse.
#![allow(clippy::unwrap_used)] // a test's way to fail

use abide_law::{Period, Unit, always_longer, cutoff, last_day};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;

fn period(amount: u16, unit: Unit) -> Period {
    Period { amount, unit }
}

fn days() -> impl Strategy<Value = Date> {
    let any = (0..3_652_059i32)
        .prop_map(|day| Date::MIN.checked_add(3_652_059.days()).unwrap().saturating_add(day.days()));
    let usual = (0..110_000i32).prop_map(|day| date(1899, 12, 1).saturating_add(day.days()));
    // Ends of months, February above all.
    let ends = (1890i16..2210, 1i8..=12).prop_map(|(year, month)| date(year, month, 1).last_of_month());
    prop_oneof![usual, ends, any]
}

fn periods() -> impl Strategy<Value = Vec<Period>> {
    let unit = prop_oneof![Just(Unit::Day), Just(Unit::Week), Just(Unit::Month), Just(Unit::Year)];
    let amount = prop_oneof![8 => 0..40u16, 2 => 0..2000u16, 1 => any::<u16>()];
    prop::collection::vec((amount, unit).prop_map(|(amount, unit)| period(amount, unit)), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// `last_day(d) < today` exactly when `d <= cutoff(today)`: for any date, and for those around the cutoff.
    #[test]
    fn cutoff_is_the_exact_inverse(today in days(), event in days(), periods in periods()) {
        let over = |event: Date| last_day(event, &periods).is_some_and(|last| last < today);
        match cutoff(today, &periods) {
            Some(cutoff) => {
                prop_assert_eq!(over(event), event <= cutoff);
                for by in -3..=3 {
                    if let Ok(near) = cutoff.checked_add(by.days()) {
                        prop_assert_eq!(over(near), near <= cutoff, "{}", near);
                    }
                }
            }
            None => prop_assert!(!over(event) && !over(Date::MIN)),
        }
    }

    #[test]
    fn a_later_event_never_ends_earlier(one in days(), other in days(), periods in periods()) {
        let (early, late) = (one.min(other), one.max(other));
        if let (Some(early), Some(late)) = (last_day(early, &periods), last_day(late, &periods)) {
            prop_assert!(early <= late);
        }
    }

    #[test]
    fn a_further_phase_never_ends_earlier(event in days(), periods in periods(), more in periods()) {
        let both = [periods.clone(), more].concat();
        if let (Some(first), Some(second)) = (last_day(event, &periods), last_day(event, &both)) {
            prop_assert!(first <= second);
        }
    }
}

#[test]
fn months_are_clamped_to_their_last_day() {
    for (event, amount, unit, last) in [
        (date(2024, 1, 31), 1, Unit::Month, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, Unit::Month, date(2023, 2, 28)),
        (date(2024, 1, 31), 3, Unit::Month, date(2024, 4, 30)),
        (date(2024, 2, 29), 1, Unit::Year, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, Unit::Year, date(2028, 2, 29)),
        (date(2023, 2, 28), 1, Unit::Year, date(2024, 2, 28)),
        (date(1896, 2, 29), 4, Unit::Year, date(1900, 2, 28)),
        (date(2024, 2, 29), 12, Unit::Month, date(2025, 2, 28)),
        (date(2024, 2, 29), 7, Unit::Day, date(2024, 3, 7)),
        (date(2023, 12, 31), 2, Unit::Week, date(2024, 1, 14)),
    ] {
        assert_eq!(last_day(event, &[period(amount, unit)]), Some(last), "{event} + {amount} {unit:?}");
    }
}

#[test]
fn phases_are_added_one_after_the_other() {
    let months = [period(1, Unit::Month), period(1, Unit::Month)];
    assert_eq!(last_day(date(2024, 1, 31), &months), Some(date(2024, 3, 29)));
    assert_eq!(last_day(date(2024, 1, 31), &[period(2, Unit::Month)]), Some(date(2024, 3, 31)));
}

#[test]
fn several_events_can_end_on_one_day() {
    let month = [period(1, Unit::Month)];
    // 29, 30 and 31 January all end on 29 February: on 1 March all are over.
    assert_eq!(cutoff(date(2024, 3, 1), &month), Some(date(2024, 1, 31)));
    assert_eq!(cutoff(date(2024, 2, 29), &month), Some(date(2024, 1, 28)));
    // No event ends on 31 March but 28 February's month later does not reach it.
    assert_eq!(cutoff(date(2023, 4, 1), &month), Some(date(2023, 2, 28)));
}

#[test]
fn a_period_of_no_time_ends_with_its_day() {
    assert_eq!(last_day(date(2024, 5, 1), &[Period::ZERO]), Some(date(2024, 5, 1)));
    assert_eq!(cutoff(date(2024, 5, 2), &[Period::ZERO]), Some(date(2024, 5, 1)));
}

#[test]
fn what_is_longer_than_the_calendar_never_ends() {
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        assert!(last_day(date(9990, 1, 1), &[period(u16::MAX, unit)]).is_none());
    }
    assert_eq!(cutoff(date(2024, 1, 1), &[period(u16::MAX, Unit::Year)]), None);
    assert_eq!(last_day(date(9999, 12, 31), &[Period::ZERO]), Some(Date::MAX));
}

#[test]
fn a_month_and_thirty_days_are_each_longer_at_times() {
    let longer =
        |first: &str, second: &str| always_longer(&[first.parse().unwrap()], &[second.parse().unwrap()]);
    assert!(!longer("30 days", "1 month") && !longer("1 month", "30 days"));
    assert!(longer("32 days", "1 month") && longer("1 month", "27 days"));
    assert!(!longer("12 months", "1 year") && longer("13 months", "1 year") && longer("5 years", "2 years"));
    assert!(!longer("366 days", "1 year") && longer("367 days", "1 year"));
    // Two months one after the other can end before two months: from the end of January, on 28 March.
    let (month, day) = (period(1, Unit::Month), period(1, Unit::Day));
    assert!(!always_longer(&[month, month, day], &[period(2, Unit::Month)]));
    assert!(always_longer(&[period(2, Unit::Month), day], &[month, month]));
    assert!(longer("65535 years", "10 years") && !longer("65535 years", "65535 years"));
}

#[test]
fn a_period_is_written_as_it_is_read() {
    for text in ["1 day", "30 days", "2 weeks", "1 month", "65535 years", "0 days"] {
        assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
    }
    for text in
        ["", "3", "years", "3 decades", "three years", "-1 days", "70000 days", "3  years", "3 years "]
    {
        assert!(text.parse::<Period>().is_err(), "{text}");
    }
}
