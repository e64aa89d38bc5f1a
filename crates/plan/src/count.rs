//! The counting that a plan is made of: one statement a question, set-based, writing nothing.

use crate::{
    catalog::{Dialect, TableName},
    quote,
    step::{Action, Copy, Dependent, Join, Sql, Step, Transformed},
};

/// How many rows a rule is true for.
pub fn rows(dialect: Dialect, table: &TableName, rule: &Sql) -> Sql {
    Sql {
        text: format!("SELECT count(*) FROM {} AS t WHERE {}", quote::table(dialect, table), rule.text),
        params: rule.params.clone(),
    }
}

/// Rows alike in some columns, each time with how many they are: what of a value is left is for the reader to work out.
pub fn alike(dialect: Dialect, table: &TableName, rule: &Sql, columns: &[Transformed]) -> Sql {
    let columns = columns.iter().map(|transformed| {
        let name = quote::column(dialect, Some("t"), &transformed.column);
        match dialect {
            Dialect::Sqlite => name,
            // Not every type has a form of its own that is read.
            Dialect::Postgres => format!("CAST({name} AS text)"),
            // What a collation takes for the same is told apart.
            Dialect::MariaDb => format!("CONVERT({name} USING utf8mb4) COLLATE utf8mb4_bin"),
        }
    });
    let columns = columns.collect::<Vec<_>>().join(", ");
    Sql {
        text: format!(
            "SELECT {columns}, count(*) FROM {} AS t WHERE {} GROUP BY {columns}",
            quote::table(dialect, table),
            rule.text
        ),
        params: rule.params.clone(),
    }
}

/// How many rows of another table go with a step's rows.
pub fn dependents(dialect: Dialect, step: &Step, dependent: &Dependent) -> Sql {
    let table = quote::table(dialect, &dependent.table);
    Sql {
        text: format!("SELECT count(*) FROM {table} AS d WHERE {}", hangs(dialect, step, dependent)),
        params: step.rule.params.clone(),
    }
}

/// True for the rows of the alias `d` that hang on rows of the step.
fn hangs(dialect: Dialect, step: &Step, dependent: &Dependent) -> String {
    let last = dependent.path.len().saturating_sub(1);
    let mut from = String::new();
    let mut on = String::new();
    for (number, join) in dependent.path.iter().enumerate() {
        let alias = if number == last { "t".to_owned() } else { format!("w{number}") };
        let before = match number {
            0 => "d".to_owned(),
            _ => format!("w{}", number - 1),
        };
        let linked = linked(dialect, &before, join, &alias);
        let table = format!("{} AS {alias}", quote::table(dialect, &join.table));
        if number == 0 {
            (from, on) = (table, linked);
        } else {
            from = format!("{from} JOIN {table} ON {linked}");
        }
    }
    format!("EXISTS (SELECT 1 FROM {from} WHERE {on} AND ({}))", step.rule.text)
}

/// How many rows a step's rule is true for, and then for each of its copies of own rows, in their order, how many of them are
/// copied.
pub fn with_copies(dialect: Dialect, step: &Step) -> Sql {
    let mut params = step.rule.params.clone();
    let mut counts = vec!["count(*)".to_owned()];
    for copy in step.copies.iter().filter(|copy| copy.table == step.table) {
        counts.push(format!("sum(CASE WHEN {} THEN 1 ELSE 0 END)", copy.rule.behind(params.len())));
        params.extend(copy.rule.params.iter().cloned());
    }
    let (table, rule) = (quote::table(dialect, &step.table), &step.rule.text);
    Sql { text: format!("SELECT {} FROM {table} AS t WHERE {rule}", counts.join(", ")), params }
}

/// How many rows of other tables that go with a step's rows are copied.
pub fn dependent_copies(dialect: Dialect, step: &Step, copy: &Copy) -> Sql {
    let Action::Erase { with } = &step.action else { return rows(dialect, &copy.table, &never()) };
    let ways: Vec<String> = with
        .iter()
        .filter(|dependent| dependent.table == copy.table)
        .map(|dependent| hangs(dialect, step, dependent))
        .collect();
    if ways.is_empty() {
        return rows(dialect, &copy.table, &never());
    }
    let table = quote::table(dialect, &copy.table);
    let mut params = step.rule.params.clone();
    let own = copy.rule.behind(params.len());
    params.extend(copy.rule.params.iter().cloned());
    Sql {
        text: format!("SELECT count(*) FROM {table} AS d WHERE ({}) AND ({own})", ways.join(" OR ")),
        params,
    }
}

fn never() -> Sql {
    Sql { text: "1 = 0".to_owned(), params: Vec::new() }
}

fn linked(dialect: Dialect, here: &str, join: &Join, there: &str) -> String {
    let pairs = join.own.iter().zip(&join.their);
    let equal = pairs.map(|(own, their)| {
        format!(
            "{} = {}",
            quote::column(dialect, Some(there), their),
            quote::column(dialect, Some(here), own)
        )
    });
    equal.collect::<Vec<_>>().join(" AND ")
}
