//! Looking into the archives: what is there, counted; and records themselves, for a reason that goes on the ledger.

use std::ops::ControlFlow;

use abide_ledger::Event;
use abide_plan::{
    archive::{ACTIVITY, ARCHIVED_ON, ID, JOURNAL, LAST_DAY, Listed, SEQ, identity_column, table_in},
    catalog::{Dialect, TableName},
    identity::Likeness,
    quote,
    step::{Param, Sql},
    value::Value,
};
use abide_policy::map::MapStore;
use serde::Serialize;
use thiserror::Error;

use super::ArchiveError;
use crate::{
    journal::{Clock, Journal, JournalError},
    session::{Reached, Session, Standing},
    store::{StoreError, bound, plain},
};

/// Why nothing was read from an archive.
#[derive(Debug, Error)]
pub enum ReadArchiveError {
    /// The name is not `store.table`.
    #[error("{0} names no table of a store: write STORE.TABLE, such as crm.contacts")]
    NoSuchTable(String),
    /// The key has the wrong number of parts.
    #[error("the primary key of {0} has {1} columns: give a value for each")]
    KeyParts(String, usize),
    /// A reading needs a reason.
    #[error("a reading of the archive needs a reason: say why with --reason")]
    NoReason,
    /// The reason would bring a person onto the ledger.
    #[error(
        "the reason holds the identity that is asked for, and the ledger holds nobody's: say it in other words"
    )]
    ReasonNames,
    /// The archive.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The reading could not be written down, so nothing is shown.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Which archived records are wanted.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// Those of the record of `store.table` with that key.
    Record(String, Vec<String>),
    /// Those about the person with an identity of that kind and value.
    Identity(String, String),
}

/// Why an archive is read, and by whom.
#[derive(Debug, Clone)]
pub struct Warrant {
    /// Why.
    pub reason: String,
    /// Who: the user of the system.
    pub by: String,
}

/// So many archived rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// `store.table`
    pub place: String,
    /// The activity that needs them.
    pub activity: String,
    /// Its last day; none: no end.
    pub last_day: Option<String>,
    /// How many.
    pub rows: u64,
}

/// An archived row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArchivedRow {
    /// `store.table`
    pub place: String,
    /// The activity that needs it.
    pub activity: String,
    /// Its last day; none: no end.
    pub last_day: Option<String>,
    /// The day of the plan under which it was archived.
    pub archived_on: Option<String>,
    /// Its values, by column, as text; what was not archived is left out.
    pub values: Vec<(String, String)>,
}

impl Session {
    /// What is in the archives, by table, activity and last day.
    pub fn list_archives(&self) -> Result<Vec<Held>, ArchiveError> {
        let mut held = Vec::new();
        for map in self.map.stores.iter().filter(|map| map.archive.is_some()) {
            let failed = |cause| ArchiveError::Store { store: map.name.value.clone(), cause };
            let mut reached = self.reach(map, &Standing::default()).map_err(failed)?;
            let tables = reached.archived.clone().unwrap_or_default();
            for table in &tables {
                held.extend(counts(&mut reached, table).map_err(failed)?);
            }
        }
        Ok(held)
    }

    /// Reads archived records. That it was done, how many there were and why is on the ledger before they are given.
    pub fn read_archive(
        &self,
        wanted: &Wanted,
        warrant: &Warrant,
        clock: Clock,
    ) -> Result<Vec<ArchivedRow>, ReadArchiveError> {
        warranted(wanted, warrant)?;
        let (mut rows, mut events) = (Vec::new(), Vec::new());
        for map in self.stores_with(wanted)? {
            let failed = |cause| ArchiveError::Store { store: map.name.value.clone(), cause };
            let mut reached = self.reach(map, &Standing::default()).map_err(failed)?;
            let tables = reached.archived.clone().unwrap_or_default();
            for table in &tables {
                let Some(found) = rows_of(&mut reached, table, wanted)? else { continue };
                events.push(Event::ArchiveRead {
                    store: map.name.value.clone(),
                    table: table.name.clone(),
                    rows: found.len() as u64,
                    why: warrant.reason.clone(),
                    by: warrant.by.clone(),
                });
                rows.extend(found);
            }
        }
        if !events.is_empty() {
            Journal::open(&self.files().journal, clock)?.append(events)?;
        }
        Ok(rows)
    }

    /// The stores that may have some of it.
    pub(super) fn stores_with(&self, wanted: &Wanted) -> Result<Vec<&MapStore>, ReadArchiveError> {
        let archives = self.map.stores.iter().filter(|map| map.archive.is_some());
        let Wanted::Record(place, _) = wanted else { return Ok(archives.collect()) };
        let unknown = || ReadArchiveError::NoSuchTable(place.clone());
        let (name, _) = place.split_once('.').ok_or_else(unknown)?;
        let stores: Vec<&MapStore> = archives.filter(|map| map.name.value == name).collect();
        if stores.is_empty() { Err(unknown()) } else { Ok(stores) }
    }
}

pub(super) fn warranted(wanted: &Wanted, warrant: &Warrant) -> Result<(), ReadArchiveError> {
    let reason = warrant.reason.trim().to_lowercase();
    if reason.is_empty() {
        return Err(ReadArchiveError::NoReason);
    }
    match wanted {
        Wanted::Identity(_, value) if reason.contains(&value.trim().to_lowercase()) => {
            Err(ReadArchiveError::ReasonNames)
        }
        _ => Ok(()),
    }
}

fn place_of(reached: &Reached, table: &Listed) -> TableName {
    table_in_archive(reached, &table.name)
}

fn table_in_archive(reached: &Reached, name: &str) -> TableName {
    let place = reached.bound.model.archive.clone().unwrap_or_default();
    TableName { schema: Some(place), name: name.to_owned() }
}

fn as_text(dialect: Dialect, expression: &str) -> String {
    match dialect {
        Dialect::MariaDb => format!("CAST({expression} AS CHAR)"),
        Dialect::Sqlite | Dialect::Postgres => format!("CAST({expression} AS text)"),
    }
}

fn counts(reached: &mut Reached, table: &Listed) -> Result<Vec<Held>, StoreError> {
    let dialect = reached.bound.model.dialect;
    let (from, day) = (quote::table(dialect, &place_of(reached, table)), as_text(dialect, LAST_DAY));
    let text = format!(
        "SELECT {ACTIVITY}, {day}, count(*) FROM {from} GROUP BY {ACTIVITY}, {LAST_DAY} ORDER BY 1, 2"
    );
    let place = format!("{}.{}", reached.bound.model.store, table.name);
    let held = |row: Vec<Value>| match row.as_slice() {
        [Value::Text(activity), day, Value::Integer(rows)] => Some(Held {
            place: place.clone(),
            activity: activity.clone(),
            last_day: text_of(day),
            rows: rows.unsigned_abs(),
        }),
        _ => None,
    };
    Ok(reached.store.query(&plain(text))?.into_iter().filter_map(held).collect())
}

/// The wanted rows of one table; none when it is not asked.
fn rows_of(
    reached: &mut Reached,
    table: &Listed,
    wanted: &Wanted,
) -> Result<Option<Vec<ArchivedRow>>, ReadArchiveError> {
    let store = reached.bound.model.store.clone();
    let failed = |cause| ArchiveError::Store { store: store.clone(), cause };
    let Some(condition) = condition_of(reached, table, wanted)? else { return Ok(None) };
    read(reached, table, &condition).map(Some).map_err(|cause| failed(cause).into())
}

/// True for the wanted rows of one table, under the alias `t`; none when it is not asked.
pub(super) fn condition_of(
    reached: &mut Reached,
    table: &Listed,
    wanted: &Wanted,
) -> Result<Option<Sql>, ReadArchiveError> {
    let store = reached.bound.model.store.clone();
    let failed = |cause| ArchiveError::Store { store: store.clone(), cause };
    Ok(Some(match wanted {
        Wanted::Record(place, key) => {
            if place.split_once('.').is_none_or(|(_, name)| name != table.name) {
                return Ok(None);
            }
            of_key(reached, place, key)?
        }
        Wanted::Identity(kind, value) => {
            // By the keys as well by which it knows the person over links.
            let keys = reached.links.keys(&[(kind.as_str(), value.as_str())]).map_err(failed)?;
            let all = std::iter::once((kind.clone(), value.clone()))
                .chain(keys.into_iter().map(|(_, kind, key)| (kind, key)));
            let told: Vec<(String, String)> =
                all.filter(|(kind, _)| table.columns.contains(&identity_column(kind))).collect();
            if told.is_empty() {
                return Ok(None);
            }
            let found: Result<Vec<String>, StoreError> =
                told.iter().map(|(kind, value)| of_person(reached, table, kind, value)).collect();
            plain(format!("({})", found.map_err(failed)?.join(" OR ")))
        }
    }))
}

fn of_key(reached: &Reached, place: &str, key: &[String]) -> Result<Sql, ReadArchiveError> {
    let model = &reached.bound.model;
    let name = place.split_once('.').map_or("", |(_, name)| name);
    let unknown = || ReadArchiveError::NoSuchTable(place.to_owned());
    let table = model.tables.iter().find(|table| table.name.to_string() == name).ok_or_else(unknown)?;
    if table.key.len() != key.len() {
        return Err(ReadArchiveError::KeyParts(place.to_owned(), table.key.len()));
    }
    let sign = model.dialect.placeholder();
    let same = (1..).zip(&table.key).map(|(number, column)| {
        let column = quote::column(model.dialect, Some("t"), &table.columns[*column].name);
        format!("{} = {sign}{number}", as_text(model.dialect, &column))
    });
    Ok(bound(same.collect::<Vec<_>>().join(" AND "), key.iter().cloned().map(Param::Text)))
}

/// Identities are compared as everywhere: in their normal form.
fn of_person(reached: &mut Reached, table: &Listed, kind: &str, value: &str) -> Result<String, StoreError> {
    let model = &reached.bound.model;
    let source = model.tables.iter().position(|source| {
        model.archive.as_ref().is_some_and(|place| table_in(place, &source.name).name == table.name)
    });
    let identity = source.and_then(|source| {
        let found = model.tables[source].identities.iter().find(|identity| identity.kind == kind);
        found.map(|identity| Likeness::of_identity(model, source, identity))
    });
    let likeness = identity.unwrap_or_else(|| Likeness::of(kind, None));
    let column = quote::quote(model.dialect, &identity_column(kind));
    let from = quote::table(model.dialect, &place_of(reached, table));
    let wanted = likeness.normal(value);
    let mut ids = Vec::new();
    let text = plain(format!("SELECT {ID}, {column} FROM {from} WHERE {column} IS NOT NULL"));
    reached.store.stream(&text, &mut |row| {
        if let [Value::Integer(id), Value::Text(there)] = row.as_slice()
            && likeness.normal(there) == wanted
        {
            ids.push(id.to_string());
        }
        ControlFlow::Continue(())
    })?;
    Ok(if ids.is_empty() { "1 = 0".to_owned() } else { format!("t.{ID} IN ({})", ids.join(", ")) })
}

fn read(reached: &mut Reached, table: &Listed, condition: &Sql) -> Result<Vec<ArchivedRow>, StoreError> {
    let dialect = reached.bound.model.dialect;
    let own = [ID, JOURNAL, SEQ, ACTIVITY, LAST_DAY, ARCHIVED_ON];
    let columns: Vec<&String> = table
        .columns
        .iter()
        .filter(|column| !own.contains(&column.as_str()) && !column.starts_with("abide_identity_"))
        .collect();
    let first = [ACTIVITY, LAST_DAY, ARCHIVED_ON].map(|column| format!("t.{column}"));
    let rest = columns.iter().map(|column| quote::column(dialect, Some("t"), column));
    let asked: Vec<String> = first.into_iter().chain(rest).map(|column| as_text(dialect, &column)).collect();
    let from = quote::table(dialect, &place_of(reached, table));
    let text =
        format!("SELECT {} FROM {from} AS t WHERE {} ORDER BY t.{ID}", asked.join(", "), condition.text);
    let place = format!("{}.{}", reached.bound.model.store, table.name);
    let row = |row: Vec<Value>| {
        let mut texts = row.iter().map(text_of);
        let (activity, last_day, archived_on) = (texts.next()?, texts.next()?, texts.next()?);
        let values =
            columns.iter().zip(texts).filter_map(|(column, value)| Some(((*column).clone(), value?)));
        Some(ArchivedRow {
            place: place.clone(),
            activity: activity.unwrap_or_default(),
            last_day,
            archived_on,
            values: values.collect(),
        })
    };
    let rows = reached.store.query(&bound(text, condition.params.clone()))?;
    Ok(rows.into_iter().filter_map(row).collect())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Text(text) | Value::Decimal(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
    }
}
