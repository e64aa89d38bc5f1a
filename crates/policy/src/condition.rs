//! Conditions: a small part of SQL's boolean expressions, as a closed tree. Never text pasted into a statement.

pub(crate) mod display;
mod parse;

use jiff::civil::Date;

pub use parse::parse;
pub(crate) use parse::parse_literal;

use crate::span::Spanned;

/// A condition on a record. Its meaning is SQL's three-valued logic; a record matches when the value is true.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `TRUE` or `FALSE`.
    Constant(bool),
    /// `a AND b AND …`
    All(Vec<Condition>),
    /// `a OR b OR …`
    Any(Vec<Condition>),
    /// `NOT a`
    Not(Box<Condition>),
    /// `status = 'lead'`
    Compare {
        /// The column.
        column: Spanned<String>,
        /// The comparison.
        operator: Operator,
        /// What it is compared with.
        literal: Spanned<Literal>,
    },
    /// `status IN ('lead', 'cold')`
    In {
        /// The column.
        column: Spanned<String>,
        /// The values. Never empty.
        literals: Vec<Spanned<Literal>>,
    },
    /// `phone IS NULL` (its negation is `Not` around it)
    IsNull(Spanned<String>),
    /// A boolean column by itself: `active`.
    Holds(Spanned<String>),
    /// `EXISTS invoices` or `EXISTS invoices WHERE paid = FALSE`: some record at the end of the path matches.
    Exists {
        /// The links to follow, as in a path.
        links: Spanned<Vec<String>>,
        /// What the linked record must match; its columns are those of the last table.
        condition: Option<Box<Condition>>,
    },
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>` or `!=`
    Differs,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// A constant in a condition. Text can only be compared for equality: engines order it differently.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Literal {
    /// `TRUE`, `FALSE`
    Bool(bool),
    /// `42`, `-1`
    Integer(i64),
    /// `12.50`, kept as written
    Decimal(String),
    /// `'lead'`
    Text(String),
    /// `DATE '2024-01-31'`
    Date(Date),
}
