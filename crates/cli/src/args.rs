//! The command line: what is the same for every verb. Each verb's own arguments are in its file.

use std::path::PathBuf;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use crate::{exit::Exit, printer::Color, verb::Verb};

/// Makes a privacy policy true: finds every value that the policy no longer allows, removes it safely, and proves it.
#[derive(Debug, Parser)]
#[command(name = "abide", version, max_term_width = 100, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) everywhere: Everywhere,
    #[command(subcommand)]
    pub(crate) verb: Option<Verb>,
}

/// Options that every verb takes.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Options for every verb")]
pub(crate) struct Everywhere {
    /// What we say: the policy [default: policy.toml]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        default_value = "policy.toml",
        hide_default_value = true
    )]
    pub(crate) policy: PathBuf,
    /// Where it is: the data map [default: map.toml]
    #[arg(long, global = true, value_name = "FILE", default_value = "map.toml", hide_default_value = true)]
    pub(crate) map: PathBuf,
    /// What was done: the journal [default: $ABIDE_JOURNAL, else abide.journal beside the policy]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) journal: Option<PathBuf>,
    /// Print for a program
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Colours: auto, always or never; auto respects NO_COLOR
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: Color,
    /// Print results and errors only
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// Reads the command line. Help, version and mistakes end the program here, as clap words them.
pub(crate) fn parse() -> Args {
    let matches = command().get_matches();
    Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The whole command line, for help and completions.
pub(crate) fn command() -> clap::Command {
    Args::command().after_help(format!("{NEWCOMER}\n\n{}", Exit::list()))
}

/// What a newcomer should do.
pub(crate) const NEWCOMER: &str = "\
New here?
  abide demo                   watch it all on an invented company, in under a minute
  abide init                   write a policy.toml and a map.toml to start from
  abide check                  hold the two against each other: every mistake, underlined
  abide law list               what the law says, each rule with its source
  abide notice --language fr   the policy for those whom it is about
  abide publish public         the same at an address that stays, earlier versions beside it
  abide diff old.toml policy.toml
                               what changed between two versions
  abide register --out register.xlsx
                               the records of processing activities
  abide map --store crm --url env:CRM_DATABASE_URL
                               draft the map from your database
  abide plan                   see what would go, and why; nothing is touched
  abide apply                  do it, in batches, after asking
  abide explain crm.contacts 42
                               why do we still have this?
  abide person end objection --identity email=…
                               a person objects: what that ends, now and for good
  abide ledger verify          prove what was done";

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_consistent() {
        super::command().debug_assert();
    }
}
