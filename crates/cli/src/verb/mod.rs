//! The verbs, a file each.

mod apply;
mod archive;
mod check;
mod completions;
mod demo;
mod diff;
mod explain;
mod export;
mod hold;
mod import;
mod init;
mod law;
mod ledger;
mod map;
mod notice;
mod person;
mod plan;
mod publish;
mod register;
mod replay;
mod run;
mod schema;

use crate::{
    args,
    desk::Desk,
    exit::{Exit, Failure},
};

/// A verb with its arguments, in the order a company needs them.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verb {
    Init(init::Args),
    Check(check::Args),
    Law(law::Args),
    Notice(notice::Args),
    Publish(publish::Args),
    Diff(diff::Args),
    Register(register::Args),
    Map(map::Args),
    Import(import::Args),
    Export(export::Args),
    Plan(plan::Args),
    Apply(apply::Args),
    Run(run::Args),
    Replay(replay::Args),
    Explain(explain::Args),
    Person(person::Args),
    Hold(hold::Args),
    Archive(archive::Args),
    Ledger(ledger::Args),
    Demo(demo::Args),
    Schema(schema::Args),
    Completions(completions::Args),
}

/// Does what was asked; without a verb, shows a newcomer the way.
pub(crate) fn run(verb: Option<Verb>, desk: &Desk) -> Result<Exit, Failure> {
    match verb {
        None => welcome(desk),
        Some(Verb::Init(args)) => init::run(&args, desk),
        Some(Verb::Check(args)) => check::run(&args, desk),
        Some(Verb::Law(args)) => law::run(&args, desk),
        Some(Verb::Notice(args)) => notice::run(&args, desk),
        Some(Verb::Publish(args)) => publish::run(&args, desk),
        Some(Verb::Diff(args)) => diff::run(&args, desk),
        Some(Verb::Register(args)) => register::run(&args, desk),
        Some(Verb::Map(args)) => map::run(&args, desk),
        Some(Verb::Import(args)) => import::run(&args, desk),
        Some(Verb::Export(args)) => export::run(&args, desk),
        Some(Verb::Plan(args)) => plan::run(&args, desk),
        Some(Verb::Apply(args)) => apply::run(&args, desk),
        Some(Verb::Run(args)) => run::run(&args, desk),
        Some(Verb::Replay(args)) => replay::run(&args, desk),
        Some(Verb::Explain(args)) => explain::run(&args, desk),
        Some(Verb::Hold(args)) => hold::run(&args, desk),
        Some(Verb::Person(args)) => person::run(&args, desk),
        Some(Verb::Archive(args)) => archive::run(&args, desk),
        Some(Verb::Ledger(args)) => ledger::run(&args, desk),
        Some(Verb::Demo(args)) => demo::run(&args, desk),
        Some(Verb::Schema(args)) => schema::run(&args, desk),
        Some(Verb::Completions(args)) => completions::run(&args, desk),
    }
}

fn welcome(desk: &Desk) -> Result<Exit, Failure> {
    desk.printer.data(&format!("{}\n\n`abide --help` shows everything.", args::NEWCOMER)).map(|()| Exit::Fine)
}
