//! Takes the worked companies through their lives on every engine: `companies PROGRAM POLICIES PEOPLE [COMPANY…]`. See `scripts/companies`.

#![allow(clippy::print_stdout)]

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, policies, people, only @ ..] = &arguments[..] else {
        panic!("usage: companies PROGRAM POLICIES PEOPLE [COMPANY…]");
    };
    let people = people.parse().unwrap_or_else(|_| panic!("{people} is no number of people"));
    abide_testkit::tour::tour(Path::new(program), Path::new(policies), people, only, |line| {
        println!("{line}")
    });
}
