//! Which rows were changed: an observer that counts, and hands on what it hears.

use std::collections::BTreeMap;

use abide_plan::{
    catalog::TableName,
    plan::{Plan, Planned},
    step::Action,
};

use super::{Observer, Progress};
use crate::store::Signals;

/// Rows of a table, and what was done to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The table.
    pub table: TableName,
    /// `erase`, `blank`, `anonymise` or `cut`.
    pub action: &'static str,
    /// How many.
    pub rows: u64,
}

/// Counts the rows of each step of a store's plan while somebody else watches.
pub struct StepRows<'a> {
    observer: &'a mut dyn Observer,
    /// By step: rows of its own table, and of others that went with them.
    rows: BTreeMap<u32, (u64, u64)>,
}

impl<'a> StepRows<'a> {
    /// Counts from here on.
    pub fn new(observer: &'a mut dyn Observer) -> Self {
        Self { observer, rows: BTreeMap::new() }
    }

    /// The rows by table and action. Rows that went with others count for the step's table.
    pub fn changed(&self, plan: &Plan) -> Vec<Changed> {
        let steps = plan.stores.iter().flat_map(|part| &part.steps).map(|planned| &planned.step);
        steps
            .filter_map(|step| {
                let (rows, with) = self.rows.get(&step.number)?;
                let action = match step.action {
                    Action::Erase { .. } => "erase",
                    Action::Blank { .. } => "blank",
                    Action::Anonymise { .. } => "anonymise",
                    Action::Cut { .. } => "cut",
                };
                Some(Changed { table: step.table.clone(), action, rows: rows + with })
            })
            .collect()
    }
}

impl Observer for StepRows<'_> {
    fn step(&mut self, planned: &Planned) {
        self.observer.step(planned);
    }

    fn progress(&mut self, progress: &Progress) {
        self.rows.insert(progress.step, (progress.rows, progress.with));
        self.observer.progress(progress);
    }

    fn waits_for_replica(&mut self, signals: &Signals) {
        self.observer.waits_for_replica(signals);
    }

    fn stop(&self) -> bool {
        self.observer.stop()
    }
}
