//! The generated companies: the same rows for the same seed, on both engines, with the days on which calendars go wrong.

#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, path::PathBuf};

use abide_testkit::{
    Texts,
    company::{Cell, Kind, Row, Size},
    postgres, sqlite,
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 11, 22);
const SIZE: Size = Size { people: 400 };

fn schema(folder: &str, dialect: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", folder].iter().collect();
    std::fs::read_to_string(path.join(format!("schema.{dialect}.sql"))).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_company() {
    let rows = |seed: u64| Kind::Services.rows(SIZE, seed, TODAY).collect::<Vec<Row>>();
    assert_eq!(rows(1), rows(1));
    assert_ne!(rows(1), rows(2));
}

#[test]
fn a_bigger_company_begins_like_a_smaller_one() {
    let small: Vec<Row> = Kind::Custody.rows(SIZE, 1, TODAY).collect();
    let big: Vec<Row> = Kind::Custody.rows(Size { people: 500 }, 1, TODAY).collect();
    assert_eq!(small, big[..small.len()]);
}

/// The company on both engines.
fn on_both(kind: Kind, folder: &str) -> (sqlite::Database, postgres::Database) {
    let (lite, big) = (sqlite::Database::create(), postgres::Database::create());
    kind.fill(lite.url(), &schema(folder, "sqlite"), SIZE, 7, TODAY).unwrap();
    kind.fill(big.url(), &schema(folder, "postgres"), SIZE, 7, TODAY).unwrap();
    same_tables(kind, &lite, &big);
    (lite, big)
}

#[test]
fn the_services_company_is_the_same_on_both_engines() {
    let (lite, big) = on_both(Kind::Services, "3dsoft");
    same_days(
        &[("prospects", "created_at"), ("messages", "sent_at"), ("applications", "applied_at")],
        &lite,
        &big,
    );
}

#[test]
fn the_custody_company_is_the_same_on_both_engines() {
    let (lite, big) = on_both(Kind::Custody, "dfns");
    same_days(&[("prospects", "created_at"), ("exchanges", "happened_at")], &lite, &big);
}

#[test]
fn the_software_company_is_the_same_on_both_engines() {
    let (lite, big) = on_both(Kind::Software, "softnlabs");
    same_days(
        &[("clients", "created_at"), ("applications", "applied_at"), ("visits", "started_at")],
        &lite,
        &big,
    );
}

#[test]
fn the_hosting_company_is_the_same_on_both_engines() {
    let (lite, big) = on_both(Kind::Hosting, "sociatex");
    same_days(&[("clients", "created_at"), ("subscriber_records", "collected_at")], &lite, &big);
}

#[test]
fn the_shop_is_the_same_on_both_engines() {
    let (lite, big) = on_both(Kind::Shop, "softsystems");
    same_days(
        &[("customers", "last_login_at"), ("orders", "ordered_at"), ("payments", "paid_at")],
        &lite,
        &big,
    );
}

/// Bytes and truth values.
const WRITTEN_APART: [&str; 2] = ["content", "succeeded"];

/// Moments, bytes and truth values are written differently; everything else reads the same, in every table.
fn same_tables(kind: Kind, lite: &sqlite::Database, big: &postgres::Database) {
    for table in kind.tables() {
        let plain = |column: &&&str| !column.ends_with("_at") && !WRITTEN_APART.contains(*column);
        let columns: Vec<&str> = table.columns.iter().filter(plain).copied().collect();
        let query = format!("SELECT {} FROM {} ORDER BY 1, 2", columns.join(", "), table.name);
        let (left, right) = (set(lite.query_texts(&query)), set(big.query_texts(&query)));
        assert_eq!(left, right, "{}", table.name);
        assert!(!left.is_empty(), "{} is empty", table.name);
    }
}

fn same_days(columns: &[(&str, &str)], lite: &sqlite::Database, big: &postgres::Database) {
    big.execute("SET TIME ZONE 'Europe/Paris'");
    for (table, column) in columns {
        let left = lite.query_texts(&format!("SELECT substr({column}, 1, 10) FROM {table} ORDER BY id"));
        let right = big.query_texts(&format!("SELECT {column}::date FROM {table} ORDER BY id"));
        assert_eq!(left, right, "{table}.{column}");
    }
}

fn set(rows: Vec<Texts>) -> BTreeSet<Texts> {
    rows.into_iter().collect()
}

#[test]
fn the_edges_of_periods_occur() {
    let rows: Vec<Row> = Kind::Services.rows(Size { people: 4000 }, 3, TODAY).collect();
    let edge = TODAY - 3.years();
    let created: Vec<Option<jiff::Zoned>> = column(&rows, "prospects", 10);
    let on = |day: Date| created.iter().flatten().filter(|moment| moment.date() == day).count();
    assert!(
        on(edge) > 0 && on(edge - 1.day()) > 0 && on(edge + 1.day()) > 0,
        "the last day and its neighbours"
    );
    assert!(on(date(2024, 2, 29)) > 0, "a leap day");
    assert!(on(date(2024, 10, 27)) > 0, "the night on which clocks go back");
    assert!(on(date(1899, 12, 30)) > 0, "a date that is none");
    assert!(created.contains(&None), "no date at all");
    let late = |moment: &jiff::Zoned| moment.time().to_string() == "23:59:59";
    assert!(created.iter().flatten().any(late), "the last second of a day");
}

fn column(rows: &[Row], table: &str, at: usize) -> Vec<Option<jiff::Zoned>> {
    let moment = |row: &Row| match &row.cells[at] {
        Cell::Moment(moment) => Some(moment.clone()),
        _ => None,
    };
    rows.iter().filter(|row| row.table == table).map(moment).collect()
}
