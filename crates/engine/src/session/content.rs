//! Looking through a store's columns for what the policy forbids to hold.

use std::ops::ControlFlow;

use abide_plan::{
    content::{self, Look},
    value::Value,
};
use abide_policy::{finding::Finding, map::MapStore, model::Policy};

use super::Reached;
use crate::store::{Store, StoreError};

/// What is found in the tables of the map, by column. Nothing is read unless the policy forbids something that can be looked for.
pub(super) fn findings(
    policy: &Policy,
    map: &MapStore,
    reached: &mut Reached,
) -> Result<Vec<(Finding, u64)>, StoreError> {
    let mut found = Vec::new();
    for look in content::looks(policy, map, &reached.catalog) {
        let counts = counts(reached.store.as_mut(), &look)?;
        for (column, rows) in look.columns.iter().zip(counts).filter(|(_, rows)| *rows > 0) {
            let place = format!("{}.{}.{column}", map.name.value, look.table);
            found.push((content::finding(policy, place, rows), rows));
        }
    }
    Ok(found)
}

/// In how many rows each column holds it. Rows are looked at as they arrive, and forgotten.
fn counts(store: &mut dyn Store, look: &Look) -> Result<Vec<u64>, StoreError> {
    let mut counts = vec![0; look.columns.len()];
    store.stream(&look.sql, &mut |row| {
        for (count, value) in counts.iter_mut().zip(&row) {
            if let Value::Text(text) = value {
                *count += u64::from(content::holds_card_number(text));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(counts)
}
