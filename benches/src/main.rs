//! Measures Abide against the bare statement that does the same, on databases of its own, and prints the ratios as a
//! Markdown table. Ours and theirs alternate within one run, for only such ratios count on a machine that does other things too.

mod company;
mod ground;
mod mariadb;
mod measure;
mod postgres;
mod report;
mod sqlite;

use std::{error::Error, io::Write, path::PathBuf};

use clap::Parser;

use crate::{
    company::Size,
    ground::Ground,
    mariadb::MariaDb,
    measure::{Context, Work},
    postgres::Postgres,
    report::Report,
    sqlite::Sqlite,
};

/// Anything that ends a run.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Prints ratios of Abide's work to bare statements.
#[derive(Debug, Parser)]
struct Args {
    /// Rows of the table.
    #[arg(long, default_value_t = 1_000_000)]
    rows: u64,
    /// How many of them are over.
    #[arg(long, default_value_t = 200_000)]
    expired: u64,
    /// Pairs of ours and theirs.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A measure that has lasted so many seconds makes do with three pairs.
    #[arg(long, default_value_t = 40)]
    seconds: u64,
    /// Fewer rows and pairs: a look, not a measure.
    #[arg(long)]
    quick: bool,
    /// A few rows and one pair of everything: whether all runs and agrees. Its figures mean nothing.
    #[arg(long)]
    tiny: bool,
    /// Only these measures.
    #[arg(long, value_enum)]
    only: Vec<Work>,
    /// Only this engine.
    #[arg(long, value_parser = ["postgresql", "mariadb", "sqlite"])]
    engine: Option<String>,
    /// Where the files go; its disk decides what durability costs.
    #[arg(long, default_value = "target/bench")]
    folder: PathBuf,
    /// What a child process does: plan or apply with the files in a folder, and tell its peak memory.
    #[arg(long, hide = true)]
    child: Option<String>,
}

fn main() -> Result<()> {
    let mut args = Args::parse();
    if let Some(verb) = &args.child {
        return measure::memory::child(verb, &args.folder);
    }
    if args.quick {
        args.rows = args.rows.min(500_000);
        args.expired = args.expired.min(args.rows / 5);
        args.runs = args.runs.min(2);
    }
    if args.tiny {
        (args.rows, args.expired, args.runs) = (3_000, 600, 1);
    }
    std::fs::create_dir_all(&args.folder)?;
    let folder = args.folder.canonicalize()?;
    let size = Size { rows: args.rows, expired: args.expired };
    let mut report = Report::new(args.tiny);
    for ground in grounds(&args, &folder)? {
        let mut context = Context {
            ground,
            folder: folder.clone(),
            size,
            runs: args.runs,
            seconds: args.seconds,
            tiny: args.tiny,
        };
        let wanted = if args.only.is_empty() { measure::ALL.to_vec() } else { args.only.clone() };
        let also = (args.tiny && args.only.is_empty()).then_some(Work::Large);
        for work in wanted.into_iter().chain(also) {
            work.measure(&mut context, &mut report)?;
        }
    }
    if args.only.contains(&Work::Ledger) || args.only.is_empty() && args.engine.is_none() {
        let entries = if args.tiny { 1000 } else { measure::ledger::ENTRIES };
        measure::ledger::measure(&folder, args.runs, entries, &mut report)?;
    }
    let machine = report::machine();
    let head = format!("{} rows of which {} are over; {machine}", size.rows, size.expired);
    write!(std::io::stdout(), "{head}\n\n{report}")?;
    Ok(())
}

fn grounds(args: &Args, folder: &std::path::Path) -> Result<Vec<Box<dyn Ground>>> {
    let wanted = |name: &str| args.engine.as_deref().is_none_or(|only| only == name);
    let mut grounds: Vec<Box<dyn Ground>> = Vec::new();
    if args.only == [Work::Ledger] {
        return Ok(grounds);
    }
    if wanted("postgresql") {
        let server = std::env::var("ABIDE_TEST_POSTGRES");
        let server = server.map_err(|_| "ABIDE_TEST_POSTGRES names no server: run scripts/bench")?;
        grounds.push(Box::new(Postgres::new(&server)?));
    }
    if wanted("mariadb") {
        let server = std::env::var("ABIDE_TEST_MARIADB");
        let server = server.map_err(|_| "ABIDE_TEST_MARIADB names no server: run scripts/bench")?;
        grounds.push(Box::new(MariaDb::new(&server)?));
    }
    if wanted("sqlite") {
        grounds.push(Box::new(Sqlite::new(folder)));
    }
    Ok(grounds)
}

/// Tells whoever waits what is going on.
fn tell(what: &str) {
    drop(writeln!(std::io::stderr(), "{what}"));
}
