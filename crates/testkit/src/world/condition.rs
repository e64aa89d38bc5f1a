//! Conditions of every form the map knows.

use super::{
    Column, Engine, Holds, Table, World,
    mapping::{self, Route},
};
use crate::company::chance::Chance;

/// A condition, as the map writes it.
#[derive(Debug, Clone)]
pub enum Condition {
    /// One comparison, in its text.
    Atom(String),
    /// `a AND b`
    All(Vec<Condition>),
    /// `a OR b`
    Any(Vec<Condition>),
    /// `NOT a`
    Not(Box<Condition>),
    /// `EXISTS path WHERE …`
    Exists(Vec<String>, Option<Box<Condition>>),
}

impl Condition {
    /// The text in the map.
    #[must_use]
    pub fn text(&self) -> String {
        let joined = |parts: &[Self], word: &str| {
            parts.iter().map(|part| format!("({})", part.text())).collect::<Vec<_>>().join(word)
        };
        match self {
            Self::Atom(text) => text.clone(),
            Self::All(parts) => joined(parts, " AND "),
            Self::Any(parts) => joined(parts, " OR "),
            Self::Not(part) => format!("NOT ({})", part.text()),
            Self::Exists(links, None) => format!("EXISTS {}", links.join(".")),
            Self::Exists(links, Some(inner)) => {
                format!("EXISTS {} WHERE ({})", links.join("."), inner.text())
            }
        }
    }
}

/// A condition over a table.
pub(super) fn condition(chance: &mut Chance, world: &World, table: &Table, deep: u32) -> Condition {
    match chance.within(0..=9) {
        0 if deep > 0 => Condition::All(several(chance, world, table, deep)),
        1 if deep > 0 => Condition::Any(several(chance, world, table, deep)),
        2 if deep > 0 => Condition::Not(Box::new(condition(chance, world, table, deep - 1))),
        3 | 4 if deep > 0 => {
            exists(chance, world, table, deep).unwrap_or_else(|| atom(chance, world.engine, table))
        }
        _ => atom(chance, world.engine, table),
    }
}

fn several(chance: &mut Chance, world: &World, table: &Table, deep: u32) -> Vec<Condition> {
    (0..chance.within(2..=3)).map(|_| condition(chance, world, table, deep - 1)).collect()
}

fn exists(chance: &mut Chance, world: &World, table: &Table, deep: u32) -> Option<Condition> {
    let Route { links, end } = mapping::route(chance, world, table, 1)?;
    let end = world.table(&end)?;
    let inner = chance.one_in(2).then(|| Box::new(condition(chance, world, end, deep - 1)));
    Some(Condition::Exists(links, inner))
}

/// One comparison of a column that has constants of its kind.
fn atom(chance: &mut Chance, engine: Engine, table: &Table) -> Condition {
    if chance.one_in(20) {
        return Condition::Atom(chance.pick(&["TRUE", "FALSE"]).to_owned());
    }
    let column = &table.columns[chance.place(table.columns.len())];
    let name = &column.name;
    if chance.one_in(4) {
        return Condition::Atom(format!("{name} IS {}NULL", chance.pick(&["", "NOT "])));
    }
    Condition::Atom(compared(chance, engine, column).unwrap_or_else(|| format!("{name} IS NOT NULL")))
}

fn compared(chance: &mut Chance, engine: Engine, column: &Column) -> Option<String> {
    let name = &column.name;
    let ordered = ["=", "<>", "<", "<=", ">", ">="];
    let same = ["=", "<>"];
    Some(match column.holds {
        Holds::Integer if engine != Engine::Postgres && chance.one_in(10) => {
            format!("{name} {} {}", chance.pick(&same), chance.pick(&["TRUE", "FALSE"]))
        }
        Holds::Integer if chance.one_in(3) => format!("{name} IN (1, 3, -2)"),
        Holds::Integer => {
            format!("{name} {} {}", chance.pick(&ordered), chance.pick(&["0", "1", "2", "2.5", "-1"]))
        }
        Holds::Decimal => {
            format!("{name} {} {}", chance.pick(&ordered), chance.pick(&["0", "12.50", "12.5", "-3.25"]))
        }
        Holds::Text if chance.one_in(3) => format!("{name} NOT IN ('lead', 'it''s')"),
        Holds::Text => {
            format!("{name} {} '{}'", chance.pick(&same), chance.pick(&["lead", "cold", "", "it''s"]))
        }
        Holds::Bool if chance.one_in(2) => name.clone(),
        Holds::Bool => format!("{name} {} {}", chance.pick(&same), chance.pick(&["TRUE", "FALSE"])),
        Holds::Day => {
            let day = chance.pick(&["2024-02-29", "2000-01-01", "1970-01-01"]);
            format!("{name} {} DATE '{day}'", chance.pick(&ordered))
        }
        Holds::Moment(_) => return None,
    })
}
