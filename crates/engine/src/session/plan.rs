//! Planning: each store is bound, its steps compiled, and their rows counted in one reading transaction.

use abide_phrases::text;

use abide_plan::{
    bind::Bound,
    checker::{self, Violation},
    compile::{self, Question, QuestionKind},
    count, inspect,
    model::Model,
    plan::{FORMAT, Found, Plan, Planned, StorePlan},
    step::{Action, Sql, Step},
    value::Value,
};
use abide_policy::{
    finding::{Finding, Severity},
    map::MapStore,
};
use jiff::civil::Date;
use thiserror::Error;

use super::{Reached, Session, Standing, anonymity, content, proof};
use crate::{
    apply::{self, ApplyError},
    journal::{Journal, JournalError},
    store::{Kind, Store, StoreError},
};

/// The code of the finding that a store looks restored from a backup.
pub const RESTORED: &str = "plan/restored";

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
        let standing = self.standing()?;
        let stores: Result<Vec<StorePlan>, PlanError> =
            maps.into_iter().map(|map| self.plan_store(map, date, &standing)).collect();
        let mut stores = stores?;
        // Told once, with the first store: they are about no store.
        if let Some(first) = stores.first_mut() {
            first.findings.extend(self.overdue(date)?.into_iter().map(told));
            first.findings.sort_by_key(|found| std::cmp::Reverse(found.severity));
        }
        Ok(Plan { format: FORMAT, date, made_at: self.now, premises, stores })
    }

    /// The hash at the head of the ledger; none while there is no journal.
    pub(super) fn ledger_head(&self) -> Result<Option<String>, JournalError> {
        match Journal::read(&self.files.journal) {
            Ok(journal) => Ok(Some(journal.head()?.hash.to_string())),
            Err(JournalError::Missing { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// A finding when the store has forgotten what was done in it.
    fn restored(&self, reached: &mut Reached, name: &str) -> Result<Option<Finding>, PlanError> {
        let journal = match Journal::read(&self.files.journal) {
            Err(JournalError::Missing { .. }) => return Ok(None),
            journal => journal?,
        };
        let restored = match apply::restored(reached.store.as_mut(), &journal, name) {
            // Who may only plan need not read tokens; applying asks again.
            Err(ApplyError::Store(error)) if error.kind() == Kind::Denied => None,
            restored => restored.map_err(|error| match error {
                ApplyError::Journal(error) => PlanError::Journal(error),
                ApplyError::Store(cause) => PlanError::Store { store: name.to_owned(), cause },
                // Nothing else is asked of the store here.
                other => PlanError::Store {
                    store: name.to_owned(),
                    cause: StoreError::Failed { place: name.to_owned(), reason: other.to_string() },
                },
            })?,
        };
        Ok(restored.map(|restored| {
            let message = text!("plan-restored", store = name, since = restored.since.to_string());
            let finding = Finding::new(RESTORED, Severity::Error, message).place(name);
            finding.help(text!("plan-restored.help", store = name))
        }))
    }

    fn plan_store(&self, map: &MapStore, date: Date, standing: &Standing) -> Result<StorePlan, PlanError> {
        let failed = |cause| PlanError::Store { store: map.name.value.clone(), cause };
        let mut reached = self.reach(map, standing).map_err(failed)?;
        let restored = self.restored(&mut reached, &map.name.value)?;
        self.ask(&mut reached, date).map_err(failed)?;
        let mut plan = counted(&mut reached, date).map_err(failed)?;
        plan.findings.splice(..0, restored.map(told));
        let contents = content::findings(&self.policy, map, &mut reached).map_err(failed)?;
        plan.findings.extend(contents.into_iter().map(|(one, rows)| Found { rows: Some(rows), ..told(one) }));
        plan.findings.sort_by_key(|found| std::cmp::Reverse(found.severity));
        let violations = checker::check(&plan, date, &self.policy, map, &reached.catalog);
        if violations.is_empty() { Ok(plan) } else { Err(PlanError::Unsound(violations)) }
    }
}

fn counted(reached: &mut Reached, date: Date) -> Result<StorePlan, StoreError> {
    let Reached { store, digest, catalog, bound, .. } = reached;
    let Bound { model, findings } = bound;
    let before = model.clone();
    let program = compile::compile(model, date);
    store.begin()?;
    let counting = proof::counting(store.as_mut(), before, catalog, &program, date)?;
    let steps: Result<Vec<Planned>, StoreError> = program
        .steps
        .into_iter()
        .zip(&counting.steps)
        .map(|(step, by)| count_step(store.as_mut(), step, by))
        .collect();
    let mut steps = steps?;
    heap_only(store.as_mut(), &mut steps)?;
    let noticed = store.findings()?;
    let said = findings.iter().cloned().chain(inspect::inspect(model, catalog)).chain(noticed);
    let mut found: Vec<Found> = said.map(told).collect();
    for question in &counting.questions {
        let rows =
            store.count(&count::rows(model.dialect, &model.tables[question.table].name, &question.rule))?;
        if rows > 0 {
            found.push(Found { rows: Some(rows), ..told(answer(model, question, rows)) });
        }
    }
    for anonymous in &counting.anonymous {
        found.extend(anonymity::inspect(store.as_mut(), model, anonymous)?.map(told));
    }
    store.rollback()?;
    found.sort_by_key(|found| std::cmp::Reverse(found.severity));
    Ok(StorePlan {
        store: model.store.clone(),
        dialect: catalog.dialect,
        catalog: digest.clone(),
        steps,
        findings: found,
    })
}

/// Counts the rows of a step by the rules of its twin.
fn count_step(store: &mut dyn Store, step: Step, by: &Step) -> Result<Planned, StoreError> {
    let dialect = store.dialect();
    let mut own = counts(store, &count::with_copies(dialect, by))?.into_iter();
    let rows = own.next().unwrap_or(0);
    let mut asked = |sql: &Sql| if rows == 0 { Ok(0) } else { store.count(sql) };
    let mut with = Vec::new();
    if let Action::Erase { with: dependents } = &by.action {
        for dependent in dependents {
            with.push((dependent.table.clone(), asked(&count::dependents(dialect, by, dependent))?));
        }
    }
    let mut archived = Vec::new();
    for copy in &by.copies {
        archived.push(match copy.table == by.table {
            true => own.next().unwrap_or(0),
            false => asked(&count::dependent_copies(dialect, by, copy))?,
        });
    }
    Ok(Planned { step, rows, with, archived, heap_only: None })
}

/// Says of each step that overwrites values whether its updates can be heap-only.
fn heap_only(store: &mut dyn Store, steps: &mut [Planned]) -> Result<(), StoreError> {
    let overwrites =
        |planned: &Planned| matches!(planned.step.action, Action::Blank { .. } | Action::Anonymise { .. });
    if !steps.iter().any(overwrites) {
        return Ok(());
    }
    let heaps = store.heaps()?;
    for planned in steps {
        let heap = heaps.get(&planned.step.table);
        planned.heap_only = heap.and_then(|heap| heap.told(&planned.step.action));
    }
    Ok(())
}

/// The whole numbers of the one row that the statement gives; NULL is zero.
fn counts(store: &mut dyn Store, sql: &Sql) -> Result<Vec<u64>, StoreError> {
    let number = |value: &Value| match value {
        Value::Integer(number) => u64::try_from(*number).unwrap_or(0),
        Value::Decimal(number) => number.parse().unwrap_or(0),
        _ => 0,
    };
    let rows = store.query(sql)?;
    Ok(rows.first().map(|row| row.iter().map(number).collect()).unwrap_or_default())
}

fn answer(model: &Model, question: &Question, rows: u64) -> Finding {
    let table = &model.tables[question.table];
    let place = model.place(question.table);
    match &question.kind {
        QuestionKind::Unserved => {
            let message = text!("plan-unserved", rows, place = &place);
            let finding = Finding::new("plan/unserved", Severity::Warning, message);
            finding.place(place).help(text!("plan-unserved.help"))
        }
        QuestionKind::Undatable { service } => {
            let activity = &model.activities[table.serves[*service].activity];
            let (activity, phrase) = (&activity.name, &activity.phrase);
            let message = text!("plan-undatable", rows, place = &place, activity, phrase);
            let finding = Finding::new("plan/undatable", Severity::Warning, message);
            finding.place(place).help(text!("plan-undatable.help"))
        }
        QuestionKind::Held => {
            let message = text!("plan-held-in-place", rows, place = &place);
            let finding = Finding::new("plan/held-in-place", Severity::Advice, message);
            finding.place(place).help(text!("plan-held-in-place.help"))
        }
        QuestionKind::Whole { column } => {
            let place = format!("{place}.{}", table.columns[*column].name);
            let message = text!("plan-whole-file", rows, column = &place);
            let finding = Finding::new("plan/whole-file", Severity::Warning, message);
            finding.place(place).help(text!("plan-whole-file.help"))
        }
        QuestionKind::Unneeded { column } => {
            let place = format!("{place}.{}", table.columns[*column].name);
            let message = text!("plan-unneeded", rows, column = &place);
            let finding = Finding::new("plan/unneeded", Severity::Warning, message);
            finding.place(place).help(text!("plan-unneeded.help", name = &table.columns[*column].name))
        }
    }
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
