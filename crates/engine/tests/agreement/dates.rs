//! Dates at the borders of what is one, each once a disagreement.

use abide_testkit::world::Engine;
use jiff::civil::date;

use crate::{
    home::Case,
    regressions::{LEADS, case, going, on},
};

const TEXTS: &str = r#"
    [store.main.a]
    subject = "person"
    not_personal = ["id", "seen"]
    formats = { seen = "text" }
    serves = { leads = true }
    events = { collected = "seen" }"#;

#[test]
fn in_utc_1900_begins_in_1899_for_those_east_of_it() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        formats = { seen = "text-utc" }
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen text);
                INSERT INTO a VALUES (1, '1899-12-31T23:50:40Z'), (2, '1899-12-31T23:50:38Z'), (3, '1899-12-31T22:00:00Z')";
    assert_eq!(going(LEADS, map, rows), 1);
}

#[test]
fn a_date_later_than_any_is_no_date_on_a_day_after_it_either() {
    let map = r#"
        [store.main.a]
        subject = "person"
        not_personal = ["id", "seen"]
        serves = { leads = true }
        events = { collected = "seen" }"#;
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen date);
                INSERT INTO a VALUES (1, '2201-01-04'), (2, '2199-01-04')";
    let case = Case { today: date(2205, 3, 1), ..case("UTC", LEADS, map, rows) };
    for engine in [Engine::Sqlite, Engine::Postgres, Engine::MariaDb] {
        assert_eq!(on(engine, &case).going, 1);
    }
}

/// Of a text that is shorter than a date SQLite does not say that it is none: it says nothing.
#[test]
fn a_text_that_is_too_short_for_a_date_is_no_proof_of_one() {
    let rows = "CREATE TABLE a (id integer PRIMARY KEY, seen text);
                INSERT INTO a VALUES (1, '2020-11-05'), (2, '2020-2-31'), (3, '2023-12-11')";
    assert_eq!(going(LEADS, TEXTS, rows), 1);
}

/// The rows, each with a day, a NUL behind it, and what comes then; and two that have nothing behind theirs, one of them old.
fn with_nul(engine: Engine, rows: &[(&str, &str)]) -> Case {
    let text = |(day, rest): &(&str, &str)| match engine {
        Engine::MariaDb => format!("CONCAT('{day}', CHAR(0), '{rest}')"),
        _ => format!("'{day}' || char(0) || '{rest}'"),
    };
    let rows: Vec<String> = rows.iter().zip(1..).map(|(row, id)| format!("({id}, {})", text(row))).collect();
    let statements = format!(
        "CREATE TABLE a (id integer PRIMARY KEY, seen varchar(40));
         INSERT INTO a VALUES (8, '2023-12-11'), (9, '2020-01-01'), {}",
        rows.join(", ")
    );
    case("UTC", LEADS, TEXTS, &statements)
}

/// SQLite takes such a text for ended where it reads it, and whole where it compares it. PostgreSQL has no such texts.
#[test]
fn a_day_with_a_nul_behind_it_is_no_date() {
    let rows = [
        ("2020-01-01", "x"),
        ("2020-01-02", ""),
        ("2023-12-11", "x"),
        ("2020-01", "-04"),
        ("2020-01-03 10:00:00", "x"),
    ];
    for engine in [Engine::Sqlite, Engine::MariaDb] {
        let tally = on(engine, &with_nul(engine, &rows));
        assert_eq!((tally.going, tally.asked), (2, 4), "on {engine:?}: four are told to have no date");
    }
}

/// Nor is the whole column proved by the one that lies before it in an index.
#[test]
fn a_day_with_a_nul_behind_it_is_not_passed_over_for_the_same_day() {
    let tally = on(Engine::Sqlite, &with_nul(Engine::Sqlite, &[("2020-01-01", "x")]));
    assert_eq!((tally.going, tally.asked, tally.proved), (1, 1, 0));
}
