//! From the driver's values to ours.

use mysql_async::{Column, Row, Value as Raw, consts::ColumnType};

use abide_plan::value::Value;

/// The character set of bytes that are no text.
const BINARY: u16 = 63;

/// All values of a row.
pub(super) fn row(row: Row) -> Vec<Value> {
    let columns = row.columns();
    row.unwrap_raw()
        .into_iter()
        .zip(columns.iter())
        .map(|(value, column)| value.map_or(Value::Null, |value| plain(value, column)))
        .collect()
}

fn plain(value: Raw, column: &Column) -> Value {
    match value {
        Raw::NULL => Value::Null,
        Raw::Int(number) => Value::Integer(number),
        Raw::UInt(number) => match i64::try_from(number) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Decimal(number.to_string()),
        },
        Raw::Float(number) => Value::Decimal(number.to_string()),
        Raw::Double(number) => Value::Decimal(number.to_string()),
        Raw::Date(year, month, day, hour, minute, second, micros) => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            Value::Text(match column.column_type() {
                ColumnType::MYSQL_TYPE_DATE => date,
                _ => format!("{date} {}", clock(u32::from(hour), minute, second, micros)),
            })
        }
        Raw::Time(negative, days, hours, minutes, seconds, micros) => {
            let sign = if negative { "-" } else { "" };
            Value::Text(format!("{sign}{}", clock(days * 24 + u32::from(hours), minutes, seconds, micros)))
        }
        Raw::Bytes(bytes) => text(bytes, column),
    }
}

fn text(bytes: Vec<u8>, column: &Column) -> Value {
    match column.column_type() {
        ColumnType::MYSQL_TYPE_DECIMAL | ColumnType::MYSQL_TYPE_NEWDECIMAL => {
            Value::Decimal(String::from_utf8_lossy(&bytes).into_owned())
        }
        ColumnType::MYSQL_TYPE_BIT | ColumnType::MYSQL_TYPE_GEOMETRY => {
            Value::Text(super::super::hex(&bytes))
        }
        // MySQL sends JSON as if it were bytes.
        kind if column.character_set() == BINARY && kind != ColumnType::MYSQL_TYPE_JSON => {
            Value::Text(super::super::hex(&bytes))
        }
        _ => Value::Text(match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        }),
    }
}

/// A fraction only when there is one, without zeros at its end.
fn clock(hours: u32, minutes: u8, seconds: u8, micros: u32) -> String {
    let whole = format!("{hours:02}:{minutes:02}:{seconds:02}");
    match micros {
        0 => whole,
        _ => format!("{whole}.{}", format!("{micros:06}").trim_end_matches('0')),
    }
}
