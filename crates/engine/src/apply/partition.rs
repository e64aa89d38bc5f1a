//! Partitions that are wholly over: dropped instead of emptied row by row.
//!
//! Only where nothing is unusual. The table is partitioned by ranges of one column; the rule compares that column with constants
//! and asks nothing else, and is true at both ends of the partition's range, so that no row can come to lie there that is not
//! over; nothing refers to the table, no trigger waits for rows to be deleted, no subscriber is told of them. Under a lock that
//! keeps writers out, the rule is then asked of every row; count, token and drop are one transaction. Whatever fails, rows are left
//! to batches.

use abide_plan::{
    catalog::{Dialect, TableName},
    quote,
    step::{Action, Param, Sql, Step},
    value::Value,
};

use super::{
    durability,
    evidence::Announced,
    token,
    transaction::{Changed, Outcome},
};
use crate::{
    crash,
    store::{Store, StoreError, bound, plain},
};

const POSTGRES: Dialect = Dialect::Postgres;

/// Nobody waits longer than this behind us for a partition that we do not get.
const PATIENCE: &str = "300ms";

/// Nobody waits longer than this to write into a partition whose rows we look at.
const LOOK: &str = "20s";

/// Partitions that could be dropped whole: name, range, and the column with its type.
const CANDIDATES: &str = "
    SELECT n.nspname::text, c.relname::text, pg_get_expr(c.relpartbound, c.oid), a.attname::text, a.atttypid::regtype::text
    FROM pg_partitioned_table p JOIN pg_inherits i ON i.inhparent = p.partrelid
    JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
    WHERE p.partrelid = CAST($1 AS regclass) AND p.partstrat = 'r' AND p.partnatts = 1
      AND c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relhassubclass
      AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid IN (c.oid, p.partrelid) AND NOT t.tgisinternal)
      AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid IN (c.oid, p.partrelid))
      AND NOT EXISTS (SELECT FROM pg_publication_tables s JOIN pg_class o ON o.relname = s.tablename
                      JOIN pg_namespace m ON m.oid = o.relnamespace AND m.nspname = s.schemaname
                      WHERE o.oid IN (c.oid, p.partrelid))
    ORDER BY c.oid";

/// The partitions of the step's table in whose range everything is over.
pub(super) fn whole(store: &mut dyn Store, step: &Step) -> Result<Vec<TableName>, StoreError> {
    // Spelt out, so that whatever a step is to do besides is thought of here: a drop does nothing else.
    let Step { number: _, table, key: _, action, rule, again, activities: _, clauses: _, copies } = step;
    let alone = matches!(action, Action::Erase { with } if with.is_empty()) && again.is_none();
    if !alone || !copies.is_empty() || rule.text.to_ascii_uppercase().contains("SELECT") {
        return Ok(Vec::new());
    }
    let mut whole = Vec::new();
    for row in store.query(&bound(CANDIDATES, [Param::Text(quote::table(POSTGRES, table))]))? {
        let [
            Value::Text(schema),
            Value::Text(name),
            Value::Text(range),
            Value::Text(column),
            Value::Text(kind),
        ] = row.as_slice()
        else {
            continue;
        };
        if let Some(questions) = at_both_ends(rule, range, column, kind)
            && all_true(store, &questions)?
        {
            whole.push(TableName { schema: Some(schema.clone()), name: name.clone() });
        }
    }
    Ok(whole)
}

fn all_true(store: &mut dyn Store, questions: &[Sql]) -> Result<bool, StoreError> {
    for question in questions {
        if store.query(question)? != [[Value::Bool(true)]] {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Asks the rule about the first and the last value of a range; none when it is not about that column alone, or the
/// range has no last value.
fn at_both_ends(rule: &Sql, range: &str, column: &str, kind: &str) -> Option<Vec<Sql>> {
    let own = rule.text.matches(&quote::column(POSTGRES, Some("t"), column)).count();
    if own == 0 || rule.text.matches("t.\"").count() != own {
        return None;
    }
    let (from, to) = ends(range)?;
    let last = match kind {
        "date" => " - 1",
        "timestamp without time zone" | "timestamp with time zone" => " - INTERVAL '1 microsecond'",
        "smallint" | "integer" | "bigint" => " - 1",
        _ => return None,
    };
    let ask = |value: &str, less: &str| {
        let mut params = rule.params.clone();
        params.push(Param::Text(value.to_owned()));
        let place = params.len();
        let value =
            format!("CAST(CAST(${place} AS {kind}){less} AS {kind}) AS {}", quote::quote(POSTGRES, column));
        bound(format!("SELECT ({}) FROM (SELECT {value}) AS t", rule.text), params)
    };
    let mut questions = vec![ask(to, last)];
    questions.extend((from != "MINVALUE").then(|| ask(from, "")));
    Some(questions)
}

/// The ends of `FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`; none without an end to come to.
fn ends(range: &str) -> Option<(&str, &str)> {
    let (from, to) = range.strip_prefix("FOR VALUES FROM (")?.strip_suffix(')')?.split_once(") TO (")?;
    (to != "MAXVALUE").then(|| (from.trim_matches('\''), to.trim_matches('\'')))
}

/// Drops a partition all of whose rows are the step's, as the announced batch.
pub(super) fn drop_whole(
    store: &mut dyn Store,
    step: &Step,
    partition: &TableName,
    journal: &str,
    batch: &Announced,
) -> Outcome {
    match attempt(store, step, partition, journal, batch) {
        Ok(Some(rows)) => commit(store, rows, journal, batch),
        Ok(None) => store.rollback().map_or_else(Outcome::Unknown, |()| Outcome::Nothing),
        Err(error) => match store.rollback() {
            Ok(()) => Outcome::Undone(error),
            Err(_) => Outcome::Unknown(error),
        },
    }
}

/// Up to the commit: how many rows go; none when a row is not over, or there is no row.
fn attempt(
    store: &mut dyn Store,
    step: &Step,
    partition: &TableName,
    journal: &str,
    batch: &Announced,
) -> Result<Option<u64>, StoreError> {
    let name = quote::table(POSTGRES, partition);
    crash::point("before-send");
    store.begin_with(&[
        ("lock_timeout", PATIENCE),
        ("statement_timeout", LOOK),
        ("synchronous_commit", durability::postgres(batch.durable)),
    ])?;
    // Readers are let in until the drop.
    store.execute(&plain(format!("LOCK TABLE ONLY {name} IN SHARE MODE")))?;
    let rule = &step.rule;
    let text = format!("SELECT count(*), count(*) FILTER (WHERE {}) FROM ONLY {name} AS t", rule.text);
    let counts = store.query(&bound(text, rule.params.clone()))?;
    let [Value::Integer(all), Value::Integer(over)] = counts.first().map_or(&[][..], Vec::as_slice) else {
        return Ok(None);
    };
    if all != over || *all == 0 {
        return Ok(None);
    }
    let rows = all.unsigned_abs();
    store.execute(&token::insert(store.dialect(), journal, batch.hash, &batch.intent, rows, &[]))?;
    store.execute(&plain(format!("DROP TABLE {name}")))?;
    crash::point("after-send");
    Ok(Some(rows))
}

/// A commit that failed may have happened: the token tells.
fn commit(store: &mut dyn Store, rows: u64, journal: &str, batch: &Announced) -> Outcome {
    crash::point("before-commit");
    if let Err(error) = store.commit() {
        let there = store.rollback().and_then(|()| token::is_there(store, journal, batch.intent.seq));
        return if there.is_ok_and(|there| !there) {
            Outcome::Undone(error)
        } else {
            Outcome::Unknown(error)
        };
    }
    crash::point("after-commit");
    // What it took says nothing of what rows take.
    Outcome::Done(Changed { rows, with: Vec::new(), held: std::time::Duration::ZERO })
}

#[cfg(test)]
mod tests {
    use abide_plan::step::{Param, Sql};

    use super::{at_both_ends, ends};

    #[test]
    fn ranges_are_read_as_postgresql_writes_them() {
        assert_eq!(
            ends("FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"),
            Some(("2020-01-01", "2021-01-01"))
        );
        assert_eq!(ends("FOR VALUES FROM (MINVALUE) TO (7)"), Some(("MINVALUE", "7")));
        assert_eq!(ends("FOR VALUES FROM ('2020-01-01') TO (MAXVALUE)"), None);
        assert_eq!(ends("DEFAULT"), None);
        assert_eq!(ends("FOR VALUES IN ('a')"), None);
    }

    #[test]
    fn a_rule_about_something_else_asks_nothing() {
        let range = "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')";
        let rule =
            |text: &str| Sql { text: text.to_owned(), params: vec![Param::Text("2022-01-01".to_owned())] };
        assert!(at_both_ends(&rule(r#"t."day" < $1"#), range, "day", "date").is_some());
        assert!(at_both_ends(&rule(r#"t."day" < $1 AND t."kind" = 'x'"#), range, "day", "date").is_none());
        assert!(at_both_ends(&rule(r#"t."day2" < $1"#), range, "day", "date").is_none());
        assert!(at_both_ends(&rule(r#"t."day" < $1"#), range, "day", "text").is_none());
    }
}
