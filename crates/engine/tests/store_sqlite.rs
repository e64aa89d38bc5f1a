//! What is SQLite's own.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::path::Path;

use abide_engine::store::{self, Access, Kind, Store, StoreError, plain};
use abide_plan::value::Value;
use abide_policy::map::StoreUrl;
use abide_testkit::sqlite::Database;

fn open(url: &str, base: &Path, access: Access) -> Result<Box<dyn Store>, StoreError> {
    store::open(&StoreUrl::Address(url.to_owned()), base, access)
}

/// The error of opening what cannot be opened.
fn refused(url: &StoreUrl, base: &Path) -> StoreError {
    match store::open(url, base, Access::Write) {
        Ok(store) => panic!("{} opened", store.place()),
        Err(error) => error,
    }
}

#[test]
fn a_missing_file_is_named_and_not_created() {
    let database = Database::create();
    let error = refused(&StoreUrl::Address("sqlite:none.db".to_owned()), database.folder());
    assert!(matches!(error, StoreError::MissingFile { .. }));
    assert!(error.to_string().contains("none.db"), "{error}");
    assert!(!database.folder().join("none.db").exists());
}

#[test]
fn a_file_of_another_kind_is_told() {
    let database = Database::create();
    std::fs::write(database.folder().join("letter.txt"), "Dear customer, ".repeat(100)).unwrap();
    let error = refused(&StoreUrl::Address("sqlite:letter.txt".to_owned()), database.folder());
    assert!(matches!(error, StoreError::NotADatabase { .. }), "{error}");
}

#[test]
fn the_address_may_be_in_a_variable_or_a_file() {
    let database = Database::create();
    std::fs::write(database.folder().join("address"), "sqlite:test.sqlite\n").unwrap();
    let opened = store::open(&StoreUrl::File("address".to_owned()), database.folder(), Access::Read).unwrap();
    assert!(opened.place().ends_with("test.sqlite"));

    let error = refused(&StoreUrl::Env("ABIDE_NO_SUCH_VARIABLE".to_owned()), database.folder());
    assert!(error.to_string().contains("ABIDE_NO_SUCH_VARIABLE is not set"), "{error}");
    let error = refused(&StoreUrl::File("nowhere".to_owned()), database.folder());
    assert!(error.to_string().contains("nowhere"), "{error}");
    let error = refused(&StoreUrl::Address("oracle://root:secret@db/crm".to_owned()), database.folder());
    assert!(error.to_string().contains("postgres://") && !error.to_string().contains("secret"), "{error}");
}

#[test]
fn a_full_disk_is_told_and_nothing_is_changed() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('a')");
    let mut store = open(database.url(), Path::new("."), Access::Write).unwrap();
    store.query(&plain("PRAGMA max_page_count = 2")).unwrap();
    store.begin().unwrap();
    let error = store.execute(&plain("INSERT INTO t VALUES (hex(zeroblob(100000)))")).unwrap_err();
    assert_eq!(error.kind(), Kind::Full, "{error}");
    store.rollback().unwrap();
    assert_eq!(store.count(&plain("SELECT count(*) FROM t")).unwrap(), 1);
}

#[test]
fn a_locked_file_can_be_tried_again() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a TEXT); BEGIN IMMEDIATE");
    let mut store = open(database.url(), Path::new("."), Access::Write).unwrap();
    store.query(&plain("PRAGMA busy_timeout = 1")).unwrap();
    let error = store.begin().unwrap_err();
    assert!(error.retryable(), "{error}");
    database.execute("COMMIT");
    store.begin().unwrap();
}

#[test]
fn erased_text_leaves_the_file() {
    let database = Database::create();
    database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    database.execute("INSERT INTO t VALUES (1, 'Mallory, of 1 Invented Street'), (2, 'b')");
    let mut store = open(database.url(), Path::new("."), Access::Write).unwrap();
    store.execute(&plain("DELETE FROM t WHERE id = 1")).unwrap();
    drop(store);
    let bytes = std::fs::read(database.path()).unwrap();
    assert!(!bytes.windows(7).any(|window| window == b"Mallory"));
}

#[test]
fn values_keep_what_they_are_whatever_the_column_says() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a BOOLEAN, b DATE, c BLOB)");
    database
        .execute("INSERT INTO t VALUES (1, '2024-01-31', x'00ff'), ('yes', 20240131, 1.5), (7, '', NULL)");
    let mut store = open(database.url(), Path::new("."), Access::Read).unwrap();
    let catalog = store.catalog().unwrap();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(
        store.rows(&catalog.tables[0], None, None).unwrap(),
        [
            [Value::Bool(true), text("2024-01-31"), text("\\x00ff")],
            [text("yes"), Value::Integer(20_240_131), Value::Decimal("1.5".to_owned())],
            [Value::Integer(7), text(""), Value::Null],
        ]
    );
}

#[test]
fn a_file_whose_writer_died_is_read_as_it_was_committed() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('a'); PRAGMA cache_size = 1; BEGIN");
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
                INSERT INTO t SELECT hex(zeroblob(100)) FROM n";
    database.execute(many);
    for file in ["test.sqlite", "test.sqlite-journal"] {
        std::fs::copy(database.folder().join(file), database.folder().join(file.replace("test", "dead")))
            .unwrap();
    }
    assert!(
        std::fs::metadata(database.folder().join("dead.sqlite")).unwrap().len() > 100_000,
        "pages were spilt"
    );
    let mut store = open("sqlite:dead.sqlite", database.folder(), Access::Read).unwrap();
    assert_eq!(store.count(&plain("SELECT count(*) FROM t")).unwrap(), 1);
    assert_eq!(store.execute(&plain("DELETE FROM t")).unwrap_err().kind(), Kind::ReadOnly);
}

#[test]
fn only_a_write_ahead_log_is_flushed_and_under_no_lock() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a TEXT)");
    let mut store = open(database.url(), Path::new("."), Access::Write).unwrap();
    assert!(!store.flush().unwrap());
    database.execute("PRAGMA journal_mode = WAL");
    store.execute(&plain("INSERT INTO t VALUES ('a')")).unwrap();
    // Somebody else is in the midst of writing.
    let mut other = open(database.url(), Path::new("."), Access::Write).unwrap();
    other.begin().unwrap();
    for _ in 0..10 {
        assert!(store.flush().unwrap());
    }
    other.rollback().unwrap();
}
