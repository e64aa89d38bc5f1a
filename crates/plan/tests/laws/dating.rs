//! A moment is before a day exactly when its column compares as less than the day's boundary: also in the hour that comes
//! twice, in the one that is left out, and on the day that never was.

use abide_plan::{
    dating::{Dated, EARLIEST, LATEST, Zones, boundary, read},
    step::Param,
    value::Value,
};
use abide_policy::map::DateFormat;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use proptest::prelude::*;

const ZONES: [&str; 11] = [
    "UTC",
    "Europe/Paris",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Havana",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Atlantic/Azores",
    "Pacific/Apia",
    "Africa/Casablanca",
];

/// Moments of two and a half centuries, most of them within two hours of a change of the clocks or of a midnight.
fn moment(zone: &TimeZone, seed: i64, near: u8, by: i64) -> Timestamp {
    let any = Timestamp::from_second(seed).expect("seconds of the calendar");
    let change = zone.following(any).next().map(|change| change.timestamp());
    let midnight = any.to_zoned(zone.clone()).start_of_day().map(|start| start.timestamp()).ok();
    let from = match near {
        0 => Some(any),
        1..=6 => change.filter(|change| change.as_second() < 7_000_000_000),
        _ => midnight,
    };
    from.unwrap_or(any).saturating_add(by.seconds()).expect("a few hours more or less")
}

/// The moment as a column of that format has it, in the form of the boundary.
fn written(moment: Timestamp, format: DateFormat) -> Value {
    let utc = TimeZone::UTC.to_datetime(moment).strftime("%Y-%m-%d %H:%M:%S").to_string();
    match format {
        DateFormat::EpochSeconds => Value::Integer(moment.as_second()),
        DateFormat::EpochMilliseconds => Value::Integer(moment.as_millisecond()),
        DateFormat::Instant => Value::Text(utc + "+00"),
        _ => Value::Text(utc),
    }
}

fn less(value: &Value, bound: &Param) -> bool {
    match (value, bound) {
        (Value::Integer(value), Param::Integer(bound)) => value < bound,
        (Value::Text(value), Param::Text(bound)) => value < bound,
        other => panic!("{other:?} cannot be compared"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn a_day_begins_where_its_boundary_is(
        zone in prop::sample::select(&ZONES[..]),
        seed in -2_000_000_000i64..7_000_000_000,
        near in 0u8..10,
        by in prop_oneof![-8000i64..8000, -120i64..120],
        format in prop::sample::select(&[
            DateFormat::EpochSeconds,
            DateFormat::EpochMilliseconds,
            DateFormat::Instant,
            DateFormat::TextUtc,
            DateFormat::Local,
        ][..]),
    ) {
        let zone = TimeZone::get(zone).unwrap();
        let zones = Zones { controller: &zone, store: &TimeZone::UTC };
        // A timestamp without zone in the controller's own needs no boundary in another.
        prop_assume!(format != DateFormat::Local || zone != TimeZone::UTC);
        let moment = moment(&zone, seed, near, by);
        let value = written(moment, format);
        let Dated::On(day) = read(&value, format, zones) else { return Ok(()) };
        for by in -2..=2 {
            let other: Date = day.saturating_add(by.days());
            prop_assume!((EARLIEST..=LATEST).contains(&other));
            let bound = boundary(other, format, zones).unwrap();
            prop_assert_eq!(day < other, less(&value, &bound), "{} on {}, {} {:?}", moment, day, other, bound);
        }
    }
}
