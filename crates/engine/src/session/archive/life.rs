//! Archived records, put together from the rows of the archive: what left a record at several times, until it went as a whole.
//! Whoever had the key after that is another record.

use abide_ledger::ActionWord;
use abide_plan::{
    archive::{Listed, identity_column},
    model::{ColumnId, Model, TableId},
    returning::{self, OWN, Taken},
    step::Sql,
    value::Value,
};

use crate::{journal::Past, session::Reached, store::StoreError};

/// What is archived of one record.
pub(super) struct Life {
    pub(super) table: TableId,
    pub(super) key: Vec<Value>,
    /// In the order in which they left.
    pub(super) rows: Vec<Row>,
    /// Whether it went as a whole: a record that has its key now is another one.
    pub(super) whole: bool,
}

/// A row of the archive.
pub(super) struct Row {
    pub(super) id: i64,
    journal: String,
    seq: u64,
    /// The activity, or the hold.
    pub(super) ground: String,
    pub(super) last_day: Option<String>,
    /// Kinds of identity with the values that it tells.
    pub(super) identities: Vec<(String, String)>,
    /// Each column of the source: none where the archive has no such column.
    pub(super) values: Vec<Option<Value>>,
    /// Columns with a value that the source does not have any more.
    pub(super) homeless: Vec<String>,
}

impl Life {
    /// The values that come back, each from the row that had it last. What is nothing personal is as it was when the last of the
    /// record left.
    pub(super) fn taken(&self, model: &Model) -> Vec<Taken> {
        let bound = &model.tables[self.table];
        let columns = (0..bound.columns.len()).filter_map(|column| {
            let last = if bound.columns[column].plain { 1 } else { self.rows.len() };
            let mut rows = self.rows.iter().rev().take(last);
            let row = rows.find(|row| row.value(column).is_some())?;
            Some(Taken { column, row: row.id })
        });
        columns.collect()
    }

    /// The value that comes back in a column.
    pub(super) fn value(&self, taken: Taken) -> Option<&Value> {
        self.rows.iter().find(|row| row.id == taken.row)?.value(taken.column)
    }
}

impl Row {
    /// What it holds of a column; NULL is nothing.
    pub(super) fn value(&self, column: ColumnId) -> Option<&Value> {
        self.values[column].as_ref().filter(|value| **value != Value::Null)
    }
}

/// Whether a row of the archive left with its whole record. Of what another journal brought nobody can tell; then nothing is put
/// together with it.
fn left_whole(row: &Row, (journal, past): (&str, &[Past])) -> bool {
    if row.journal != journal {
        return true;
    }
    let step = past.iter().find_map(|past| {
        let number = past.batches.get(&row.seq)?;
        past.steps.iter().find(|step| step.step == *number)
    });
    step.is_none_or(|step| step.action == ActionWord::Erase)
}

/// What is archived of the records that a condition over the archive's rows (under the alias `t`) finds: all of each, also what the
/// condition itself does not find.
pub(super) fn lives(
    reached: &mut Reached,
    (table, listed): (TableId, &Listed),
    condition: &Sql,
    past: (&str, &[Past]),
) -> Result<Vec<Life>, StoreError> {
    let found = rows(reached, (table, listed), condition)?;
    let mut keys: Vec<Vec<Value>> = Vec::new();
    let mut lives = Vec::new();
    for (key, _) in &found {
        if !keys.contains(key) {
            keys.push(key.clone());
        }
    }
    let wanted: Vec<i64> = found.iter().map(|(_, row)| row.id).collect();
    for key in keys {
        let model = &reached.bound.model;
        let all = returning::having(model, table, &model.tables[table].key, &key);
        let rows = rows(reached, (table, listed), &all)?.into_iter().map(|(_, row)| row);
        let mut one = Life { table, key, rows: Vec::new(), whole: false };
        for row in rows {
            // The rows of one batch belong together.
            let same =
                one.rows.last().is_some_and(|last| (&last.journal, last.seq) == (&row.journal, row.seq));
            if one.whole && !same {
                let next = Life { table, key: one.key.clone(), rows: Vec::new(), whole: false };
                lives.push(std::mem::replace(&mut one, next));
            }
            one.whole = left_whole(&row, past);
            one.rows.push(row);
        }
        lives.push(one);
    }
    lives.retain(|life| life.rows.iter().any(|row| wanted.contains(&row.id)));
    Ok(lives)
}

/// The rows with the keys of the records that they left, the earliest first.
fn rows(
    reached: &mut Reached,
    (table, listed): (TableId, &Listed),
    condition: &Sql,
) -> Result<Vec<(Vec<Value>, Row)>, StoreError> {
    let Reached { store, catalog, bound, .. } = reached;
    let model = &bound.model;
    let Some(archived) = returning::archived(model, catalog, table, &listed.columns) else {
        return Ok(Vec::new());
    };
    let place = |name: &str| archived.columns.iter().position(|column| column.name == name);
    let sources: Vec<Option<usize>> =
        model.tables[table].columns.iter().map(|column| place(&column.name)).collect();
    let kinds = returning::kinds(model, table);
    let homeless: Vec<&str> = returning::homeless(&catalog.tables[table], &listed.columns).collect();
    let read = |values: Vec<Value>| {
        let [Value::Integer(id), Value::Text(journal), Value::Integer(seq), Value::Text(ground), last_day] =
            &values[..OWN.len()]
        else {
            return None;
        };
        let text = |value: &Value| match value {
            Value::Null => None,
            other => Some(abide_plan::evaluate::key_text(other)),
        };
        let told = |kind: &&str| {
            let value = text(&values[place(&identity_column(kind))?])?;
            Some(((*kind).to_owned(), value))
        };
        let row = Row {
            id: *id,
            journal: journal.clone(),
            seq: seq.unsigned_abs(),
            ground: ground.clone(),
            last_day: text(last_day),
            identities: kinds.iter().filter_map(told).collect(),
            homeless: homeless
                .iter()
                .filter(|name| place(name).is_some_and(|place| values[place] != Value::Null))
                .map(|name| (*name).to_owned())
                .collect(),
            values: sources.iter().map(|place| place.map(|place| values[place].clone())).collect(),
        };
        let key: Option<Vec<Value>> =
            model.tables[table].key.iter().map(|column| row.value(*column).cloned()).collect();
        Some((key?, row))
    };
    let mut rows: Vec<(Vec<Value>, Row)> =
        store.rows(&archived, Some(condition), None)?.into_iter().filter_map(read).collect();
    rows.sort_by_key(|(_, row)| row.id);
    Ok(rows)
}
