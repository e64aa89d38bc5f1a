//! Tables before they refer to each other: keys, plain columns, dates in every form.

use super::{Engine, Table};
use crate::company::chance::Chance;

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its declared type.
    pub declared: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its default, as SQL.
    pub default: Option<&'static str>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Small whole numbers.
    Integer,
    /// Words.
    Text,
    /// Truth values.
    Bool,
    /// Numbers with a fraction.
    Decimal,
    /// Calendar dates that conditions compare.
    Day,
    /// Dates that events are read from.
    Moment(Format),
}

/// How a date is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A date type.
    Date,
    /// A timestamp without zone.
    Local,
    /// A timestamp with zone.
    Instant,
    /// Text that begins with the day.
    Text,
    /// Text that tells a moment of UTC.
    TextUtc,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

impl Format {
    /// Its name in the map.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Local => "local",
            Self::Instant => "instant",
            Self::Text => "text",
            Self::TextUtc => "text-utc",
            Self::Seconds => "epoch-seconds",
            Self::Milliseconds => "epoch-milliseconds",
        }
    }
}

const ON_POSTGRES: [(&str, Format); 8] = [
    ("date", Format::Date),
    ("timestamp", Format::Local),
    ("timestamptz", Format::Instant),
    ("text", Format::Text),
    ("varchar(40)", Format::TextUtc),
    ("integer", Format::Seconds),
    ("bigint", Format::Seconds),
    ("bigint", Format::Milliseconds),
];

const ON_SQLITE: [(&str, Format); 9] = [
    ("TEXT", Format::Text),
    ("DATE", Format::Text),
    ("DATE", Format::Date),
    ("DATETIME", Format::Local),
    ("TIMESTAMPTZ", Format::Instant),
    ("TEXT", Format::TextUtc),
    ("INTEGER", Format::Seconds),
    ("DATETIME", Format::Seconds),
    ("INTEGER", Format::Milliseconds),
];

const ON_MARIADB: [(&str, Format); 9] = [
    ("date", Format::Date),
    ("datetime(6)", Format::Local),
    ("datetime(6) ON UPDATE current_timestamp(6)", Format::Local),
    ("timestamp(6)", Format::Instant),
    ("text", Format::Text),
    ("varchar(40)", Format::TextUtc),
    ("integer", Format::Seconds),
    ("bigint unsigned", Format::Seconds),
    ("bigint", Format::Milliseconds),
];

pub(super) fn table(chance: &mut Chance, engine: Engine, number: usize, suffix: &str) -> Table {
    let named = |name: &str| format!("{name}{suffix}");
    let mut columns = Vec::new();
    let key = key(chance, engine, &mut columns, &named);
    let dates = if chance.one_in(8) { 0 } else { chance.within(1..=3) };
    for date in 0..dates {
        columns.push(moment(chance, engine, named(&format!("d{date}"))));
    }
    let mut unique = Vec::new();
    for (name, declared, holds) in plain(engine) {
        if chance.one_in(3) {
            continue;
        }
        let column = named(name);
        let nullable = chance.one_in(2);
        if name == "email" && chance.one_in(2) {
            unique.push(vec![column.clone()]);
        }
        columns.push(Column { name: column, declared, holds, nullable, default: None });
    }
    let checks = checks(chance, &columns);
    Table {
        name: format!("t{number}"),
        columns,
        key,
        unique,
        checks,
        foreign_keys: Vec::new(),
        map: None,
        rows: Vec::new(),
    }
}

fn plain(engine: Engine) -> [(&'static str, &'static str, Holds); 9] {
    let of = |sqlite, postgres| if engine == Engine::Sqlite { sqlite } else { postgres };
    [
        ("email", if engine == Engine::MariaDb { "varchar(60)" } else { "text" }, Holds::Text),
        ("name", of("TEXT", "varchar(60)"), Holds::Text),
        ("phone", "text", Holds::Text),
        ("born", "date", Holds::Day),
        ("score", "integer", Holds::Integer),
        ("amount", "numeric(8,2)", Holds::Decimal),
        ("open", "boolean", Holds::Bool),
        ("status", "text", Holds::Text),
        ("code", "integer", Holds::Integer),
    ]
}

fn key(
    chance: &mut Chance,
    engine: Engine,
    columns: &mut Vec<Column>,
    named: &impl Fn(&str) -> String,
) -> Vec<String> {
    // MariaDB's keys have a length, and their numbers often no sign.
    let (number, text) = match engine {
        Engine::MariaDb => ("int unsigned", "varchar(60)"),
        Engine::Sqlite | Engine::Postgres => ("integer", "text"),
    };
    let mut add = |name: &str, declared, holds| {
        let name = named(name);
        columns.push(Column { name: name.clone(), declared, holds, nullable: false, default: None });
        name
    };
    match chance.within(0..=11) {
        0 | 1 => vec![add("tenant", number, Holds::Integer), add("id", number, Holds::Integer)],
        2 => vec![add("label", text, Holds::Text)],
        3 => vec![add("part", text, Holds::Text), add("label", text, Holds::Text)],
        4 if chance.one_in(3) => {
            add("id", number, Holds::Integer);
            Vec::new()
        }
        _ => vec![add("id", number, Holds::Integer)],
    }
}

fn moment(chance: &mut Chance, engine: Engine, name: String) -> Column {
    let (declared, format) = match engine {
        Engine::Postgres => chance.pick(&ON_POSTGRES),
        Engine::Sqlite => chance.pick(&ON_SQLITE),
        Engine::MariaDb => chance.pick(&ON_MARIADB),
    };
    Column { name, declared, holds: Holds::Moment(format), nullable: !chance.one_in(3), default: None }
}

fn checks(chance: &mut Chance, columns: &[Column]) -> Vec<String> {
    let there = |wanted: &str| columns.iter().find(|column| column.name.starts_with(wanted)).map(|c| &c.name);
    let mut checks = Vec::new();
    if let Some(score) = there("score").filter(|_| chance.one_in(8)) {
        checks.push(format!("{score} >= 0"));
    }
    if let (Some(name), Some(phone)) = (there("name"), there("phone").filter(|_| chance.one_in(12))) {
        checks.push(format!("{name} IS NOT NULL OR {phone} IS NOT NULL"));
    }
    checks
}
