//! `abide check`

use abide_policy::finding::Finding;
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    packs::PacksArgs,
    read::{self, Law, Read},
    show::diagnostics::{self, Report, Sources, Tally},
    show::style::{self, paint},
};

/// Reads the policy and the map, and reports everything that is wrong with them
///
/// They are held to the law that the policy names (`law = ["gdpr"]`), as `abide law` shows it.
/// No database is touched. Each finding has a stable code, the underlined source, and what to do.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  abide check\n  abide check --policy privacy/policy.toml --map privacy/map.toml\n  abide check --at 2032-01-01 --packs our-rules"
)]
pub(crate) struct Args {
    /// Leave the map aside, and check the policy alone
    #[arg(long)]
    policy_only: bool,
    /// Hold them to the law as it is on this day [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    #[command(flatten)]
    packs: PacksArgs,
}

/// What a program reads.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    tally: Tally,
    findings: Vec<Report<'a>>,
}

/// Reports all findings of the two files.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let law = Law { packs: args.packs.read()?, at: args.at };
    let Read { sources, findings } = read::files(desk, args.policy_only, Some(&law))?;
    let tally = Tally::of(findings.iter().map(|finding| finding.severity));
    if desk.json {
        let reports = findings.iter().map(|finding| Report::new(finding, &sources)).collect();
        desk.printer.json(&Answer { tally, findings: reports })?;
    } else {
        print(&findings, &sources, tally, desk)?;
    }
    Ok(if tally.errors > 0 { Exit::Findings } else { Exit::Fine })
}

fn print(findings: &[Finding], sources: &Sources, tally: Tally, desk: &Desk) -> Result<(), Failure> {
    let text = diagnostics::render(findings, sources);
    match tally.sentence() {
        Some(sentence) => desk.printer.data(&format!("{text}{sentence}")),
        None => desk.printer.data(&format!("{}: nothing to say against it", paint(style::GOOD, "checked"))),
    }
}
