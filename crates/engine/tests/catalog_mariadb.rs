//! What MariaDB says of itself, and what is made of it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::path::Path;

use abide_engine::store::{self, Access, Kind, Store, StoreError, bound, plain};
use abide_plan::{
    catalog::{Catalog, Column, ColumnKind, OnDelete, Table},
    step::Param,
    value::Value,
};
use abide_policy::map::StoreUrl;
use abide_testkit::mariadb::Database;

fn open(database: &Database, access: Access) -> Box<dyn Store> {
    open_at(database.url(), access).unwrap()
}

fn open_at(url: &str, access: Access) -> Result<Box<dyn Store>, StoreError> {
    store::open(&StoreUrl::Address(url.to_owned()), Path::new("."), access)
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
    catalog.table(name).unwrap_or_else(|| panic!("no table {name}"))
}

fn column<'a>(table: &'a Table, name: &str) -> &'a Column {
    table.column(name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn columns_are_told_with_what_they_hold() {
    let database = Database::create();
    database.execute(
        "CREATE TABLE t (
            id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, flag boolean, bits bit(1), small tinyint NOT NULL,
            amount decimal(8,2), name varchar(60) NOT NULL DEFAULT 'x', exact varchar(20) COLLATE utf8mb4_bin,
            notes text, kind enum('a','b') NOT NULL, born date, at datetime(6), seen timestamp NULL,
            raw varbinary(16), data json, twice bigint AS (small * 2) STORED, CHECK (amount >= 0))",
    );
    let catalog = open(&database, Access::Read).catalog().unwrap();
    let t = table(&catalog, "t");
    let kinds: Vec<ColumnKind> = t.columns.iter().map(|column| column.kind).collect();
    use ColumnKind::{Bool, Bytes, Date, Decimal, Enum, Integer, Json, Text, Timestamp, TimestampTz};
    let expected = [
        Integer,
        Bool,
        Bool,
        Integer,
        Decimal,
        Text,
        Text,
        Text,
        Enum,
        Date,
        Timestamp,
        TimestampTz,
        Bytes,
        Json,
        Integer,
    ];
    assert_eq!(kinds, expected);
    assert_eq!(column(t, "id").declared, "bigint(20) unsigned");
    assert_eq!((column(t, "name").max_length, column(t, "name").nullable), (Some(60), false));
    assert_eq!(column(t, "name").collation.as_deref(), Some("utf8mb4_general_ci"));
    assert_eq!(column(t, "exact").collation.as_deref(), Some("utf8mb4_bin"));
    assert_eq!(column(t, "born").collation, None);
    assert!(column(t, "twice").generated && !column(t, "id").generated);
    assert_eq!(t.primary_key, ["id"]);
    let checks: Vec<&str> = t.checks.iter().map(|check| check.expression.as_str()).collect();
    assert_eq!(checks, ["`amount` >= 0"], "that a text is JSON is its type");
}

#[test]
fn keys_references_and_partitions_are_told() {
    let database = Database::create();
    database.execute(
        "CREATE TABLE parents (a int, b int, email varchar(60) UNIQUE, PRIMARY KEY (a, b));
         CREATE TABLE children (id int PRIMARY KEY, pa int, pb int, of varchar(60), KEY by_of (of),
             FOREIGN KEY (pa, pb) REFERENCES parents (a, b) ON DELETE CASCADE,
             FOREIGN KEY (of) REFERENCES parents (email) ON DELETE SET NULL);
         CREATE TABLE visits (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE COLUMNS (day)
             (PARTITION p0 VALUES LESS THAN ('2020-01-01'), PARTITION p1 VALUES LESS THAN MAXVALUE);
         CREATE VIEW seen AS SELECT id FROM children; CREATE TABLE abide_token (id int)",
    );
    let catalog = open(&database, Access::Read).catalog().unwrap();
    let names: Vec<String> = catalog.tables.iter().map(|table| table.name.to_string()).collect();
    assert_eq!(names, ["children", "parents", "visits"]);
    let children = table(&catalog, "children");
    assert_eq!(table(&catalog, "parents").unique, [["email"]]);
    assert!(children.indexes.iter().any(|index| index.name == "by_of" && index.columns == ["of"]));
    let mut told: Vec<_> = children
        .foreign_keys
        .iter()
        .map(|key| (key.columns.join(","), key.their.join(","), key.on_delete))
        .collect();
    told.sort_by(|one, other| one.0.cmp(&other.0));
    let expected = [("of", "email", OnDelete::SetNull), ("pa,pb", "a,b", OnDelete::Cascade)];
    assert_eq!(told, expected.map(|(own, their, rule)| (own.to_owned(), their.to_owned(), rule)));
    assert_eq!(table(&catalog, "visits").partitioned_by, Some(vec!["day".to_owned()]));
    assert_eq!(children.partitioned_by, None);
}

#[test]
fn tables_that_take_nothing_back_are_told() {
    let database = Database::create();
    database.execute(
        "CREATE TABLE a (id int PRIMARY KEY) ENGINE=MyISAM; CREATE TABLE b (id int PRIMARY KEY) ENGINE=MEMORY;
         CREATE TABLE c (id int PRIMARY KEY) ENGINE=Aria; CREATE TABLE d (id int PRIMARY KEY) ENGINE=InnoDB;
         CREATE TABLE e (id int PRIMARY KEY) ENGINE=InnoDB WITH SYSTEM VERSIONING",
    );
    let catalog = open(&database, Access::Read).catalog().unwrap();
    let why = |name: &str| {
        table(&catalog, name).untouchable.as_ref().map(abide_engine::in_english).unwrap_or_default()
    };
    for (name, engine) in [("a", "MyISAM"), ("b", "MEMORY"), ("c", "Aria")] {
        assert!(why(name).starts_with(&format!("{engine} has no transactions")), "{}", why(name));
    }
    assert_eq!(why("d"), "");
    assert!(why("e").contains("system-versioned"), "{}", why("e"));
}

#[test]
fn values_come_in_their_plain_forms() {
    let database = Database::create();
    database.execute(
        "SET sql_mode = ''; CREATE TABLE t (id bigint unsigned PRIMARY KEY, flag boolean, bits bit(1), amount decimal(8,2),
             name varchar(60), born date, at datetime(6), seen timestamp NULL, raw varbinary(4), spent time);
         SET time_zone = '+02:00'; INSERT INTO t VALUES
             (18446744073709551615, 1, b'1', 12.5, 'é''\\\\', '0000-00-00', '2024-01-31 09:30:00.5', '2024-01-31 09:30:00', x'00ff', '25:00:00')",
    );
    let mut store = open(&database, Access::Read);
    let catalog = store.catalog().unwrap();
    let condition =
        bound("t.`name` = ?1 AND t.`at` > ?2 AND t.`name` = ?1", ["é'\\", "2000-01-01"].map(text));
    let rows = store.rows(table(&catalog, "t"), Some(&condition), Some(5)).unwrap();
    let value = |text: &str| Value::Text(text.to_owned());
    let expected = vec![
        Value::Decimal("18446744073709551615".to_owned()),
        Value::Bool(true),
        Value::Bool(true),
        Value::Decimal("12.50".to_owned()),
        value("é'\\"),
        value("0000-00-00"),
        value("2024-01-31 09:30:00.5"),
        value("2024-01-31 07:30:00"),
        value("\\x00ff"),
        value("25:00:00"),
    ];
    assert_eq!(rows, [expected]);
}

fn text(value: &str) -> Param {
    Param::Text(value.to_owned())
}

#[test]
fn failures_are_told_by_kind_and_without_secrets() {
    let database = Database::create();
    database.execute(
        "CREATE TABLE t (id int PRIMARY KEY, name varchar(9) UNIQUE); INSERT INTO t VALUES (1, 'secret')",
    );
    let mut reader = open(&database, Access::Read);
    let refused = reader.execute(&plain("DELETE FROM t")).unwrap_err();
    assert_eq!(refused.kind(), Kind::ReadOnly, "{refused}");
    let mut writer = open(&database, Access::Write);
    let twice = writer.execute(&plain("INSERT INTO t VALUES (2, 'secret')")).unwrap_err();
    assert_eq!(twice.kind(), Kind::Refused, "{twice}");
    assert!(!twice.to_string().contains("secret"), "{twice}");
    let missing = writer.query(&plain("SELECT nothing FROM t")).unwrap_err();
    assert!(matches!(missing, StoreError::Missing { .. }), "{missing}");
    let wrong = database.url().replace("root@", "nobody:s3cret@");
    let error = open_at(&wrong, Access::Read).err().unwrap();
    assert!(matches!(error, StoreError::WrongPassword { .. }), "{error}");
    assert!(!error.to_string().contains("s3cret"), "{error}");
    let (head, _) = database.url().rsplit_once('/').unwrap();
    let unknown = open_at(&format!("{head}/abide_has_no_such"), Access::Read).err().unwrap();
    assert!(matches!(unknown, StoreError::UnknownDatabase { .. }), "{unknown}");
    let nobody = open_at("mysql://root@127.0.0.1:1/x", Access::Read).err().unwrap();
    assert!(matches!(nobody, StoreError::Unreachable { .. }), "{nobody}");
}

#[test]
fn the_lock_of_an_apply_is_one_per_database() {
    let (database, other) = (Database::create(), Database::create());
    let mut first = open(&database, Access::Write);
    assert!(first.try_lock().unwrap());
    assert!(!open(&database, Access::Write).try_lock().unwrap());
    assert!(open(&other, Access::Write).try_lock().unwrap());
    drop(first);
    assert!(open(&database, Access::Write).try_lock().unwrap());
}
