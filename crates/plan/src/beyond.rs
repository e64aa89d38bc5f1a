//! What one plan does beyond another of the same day: by table and act, to how many records each does it. These are counts. Two plans
//! that do the same to as many records need not do it to the same ones. Where values are overwritten, the columns are told apart: steps
//! for different columns may be for the same records, so that no sum of theirs counts records.

use std::collections::BTreeMap;

use crate::{
    catalog::TableName,
    plan::{Plan, Planned},
    step::Action,
};

/// An act on a table's records, and how many each plan does it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beyond {
    /// The store's name in the map.
    pub store: String,
    /// The table.
    pub table: TableName,
    /// What is done.
    pub act: Act,
    /// The columns in which values are overwritten; none where that is not what is done.
    pub columns: Vec<String>,
    /// Of how many records the one plan says so.
    pub one: u64,
    /// And the other.
    pub other: u64,
}

/// What is done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It is erased, itself or with what it hangs on.
    Erase,
    /// Values in it are.
    Blank,
    /// Values in it are made anonymous.
    Anonymise,
    /// Something of it is copied into the archive: counted once for each activity and step.
    Archive,
}

/// Everything that `other` does to more or fewer records than `one`, in the order of stores, tables and acts.
pub fn beyond(one: &Plan, other: &Plan) -> Vec<Beyond> {
    let (mut ones, others) = (counts(one), counts(other));
    for key in others.keys() {
        ones.entry(key.clone()).or_default();
    }
    let both = ones.into_iter().map(|(key, one)| (others.get(&key).copied().unwrap_or_default(), key, one));
    both.filter(|(other, _, one)| one != other)
        .map(|(other, done, one)| Beyond {
            store: done.store,
            table: done.table,
            act: done.act,
            columns: done.columns,
            one,
            other,
        })
        .collect()
}

/// What is done, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Done {
    store: String,
    table: TableName,
    act: Act,
    columns: Vec<String>,
}

fn counts(plan: &Plan) -> BTreeMap<Done, u64> {
    let mut counts = BTreeMap::new();
    for store in &plan.stores {
        let all = store.steps.iter().flat_map(|planned| of_step(&store.store, planned));
        for (done, rows) in all.filter(|(_, rows)| *rows > 0) {
            *counts.entry(done).or_default() += rows;
        }
    }
    counts
}

fn of_step(store: &str, planned: &Planned) -> Vec<(Done, u64)> {
    let done = |table: &TableName, act, columns| Done {
        store: store.to_owned(),
        table: table.clone(),
        act,
        columns,
    };
    let action = &planned.step.action;
    let act = match action {
        Action::Erase { .. } => Some(Act::Erase),
        Action::Blank { .. } => Some(Act::Blank),
        Action::Anonymise { .. } => Some(Act::Anonymise),
        // What is untied from a record leaves it as it was.
        Action::Cut { .. } => None,
    };
    let own = act.map(|act| (done(&planned.step.table, act, action.overwritten()), planned.rows));
    let with = planned.with.iter().map(|(table, rows)| (done(table, Act::Erase, Vec::new()), *rows));
    let copies = planned.step.copies.iter().zip(&planned.archived);
    let copies = copies.map(|(copy, rows)| (done(&copy.table, Act::Archive, Vec::new()), *rows));
    own.into_iter().chain(with).chain(copies).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn plan(steps: &[Value]) -> Plan {
        let plan = json!({
            "format": 1,
            "date": "2026-11-26",
            "made_at": "2026-11-26T00:00:00Z",
            "premises": { "policy": "", "map": "", "ledger": null },
            "stores": [{ "store": "crm", "dialect": "sqlite", "catalog": "", "steps": steps, "findings": [] }],
        });
        serde_json::from_value(plan).expect("a plan")
    }

    fn step(table: &str, action: &Value, rows: u64, with: &Value) -> Value {
        json!({
            "step": {
                "number": 1, "table": table_name(table), "key": ["id"], "action": action,
                "rule": { "text": "1", "params": [] }, "activities": [], "clauses": [],
            },
            "rows": rows,
            "with": with,
        })
    }

    fn table_name(name: &str) -> Value {
        json!({ "schema": null, "name": name })
    }

    fn blank(column: &str) -> Value {
        json!({ "kind": "blank", "columns": [{ "column": column, "to": "null" }] })
    }

    #[test]
    fn records_are_told_by_the_columns_overwritten_in_them() {
        let steps = [
            step("contacts", &blank("email"), 84, &json!([])),
            step("contacts", &blank("name"), 32, &json!([])),
        ];
        let rows = beyond(&plan(&[]), &plan(&steps));
        let told: Vec<_> = rows.iter().map(|row| (row.columns.join(", "), row.one, row.other)).collect();
        assert_eq!(told, [("email".to_owned(), 0, 84), ("name".to_owned(), 0, 32)]);
    }

    #[test]
    fn what_differs_is_counted_by_table_and_act_with_what_goes_along() {
        let (erase, blank) = (json!({ "kind": "erase", "with": [] }), blank("email"));
        let messages = json!([[table_name("messages"), 5]]);
        let one = plan(&[step("contacts", &erase, 2, &json!([])), step("contacts", &blank, 7, &json!([]))]);
        let other = plan(&[step("contacts", &erase, 3, &messages), step("contacts", &blank, 7, &json!([]))]);
        let told = |one: &Plan, other: &Plan| -> Vec<(String, Act, u64, u64)> {
            beyond(one, other).into_iter().map(|row| (row.table.name, row.act, row.one, row.other)).collect()
        };
        let there = [("contacts".to_owned(), Act::Erase, 2, 3), ("messages".to_owned(), Act::Erase, 0, 5)];
        let back = [("contacts".to_owned(), Act::Erase, 3, 2), ("messages".to_owned(), Act::Erase, 5, 0)];
        assert_eq!(told(&one, &other), there);
        assert_eq!(told(&other, &one), back);
        assert_eq!(told(&other, &other), []);
    }
}
