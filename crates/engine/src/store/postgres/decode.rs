//! Results, which the server sends in binary form, into plain values.

use std::error::Error;

use abide_plan::value::Value;
use jiff::{
    SignedDuration, ToSpan,
    civil::{Date, DateTime, date},
};
use tokio_postgres::{
    Column, Row,
    types::{FromSql, Kind, Type},
};

use super::super::{StoreError, hex};

/// The day PostgreSQL counts dates from.
const EPOCH: Date = date(2000, 1, 1);

/// Refuses a result with a column in a type that has no plain form.
pub(super) fn readable(place: &str, columns: &[Column]) -> Result<(), StoreError> {
    match columns.iter().find(|column| decoder(column.type_()).is_none()) {
        None => Ok(()),
        Some(column) => Err(StoreError::Unreadable {
            place: place.to_owned(),
            column: column.name().to_owned(),
            kind: column.type_().name().to_owned(),
        }),
    }
}

/// A row whose columns are all [`readable`].
pub(super) fn row(row: &Row) -> Result<Vec<Value>, tokio_postgres::Error> {
    (0..row.len()).map(|place| row.try_get::<_, Plain>(place).map(|plain| plain.0)).collect()
}

struct Plain(Value);

impl<'a> FromSql<'a> for Plain {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        let decode = decoder(kind).ok_or("a type without a plain form")?;
        decode(raw).map(Self).ok_or_else(|| "bytes that do not fit the type".into())
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Reads the binary form of one type; none when the bytes do not fit.
type Decoder = fn(&[u8]) -> Option<Value>;

fn decoder(kind: &Type) -> Option<Decoder> {
    Some(match *kind {
        Type::BOOL => |raw| Some(Value::Bool(raw != [0])),
        Type::INT2 => |raw| Some(Value::Integer(i16::from_be_bytes(raw.try_into().ok()?).into())),
        Type::INT4 => |raw| Some(Value::Integer(i32::from_be_bytes(raw.try_into().ok()?).into())),
        Type::INT8 => |raw| Some(Value::Integer(i64::from_be_bytes(raw.try_into().ok()?))),
        Type::OID | Type::REGCLASS | Type::XID | Type::CID => {
            |raw| Some(Value::Integer(u32::from_be_bytes(raw.try_into().ok()?).into()))
        }
        Type::FLOAT4 => |raw| Some(Value::Decimal(f32::from_be_bytes(raw.try_into().ok()?).to_string())),
        Type::FLOAT8 => |raw| Some(Value::Decimal(f64::from_be_bytes(raw.try_into().ok()?).to_string())),
        Type::NUMERIC => numeric,
        Type::DATE => day,
        Type::TIMESTAMP => |raw| Some(Value::Text(moment(raw)?)),
        Type::TIMESTAMPTZ => |raw| Some(Value::Text(instant(moment(raw)?))),
        Type::UUID => uuid,
        Type::TID => tid,
        Type::BYTEA => |raw| Some(Value::Text(hex(raw))),
        Type::JSONB => |raw| text(raw.get(1..)?),
        Type::VOID => |_| Some(Value::Null),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::CHAR | Type::UNKNOWN | Type::JSON => {
            text
        }
        _ => return decoder_of_kind(kind),
    })
}

fn decoder_of_kind(kind: &Type) -> Option<Decoder> {
    match kind.kind() {
        Kind::Enum(_) => Some(text),
        Kind::Domain(base) => decoder(base),
        // An extension's type for text without case.
        _ if kind.name() == "citext" => Some(text),
        _ => None,
    }
}

fn text(raw: &[u8]) -> Option<Value> {
    std::str::from_utf8(raw).ok().map(|text| Value::Text(text.to_owned()))
}

fn day(raw: &[u8]) -> Option<Value> {
    let days = i32::from_be_bytes(raw.try_into().ok()?);
    Some(Value::Text(match days {
        i32::MAX => "infinity".to_owned(),
        i32::MIN => "-infinity".to_owned(),
        _ => match days.checked_abs().and_then(|_| 0.days().try_days(days).ok()) {
            Some(span) => {
                EPOCH.checked_add(span).map_or_else(|_| beyond(days.into()), |date| date.to_string())
            }
            None => beyond(days.into()),
        },
    }))
}

/// A date that our calendar does not reach, so written that no one takes it for one.
fn beyond(days: i64) -> String {
    format!("{days} days from {EPOCH}")
}

/// A timestamp as the server writes it: a fraction only when there is one, without zeros at its end.
fn moment(raw: &[u8]) -> Option<String> {
    const DAY: i64 = 86_400_000_000;
    let micros = i64::from_be_bytes(raw.try_into().ok()?);
    if micros == i64::MAX {
        return Some("infinity".to_owned());
    }
    if micros == i64::MIN {
        return Some("-infinity".to_owned());
    }
    let moment = DateTime::from_parts(EPOCH, jiff::civil::Time::midnight());
    let Ok(moment) = moment.checked_add(SignedDuration::from_micros(micros)) else {
        return Some(beyond(micros.div_euclid(DAY)));
    };
    let whole = moment.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let fraction = format!("{:06}", moment.subsec_nanosecond() / 1000);
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}

fn instant(moment: String) -> String {
    if moment.ends_with(|end: char| end.is_ascii_digit()) { moment + "+00" } else { moment }
}

fn uuid(raw: &[u8]) -> Option<Value> {
    let digits: String = hex(raw).split_off(2);
    (digits.len() == 32).then(|| {
        let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &digits[range]);
        Value::Text(parts.join("-"))
    })
}

fn tid(raw: &[u8]) -> Option<Value> {
    let (block, offset) = raw.split_at_checked(4)?;
    let block = u32::from_be_bytes(block.try_into().ok()?);
    let offset = u16::from_be_bytes(offset.try_into().ok()?);
    Some(Value::Text(format!("({block},{offset})")))
}

/// A numeric: groups of four decimal digits, the weight of the first, a sign, and how many digits the fraction shows.
fn numeric(raw: &[u8]) -> Option<Value> {
    let words: Vec<u16> = raw.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    let [count, weight, sign, scale, groups @ ..] = words.as_slice() else {
        return None;
    };
    let sign = match sign {
        0x0000 => "",
        0x4000 => "-",
        0xC000 => return Some(Value::Decimal("NaN".to_owned())),
        0xD000 => return Some(Value::Decimal("Infinity".to_owned())),
        0xF000 => return Some(Value::Decimal("-Infinity".to_owned())),
        _ => return None,
    };
    let groups = groups.get(..usize::from(*count))?;
    let weight = i32::from(weight.cast_signed());
    let group =
        |power: i32| usize::try_from(weight - power).ok().and_then(|place| groups.get(place)).copied();
    let mut whole: String =
        (0..=weight.max(0)).rev().map(|power| format!("{:04}", group(power).unwrap_or(0))).collect();
    whole.drain(..whole.len() - whole.trim_start_matches('0').len().max(1));
    let scale = usize::from(*scale);
    let parts = i32::try_from(scale.div_ceil(4)).ok()?;
    let mut fraction: String =
        (1..=parts).map(|power| format!("{:04}", group(-power).unwrap_or(0))).collect();
    fraction.truncate(scale);
    let point = if scale == 0 { "" } else { "." };
    Some(Value::Decimal(format!("{sign}{whole}{point}{fraction}")))
}
