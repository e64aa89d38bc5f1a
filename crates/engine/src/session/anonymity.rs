//! How small the smallest group is of anonymous records that are alike in all that is left of them.

use abide_phrases::{Text, text};
use std::{collections::HashMap, ops::ControlFlow};

use abide_plan::{
    anonymise,
    compile::Anonymous,
    count,
    model::Model,
    step::{Param, Transformed},
    value::Value,
};
use abide_policy::finding::{Finding, Severity};

use crate::store::{Store, StoreError};

/// So many groups are told apart at most: where there are more, hardly anything is alike, and memory is to stay flat.
const GROUPS: usize = 1_000_000;

/// Counts the groups of a table's anonymous records; nothing is told when there are none.
pub(super) fn inspect(
    store: &mut dyn Store,
    model: &Model,
    anonymous: &Anonymous,
) -> Result<Option<Finding>, StoreError> {
    let table = &model.tables[anonymous.table];
    let sql = count::alike(model.dialect, &table.name, &anonymous.rule, &anonymous.columns);
    let mut groups: HashMap<Vec<Param>, u64> = HashMap::new();
    store.stream(&sql, &mut |row| {
        let Some((Value::Integer(rows), values)) = row.split_last() else { return ControlFlow::Continue(()) };
        *groups.entry(left(&anonymous.columns, values)).or_default() += rows.unsigned_abs();
        if groups.len() > GROUPS { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    let Some(smallest) = groups.values().min() else { return Ok(None) };
    let place = model.place(anonymous.table);
    let names: Vec<&str> = anonymous.columns.iter().map(|column| column.column.as_str()).collect();
    let columns = names.join(", ");
    if groups.len() > GROUPS {
        return Ok(Some(small(text!("plan-apart", place = &place, columns), place)));
    }
    let k = u64::from(table.k.unwrap_or(0));
    let few: u64 = groups.values().filter(|rows| **rows < k).sum();
    Ok(Some(match few {
        0 => {
            let message = text!("plan-anonymous-groups", place = &place, smallest = *smallest, columns);
            Finding::new("plan/anonymous-groups", Severity::Advice, message).place(place)
        }
        few => {
            let smallest = *smallest;
            small(text!("plan-small-groups", few, place = &place, columns, k, smallest), place)
        }
    }))
}

fn small(message: Text, place: String) -> Finding {
    Finding::new("plan/small-groups", Severity::Warning, message)
        .place(place)
        .help(text!("plan-small-groups.help"))
}

fn left(columns: &[Transformed], values: &[Value]) -> Vec<Param> {
    columns.iter().zip(values).map(|(to, value)| anonymise::written(to, value)).collect()
}
