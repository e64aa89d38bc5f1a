//! The catalog of a real PostgreSQL database with all that a catalog can tell.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::path::Path;

use abide_engine::store::{self, Access};
use abide_plan::catalog::{Catalog, Check, Column, ForeignKey, Index, OnDelete, Table, TableName};
use abide_policy::map::StoreUrl;
use abide_testkit::postgres::Database;

const SCHEMA: &str = r#"
    CREATE SCHEMA sales;
    CREATE TYPE state AS ENUM ('lead', 'won');
    CREATE DOMAIN short_text AS varchar(40) NOT NULL DEFAULT 'none';
    CREATE DOMAIN email AS short_text CHECK (VALUE LIKE '%@%') CONSTRAINT "no VALUE" CHECK (VALUE <> 'VALUE');
    CREATE TABLE customers (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        tenant int NOT NULL,
        number char(8) UNIQUE,
        mail email,
        state state NOT NULL DEFAULT 'lead',
        born date, seen timestamptz, created timestamp DEFAULT now(),
        score numeric(8,2) CONSTRAINT positive CHECK (score > 0 AND score < 100),
        vip boolean, photo bytea, extra jsonb, ref uuid, tags text[],
        initials text GENERATED ALWAYS AS (left(mail::text, 1)) STORED,
        gone int,
        UNIQUE (tenant, number)
    );
    ALTER TABLE customers DROP COLUMN gone;
    CREATE UNIQUE INDEX one_ref ON customers (ref) WHERE vip;
    CREATE UNIQUE INDEX lower_mail ON customers (lower(mail::text));
    CREATE INDEX by_seen ON customers (seen, born) INCLUDE (state);
    CREATE INDEX by_tags ON customers USING gin (tags);
    CREATE TABLE "sales"."Orders" (
        tenant int, "No" int, customer bigint REFERENCES customers ON DELETE CASCADE,
        parent_tenant int, parent_no int, buyer bigint DEFAULT 1 REFERENCES customers (id) ON DELETE SET DEFAULT,
        PRIMARY KEY ("No", tenant),
        CONSTRAINT parent FOREIGN KEY (parent_tenant, parent_no) REFERENCES "sales"."Orders" (tenant, "No") ON DELETE SET NULL
    ) ;
    CREATE TABLE visits (id bigint, day date NOT NULL, customer bigint REFERENCES customers ON DELETE RESTRICT, PRIMARY KEY (id, day))
        PARTITION BY RANGE (day);
    CREATE TABLE visits_2023 PARTITION OF visits FOR VALUES FROM ('2023-01-01') TO ('2024-01-01') PARTITION BY RANGE (id);
    CREATE TABLE visits_2023_a PARTITION OF visits_2023 FOR VALUES FROM (0) TO (1000);
    ALTER TABLE visits_2023_a ADD CONSTRAINT only_there CHECK (id <> 13);
    CREATE INDEX visits_by_customer ON visits (customer);
    CREATE TABLE notes (visit bigint, day date, FOREIGN KEY (visit, day) REFERENCES visits (id, day));
    CREATE TABLE base (id int PRIMARY KEY, name text);
    CREATE TABLE derived (extra text) INHERITS (base);
    CREATE VIEW v AS SELECT * FROM customers;
    CREATE MATERIALIZED VIEW mv AS SELECT * FROM customers;
    CREATE TABLE abide_tokens (id int);
    CREATE TABLE abiding (id int);
"#;

fn catalog() -> (Database, Catalog) {
    let database = Database::create();
    database.execute(SCHEMA);
    let url = StoreUrl::Address(database.url().to_owned());
    let catalog = store::open(&url, Path::new("."), Access::Read).unwrap().catalog().unwrap();
    (database, catalog)
}

fn names(columns: &[&str]) -> Vec<String> {
    columns.iter().map(|&column| column.to_owned()).collect()
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
    catalog.table(name).unwrap_or_else(|| panic!("{name} is in the catalog"))
}

#[test]
fn tables_are_listed_by_name_without_views_partitions_and_our_own() {
    let (_database, catalog) = catalog();
    let listed: Vec<String> = catalog.tables.iter().map(|table| table.name.to_string()).collect();
    assert_eq!(listed, ["abiding", "base", "customers", "derived", "notes", "visits", "sales.Orders"]);
}

#[test]
fn columns_tell_type_default_and_what_cannot_be_written() {
    let (_database, catalog) = catalog();
    let columns = &table(&catalog, "customers").columns;
    let told: Vec<String> = columns.iter().map(told).collect();
    let expected = [
        "id bigint: Integer, not null, generated, default GENERATED ALWAYS AS IDENTITY",
        "tenant integer: Integer, not null",
        "number character(8): Text, at most 8",
        "mail email: Text, not null, at most 40, default 'none'::character varying",
        "state state: Enum, not null, default 'lead'::state",
        "born date: Date",
        "seen timestamp with time zone: TimestampTz",
        "created timestamp without time zone: Timestamp, default now()",
        "score numeric(8,2): Decimal",
        "vip boolean: Bool",
        "photo bytea: Bytes",
        "extra jsonb: Json",
        "ref uuid: Uuid",
        "tags text[]: Other",
        "initials text: Text, generated, default \"left\"((mail)::text, 1)",
    ];
    assert_eq!(told, expected);
}

/// A column in one line.
fn told(column: &Column) -> String {
    let mut told = format!("{} {}: {:?}", column.name, column.declared, column.kind);
    for (is_so, word) in [(!column.nullable, ", not null"), (column.generated, ", generated")] {
        told.push_str(if is_so { word } else { "" });
    }
    told.extend(column.max_length.map(|length| format!(", at most {length}")));
    told.extend(column.default.as_ref().map(|default| format!(", default {default}")));
    told
}

#[test]
fn keys_constraints_and_indexes_are_told() {
    let (_database, catalog) = catalog();
    let customers = table(&catalog, "customers");
    assert_eq!(customers.primary_key, ["id"]);
    assert_eq!(customers.unique, [names(&["number"]), names(&["ref"]), names(&["tenant", "number"])]);
    let check = |name: &str, text: &str| Check { name: Some(name.to_owned()), expression: text.to_owned() };
    assert_eq!(
        customers.checks,
        [
            check("email_check", r#"("mail")::text ~~ '%@%'::text"#),
            check("no VALUE", r#"("mail")::text <> 'VALUE'::text"#),
            check("positive", "(score > (0)::numeric) AND (score < (100)::numeric)"),
        ]
    );
    let index = |name: &str, columns: &[&str]| Index { name: name.to_owned(), columns: names(columns) };
    assert_eq!(
        customers.indexes,
        [
            index("by_seen", &["seen", "born"]),
            index("customers_number_key", &["number"]),
            index("customers_pkey", &["id"]),
            index("customers_tenant_number_key", &["tenant", "number"]),
        ]
    );
    assert_eq!(table(&catalog, "sales.Orders").primary_key, ["No", "tenant"]);
    assert_eq!(table(&catalog, "abiding").primary_key, [""; 0]);
}

#[test]
fn references_tell_where_they_lead_and_what_a_delete_does() {
    let (_database, catalog) = catalog();
    let reference = |name: &str, columns: &[&str], table: &str, their: &[&str], on_delete| ForeignKey {
        name: Some(name.to_owned()),
        columns: names(columns),
        table: TableName::parse(table),
        their: names(their),
        on_delete,
    };
    assert_eq!(
        table(&catalog, "sales.Orders").foreign_keys,
        [
            reference("Orders_buyer_fkey", &["buyer"], "customers", &["id"], OnDelete::SetDefault),
            reference("Orders_customer_fkey", &["customer"], "customers", &["id"], OnDelete::Cascade),
            reference(
                "parent",
                &["parent_tenant", "parent_no"],
                "sales.Orders",
                &["tenant", "No"],
                OnDelete::SetNull
            ),
        ]
    );
    assert_eq!(
        table(&catalog, "notes").foreign_keys,
        [reference("notes_visit_day_fkey", &["visit", "day"], "visits", &["id", "day"], OnDelete::Refuse)]
    );
}

#[test]
fn a_partitioned_table_stands_for_its_partitions() {
    let (database, catalog) = catalog();
    let visits = table(&catalog, "visits");
    assert_eq!(visits.partitioned_by, Some(names(&["day"])));
    assert_eq!(visits.primary_key, ["id", "day"]);
    assert_eq!(visits.foreign_keys.len(), 1);
    assert_eq!(visits.checks.len(), 1, "what a partition alone forbids is forbidden: {:?}", visits.checks);
    assert!(visits.indexes.iter().any(|index| index.columns == ["customer"]));

    database.execute("INSERT INTO visits SELECT n, '2023-05-01' FROM generate_series(100, 199) n; ANALYZE;");
    let url = StoreUrl::Address(database.url().to_owned());
    let estimates = store::open(&url, Path::new("."), Access::Read).unwrap().estimates().unwrap();
    assert_eq!(estimates.get(&TableName::parse("visits")), Some(&100));
}

#[test]
fn a_table_that_others_inherit_from_has_no_key_of_its_own() {
    let (_database, catalog) = catalog();
    assert_eq!(table(&catalog, "base").primary_key, [""; 0]);
    assert_eq!(table(&catalog, "derived").columns.len(), 3);
}

#[test]
fn the_digest_follows_the_schema_and_nothing_else() {
    let (database, before) = catalog();
    let url = StoreUrl::Address(database.url().to_owned());
    let mut store = store::open(&url, Path::new("."), Access::Read).unwrap();
    database.execute("INSERT INTO base VALUES (1, 'a')");
    assert_eq!(store.catalog().unwrap().digest(), before.digest());
    database.execute("ALTER TABLE base ALTER name SET NOT NULL");
    assert_ne!(store.catalog().unwrap().digest(), before.digest());
}
