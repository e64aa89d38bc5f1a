//! The command `abide`: reads what a person typed, calls the engine, prints. It decides nothing about data.

mod args;
mod ask;
mod demo;
mod desk;
mod endpoint;
mod exit;
mod form;
mod language;
mod office;
mod packs;
mod pages;
mod printer;
mod progress;
mod publication;
mod read;
mod show;
mod status;
mod stop;
mod verb;
mod write;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::parse();
    let desk = desk::Desk::new(&args.everywhere, jiff::Timestamp::now());
    let exit = verb::run(args.verb, &desk).unwrap_or_else(|failure| {
        desk.printer.failure(&failure);
        failure.exit
    });
    ExitCode::from(exit as u8)
}
