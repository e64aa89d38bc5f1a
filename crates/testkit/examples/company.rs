//! Fills an empty database with a generated company:
//! `cargo run -p abide-testkit --example company -- KIND URL SCHEMA.sql PEOPLE [TODAY [SEED]]`,
//! where the URL is `sqlite:PATH` or `postgres://…`. The schemas stand beside the worked policies.

use std::error::Error;

use abide_testkit::company::{Kind, Size};
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
    named(kind)?.fill(url, &schema, size, seed, today)?;
    Ok(())
}

fn named(kind: &str) -> Result<Kind, String> {
    let known = Kind::ALL.map(|(name, _)| name).join(", ");
    let found = Kind::ALL.into_iter().find(|(name, _)| *name == kind);
    found
        .map(|(_, kind)| kind)
        .ok_or_else(|| format!("no kind of company is called {kind}: there are {known}"))
}
