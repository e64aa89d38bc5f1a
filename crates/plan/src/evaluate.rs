//! The slow reference evaluator: policy, map, rows and a day give every value's fate. It is the meaning of the product:
//! short, obvious, and held against the compiled SQL.

use std::cmp::Ordering;

use abide_policy::{
    map::{Shells, Unserved},
    model::{EventKind, State},
};
use jiff::civil::Date;

use crate::{
    anonymise::has_form,
    dating::Dated,
    model::{Blank, Column, ColumnId, Model, Role, Service, Table, TableId},
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
    /// Whether nothing needs it any more, and no hold keeps it as it is.
    pub over: bool,
    /// Whether it is deleted: it is over, and no row that stays holds it.
    pub goes: bool,
    /// What becomes of each of its values, in the catalog's order.
    pub values: Vec<ValueFate>,
    /// What of it is copied into the archive before it leaves.
    pub copies: Vec<Archived>,
}

/// What of a record is taken over by the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// What for.
    pub ground: Ground,
    /// The last day it is needed there; none: it has no end on the calendar.
    pub last_day: Option<Date>,
    /// The personal values that leave now and are taken over, as columns. Empty only under a hold, when a record goes that has none.
    pub columns: Vec<ColumnId>,
}

/// Why something is in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// An activity needs it there: an index into the table's services.
    Activity(usize),
    /// A hold covers it, by name.
    Hold(String),
}

/// What becomes of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueFate {
    /// It goes with its record.
    Goes,
    /// It is overwritten.
    Blanked,
    /// It is overwritten with what its transform leaves of it.
    Anonymised,
    /// It is what its transform leaves already.
    Anonymous,
    /// It is gone already: it reads NULL or the neutral value.
    Blank,
    /// It stays.
    Stays,
}

/// The fates of all rows on a day, in the shape of [`Rows`], of people who ended nothing.
pub fn evaluate(model: &Model, rows: &Rows, today: Date) -> Vec<Vec<Fate>> {
    evaluate_all(World::new(model, rows), today)
}

/// The fates of all rows on a day, in the shape of [`Rows`].
pub fn evaluate_all(world: World<'_>, today: Date) -> Vec<Vec<Fate>> {
    let model = world.model;
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
    let kept = !world.model.moves_held() && world.is_held(id);
    let over = is_over(&world.model.tables[id.table], &needs) && !kept;
    let values = values(world, id, &needs, goes);
    let copies = copies(world, id, &needs, &values);
    Fate { needs, over, goes, values, copies }
}

/// What each of the table's services says of a record.
pub fn needs(world: World<'_>, id: RowId, today: Date) -> Vec<Need> {
    world.model.tables[id.table].serves.iter().map(|service| world.need(id, service, today)).collect()
}

/// Whether nothing needs the record where it is: every activity it serves is over, ended or archived; or it serves none, and
/// the map says it may go.
pub fn is_over(table: &Table, needs: &[Need]) -> bool {
    is_spoken_for(table, needs) && needs.iter().all(|need| need.is_done())
}

/// Whether the record stays when it is over: an activity that it served leaves it behind, anonymous. Of what activities that are
/// over leave of a record, the most counts.
pub fn stays_anonymous(model: &Model, table: TableId, needs: &[Need]) -> bool {
    let mut services = model.tables[table].serves.iter().zip(needs);
    services.any(|(service, need)| *need != Need::NotServed && model.anonymises(service))
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
        let needs = &needs[id.table][id.row];
        let over = is_over(table, needs) && !stays_anonymous(world.model, id.table, needs);
        deletable(table) && over && !world.is_held_in_place(id) && world.is_asked(id, &table.asked)
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
    let TieKind::Evidence { service, source, sure, undated } = tie.kind else {
        return true;
    };
    let need = needs[holder.table][holder.row][service];
    // What is ended counts nothing any more.
    if matches!(need, Need::NotServed | Need::Ended(..)) {
        return false;
    }
    let service = &world.model.tables[tie.holder].serves[service];
    let date = world.date(held, &service.sources[source]);
    let past = !(undated && date == Dated::Missing) && is_past(world, service, source, date, today);
    !(past && (sure || matches!(need, Need::Live(State::Active, _))))
}

/// Whether the date that the activity would count from this row is past its active phases: it never decides again where the
/// data is used.
fn is_past(world: World<'_>, service: &Service, source: usize, date: Dated, today: Date) -> bool {
    match date {
        Dated::Missing => service.sources[source].kind == EventKind::Last,
        Dated::Unreadable => false,
        Dated::On(day) => phase_on(&world.model.activities[service.activity].keep, day, today).is_done(),
    }
}

fn values(world: World<'_>, id: RowId, needs: &[Need], goes: bool) -> Vec<ValueFate> {
    let table = &world.model.tables[id.table];
    let spoken_for = is_spoken_for(table, needs);
    let held = world.is_held(id);
    let kept = |column: &ColumnId| held && (!world.model.moves_held() || table.telling.contains(column));
    let fate = |(number, value): (usize, &Value)| {
        let column = &table.columns[number];
        let needed = kept(&number) || column.needed_by.iter().any(|service| !needs[*service].is_done());
        let coarsened = world.model.coarseners(id.table, number).iter().any(|s| needs[*s] != Need::NotServed);
        let transform = column.transform.filter(|_| coarsened);
        match is_blank(table, column, world.values(id), value) {
            _ if goes => ValueFate::Goes,
            None => ValueFate::Stays,
            Some(_) if needed || !spoken_for => ValueFate::Stays,
            Some(true) => ValueFate::Blank,
            Some(false) => match transform {
                None => ValueFate::Blanked,
                Some(transform) if has_form(transform, value) => ValueFate::Anonymous,
                Some(_) => ValueFate::Anonymised,
            },
        }
    };
    world.values(id).iter().enumerate().map(fate).collect()
}

/// For each archived activity the values it needs that leave: those that go or are blanked, and hold something. For each hold all
/// personal ones.
fn copies(world: World<'_>, id: RowId, needs: &[Need], values: &[ValueFate]) -> Vec<Archived> {
    let table = &world.model.tables[id.table];
    let row = world.values(id);
    let leaves = |column: &ColumnId| {
        matches!(values[*column], ValueFate::Goes | ValueFate::Blanked | ValueFate::Anonymised)
            && row[*column] != Value::Null
            && is_blank(table, &table.columns[*column], row, &row[*column]) != Some(true)
    };
    let copy = |(service, need): (usize, &Need)| {
        let Need::Live(State::Archived, last_day) = *need else { return None };
        let needed = |column: &ColumnId| table.columns[*column].needed_by.contains(&service);
        let columns: Vec<ColumnId> = (0..table.columns.len()).filter(needed).filter(leaves).collect();
        (!columns.is_empty()).then_some(Archived { ground: Ground::Activity(service), last_day, columns })
    };
    let mut copies: Vec<Archived> = needs.iter().enumerate().filter_map(copy).collect();
    if world.model.moves_held() {
        let personal = |column: &ColumnId| table.columns[*column].category.is_some();
        let columns: Vec<ColumnId> = (0..table.columns.len()).filter(personal).filter(leaves).collect();
        let goes = values.contains(&ValueFate::Goes);
        let holds = world.holds_on(id).into_iter().filter(|_| goes || !columns.is_empty());
        copies.extend(holds.map(|hold| Archived {
            ground: Ground::Hold(hold.to_owned()),
            last_day: None,
            columns: columns.clone(),
        }));
    }
    copies
}

/// Whether the column of a row holds a value, and not what stands in place of one: only then does it tell who somebody is.
pub fn is_filled(table: &Table, column: usize, row: &[Value]) -> bool {
    row[column] != Value::Null && is_blank(table, &table.columns[column], row, &row[column]) != Some(true)
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
