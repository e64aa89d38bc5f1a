//! `abide replay`

use abide_engine::{
    apply::Options,
    session::{Again, Replayed, Since},
};
use jiff::Timestamp;
use serde::Serialize;

use super::apply::Pace;
use crate::{
    ask::{self, Asking},
    desk::Desk,
    exit::{Exit, Failure},
    office::Office,
    progress::Quiet,
    show::{
        self,
        style::{self, paint},
        words::counted,
    },
    stop,
};

/// After a restore: carries out again what was done since the backup was made
///
/// From the ledger and the journal alone: every apply since that moment is planned again with the files and for the day of that
/// time, and applied with the usual evidence. Then and now are compared, and whatever differs is told. Killed, it goes on when run
/// again.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide replay --store crm --backup-of 2026-03-01T04:00:00Z --dry-run\n  abide replay --store crm --backup-of 2026-03-01T04:00:00Z"
)]
pub(crate) struct Args {
    /// The store that was restored
    #[arg(long, value_name = "NAME")]
    store: String,
    /// When its backup was begun
    #[arg(long, alias = "since", value_name = "TIMESTAMP")]
    backup_of: Timestamp,
    /// Only count; nothing is touched
    #[arg(long)]
    dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// How much to give way to others who use the databases
    #[arg(long, value_enum, value_name = "PACE", default_value = "normal")]
    pace: Pace,
}

/// Asks, replays, and tells what differs.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    if !args.dry_run && !args.yes {
        let question = format!(
            "Really do again in {} what was done since {}? This cannot be undone.",
            args.store, args.backup_of
        );
        let asking = Asking { command: "abide replay", first: "read what `abide replay --dry-run` tells" };
        ask::confirm(&desk.printer, &asking, &question)?;
    }
    let since = Since { store: &args.store, moment: args.backup_of, dry: args.dry_run };
    let options = Options { pace: args.pace.into(), ..Options::default() };
    let mut watch = Quiet { stop: stop::watch(desk.printer), hours: None, printer: desk.printer };
    let replayed = office.session.replay(since, &options, Timestamp::now, &mut watch)?;
    if desk.json {
        desk.printer.json(&Answer::new(&replayed))?;
    } else {
        tell(args, desk, &replayed)?;
    }
    Ok(verdict(&replayed, args.dry_run))
}

fn tell(args: &Args, desk: &Desk, replayed: &Replayed) -> Result<(), Failure> {
    let mut text = String::new();
    for again in &replayed.applies {
        text.push_str(&told(again, args.dry_run));
    }
    for one in &replayed.returns {
        let day = one.at.strftime("%Y-%m-%d");
        let line = format!(
            "brought back from the archive on {day} (entry {}): {}\n",
            one.seq,
            show::ledger::returned(&one.records)
        );
        text.push_str(&line);
        let why = "the ledger does not tell which records they were; abide archive restore does it again";
        text.push_str(&format!("  {}: {why}\n", paint(style::ERROR, "not again")));
    }
    if replayed.applies.is_empty() && replayed.returns.is_empty() {
        text.push_str(&format!("{}: nothing was changed since {}.\n", args.store, args.backup_of));
    }
    desk.printer.data(&text)?;
    if let Some(lost) = replayed.earlier {
        desk.printer.complain(&format!(
            "{}: it has also lost what was done from {lost} on: the backup is older than {}; replay from there",
            args.store, args.backup_of
        ));
    }
    let (word, style) = match (replayed.stopped, is_whole(replayed, args.dry_run)) {
        (true, _) => ("stopped; run it again to go on", style::WARNING),
        (false, true) if args.dry_run => {
            ("counted as it is now; what one apply takes, the next does not find again", style::PLAIN)
        }
        (false, true) => ("all of it as it was then", style::GOOD),
        (false, false) => {
            ("not all as it was then; abide plan shows what remains to be done today", style::WARNING)
        }
    };
    desk.printer.talk(&format!("{}: {}.", args.store, paint(style, word)));
    Ok(())
}

fn told(again: &Again, dry: bool) -> String {
    let mut text =
        format!("apply of {} (entry {}), for {}\n", again.at.strftime("%Y-%m-%d"), again.apply, again.date);
    match &again.steps {
        Err(why) => text.push_str(&format!("  {}: {why}\n", paint(style::ERROR, "not again"))),
        Ok(steps) => {
            for step in steps {
                let now = if dry { "would be" } else { "now" };
                let line = format!(
                    "  {} {}: then {}, {now} {}",
                    show::ledger::action(step.action),
                    step.table,
                    counted(step.then, "record"),
                    step.now
                );
                text.push_str(&line);
                text.push_str(if dry || step.then == step.now { "\n" } else { "  (differs)\n" });
            }
        }
    }
    text
}

/// Whether all was done again as it was done then; what was only counted need not agree.
fn is_whole(replayed: &Replayed, dry: bool) -> bool {
    let fine = |again: &Again| again.is_same() || (dry && again.steps.is_ok());
    replayed.earlier.is_none() && replayed.returns.is_empty() && replayed.applies.iter().all(fine)
}

fn verdict(replayed: &Replayed, dry: bool) -> Exit {
    if replayed.stopped {
        Exit::Stopped
    } else if is_whole(replayed, dry) {
        Exit::Fine
    } else {
        Exit::Undone
    }
}

/// What a program reads.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    applies: Vec<AnswerApply<'a>>,
    /// Entries with which archived records were brought back, which is not done again.
    returns: Vec<u64>,
    lost_since: Option<Timestamp>,
    stopped: bool,
}

#[derive(Debug, Serialize)]
struct AnswerApply<'a> {
    entry: u64,
    at: Timestamp,
    cannot: Option<&'a str>,
    steps: Vec<AnswerStep<'a>>,
}

#[derive(Debug, Serialize)]
struct AnswerStep<'a> {
    action: &'static str,
    table: &'a str,
    then: u64,
    now: u64,
}

impl<'a> Answer<'a> {
    fn new(replayed: &'a Replayed) -> Self {
        let apply = |again: &'a Again| AnswerApply {
            entry: again.apply,
            at: again.at,
            cannot: again.steps.as_ref().err().map(String::as_str),
            steps: again.steps.iter().flatten().map(AnswerStep::new).collect(),
        };
        Self {
            applies: replayed.applies.iter().map(apply).collect(),
            returns: replayed.returns.iter().map(|one| one.seq).collect(),
            lost_since: replayed.earlier,
            stopped: replayed.stopped,
        }
    }
}

impl<'a> AnswerStep<'a> {
    fn new(step: &'a abide_engine::session::StepAgain) -> Self {
        let action = show::ledger::action(step.action);
        Self { action, table: &step.table, then: step.then, now: step.now }
    }
}
