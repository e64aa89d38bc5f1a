//! What is PostgreSQL's own.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::{
    io::{Read, Write},
    net::TcpListener,
    path::Path,
};

use abide_engine::store::{self, Access, Kind, Store, StoreError, bound, plain};
use abide_plan::{step::Param, value::Value};
use abide_policy::map::StoreUrl;
use abide_testkit::postgres::Database;

fn open(database: &Database, access: Access) -> Box<dyn Store> {
    store::open(&StoreUrl::Address(database.url().to_owned()), Path::new("."), access).unwrap()
}

/// The error of opening what cannot be opened.
fn refused(url: &str) -> StoreError {
    match store::open(&StoreUrl::Address(url.to_owned()), Path::new("."), Access::Read) {
        Ok(store) => panic!("{} opened", store.place()),
        Err(error) => error,
    }
}

#[test]
fn every_plain_type_reads_as_the_server_writes_it() {
    let database = Database::create();
    database.execute("CREATE TYPE mood AS ENUM ('sad'); CREATE DOMAIN short AS varchar(9)");
    let mut store = open(&database, Access::Read);
    for (kind, values) in [
        (
            "numeric",
            "0 0.00 1 -1 12345678.9012 0.0001 0.00000001 10000 100000000 -0.5 99999999999999999999.5 1e20 1e-10 NaN",
        ),
        ("numeric(12,2)", "0 1 1234567.8 -0.01 10000 99990000.5"),
        ("date", "2024-02-29 1900-01-01 0001-01-01 9999-12-31 1999-12-31 2000-01-01 infinity -infinity"),
        (
            "timestamp",
            "2024-02-29T23:59:59 1999-12-31T23:59:59.999999 2000-01-01T00:00:00.5 1900-01-01T00:00:00.01 infinity",
        ),
        ("timestamptz", "2024-02-29T23:59:59+02 1999-12-31T23:59:59.25-11 -infinity"),
        ("uuid", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("bytea", "\\x00ff"),
        ("tid", "(70000,12)"),
        ("jsonb", "[1] null"),
        ("name", "a"),
        ("mood", "sad"),
        ("short", "abc"),
        ("float8", "1.5 -0.25"),
    ] {
        for value in values.split(' ') {
            let sql = plain(format!("SELECT v, v::text FROM (SELECT '{value}'::{kind} AS v) AS x"));
            let row = store.query(&sql).unwrap().remove(0);
            let (Value::Text(read) | Value::Decimal(read)) = &row[0] else { panic!("{kind}: {:?}", row[0]) };
            assert_eq!(Value::Text(read.clone()), row[1], "{kind}");
        }
    }
    let row = store
        .query(&plain("SELECT 1::int2, -2::int4, 3::int8, 4::oid, true, NULL::date, NULL"))
        .unwrap()
        .remove(0);
    let number = Value::Integer;
    assert_eq!(
        row,
        [number(1), number(-2), number(3), number(4), Value::Bool(true), Value::Null, Value::Null]
    );
}

#[test]
fn a_date_beyond_the_calendar_is_no_date_and_no_panic() {
    let database = Database::create();
    let mut store = open(&database, Access::Read);
    let sql = plain("SELECT '5874897-12-31'::date, '294276-12-31 00:00'::timestamp, '4713-01-01 BC'::date");
    let row = store.query(&sql).unwrap().remove(0);
    assert_eq!(row[0], Value::Text("2145031948 days from 2000-01-01".to_owned()));
    assert!(row.iter().all(|value| matches!(value, Value::Text(_))));
}

#[test]
fn a_type_without_a_plain_form_is_refused_with_its_name() {
    let database = Database::create();
    let error = open(&database, Access::Read).query(&plain("SELECT '{1}'::int[] AS numbers")).unwrap_err();
    assert!(error.to_string().contains("numbers") && error.to_string().contains("cast"), "{error}");
}

#[test]
fn parameters_bind_to_enums_dates_tids_and_arrays() {
    let database = Database::create();
    database.execute(
        "CREATE TYPE state AS ENUM ('lead', 'won'); CREATE TABLE t (a state, b timestamptz, c uuid);
         INSERT INTO t VALUES ('lead', '2024-01-31 12:00+01', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')",
    );
    let mut store = open(&database, Access::Read);
    for (condition, param) in [
        ("a = $1", "lead"),
        ("b = $1", "2024-01-31 11:00:00+00"),
        ("c = $1", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("ctid = $1", "(0,1)"),
        ("ctid = ANY ($1)", r#"{"(0,1)","(0,2)"}"#),
        ("ctid = ANY ($1::tid[])", r#"{"(0,1)","(0,2)"}"#),
    ] {
        let sql = bound(format!("SELECT count(*) FROM t WHERE {condition}"), [Param::Text(param.to_owned())]);
        assert_eq!(store.count(&sql).unwrap(), 1, "{condition}");
    }
    let error = store.count(&bound("SELECT count(*) FROM t WHERE a = $1", [])).unwrap_err();
    assert!(error.to_string().contains("parameter"), "{error}");
}

#[test]
fn names_without_schema_mean_public_and_dates_are_utc_whatever_the_server_is_set_to() {
    let database = Database::create();
    database
        .execute("CREATE SCHEMA other; CREATE TABLE other.t (a timestamptz); CREATE TABLE t (a timestamptz)");
    database.execute("INSERT INTO t VALUES ('2024-01-31 12:00+01')");
    let name = database.url().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    database.execute(&format!(
        "ALTER DATABASE {name} SET search_path = other; ALTER DATABASE {name} SET timezone = 'Asia/Tokyo';
         ALTER DATABASE {name} SET datestyle = 'SQL, DMY'"
    ));
    let mut store = open(&database, Access::Read);
    let table = store.catalog().unwrap().table("t").unwrap().clone();
    assert_eq!(store.rows(&table, None, None).unwrap(), [[Value::Text("2024-01-31 11:00:00+00".to_owned())]]);
}

#[test]
fn data_errors_and_raised_ones_show_no_value() {
    let database = Database::create();
    database.execute(
        "CREATE TABLE t (name text);
         CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not %', NEW.name; END $$;
         CREATE TRIGGER guard BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION guard()",
    );
    let mut store = open(&database, Access::Write);
    for statement in [
        "INSERT INTO t VALUES ('Mallory')",
        "SELECT 'Mallory'::int",
        "SELECT to_date('Mallory', 'YYYY')",
        "SELECT 'Mallory'::timestamptz",
        "SELECT ('{\"a\": Mallory}')::json",
    ] {
        let error = store.execute(&plain(statement)).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("Mallory"), "{error:?}");
    }
    let error = store.execute(&plain("INSERT INTO t VALUES ('a')")).unwrap_err();
    assert!(error.kind() == Kind::Refused && error.to_string().contains("guard"), "{error}");
}

#[test]
fn a_conflict_can_be_tried_again() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    let (mut first, mut second) = (open(&database, Access::Write), open(&database, Access::Write));
    first.begin().unwrap();
    first.execute(&plain("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")).unwrap();
    first.count(&plain("SELECT count(*) FROM t")).unwrap();
    second.execute(&plain("UPDATE t SET a = 2")).unwrap();
    let error = first.execute(&plain("UPDATE t SET a = 3")).unwrap_err();
    assert!(error.retryable(), "{error}");
    first.rollback().unwrap();
    assert_eq!(first.execute(&plain("UPDATE t SET a = 3")).unwrap(), 1);
}

#[test]
fn a_cancelled_statement_and_a_broken_connection_are_told_apart() {
    let database = Database::create();
    let mut store = open(&database, Access::Write);
    store.execute(&plain("SET statement_timeout = 1")).unwrap();
    let error = store.query(&plain("SELECT pg_sleep(5)")).unwrap_err();
    assert!(matches!(error, StoreError::Cancelled { .. }), "{error}");
    store.execute(&plain("SET statement_timeout = 0")).unwrap();
    let pid = store.count(&plain("SELECT pg_backend_pid()")).unwrap();
    database.execute(&format!("SELECT pg_terminate_backend({pid}, 5000)"));
    assert_eq!(store.count(&plain("SELECT 1")).unwrap_err().kind(), Kind::Lost);
    assert_eq!(store.begin().unwrap_err().kind(), Kind::Lost);
}

#[test]
fn a_user_without_rights_is_told_what_is_missing() {
    let database = Database::create();
    database.execute("CREATE TABLE t (a int)");
    let mut store = open(&database, Access::Write);
    store.execute(&plain("SET ROLE pg_monitor")).unwrap();
    let error = store.query(&plain("SELECT a FROM t")).unwrap_err();
    assert!(error.kind() == Kind::Denied && error.to_string().contains("table t"), "{error}");
}

#[test]
fn a_server_that_does_not_answer_is_named_without_the_password() {
    let error = refused("postgres://abide:hunter2@127.0.0.1:1/crm");
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains("crm at 127.0.0.1:1"), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn an_unknown_database_is_named() {
    let database = Database::create();
    let url = format!("{}_none", database.url());
    let error = refused(&url);
    assert!(matches!(error, StoreError::UnknownDatabase { .. }), "{error}");
}

/// The database's address over the network's name of this machine, with these options.
fn address(database: &Database, options: &str) -> String {
    format!("{}?{options}", database.url().replace("@127.0.0.1:", "@localhost:"))
}

#[test]
fn a_connection_is_encrypted_to_a_server_that_an_authority_vouches_for() {
    let database = Database::create();
    let authority = std::env::var("ABIDE_TEST_POSTGRES_AUTHORITY").unwrap();
    for (mode, encrypted) in [("verify-full", true), ("require", true), ("prefer", true), ("disable", false)]
    {
        let url = address(&database, &format!("sslmode={mode}&sslrootcert={authority}"));
        let mut store = store::open(&StoreUrl::Address(url), Path::new("."), Access::Read).unwrap();
        let ssl = plain("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        assert_eq!(store.query(&ssl).unwrap(), [[Value::Bool(encrypted)]], "{mode}");
    }
}

#[test]
fn a_server_that_nobody_vouches_for_is_refused() {
    let database = Database::create();
    let folder = tempfile::tempdir().unwrap();
    let error = refused(&address(&database, "sslmode=require"));
    assert!(matches!(error, StoreError::Encryption { .. }), "{error}");
    // The certificate is for a name, and this is not its name.
    let authority = std::env::var("ABIDE_TEST_POSTGRES_AUTHORITY").unwrap();
    let error = refused(&format!("{}?sslmode=require&sslrootcert={authority}", database.url()));
    assert!(matches!(error, StoreError::Encryption { .. }), "{error}");
    for content in [None, Some("no certificate")] {
        let file = folder.path().join("authority.pem");
        content.iter().for_each(|content| std::fs::write(&file, content).unwrap());
        let error = refused(&address(&database, &format!("sslmode=require&sslrootcert={}", file.display())));
        assert!(error.to_string().contains("authority.pem cannot be used"), "{error}");
    }
}

#[test]
fn encryption_is_never_left_out_where_it_is_asked_for() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut connection, _) = server.accept().unwrap();
        connection.read_exact(&mut [0; 8]).unwrap();
        connection.write_all(b"N").unwrap();
    });
    let error = refused(&format!("postgres://abide:hunter2@127.0.0.1:{port}/crm?sslmode=require"));
    assert!(matches!(error, StoreError::Encryption { .. }), "{error}");
    assert!(error.to_string().contains("sslmode=disable"), "{error}");
}

#[test]
fn a_malformed_address_shows_nothing_of_itself() {
    for url in [
        "postgres://a:hunter2@db/crm?sslcert=hunter2",
        "postgres://a:b@h/c?hunter2@d/e=f",
        "postgres://a@h:hunter2/b",
    ] {
        let error = refused(url);
        assert!(matches!(error, StoreError::BadAddress { .. }), "{error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
}

#[test]
fn a_wrong_password_is_told_as_the_server_tells_it() {
    let error = against(b"SFATAL\0C28P01\0Mpassword authentication failed for user \"abide\"\0\0");
    assert!(matches!(error, StoreError::WrongPassword { .. }), "{error}");
    assert!(error.to_string().contains("user \"abide\""), "{error}");
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
}

/// The error of connecting to a server that answers the first message with this error.
fn against(fields: &[u8]) -> StoreError {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let mut answer = vec![b'E'];
    answer.extend_from_slice(&u32::try_from(fields.len() + 4).unwrap().to_be_bytes());
    answer.extend_from_slice(fields);
    std::thread::spawn(move || {
        let (mut connection, _) = server.accept().unwrap();
        let mut length = [0; 4];
        connection.read_exact(&mut length).unwrap();
        let mut rest = vec![0; u32::from_be_bytes(length) as usize - 4];
        connection.read_exact(&mut rest).unwrap();
        connection.write_all(&answer).unwrap();
    });
    refused(&format!("postgres://abide:hunter2@127.0.0.1:{port}/crm?sslmode=disable"))
}
