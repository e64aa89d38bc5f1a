//! The transcripts of `scripts/transcripts`: what people type and what Abide answers, on real databases.

use std::path::Path;

use abide_testkit::{script::Runner, tour::tour};

#[test]
fn transcripts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    Runner::new(Path::new(env!("CARGO_BIN_EXE_abide")))
        .variable("POLICIES", root.join("policies").to_str().unwrap())
        .command("companies", companies)
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
