//! Generated companies: believable, of any size, the same for the same seed on every engine. Their people are invented.
//!
//! A company here is a stream of rows for a schema that the caller passes in; it knows neither policies nor maps.

pub(crate) mod chance;
mod custody;
mod days;
mod hosting;
mod mariadb;
mod people;
mod postgres;
mod row;
mod services;
mod shop;
mod software;
mod sqlite;

use jiff::civil::Date;

pub use row::{Cell, Row, Table};

/// A kind of company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Customers and suppliers with contracts and invoices, prospects, questions, applicants, recordings.
    Services,
    /// Prospects, a newsletter, clients, suspected fraud, visitors of a site.
    Custody,
    /// Clients with licences, prospects who agreed, questions, applicants, what its sites log.
    Software,
    /// Clients with contracts, invoices, card payments and tenants, forms, a newsletter, measured visits.
    Hosting,
    /// Customers with orders, invoices, warranties, cards and subscriptions, what they say, the log of the site.
    Shop,
}

impl Kind {
    /// All kinds, with the names they are called by.
    pub const ALL: [(&str, Self); 5] = [
        ("services", Self::Services),
        ("custody", Self::Custody),
        ("software", Self::Software),
        ("hosting", Self::Hosting),
        ("shop", Self::Shop),
    ];

    /// Its tables, each after those it refers to.
    pub fn tables(self) -> &'static [Table] {
        match self {
            Self::Services => services::TABLES,
            Self::Custody => custody::TABLES,
            Self::Software => software::TABLES,
            Self::Hosting => hosting::TABLES,
            Self::Shop => shop::TABLES,
        }
    }

    /// The company's rows, the same for the same arguments; what is referred to comes first.
    pub fn rows(self, size: Size, seed: u64, today: Date) -> impl Iterator<Item = Row> + Send {
        let scene = Scene::new(seed, today);
        let (first, one) = self.invents();
        countries().chain(first).chain((0..size.people).flat_map(move |person| one(&scene, person)))
    }

    /// What stands in its tables from the start, and what a person brings.
    fn invents(self) -> (Vec<Row>, Invent) {
        match self {
            Self::Services => (Vec::new(), services::one),
            Self::Custody => (Vec::new(), custody::one),
            Self::Software => (software::first(), software::one),
            Self::Hosting => (hosting::first(), hosting::one),
            Self::Shop => (shop::first(), shop::one),
        }
    }

    /// Writes the company into the database at `url` (`sqlite:PATH`, `postgres://…` or `mysql://…`), after creating `schema` in it.
    ///
    /// # Errors
    /// What the database refuses.
    pub fn fill(self, url: &str, schema: &str, size: Size, seed: u64, today: Date) -> Result<(), FillError> {
        let rows = self.rows(size, seed, today);
        match url.strip_prefix("sqlite:") {
            Some(path) => sqlite::fill(path.as_ref(), schema, self.tables(), rows),
            None if url.starts_with("mysql://") => mariadb::fill(url, schema, self.tables(), rows),
            None => postgres::fill(url, schema, self.tables(), rows),
        }
    }
}

/// Invents what one person brings.
type Invent = fn(&Scene, usize) -> Vec<Row>;

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
    /// MariaDB refused.
    #[error("the company could not be written to MariaDB: {0}")]
    MariaDb(#[from] mysql_async::Error),
}

/// What a generator is told besides whom it is to invent.
pub(crate) struct Scene {
    pub(crate) seed: u64,
    pub(crate) days: days::Days,
}

impl Scene {
    fn new(seed: u64, today: Date) -> Self {
        Self { seed, days: days::Days::new(today) }
    }

    /// The chance of one person, which depends on nobody else's.
    fn chance(&self, person: usize) -> chance::Chance {
        chance::Chance::new(self.seed ^ (person as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }
}

/// The reference table that all companies have.
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
