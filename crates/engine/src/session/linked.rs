//! Stores that depend on each other: bound together, and asked.

use std::collections::BTreeMap;

use abide_plan::{
    bind::{self, Linked},
    catalog::Catalog,
    holds::Held,
    order,
    persons::Ended,
};
use abide_policy::map::MapStore;
use jiff::civil::Date;

use super::{ExplainError, Reached, Session, Standing};
use crate::{
    links::{self, Borrower, Lender, Links, When},
    store::{Access, StoreError},
};

/// Adds to what persons ended, and to what is held, the keys by which a store knows those persons over links.
pub(super) fn over_links(
    links: &mut Links,
    ended: &mut Vec<Ended>,
    held: &mut Vec<Held>,
) -> Result<(), StoreError> {
    let persons: Vec<(&str, &str)> =
        ended.iter().map(|one| (one.kind.as_str(), one.value.as_str())).collect();
    let more: Vec<Ended> = links
        .keys(&persons)?
        .into_iter()
        .map(|(number, kind, value)| Ended { kind, value, ..ended[number].clone() })
        .collect();
    ended.extend(more);
    let mut of = Vec::new();
    let mut persons = Vec::new();
    for one in held.iter() {
        if let Held::Person { hold, kind, value } = one {
            of.push(hold);
            persons.push((kind.as_str(), value.as_str()));
        }
    }
    let keys = links.keys(&persons)?.into_iter();
    let more: Vec<Held> =
        keys.map(|(number, kind, value)| Held::Person { hold: of[number].clone(), kind, value }).collect();
    held.extend(more);
    Ok(())
}

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
                // Who only knows persons by it needs nothing of it.
                here if here == to.name.value && !link.dates.is_empty() => (from, true),
                _ => continue,
            };
            let name = other.name.value.clone();
            if lenders.contains_key(&name) {
                continue;
            }
            let lender = if whole { self.whole(other, standing) } else { self.plain(other) };
            let lender = lender.map_err(|cause| links::linked(&name, cause))?;
            lenders.insert(name, lender);
        }
        let catalogs = lenders.iter().map(|(name, lender)| (name.clone(), lender.catalog.clone())).collect();
        let linked = bind::bind_linked(&self.policy, &self.map, map, catalog, &catalogs);
        let (loans, known) = (linked.loans.clone(), linked.known.clone());
        Ok((linked, Links { loans, known, lenders }))
    }

    /// The identities by which stores know a person over links into others, where it is known by these there.
    pub(super) fn keys_over_links(
        &self,
        identities: &[(String, String)],
    ) -> Result<Vec<(String, String)>, ExplainError> {
        let persons: Vec<(&str, &str)> =
            identities.iter().map(|(kind, value)| (kind.as_str(), value.as_str())).collect();
        let across = self.map.across();
        let known = |map: &&MapStore| {
            across.iter().any(|link| link.from.0.name.value == map.name.value && !link.identities.is_empty())
        };
        let mut keys = Vec::new();
        for map in self.map.stores.iter().filter(known) {
            let asked = self.open_store(map, Access::Read).and_then(|mut store| {
                let (_, mut links) = self.linked(map, &store.catalog()?, &Standing::default())?;
                links.keys(&persons)
            });
            let failed = |cause| ExplainError::Store { store: map.name.value.clone(), cause };
            keys.extend(asked.map_err(failed)?.into_iter().map(|(_, kind, value)| (kind, value)));
        }
        Ok(keys)
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

    /// The stores in the order in which they are applied. Files come first: a record whose file is gone can still go, and what is planned of
    /// both is done. What depends on other stores comes before them.
    pub(crate) fn in_order(&self) -> Vec<&MapStore> {
        let mut left: Vec<&MapStore> = self.map.stores.iter().collect();
        left.sort_by_key(|map| !map.tables.iter().any(|table| !table.files.is_empty()));
        let mut ordered = Vec::new();
        while !left.is_empty() {
            let name = |at: usize| left[at].name.value.as_str();
            let waits = |at: usize| (0..left.len()).any(|other| self.counts_before(name(other), name(at)));
            // Without circles, which the files may not have, one of them waits for none.
            let next = (0..left.len()).find(|at| !waits(*at)).unwrap_or(0);
            ordered.push(left.remove(next));
        }
        ordered
    }

    /// Whether one store depends, directly or through others, on the other: then it is applied first.
    fn counts_before(&self, one: &str, other: &str) -> bool {
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
