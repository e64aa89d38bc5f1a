//! The slow reference evaluator: policy, map, rows and a day give every value's fate. It is the meaning of the product:
//! short, obvious, and held against the compiled SQL.

use std::cmp::Ordering;

use abide_policy::{
    map::{Shells, Unserved},
    model::EventKind,
};
use jiff::civil::Date;

use crate::{
    dating::Dated,
    model::{Blank, Column, Model, Role, Service, Table},
    need::{Need, RowId, Rows, World, phase_on},
    tie::{Tie, TieKind, ties},
    truth::compare,
    value::Value,
};

/// The fate of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What each of its table's services says, in their order.
    pub needs: Vec<Need>,
    /// Whether nothing needs it any more.
    pub over: bool,
    /// Whether it is deleted: it is over, and no row that stays holds it.
    pub goes: bool,
    /// What becomes of each of its values, in the catalog's order.
    pub values: Vec<ValueFate>,
}

/// What becomes of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueFate {
    /// It goes with its record.
    Goes,
    /// It is overwritten.
    Blanked,
    /// It is gone already: it reads NULL or the neutral value.
    Blank,
    /// It stays.
    Stays,
}

/// The fates of all rows on a day, in the shape of [`Rows`].
pub fn evaluate(model: &Model, rows: &Rows, today: Date) -> Vec<Vec<Fate>> {
    let world = World { model, rows };
    let needs: Vec<Vec<Vec<Need>>> = (0..model.tables.len())
        .map(|table| world.all(table).map(|id| needs(world, id, today)).collect())
        .collect();
    let goes = goes(world, &needs, today);
    let fate = |id: RowId| fate_of(world, id, today, goes[id.table][id.row]);
    (0..model.tables.len()).map(|table| world.all(table).map(fate).collect()).collect()
}

/// The fate of one record, given whether it goes: all else is decided by the record and what its rules look at.
pub fn fate_of(world: World<'_>, id: RowId, today: Date, goes: bool) -> Fate {
    let needs = needs(world, id, today);
    let over = is_over(&world.model.tables[id.table], &needs);
    let values = values(world, id, &needs, goes);
    Fate { needs, over, goes, values }
}

/// What each of the table's services says of a record.
pub fn needs(world: World<'_>, id: RowId, today: Date) -> Vec<Need> {
    world.model.tables[id.table].serves.iter().map(|service| world.need(id, service, today)).collect()
}

/// Whether nothing needs the record: every activity it serves is over; or it serves none, and the map says it may go.
pub fn is_over(table: &Table, needs: &[Need]) -> bool {
    is_spoken_for(table, needs) && needs.iter().all(|need| matches!(need, Need::Over(_) | Need::NotServed))
}

/// Whether the map says what becomes of the record: it serves some activity, or records that serve none are erased.
fn is_spoken_for(table: &Table, needs: &[Need]) -> bool {
    table.role == Role::Personal
        && (table.unserved == Some(Unserved::Erase) || needs.iter().any(|need| *need != Need::NotServed))
}

/// The rows that go: all that are over, less those that a staying row holds, until nothing changes.
fn goes(world: World<'_>, needs: &[Vec<Vec<Need>>], today: Date) -> Vec<Vec<bool>> {
    let ties = ties(world.model);
    let may_go = |id: RowId| {
        let table = &world.model.tables[id.table];
        deletable(table) && is_over(table, &needs[id.table][id.row])
    };
    let mut goes: Vec<Vec<bool>> =
        (0..world.model.tables.len()).map(|table| world.all(table).map(may_go).collect()).collect();
    loop {
        let mut changed = false;
        for tie in &ties {
            for holder in world.all(tie.holder).filter(|id| !goes[id.table][id.row]).collect::<Vec<_>>() {
                for held in world.follow(holder, &tie.path) {
                    if goes[held.table][held.row] && holds(world, tie, holder, held, needs, today) {
                        goes[held.table][held.row] = false;
                        changed = true;
                    }
                }
            }
        }
        if !changed {
            return goes;
        }
    }
}

/// Whether rows of the table are ever deleted.
pub fn deletable(table: &Table) -> bool {
    table.role == Role::Personal && table.undeletable.is_none() && table.shells == Shells::Delete
}

/// Whether a row that stays holds the other.
fn holds(
    world: World<'_>,
    tie: &Tie,
    holder: RowId,
    held: RowId,
    needs: &[Vec<Vec<Need>>],
    today: Date,
) -> bool {
    let TieKind::Evidence { service, source, sure } = tie.kind else {
        return true;
    };
    let need = needs[holder.table][holder.row][service];
    if need == Need::NotServed {
        return false;
    }
    let past = is_past(world, &world.model.tables[tie.holder].serves[service], source, held, today);
    !(past && (sure || matches!(need, Need::Live(..))))
}

/// Whether the date that the activity would count from this row is past: it never decides again.
fn is_past(world: World<'_>, service: &Service, source: usize, held: RowId, today: Date) -> bool {
    let source = &service.sources[source];
    match world.date(held, source) {
        Dated::Missing => source.kind == EventKind::Last,
        Dated::Unreadable => false,
        Dated::On(day) => {
            matches!(phase_on(&world.model.activities[service.activity].keep, day, today), Need::Over(_))
        }
    }
}

fn values(world: World<'_>, id: RowId, needs: &[Need], goes: bool) -> Vec<ValueFate> {
    let table = &world.model.tables[id.table];
    let spoken_for = is_spoken_for(table, needs);
    let fate = |column: &Column, value: &Value| {
        let needed = column
            .needed_by
            .iter()
            .any(|service| !matches!(needs[*service], Need::Over(_) | Need::NotServed));
        match is_blank(table, column, world.values(id), value) {
            _ if goes => ValueFate::Goes,
            Some(true) if spoken_for && !needed => ValueFate::Blank,
            Some(false) if spoken_for && !needed => ValueFate::Blanked,
            _ => ValueFate::Stays,
        }
    };
    table.columns.iter().zip(world.values(id)).map(|(column, value)| fate(column, value)).collect()
}

/// Whether the value is what it would be blanked with; none when it stays as long as its record.
fn is_blank(table: &Table, column: &Column, row: &[Value], value: &Value) -> Option<bool> {
    let neutral = match &column.blank {
        Blank::Follows | Blank::Stays(_) => return None,
        Blank::Null => false,
        // As the database compares: 0.00 is 0.
        Blank::Constant(literal) => compare(value, literal).is_some_and(Ordering::is_eq),
        Blank::FromKey => {
            let parts: Vec<String> = table.key.iter().map(|column| key_text(&row[*column])).collect();
            *value == Value::Text(format!("erased-{}", parts.join("-")))
        }
    };
    Some(neutral || *value == Value::Null)
}

/// A part of a primary key as text.
pub fn key_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Decimal(text) | Value::Text(text) => text.clone(),
    }
}
