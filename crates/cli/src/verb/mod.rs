//! The verbs, a file each.

mod check;
mod completions;
mod init;
mod map;

use crate::{
    args,
    desk::Desk,
    exit::{Exit, Failure},
};

/// A verb with its arguments.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    Init(init::Args),
    Check(check::Args),
    Map(map::Args),
    Completions(completions::Args),
}

/// Does what was asked; without a verb, shows a newcomer the way.
pub(crate) fn run(verb: Option<Verb>, desk: &Desk) -> Result<Exit, Failure> {
    match verb {
        None => desk
            .printer
            .data(&format!("{}\n\n`abide --help` shows everything.", args::NEWCOMER))
            .map(|()| Exit::Fine),
        Some(Verb::Init(args)) => init::run(&args, desk),
        Some(Verb::Check(args)) => check::run(&args, desk),
        Some(Verb::Map(args)) => map::run(&args, desk),
        Some(Verb::Completions(args)) => completions::run(&args, desk),
    }
}
