//! Generated companies: believable, of any size, the same for the same seed on every engine. Their people are invented.
//!
//! A company here is a stream of rows for a schema that the caller passes in; it knows neither policies nor maps.

pub(crate) mod chance;
pub mod custody;
mod days;
mod people;
mod postgres;
mod row;
pub mod services;
mod sqlite;

pub use row::{Cell, Row, Table};

/// How big a company is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The people it holds data about; each brings a handful of rows over several tables.
    pub people: usize,
}

/// Why a company could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// SQLite refused.
    #[error("the company could not be written to SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused.
    #[error("the company could not be written to PostgreSQL: {0:?}")]
    Postgres(#[from] tokio_postgres::Error),
}

/// What a generator is told besides whom it is to invent.
pub(crate) struct Scene {
    pub(crate) seed: u64,
    pub(crate) days: days::Days,
}

impl Scene {
    fn new(seed: u64, today: jiff::civil::Date) -> Self {
        Self { seed, days: days::Days::new(today) }
    }

    /// The chance of one person, which depends on nobody else's.
    fn chance(&self, person: usize) -> chance::Chance {
        chance::Chance::new(self.seed ^ (person as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// The reference table that both companies have.
const COUNTRIES: [(&str, &str); 8] = [
    ("FR", "France"),
    ("BE", "Belgique"),
    ("CH", "Suisse"),
    ("DE", "Deutschland"),
    ("ES", "España"),
    ("IT", "Italia"),
    ("LU", "Luxembourg"),
    ("PT", "Portugal"),
];

fn countries() -> impl Iterator<Item = Row> {
    COUNTRIES.iter().map(|(code, name)| Row::new("countries").text(*code).text(*name))
}

fn country(chance: &mut chance::Chance) -> &'static str {
    if chance.one_in(3) { chance.pick(&COUNTRIES).0 } else { "FR" }
}
