//! Conditions on plain rows, in SQL's three-valued logic: `None` is unknown.

use std::cmp::Ordering;

use abide_policy::condition::{Literal, Operator};

use crate::{
    model::Condition,
    need::{RowId, World},
    value::Value,
};

/// What a condition says of a row.
pub fn truth(world: World<'_>, id: RowId, condition: &Condition) -> Option<bool> {
    let value = |column: &usize| &world.values(id)[*column];
    match condition {
        Condition::Constant(value) => Some(*value),
        Condition::All(parts) => all(parts.iter().map(|part| truth(world, id, part))),
        Condition::Any(parts) => all(parts.iter().map(|part| truth(world, id, part).map(|v| !v))).map(|v| !v),
        Condition::Not(part) => truth(world, id, part).map(|value| !value),
        Condition::Compare(column, operator, literal) => {
            compare(value(column), literal).map(|o| fits(o, *operator))
        }
        Condition::In(column, literals) => {
            all(literals.iter().map(|literal| compare(value(column), literal).map(Ordering::is_ne)))
                .map(|v| !v)
        }
        Condition::IsNull(column) => Some(*value(column) == Value::Null),
        Condition::Holds(column) => compare(value(column), &Literal::Bool(true)).map(Ordering::is_eq),
        Condition::Exists(path, condition) => Some(world.follow(id, path).into_iter().any(|row| {
            condition.as_ref().is_none_or(|condition| truth(world, row, condition) == Some(true))
        })),
    }
}

/// Conjunction: false if any part is, else unknown if any part is.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

fn fits(order: Ordering, operator: Operator) -> bool {
    match operator {
        Operator::Equal => order.is_eq(),
        Operator::Differs => order.is_ne(),
        Operator::Less => order.is_lt(),
        Operator::AtMost => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::AtLeast => order.is_ge(),
    }
}

/// Compares a value with a constant whose kind fits the column's; unknown for NULL. SQLite lets a column hold values of
/// another kind than it declares, and orders all numbers before all text.
pub(crate) fn compare(value: &Value, literal: &Literal) -> Option<Ordering> {
    let text = match literal {
        Literal::Text(text) => Some(text.clone()),
        Literal::Date(day) => Some(day.to_string()),
        Literal::Bool(_) | Literal::Integer(_) | Literal::Decimal(_) => None,
    };
    match (value, text) {
        (Value::Null, _) => None,
        (Value::Text(value), Some(text)) => Some(value.cmp(&text)),
        (Value::Text(_), None) => Some(Ordering::Greater),
        (_, Some(_)) => Some(Ordering::Less),
        (value, None) => match (whole(value), whole_literal(literal)) {
            (Some(value), Some(literal)) => Some(value.cmp(&literal)),
            _ => number(value)?.partial_cmp(&literal_number(literal)?),
        },
    }
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(value) => Some(i64::from(*value)),
        Value::Integer(value) => Some(*value),
        _ => None,
    }
}

fn whole_literal(literal: &Literal) -> Option<i64> {
    match literal {
        Literal::Bool(value) => Some(i64::from(*value)),
        Literal::Integer(value) => Some(*value),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        // Conditions compare with small constants; beyond 2^53 the nearest number is near enough.
        Value::Bool(_) | Value::Integer(_) => whole(value).map(|value| value as f64),
        Value::Decimal(text) => text.parse().ok(),
        _ => None,
    }
}

fn literal_number(literal: &Literal) -> Option<f64> {
    match literal {
        Literal::Decimal(text) => text.parse().ok(),
        _ => whole_literal(literal).map(|value| value as f64),
    }
}
