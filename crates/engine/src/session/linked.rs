//! Stores that depend on each other: bound together, and asked.

use std::collections::BTreeMap;

use abide_plan::{
    bind::{self, Linked},
    catalog::Catalog,
    order,
};
use abide_policy::map::MapStore;
use jiff::civil::Date;

use super::{Reached, Session, Standing};
use crate::{
    links::{Borrower, Lender, Links, When},
    store::{Access, StoreError},
};

impl Session {
    /// Binds a store together with those it counts from, and those that count from it, and reaches them. No question is asked yet.
    pub(super) fn linked(
        &self,
        map: &MapStore,
        catalog: &Catalog,
        standing: &Standing,
    ) -> Result<(Linked, Links), StoreError> {
        let mut lenders: BTreeMap<String, Lender> = BTreeMap::new();
        for link in self.map.across() {
            let (from, to) = (link.from.0, link.to.0);
            let (other, whole) = match map.name.value.as_str() {
                here if here == from.name.value => (to, false),
                here if here == to.name.value => (from, true),
                _ => continue,
            };
            let name = other.name.value.clone();
            if !lenders.contains_key(&name) {
                let lender = if whole { self.whole(other, standing) } else { self.plain(other) };
                let cause = |cause| StoreError::Linked { store: name.clone(), cause: Box::new(cause) };
                lenders.insert(name.clone(), lender.map_err(cause)?);
            }
        }
        let catalogs = lenders.iter().map(|(name, lender)| (name.clone(), lender.catalog.clone())).collect();
        let linked = bind::bind_linked(&self.policy, &self.map, map, catalog, &catalogs);
        let loans = linked.loans.clone();
        Ok((linked, Links { loans, lenders }))
    }

    /// A store whose dates are asked for: it is bound by itself.
    fn plain(&self, map: &MapStore) -> Result<Lender, StoreError> {
        let mut store = self.open_store(map, Access::Read)?;
        let catalog = store.catalog()?;
        let model = bind::bind(&self.policy, map, &catalog).model;
        Ok(Lender { store, model, catalog, links: Links::default() })
    }

    /// A store whose records count: which of them stay depends on all that it depends on itself, but not on what counts from it
    /// in turn.
    fn whole(&self, map: &MapStore, standing: &Standing) -> Result<Lender, StoreError> {
        let Reached { store, catalog, bound, links, .. } = self.reach(map, standing)?;
        let mut model = bound.model;
        order::arrange(&mut model);
        Ok(Lender { store, model, catalog, links })
    }

    /// Has a store ask the others, as planning does.
    pub(super) fn ask(&self, reached: &mut Reached, date: Date) -> Result<(), StoreError> {
        let Reached { store, catalog, bound, links, .. } = reached;
        links.ask(
            &mut Borrower { store: store.as_mut(), model: &bound.model, catalog, today: date },
            When::Planned,
        )
    }

    /// Whether records of one store count, directly or through others, from dates of the other: then it is applied first.
    pub(super) fn counts_before(&self, one: &str, other: &str) -> bool {
        let across = self.map.across();
        let mut open = vec![one];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(here) = open.pop() {
            for link in across.iter().filter(|link| link.from.0.name.value == here) {
                let there = link.to.0.name.value.as_str();
                if there == other {
                    return true;
                }
                if !seen.contains(&there) {
                    seen.push(there);
                    open.push(there);
                }
            }
        }
        false
    }
}
