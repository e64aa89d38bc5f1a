//! What a store does, on both engines alike.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::{ops::ControlFlow, path::Path};

use abide_engine::store::{self, Access, Kind, Store, bound, plain};
use abide_plan::{step::Param, value::Value};
use abide_policy::map::StoreUrl;
use abide_testkit::{postgres, sqlite};

/// An empty database on one of the engines.
enum Database {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
}

impl Database {
    fn both() -> [Self; 2] {
        [Self::Sqlite(sqlite::Database::create()), Self::Postgres(postgres::Database::create())]
    }

    fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(database) => database.execute(sql),
            Self::Postgres(database) => database.execute(sql),
        }
    }

    fn open(&self, access: Access) -> Box<dyn Store> {
        let url = match self {
            Self::Sqlite(database) => database.url(),
            Self::Postgres(database) => database.url(),
        };
        store::open(&StoreUrl::Address(url.to_owned()), Path::new("."), access).unwrap()
    }

    /// `?1` or `$1`.
    fn mark(&self) -> char {
        match self {
            Self::Sqlite(_) => '?',
            Self::Postgres(_) => '$',
        }
    }
}

const PEOPLE: &str = "
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, active BOOLEAN, score NUMERIC(8,2), born DATE);
    INSERT INTO people VALUES (1, 'Ada', TRUE, 1.50, '1990-02-28'), (2, NULL, FALSE, NULL, NULL), (3, 'Eve', NULL, -7.25, '2000-01-01');
    CREATE TABLE calls (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people, CONSTRAINT low CHECK (id < 100));
    INSERT INTO calls VALUES (1, 1);";

fn integers(rows: &[Vec<Value>]) -> Vec<i64> {
    let number = |row: &Vec<Value>| match row[0] {
        Value::Integer(number) => number,
        ref other => panic!("{other:?} is no whole number"),
    };
    rows.iter().map(number).collect()
}

#[test]
fn rows_come_in_the_shape_their_columns_say() {
    for database in Database::both() {
        database.execute(PEOPLE);
        let mut store = database.open(Access::Read);
        let catalog = store.catalog().unwrap();
        let condition = bound(format!("t.id < {}1", database.mark()), [Param::Integer(3)]);
        let rows = store.rows(catalog.table("people").unwrap(), Some(&condition), None).unwrap();
        let text = |text: &str| Value::Text(text.to_owned());
        let half = if database.mark() == '?' { "1.5" } else { "1.50" };
        assert_eq!(
            rows,
            [
                vec![
                    Value::Integer(1),
                    text("Ada"),
                    Value::Bool(true),
                    Value::Decimal(half.to_owned()),
                    text("1990-02-28")
                ],
                vec![Value::Integer(2), Value::Null, Value::Bool(false), Value::Null, Value::Null],
            ]
        );
        assert_eq!(store.rows(catalog.table("people").unwrap(), None, Some(1)).unwrap().len(), 1);
    }
}

#[test]
fn parameters_take_the_type_of_their_place() {
    for database in Database::both() {
        database.execute(PEOPLE);
        let mut store = database.open(Access::Read);
        let mark = database.mark();
        for (condition, param, expected) in [
            ("born > ?1", Param::Text("1995-01-01".to_owned()), [3].as_slice()),
            ("score < ?1", Param::Decimal("1.50".to_owned()), &[3]),
            ("score <= ?1", Param::Integer(2), &[1, 3]),
            ("active = ?1", Param::Bool(true), &[1]),
            ("name = ?1 OR ?1 = 'Ada'", Param::Text("Ada".to_owned()), &[1, 2, 3]),
            ("name = ?1", Param::Null, &[]),
        ] {
            let text = format!(
                "SELECT id FROM people WHERE {} ORDER BY id",
                condition.replace('?', &mark.to_string())
            );
            let rows =
                store.query(&bound(text, [param])).unwrap_or_else(|error| panic!("{condition}: {error}"));
            assert_eq!(integers(&rows), expected, "{condition}");
        }
    }
}

#[test]
fn a_store_opened_for_reading_cannot_be_changed() {
    for database in Database::both() {
        database.execute(PEOPLE);
        let mut store = database.open(Access::Read);
        for statement in ["DELETE FROM calls", "CREATE TABLE x (a INT)"] {
            let error = store.execute(&plain(statement)).unwrap_err();
            assert_eq!(error.kind(), Kind::ReadOnly, "{error}");
        }
        store.begin().unwrap();
        assert_eq!(store.count(&plain("SELECT count(*) FROM calls")).unwrap(), 1);
        store.commit().unwrap();
    }
}

#[test]
fn a_transaction_is_kept_whole_or_not_at_all() {
    for database in Database::both() {
        database.execute(PEOPLE);
        let mut store = database.open(Access::Write);
        let count = plain("SELECT count(*) FROM people");
        store.begin().unwrap();
        assert_eq!(store.execute(&plain("DELETE FROM people WHERE id > 1")).unwrap(), 2);
        store.execute(&plain("DELETE FROM nowhere")).unwrap_err();
        store.rollback().unwrap();
        store.rollback().unwrap();
        assert_eq!(store.count(&count).unwrap(), 3);
        store.begin().unwrap();
        store.execute(&plain("DELETE FROM people WHERE id > 1")).unwrap();
        store.commit().unwrap();
        assert_eq!(database.open(Access::Read).count(&count).unwrap(), 1);
    }
}

#[test]
fn one_at_a_time_holds_the_lock() {
    for database in Database::both() {
        let mut first = database.open(Access::Write);
        let mut second = database.open(Access::Write);
        assert!(first.try_lock().unwrap());
        assert!(first.try_lock().unwrap(), "who has it may ask again");
        assert!(!second.try_lock().unwrap());
        drop(first);
        assert!(second.try_lock().unwrap());
    }
}

#[test]
fn a_stream_can_be_left_at_any_row() {
    for database in Database::both() {
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT i FROM n";
        let mut store = database.open(Access::Read);
        let mut seen = 0;
        let mut up_to_ten = |_row: Vec<Value>| {
            seen += 1;
            if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        store.stream(&plain(numbers), &mut up_to_ten).unwrap();
        assert_eq!(seen, 10);
        assert_eq!(
            store.count(&plain(format!("SELECT count(*) FROM ({numbers}) AS all_of_them"))).unwrap(),
            100_000
        );
    }
}

#[test]
fn a_refused_change_tells_what_refused_it_and_no_value() {
    for database in Database::both() {
        database.execute(PEOPLE);
        database.execute("INSERT INTO people (id, name) VALUES (987605040, 'Mallory')");
        database.execute("INSERT INTO calls VALUES (7, 987605040)");
        database.execute("CREATE UNIQUE INDEX one_name ON people (name)");
        let mut store = database.open(Access::Write);

        let error = store.execute(&plain("DELETE FROM people WHERE name = 'Mallory'")).unwrap_err();
        assert!(
            error.is_reference_refused() && error.kind() == Kind::Refused && !error.retryable(),
            "{error}"
        );
        assert!(!error.to_string().contains("987605040"), "{error}");

        let twice = "UPDATE people SET name = 'Mallory' WHERE id = 1";
        let error = store.execute(&plain(twice)).unwrap_err();
        assert_eq!(error.kind(), Kind::Refused, "{error}");
        assert!(!format!("{error} {error:?}").contains("Mallory"), "{error:?}");

        let error = store.execute(&plain("UPDATE calls SET id = 870605040")).unwrap_err();
        assert_eq!(error.kind(), Kind::Refused);
        assert!(error.to_string().contains("low") && !error.to_string().contains("870605040"), "{error}");
    }
}

#[test]
fn a_missing_table_is_named() {
    for database in Database::both() {
        let error = database.open(Access::Read).query(&plain("SELECT 1 FROM nowhere")).unwrap_err();
        assert!(matches!(error, store::StoreError::Missing { .. }), "{error}");
        assert!(error.to_string().contains("nowhere") && error.to_string().contains("abide map"), "{error}");
    }
}
