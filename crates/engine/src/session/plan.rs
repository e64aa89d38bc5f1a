//! Planning: each store is bound, its steps compiled, and their rows counted in one reading transaction.

use abide_plan::{
    bind::Bound,
    checker::{self, Violation},
    compile::{self, Question, QuestionKind},
    count, inspect,
    model::Model,
    plan::{FORMAT, Found, Plan, Planned, StorePlan},
    step::{Action, Sql, Step},
};
use abide_policy::{
    finding::{Finding, Severity},
    map::MapStore,
};
use jiff::civil::Date;
use thiserror::Error;

use super::{Reached, Session};
use crate::{
    journal::{Journal, JournalError},
    store::{Access, Store, StoreError},
};

/// Why there is no plan.
#[derive(Debug, Error)]
pub enum PlanError {
    /// The map has no store of that name.
    #[error("the map has no store {0}")]
    NoSuchStore(String),
    /// A store could not be read.
    #[error("store {store}: {cause}")]
    Store {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: StoreError,
    },
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The checker refuses the plan.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Unsound(Vec<Violation>),
}

impl Session {
    /// The plan for a day (today when none is given), for all stores or one. Reads only.
    pub fn plan(&self, date: Option<Date>, only: Option<&str>) -> Result<Plan, PlanError> {
        let date = date.unwrap_or_else(|| self.today());
        let maps: Vec<&MapStore> =
            self.map.stores.iter().filter(|store| only.is_none_or(|only| store.name.value == only)).collect();
        if let (Some(only), true) = (only, maps.is_empty()) {
            return Err(PlanError::NoSuchStore(only.to_owned()));
        }
        let premises = self.premises()?;
        let stores: Result<Vec<StorePlan>, PlanError> =
            maps.into_iter().map(|map| self.plan_store(map, date)).collect();
        Ok(Plan { format: FORMAT, date, made_at: self.now, premises, stores: stores? })
    }

    /// The hash at the head of the ledger; none while there is no journal.
    pub(super) fn ledger_head(&self) -> Result<Option<String>, JournalError> {
        match Journal::read(&self.files.journal) {
            Ok(journal) => Ok(Some(journal.head()?.hash.to_string())),
            Err(JournalError::Missing { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    fn plan_store(&self, map: &MapStore, date: Date) -> Result<StorePlan, PlanError> {
        let failed = |cause| PlanError::Store { store: map.name.value.clone(), cause };
        let mut reached = self.reach(map, Access::Read).map_err(failed)?;
        let plan = counted(&mut reached, date).map_err(failed)?;
        let violations = checker::check(&plan, date, &self.policy, map, &reached.catalog);
        if violations.is_empty() { Ok(plan) } else { Err(PlanError::Unsound(violations)) }
    }
}

fn counted(reached: &mut Reached, date: Date) -> Result<StorePlan, StoreError> {
    let Reached { store, catalog, bound } = reached;
    let Bound { model, findings } = bound;
    let program = compile::compile(model, date);
    store.begin()?;
    let steps: Result<Vec<Planned>, StoreError> =
        program.steps.into_iter().map(|step| count_step(store.as_mut(), step)).collect();
    let steps = steps?;
    let mut found: Vec<Found> =
        findings.iter().cloned().chain(inspect::inspect(model, catalog)).map(told).collect();
    for question in &program.questions {
        let rows = store.count(&count::rows(&model.tables[question.table].name, &question.rule))?;
        if rows > 0 {
            found.push(Found { rows: Some(rows), ..told(answer(model, question, rows)) });
        }
    }
    store.rollback()?;
    found.sort_by_key(|found| std::cmp::Reverse(found.severity));
    Ok(StorePlan {
        store: model.store.clone(),
        dialect: catalog.dialect,
        catalog: catalog.digest(),
        steps,
        findings: found,
    })
}

fn count_step(store: &mut dyn Store, step: Step) -> Result<Planned, StoreError> {
    let mut counted = |sql: &Sql| if step.rule.text == "1 = 0" { Ok(0) } else { store.count(sql) };
    let rows = counted(&count::rows(&step.table, &step.rule))?;
    let mut with = Vec::new();
    if let Action::Erase { with: dependents } = &step.action {
        for dependent in dependents {
            let rows = if rows == 0 { 0 } else { counted(&count::dependents(&step, dependent))? };
            with.push((dependent.table.clone(), rows));
        }
    }
    Ok(Planned { step, rows, with })
}

fn answer(model: &Model, question: &Question, rows: u64) -> Finding {
    let table = &model.tables[question.table];
    let place = model.place(question.table);
    match &question.kind {
        QuestionKind::Unserved => {
            let message = format!("{} of {place} serving no activity: left alone", records(rows));
            Finding::new("plan/unserved", Severity::Warning, message)
                .place(place)
                .help("widen a condition under `serves`, or say what becomes of them: unserved = \"erase\" or \"keep\"")
        }
        QuestionKind::Undatable { service } => {
            let activity = &model.activities[table.serves[*service].activity];
            let message = format!(
                "{} of {place} without a date to count from for {} ({}): kept",
                records(rows),
                activity.name,
                activity.phrase
            );
            Finding::new("plan/undatable", Severity::Warning, message)
                .place(place)
                .help("fill the dates in, or name another event that the period may count from")
        }
        QuestionKind::Unneeded { column } => {
            let place = format!("{place}.{}", table.columns[*column].name);
            let message = format!("{} with a value in {place}, which no activity needs", records(rows));
            Finding::new("plan/unneeded", Severity::Warning, message).place(place).help(format!(
                "declare the category in an activity, or confirm its removal: unneeded = [\"{}\"]",
                table.columns[*column].name
            ))
        }
    }
}

fn records(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}

fn told(finding: Finding) -> Found {
    Found {
        code: finding.code.to_owned(),
        severity: finding.severity,
        message: finding.message,
        place: finding.place,
        help: finding.help,
        rows: None,
    }
}
