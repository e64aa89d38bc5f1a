//! The statements that change a step's rows, batch by batch.
//!
//! A batch is a [`Range`] of a table: where rows are, never which values they have. Every statement that changes rows says the
//! step's rule again, next to the range, so that a row that changed since it was counted is left alone. The one exception is a
//! row whose dependents were deleted a moment before in the same transaction: their dates are gone, so it is deleted by its
//! place, which was picked with the rule and is locked (PostgreSQL and MariaDB `FOR UPDATE`; on SQLite nobody else can write).
//!
//! Ranges come from a *list* of the rows, made once by the database by whichever way is best for it, so that no batch begins to
//! search from the head of an index again (that is quadratic when an old snapshot keeps dead entries visible); or, where
//! a large part of a PostgreSQL table goes, from a *walk* over its blocks in their order. SQLite's and MariaDB's lists are temporary
//! tables, PostgreSQL's a cursor that outlives its transaction; none holds a lock or a snapshot while it is worked off.

mod copy;
mod linked;
mod mariadb;
mod postgres;
mod sqlite;

use crate::{
    catalog::{Dialect, TableName},
    quote,
    sql::from_key,
    step::{Action, Blanked, Dependent, Followed, Held, Neutral, Param, Sql, Step, Transformed},
    value::Value,
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
    /// Columns that the database sets to the time of any update, and that are to keep their values (MariaDB).
    pub still: Vec<String>,
}

/// How rows of a table are told apart while a step runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Locator {
    /// PostgreSQL's `ctid`.
    Ctid,
    /// SQLite's row number, under the one of its three names that no column bears.
    Rowid(String),
    /// The primary key's columns: MariaDB, and an SQLite table without row numbers.
    Key(Vec<String>),
}

/// Some places of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Range {
    /// Blocks from the first number up to, without, the second (PostgreSQL).
    Blocks(u64, u64),
    /// These rows: `(block,number)` each (PostgreSQL).
    Tids(Vec<String>),
    /// Rows of the list after the first number, up to and with the second (SQLite, MariaDB).
    Listed(i64, i64),
    /// Rows of the list with these numbers (SQLite, MariaDB).
    Numbers(Vec<i64>),
    /// The rows picked last (SQLite, MariaDB).
    Picked,
}

impl Range {
    /// The row at one of the places that [`Work::read_whole`] tells.
    pub fn at(place: &Value) -> Option<Self> {
        match place {
            Value::Text(row) => Some(Self::Tids(vec![row.clone()])),
            Value::Integer(number) => Some(Self::Numbers(vec![*number])),
            _ => None,
        }
    }

    /// Both ranges in one, where that can be said.
    pub fn joined(self, other: Self) -> Result<Self, (Self, Self)> {
        match (self, other) {
            (Self::Tids(mut rows), Self::Tids(more)) => {
                rows.extend(more);
                Ok(Self::Tids(rows))
            }
            (Self::Numbers(mut rows), Self::Numbers(more)) => {
                rows.extend(more);
                Ok(Self::Numbers(rows))
            }
            apart => Err(apart),
        }
    }

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

/// Numbers of the list as one parameter: a JSON array.
fn numbers(rows: &[i64]) -> Param {
    let rows: Vec<String> = rows.iter().map(i64::to_string).collect();
    Param::Text(format!("[{}]", rows.join(",")))
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
    /// What a batch is asked before it is changed.
    pub asks: Asks,
}

/// What a batch is asked before it is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// As little as will do: [`Step::again`], where there is such.
    Again,
    /// The step's rule.
    All,
}

/// Whether deleting some rows can make the rule true for others of the same table.
pub fn looks_at_own_table(dialect: Dialect, step: &Step) -> bool {
    step.rule.text.contains(&quote::table(dialect, &step.table))
}

impl Work<'_> {
    /// The rows of other tables that go first, in their order; empty unless the step erases.
    pub fn dependents(&self) -> &[Dependent] {
        match &self.step.action {
            Action::Erase { with } => with,
            Action::Blank { .. } | Action::Anonymise { .. } | Action::Cut { .. } => &[],
        }
    }

    /// Whether its rows are deleted.
    pub fn erases(&self) -> bool {
        matches!(self.step.action, Action::Erase { .. })
    }

    /// Whether the rule looks at other rows than the one it is about. Then it can become false by what others do to *those*,
    /// which on PostgreSQL a statement does not notice once it has begun: rows are locked first and the rule is
    /// asked again, for nothing can come to refer to a locked row.
    pub fn looks_around(&self) -> bool {
        self.step.rule.text.to_ascii_uppercase().contains("SELECT")
    }

    /// Gives 0 when nothing that stays holds any of a range's rows, so that they need not be asked [`Asks::All`]. None where that is
    /// found by following ([`Work::followed`]), or does not matter.
    pub fn held(&self, range: &Range) -> Option<Sql> {
        let Held::Asked { select, rest } = self.step.again.as_ref()?.held.as_ref()? else { return None };
        let mut text = Text { dialect: self.site.dialect, params: rest.params.clone() };
        let within = self.within(range, &mut text);
        Some(text.finish(format!("{select} FROM {} WHERE {within} {}", self.target(), rest.text)))
    }

    /// What has to be followed to find out the same of picked rows.
    pub fn followed(&self) -> Option<&Followed> {
        match self.step.again.as_ref()?.held.as_ref()? {
            Held::Followed(followed) => Some(followed),
            Held::Asked { .. } => None,
        }
    }

    /// What the rows of a batch are asked.
    fn rule(&self) -> &Sql {
        match (&self.step.again, self.asks) {
            (Some(again), Asks::Again) => &again.rule,
            _ => &self.step.rule,
        }
    }

    /// Statements that make the list of the rows that the rule is true for now, in the order of their places. An older
    /// list is closed first.
    pub fn make_list(&self) -> Vec<Sql> {
        match self.site.dialect {
            Dialect::Postgres => postgres::make_list(self),
            Dialect::Sqlite => sqlite::make_list(self),
            Dialect::MariaDb => mariadb::make_list(self),
        }
    }

    /// How long the list is: one number. PostgreSQL's cursor does not tell.
    pub fn list_length(&self) -> Sql {
        match self.site.dialect {
            Dialect::Sqlite | Dialect::Postgres => sqlite::list_length(),
            Dialect::MariaDb => mariadb::list_length(),
        }
    }

    /// Statements that make room for picked rows, once the list is made; none on PostgreSQL, where they travel.
    pub fn picked_table(&self) -> Vec<Sql> {
        match self.site.dialect {
            Dialect::Postgres => Vec::new(),
            Dialect::Sqlite => sqlite::picked_table(self),
            Dialect::MariaDb => mariadb::picked_table(self),
        }
    }

    /// The columns of which a part is left; empty unless the step makes values anonymous.
    pub fn transformed(&self) -> &[Transformed] {
        match &self.step.action {
            Action::Anonymise { columns } => columns,
            Action::Erase { .. } | Action::Blank { .. } | Action::Cut { .. } => &[],
        }
    }

    /// Of the rows in a range that the rule is true for, their places ([`Range::at`]) and the columns of which a part is left. What
    /// that is, no two databases say alike: it is worked out outside of them, row by row.
    pub fn read_whole(&self, range: &Range) -> Sql {
        match self.site.dialect {
            Dialect::Postgres => postgres::read_whole(self, range),
            Dialect::Sqlite => sqlite::read_whole(self, range),
            Dialect::MariaDb => mariadb::read_whole(self, range),
        }
    }

    /// The change itself, rule and range together. Not for a step with dependents. Of a step that makes values anonymous, `left`
    /// is what is left of each of its columns in all rows of the range.
    pub fn change(&self, range: &Range, left: &[Param]) -> Sql {
        if self.site.dialect == Dialect::MariaDb {
            return mariadb::change(self, range, left);
        }
        let mut text = Text::with_rule(self);
        let head = self.head(left, &mut text);
        let rule = match range {
            // Not for an index: the rows are where the range is. A planner that weighs the indexes looks for their ends, which
            // is slow where the batch before has just deleted them.
            Range::Blocks(..) => format!("(({}) IS TRUE)", self.rule().text),
            _ => format!("({})", self.rule().text),
        };
        let range = self.within(range, &mut text);
        text.finish(format!("{head} WHERE {range} AND {rule}"))
    }

    fn head(&self, left: &[Param], text: &mut Text) -> String {
        match &self.step.action {
            Action::Erase { .. } => format!("DELETE FROM {}", self.target()),
            Action::Blank { columns } => {
                format!("UPDATE {} SET {}", self.target(), self.settings(columns, text))
            }
            Action::Anonymise { columns } => {
                format!("UPDATE {} SET {}", self.target(), self.coarser(columns, left, text))
            }
            Action::Cut { columns } => {
                let nulls: Vec<String> = columns
                    .iter()
                    .map(|column| format!("{} = NULL", quote::quote(self.site.dialect, column)))
                    .collect();
                format!("UPDATE {} SET {}", self.target(), nulls.join(", "))
            }
        }
    }

    /// The change to rows that were picked, and whose dependents are gone or of which copies are made: by their place alone.
    /// Not for a step that makes values anonymous.
    pub fn change_picked(&self, picked: &Range) -> Sql {
        if self.site.dialect == Dialect::MariaDb {
            return mariadb::change(self, &Range::Picked, &[]);
        }
        let mut text = Text::new(self.site.dialect);
        let head = self.head(&[], &mut text);
        let range = self.within(picked, &mut text);
        text.finish(format!("{head} WHERE {range}"))
    }

    /// Deletes the rows of another table that hang on picked rows.
    pub fn erase_dependent(&self, dependent: &Dependent, picked: &Range) -> Sql {
        if self.site.dialect == Dialect::MariaDb {
            return mariadb::erase_dependent(self, dependent);
        }
        let mut text = Text::new(self.site.dialect);
        let hangs = self.hangs(dependent, picked, &mut text);
        text.finish(format!(
            "DELETE FROM {} AS d WHERE {hangs}",
            quote::table(self.site.dialect, &dependent.table)
        ))
    }

    /// What a column holds in picked rows, as text.
    pub fn column_of_picked(&self, column: &str, picked: &Range) -> Sql {
        let dialect = self.site.dialect;
        if dialect == Dialect::MariaDb {
            return mariadb::column_of(self, None, column);
        }
        let mut text = Text::new(dialect);
        let range = self.within(picked, &mut text);
        let value = quote::column(dialect, Some("t"), column);
        text.finish(format!("SELECT CAST({value} AS text) FROM {} WHERE {range}", self.target()))
    }

    /// What a column holds in the rows of another table that hang on picked rows, as text.
    pub fn column_of_dependent(&self, dependent: &Dependent, column: &str, picked: &Range) -> Sql {
        let dialect = self.site.dialect;
        if dialect == Dialect::MariaDb {
            return mariadb::column_of(self, Some(dependent), column);
        }
        let mut text = Text::new(dialect);
        let hangs = self.hangs(dependent, picked, &mut text);
        let (table, value) =
            (quote::table(dialect, &dependent.table), quote::column(dialect, Some("d"), column));
        text.finish(format!("SELECT CAST({value} AS text) FROM {table} AS d WHERE {hangs}"))
    }

    /// The table under the alias `t`.
    fn target(&self) -> String {
        let table = quote::table(self.site.dialect, &self.site.table);
        match self.site.dialect {
            // Without its children: a ctid means a row only within one table.
            Dialect::Postgres => format!("ONLY {table} AS t"),
            Dialect::Sqlite | Dialect::MariaDb => format!("{table} AS t"),
        }
    }

    /// The columns that name a row, where they do.
    fn key(&self) -> &[String] {
        match &self.site.locator {
            Locator::Key(key) => key,
            Locator::Ctid | Locator::Rowid(_) => &self.step.key,
        }
    }

    fn coarser(&self, columns: &[Transformed], left: &[Param], text: &mut Text) -> String {
        let written = columns.iter().zip(left).map(|(transformed, left)| {
            let name = match self.site.dialect {
                Dialect::MariaDb => quote::column(Dialect::MariaDb, Some("t"), &transformed.column),
                dialect => quote::quote(dialect, &transformed.column),
            };
            format!("{name} = {}", text.bind(left.clone()))
        });
        written.collect::<Vec<_>>().join(", ")
    }

    fn settings(&self, columns: &[Blanked], text: &mut Text) -> String {
        let settings: Vec<String> = columns
            .iter()
            .map(|blanked| {
                let value = match &blanked.to {
                    Neutral::Null => "NULL".to_owned(),
                    Neutral::Constant(value) => text.bind(value.clone()),
                    Neutral::FromKey => from_key(self.site.dialect, Some("t"), &self.step.key),
                };
                format!("{} = {value}", self.assigned(&blanked.column))
            })
            .collect();
        settings.join(", ")
    }

    /// A column where it is assigned to. MariaDB's statements name two tables; the others take no alias there.
    fn assigned(&self, column: &str) -> String {
        let alias = (self.site.dialect == Dialect::MariaDb).then_some("t");
        quote::column(self.site.dialect, alias, column)
    }

    /// True for the rows of the alias `t` that are in `range`.
    fn within(&self, range: &Range, text: &mut Text) -> String {
        match self.site.dialect {
            Dialect::Postgres => postgres::within(range, text),
            Dialect::Sqlite => sqlite::within(&self.site.locator, range, text),
            // Its statements join the list instead.
            Dialect::MariaDb => "FALSE".to_owned(),
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
            let table = if last {
                self.target()
            } else {
                format!("{} AS {next}", quote::table(self.site.dialect, &join.table))
            };
            let own = quote::list(self.site.dialect, Some(&alias), &join.own);
            let their = quote::list(self.site.dialect, Some(&next), &join.their);
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
        Self { dialect: work.site.dialect, params: work.rule().params.clone() }
    }

    /// The placeholder for one more value.
    fn bind(&mut self, value: Param) -> String {
        self.params.push(value);
        format!("{}{}", self.dialect.placeholder(), self.params.len())
    }

    fn finish(self, text: String) -> Sql {
        Sql { text, params: self.params }
    }
}

pub use self::{
    copy::{Alike, Copying, MOST_ALIKE, Placed, Says, Stamp, says},
    linked::Answers,
    mariadb::{lock_hanging, pick_locked, some_stay, start_following, unpick},
    postgres::{fetch_list, lock_dependent, lock_rows, recheck, rows_of},
    sqlite::pick,
};
