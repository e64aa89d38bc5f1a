//! Smaller worlds: each like the one given, less one thing. What hung on that thing goes with it.

use super::{Cell, Condition, Holds, Mapped, Table, World, rows::repair};

/// Worlds that lack something of this one, the largest steps first.
#[must_use]
pub fn smaller(world: &World) -> Vec<World> {
    let mut found = Vec::new();
    let mut without = |edit: &dyn Fn(&mut World)| {
        let mut other = world.clone();
        edit(&mut other);
        mend(&mut other);
        repair(&mut other);
        if other.told() != world.told() {
            found.push(other);
        }
    };
    for table in 0..world.tables.len() {
        without(&|world| drop(world.tables.remove(table)));
    }
    for ended in 0..world.ended.len() {
        without(&|world| drop(world.ended.remove(ended)));
    }
    for held in 0..world.held.len() {
        without(&|world| drop(world.held.remove(held)));
    }
    for activity in 0..world.activities.len() {
        without(&|world| drop(world.activities.remove(activity)));
    }
    for table in 0..world.tables.len() {
        for row in 0..world.tables[table].rows.len() {
            without(&|world| drop(world.tables[table].rows.remove(row)));
        }
    }
    for table in 0..world.tables.len() {
        schema(&world.tables[table], &mut |edit| without(&|world| edit(&mut world.tables[table])));
        if let Some(mapped) = &world.tables[table].map {
            mapping(mapped, &mut |edit| without(&|world| world.tables[table].map.iter_mut().for_each(edit)));
        }
    }
    for activity in 0..world.activities.len() {
        without(&|world| world.activities[activity].data.truncate(1));
    }
    without(&|world| world.store_zone = None);
    without(&|world| world.zone = "UTC");
    for table in 0..world.tables.len() {
        for column in unused(world, &world.tables[table]) {
            without(&|world| remove_column(&mut world.tables[table], column));
        }
        cells(&world.tables[table], &mut |edit| without(&|world| edit(&mut world.tables[table])));
    }
    found
}

/// Takes one change after the other.
type Edits<'e, T> = dyn FnMut(&dyn Fn(&mut T)) + 'e;

fn schema(table: &Table, each: &mut Edits<'_, Table>) {
    for key in 0..table.foreign_keys.len() {
        each(&|table| drop(table.foreign_keys.remove(key)));
        each(&|table| table.foreign_keys[key].on_delete = None);
    }
    each(&|table| table.checks.clear());
    each(&|table| table.map = None);
    for column in 0..table.columns.len() {
        each(&|table| {
            let column = &mut table.columns[column];
            column.default = None;
            column.nullable |= !table.key.contains(&column.name);
        });
    }
}

fn mapping(mapped: &Mapped, each: &mut Edits<'_, Mapped>) {
    for service in 0..mapped.serves.len() {
        each(&|mapped| drop(mapped.serves.remove(service)));
        let Some(condition) = &mapped.serves[service].condition else { continue };
        each(&|mapped| mapped.serves[service].condition = None);
        for simpler in simpler(condition) {
            each(&|mapped| mapped.serves[service].condition = Some(simpler.clone()));
        }
    }
    for (event, (_, paths)) in mapped.events.iter().enumerate() {
        for path in 0..paths.len() {
            each(&|mapped| drop(mapped.events[event].1.remove(path)));
        }
    }
    for identity in 0..mapped.identities.len() {
        each(&|mapped| drop(mapped.identities.remove(identity)));
    }
    for link in 0..mapped.links.len() {
        each(&|mapped| drop(mapped.links.remove(link)));
    }
    each(&|mapped| mapped.unneeded.clear());
    each(&|mapped| mapped.neutral.clear());
    for transform in 0..mapped.anonymise.len() {
        each(&|mapped| drop(mapped.anonymise.remove(transform)));
    }
    each(&|mapped| mapped.unspoken.clear());
    each(&|mapped| mapped.unserved = None);
    each(&|mapped| mapped.keeps_shells = false);
    for field in 0..mapped.fields.len() {
        each(&|mapped| drop(mapped.fields.remove(field)));
    }
}

/// The condition's parts, and itself with a part made simpler.
fn simpler(condition: &Condition) -> Vec<Condition> {
    let inside = |parts: &Vec<Condition>, whole: &dyn Fn(Vec<Condition>) -> Condition| {
        let mut found = parts.clone();
        for place in 0..parts.len() {
            for simpler in simpler(&parts[place]) {
                let mut parts = parts.clone();
                parts[place] = simpler;
                found.push(whole(parts));
            }
        }
        found
    };
    match condition {
        Condition::Atom(_) => Vec::new(),
        Condition::All(parts) => inside(parts, &Condition::All),
        Condition::Any(parts) => inside(parts, &Condition::Any),
        Condition::Not(part) => {
            let inner = simpler(part).into_iter().map(|part| Condition::Not(Box::new(part)));
            std::iter::once((**part).clone()).chain(inner).collect()
        }
        Condition::Exists(_, None) => Vec::new(),
        Condition::Exists(links, Some(inner)) => {
            let simpler = simpler(inner).into_iter().map(|inner| Some(Box::new(inner)));
            std::iter::once(None)
                .chain(simpler)
                .map(|inner| Condition::Exists(links.clone(), inner))
                .collect()
        }
    }
}

fn cells(table: &Table, each: &mut Edits<'_, Table>) {
    for (place, column) in table.columns.iter().enumerate() {
        if table.key.contains(&column.name) {
            continue;
        }
        let plain = match (column.nullable, column.holds) {
            (true, _) => Cell::Null,
            (_, Holds::Integer | Holds::Bool) => continue,
            (_, Holds::Decimal) => Cell::Decimal("0.00"),
            (_, Holds::Text) => Cell::Text(String::new()),
            (_, Holds::Day) => Cell::Text("1970-01-01".to_owned()),
            (_, Holds::Moment(_)) => continue,
        };
        for row in 0..table.rows.len() {
            each(&|table| table.rows[row][place] = plain.clone());
        }
    }
}

/// Columns that nothing names.
fn unused(world: &World, table: &Table) -> Vec<usize> {
    let mut named: Vec<String> = table.key.clone();
    let mut texts = table.checks.clone();
    named.extend(table.unique.iter().flatten().cloned());
    for other in &world.tables {
        for key in &other.foreign_keys {
            named.extend(key.own.iter().chain(&key.their).cloned());
        }
        if let Some(mapped) = &other.map {
            named.extend(mapped.links.iter().flat_map(|link| link.own.iter().chain(&link.their)).cloned());
            named.extend(mapped.events.iter().flat_map(|(_, paths)| paths).map(|path| path.column.clone()));
            named.extend(mapped.identities.iter().map(|(_, path)| path.column.clone()));
            texts.extend(
                mapped.serves.iter().filter_map(|serves| serves.condition.as_ref()).map(Condition::text),
            );
        }
    }
    let free =
        |name: &String| !named.contains(name) && texts.iter().all(|text| !text.contains(name.as_str()));
    (0..table.columns.len()).rev().filter(|place| free(&table.columns[*place].name)).collect()
}

fn remove_column(table: &mut Table, place: usize) {
    let name = table.columns.remove(place).name;
    table.rows.iter_mut().for_each(|row| drop(row.remove(place)));
    if let Some(mapped) = &mut table.map {
        mapped.fields.retain(|(field, _)| *field != name);
        mapped.neutral.retain(|(field, _)| *field != name);
        mapped.formats.retain(|(field, _)| *field != name);
        mapped.unneeded.retain(|field| *field != name);
        mapped.unspoken.retain(|field| *field != name);
    }
}

/// Takes away what names something that is no longer there.
fn mend(world: &mut World) {
    let names: Vec<String> = world.tables.iter().map(|table| table.name.clone()).collect();
    for table in &mut world.tables {
        table.foreign_keys.retain(|key| names.contains(&key.table));
        table.map.iter_mut().for_each(|mapped| mapped.links.retain(|link| names.contains(&link.table)));
    }
    world.ended.retain(|ended| world.activities.iter().any(|activity| activity.name == ended.activity));
    let still = world.clone();
    for table in &mut world.tables {
        let there = table.clone();
        let Some(mapped) = &mut table.map else { continue };
        mapped.neutral.retain(|(name, _)| mapped.fields.iter().any(|(field, _)| field == name));
        mapped.unneeded.retain(|name| mapped.fields.iter().any(|(field, _)| field == name));
        mapped.identities.retain(|(_, path)| {
            end(&still, &there, &path.links).is_some_and(|end| end.place(&path.column).is_some())
        });
        for (_, paths) in &mut mapped.events {
            paths.retain(|path| leads(&still, &there, &path.links));
        }
        mapped.events.retain(|(_, paths)| !paths.is_empty());
        let events: Vec<&str> = mapped.events.iter().map(|(event, _)| *event).collect();
        mapped.serves.retain(|serves| {
            let activity = still.activities.iter().find(|activity| activity.name == serves.activity);
            activity.is_some_and(|activity| activity.events.iter().all(|event| events.contains(event)))
        });
        for serves in &mut mapped.serves {
            serves.condition = serves.condition.take().filter(|condition| holds(&still, &there, condition));
        }
    }
}

/// Whether the links can still be followed.
fn leads(world: &World, table: &Table, links: &[String]) -> bool {
    end(world, table, links).is_some()
}

fn end<'w>(world: &'w World, table: &'w Table, links: &[String]) -> Option<&'w Table> {
    links.iter().try_fold(table, |here, name| {
        let links = here.map.iter().flat_map(|mapped| &mapped.links);
        let link = links.into_iter().find(|link| link.name == *name || link.table == *name)?;
        world.table(&link.table)
    })
}

fn holds(world: &World, table: &Table, condition: &Condition) -> bool {
    match condition {
        Condition::Atom(_) => true,
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(|part| holds(world, table, part)),
        Condition::Not(part) => holds(world, table, part),
        Condition::Exists(links, inner) => {
            let Some(end) = end(world, table, links) else { return false };
            inner.as_ref().is_none_or(|inner| holds(world, end, inner))
        }
    }
}
