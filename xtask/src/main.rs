//! Chores of this repository: `cargo xtask tidy` checks what compiler and lints do not,
//! `cargo xtask schema` writes the JSON Schemas of both files.

#![allow(clippy::print_stderr)]

mod findings;
mod house;
mod links;
mod purity;
mod schema;
mod sizes;
mod tree;
mod words;

use std::path::Path;
use std::process::ExitCode;

use tree::{Complaint, Tree};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository's root");
    let verb = std::env::args().nth(1);
    let outcome = match verb.as_deref() {
        Some("tidy") => Tree::read(root).and_then(|tree| tidy(&tree)),
        Some("schema") => schema::write(root),
        _ => Err("usage: cargo xtask tidy | schema".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// Each rule has a test that shows a tree it refuses.
const RULES: &[fn(&Tree) -> Vec<Complaint>] = &[
    purity::dependencies,
    purity::sources,
    purity::arrows,
    sizes::functions,
    sizes::files,
    links::dead,
    findings::documented,
    house::openings,
    house::modules,
    house::companies,
    words::machine_paths,
    words::markers,
    schema::current,
];

fn tidy(tree: &Tree) -> Result<(), String> {
    let complaints: Vec<String> =
        RULES.iter().flat_map(|rule| rule(tree)).map(|one| one.to_string()).collect();
    match complaints.len() {
        0 => Ok(()),
        count => Err(format!("{}\n{count} untidy", complaints.join("\n"))),
    }
}
