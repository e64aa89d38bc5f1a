//! The transcripts of `scripts/transcripts`: what people type and what Abide answers, on real databases.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{fs, path::Path};

use abide_testkit::{
    company::{Kind, Size},
    script::{Runner, Scene},
    tour::tour,
};
use jiff::civil::date;

#[test]
fn transcripts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    Runner::new(Path::new(env!("CARGO_BIN_EXE_abide")))
        .variable("POLICIES", root.join("policies").to_str().unwrap())
        .command("companies", companies)
        .block("company", company)
        .run(&root.join("scripts/transcripts"));
}

/// What `scripts/companies` prints.
fn companies(arguments: &[&str]) -> String {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let people = arguments[0].parse().expect("`companies` is told how many people each has");
    let mut table = String::new();
    tour(Path::new(env!("CARGO_BIN_EXE_abide")), &policies, people, &[], |line| table += &(line + "\n"));
    table
}

/// A block ```` ```company NAME KIND PEOPLE ````: the generated company of a worked policy in the transcript's PostgreSQL database, in
/// that of MariaDB, and in `company.db`.
fn company(scene: &Scene, arguments: &[&str], _: &str) {
    let [name, kind, people] = arguments else {
        panic!("`company` is told its name, its kind and how many people")
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(name);
    let (_, kind) = Kind::ALL.into_iter().find(|(word, _)| word == kind).expect("a kind of company");
    let size = Size { people: people.parse().expect("a number of people") };
    let file = format!("sqlite:{}", scene.folder().join("company.db").display());
    let (postgres, mariadb) = (scene.postgres().url(), scene.mariadb().url());
    for (engine, url) in [("postgres", postgres), ("mariadb", mariadb), ("sqlite", &file)] {
        let schema = fs::read_to_string(folder.join(format!("schema.{engine}.sql"))).unwrap();
        kind.fill(url, &schema, size, 1, date(2026, 11, 26)).unwrap();
    }
}
