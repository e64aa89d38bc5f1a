//! `abide apply`

use abide_phrases::Language;
use std::{
    fs,
    path::{Path, PathBuf},
};

use abide_engine::apply::{self, Applied, Left, Options};
use abide_law::Window;
use abide_plan::plan::{FORMAT, Plan};
use jiff::Timestamp;
use serde::Serialize;

use crate::{
    ask::{self, Asking},
    desk::Desk,
    exit::{Exit, Failure},
    language,
    office::Office,
    progress::{Hours, Watch},
    show::{
        self,
        plan::Totals,
        style::{self, paint},
        words::counted,
    },
    stop,
};

/// Makes the databases obey: erases and blanks what the plan says
///
/// Plans anew, or takes a saved plan; shows what it will do and asks. Works in batches that check the rule again in the
/// statement that changes rows; each leaves its evidence. Ctrl-C finishes the batch at hand; a rerun goes on.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  abide apply\n  abide plan --out plan.json && abide apply --plan plan.json --yes"
)]
pub(crate) struct Args {
    /// Apply this plan, saved by `abide plan --out`; refused when the world has changed since
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    pub(crate) plan: Option<PathBuf>,
    /// Apply to one store
    #[arg(long, value_name = "NAME")]
    pub(crate) store: Option<String>,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
    /// How many records one transaction changes at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) batch: Option<u64>,
    /// How much to give way to others who use the databases
    #[arg(long, value_enum, value_name = "PACE", default_value = "normal")]
    pub(crate) pace: Pace,
    /// Work only between these hours, in the controller's zone, as in 22:00-06:00; stops cleanly at their end
    #[arg(long, value_name = "HOURS")]
    pub(crate) window: Option<Window>,
    /// Go on although a database knows a journal that is lost for good; it is written down
    #[arg(long)]
    pub(crate) adopt: bool,
    /// Go on although a database looks restored from a backup, without doing again what it has lost; it is written down
    #[arg(long)]
    pub(crate) after_restore: bool,
}

/// How much to give way.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
pub(crate) enum Pace {
    /// Hardly to be noticed: a tenth of the time
    Gentle,
    /// Beside live traffic: a third of the time, less when others suffer
    #[default]
    Normal,
    /// As fast as it goes
    Full,
}

impl From<Pace> for apply::Pace {
    fn from(pace: Pace) -> Self {
        match pace {
            Pace::Gentle => Self::Gentle,
            Pace::Normal => Self::Normal,
            Pace::Full => Self::Full,
        }
    }
}

/// Plans or reads the plan, shows it, asks, applies, and tells what was done.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    let hours = args.hours(&office)?;
    let plan = match &args.plan {
        Some(path) => saved(path)?,
        None => office.session.plan(None, args.store.as_deref())?,
    };
    desk.printer.talk(&show::plan::brief(&plan, office.why(), desk.dates));
    if let Some(found) = show::plan::tally(&plan).sentence(&language::phrases(Language::English)) {
        desk.printer
            .talk(&format!("{found} found on the way; {} shows them.", paint(style::HELP, "abide plan")));
    }
    if !plan.is_empty() && !args.yes {
        let asking = Asking { command: "abide apply", first: "read what `abide plan` prints" };
        ask::confirm(&desk.printer, &asking, &question(&plan))?;
    }
    let done = run_plan(args, desk, &office, &plan, hours.clone())?;
    if desk.json {
        desk.printer.json(&done.iter().map(Answer::new).collect::<Vec<_>>())?;
    } else {
        tell(&done, desk)?;
    }
    if let Some(hours) = hours.filter(|hours| !hours.are_open()) {
        desk.printer.complain(&format!("The hours are over: work goes on within {} only.", hours.window));
    }
    Ok(verdict(&done))
}

impl Args {
    /// The hours, in the controller's zone. Outside of them there is nothing to begin.
    fn hours(&self, office: &Office) -> Result<Option<Hours>, Failure> {
        let zone = office.session.policy().controller.time_zone.value.clone();
        let hours = self.window.map(|window| Hours { window, zone });
        if let Some(hours) = hours.as_ref().filter(|hours| !hours.are_open()) {
            let sentence = format!("it is not within {}, and nothing was done", hours.window);
            return Err(Failure::new(Exit::Stopped, sentence).help("run it again then, or without --window"));
        }
        Ok(hours)
    }
}

/// An empty plan is applied too: it settles what an interrupted apply left open, and the ledger says that it ran.
fn run_plan(
    args: &Args,
    desk: &Desk,
    office: &Office,
    plan: &Plan,
    hours: Option<Hours>,
) -> Result<Vec<(String, Applied)>, Failure> {
    let usual = Options::default();
    let options = Options {
        batch: args.batch.unwrap_or(usual.batch),
        pace: args.pace.into(),
        adopt: args.adopt,
        after_restore: args.after_restore,
        ..usual
    };
    let mut watch = Watch::new(&desk.printer, plan, stop::watch(desk.printer), hours);
    let applied = office.session.apply(plan, &options, Timestamp::now, &mut watch);
    watch.finish();
    Ok(applied?)
}

fn question(plan: &Plan) -> String {
    let what = Totals::of(plan).sentence();
    format!("Really {what}? This cannot be undone.")
}

fn saved(path: &Path) -> Result<Plan, Failure> {
    let name = path.display();
    let wrong =
        |sentence: String| Failure::new(Exit::Files, sentence).help("make it anew: abide plan --out FILE");
    let text =
        fs::read(path).map_err(|error| wrong(format!("the plan at {name} cannot be read: {error}")))?;
    let plan: Plan = serde_json::from_slice(&text).map_err(|error| {
        // The parser's words may hold a piece of the file; where it stopped is enough.
        wrong(format!("{name} is not a plan of Abide (line {}, column {})", error.line(), error.column()))
    })?;
    if plan.format == FORMAT {
        Ok(plan)
    } else {
        Err(wrong(format!(
            "the plan at {name} has the form {}, and this Abide knows form {FORMAT}",
            plan.format
        )))
    }
}

fn tell(done: &[(String, Applied)], desk: &Desk) -> Result<(), Failure> {
    for (store, applied) in done {
        desk.printer.data(&told(store, applied))?;
        for left in &applied.left {
            desk.printer.complain(&left_alone(store, left));
        }
    }
    Ok(())
}

/// What was done in a store, in a line or two.
pub(super) fn told(store: &str, applied: &Applied) -> String {
    let Applied { rows, with, recovered: (happened, lost), stopped, .. } = applied;
    let mut text = String::new();
    if happened + lost > 0 {
        text = format!(
            "{store}: an apply was interrupted before; of its open batches {happened} had happened and {lost} had not.\n"
        );
    }
    let records = counted(rows + with, "record");
    let (word, style) = if *stopped { ("stopped", style::WARNING) } else { ("done", style::GOOD) };
    text.push_str(&format!("{store}: {}, {records} changed.", paint(style, word)));
    if *stopped {
        text.push_str(" Nothing is lost; run the command again to go on.");
    }
    text
}

/// Records that were left as they are.
pub(super) fn left_alone(store: &str, left: &Left) -> String {
    let records = counted(left.rows, "record");
    match &left.refusal {
        Some(refusal) => {
            format!("{store}.{}: {records} left as they are; it was refused: {refusal}", left.table)
        }
        None => format!(
            "{store}.{}: {records} left as they are: they changed since the plan was made",
            left.table
        ),
    }
}

fn verdict(done: &[(String, Applied)]) -> Exit {
    if done.iter().any(|(_, applied)| applied.stopped) {
        Exit::Stopped
    } else if done.iter().any(|(_, applied)| !applied.left.is_empty()) {
        Exit::Undone
    } else {
        Exit::Fine
    }
}

/// What a program reads, for each store.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    store: &'a str,
    rows: u64,
    with: u64,
    left: Vec<AnswerLeft<'a>>,
    recovered_done: u64,
    recovered_undone: u64,
    stopped: bool,
}

#[derive(Debug, Serialize)]
struct AnswerLeft<'a> {
    step: u32,
    table: String,
    rows: u64,
    refusal: Option<&'a str>,
}

impl<'a> Answer<'a> {
    fn new((store, applied): &'a (String, Applied)) -> Self {
        let left = |left: &'a Left| AnswerLeft {
            step: left.step,
            table: left.table.to_string(),
            rows: left.rows,
            refusal: left.refusal.as_deref(),
        };
        Self {
            store,
            rows: applied.rows,
            with: applied.with,
            left: applied.left.iter().map(left).collect(),
            recovered_done: applied.recovered.0,
            recovered_undone: applied.recovered.1,
            stopped: applied.stopped,
        }
    }
}
