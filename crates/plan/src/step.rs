//! A step of a plan: one action on one table, with the rule that says on which of its rows.

use abide_policy::condition::Literal;
use serde::{Deserialize, Serialize};

use crate::catalog::TableName;

/// SQL text with its parameters. Placeholders are `?1`, `?2` … (SQLite) or `$1`, `$2` … (PostgreSQL), numbered from 1 in
/// the order of `params`; one may occur several times. More can be appended after the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sql {
    /// The text.
    pub text: String,
    /// The values bound.
    pub params: Vec<Param>,
}

/// A value bound to a placeholder. On PostgreSQL each is sent in text form and takes the type its place asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Param {
    /// NULL
    Null,
    /// A truth value (1 or 0 on SQLite).
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as written.
    Decimal(String),
    /// Text, dates and timestamps included.
    Text(String),
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number in the store's plan, from 1: the order in which steps run.
    pub number: u32,
    /// The table.
    pub table: TableName,
    /// The primary key's columns, never empty.
    pub key: Vec<String>,
    /// What is done.
    pub action: Action,
    /// A boolean expression over the table under the alias `t`: true for the rows the step is for. It is complete: it can
    /// stand in the `WHERE` of a count, and is checked again inside the statement that changes rows.
    pub rule: Sql,
    /// Activities whose need has ended for these rows.
    pub activities: Vec<String>,
    /// The clauses those activities keep.
    pub clauses: Vec<String>,
}

/// What a step does to the rows its rule is true for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Action {
    /// Deletes the rows, and with each, in the same transaction and before it, the rows of other tables that hang on it
    /// and whose dates its period is counted from.
    Erase {
        /// In the order in which they are deleted.
        with: Vec<Dependent>,
    },
    /// Overwrites columns. The rule is false for rows that are blank already.
    Blank {
        /// The columns, each with what is written.
        columns: Vec<Blanked>,
    },
    /// Sets references between rows that all go to NULL, so that they can be deleted in any order.
    Cut {
        /// The columns set to NULL.
        columns: Vec<String>,
    },
}

/// Rows of another table that are deleted with the step's rows: those from which `path` leads to one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependent {
    /// The table.
    pub table: TableName,
    /// The way from it to the step's table. Never empty.
    pub path: Vec<Join>,
}

/// One step of a way between tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// Columns of the table we come from.
    pub own: Vec<String>,
    /// The table we go to.
    pub table: TableName,
    /// Its columns, as many.
    pub their: Vec<String>,
}

/// A column that a step overwrites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blanked {
    /// The column.
    pub column: String,
    /// What is written: an SQL expression over the alias `t` (PostgreSQL) or the bare table (SQLite) without placeholders.
    pub to: Neutral,
}

/// What is written over a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Neutral {
    /// NULL
    Null,
    /// A constant.
    Constant(Param),
    /// `erased-` and the primary key's columns as text, joined by `-`.
    FromKey,
}

impl From<&Literal> for Param {
    fn from(literal: &Literal) -> Self {
        match literal {
            Literal::Bool(value) => Self::Bool(*value),
            Literal::Integer(value) => Self::Integer(*value),
            Literal::Decimal(value) => Self::Decimal(value.clone()),
            Literal::Text(value) => Self::Text(value.clone()),
            Literal::Date(value) => Self::Text(value.to_string()),
        }
    }
}
