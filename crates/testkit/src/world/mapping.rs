//! What the map says of each table: links, events over them, conditions, and everything it can leave open.

use super::{
    Column, Engine, Format, Holds, Table, World,
    activity::CATEGORIES,
    condition::{Condition, condition},
};
use crate::company::chance::Chance;

/// What the map says of a table.
#[derive(Debug, Clone, Default)]
pub struct Mapped {
    /// False: the table holds nothing personal.
    pub personal: bool,
    /// The activities it serves.
    pub serves: Vec<Serves>,
    /// Personal columns with their categories.
    pub fields: Vec<(String, &'static str)>,
    /// Columns it does not speak of.
    pub unspoken: Vec<String>,
    /// Where the dates of events are.
    pub events: Vec<(&'static str, Vec<Path>)>,
    /// Who a record is about: kind of identity, and way to the column.
    pub identities: Vec<(&'static str, Path)>,
    /// Links it declares.
    pub links: Vec<Link>,
    /// How dates are written, where it says so.
    pub formats: Vec<(String, Format)>,
    /// Neutral values, as TOML.
    pub neutral: Vec<(String, &'static str)>,
    /// What is left of columns that are made anonymous.
    pub anonymise: Vec<(String, &'static str)>,
    /// Columns confirmed for removal.
    pub unneeded: Vec<String>,
    /// What becomes of unserved records.
    pub unserved: Option<&'static str>,
    /// Whether shells are kept.
    pub keeps_shells: bool,
}

/// An activity that records serve.
#[derive(Debug, Clone)]
pub struct Serves {
    /// Its name.
    pub activity: String,
    /// The records that do; none: all.
    pub condition: Option<Condition>,
}

/// A way to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Links to follow.
    pub links: Vec<String>,
    /// The column at the end.
    pub column: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// Columns of this table.
    pub own: Vec<String>,
    /// The other table.
    pub table: String,
    /// Its columns.
    pub their: Vec<String>,
}

/// A way over links to a table.
pub(super) struct Route {
    pub(super) links: Vec<String>,
    pub(super) end: String,
}

pub(super) fn add(chance: &mut Chance, world: &mut World) {
    for number in 0..world.tables.len() {
        let personal = match chance.within(0..=13) {
            0 => continue,
            1 => false,
            _ => true,
        };
        let links = if personal { links(chance, world, &world.tables[number]) } else { Vec::new() };
        world.tables[number].map = Some(Mapped { personal, links, ..Mapped::default() });
    }
    for number in 0..world.tables.len() {
        let table = world.tables[number].clone();
        let Some(mapped) = table.map.clone().filter(|mapped| mapped.personal) else { continue };
        let mut mapped = said(chance, world, &table, mapped);
        serve(chance, world, &table, &mut mapped);
        world.tables[number].map = Some(mapped);
    }
    let formats: Vec<Vec<(String, Format)>> =
        world.tables.iter().map(|t| formats(chance, world, t)).collect();
    for (table, formats) in world.tables.iter_mut().zip(formats) {
        table.map.iter_mut().for_each(|mapped| mapped.formats.clone_from(&formats));
    }
}

/// Links of every kind: along references, against them, and where the database knows of none.
fn links(chance: &mut Chance, world: &World, table: &Table) -> Vec<Link> {
    let mut links = Vec::new();
    let mut add = |own: &[String], other: &str, their: &[String]| {
        let name = format!("l{}", links.len());
        links.push(Link { name, own: own.to_vec(), table: other.to_owned(), their: their.to_vec() });
    };
    for key in &table.foreign_keys {
        add(&key.own, &key.table, &key.their);
    }
    for other in &world.tables {
        for key in other.foreign_keys.iter().filter(|key| key.table == table.name) {
            add(&key.their, &other.name, &key.own);
        }
    }
    if chance.one_in(3) {
        let other = &world.tables[chance.place(world.tables.len())];
        let (own, their) = (&table.columns[chance.place(table.columns.len())], other);
        let alike = |column: &&Column| {
            column.declared == own.declared
                && matches!(own.holds, Holds::Integer | Holds::Text)
                && (own.name != column.name || other.name != table.name)
        };
        if let Some(their) = their.columns.iter().find(alike) {
            add(std::slice::from_ref(&own.name), &other.name, std::slice::from_ref(&their.name));
        }
    }
    links
}

/// A way of at least `least` links from a table, or none that can be named.
pub(super) fn route(chance: &mut Chance, world: &World, table: &Table, least: usize) -> Option<Route> {
    let mut here = table;
    let mut links = Vec::new();
    while links.len() < least || (links.len() < 2 && chance.one_in(2)) {
        let Some(mapped) = here.map.as_ref().filter(|mapped| !mapped.links.is_empty()) else { break };
        // Those who refer to a record tell most about it.
        let back: Vec<&Link> = mapped.links.iter().filter(|link| refers(world, link, here)).collect();
        let link = match chance.one_in(2) && !back.is_empty() {
            true => chance.pick(&back),
            false => &mapped.links[chance.place(mapped.links.len())],
        };
        // Most tables whose rules look at their own rows are left alone; a few will do.
        if link.table == table.name && !chance.one_in(8) {
            break;
        }
        let by_table = chance.one_in(3) && ways(world, here, &link.table) == 1;
        links.push(if by_table { link.table.clone() } else { link.name.clone() });
        here = world.table(&link.table)?;
    }
    (links.len() >= least).then(|| Route { links, end: here.name.clone() })
}

/// Whether a link leads against a reference.
fn refers(world: &World, link: &Link, here: &Table) -> bool {
    let there = world.table(&link.table).filter(|there| there.name != here.name);
    there.is_some_and(|there| {
        there.foreign_keys.iter().any(|key| key.table == here.name && key.own == link.their)
    })
}

/// In how many ways two tables are linked, as the name of the other alone would be understood.
fn ways(world: &World, here: &Table, there: &str) -> usize {
    let declared =
        |table: &Table| table.map.iter().flat_map(|mapped| mapped.links.clone()).collect::<Vec<_>>();
    let mut ways: Vec<(Vec<String>, Vec<String>)> =
        declared(here).into_iter().filter(|link| link.table == there).map(|l| (l.own, l.their)).collect();
    if here.name != there {
        let back = world.table(there).map(declared).unwrap_or_default();
        ways.extend(back.into_iter().filter(|link| link.table == here.name).map(|l| (l.their, l.own)));
    }
    ways.sort();
    ways.dedup();
    ways.len()
}

fn said(chance: &mut Chance, world: &World, table: &Table, mut mapped: Mapped) -> Mapped {
    for column in &table.columns {
        let personal = column.name.starts_with(['e', 'n', 'p', 'b']) || chance.one_in(6);
        if personal {
            mapped.fields.push((column.name.clone(), chance.pick(&CATEGORIES)));
        } else if chance.one_in(300) {
            mapped.unspoken.push(column.name.clone());
        }
        if let Some(value) = neutral(column, world.engine).filter(|_| personal && chance.one_in(8)) {
            mapped.neutral.push((column.name.clone(), value));
        }
        if let Some(transform) = transform(chance, table, column).filter(|_| personal) {
            mapped.anonymise.push((column.name.clone(), transform));
        }
    }
    mapped.unserved = chance.pick(&[None, None, None, Some("erase"), Some("keep")]);
    mapped.keeps_shells = chance.one_in(7);
    mapped
}

/// What may be left of a column. Those that constraints hold are left out; those that rules look at are refused, which is
/// no matter here.
fn transform(chance: &mut Chance, table: &Table, column: &Column) -> Option<&'static str> {
    let constrained = table.key.contains(&column.name)
        || table.unique.iter().any(|columns| columns.contains(&column.name))
        || table.checks.iter().any(|check| check.contains(&column.name));
    let transforms: &[&'static str] = match column.holds {
        Holds::Text => &["first 1", "first 2", "truncate-ip", "year", "month", "drop"],
        Holds::Integer => &["bucket 2", "bucket 4", "drop"],
        Holds::Decimal => &["bucket 3", "bucket 7"],
        Holds::Day => &["year", "month"],
        Holds::Bool | Holds::Moment(_) => &[],
    };
    (!constrained && !transforms.is_empty() && !chance.one_in(3)).then(|| chance.pick(transforms))
}

fn neutral(column: &Column, engine: Engine) -> Option<&'static str> {
    match column.holds {
        Holds::Text => Some("\"gone\""),
        Holds::Integer => Some("9"),
        Holds::Decimal => Some("1.50"),
        Holds::Day => Some("1970-01-01"),
        Holds::Bool if engine != Engine::Sqlite => Some("true"),
        Holds::Bool | Holds::Moment(_) => None,
    }
}

/// Activities, with the dates they count from; an activity whose dates cannot be found is not served.
fn serve(chance: &mut Chance, world: &World, table: &Table, mapped: &mut Mapped) {
    for activity in &world.activities {
        if !chance.one_in(3) && !mapped.serves.is_empty() {
            continue;
        }
        let mut found = Vec::new();
        for event in &activity.events {
            if mapped.events.iter().any(|(known, _)| known == event) {
                continue;
            }
            let mut paths: Vec<Path> =
                (0..chance.within(1..=2)).filter_map(|_| dates(chance, world, table)).collect();
            paths.dedup();
            if !paths.is_empty() {
                found.push((*event, paths));
            }
        }
        mapped.events.extend(found);
        let all = activity.events.iter().all(|event| mapped.events.iter().any(|(known, _)| known == event));
        if all {
            let condition = chance.one_in(3).then(|| condition(chance, world, table, 2));
            mapped.serves.push(Serves { activity: activity.name.clone(), condition });
        }
    }
    let needed = |category: &str| {
        let covers =
            |above: &&str| category.strip_prefix(*above).is_some_and(|r| r.is_empty() || r.starts_with('.'));
        let served = |name: &str| mapped.serves.iter().any(|serves| serves.activity == name);
        world.activities.iter().filter(|a| served(&a.name)).any(|activity| activity.data.iter().any(&covers))
    };
    let unneeded: Vec<String> = mapped
        .fields
        .iter()
        .filter(|(_, category)| !needed(category))
        .map(|(name, _)| name.clone())
        .collect();
    mapped.unneeded = unneeded.into_iter().filter(|_| chance.one_in(2)).collect();
}

/// A date column of the table itself or of one it is linked with.
fn dates(chance: &mut Chance, world: &World, table: &Table) -> Option<Path> {
    let moments = |end: &str| -> Vec<&Column> {
        let columns = world.table(end).into_iter().flat_map(|end| &end.columns);
        columns.filter(|column| matches!(column.holds, Holds::Moment(_))).collect()
    };
    let back = table.map.iter().flat_map(|mapped| &mapped.links).any(|link| refers(world, link, table));
    let far = if back { !chance.one_in(4) } else { chance.one_in(2) };
    let route = if far { route(chance, world, table, 1) } else { None };
    let route = route.filter(|route| !moments(&route.end).is_empty());
    let route = route.unwrap_or_else(|| Route { links: Vec::new(), end: table.name.clone() });
    let moments = moments(&route.end);
    let column = moments.get(chance.place(moments.len().max(1)))?;
    Some(Path { links: route.links, column: column.name.clone() })
}

/// The formats that types do not tell, and sometimes those that they do.
fn formats(chance: &mut Chance, world: &World, table: &Table) -> Vec<(String, Format)> {
    let mut formats = Vec::new();
    for column in &table.columns {
        let Holds::Moment(format) = column.holds else { continue };
        if Some(format) != usual(world.engine, column.declared) || chance.one_in(3) {
            formats.push((column.name.clone(), format));
        }
    }
    formats
}

/// What a column is taken for when the map does not say.
fn usual(engine: Engine, declared: &str) -> Option<Format> {
    match (engine, declared) {
        (_, "INTEGER" | "integer" | "bigint" | "bigint unsigned") => Some(Format::Seconds),
        (Engine::Sqlite, _) | (_, "text" | "varchar(40)") => Some(Format::Text),
        (_, "date") => Some(Format::Date),
        (Engine::MariaDb, declared) if declared.starts_with("datetime") => Some(Format::Local),
        (Engine::MariaDb, "timestamp(6)") => Some(Format::Instant),
        (_, "timestamp") => Some(Format::Local),
        (_, "timestamptz") => Some(Format::Instant),
        _ => None,
    }
}
