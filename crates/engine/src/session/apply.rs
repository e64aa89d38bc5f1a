//! Applying a plan: it must rest on what is, be the plan that these files make, and be sound; only then is anything changed.

use std::cell::RefCell;

use abide_plan::{
    catalog::TableName,
    checker::{self, Violation},
    compile,
    plan::{Plan, Premises, StorePlan},
    step::Step,
};
use abide_policy::{finding::Severity, map::MapStore};
use jiff::civil::Date;
use thiserror::Error;

use super::{ArchiveError, RESTORED, Reached, Session, Standing};
use crate::{
    apply::{self, Applied, ApplyError, Observer, Options, Order, Paired, Stale},
    journal::{Clock, Journal, JournalError},
    links::Borrowing,
    store::{Access, Files, Lists, StoreError},
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
    /// An archive is not ready.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
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
        // What looks restored is refused where it is applied, which may be decided otherwise.
        let error = |part: &StorePlan| {
            part.findings.iter().any(|found| found.severity == Severity::Error && found.code != RESTORED)
        };
        if plan.stores.iter().any(error) {
            return Err(ApplyPlanError::Errors);
        }
        let standing = self.standing()?;
        let held = plan.stores.iter().map(|part| self.hold_to_files(plan, part, &standing));
        let given = held.collect::<Result<Vec<Given>, ApplyPlanError>>()?;
        for part in &plan.stores {
            if let Some(map) = self.map().store(&part.store) {
                self.ready_archive(map, part)?;
            }
        }
        let mut journal = Journal::open(&self.files().journal, clock)?;
        let ((policy, map), (policy_text, map_text)) = (&self.digests, &self.texts);
        journal.keep_texts(&[(*policy, policy_text), (*map, map_text)])?;
        let orders =
            Order::all(plan).map_err(|cause| ApplyPlanError::Apply { store: String::new(), cause })?;
        let mut orders: Vec<(Order<'_>, Given)> = orders.into_iter().zip(given).collect();
        let order = self.in_order();
        let place = |name: &str| order.iter().position(|map| map.name.value == name);
        orders.sort_by_key(|(order, _)| place(&order.part.store));
        let mut done = Vec::new();
        for (mut order, Given { lists, links }) in orders {
            order.links = links;
            let name = order.part.store.clone();
            let map = self.map().store(&name).ok_or_else(|| ApplyPlanError::NoSuchStore(name.clone()))?;
            order.files =
                self.paired(map).map_err(|cause| ApplyPlanError::Store { store: name.clone(), cause })?;
            let mut store = self
                .open_store(map, Access::Write)
                .map_err(|cause| ApplyPlanError::Store { store: name.clone(), cause })?;
            store.lend(lists);
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

    /// The files that go with rows of a store.
    pub(super) fn paired(&self, map: &MapStore) -> Result<Vec<Paired>, StoreError> {
        let mut paired = Vec::new();
        for table in &map.tables {
            let Some(file) = &table.file else { continue };
            let Some(folder) = self.map().store(&file.store.value) else { continue };
            let files = Files::open(folder, self.base())?;
            let column = file.column.value.clone();
            paired.push(Paired { table: TableName::parse(&table.name.value), column, files });
        }
        Ok(paired)
    }

    /// What a plan made now would rest on.
    pub(super) fn premises(&self) -> Result<Premises, JournalError> {
        Ok(Premises {
            policy: self.digests.0.to_string(),
            map: self.digests.1.to_string(),
            ledger: self.ledger_head()?,
        })
    }

    /// A plan may come from a file: its statements run only if they are those that these files make, and are sound. Gives the
    /// lists that they name.
    pub(super) fn hold_to_files(
        &self,
        plan: &Plan,
        part: &StorePlan,
        standing: &Standing,
    ) -> Result<Given, ApplyPlanError> {
        let name = || part.store.clone();
        let map = self.map().store(&part.store).ok_or_else(|| ApplyPlanError::NoSuchStore(name()))?;
        let mut reached =
            self.reach(map, standing).map_err(|cause| ApplyPlanError::Store { store: name(), cause })?;
        if reached.digest != part.catalog {
            let cause = ApplyError::CatalogChanged { store: name() };
            return Err(ApplyPlanError::Apply { store: name(), cause });
        }
        let made = compile::compile(&mut reached.bound.model, plan.date).steps;
        let given: Vec<&Step> = part.steps.iter().map(|planned| &planned.step).collect();
        if made.iter().ne(given) {
            return Err(ApplyPlanError::Altered(name()));
        }
        let violations = checker::check(part, plan.date, self.policy(), map, &reached.catalog);
        if !violations.is_empty() {
            return Err(ApplyPlanError::Unsound(violations));
        }
        let Reached { catalog, bound, links, lists, .. } = reached;
        let asked = !links.loans.is_empty();
        let links = asked.then(|| RefCell::new(Borrowing::new(bound.model, catalog, links, plan.date)));
        Ok(Given { lists, links })
    }
}

/// What an apply needs besides the plan.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) lists: Lists,
    pub(super) links: Option<RefCell<Borrowing>>,
}
