//! The counting that a plan is made of: one statement a question, set-based, writing nothing.

use crate::{
    catalog::TableName,
    quote,
    step::{Dependent, Join, Sql, Step},
};

/// How many rows a rule is true for.
pub fn rows(table: &TableName, rule: &Sql) -> Sql {
    Sql {
        text: format!("SELECT count(*) FROM {} AS t WHERE {}", quote::table(table), rule.text),
        params: rule.params.clone(),
    }
}

/// How many rows of another table go with a step's rows.
pub fn dependents(step: &Step, dependent: &Dependent) -> Sql {
    let last = dependent.path.len().saturating_sub(1);
    let mut from = String::new();
    let mut on = String::new();
    for (number, join) in dependent.path.iter().enumerate() {
        let alias = if number == last { "t".to_owned() } else { format!("w{number}") };
        let before = match number {
            0 => "d".to_owned(),
            _ => format!("w{}", number - 1),
        };
        let linked = linked(&before, join, &alias);
        let table = format!("{} AS {alias}", quote::table(&join.table));
        if number == 0 {
            (from, on) = (table, linked);
        } else {
            from = format!("{from} JOIN {table} ON {linked}");
        }
    }
    let table = quote::table(&dependent.table);
    let rule = &step.rule.text;
    Sql {
        text: format!(
            "SELECT count(*) FROM {table} AS d WHERE EXISTS (SELECT 1 FROM {from} WHERE {on} AND ({rule}))"
        ),
        params: step.rule.params.clone(),
    }
}

fn linked(here: &str, join: &Join, there: &str) -> String {
    let pairs = join.own.iter().zip(&join.their);
    let equal = pairs.map(|(own, their)| {
        format!("{} = {}", quote::column(Some(there), their), quote::column(Some(here), own))
    });
    equal.collect::<Vec<_>>().join(" AND ")
}
