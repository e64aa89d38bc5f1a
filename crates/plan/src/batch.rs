//! The statements that change a step's rows, batch by batch.
//!
//! A batch is a [`Range`] of a table: where rows are, never which values they have. Every statement that changes rows says the
//! step's rule again, next to the range, so that a row that changed since it was counted is left alone. The one exception is a
//! row whose dependents were deleted a moment before in the same transaction: their dates are gone, so it is deleted by its
//! place, which was picked with the rule and is locked (PostgreSQL `FOR UPDATE`; on SQLite nobody else can write).
//!
//! Ranges come from a *list* of the rows, made once by the database by whichever way is best for it, so that no batch begins to
//! search from the head of an index again (that is quadratic when an old snapshot keeps dead entries visible); or, where
//! a large part of a PostgreSQL table goes, from a *walk* over its blocks in their order. SQLite's list is a temporary
//! table, PostgreSQL's a cursor that outlives its transaction; neither holds a lock or a snapshot while it is worked off.

mod postgres;
mod sqlite;

use crate::{
    catalog::{Dialect, TableName},
    quote,
    step::{Action, Blanked, Dependent, Neutral, Param, Sql, Step},
};

/// A table whose rows are all in one place: on PostgreSQL a leaf of a partitioned table, or an ordinary one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Whose SQL it speaks.
    pub dialect: Dialect,
    /// The table.
    pub table: TableName,
    /// How its rows are told apart while a step runs.
    pub locator: Locator,
}

/// How rows of a table are told apart while a step runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locator {
    /// PostgreSQL's `ctid`.
    Ctid,
    /// SQLite's row number, under the one of its three names that no column bears.
    Rowid(String),
    /// The primary key's columns: an SQLite table without row numbers.
    Key(Vec<String>),
}

/// Some places of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// Blocks from the first number up to, without, the second (PostgreSQL).
    Blocks(u64, u64),
    /// These rows: `(block,number)` each (PostgreSQL).
    Tids(Vec<String>),
    /// Rows of the list after the first number, up to and with the second (SQLite).
    Listed(i64, i64),
    /// The rows picked last (SQLite).
    Picked,
}

impl Range {
    /// Two halves, or none when it is a single row, a single block, or cannot be told.
    pub fn split(&self) -> Option<(Self, Self)> {
        match self {
            Self::Blocks(from, to) if to.saturating_sub(*from) > 1 => {
                let middle = from + (to - from) / 2;
                Some((Self::Blocks(*from, middle), Self::Blocks(middle, *to)))
            }
            Self::Tids(rows) if rows.len() > 1 => {
                let (left, right) = rows.split_at(rows.len() / 2);
                Some((Self::Tids(left.to_vec()), Self::Tids(right.to_vec())))
            }
            Self::Listed(after, upto) if upto.saturating_sub(*after) > 1 => {
                let middle = after + (upto - after) / 2;
                Some((Self::Listed(*after, middle), Self::Listed(middle, *upto)))
            }
            _ => None,
        }
    }
}

/// The name of the list and of the picked rows in a session.
const LIST: &str = "abide_list";
const PICKED: &str = "abide_picked";

/// A step at work on one site.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The step.
    pub step: &'a Step,
    /// The site: the step's table or a part of it.
    pub site: &'a Site,
}

/// Whether deleting some rows can make the rule true for others of the same table.
pub fn looks_at_own_table(step: &Step) -> bool {
    step.rule.text.contains(&quote::table(&step.table))
}

impl Work<'_> {
    /// The rows of other tables that go first, in their order; empty unless the step erases.
    pub fn dependents(&self) -> &[Dependent] {
        match &self.step.action {
            Action::Erase { with } => with,
            Action::Blank { .. } | Action::Cut { .. } => &[],
        }
    }

    /// Whether the rule looks at other rows than the one it is about. Then it can become false by what others do to *those*,
    /// which on PostgreSQL a statement does not notice once it has begun: rows are locked first and the rule is
    /// asked again, for nothing can come to refer to a locked row.
    pub fn looks_around(&self) -> bool {
        self.step.rule.text.to_ascii_uppercase().contains("SELECT")
    }

    /// Statements that make the list of the rows that the rule is true for now, in the order of their places. An older
    /// list is closed first.
    pub fn make_list(&self) -> Vec<Sql> {
        match self.site.dialect {
            Dialect::Postgres => postgres::make_list(self),
            Dialect::Sqlite => sqlite::make_list(self),
        }
    }

    /// The change itself, rule and range together. Not for a step with dependents.
    pub fn change(&self, range: &Range) -> Sql {
        let mut text = Text::with_rule(self);
        let head = match &self.step.action {
            Action::Erase { .. } => format!("DELETE FROM {}", self.target()),
            Action::Blank { columns } => {
                format!("UPDATE {} SET {}", self.target(), self.settings(columns, &mut text))
            }
            Action::Cut { columns } => {
                let nulls: Vec<String> =
                    columns.iter().map(|column| format!("{} = NULL", quote::quote(column))).collect();
                format!("UPDATE {} SET {}", self.target(), nulls.join(", "))
            }
        };
        let rule = match range {
            // Not for an index: the rows are where the range is. A planner that weighs the indexes looks for their ends, which
            // is slow where the batch before has just deleted them.
            Range::Blocks(..) => format!("(({}) IS TRUE)", self.step.rule.text),
            _ => format!("({})", self.step.rule.text),
        };
        let range = self.within(range, &mut text);
        text.finish(format!("{head} WHERE {range} AND {rule}"))
    }

    /// Deletes rows that were picked and whose dependents are gone: by their place alone.
    pub fn erase_picked(&self, picked: &Range) -> Sql {
        let mut text = Text::new(self.site.dialect);
        let range = self.within(picked, &mut text);
        text.finish(format!("DELETE FROM {} WHERE {range}", self.target()))
    }

    /// Deletes the rows of another table that hang on picked rows.
    pub fn erase_dependent(&self, dependent: &Dependent, picked: &Range) -> Sql {
        let mut text = Text::new(self.site.dialect);
        let hangs = self.hangs(dependent, picked, &mut text);
        text.finish(format!("DELETE FROM {} AS d WHERE {hangs}", quote::table(&dependent.table)))
    }

    /// The table under the alias `t`.
    fn target(&self) -> String {
        let table = quote::table(&self.site.table);
        match self.site.dialect {
            // Without its children: a ctid means a row only within one table.
            Dialect::Postgres => format!("ONLY {table} AS t"),
            Dialect::Sqlite => format!("{table} AS t"),
        }
    }

    fn settings(&self, columns: &[Blanked], text: &mut Text) -> String {
        let settings: Vec<String> = columns
            .iter()
            .map(|blanked| {
                let value = match &blanked.to {
                    Neutral::Null => "NULL".to_owned(),
                    Neutral::Constant(value) => text.bind(value.clone()),
                    Neutral::FromKey => self.key_text(),
                };
                format!("{} = {value}", quote::quote(&blanked.column))
            })
            .collect();
        settings.join(", ")
    }

    fn key_text(&self) -> String {
        let parts: Vec<String> = self
            .step
            .key
            .iter()
            .map(|column| format!("CAST({} AS text)", quote::column(Some("t"), column)))
            .collect();
        format!("'erased-' || {}", parts.join(" || '-' || "))
    }

    /// True for the rows of the alias `t` that are in `range`.
    fn within(&self, range: &Range, text: &mut Text) -> String {
        match self.site.dialect {
            Dialect::Postgres => postgres::within(range, text),
            Dialect::Sqlite => sqlite::within(&self.site.locator, range, text),
        }
    }

    /// True for the rows of the alias `d` that hang on picked rows. `IN`, not `EXISTS`: SQLite then goes from the few picked rows
    /// to the dependents by their index; PostgreSQL does so with both.
    fn hangs(&self, dependent: &Dependent, picked: &Range, text: &mut Text) -> String {
        let mut condition = String::new();
        let mut alias = "d".to_owned();
        for (index, join) in dependent.path.iter().enumerate() {
            let last = index + 1 == dependent.path.len();
            let next = if last { "t".to_owned() } else { format!("j{index}") };
            let table = if last { self.target() } else { format!("{} AS {next}", quote::table(&join.table)) };
            let own = quote::list(Some(&alias), &join.own);
            let their = quote::list(Some(&next), &join.their);
            condition.push_str(&format!("({own}) IN (SELECT {their} FROM {table} WHERE "));
            alias = next;
        }
        condition.push_str(&self.within(picked, text));
        condition.push_str(&")".repeat(dependent.path.len()));
        condition
    }
}

/// An SQL text in the making, with its parameters.
struct Text {
    dialect: Dialect,
    params: Vec<Param>,
}

impl Text {
    fn new(dialect: Dialect) -> Self {
        Self { dialect, params: Vec::new() }
    }

    /// The rule's placeholders are numbered already: its parameters come first.
    fn with_rule(work: &Work<'_>) -> Self {
        Self { dialect: work.site.dialect, params: work.step.rule.params.clone() }
    }

    /// The placeholder for one more value.
    fn bind(&mut self, value: Param) -> String {
        self.params.push(value);
        match self.dialect {
            Dialect::Postgres => format!("${}", self.params.len()),
            Dialect::Sqlite => format!("?{}", self.params.len()),
        }
    }

    fn finish(self, text: String) -> Sql {
        Sql { text, params: self.params }
    }
}

pub use self::{
    postgres::{fetch_list, lock_dependent, lock_rows, recheck, rows_of},
    sqlite::{list_length, pick, picked_table},
};
