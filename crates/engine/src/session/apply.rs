//! Applying a plan: it must rest on what is, be the plan that these files make, and be sound; only then is anything changed.

use abide_plan::{
    checker::{self, Violation},
    compile,
    plan::{Plan, Premises, StorePlan},
    step::Step,
};
use abide_policy::finding::Severity;
use jiff::civil::Date;
use thiserror::Error;

use super::Session;
use crate::{
    apply::{self, Applied, ApplyError, Observer, Options, Order, Stale},
    journal::{Clock, Journal, JournalError},
    store::{Access, StoreError},
};

/// Why a plan was not, or not wholly, applied.
#[derive(Debug, Error)]
pub enum ApplyPlanError {
    /// Something changed since the plan was made.
    #[error(transparent)]
    Stale(#[from] Stale),
    /// The plan is for a day to come.
    #[error("the plan is for {0}, which is still to come: only what is over can be applied")]
    Future(Date),
    /// The plan has findings that are errors.
    #[error("the plan has findings that are errors: mend them, and make a new plan")]
    Errors,
    /// The plan was made with other files, another version, or was altered.
    #[error("the plan for store {0} is not the one that these files make for that day: make a new plan")]
    Altered(String),
    /// The plan names a store that the map does not.
    #[error("the map has no store {0}")]
    NoSuchStore(String),
    /// The checker refuses the plan.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Unsound(Vec<Violation>),
    /// A store could not be reached.
    #[error("store {store}: {cause}")]
    Store {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: StoreError,
    },
    /// The journal could not be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Applying to a store failed; batches done before are done, and on the ledger.
    #[error("store {store}: {cause}")]
    Apply {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: ApplyError,
    },
}

impl Session {
    /// Applies a plan to its stores, one after the other, and tells what was done in each. Stops early when the observer
    /// asks to.
    pub fn apply(
        &self,
        plan: &Plan,
        options: &Options,
        clock: Clock,
        observer: &mut dyn Observer,
    ) -> Result<Vec<(String, Applied)>, ApplyPlanError> {
        apply::stale(&plan.premises, &self.premises()?)?;
        if plan.date > self.today() {
            return Err(ApplyPlanError::Future(plan.date));
        }
        let error = |part: &StorePlan| part.findings.iter().any(|found| found.severity == Severity::Error);
        if plan.stores.iter().any(error) {
            return Err(ApplyPlanError::Errors);
        }
        for part in &plan.stores {
            self.hold_to_files(plan, part)?;
        }
        let mut journal = Journal::open(&self.files().journal, clock)?;
        let orders =
            Order::all(plan).map_err(|cause| ApplyPlanError::Apply { store: String::new(), cause })?;
        let mut done = Vec::new();
        for order in orders {
            let name = order.part.store.clone();
            let map = self.map().store(&name).ok_or_else(|| ApplyPlanError::NoSuchStore(name.clone()))?;
            let mut store = self
                .open_store(map, Access::Write)
                .map_err(|cause| ApplyPlanError::Store { store: name.clone(), cause })?;
            let applied = apply::apply(store.as_mut(), &order, &mut journal, options, observer)
                .map_err(|cause| ApplyPlanError::Apply { store: name.clone(), cause })?;
            let stopped = applied.stopped;
            done.push((name, applied));
            if stopped {
                break;
            }
        }
        Ok(done)
    }

    /// What a plan made now would rest on.
    pub(super) fn premises(&self) -> Result<Premises, JournalError> {
        Ok(Premises {
            policy: self.digests.0.to_string(),
            map: self.digests.1.to_string(),
            ledger: self.ledger_head()?,
        })
    }

    /// A plan may come from a file: its statements run only if they are those that these files make, and are sound.
    fn hold_to_files(&self, plan: &Plan, part: &StorePlan) -> Result<(), ApplyPlanError> {
        let name = || part.store.clone();
        let map = self.map().store(&part.store).ok_or_else(|| ApplyPlanError::NoSuchStore(name()))?;
        let mut reached =
            self.reach(map, Access::Read).map_err(|cause| ApplyPlanError::Store { store: name(), cause })?;
        if reached.catalog.digest() != part.catalog {
            let cause = ApplyError::CatalogChanged { store: name() };
            return Err(ApplyPlanError::Apply { store: name(), cause });
        }
        let made = compile::compile(&mut reached.bound.model, plan.date).steps;
        let given: Vec<&Step> = part.steps.iter().map(|planned| &planned.step).collect();
        if made.iter().ne(given) {
            return Err(ApplyPlanError::Altered(name()));
        }
        let violations = checker::check(part, plan.date, self.policy(), map, &reached.catalog);
        if violations.is_empty() { Ok(()) } else { Err(ApplyPlanError::Unsound(violations)) }
    }
}
