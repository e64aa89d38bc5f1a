//! A condition as text that reads back to the same condition.

use std::fmt;

use super::{Condition, Literal, Operator, parse::RESERVED};
use crate::lex::{continues_word, starts_word};

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(true) => f.write_str("TRUE"),
            Self::Constant(false) => f.write_str("FALSE"),
            Self::All(parts) => joined(f, parts, " AND "),
            Self::Any(parts) => joined(f, parts, " OR "),
            Self::Not(inner) => negated(f, inner),
            Self::Compare { column, operator, literal } => {
                write!(f, "{} {operator} {}", Name(column), literal.value)
            }
            Self::In { column, literals } => within(f, column, "IN", literals.iter().map(|one| &one.value)),
            Self::IsNull(column) => write!(f, "{} IS NULL", Name(column)),
            Self::Holds(column) => write!(f, "{}", Name(column)),
            Self::Exists { links, condition } => {
                write!(f, "EXISTS {}", Dotted(links))?;
                condition.as_ref().map_or(Ok(()), |condition| write!(f, " WHERE ({condition})"))
            }
        }
    }
}

/// A part of `AND` and `OR`, in parentheses when it is one of them itself.
fn joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], word: &str) -> fmt::Result {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            f.write_str(word)?;
        }
        match part {
            Condition::All(_) | Condition::Any(_) => write!(f, "({part})")?,
            _ => write!(f, "{part}")?,
        }
    }
    Ok(())
}

fn negated(f: &mut fmt::Formatter<'_>, inner: &Condition) -> fmt::Result {
    match inner {
        Condition::IsNull(column) => write!(f, "{} IS NOT NULL", Name(column)),
        Condition::In { column, literals } => {
            within(f, column, "NOT IN", literals.iter().map(|one| &one.value))
        }
        Condition::All(_) | Condition::Any(_) => write!(f, "NOT ({inner})"),
        _ => write!(f, "NOT {inner}"),
    }
}

fn within<'l>(
    f: &mut fmt::Formatter<'_>,
    column: &str,
    word: &str,
    literals: impl Iterator<Item = &'l Literal>,
) -> fmt::Result {
    write!(f, "{} {word} (", Name(column))?;
    for (number, literal) in literals.enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        write!(f, "{comma}{literal}")?;
    }
    f.write_str(")")
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::Differs => "<>",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        })
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(true) => f.write_str("TRUE"),
            Self::Bool(false) => f.write_str("FALSE"),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Decimal(number) => f.write_str(number),
            Self::Text(text) => write!(f, "'{}'", text.replace('\'', "''")),
            Self::Date(date) => write!(f, "DATE '{date}'"),
        }
    }
}

/// A name, in quotes when it would not read back as one without.
pub(crate) struct Name<'n>(pub(crate) &'n str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.0.starts_with(starts_word)
            && self.0.chars().all(continues_word)
            && !RESERVED.iter().any(|word| self.0.eq_ignore_ascii_case(word));
        if plain { f.write_str(self.0) } else { write!(f, "\"{}\"", self.0.replace('"', "\"\"")) }
    }
}

/// Names joined by dots.
pub(crate) struct Dotted<'n>(pub(crate) &'n [String]);

impl fmt::Display for Dotted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, name) in self.0.iter().enumerate() {
            let dot = if number == 0 { "" } else { "." };
            write!(f, "{dot}{}", Name(name))?;
        }
        Ok(())
    }
}
