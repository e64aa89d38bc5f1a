//! Fills an empty database with a generated company:
//! `cargo run -p abide-testkit --example company -- services|custody URL SCHEMA.sql PEOPLE [TODAY [SEED]]`,
//! where the URL is `sqlite:PATH` or `postgres://…`. The schemas stand beside the worked policies.

use std::{error::Error, path::Path};

use abide_testkit::company::{Size, custody, services};
use jiff::{Zoned, civil::Date};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, url, schema, people, rest @ ..] = arguments.as_slice() else {
        return Err(
            "tell the kind of company, the database's URL, the schema's file, and how many people".into()
        );
    };
    let schema = std::fs::read_to_string(schema)?;
    let size = Size { people: people.parse()? };
    let today: Date = rest.first().map_or_else(|| Ok(Zoned::now().date()), |day| day.parse())?;
    let seed: u64 = rest.get(1).map_or(Ok(1), |seed| seed.parse())?;
    match (kind.as_str(), url.strip_prefix("sqlite:").map(Path::new)) {
        ("services", Some(path)) => services::fill_sqlite(path, &schema, size, seed, today)?,
        ("services", None) => services::fill_postgres(url, &schema, size, seed, today)?,
        ("custody", Some(path)) => custody::fill_sqlite(path, &schema, size, seed, today)?,
        ("custody", None) => custody::fill_postgres(url, &schema, size, seed, today)?,
        (other, _) => return Err(format!("no kind of company is called {other}: services or custody").into()),
    }
    Ok(())
}
