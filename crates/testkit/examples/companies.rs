//! Takes the worked companies through their lives on every engine: `companies PROGRAM POLICIES PEOPLE [COMPANY|ENGINE…]`. See `scripts/companies`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [program, policies, people, only @ ..] = &arguments[..] else {
        eprintln!("usage: companies PROGRAM POLICIES PEOPLE [COMPANY|ENGINE…]");
        return ExitCode::from(2);
    };
    let Ok(people) = people.parse() else {
        eprintln!("{people} is no number of people");
        return ExitCode::from(2);
    };
    abide_testkit::tour::tour(Path::new(program), Path::new(policies), people, only, |line| {
        println!("{line}");
    });
    ExitCode::SUCCESS
}
