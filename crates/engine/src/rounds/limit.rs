//! What may be done without a person.

use std::collections::BTreeMap;

use abide_plan::{catalog::TableName, plan::Plan, quote, step::Action};

use crate::{
    session::{PlanError, Session},
    store::{Access, plain},
};

/// How much of a table a round may change by itself: both must be exceeded for a plan to wait.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// So many percent of its rows.
    pub percent: u64,
    /// So many rows.
    pub rows: u64,
}

impl Default for Limit {
    /// A fifth of a table, unless it is small.
    fn default() -> Self {
        Self { percent: 20, rows: 1000 }
    }
}

/// A table of which a plan would change more than it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooMuch {
    /// The table.
    pub table: TableName,
    /// Rows that the plan would change.
    pub rows: u64,
    /// Rows that it has.
    pub of: u64,
}

/// The tables of which a plan would change more than it may.
pub(super) fn too_much(session: &Session, plan: &Plan, limit: Limit) -> Result<Vec<TooMuch>, PlanError> {
    let mut all = Vec::new();
    for part in &plan.stores {
        let many = changes(part).into_iter().filter(|(_, rows)| *rows > limit.rows);
        let many: Vec<(TableName, u64)> = many.collect();
        let Some(map) = session.map().store(&part.store).filter(|_| !many.is_empty()) else { continue };
        let failed = |cause| PlanError::Store { store: part.store.clone(), cause };
        let mut store = session.open_store(map, Access::Read).map_err(failed)?;
        for (table, rows) in many {
            let text = format!("SELECT count(*) FROM {}", quote::table(store.dialect(), &table));
            let of = store.count(&plain(text)).map_err(failed)?;
            if u128::from(rows) * 100 > u128::from(of) * u128::from(limit.percent) {
                all.push(TooMuch { table, rows, of });
            }
        }
    }
    Ok(all)
}

/// Rows of each table that would be changed.
fn changes(part: &abide_plan::plan::StorePlan) -> BTreeMap<TableName, u64> {
    let mut changes: BTreeMap<TableName, u64> = BTreeMap::new();
    for planned in part.steps.iter().filter(|planned| !matches!(planned.step.action, Action::Cut { .. })) {
        *changes.entry(planned.step.table.clone()).or_default() += planned.rows;
        for (table, rows) in &planned.with {
            *changes.entry(table.clone()).or_default() += rows;
        }
    }
    changes
}
