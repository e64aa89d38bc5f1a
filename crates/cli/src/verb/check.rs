//! `abide check`

use abide_phrases::{Phrases, text};
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    language::Spoken,
    packs::PacksArgs,
    read::{self, Law, Read},
    show::diagnostics::{self, AcceptedReport, Report, Tally},
    show::sarif,
    show::style::{self, paint},
};

/// Reads the policy and the map, and reports everything that is wrong with them
///
/// They are held to the law that the policy names (`law = ["gdpr"]`), as `abide law` shows it.
/// No database is touched. Each finding has a stable code, the underlined source, and what to do.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  abide check\n  abide check --policy privacy/policy.toml --map privacy/map.toml\n  abide check --language fr\n  abide check --at 2032-01-01 --packs our-rules"
)]
pub(crate) struct Args {
    /// Leave the map aside, and check the policy alone
    #[arg(long)]
    policy_only: bool,
    /// Hold them to the law as it is on this day [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// Show what the policy accepts too, which is only counted otherwise
    #[arg(long)]
    accepted: bool,
    /// Print SARIF 2.1.0, in which code hosts show findings beside the lines
    #[arg(long, conflicts_with = "json")]
    sarif: bool,
    #[command(flatten)]
    packs: PacksArgs,
    #[command(flatten)]
    spoken: Spoken,
}

/// What a program reads.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    tally: Tally,
    findings: Vec<Report<'a>>,
    accepted: Vec<AcceptedReport<'a>>,
}

/// What a program reads where there is nothing to check.
#[derive(Debug, Serialize)]
struct Unread<'a> {
    failure: Told<'a>,
}

#[derive(Debug, Serialize)]
struct Told<'a> {
    message: &'a str,
    help: Option<&'a str>,
}

/// Reports all findings of the two files.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let desk = &desk.speaking(&args.spoken);
    let phrases = desk.phrases();
    let read = match files(args, desk) {
        Ok(read) => read,
        Err(failure) => return unread(failure, args, desk),
    };
    let tally = Tally::of(read.findings.iter().map(|finding| finding.severity));
    if args.sarif {
        desk.printer.json(&sarif::log(&read.findings, &read.accepted, &read.sources, &phrases))?;
    } else if desk.json {
        desk.printer.json(&answer(&read, tally, &phrases))?;
    } else {
        desk.printer.data(&told(args, &read, tally, &phrases))?;
    }
    Ok(if tally.errors > 0 { Exit::Findings } else { Exit::Fine })
}

fn files(args: &Args, desk: &Desk) -> Result<Read, Failure> {
    let packs = args.packs.read()?;
    read::files(desk, args.policy_only, Some(&Law { packs: &packs, at: args.at }))
}

/// Tells programs too that a file could not be read: no document at all is one that they cannot read either.
fn unread(failure: Failure, args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    if args.sarif {
        desk.printer.json(&sarif::of_failure(&failure))?;
    } else if desk.json {
        let told = Told { message: &failure.sentence, help: failure.help.as_deref() };
        desk.printer.json(&Unread { failure: told })?;
    }
    Err(failure)
}

fn answer<'r>(read: &'r Read, tally: Tally, phrases: &Phrases) -> Answer<'r> {
    let sources = &read.sources;
    Answer {
        tally,
        findings: read.findings.iter().map(|finding| Report::new(finding, sources, phrases)).collect(),
        accepted: read.accepted.iter().map(|one| AcceptedReport::new(one, sources, phrases)).collect(),
    }
}

fn told(args: &Args, read: &Read, tally: Tally, phrases: &Phrases) -> String {
    let Read { sources, findings, accepted, .. } = read;
    let shown = args.accepted.then(|| diagnostics::render_accepted(accepted, sources, phrases));
    let text = diagnostics::render(findings, sources, phrases) + &shown.unwrap_or_default();
    let good = || {
        let checked = paint(style::GOOD, &phrases.say("checked.word"));
        phrases.text(&text!("checked", checked))
    };
    let sentence = tally.sentence(phrases).unwrap_or_else(good);
    let count = phrases.text(&text!("accepted-too", count = accepted.len()));
    if accepted.is_empty() { format!("{text}{sentence}") } else { format!("{text}{sentence}, {count}") }
}
