//! What is left of a value that is made anonymous. Each transform has a *form* that its results have, and leaves values that have
//! it as they are: so it can be repeated, and what is still to be done is told by the form alone (`sql/form.rs` says it in SQL).

use core::net::{IpAddr, Ipv6Addr, SocketAddr};

use abide_policy::transform::Transform;
use jiff::civil::Date;

use crate::{
    step::{Neutral, Param, Transformed},
    value::Value,
};

/// Numbers from here on are no amounts; they are blanked.
pub(crate) const LARGEST: i64 = 1_000_000_000_000_000_000;

/// Whether the value has the form of what the transform leaves.
pub fn has_form(transform: Transform, value: &Value) -> bool {
    match (transform, value) {
        (Transform::TruncateIp, Value::Text(text)) => is_network_4(text) || is_network_6(text),
        (Transform::Year, Value::Text(text)) => is_first_day(text, |month| month == b"01"),
        (Transform::Month, Value::Text(text)) => is_first_day(text, digits),
        (Transform::First(count), Value::Text(text)) => text == beginning(text, count),
        (Transform::Bucket(width), value) => whole(value).is_some_and(|n| n % i64::from(width) == 0),
        _ => false,
    }
}

/// What is left of the value; none when it is not of the kind that the transform is for.
pub fn left(transform: Transform, value: &Value) -> Option<Value> {
    match (transform, value) {
        (Transform::Bucket(width), value) => {
            let number = towards_zero(value).filter(|number| number.abs() < LARGEST)?;
            Some(Value::Integer(number - number % i64::from(width)))
        }
        (Transform::TruncateIp, Value::Text(text)) => network(text).map(Value::Text),
        (Transform::Year, Value::Text(text)) => first_day(text, |day| Date::new(day.year(), 1, 1).ok()),
        (Transform::Month, Value::Text(text)) => first_day(text, |day| Some(day.first_of_month())),
        (Transform::First(count), Value::Text(text)) => Some(Value::Text(beginning(text, count).to_owned())),
        _ => None,
    }
}

/// What a step writes over a value.
pub fn written(to: &Transformed, value: &Value) -> Param {
    // Of numbers there are several spellings: one is written.
    let is_left = has_form(to.by, value) && !matches!(to.by, Transform::Bucket(_));
    let kept = (*value == Value::Null || is_left).then(|| value.clone());
    match kept.or_else(|| left(to.by, value)) {
        Some(Value::Bool(value)) => Param::Bool(value),
        Some(Value::Integer(value)) => Param::Integer(value),
        Some(Value::Decimal(value)) => Param::Decimal(value),
        Some(Value::Text(value)) => Param::Text(value),
        Some(Value::Null) => Param::Null,
        None => match &to.otherwise {
            Neutral::Constant(value) => value.clone(),
            Neutral::Null | Neutral::FromKey => Param::Null,
        },
    }
}

/// `203.0.0.0`: three dots, digits between them, never four in a row. PostgreSQL's `inet`, as text, has the `/32` of one address.
fn is_network_4(text: &str) -> bool {
    let text = text.strip_suffix("/32").unwrap_or(text);
    let parts: Vec<&str> = text.split('.').collect();
    matches!(parts.as_slice(), [a, b, "0", "0"] if [a, b].iter().all(|part| part.len() <= 3 && digits(part.as_bytes())))
}

/// `2001:db8:aa::`: one group to three, and nothing after them.
fn is_network_6(text: &str) -> bool {
    let hex = |c: &u8| c.is_ascii_digit() || (b'a'..=b'f').contains(c);
    let group = |part: &&str| part.len() <= 4 && part.as_bytes().iter().all(hex);
    let Some(groups) = text.strip_suffix("/128").unwrap_or(text).strip_suffix("::") else { return false };
    let groups: Vec<&str> = groups.split(':').collect();
    groups.len() <= 3 && groups.iter().all(group)
}

fn digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

fn network(text: &str) -> Option<String> {
    let bare = text.split(['%', '/']).next().unwrap_or_default().trim();
    let address: IpAddr =
        bare.parse().ok().or_else(|| text.trim().parse().ok().map(|socket: SocketAddr| socket.ip()))?;
    Some(match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, ..] = address.octets();
            format!("{a}.{b}.0.0")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).to_string()
        }
    })
}

/// `YYYY-MM-01`, alone or as a moment at midnight.
fn is_first_day(text: &str, month: impl Fn(&[u8]) -> bool) -> bool {
    let Some((day, time)) = text.as_bytes().split_at_checked(10) else { return false };
    digits(&day[..4])
        && day[4] == b'-'
        && month(&day[5..7])
        && &day[7..] == b"-01"
        && midnights().iter().any(|midnight| midnight.as_bytes() == time)
}

/// What may stand after the day: nothing, or midnight as databases and programs write it.
pub(crate) fn midnights() -> Vec<String> {
    let fractions =
        (0..=6).map(|digits| if digits == 0 { String::new() } else { format!(".{:0<digits$}", "") });
    let moments = fractions.flat_map(|fraction| {
        let ends = ["", "Z", "+00"].map(|zone| format!("00:00:00{fraction}{zone}"));
        ends.into_iter().flat_map(|end| [format!(" {end}"), format!("T{end}")])
    });
    std::iter::once(String::new()).chain(moments).collect()
}

fn first_day(text: &str, first: impl Fn(Date) -> Option<Date>) -> Option<Value> {
    let (day, time) = text.split_at_checked(10)?;
    let day: Date = day.parse().ok().filter(|parsed: &Date| parsed.to_string() == day)?;
    if time.ends_with("BC") {
        return None;
    }
    let separator = time.get(..1).filter(|sign| matches!(*sign, " " | "T"));
    let timed = time.get(1..9).is_some_and(|time| time.bytes().all(|b| b.is_ascii_digit() || b == b':'));
    let zone = ["+00", "Z"].into_iter().find(|zone| time.ends_with(zone)).unwrap_or_default();
    let midnight = separator.filter(|_| timed).map(|separator| format!("{separator}00:00:00{zone}"));
    Some(Value::Text(format!("{}{}", first(day)?, midnight.unwrap_or_default())))
}

/// So many characters; a NUL ends a text, for so it does in SQLite's functions.
fn beginning(text: &str, count: u32) -> &str {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let end = text.char_indices().enumerate().find(|(number, (_, c))| *number == count || *c == '\0');
    end.map_or(text, |(_, (at, _))| &text[..at])
}

/// A number without a fraction.
fn whole(value: &Value) -> Option<i64> {
    let whole = match value {
        Value::Integer(number) => Some(*number),
        Value::Decimal(text) if text.contains(['e', 'E']) => exponential(text).filter(|number| {
            // Every number with an exponent is a binary one.
            text.parse() == Ok(*number as f64)
        }),
        Value::Decimal(text) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            fraction.bytes().all(|digit| digit == b'0').then(|| whole.parse().ok()).flatten()
        }
        _ => None,
    };
    whole.filter(|number| number.abs() < LARGEST)
}

/// The whole part of a number. PostgreSQL gives numbers as text while a step runs.
fn towards_zero(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Decimal(text) | Value::Text(text) => match text.split_once('.') {
            Some((whole, fraction)) if digits(fraction.as_bytes()) => match whole {
                "" | "-" => Some(0),
                whole => whole.parse().ok(),
            },
            Some(_) => exponential(text),
            None => text.parse().ok().or_else(|| exponential(text)),
        },
        _ => None,
    }
}

/// A number with an exponent, as PostgreSQL writes large and small binary ones.
fn exponential(text: &str) -> Option<i64> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    // Within the range in which every whole number is one of them.
    (text.contains(['e', 'E']) && number.abs() < 9.0e15).then(|| number.trunc() as i64)
}
