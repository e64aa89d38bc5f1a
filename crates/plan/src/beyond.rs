//! What one plan does beyond another of the same day: by table and act, to how many records each does it. These are counts. Two plans
//! that do the same to as many records need not do it to the same ones.

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
    /// It is copied into the archive.
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
        .map(|(other, (store, table, act), one)| Beyond { store, table, act, one, other })
        .collect()
}

fn counts(plan: &Plan) -> BTreeMap<(String, TableName, Act), u64> {
    let mut counts = BTreeMap::new();
    for store in &plan.stores {
        for (table, act, rows) in store.steps.iter().flat_map(of_step).filter(|(_, _, rows)| *rows > 0) {
            *counts.entry((store.store.clone(), table.clone(), act)).or_default() += rows;
        }
    }
    counts
}

fn of_step(planned: &Planned) -> Vec<(&TableName, Act, u64)> {
    let act = match planned.step.action {
        Action::Erase { .. } => Some(Act::Erase),
        Action::Blank { .. } => Some(Act::Blank),
        Action::Anonymise { .. } => Some(Act::Anonymise),
        // What is untied from a record leaves it as it was.
        Action::Cut { .. } => None,
    };
    let own = act.map(|act| (&planned.step.table, act, planned.rows));
    let with = planned.with.iter().map(|(table, rows)| (table, Act::Erase, *rows));
    let copies = planned.step.copies.iter().zip(&planned.archived);
    let copies = copies.map(|(copy, rows)| (&copy.table, Act::Archive, *rows));
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

    #[test]
    fn what_differs_is_counted_by_table_and_act_with_what_goes_along() {
        let (erase, blank) =
            (json!({ "kind": "erase", "with": [] }), json!({ "kind": "blank", "columns": [] }));
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
