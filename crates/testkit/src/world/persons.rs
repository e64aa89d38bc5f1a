//! Persons who ended activities: identities of records, and whom they name.

use super::{Cell, Holds, Path, Table, World, mapping::route};
use crate::company::chance::Chance;

/// An activity that is ended for whom an identity names.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The activity's name.
    pub activity: String,
    /// The kind of identity.
    pub kind: &'static str,
    /// The value, in some spelling.
    pub value: String,
    /// Whether what runs on is waited for.
    pub waits: bool,
}

/// Kinds of identity, how the columns that hold them are called, and how they are compared.
const KINDS: [(&str, &str); 4] =
    [("email", "email"), ("phone", "phone"), ("name", "name"), ("number", "code")];

pub(super) fn add(chance: &mut Chance, world: &mut World) {
    for number in 0..world.tables.len() {
        let personal = world.tables[number].map.as_ref().is_some_and(|mapped| mapped.personal);
        if personal && !chance.one_in(4) {
            let identities = identities(chance, world, &world.tables[number]);
            world.tables[number].map.iter_mut().for_each(|mapped| mapped.identities.clone_from(&identities));
        }
    }
    if chance.one_in(2) {
        for _ in 0..chance.within(1..=4) {
            let ended = ended(chance, world);
            world.ended.extend(ended);
        }
    }
    if chance.one_in(3) {
        let held = ended(chance, world).map(|one| (one.kind, one.value));
        world.held.extend(held);
    }
}

fn identities(chance: &mut Chance, world: &World, table: &Table) -> Vec<(&'static str, Path)> {
    let mut found = Vec::new();
    for (kind, column) in KINDS {
        let far = chance.one_in(2).then(|| route(chance, world, table, 1)).flatten();
        let (links, end) = match &far {
            Some(route) => (route.links.clone(), world.table(&route.end)),
            None => (Vec::new(), Some(table)),
        };
        let fits = |column: &&super::Column| matches!(column.holds, Holds::Text | Holds::Integer);
        let named =
            end.into_iter().flat_map(|end| &end.columns).filter(fits).find(|c| c.name.starts_with(column));
        if let Some(column) = named.filter(|_| !chance.one_in(3)) {
            found.push((kind, Path { links, column: column.name.clone() }));
        }
    }
    found
}

/// Somebody whom a record names, or nobody; spelt a little differently now and then.
fn ended(chance: &mut Chance, world: &World) -> Option<Ended> {
    let activity = world.activities.get(chance.place(world.activities.len()))?.name.clone();
    let (kind, column) = chance.pick(&KINDS);
    let cells = world.tables.iter().flat_map(|table| {
        let place = table.columns.iter().position(|c| c.name.starts_with(column));
        place.into_iter().flat_map(|place| table.rows.iter().map(move |row| &row[place]))
    });
    let values: Vec<String> = cells
        .filter_map(|cell| match cell {
            Cell::Text(text) => Some(text.clone()),
            Cell::Integer(number) => Some(number.to_string()),
            _ => None,
        })
        .collect();
    let value = if values.is_empty() || chance.one_in(9) {
        chance.pick(&["nobody", "it's", "", "7", "99999999999999999999"]).to_owned()
    } else {
        values[chance.place(values.len())].clone()
    };
    let value = match (kind, chance.within(0..=2)) {
        ("email", 0) => value.to_uppercase(),
        ("email", 1) => format!(" {value} "),
        ("phone", 0) => value.replace('d', "d-"),
        _ => value,
    };
    Some(Ended { activity, kind, value, waits: chance.one_in(3) })
}
