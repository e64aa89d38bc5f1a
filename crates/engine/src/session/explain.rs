//! Explaining: the record and what its rules look at are read, and the reference evaluator speaks.

use abide_plan::{
    compile::compile,
    count,
    explain::{self, Explanation},
    model::{Model, TableId},
    need::{RowId, Rows, World},
};
use abide_policy::map::MapStore;
use jiff::civil::Date;
use thiserror::Error;

use super::{Reached, Session};
use crate::store::{Access, StoreError};

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
        let mut reached = self.reached(map, date)?;
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
        explained(&mut reached, table, key, date)
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
        let told = |map: &MapStore| {
            map.tables.iter().any(|t| t.identities.iter().any(|(name, _)| name.value == kind))
        };
        if !self.map.stores.iter().any(told) {
            return Err(ExplainError::NoSuchIdentity(kind.to_owned()));
        }
        let mut explanations = Vec::new();
        for map in self.map.stores.iter().filter(|map| told(map)) {
            let mut reached = self.reached(map, date)?;
            explanations
                .extend(of_person(&mut reached, kind, value, date).map_err(|cause| self.failed(map, cause))?);
        }
        Ok(explanations)
    }

    fn failed(&self, map: &MapStore, cause: StoreError) -> ExplainError {
        ExplainError::Store { store: map.name.value.clone(), cause }
    }

    fn reached(&self, map: &MapStore, date: Date) -> Result<Reached, ExplainError> {
        let mut reached = self.reach(map, Access::Read).map_err(|cause| self.failed(map, cause))?;
        // Compiling settles which tables have a safe order of deletion.
        compile(&mut reached.bound.model, date);
        Ok(reached)
    }
}

fn of_person(
    reached: &mut Reached,
    kind: &str,
    value: &str,
    date: Date,
) -> Result<Vec<Explanation>, StoreError> {
    let mut explanations = Vec::new();
    for table in 0..reached.bound.model.tables.len() {
        let Some(rule) = explain::by_identity(&reached.bound.model, table, kind, value, date) else {
            continue;
        };
        let rows = reached.store.rows(&reached.catalog.tables[table], Some(&rule), None)?;
        let keys = &reached.bound.model.tables[table].key;
        let keys: Vec<Vec<String>> = rows
            .iter()
            .map(|row| keys.iter().map(|column| abide_plan::evaluate::key_text(&row[*column])).collect())
            .collect();
        for key in keys.iter().filter(|key| !key.is_empty()) {
            explanations.extend(explained(reached, table, key, date)?);
        }
    }
    Ok(explanations)
}

fn explained(
    reached: &mut Reached,
    table: TableId,
    key: &[String],
    date: Date,
) -> Result<Option<Explanation>, StoreError> {
    let model = &reached.bound.model;
    let mut rows: Rows = vec![Vec::new(); model.tables.len()];
    rows[table] = reached.store.rows(
        &reached.catalog.tables[table],
        Some(&explain::by_key(model, table, key, date)),
        Some(1),
    )?;
    if rows[table].is_empty() {
        return Ok(None);
    }
    for path in explain::paths(model, table) {
        let end = model.end_of(table, &path);
        let rule = explain::at_end(model, table, key, &path, date);
        for row in reached.store.rows(&reached.catalog.tables[end], Some(&rule), None)? {
            if !rows[end].contains(&row) {
                rows[end].push(row);
            }
        }
    }
    let name = &model.tables[table].name;
    let mut holds = |rule| reached.store.count(&count::rows(name, &rule)).map(|count| count > 0);
    let goes = holds(explain::goes(model, table, key, date))?;
    let mut held_by = Vec::new();
    if !goes {
        for (holder, rule) in explain::holders(model, table, key, date) {
            if holds(rule)? {
                held_by.push(place(model, holder));
            }
        }
        held_by.dedup();
    }
    let world = World { model, rows: &rows };
    Ok(Some(explain::explain(world, RowId { table, row: 0 }, date, goes, held_by)))
}

fn place(model: &Model, table: TableId) -> String {
    model.place(table)
}
