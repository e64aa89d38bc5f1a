//! The catalog of a real SQLite file with all that a catalog can tell.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::path::Path;

use abide_engine::store::{self, Access};
use abide_plan::catalog::{Catalog, Check, ColumnKind, ForeignKey, Index, OnDelete, Table, TableName};
use abide_policy::map::StoreUrl;
use tempfile::TempDir;

const SCHEMA: &str = r#"
    CREATE TABLE customers (
        id INTEGER PRIMARY KEY,
        tenant INT NOT NULL,
        number VARCHAR(8) UNIQUE,
        mail TEXT DEFAULT 'none' CONSTRAINT looks CHECK (mail LIKE '%@%'),
        born DATE, seen TIMESTAMP WITH TIME ZONE, created DATETIME DEFAULT CURRENT_TIMESTAMP,
        score DECIMAL(8,2), vip BOOLEAN, photo BLOB, extra JSON, ref UUID, anything,
        initials TEXT GENERATED ALWAYS AS (substr(mail, 1, 1)) STORED,
        year INT AS (2000) VIRTUAL,
        UNIQUE (tenant, number), -- CHECK (no)
        CHECK (score > 0 AND (score < 100))
    );
    CREATE UNIQUE INDEX one_ref ON customers (ref) WHERE vip;
    CREATE UNIQUE INDEX lower_mail ON customers (lower(mail));
    CREATE INDEX by_seen ON customers (seen, born);
    CREATE TABLE "Order" (
        tenant INT, "No" INT, customer INT REFERENCES CUSTOMERS ON DELETE CASCADE,
        parent_tenant INT, parent_no INT, buyer INT DEFAULT 1 REFERENCES customers (ID) ON DELETE SET DEFAULT,
        lost INT REFERENCES nowhere (id),
        PRIMARY KEY ("No", tenant),
        FOREIGN KEY (parent_no, parent_tenant) REFERENCES "Order" ON DELETE SET NULL
    ) WITHOUT ROWID;
    CREATE TABLE loose (a TEXT PRIMARY KEY, b INT);
    CREATE TABLE tight (a TEXT PRIMARY KEY, b INT) STRICT;
    CREATE TABLE keyless (a TEXT);
    CREATE VIRTUAL TABLE words USING fts5 (body);
    CREATE VIEW v AS SELECT * FROM customers;
    CREATE TABLE abide_tokens (id INT);
    CREATE TABLE abiding (id INTEGER PRIMARY KEY AUTOINCREMENT);
"#;

fn url(folder: &TempDir) -> StoreUrl {
    StoreUrl::Address(format!("sqlite:{}", folder.path().join("a.db").display()))
}

fn catalog() -> (TempDir, Catalog) {
    let folder = TempDir::new().unwrap();
    let file = rusqlite::Connection::open(folder.path().join("a.db")).unwrap();
    file.execute_batch(SCHEMA).unwrap();
    let catalog = store::open(&url(&folder), Path::new("."), Access::Read).unwrap().catalog().unwrap();
    (folder, catalog)
}

fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
    catalog.table(name).unwrap_or_else(|| panic!("{name} is in the catalog"))
}

#[test]
fn tables_are_listed_by_name_without_views_shadows_and_our_own() {
    let (_folder, catalog) = catalog();
    let listed: Vec<String> = catalog.tables.iter().map(|table| table.name.to_string()).collect();
    assert_eq!(listed, ["Order", "abiding", "customers", "keyless", "loose", "tight", "words"]);
    assert_eq!(table(&catalog, "words").columns.len(), 1);
}

#[test]
fn columns_tell_type_default_and_what_cannot_be_written() {
    let (_folder, catalog) = catalog();
    let told: Vec<_> = table(&catalog, "customers")
        .columns
        .iter()
        .map(|c| {
            (c.name.as_str(), c.declared.as_str(), c.kind, c.nullable, c.default.as_deref(), c.generated)
        })
        .collect();
    use ColumnKind as K;
    let expected = [
        ("id", "INTEGER", K::Integer, false, None, false),
        ("tenant", "INT", K::Integer, false, None, false),
        ("number", "VARCHAR(8)", K::Text, true, None, false),
        ("mail", "TEXT", K::Text, true, Some("'none'"), false),
        ("born", "DATE", K::Date, true, None, false),
        ("seen", "TIMESTAMP WITH TIME ZONE", K::TimestampTz, true, None, false),
        ("created", "DATETIME", K::Timestamp, true, Some("CURRENT_TIMESTAMP"), false),
        ("score", "DECIMAL(8,2)", K::Decimal, true, None, false),
        ("vip", "BOOLEAN", K::Bool, true, None, false),
        ("photo", "BLOB", K::Bytes, true, None, false),
        ("extra", "JSON", K::Json, true, None, false),
        ("ref", "UUID", K::Uuid, true, None, false),
        ("anything", "", K::Other, true, None, false),
        ("initials", "TEXT", K::Text, true, None, true),
        ("year", "INT", K::Integer, true, None, true),
    ];
    assert_eq!(told, expected);
}

#[test]
fn keys_constraints_and_indexes_are_told() {
    let (_folder, catalog) = catalog();
    let customers = table(&catalog, "customers");
    assert_eq!(customers.primary_key, ["id"]);
    assert_eq!(customers.unique, [names(&["number"]), names(&["ref"]), names(&["tenant", "number"])]);
    let check =
        |name: Option<&str>, text: &str| Check { name: name.map(str::to_owned), expression: text.to_owned() };
    assert_eq!(
        customers.checks,
        [check(Some("looks"), "mail LIKE '%@%'"), check(None, "score > 0 AND (score < 100)")]
    );
    let index = |name: &str, columns: &[&str]| Index { name: name.to_owned(), columns: names(columns) };
    assert_eq!(
        customers.indexes,
        [
            index("rowid", &["id"]),
            index("by_seen", &["seen", "born"]),
            index("sqlite_autoindex_customers_1", &["number"]),
            index("sqlite_autoindex_customers_2", &["tenant", "number"]),
        ]
    );
    assert_eq!(table(&catalog, "Order").primary_key, ["No", "tenant"]);
    assert_eq!(table(&catalog, "Order").indexes.len(), 1);
    assert_eq!(table(&catalog, "keyless").primary_key, [""; 0]);
}

#[test]
fn a_key_takes_null_only_where_sqlite_lets_it() {
    let (_folder, catalog) = catalog();
    for (name, nullable) in [("loose", true), ("tight", false), ("abiding", false), ("Order", false)] {
        let table = table(&catalog, name);
        let key = table.column(&table.primary_key[0]).unwrap();
        assert_eq!(key.nullable, nullable, "{name}");
    }
}

#[test]
fn references_tell_where_they_lead_and_what_a_delete_does() {
    let (_folder, catalog) = catalog();
    let reference = |columns: &[&str], table: &str, their: &[&str], on_delete| ForeignKey {
        name: None,
        columns: names(columns),
        table: TableName::parse(table),
        their: names(their),
        on_delete,
    };
    assert_eq!(
        table(&catalog, "Order").foreign_keys,
        [
            reference(&["buyer"], "customers", &["id"], OnDelete::SetDefault),
            reference(&["customer"], "customers", &["id"], OnDelete::Cascade),
            reference(&["parent_no", "parent_tenant"], "Order", &["No", "tenant"], OnDelete::SetNull),
        ]
    );
}

#[test]
fn estimates_come_from_the_highest_rowid_and_better_from_analyze() {
    let (folder, _catalog) = catalog();
    let file = rusqlite::Connection::open(folder.path().join("a.db")).unwrap();
    file.execute_batch("INSERT INTO customers (id, tenant, mail) VALUES (10, 1, 'a@b'), (20, 2, 'b@b')")
        .unwrap();
    let mut store = store::open(&url(&folder), Path::new("."), Access::Read).unwrap();
    assert_eq!(store.estimates().unwrap().get(&TableName::parse("customers")), Some(&20));
    file.execute_batch("ANALYZE").unwrap();
    assert_eq!(store.estimates().unwrap().get(&TableName::parse("customers")), Some(&2));
}
