//! A map drafted from a real database of a company, on both engines.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::path::Path;

use abide_engine::store::{self, Access};
use abide_plan::{
    catalog::Catalog,
    draft::{Hints, draft},
};
use abide_policy::{finding::Severity, map::StoreUrl};
use abide_testkit::{postgres, sqlite};

const SQLITE: &str = include_str!("../../../policies/3dsoft/schema.sqlite.sql");
const POSTGRES: &str = include_str!("../../../policies/3dsoft/schema.postgres.sql");

fn catalog(url: &str) -> Catalog {
    store::open(&StoreUrl::Address(url.to_owned()), Path::new("."), Access::Read).unwrap().catalog().unwrap()
}

#[test]
fn a_real_schema_drafts_the_same_map_on_both_engines_and_twice_the_same() {
    let (sqlite, postgres) = (sqlite::Database::create(), postgres::Database::create());
    sqlite.execute(SQLITE);
    postgres.execute(POSTGRES);
    let drafts = [catalog(sqlite.url()), catalog(postgres.url())].map(|catalog| {
        let first = draft(None, "office", "env:OFFICE", &catalog, &Hints::default());
        let second = draft(Some(&first.text), "office", "env:OFFICE", &catalog, &Hints::default());
        assert_eq!(second.text, first.text);
        assert!(second.added.is_empty() && second.gone.is_empty(), "{second:?}");
        first.text
    });
    // Undecided columns are listed with their type, which each engine names in its own way.
    let names = |text: &str| -> Vec<String> {
        let without_type = |line: &str| match line.strip_prefix("# undecided: ") {
            Some(column) => column.split(' ').next().unwrap_or_default().to_owned(),
            None => line.to_owned(),
        };
        text.lines().map(without_type).collect()
    };
    assert_eq!(names(&drafts[0]), names(&drafts[1]));
    let (map, findings) = abide_policy::read_map(&drafts[0]);
    let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let map = map.unwrap();
    let table = |name: &str| {
        map.store("office").unwrap().tables.iter().find(|table| table.name.value == name).unwrap()
    };
    assert!(!table("countries").personal);
    let customers: Vec<&str> =
        table("customers").fields.iter().map(|(_, category)| category.as_str()).collect();
    assert!(
        customers.contains(&"contact.email") && customers.contains(&"identification.name.last_name"),
        "{customers:?}"
    );
}
