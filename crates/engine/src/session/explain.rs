//! Explaining: the record and what its rules look at are read, and the reference evaluator speaks.

use abide_plan::{
    compile::compile,
    count,
    explain::{self, Explanation},
    model::TableId,
    need::{RowId, Rows, World},
    sql,
};
use abide_policy::map::MapStore;
use jiff::civil::Date;
use thiserror::Error;

use super::{Reached, Session, Standing};
use crate::{
    journal::JournalError,
    links::Borrower,
    store::{Access, StoreError},
};

/// Why nothing could be explained.
#[derive(Debug, Error)]
pub enum ExplainError {
    /// The name is not `store.table`.
    #[error("{0} names no table of a store: write STORE.TABLE, such as crm.contacts")]
    NoSuchTable(String),
    /// The key has the wrong number of parts.
    #[error("the primary key of {place} has {expected} columns ({columns}); {given} values were given")]
    KeyParts {
        /// `store.table`
        place: String,
        /// How many columns the key has.
        expected: usize,
        /// Their names.
        columns: String,
        /// How many values were given.
        given: usize,
    },
    /// No such record.
    #[error("{0} has no record with that key")]
    NoSuchRecord(String),
    /// No table tells identities of this kind.
    #[error("no table of the map has an identity {0}: name its column under `identity`")]
    NoSuchIdentity(String),
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A store could not be read.
    #[error("store {store}: {cause}")]
    Store {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: StoreError,
    },
}

impl Session {
    /// Explains the record of `store.table` with that primary key.
    pub fn explain_record(
        &self,
        place: &str,
        key: &[String],
        date: Option<Date>,
    ) -> Result<Explanation, ExplainError> {
        let unknown = || ExplainError::NoSuchTable(place.to_owned());
        let (store, table) = place.split_once('.').ok_or_else(unknown)?;
        let map = self.map.store(store).ok_or_else(unknown)?;
        let date = date.unwrap_or_else(|| self.today());
        let standing = self.standing()?;
        let mut reached = self.reached(map, date, &standing, Access::Read)?;
        let tables = &reached.bound.model.tables;
        let table = tables.iter().position(|listed| listed.name.to_string() == table).ok_or_else(unknown)?;
        let bound = &tables[table];
        if bound.key.len() != key.len() {
            let names: Vec<&str> =
                bound.key.iter().map(|column| bound.columns[*column].name.as_str()).collect();
            let (expected, columns) = (bound.key.len(), names.join(", "));
            return Err(ExplainError::KeyParts {
                place: place.to_owned(),
                expected,
                columns,
                given: key.len(),
            });
        }
        Subject { reached: &mut reached, date }
            .explained(table, key, None)
            .map_err(|cause| self.failed(map, cause))?
            .ok_or_else(|| ExplainError::NoSuchRecord(place.to_owned()))
    }

    /// Explains every record of the person whom an identity (`email`, and its value) names, in all stores.
    pub fn explain_identity(
        &self,
        kind: &str,
        value: &str,
        date: Option<Date>,
    ) -> Result<Vec<Explanation>, ExplainError> {
        let date = date.unwrap_or_else(|| self.today());
        if !self.knows_identity(kind) {
            return Err(ExplainError::NoSuchIdentity(kind.to_owned()));
        }
        let standing = self.standing()?;
        self.explain_person(&[(kind, value)], date, &standing)
    }

    /// The same for a person with several identities, as if `ended` were all that persons ended. A record is told once.
    pub(super) fn explain_person(
        &self,
        identities: &[(&str, &str)],
        date: Date,
        standing: &Standing,
    ) -> Result<Vec<Explanation>, ExplainError> {
        let mut explanations: Vec<Explanation> = Vec::new();
        for map in self.map.stores.iter().filter(|map| identities.iter().any(|(kind, _)| tells(map, kind))) {
            let mut reached = self.reached(map, date, standing, Access::Read)?;
            let keys = reached.links.keys(identities).map_err(|cause| self.failed(map, cause))?;
            let keys = keys.iter().map(|(_, kind, value)| (kind.as_str(), value.as_str()));
            for (kind, value) in identities.iter().copied().chain(keys) {
                let found = Subject { reached: &mut reached, date }.of_person(kind, value);
                let new = found.map_err(|cause| self.failed(map, cause))?;
                let known = |one: &Explanation| {
                    explanations.iter().any(|other| (&other.place, &other.key) == (&one.place, &one.key))
                };
                let new: Vec<Explanation> = new.into_iter().filter(|one| !known(one)).collect();
                explanations.extend(new);
            }
        }
        Ok(explanations)
    }

    /// Whether some table of the map tells identities of this kind.
    pub(super) fn knows_identity(&self, kind: &str) -> bool {
        self.map.stores.iter().any(|map| tells(map, kind))
    }

    fn failed(&self, map: &MapStore, cause: StoreError) -> ExplainError {
        ExplainError::Store { store: map.name.value.clone(), cause }
    }

    /// A store, reached to tell of its records what becomes of them.
    pub(super) fn reached(
        &self,
        map: &MapStore,
        date: Date,
        standing: &Standing,
        access: Access,
    ) -> Result<Reached, ExplainError> {
        let mut reached = self.reach_to(map, standing, access).map_err(|cause| self.failed(map, cause))?;
        // Compiling settles which tables have a safe order of deletion.
        compile(&mut reached.bound.model, date);
        self.ask(&mut reached, date).map_err(|cause| self.failed(map, cause))?;
        Ok(reached)
    }
}

fn tells(map: &MapStore, kind: &str) -> bool {
    map.tables.iter().any(|table| table.identities.iter().any(|(name, _)| name.value == kind))
}

/// What is explained: records of a store on a day.
pub(super) struct Subject<'a> {
    pub(super) reached: &'a mut Reached,
    pub(super) date: Date,
}

impl Subject<'_> {
    fn of_person(&mut self, kind: &str, value: &str) -> Result<Vec<Explanation>, StoreError> {
        let mut explanations = Vec::new();
        for table in 0..self.reached.bound.model.tables.len() {
            let Some(rule) = sql::by_identity(&self.reached.bound.model, table, kind, value) else {
                continue;
            };
            let Reached { store, catalog, bound, .. } = &mut *self.reached;
            let rows = store.rows(&catalog.tables[table], Some(&rule), None)?;
            let key = &bound.model.tables[table].key;
            let keys: Vec<Vec<String>> = rows
                .iter()
                .map(|row| key.iter().map(|column| abide_plan::evaluate::key_text(&row[*column])).collect())
                .collect();
            for key in keys.iter().filter(|key| !key.is_empty()) {
                explanations.extend(self.explained(table, key, Some((kind, value)))?);
            }
        }
        Ok(explanations)
    }

    /// None when there is no such record, or it is not about the person: the database may take more for the same.
    pub(super) fn explained(
        &mut self,
        table: TableId,
        key: &[String],
        about: Option<(&str, &str)>,
    ) -> Result<Option<Explanation>, StoreError> {
        self.ask(table, key)?;
        let rows = self.rows(table, key)?;
        let Reached { store, bound, held, ended, .. } = &mut *self.reached;
        let (model, date, held) = (&bound.model, self.date, held.as_slice());
        let world = World { model, rows: &rows, ended, held };
        let id = RowId { table, row: 0 };
        if rows[table].is_empty() || about.is_some_and(|(kind, value)| !world.is_about(id, kind, value)) {
            return Ok(None);
        }
        let name = &model.tables[table].name;
        let mut holds = |rule| store.count(&count::rows(model.dialect, name, &rule)).map(|count| count > 0);
        let goes = holds(explain::goes(model, table, key, date))?;
        let mut held_by = Vec::new();
        if !goes {
            for (holder, rule) in explain::holders(model, table, key, date) {
                if holds(rule)? {
                    held_by.push(model.place(holder));
                }
            }
            held_by.dedup();
        }
        Ok(Some(explain::explain(world, id, date, goes, held_by)))
    }

    /// Other stores are asked about the record, whatever its own dates say.
    fn ask(&mut self, table: TableId, key: &[String]) -> Result<(), StoreError> {
        let Reached { store, catalog, bound, links, .. } = &mut *self.reached;
        let (model, today) = (&bound.model, self.date);
        let record = explain::by_key(model, table, key, today);
        links.ask_for(&mut Borrower { store: store.as_mut(), model, catalog, today }, table, &record)
    }

    /// The record, first of its table, and the rows that its rules look at.
    fn rows(&mut self, table: TableId, key: &[String]) -> Result<Rows, StoreError> {
        let Reached { store, catalog, bound, .. } = &mut *self.reached;
        let (model, date) = (&bound.model, self.date);
        let mut rows: Rows = vec![Vec::new(); model.tables.len()];
        let itself = explain::by_key(model, table, key, date);
        rows[table] = store.rows(&catalog.tables[table], Some(&itself), Some(1))?;
        if rows[table].is_empty() {
            return Ok(rows);
        }
        for path in explain::paths(model, table) {
            let end = model.end_of(table, &path);
            let rule = explain::at_end(model, table, key, &path, date);
            for row in store.rows(&catalog.tables[end], Some(&rule), None)? {
                if !rows[end].contains(&row) {
                    rows[end].push(row);
                }
            }
        }
        Ok(rows)
    }
}
