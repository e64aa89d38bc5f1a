//! `abide plan`

use std::path::{Path, PathBuf};

use abide_phrases::Phrases;
use abide_plan::plan::Plan;
use jiff::civil::Date;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    language::Spoken,
    office::Office,
    show::{
        self,
        style::{self, paint},
    },
    write,
};

/// Shows what would go, and why; nothing is touched
///
/// Prints for each store and table what would happen to how many records, under which clause, and everything found on the
/// way. The databases are only read.
#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "Examples:\n  abide plan\n  abide plan --at 2027-01-01 --store crm\n  abide plan --out plan.json && abide apply --plan plan.json"
)]
pub(crate) struct Args {
    /// Plan for this day, past or to come [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) at: Option<Date>,
    /// Save the plan, for `abide apply --plan`
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Plan for one store
    #[arg(long, value_name = "NAME")]
    pub(crate) store: Option<String>,
    /// Exit with 10 when there is something to do
    #[arg(long)]
    pub(crate) detailed_exitcode: bool,
    #[command(flatten)]
    pub(crate) spoken: Spoken,
}

/// Plans and prints.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let desk = &desk.speaking(&args.spoken);
    let office = Office::open(desk)?;
    let plan = office.session.plan(args.at, args.store.as_deref())?;
    if let Some(path) = &args.out {
        save(&plan, path, &desk.phrases())?;
    }
    if desk.json {
        desk.printer.json(&show::plan::in_words(plan.clone(), &desk.phrases()))?;
    } else {
        desk.printer.data(&show::plan::render(&plan, office.why(), desk.dates, &desk.phrases()))?;
        advise(args, desk, &plan);
    }
    Ok(if args.detailed_exitcode && !plan.is_empty() { Exit::Steps } else { Exit::Fine })
}

fn save(plan: &Plan, path: &Path, phrases: &Phrases) -> Result<(), Failure> {
    let plan = show::plan::in_words(plan.clone(), phrases);
    let text = serde_json::to_string_pretty(&plan).map_err(|error| {
        Failure::new(Exit::Output, format!("the plan cannot be written as JSON: {error}"))
    })?;
    write::replace(path, &(text + "\n"))
}

fn advise(args: &Args, desk: &Desk, plan: &Plan) {
    if plan.is_empty() {
        return;
    }
    let next = match (&args.out, args.at) {
        (Some(path), _) => format!("abide apply --plan {}", path.display()),
        (None, Some(_)) => return,
        (None, None) => "abide apply".to_owned(),
    };
    desk.printer.talk(&format!("Nothing was touched. {} does it, after asking.", paint(style::HELP, &next)));
}
