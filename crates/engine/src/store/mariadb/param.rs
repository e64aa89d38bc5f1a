//! Statements as the server takes them: placeholders without numbers, each value as often as it is named.

use abide_plan::step::{Param, Sql};
use mysql_async::{Params, Value};

/// The text with `?` for every `?1`, `?2` …, and the values in the order in which they are asked for.
pub(super) fn positional(sql: &Sql) -> (String, Params) {
    if sql.params.is_empty() {
        return (sql.text.clone(), Params::Empty);
    }
    let (mut text, mut values) = (String::with_capacity(sql.text.len()), Vec::new());
    let mut quote = None;
    let mut rest = sql.text.as_str();
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        text.push(character);
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(character),
            (None, '?') => {
                let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let place: usize = rest[..digits].parse().unwrap_or(0);
                rest = &rest[digits..];
                values.push(
                    place.checked_sub(1).and_then(|place| sql.params.get(place)).map_or(Value::NULL, value),
                );
            }
            _ => {}
        }
    }
    (text, Params::Positional(values))
}

fn value(param: &Param) -> Value {
    match param {
        Param::Null => Value::NULL,
        Param::Bool(value) => Value::Int(i64::from(*value)),
        Param::Integer(value) => Value::Int(*value),
        Param::Decimal(value) | Param::Text(value) | Param::List(value) => {
            Value::Bytes(value.clone().into_bytes())
        }
    }
}

#[cfg(test)]
mod tests {
    use abide_plan::step::{Param, Sql};
    use mysql_async::{Params, Value};

    use super::positional;

    #[test]
    fn a_value_is_sent_as_often_as_it_is_named() {
        let text = "SELECT `a?1``?2` FROM t WHERE b = ?2 AND c = '?1''?2' AND d = ?1 AND e = ?2 AND f = ?10"
            .to_owned();
        let params = (1..=10).map(Param::Integer).collect();
        let (text, values) = positional(&Sql { text, params });
        assert_eq!(
            text,
            "SELECT `a?1``?2` FROM t WHERE b = ? AND c = '?1''?2' AND d = ? AND e = ? AND f = ?"
        );
        assert_eq!(values, Params::Positional([2, 1, 2, 10].map(Value::Int).to_vec()));
    }
}
