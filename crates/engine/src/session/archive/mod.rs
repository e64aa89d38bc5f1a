//! The archive of a store: made ready before anything is copied into it.

mod life;
mod reading;
mod returning;
mod writing;

use abide_plan::{
    archive::{self, Listed},
    catalog::Dialect,
    plan::StorePlan,
    quote,
};
use abide_policy::map::MapStore;
use thiserror::Error;

pub use self::{
    reading::{ArchivedRow, Held, ReadArchiveError, Wanted, Warrant},
    returning::{Kept, Next, Refusal, ReturnError, Returned},
};
use super::{Reached, Session};
use crate::{
    journal::JournalError,
    store::{Access, Kind, StoreError},
};

/// Why an archive is not ready. Nothing was changed.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// The map has no store of that name.
    #[error("the map has no store {0}")]
    NoSuchStore(String),
    /// It has to be made, and this user may not.
    #[error(
        "the archive {place} of the store {store} is not ready, and this user may not make it ({reason}): let somebody who may run \
         the statements that `abide archive prepare --store {store}` prints"
    )]
    NotAllowed {
        /// The store.
        store: String,
        /// The archive's place.
        place: String,
        /// What the database said.
        reason: String,
        /// The statements that make it ready, the rights of this user included.
        statements: Vec<String>,
    },
    /// It is there, and this user may not use it.
    #[error(
        "the table {table} of the archive of the store {store} cannot be used: this user needs the right to read, add and delete \
         rows there; `abide archive prepare --store {store}` prints the statements"
    )]
    NoRights {
        /// The store.
        store: String,
        /// The table.
        table: String,
        /// The statements that give them.
        statements: Vec<String>,
    },
    /// What is under a hold cannot be told.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The store failed.
    #[error("the archive of the store {store}: {cause}")]
    Store {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: StoreError,
    },
}

/// What was done to make an archive ready.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Prepared {
    /// The store.
    pub store: String,
    /// Its archive's place.
    pub place: String,
    /// The statements that were run; none: it was ready.
    pub statements: Vec<String>,
}

impl Session {
    /// Makes the archives of all stores, or of one, ready: place, tables and columns.
    pub fn prepare_archives(&self, only: Option<&str>) -> Result<Vec<Prepared>, ArchiveError> {
        let wanted = |map: &&MapStore| only.is_none_or(|only| map.name.value == only);
        let maps: Vec<&MapStore> = self.map.stores.iter().filter(wanted).collect();
        if let (Some(only), true) = (only, maps.is_empty()) {
            return Err(ArchiveError::NoSuchStore(only.to_owned()));
        }
        maps.into_iter().filter(|map| map.archive.is_some()).map(|map| self.prepare_archive(map)).collect()
    }

    /// Before a plan's part is applied: when it copies anything, there has to be a place for it.
    pub(super) fn ready_archive(&self, map: &MapStore, part: &StorePlan) -> Result<(), ArchiveError> {
        let copies = part.steps.iter().any(|planned| planned.archived.iter().any(|rows| *rows > 0));
        if copies { self.prepare_archive(map).map(drop) } else { Ok(()) }
    }

    fn prepare_archive(&self, map: &MapStore) -> Result<Prepared, ArchiveError> {
        let failed = |cause| ArchiveError::Store { store: map.name.value.clone(), cause };
        let mut reached = self.reach(map, &self.standing()?).map_err(failed)?;
        let mut store = self.open_store(map, Access::Write).map_err(failed)?;
        let Reached { catalog, bound, archived, .. } = &mut reached;
        let statements = archive::missing(&bound.model, catalog, archived.as_deref());
        if !statements.is_empty() || archived.is_none() {
            match store.make_archive(&statements) {
                Ok(()) => {}
                Err(cause) if matches!(cause.kind(), Kind::Denied | Kind::ReadOnly) => {
                    return Err(not_allowed(map, &mut reached, statements, &cause));
                }
                Err(cause) => return Err(failed(cause)),
            }
        }
        let there = store.archived().map_err(failed)?.unwrap_or_default();
        usable(map, &mut reached, &there)?;
        Ok(Prepared { store: map.name.value.clone(), place: place(map), statements })
    }
}

fn place(map: &MapStore) -> String {
    map.archive.as_ref().map(|place| place.value.clone()).unwrap_or_default()
}

fn not_allowed(
    map: &MapStore,
    reached: &mut Reached,
    mut statements: Vec<String>,
    cause: &StoreError,
) -> ArchiveError {
    statements.extend(grants(reached));
    ArchiveError::NotAllowed {
        store: map.name.value.clone(),
        place: place(map),
        reason: cause.to_string(),
        statements,
    }
}

/// Every table that copies go into can be read, added to and emptied.
fn usable(map: &MapStore, reached: &mut Reached, there: &[Listed]) -> Result<(), ArchiveError> {
    let model = &reached.bound.model;
    let needed = (0..model.tables.len()).filter(|table| archive::archives(model, *table));
    let names: Vec<String> = needed.map(|table| model.tables[table].name.to_string()).collect();
    let lacking = there.iter().find(|listed| names.contains(&listed.name) && !listed.writable);
    match lacking {
        None => Ok(()),
        Some(listed) => Err(ArchiveError::NoRights {
            store: map.name.value.clone(),
            table: listed.name.clone(),
            statements: grants(reached),
        }),
    }
}

/// What somebody with the right to do so has to grant to the user of the store's address.
fn grants(reached: &mut Reached) -> Vec<String> {
    let Some(user) = granted_to(reached) else { return Vec::new() };
    let model = &reached.bound.model;
    let Some(place) = &model.archive else { return Vec::new() };
    let dialect = model.dialect;
    let mut statements = Vec::new();
    if dialect == Dialect::Postgres {
        statements.push(format!("GRANT USAGE ON SCHEMA {} TO {user}", quote::quote(dialect, place)));
    }
    for table in (0..model.tables.len()).filter(|table| archive::archives(model, *table)) {
        let name = quote::table(dialect, &archive::table_in(place, &model.tables[table].name));
        // PostgreSQL lets nobody lock a row, to delete it later, who may update nothing in it. This column it lets nobody change.
        let locks = match dialect {
            Dialect::Postgres => format!(", UPDATE ({})", quote::quote(dialect, archive::ID)),
            Dialect::MariaDb | Dialect::Sqlite => String::new(),
        };
        statements.push(format!("GRANT SELECT, INSERT, DELETE{locks} ON {name} TO {user}"));
    }
    statements
}

/// The user of the store's address, as a grant names it; none where there are no users.
fn granted_to(reached: &mut Reached) -> Option<String> {
    let user = reached.store.user().ok().flatten()?;
    let dialect = reached.bound.model.dialect;
    Some(match (dialect, user.rsplit_once('@')) {
        // There, a user is one of a host.
        (Dialect::MariaDb, Some((name, host))) => {
            format!("{}@{}", quote::quote(dialect, name), quote::quote(dialect, host))
        }
        _ => quote::quote(dialect, &user),
    })
}
