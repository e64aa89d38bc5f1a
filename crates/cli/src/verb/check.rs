//! `abide check`

use abide_policy::finding::Finding;
use serde::Serialize;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    read::{self, Read},
    show::diagnostics::{self, Report, Sources, Tally},
    show::style::{self, paint},
};

/// Reads the policy and the map, and reports everything that is wrong with them
///
/// No database is touched. Each finding has a stable code, the underlined source, and what to do.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  abide check\n  abide check --policy privacy/policy.toml --map privacy/map.toml"
)]
pub(crate) struct Args {
    /// Leave the map aside, and check the policy alone
    #[arg(long)]
    policy_only: bool,
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
    let Read { sources, findings } = read::files(desk, args.policy_only)?;
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
