//! A value as a database holds it, in the few shapes that fate needs to look at.

/// One value of a row. Dates stay text, as the database writes them: ISO, instants in UTC
/// (`2024-01-31`, `2024-01-31 09:30:00`, `2024-01-31 09:30:00+00`).
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as the database writes it.
    Decimal(String),
    /// Text, dates, and anything that is none of the others.
    Text(String),
}
