//! `abide export`

use std::path::PathBuf;

use abide_exchange::{Exported, to_fideslang};

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    form, office, read,
};

/// Writes the policy and the map in the form of another program
///
/// What that form has no word or no place for is told on standard error. No database is touched.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide export fideslang --out fides.yml\n  abide export fideslang --policy-only"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    to: To,
}

#[derive(Debug, clap::Subcommand)]
enum To {
    /// A Fides manifest: the system with its privacy declarations, and the datasets
    Fideslang {
        /// Write it here, in place of what is there [default, and with -: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Leave the map aside
        #[arg(long)]
        policy_only: bool,
    },
}

/// Writes the file, and tells what it lacks.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let To::Fideslang { out, policy_only } = &args.to;
    let read = read::files(desk, *policy_only, None)?;
    let Some(policy) = read.policy.as_ref().filter(|_| abide_policy::is_usable(&read.findings)) else {
        return Err(office::refused(&read, desk));
    };
    let Exported { text, leftovers } = to_fideslang(policy, read.map.as_ref())?;
    form::put(&text, form::file(out.as_ref()), desk)?;
    if !leftovers.is_empty() {
        let lines: String = leftovers.iter().map(|leftover| format!("  {leftover}\n")).collect();
        desk.printer.talk(&format!("Told otherwise, or not at all:\n{lines}"));
    }
    Ok(Exit::Fine)
}
