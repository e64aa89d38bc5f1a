//! A step of a plan: one action on one table, with the rule that says on which of its rows.

use abide_law::Period;
use abide_policy::{condition::Literal, map::DateFormat, transform::Transform};
use jiff::tz::TimeZone;
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
    /// A list of this name, whose values are put in when the statement is sent: no plan holds a person's identity.
    List(String),
}

impl Sql {
    /// The same text as it stands behind `others` parameters: its placeholders numbered on.
    pub fn behind(&self, others: usize) -> String {
        let mut text = String::with_capacity(self.text.len() + 8);
        let mut quote = None;
        let mut rest = self.text.chars().peekable();
        while let Some(character) = rest.next() {
            text.push(character);
            match (quote, character) {
                (Some(open), _) if open == character => quote = None,
                (None, '\'' | '"') => quote = Some(character),
                (None, '$' | '?') => {
                    let mut digits = String::new();
                    while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                        digits.push(digit);
                    }
                    match digits.parse::<usize>() {
                        Ok(number) => text.push_str(&(number + others).to_string()),
                        Err(_) => text.push_str(&digits),
                    }
                }
                _ => {}
            }
        }
        text
    }
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
    /// How a batch is asked about again, where the rule would look at far more than the batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<Again>,
    /// What archived activities need of what the step removes: copied first, in the same transaction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Copy>,
    /// Activities whose need has ended for these rows.
    pub activities: Vec<String>,
    /// The clauses those activities keep.
    pub clauses: Vec<String>,
}

impl Step {
    /// Whether it is for records of persons who ended activities, and for no others.
    pub fn is_of_persons(&self) -> bool {
        let all = crate::persons::all_name(&self.table);
        self.rule.params.iter().any(|param| {
            matches!(param, Param::List(name) if name.starts_with(&all)
            && (name.len() == all.len() || name[all.len()..].starts_with(',')))
        })
    }

    /// Whether it takes out of the archive what only holds kept that are closed.
    pub fn is_of_closed_holds(&self) -> bool {
        let kept =
            |param: &Param| matches!(param, Param::Text(text) if crate::archive::hold_of(text).is_some());
        self.is_emptying() && self.rule.params.iter().any(kept)
    }

    /// Whether it empties a table of the archive.
    pub fn is_emptying(&self) -> bool {
        self.key == [crate::archive::ID]
    }
}

/// What is asked of the rows of a batch, which the rule was true for when the list was made, before they are changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The rule without what holds a row, over the table under the alias `t`.
    pub rule: Sql,
    /// Whether rows are held, of all the batch in one: if any is, the step's rule itself decides. None where that does not matter: a
    /// value that nothing needs may be blanked whether its record stays or goes.
    pub held: Option<Held>,
}

/// What tells whether something that stays holds any of some rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// A query in two parts; the rows it is about, under the alias `t`, stand between. It gives one number: 0 when nothing does.
    Asked {
        /// Up to FROM.
        select: String,
        /// What follows the rows, with the parameters of both parts.
        rest: Sql,
    },
    /// MariaDB takes no such query that follows many ties: each is followed by a statement of its own, a level at a time.
    Followed(Followed),
}

/// Ties followed a level at a time, from the rows of a batch up, over temporary tables of the keys met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// The tables of which rows can be met, that of the step first.
    pub tables: Vec<Met>,
    /// The ties.
    pub ties: Vec<Up>,
}

/// A table of which rows can be met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// The table.
    pub table: TableName,
    /// Its primary key's columns.
    pub key: Vec<String>,
}

impl Met {
    /// The name of the temporary table of the keys met in one of the tables.
    pub fn name(number: usize) -> String {
        format!("abide_met_{number}")
    }
}

/// A statement that goes from rows met on one level, its last parameter, to what holds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Up {
    /// Where they are, among the tables met.
    pub from: usize,
    /// Where those are that it meets; none: all of them stay, and it counts whether there is one.
    pub into: Option<usize>,
    /// The statement.
    pub sql: Sql,
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
    /// Overwrites each value with what its transform leaves of it. The rule is false for rows whose values all have that form.
    Anonymise {
        /// The columns.
        columns: Vec<Transformed>,
    },
    /// Sets references between rows that all go to NULL, so that they can be deleted in any order.
    Cut {
        /// The columns set to NULL.
        columns: Vec<String>,
    },
}

impl Action {
    /// The columns in which values are overwritten.
    pub fn overwritten(&self) -> Vec<String> {
        match self {
            Self::Blank { columns } => columns.iter().map(|blanked| blanked.column.clone()).collect(),
            Self::Anonymise { columns } => columns.iter().map(|one| one.column.clone()).collect(),
            Self::Erase { .. } | Self::Cut { .. } => Vec::new(),
        }
    }
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

/// What is copied into the archive for one activity or under one hold, of the step's own rows or of those that go with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The table it is copied from: the step's own, or that of dependents.
    pub table: TableName,
    /// The primary key's columns of that table.
    pub key: Vec<String>,
    /// The table of the archive it is copied to.
    pub into: TableName,
    /// The activity that needs it there; `hold:` and a name: the hold that covers it.
    pub activity: String,
    /// True for those of the rows that have something to copy, over the table under the alias `t` (`d` for dependents).
    pub rule: Sql,
    /// The columns copied, those without a personal value included.
    pub columns: Vec<Copied>,
    /// Who the record is about, as far as the activity needs to know it.
    pub identities: Vec<Told>,
    /// How the last day in the archive is counted; none: it has no end on the calendar.
    pub until: Option<Until>,
}

/// A column that is copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// Its name.
    pub column: String,
    /// What it holds when it holds nothing: copied as NULL.
    pub unless: Option<Neutral>,
    /// Whether that is compared byte by byte, because the column's own comparisons take more for the same (MariaDB).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
}

/// An identity of a record that is copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its kind (`email`).
    pub kind: String,
    /// Its value: an SQL expression without placeholders over the copy's alias.
    pub value: String,
}

/// How the last day in the archive is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Until {
    /// Where the dates are; the latest counts.
    pub dates: Vec<DateOf>,
    /// The periods in use.
    pub active: Vec<Period>,
    /// The periods in the archive, counted after those.
    pub archived: Vec<Period>,
    /// The zone in which days begin and end.
    #[serde(with = "jiff::fmt::serde::tz::required")]
    pub zone: TimeZone,
    /// The store's, of timestamps without zone.
    #[serde(with = "jiff::fmt::serde::tz::required")]
    pub store_zone: TimeZone,
}

/// A date that a period counts from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateOf {
    /// Its value: an SQL expression without placeholders over the copy's alias; of several rows, the latest.
    pub value: String,
    /// How it is kept.
    pub format: DateFormat,
    /// Whether the copied row holds it itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// A column that a step overwrites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blanked {
    /// The column.
    pub column: String,
    /// What is written: an SQL expression over the alias `t` (PostgreSQL) or the bare table (SQLite) without placeholders.
    pub to: Neutral,
}

/// A column of which a step leaves a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transformed {
    /// The column.
    pub column: String,
    /// What is left.
    pub by: Transform,
    /// What is written over a value that is not of the kind that the transform is for.
    pub otherwise: Neutral,
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
