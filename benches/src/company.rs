//! The company that is measured on: one table of invented people, its policy and its map.

use std::{fs, path::Path};

use abide_engine::session::{Files, Session};
use abide_plan::catalog::Dialect;
use jiff::Timestamp;

use crate::Result;

/// How large the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) rows: u64,
    pub(crate) expired: u64,
}

impl Size {
    /// At most so many rows, of which as large a part is over.
    pub(crate) fn cut(self, rows: u64) -> Self {
        let rows = rows.min(self.rows / 2).max(1);
        Self { rows, expired: (rows * self.expired / self.rows.max(1)).max(1) }
    }
}

/// Where the rows that are over lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// At the head of the table, as in a table that people are added to.
    Contiguous,
    /// All over the table.
    Scattered,
}

impl Shape {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Contiguous => "contiguous",
            Self::Scattered => "scattered",
        }
    }
}

/// What a policy makes of the rows that are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// They go.
    Erase,
    /// Their e-mail address and telephone go; the name is needed longer.
    Blank,
    /// They go, and stand in the archive for five more years.
    Archive,
    /// Their e-mail address goes, and of their telephone only the first digits stay.
    Anonymise,
    /// Nothing is over by its date: persons end what is kept.
    Persons,
}

/// What is over on [`NOW`], as one would write it by hand.
pub(crate) const OVER: &str = "collected_on < '2023-06-15'";

/// The moment of all measurements: what was collected up to 14 June 2023 is over.
const NOW: &str = "2026-06-15T12:00:00Z";

/// The table and its three indexes.
pub(crate) fn schema(dialect: Dialect) -> [&'static str; 3] {
    let table = match dialect {
        Dialect::Postgres => {
            "CREATE TABLE person (id bigint PRIMARY KEY, name text NOT NULL, email text, phone text, \
             collected_on date NOT NULL)"
        }
        Dialect::Sqlite => {
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name text NOT NULL, email text, phone text, \
             collected_on date NOT NULL)"
        }
        Dialect::MariaDb => {
            "CREATE TABLE person (id bigint PRIMARY KEY, name varchar(255) NOT NULL, email varchar(255), \
             phone varchar(64), collected_on date NOT NULL) ENGINE=InnoDB"
        }
    };
    [
        table,
        "CREATE INDEX person_by_collected ON person (collected_on)",
        "CREATE INDEX person_by_email ON person (email)",
    ]
}

/// The rows. What is over was collected in 2020 and 2021, the rest in 2024 and 2025; within the table dates go forward.
pub(crate) fn rows(dialect: Dialect, shape: Shape, size: Size) -> String {
    let Size { rows, expired } = size;
    let step = rows / expired.max(1);
    let (over, order) = match shape {
        Shape::Contiguous => (format!("n <= {expired}"), "n"),
        Shape::Scattered => (format!("n % {step} = 0 AND n / {step} <= {expired}"), "n"),
    };
    let (series, text, day) = match dialect {
        Dialect::Postgres => (
            format!("generate_series(1::bigint, {rows}) AS n"),
            ("lpad(n::text, 9, '0')", "lpad((n * 7919 % 100000000)::text, 8, '0')"),
            ["DATE '2020-01-01' + (n * 700 / ROWS)::int", "DATE '2024-01-01' + (n * 700 / ROWS)::int"],
        ),
        Dialect::Sqlite => (
            format!(
                "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {rows}) SELECT n FROM s)"
            ),
            ("printf('%09d', n)", "printf('%08d', n * 7919 % 100000000)"),
            [
                "date('2020-01-01', '+' || (n * 700 / ROWS) || ' days')",
                "date('2024-01-01', '+' || (n * 700 / ROWS) || ' days')",
            ],
        ),
        Dialect::MariaDb => (
            format!("(SELECT seq AS n FROM seq_1_to_{rows}) AS s"),
            ("lpad(n, 9, '0')", "lpad(n * 7919 % 100000000, 8, '0')"),
            [
                "date_add('2020-01-01', INTERVAL floor(n * 700 / ROWS) DAY)",
                "date_add('2024-01-01', INTERVAL floor(n * 700 / ROWS) DAY)",
            ],
        ),
    };
    let [old, new] = day.map(|day| day.replace("ROWS", &rows.to_string()));
    let (digits, scrambled) = text;
    format!(
        "INSERT INTO person SELECT n, concat('Person ', {digits}), concat('p', {scrambled}, '@example.com'), \
         concat('+331', {scrambled}), CASE WHEN {over} THEN {old} ELSE {new} END FROM {series} ORDER BY {order}"
    )
}

/// Writes policy and map into `folder`; a journal that was there goes.
pub(crate) fn files(folder: &Path, kind: Kind, address: &str) -> Result<Files> {
    fs::create_dir_all(folder)?;
    let files = paths(folder);
    for end in ["", "-wal", "-shm", ".lock"]
        .into_iter()
        .flat_map(|end| ["journal", "bench_kept.db"].map(|name| format!("{name}{end}")))
    {
        let path = folder.join(end);
        if path.exists() {
            fs::remove_file(path)?;
        }
    }
    let (keep, longer) = match kind {
        Kind::Erase => ("3 years after collected", ""),
        Kind::Blank => ("3 years after collected", LONGER),
        Kind::Archive => ("3 years after collected, then archive for 5 years", ""),
        Kind::Anonymise => ("3 years after collected, then anonymise", LONGER),
        Kind::Persons => ("10 years after collected", ""),
    };
    fs::write(&files.policy, format!("{}{longer}", POLICY.replace("KEEP", keep)))?;
    let serves =
        if longer.is_empty() { "prospecting = true" } else { "prospecting = true, accounting = true" };
    let (store, table) = match kind {
        Kind::Archive if address.starts_with("sqlite:") => ("archive = \"bench_kept.db\"\n", ""),
        Kind::Archive => ("archive = \"bench_kept\"\n", ""),
        Kind::Anonymise => ("", "anonymise = { phone = \"first 6\" }\n"),
        Kind::Persons => ("", "identity = { email = \"email\" }\n"),
        Kind::Erase | Kind::Blank => ("", ""),
    };
    let map = MAP.replace("ADDRESS", address).replace("SERVES", serves).replace("STORE\n", store);
    fs::write(&files.map, format!("{map}{table}"))?;
    Ok(files)
}

/// Where the files of `folder` are.
pub(crate) fn paths(folder: &Path) -> Files {
    Files {
        policy: folder.join("policy.toml"),
        map: folder.join("map.toml"),
        journal: folder.join("journal"),
    }
}

/// A session on them.
pub(crate) fn session(files: &Files) -> Result<Session> {
    let now: Timestamp = NOW.parse()?;
    let session = Session::open(files.clone(), now);
    Ok(session?)
}

const POLICY: &str = r#"format = 1
[controller]
name = "Bench"
country = "FR"
[activity.prospecting]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.name", "contact"]
keep = "KEEP"
"#;

const LONGER: &str = r#"[activity.accounting]
purpose = "accounting"
basis = "legal-obligation"
subjects = ["prospect"]
data = ["identification.name"]
keep = "10 years after collected"
"#;

const MAP: &str = r#"format = 1
[store.bench]
url = "ADDRESS"
STORE
[store.bench.person]
subject = "prospect"
serves = { SERVES }
fields = { name = "identification.name", email = "contact.email", phone = "contact.phone" }
not_personal = ["id", "collected_on"]
events = { collected = "collected_on" }
"#;
