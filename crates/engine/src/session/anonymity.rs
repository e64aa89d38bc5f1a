//! How small the smallest group is of anonymous records that are alike in all that is left of them.

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
    let names = names.join(", ");
    if groups.len() > GROUPS {
        let message = format!("anonymous records of {place} differ in {names} from nearly all others");
        return Ok(Some(small(message, place)));
    }
    let k = u64::from(table.k.unwrap_or(0));
    let few: u64 = groups.values().filter(|rows| **rows < k).sum();
    Ok(Some(match few {
        0 => {
            let message =
                format!("of the anonymous records of {place}, at least {smallest} each are alike in {names}");
            Finding::new("plan/anonymous-groups", Severity::Advice, message).place(place)
        }
        few => small(
            format!(
                "{few} anonymous records of {place} are alike in {names} with fewer than {k}, the smallest group having {smallest}"
            ),
            place,
        ),
    }))
}

fn small(message: String, place: String) -> Finding {
    Finding::new("plan/small-groups", Severity::Warning, message)
        .place(place)
        .help("coarsen more: `year` for `month`, fewer characters, wider buckets, or leave a transform out")
}

fn left(columns: &[Transformed], values: &[Value]) -> Vec<Param> {
    columns.iter().zip(values).map(|(to, value)| anonymise::written(to, value)).collect()
}
