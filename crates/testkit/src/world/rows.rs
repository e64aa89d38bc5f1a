//! Rows that keep their table's constraints.

use jiff::{ToSpan, civil::Date};

use super::{Cell, Column, Engine, ForeignKey, Holds, Table, World, moments};
use crate::company::chance::Chance;

const WORDS: [&str; 6] = ["lead", "cold", "", "it's", "Lead", "erased-1"];

/// Words of which a transform leaves something, or nothing, or all.
const TELLING: [&str; 14] = [
    "203.0.113.77",
    "203.0.0.0",
    "203.0.0.0/16",
    "1.2.3.4:80",
    "2001:DB8:aa:1::7",
    "2001:db8:aa::",
    "::ffff:10.1.2.3",
    "1234.5.0.0",
    "2024-03-05",
    "2024-01-01 00:00:00",
    "2024-01-01T10:00:00Z",
    "2024-13-01",
    "élan",
    "é",
];

pub(super) fn add(chance: &mut Chance, world: &mut World) {
    let mut days = moments::days(world);
    if chance.one_in(3) {
        // A company that has not cleaned up for years: whole families of rows go.
        days.retain(|day| *day < world.today);
        days.extend([world.today.saturating_sub(12.years()); 8]);
    }
    for number in 0..world.tables.len() {
        let table = &world.tables[number];
        let rows = (0..chance.within(0..=6)).map(|row| self::row(chance, world, table, &days, row)).collect();
        world.tables[number].rows = rows;
    }
    for number in 0..world.tables.len() {
        for key in world.tables[number].foreign_keys.clone() {
            refer(chance, world, number, &key);
        }
    }
    repair(world);
}

fn row(chance: &mut Chance, world: &World, table: &Table, days: &[Date], row: i64) -> Vec<Cell> {
    let cell = |column: &Column| {
        if table.key.contains(&column.name) {
            return key(table, column, row);
        }
        match column.holds {
            Holds::Moment(_) => moments::cell(chance, world, column, days),
            _ if column.nullable && chance.one_in(4) => Cell::Null,
            _ if table.unique.iter().any(|columns| columns.contains(&column.name)) => unique(column, row),
            _ => plain(chance, world.engine, column),
        }
    };
    table.columns.iter().map(cell).collect()
}

/// Keys differ by row; the parts of composite keys repeat.
fn key(table: &Table, column: &Column, row: i64) -> Cell {
    let first = table.key.first() == Some(&column.name);
    match (column.holds, table.key.len()) {
        (Holds::Text, 1) => Cell::Text(format!("k{row}")),
        // Joined by a hyphen, some of these are alike.
        (Holds::Text, _) => {
            let word = match (first, if first { row % 2 } else { row / 2 % 2 }) {
                (true, 0) => "a",
                (true, _) => "a-b",
                (false, 0) => "b",
                (false, _) => "b-b",
            };
            Cell::Text(word.to_owned() + &"x".repeat(usize::try_from(row / 4).unwrap_or(0)))
        }
        (_, 1) => Cell::Integer(row + 1),
        _ if first => Cell::Integer(1 + row % 2),
        _ => Cell::Integer(1 + row / 2),
    }
}

fn unique(column: &Column, row: i64) -> Cell {
    match column.holds {
        Holds::Text => Cell::Text(format!("p{row}@example.com")),
        _ => Cell::Integer(row),
    }
}

fn plain(chance: &mut Chance, engine: Engine, column: &Column) -> Cell {
    let odd = engine == Engine::Sqlite && chance.one_in(12);
    match column.holds {
        Holds::Integer if column.name.starts_with("score") => Cell::Integer(chance.within(0..=9)),
        Holds::Integer if odd => Cell::Text("many".to_owned()),
        Holds::Integer => Cell::Integer(chance.within(-2..=5)),
        // To be told apart though the column itself does not.
        Holds::Text if engine == Engine::MariaDb && chance.one_in(4) => {
            Cell::Text(chance.pick(&["LEAD", "lead ", "Cold", "léad", " ", "gone "]).to_owned())
        }
        Holds::Text if column.name.starts_with(['n', 'p']) && chance.one_in(3) => {
            Cell::Text(chance.pick(&TELLING).to_owned())
        }
        Holds::Text => Cell::Text(chance.pick(&WORDS).to_owned()),
        Holds::Bool if odd => Cell::Text("true".to_owned()),
        Holds::Bool if engine == Engine::Sqlite => Cell::Integer(chance.within(0..=1)),
        Holds::Bool => Cell::Bool(chance.one_in(2)),
        Holds::Decimal => Cell::Decimal(chance.pick(&["12.50", "0.00", "-3.25", "7.00", "1.50", "21.00"])),
        Holds::Day if odd => Cell::Integer(20_240_131),
        Holds::Day => Cell::Text(
            chance.pick(&["2024-02-29", "2000-01-01", "1999-12-31", "1970-01-01", "1900-01-01"]).to_owned(),
        ),
        Holds::Moment(_) => Cell::Null,
    }
}

/// Has each row refer to some row, or to none. What is part of the key stays as it is.
fn refer(chance: &mut Chance, world: &mut World, number: usize, key: &ForeignKey) {
    let Some(target) = world.table(&key.table).cloned() else { return };
    let table = &mut world.tables[number];
    let own: Vec<usize> = key.own.iter().filter_map(|name| table.place(name)).collect();
    let their: Vec<usize> = key.their.iter().filter_map(|name| target.place(name)).collect();
    let fixed: Vec<bool> = key.own.iter().map(|name| table.key.contains(name)).collect();
    let free =
        key.own.iter().zip(&own).find(|(name, _)| table.column(name).nullable).map(|(_, place)| *place);
    for row in &mut table.rows {
        let fits = |there: &&Vec<Cell>| {
            own.iter().zip(&their).zip(&fixed).all(|((own, their), fixed)| {
                there[*their] != Cell::Null && (!fixed || there[*their] == row[*own])
            })
        };
        let there: Vec<&Vec<Cell>> = target.rows.iter().filter(fits).collect();
        match (there.is_empty(), free) {
            (false, free) if free.is_none() || !chance.one_in(5) => {
                let there = there[chance.place(there.len())];
                own.iter().zip(&their).for_each(|(own, their)| row[*own] = there[*their].clone());
            }
            (_, Some(free)) => row[free] = Cell::Null,
            _ => {}
        }
    }
}

/// Drops or cuts what refers to nothing, and rows that break another constraint.
pub(super) fn repair(world: &mut World) {
    loop {
        let mut changed = false;
        for number in 0..world.tables.len() {
            for key in world.tables[number].foreign_keys.clone() {
                changed |= settle(world, number, &key);
            }
            changed |= constrain(&mut world.tables[number]);
        }
        if !changed {
            return;
        }
    }
}

fn settle(world: &mut World, number: usize, key: &ForeignKey) -> bool {
    let Some(target) = world.table(&key.table).cloned() else { return false };
    let table = &mut world.tables[number];
    let own: Vec<usize> = key.own.iter().filter_map(|name| table.place(name)).collect();
    let their: Vec<usize> = key.their.iter().filter_map(|name| target.place(name)).collect();
    let free = own.iter().copied().find(|place| table.columns[*place].nullable);
    let dangling = |row: &Vec<Cell>| {
        own.iter().all(|place| row[*place] != Cell::Null)
            && !target.rows.iter().any(|there| own.iter().zip(&their).all(|(o, t)| row[*o] == there[*t]))
    };
    let mut changed = false;
    match free {
        Some(free) => {
            for row in table.rows.iter_mut().filter(|row| dangling(row)) {
                row[free] = Cell::Null;
                changed = true;
            }
        }
        None => {
            let before = table.rows.len();
            table.rows.retain(|row| !dangling(row));
            changed = table.rows.len() < before;
        }
    }
    changed
}

/// Keeps the first of rows that a unique constraint tells alike, and those that the checks of this module's kind allow.
fn constrain(table: &mut Table) -> bool {
    let before = table.rows.len();
    let constraints: Vec<Vec<usize>> = table
        .unique
        .iter()
        .chain(std::iter::once(&table.key).filter(|key| !key.is_empty()))
        .map(|columns| columns.iter().filter_map(|name| table.place(name)).collect())
        .collect();
    for places in constraints {
        let mut seen: Vec<Vec<Cell>> = Vec::new();
        table.rows.retain(|row| {
            let key: Vec<Cell> = places.iter().map(|place| row[*place].clone()).collect();
            let new = key.contains(&Cell::Null) || !seen.contains(&key);
            seen.push(key);
            new
        });
    }
    let both = table.checks.iter().any(|check| check.contains(" OR "));
    let place = |wanted: &str| table.columns.iter().position(|column| column.name.starts_with(wanted));
    if let (true, Some(name), Some(phone)) = (both, place("name"), place("phone")) {
        table.rows.retain(|row| row[name] != Cell::Null || row[phone] != Cell::Null);
    }
    table.rows.len() < before
}
