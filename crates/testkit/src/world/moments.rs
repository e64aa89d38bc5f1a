//! Days and moments where two readings could part: around cutoffs, at month ends, in nights when the clocks change.

use abide_law::{cutoff, last_day};
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, Time, date, time},
    tz::TimeZone,
};

use super::{Activity, Cell, Column, Engine, Format, Holds, World};
use crate::company::chance::Chance;

/// Month ends, leap days, nights of changing clocks, the day Samoa left out.
const EDGES: [Date; 21] = [
    date(2024, 2, 29),
    date(2024, 2, 28),
    date(2024, 3, 1),
    date(2023, 2, 28),
    date(2020, 2, 29),
    date(2024, 3, 31),
    date(2023, 10, 29),
    date(2024, 3, 10),
    date(2018, 11, 4),
    date(2011, 12, 29),
    date(2011, 12, 30),
    date(2011, 12, 31),
    date(2000, 2, 29),
    date(2022, 3, 27),
    date(2018, 2, 18),
    date(2018, 2, 17),
    date(2022, 10, 30),
    date(2024, 10, 27),
    date(2024, 11, 3),
    date(2010, 11, 7),
    date(2010, 11, 6),
];

/// The first and last days that are dates, and those just beyond.
const BOUNDS: [Date; 6] = [
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(2200, 12, 31),
    date(2201, 1, 1),
    date(1970, 1, 1),
    date(9999, 12, 31),
];

const TIMES: [Time; 7] = [
    time(0, 0, 0, 0),
    time(0, 0, 1, 0),
    time(23, 59, 59, 0),
    time(12, 0, 0, 0),
    time(2, 30, 0, 0),
    time(0, 30, 0, 0),
    time(23, 30, 0, 0),
];

/// A day to plan for: any, one near an edge, or one whose cutoff for the first activity is.
pub(super) fn today(chance: &mut Chance, activities: &[Activity]) -> Date {
    let edge = shifted(chance.pick(&EDGES), chance.within(-1..=1));
    let turned = activities.first().and_then(|activity| last_day(edge, &activity.periods));
    match (chance.within(0..=5), turned) {
        (0 | 1, Some(last)) if last.year() < 2300 => shifted(last, 1),
        (2 | 3, _) => shifted(edge, 366 * chance.within(0..=3)),
        _ => shifted(date(2012, 1, 1), chance.within(0..=365 * 18)),
    }
}

fn shifted(day: Date, by: i64) -> Date {
    day.saturating_add(by.days())
}

/// The days that matter in a world, those around cutoffs several times.
pub(super) fn days(world: &World) -> Vec<Date> {
    let mut days = Vec::new();
    for activity in &world.activities {
        for phases in 1..=activity.periods.len() {
            if let Some(cutoff) = cutoff(world.today, &activity.periods[..phases]) {
                days.extend((-1..=1).map(|by| shifted(cutoff, by)));
                days.extend([-31, -400, -800].map(|by| shifted(cutoff, by)));
            }
        }
    }
    days.extend((-1..=1).map(|by| shifted(world.today, by)));
    // What no database writes as others do is left to the garbage.
    days.retain(|day| (1..=9998).contains(&day.year()));
    days
}

/// A date as a column keeps it.
pub(super) fn cell(chance: &mut Chance, world: &World, column: &Column, days: &[Date]) -> Cell {
    if column.nullable && chance.one_in(6) {
        return Cell::Null;
    }
    if chance.one_in(16) {
        return garbage(chance, world.engine, column);
    }
    let day = match chance.within(0..=15) {
        0 => chance.pick(&BOUNDS),
        1 | 2 => chance.pick(&EDGES),
        _ => chance.pick(days),
    };
    let time = chance.pick(&TIMES);
    let Holds::Moment(format) = column.holds else { return Cell::Text(day.to_string()) };
    written(chance, world, column, format, day.to_datetime(time))
}

/// Civil time of the controller, in a column's form.
fn written(chance: &mut Chance, world: &World, column: &Column, format: Format, civil: DateTime) -> Cell {
    let zone = TimeZone::get(world.zone).expect("the zone is one of the list");
    let moment = zone.to_timestamp(civil).unwrap_or(Timestamp::UNIX_EPOCH);
    // An hour that comes twice is reached the second time from the hour before.
    let moment = moment.saturating_add(chance.pick(&[0, 0, 0, 1]).hours()).unwrap_or(moment);
    let civil = zone.to_datetime(moment);
    let utc = TimeZone::UTC.to_datetime(moment);
    let store_is_utc = world.store_zone == Some("UTC");
    match format {
        Format::Date if world.engine != Engine::Sqlite => Cell::Text(civil.date().to_string()),
        Format::Date | Format::Text => Cell::Text(text(chance, civil)),
        Format::Local if store_is_utc => Cell::Text(plain(chance, utc)),
        Format::Local => Cell::Text(plain(chance, civil)),
        Format::Instant if world.engine == Engine::Postgres => {
            Cell::Text(format!("{}+00", plain(chance, utc)))
        }
        Format::Instant if world.engine == Engine::MariaDb => {
            // It takes no moment before 1970 and none after 2037.
            let within = (1971..=2037).contains(&utc.year());
            Cell::Text(if within { plain(chance, utc) } else { "2001-02-03 04:05:06".to_owned() })
        }
        Format::Instant | Format::TextUtc => Cell::Text(utc_text(chance, utc)),
        Format::Seconds if column.declared == "integer" => {
            Cell::Integer(i64::from(i32::try_from(moment.as_second()).unwrap_or(0)))
        }
        Format::Seconds if column.declared.ends_with("unsigned") => Cell::Integer(moment.as_second().max(0)),
        Format::Seconds => Cell::Integer(moment.as_second()),
        Format::Milliseconds => Cell::Integer(moment.as_millisecond() + chance.pick(&[0, 0, -1, 1])),
    }
}

fn plain(chance: &mut Chance, civil: DateTime) -> String {
    let fraction = chance.pick(&["", "", "", ".5", ".999999"]);
    format!("{}{fraction}", civil.strftime("%Y-%m-%d %H:%M:%S"))
}

fn text(chance: &mut Chance, civil: DateTime) -> String {
    match chance.within(0..=3) {
        0 => civil.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        1 => civil.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        _ => civil.date().to_string(),
    }
}

fn utc_text(chance: &mut Chance, utc: DateTime) -> String {
    let form =
        chance.pick(&["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S.5"]);
    utc.strftime(form).to_string()
}

const TEXTS: [&str; 18] = [
    "",
    "soon",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "2023-02-29",
    "2024-02-30 10:00:00",
    "2024-13-01",
    " 2024-01-31",
    "2024-1-31",
    "20240131",
    "2024-01-31 24:00:00",
    "2024-01-31 23:59:60",
    "2024-01-31 9:00:00",
    "2023-12-31T25:61:00",
    "2100-02-29",
    "2020-01-01é",
    "٢٠٢٠-٠١-٠١",
    "31/01/2020",
];

const BEYOND: [&str; 5] = ["infinity", "-infinity", "0044-03-15 BC", "1899-12-31", "2201-01-01"];

const NO_DAYS: [&str; 8] = [
    "0000-00-00",
    "2024-00-15",
    "2024-02-00",
    "2024-02-31",
    "1899-12-31",
    "2201-01-01",
    "9999-12-31",
    "0044-03-15",
];

/// What a column can hold that is no date.
fn garbage(chance: &mut Chance, engine: Engine, column: &Column) -> Cell {
    let number = chance.pick(&[0, -1, 20_240_131, i64::from(i32::MAX)]);
    match (engine, column.declared) {
        (Engine::Postgres, "date" | "timestamp" | "timestamptz") => {
            Cell::Text(chance.pick(&BEYOND).to_owned())
        }
        (Engine::MariaDb, "timestamp(6)") => Cell::Text("0000-00-00 00:00:00".to_owned()),
        (Engine::MariaDb, declared) if declared.starts_with("date") => {
            Cell::Text(chance.pick(&NO_DAYS).to_owned())
        }
        (Engine::MariaDb, "bigint unsigned") => Cell::Decimal("18446744073709551615"),
        (Engine::Postgres | Engine::MariaDb, "integer") => Cell::Integer(number),
        (Engine::Postgres | Engine::MariaDb, "bigint") => {
            Cell::Integer(chance.pick(&[number, i64::MAX, i64::MIN, 99_999_999_999]))
        }
        (Engine::Sqlite, _) if chance.one_in(4) => chance
            .pick(&[Cell::Integer(number), Cell::Decimal("1.5"), Cell::Integer(i64::MAX)].each_ref())
            .clone(),
        _ => Cell::Text(chance.pick(&TEXTS).to_owned()),
    }
}
