//! Generated worlds: a small schema, a policy, a map, rows and a day, all of chance and all the same for the same seed.
//! They look for the corners where two readings of the same rule could part: dates around cutoffs, month ends, nights when
//! the clocks change, NULLs, garbage, circles of references.
//!
//! A world is plain data that renders to the texts a company would write. It knows neither how they are read nor what
//! they mean.

mod activity;
mod apart;
mod columns;
mod condition;
mod mapping;
mod moments;
mod persons;
mod references;
mod rows;
mod sql;
mod toml;

pub mod seeds;
pub mod shrink;

use jiff::civil::Date;

pub use activity::Activity;
pub use apart::{OTHER, OTHER_ARCHIVE};
pub use columns::{Column, Format, Holds};
pub use condition::Condition;
pub use mapping::{Link, Mapped, Path, Serves};
pub use persons::Ended;
pub use references::ForeignKey;

use crate::company::chance::Chance;

/// Whose SQL a world speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB.
    MariaDb,
}

/// A generated world.
#[derive(Debug, Clone)]
pub struct World {
    /// Whose SQL its schema is written in.
    pub engine: Engine,
    /// The controller's zone.
    pub zone: &'static str,
    /// The zone the map gives for the store, when it gives one.
    pub store_zone: Option<&'static str>,
    /// The day to plan for.
    pub today: Date,
    /// The policy's activities.
    pub activities: Vec<Activity>,
    /// The tables.
    pub tables: Vec<Table>,
    /// Names of those that lie in a store of their own, where there are two.
    pub apart: Vec<String>,
    /// What persons ended.
    pub ended: Vec<Ended>,
    /// Kinds of identity with values, whose records are under a hold.
    pub held: Vec<(&'static str, String)>,
}

/// A table with what the map says of it and its rows.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The primary key; empty: none.
    pub key: Vec<String>,
    /// Other unique constraints.
    pub unique: Vec<Vec<String>>,
    /// CHECK constraints.
    pub checks: Vec<String>,
    /// References.
    pub foreign_keys: Vec<ForeignKey>,
    /// What the map says of it; none: nothing.
    pub map: Option<Mapped>,
    /// Its rows, a cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// A value as a statement writes it.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// NULL
    Null,
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, as written.
    Decimal(&'static str),
    /// A truth value.
    Bool(bool),
    /// Text, dates included.
    Text(String),
}

/// The name of the store in every world's map.
pub const STORE: &str = "main";

/// Where every world's map says that values are archived.
pub const ARCHIVE: &str = "archive";

/// Zones in which days begin at odd moments: offsets of three quarters, clocks that change at midnight or just after, a day that never was.
const ZONES: [&str; 10] = [
    "Europe/Paris",
    "Europe/Paris",
    "UTC",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Atlantic/Azores",
    "America/St_Johns",
];

/// The world of a seed.
#[must_use]
pub fn generate(seed: u64, engine: Engine) -> World {
    let mut chance = Chance::new(seed);
    let zone = chance.pick(&ZONES);
    let store_zone = chance.pick(&[None, None, Some("UTC"), Some("UTC"), Some(zone)]);
    let activities = activity::activities(&mut chance);
    let today = moments::today(&mut chance, &activities);
    let mut world = World {
        engine,
        zone,
        store_zone,
        today,
        activities,
        tables: Vec::new(),
        apart: Vec::new(),
        ended: Vec::new(),
        held: Vec::new(),
    };
    let tables = chance.within(1..=5);
    let suffixed = chance.one_in(2);
    for number in 0..tables {
        let suffix = if suffixed { number.to_string() } else { String::new() };
        let table = columns::table(&mut chance, engine, usize::try_from(number).unwrap_or_default(), &suffix);
        world.tables.push(table);
    }
    references::add(&mut chance, &mut world);
    mapping::add(&mut chance, &mut world);
    rows::add(&mut chance, &mut world);
    persons::add(&mut chance, &mut world);
    world
}

/// The world of a seed with some of its tables in a store of their own, from which others count; none where nothing would.
#[must_use]
pub fn generate_apart(seed: u64, engine: Engine) -> Option<World> {
    apart::parted(generate(seed, engine), seed)
}

impl World {
    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Everything about it, to be read by people.
    #[must_use]
    pub fn told(&self) -> String {
        format!(
            "-- {:?}, {}\n-- {:?} held {:?}\n# policy.toml\n{}\n# map.toml\n{}\n-- schema and rows\n{}",
            self.engine,
            self.today,
            self.ended,
            self.held,
            self.policy(),
            self.map(),
            self.statements().join(";\n")
        )
    }
}

impl Table {
    /// The place of a column.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The column of that name.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn column(&self, name: &str) -> &Column {
        &self.columns[self.place(name).unwrap_or_else(|| panic!("{} has no column {name}", self.name))]
    }
}
