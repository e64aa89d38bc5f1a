//! What a plan would leave, on plain rows.

use abide_plan::{
    anonymise::left,
    catalog::OnDelete,
    evaluate::{Fate, ValueFate, key_text},
    model::{Blank, Model, Table},
    need::{RowId, Rows, World},
    step::Param,
    value::Value,
};

/// The rows that stay, as they are afterwards, and for each the place it had before.
pub(crate) fn applied(model: &Model, rows: &Rows, fates: &[Vec<Fate>]) -> (Rows, Vec<Vec<usize>>) {
    let world = World::new(model, rows);
    let staying = |table: usize| (0..rows[table].len()).filter(move |row| !fates[table][*row].goes);
    let places: Vec<Vec<usize>> = (0..rows.len()).map(|table| staying(table).collect()).collect();
    let left = |(table, kept): (usize, &Vec<usize>)| {
        kept.iter().map(|row| afterwards(world, RowId { table, row: *row }, fates)).collect()
    };
    (places.iter().enumerate().map(left).collect(), places)
}

fn afterwards(world: World<'_>, id: RowId, fates: &[Vec<Fate>]) -> Vec<Value> {
    let table = &world.model.tables[id.table];
    let mut row = world.values(id).to_vec();
    for (place, fate) in fates[id.table][id.row].values.iter().enumerate() {
        let left = || left(table.columns[place].transform?, &row[place]);
        match fate {
            ValueFate::Blanked => row[place] = neutral(table, place, world.values(id)),
            ValueFate::Anonymised => {
                row[place] = left().unwrap_or_else(|| neutral(table, place, world.values(id)));
            }
            ValueFate::Goes | ValueFate::Anonymous | ValueFate::Blank | ValueFate::Stays => {}
        }
    }
    for reference in table.references.iter().filter(|reference| reference.on_delete == OnDelete::SetNull) {
        let there = world.follow(id, std::slice::from_ref(&reference.hop));
        if there.iter().any(|there| fates[there.table][there.row].goes) {
            reference.hop.own.iter().for_each(|column| row[*column] = Value::Null);
        }
    }
    row
}

fn neutral(table: &Table, column: usize, row: &[Value]) -> Value {
    match &table.columns[column].blank {
        Blank::Constant(literal) => match Param::from(literal) {
            Param::Null => Value::Null,
            Param::Bool(value) => Value::Bool(value),
            Param::Integer(value) => Value::Integer(value),
            Param::Decimal(value) => Value::Decimal(value),
            Param::Text(value) | Param::List(value) => Value::Text(value),
        },
        Blank::FromKey => {
            let parts: Vec<String> = table.key.iter().map(|column| key_text(&row[*column])).collect();
            Value::Text(format!("erased-{}", parts.join("-")))
        }
        Blank::Null | Blank::Follows | Blank::Stays(_) => Value::Null,
    }
}
