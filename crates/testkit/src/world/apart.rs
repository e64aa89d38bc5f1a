//! Worlds of two stores: some of the tables lie in a store of their own, from which records of the first count periods, straight over
//! a link. All else that would lead from one store into the other is taken out.

use abide_law::{Period, Unit};

use super::{Activity, Condition, Engine, Holds, Link, Mapped, Path, Table, World};
use crate::company::chance::Chance;

/// The name of the store of the tables that lie apart.
pub const OTHER: &str = "other";

/// Where the map says that values of that store are archived.
pub const OTHER_ARCHIVE: &str = "archive_other";

/// The world with some of its tables apart; none when then nothing would count across.
pub(super) fn parted(world: World, seed: u64) -> Option<World> {
    let mut chance = Chance::new(seed);
    let ways = ways_of_counting(&world);
    if ways.is_empty() {
        return None;
    }
    let (from, to) = &ways[chance.place(ways.len())];
    let goes = |table: &&Table| table.name == *to || (table.name != *from && chance.one_in(2));
    let apart = world.tables.iter().filter(goes).map(|table| table.name.clone()).collect();
    let whole = World { apart, ..world };
    let mut parted = whole.clone();
    parted.activities.iter_mut().for_each(|activity| archive(&mut chance, activity));
    parted.tables.iter_mut().for_each(|table| part(&whole, table));
    persons(&mut parted);
    parted.counts_across().then_some(parted)
}

impl World {
    /// The same with all tables in one store.
    #[must_use]
    pub fn joined(&self) -> Self {
        Self { apart: Vec::new(), ..self.clone() }
    }

    /// Only the tables of one of its two stores.
    #[must_use]
    pub fn side(&self, apart: bool) -> Self {
        let mut side = self.clone();
        side.tables.retain(|table| self.is_apart(&table.name) == apart);
        side
    }

    /// Whether a table lies in the second store.
    #[must_use]
    pub fn is_apart(&self, table: &str) -> bool {
        self.apart.iter().any(|name| name == table)
    }

    /// Whether records of one store count from the other.
    #[must_use]
    pub fn counts_across(&self) -> bool {
        self.tables.iter().any(|table| {
            let served = table.map.iter().filter(|mapped| !mapped.serves.is_empty());
            let mut paths = served.flat_map(|mapped| &mapped.events).flat_map(|(_, paths)| paths);
            paths.any(|path| crosses(self, table, &path.links))
        })
    }
}

/// What can be written down: of somebody, by a kind of identity that some table has. An objection waits for nothing.
fn persons(parted: &mut World) {
    let waited = waited_for(parted);
    let mapped = parted.tables.iter().filter_map(|table| table.map.as_ref());
    let kinds: Vec<&str> = mapped.flat_map(|mapped| &mapped.identities).map(|(kind, _)| *kind).collect();
    let somebody =
        |kind: &str, value: &str| kinds.contains(&kind) && value.chars().any(char::is_alphanumeric);
    // What a record that does not serve an activity, or does no more, waits for: see [`part`].
    parted.ended.retain(|ended| somebody(ended.kind, &ended.value) && !waited.contains(&ended.activity));
    parted.ended.iter_mut().for_each(|ended| ended.waits = false);
    // Whom another store knows by its records, those tell as long as they are held, whether or not it has any of theirs.
    let elsewhere = |kind: &str| {
        parted.tables.iter().any(|table| {
            let told = table.map.iter().flat_map(|mapped| &mapped.identities);
            told.into_iter().any(|(told, path)| *told == kind && crosses(parted, table, &path.links))
        })
    };
    let held: Vec<_> = parted
        .held
        .iter()
        .filter(|(kind, value)| somebody(kind, value) && !elsewhere(kind))
        .cloned()
        .collect();
    parted.held = held;
}

/// Has more activities archive what they need, so that many worlds have both.
fn archive(chance: &mut Chance, activity: &mut Activity) {
    if activity.keep.contains("archive") || activity.keep.contains("anonymise") || chance.one_in(3) {
        return;
    }
    let (told, period) = chance.pick(&[
        ("40 days", Period { amount: 40, unit: Unit::Day }),
        ("1 month", Period { amount: 1, unit: Unit::Month }),
        ("2 years", Period { amount: 2, unit: Unit::Year }),
    ]);
    activity.keep.push_str(&format!(", then archive for {told}"));
    activity.periods.push(period);
}

/// Tables of which one counts from the other over one link.
fn ways_of_counting(world: &World) -> Vec<(String, String)> {
    let of_table = |table: &Table| {
        let paths = table.map.iter().flat_map(|mapped| &mapped.events).flat_map(|(_, paths)| paths);
        let straight = paths.filter(|path| path.links.len() == 1);
        let ends = straight.filter_map(|path| Some(declared(table, &path.links[0])?.table.clone()));
        let others = ends.filter(|end| *end != table.name && maps(world, end));
        others.map(|end| (table.name.clone(), end)).collect::<Vec<_>>()
    };
    world.tables.iter().flat_map(of_table).collect()
}

fn maps(world: &World, table: &str) -> bool {
    world.table(table).is_some_and(|table| table.map.is_some())
}

/// The link that a table declares under a name, or to a table of that name.
fn declared<'t>(table: &'t Table, name: &str) -> Option<&'t Link> {
    table.map.as_ref()?.links.iter().find(|link| link.name == name || link.table == name)
}

/// Takes out of a table what leads into the other store in another way than a map may say.
fn part(whole: &World, table: &mut Table) {
    let here = whole.is_apart(&table.name);
    table.foreign_keys.retain(|key| whole.is_apart(&key.table) == here);
    let there = table.clone();
    let Some(mapped) = &mut table.map else { return };
    mapped
        .links
        .retain(|link| whole.is_apart(&link.table) == here || (!here && follows(whole, &there, link)));
    for (_, paths) in &mut mapped.events {
        *paths = paths.iter().filter_map(|path| counted(whole, &there, &mapped.links, path)).collect();
    }
    mapped.events.retain(|(_, paths)| !paths.is_empty());
    let known = |(kind, path): &(&'static str, Path)| {
        Some((*kind, known(whole, &there, &mapped.links, (kind, path))?))
    };
    mapped.identities = mapped.identities.iter().filter_map(known).collect();
    let waited = waits_across(whole, &there, &mapped.events);
    for serves in &mut mapped.serves {
        // Within a store what says that something ended is kept for records that do not serve the activity as well.
        let waits = waited.contains(&serves.activity);
        let condition = serves.condition.take();
        serves.condition = condition.filter(|condition| !waits && !asks_across(whole, &there, condition));
    }
    // What is refused, where it is a matter of the table's alone, leaves nothing to apply.
    mapped.anonymise.clear();
    mapped.unspoken.clear();
    settle(whole, mapped);
}

/// The activities whose records wait for something that the other store knows.
fn waited_for(world: &World) -> Vec<String> {
    let of_table = |table: &Table| {
        table.map.as_ref().map(|mapped| waits_across(world, table, &mapped.events)).unwrap_or_default()
    };
    world.tables.iter().flat_map(of_table).collect()
}

fn waits_across(world: &World, table: &Table, events: &[(&'static str, Vec<Path>)]) -> Vec<String> {
    let across = |event: &&str| {
        let mut paths = events.iter().filter(|(named, _)| named == event).flat_map(|(_, paths)| paths);
        paths.any(|path| crosses(world, table, &path.links))
    };
    let waits =
        |activity: &&Activity| activity.keep.starts_with("until") && activity.events.iter().any(across);
    world.activities.iter().filter(waits).map(|activity| activity.name.clone()).collect()
}

/// An activity whose dates are not found any more is not served. Events that no served activity counts from are of no matter to
/// another store; within one their columns are left as they are.
fn settle(whole: &World, mapped: &mut Mapped) {
    let events: Vec<&str> = mapped.events.iter().map(|(event, _)| *event).collect();
    let counting = |name: &String| whole.activities.iter().find(|activity| activity.name == *name);
    mapped.serves.retain(|serves| {
        counting(&serves.activity).is_some_and(|activity| activity.events.iter().all(|e| events.contains(e)))
    });
    let counted = mapped.serves.iter().filter_map(|serves| counting(&serves.activity));
    let counted: Vec<&str> = counted.flat_map(|activity| activity.events.iter().copied()).collect();
    mapped.events.retain(|(event, _)| counted.contains(event));
}

/// Whether two stores compare the linked columns as one database does: what categories have compared otherwise they do not, nor
/// texts that a collation takes for the same.
fn follows(world: &World, table: &Table, link: &Link) -> bool {
    let Some(there) = world.table(&link.table).filter(|there| there.map.is_some()) else { return false };
    let plain = |table: &Table, name: &String| {
        let fields = table.map.iter().flat_map(|mapped| &mapped.fields);
        let compared = fields.filter(|(field, _)| field == name).any(|(_, category)| {
            category.starts_with("contact.email") || category.starts_with("contact.phone")
        });
        let kind = match table.column(name).holds {
            Holds::Integer => true,
            Holds::Text => world.engine != Engine::MariaDb,
            _ => false,
        };
        kind && !compared
    };
    link.own.iter().all(|name| plain(table, name)) && link.their.iter().all(|name| plain(there, name))
}

/// A way to a date that stays within its store, or leads straight into the other over a link that is left.
fn counted(world: &World, table: &Table, left: &[Link], path: &Path) -> Option<Path> {
    if !crosses(world, table, &path.links) {
        return Some(path.clone());
    }
    let [name] = path.links.as_slice() else { return None };
    let link = left.iter().find(|link| link.name == *name || link.table == *name)?;
    Some(Path { links: vec![link.name.clone()], column: path.column.clone() })
}

/// The same for a way to an identity. Over a link of one column persons are known whom the other table tells itself.
fn known(world: &World, table: &Table, left: &[Link], (kind, path): (&str, &Path)) -> Option<Path> {
    let path = counted(world, table, left, path)?;
    if !crosses(world, table, &path.links) {
        return Some(path);
    }
    let link = declared(table, &path.links[0]).filter(|link| link.own.len() == 1)?;
    let told = world.table(&link.table)?.map.iter().flat_map(|mapped| &mapped.identities);
    let itself =
        |(told, way): &(&str, Path)| *told == kind && way.links.is_empty() && way.column == path.column;
    told.into_iter().any(itself).then_some(path)
}

/// Whether a way leads from one store into the other.
fn crosses(world: &World, start: &Table, links: &[String]) -> bool {
    let mut here = start;
    for name in links {
        let next = declared(here, name).map_or(name.as_str(), |link| link.table.as_str());
        if world.is_apart(next) != world.is_apart(&here.name) {
            return true;
        }
        let Some(there) = world.table(next) else { return false };
        here = there;
    }
    false
}

fn asks_across(world: &World, table: &Table, condition: &Condition) -> bool {
    match condition {
        Condition::Atom(_) => false,
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().any(|part| asks_across(world, table, part))
        }
        Condition::Not(part) => asks_across(world, table, part),
        Condition::Exists(links, inner) => {
            let end = || {
                let next = |here: &Table, name: &String| {
                    declared(here, name).map_or_else(|| name.clone(), |link| link.table.clone())
                };
                links.iter().try_fold(table, |here, name| world.table(&next(here, name)))
            };
            crosses(world, table, links)
                || inner.as_ref().zip(end()).is_some_and(|(inner, end)| asks_across(world, end, inner))
        }
    }
}
