//! What the rows of a batch are linked by, and what the session holds about that.

use super::{Range, Text, Work, mariadb};
use crate::{
    catalog::{Dialect, TableName},
    links::Loan,
    model::Model,
    quote,
    step::{Dependent, Sql},
};

/// A table of the session that holds answers of another store about rows of one of ours.
#[derive(Debug)]
pub struct Answers<'a> {
    /// The table.
    pub table: &'a TableName,
    /// The linked columns of our rows.
    pub own: Vec<&'a str>,
    /// The same in it.
    pub keys: Vec<&'a str>,
    /// What it holds of them.
    pub told: Vec<&'a str>,
}

impl<'a> Answers<'a> {
    /// Those that a loan brought.
    pub fn of(model: &'a Model, loan: &Loan) -> Self {
        let own = &model.tables[loan.table].columns;
        let lent = &model.tables[loan.lent];
        let (keys, told) = lent.columns.split_at(loan.own.len());
        Self {
            table: &lent.name,
            own: loan.own.iter().map(|column| own[*column].name.as_str()).collect(),
            keys: keys.iter().map(|column| column.name.as_str()).collect(),
            told: told.iter().map(|column| column.name.as_str()).collect(),
        }
    }
}

impl Work<'_> {
    /// The keys of the rows in a range, or of those that hang on them: each as the other store is asked about it. Behind it
    /// the first column of an answer, NULL where there is none, and what was answered.
    pub fn answered(&self, dependent: Option<&Dependent>, answers: &Answers<'_>, range: &Range) -> Sql {
        let dialect = self.site.dialect;
        let mut text = Text::new(dialect);
        let alias = if dependent.is_some() { "d" } else { "t" };
        let (rows, which) = match (dialect, dependent) {
            (Dialect::MariaDb, Some(dependent)) => (mariadb::hanging(self, dependent), "TRUE".to_owned()),
            (Dialect::MariaDb, None) => {
                let rows = mariadb::joined(self, range, &mut text);
                (rows, format!("{}TRUE", mariadb::within(range, &mut text)))
            }
            (_, Some(dependent)) => {
                let rows = format!("{} AS d", quote::table(dialect, &dependent.table));
                (rows, self.hangs(dependent, range, &mut text))
            }
            (_, None) => (self.target(), self.within(range, &mut text)),
        };
        let own = |name: &&str| {
            let column = quote::column(dialect, Some(alias), name);
            if dialect == Dialect::Postgres { format!("CAST({column} AS text)") } else { column }
        };
        let there = |name: &&str| quote::column(dialect, Some("a"), name);
        let mut columns: Vec<String> = answers.own.iter().map(own).collect();
        columns.extend(answers.keys.iter().take(1).chain(&answers.told).map(there));
        let same = answers.own.iter().zip(&answers.keys).map(|(own, key)| {
            format!(
                "{} = {}",
                quote::column(dialect, Some("a"), key),
                quote::column(dialect, Some(alias), own)
            )
        });
        text.finish(format!(
            "SELECT DISTINCT {} FROM {rows} LEFT JOIN {} AS a ON {} WHERE {which}",
            columns.join(", "),
            quote::table(dialect, answers.table),
            same.collect::<Vec<_>>().join(" AND "),
        ))
    }
}
