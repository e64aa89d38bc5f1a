//! From what a column holds to a civil date of the controller, and from a day back to what a column is compared with.
//!
//! A moment belongs to the day `d` when `start(d) <= moment < start(d + 1)` in the controller's zone.

use abide_policy::map::DateFormat;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, date},
    tz::TimeZone,
};

use crate::{step::Param, value::Value};

/// The earliest day that is taken for a date.
pub const EARLIEST: Date = date(1900, 1, 1);
/// The latest day that is taken for a date.
pub const LATEST: Date = date(2200, 12, 31);

/// The zones that decide which day a moment belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Zones<'a> {
    /// The controller's, in which days begin and end.
    pub controller: &'a TimeZone,
    /// The store's, of timestamps without zone.
    pub store: &'a TimeZone,
}

/// What a value says about when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// NULL: no date.
    Missing,
    /// The day.
    On(Date),
    /// Something that is no date between [`EARLIEST`] and [`LATEST`].
    Unreadable,
}

/// Reads the day out of a value.
pub fn read(value: &Value, format: DateFormat, zones: Zones<'_>) -> Dated {
    if *value == Value::Null {
        return Dated::Missing;
    }
    match day(value, format, zones) {
        Some(day) if (EARLIEST..=LATEST).contains(&day) => Dated::On(day),
        _ => Dated::Unreadable,
    }
}

fn day(value: &Value, format: DateFormat, zones: Zones<'_>) -> Option<Date> {
    match (format, value) {
        (DateFormat::Date, Value::Text(text)) => plain_date(text),
        (DateFormat::Text, Value::Text(text)) => leading_date(text),
        (DateFormat::Local, Value::Text(text)) => local_day(text, zones),
        (DateFormat::Instant, Value::Text(text)) => instant_day(instant(text)?, zones.controller),
        (DateFormat::TextUtc, Value::Text(text)) => instant_day(utc_text(text)?, zones.controller),
        (DateFormat::EpochSeconds, Value::Integer(n)) => {
            instant_day(Timestamp::from_second(*n).ok()?, zones.controller)
        }
        (DateFormat::EpochMilliseconds, Value::Integer(n)) => {
            instant_day(Timestamp::from_millisecond(*n).ok()?, zones.controller)
        }
        _ => None,
    }
}

/// Exactly `YYYY-MM-DD`; the library would also take other ISO forms, which do not compare as text.
fn plain_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() });
    if shaped { text.parse().ok() } else { None }
}

/// What a text begins with; what follows is ignored, but for a NUL right behind: SQLite takes the text for ended there where it
/// reads it, and whole where it compares it, so that nothing can be said of it.
fn leading_date(text: &str) -> Option<Date> {
    let day = plain_date(text.get(..10)?);
    day.filter(|_| text.as_bytes().get(10) != Some(&0))
}

fn local_day(text: &str, zones: Zones<'_>) -> Option<Date> {
    let civil: DateTime = text.parse().ok()?;
    if zones.store == zones.controller {
        return Some(civil.date());
    }
    instant_day(zones.store.to_timestamp(civil).ok()?, zones.controller)
}

/// PostgreSQL writes instants as `2024-01-31 09:30:00.5+00` when the session's zone is UTC; MariaDB leaves the zone
/// out.
fn instant(text: &str) -> Option<Timestamp> {
    let civil = text.strip_suffix("+00").or_else(|| text.strip_suffix('Z')).unwrap_or(text);
    let civil: DateTime = civil.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// `YYYY-MM-DD HH:MM:SS`, a `T` for the blank allowed; what follows is ignored.
fn utc_text(text: &str) -> Option<Timestamp> {
    let head = text.get(..19)?;
    let (day, time) = (plain_date(head.get(..10)?)?, head.get(11..)?);
    let shaped = matches!(head.as_bytes()[10], b' ' | b'T')
        && time.bytes().enumerate().all(
            |(at, b)| {
                if at == 2 || at == 5 { b == b':' } else { b.is_ascii_digit() }
            },
        );
    let number = |range: std::ops::Range<usize>| time.get(range).and_then(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (number(0..2)?, number(3..5)?, number(6..8)?);
    if !shaped || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    TimeZone::UTC.to_timestamp(day.at(hour, minute, second, 0)).ok()
}

/// The day a moment belongs to. Where clocks go back across midnight the civil date returns to the day before for a
/// while; the day that has begun stays begun.
fn instant_day(moment: Timestamp, zone: &TimeZone) -> Option<Date> {
    let civil = zone.to_datetime(moment).date();
    let next = civil.checked_add(1.day()).ok()?;
    Some(if moment >= start(next, zone)? { next } else { civil })
}

/// The first moment of a day.
fn start(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.to_zoned(zone.clone()).ok()?.start_of_day().ok()?.timestamp())
}

/// What a column of this format is compared with, so that `column < boundary` says "before `day`".
/// `None` when the day is beyond what the calendar can tell.
pub fn boundary(day: Date, format: DateFormat, zones: Zones<'_>) -> Option<Param> {
    let moment = || start(day, zones.controller);
    Some(match format {
        DateFormat::Date | DateFormat::Text => Param::Text(day.to_string()),
        DateFormat::Local if zones.store == zones.controller => Param::Text(format!("{day} 00:00:00")),
        DateFormat::Local => Param::Text(civil_text(zones.store.to_datetime(moment()?))),
        DateFormat::Instant => {
            Param::Text(format!("{}+00", civil_text(TimeZone::UTC.to_datetime(moment()?))))
        }
        DateFormat::TextUtc => Param::Text(civil_text(TimeZone::UTC.to_datetime(moment()?))),
        DateFormat::EpochSeconds => Param::Integer(moment()?.as_second()),
        DateFormat::EpochMilliseconds => Param::Integer(moment()?.as_millisecond()),
    })
}

fn civil_text(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
