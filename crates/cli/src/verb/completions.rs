//! `abide completions SHELL`

use crate::{
    args,
    desk::Desk,
    exit::{Exit, Failure},
    printer,
};

/// Prints the completions for a shell
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  abide completions bash > ~/.local/share/bash-completion/completions/abide"
)]
pub(crate) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints the script.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(), "abide", &mut script);
    let mut out = desk.printer.stdout();
    std::io::Write::write_all(&mut out, &script).map_err(|error| printer::output(&error))?;
    std::io::Write::flush(&mut out).map_err(|error| printer::output(&error))?;
    Ok(Exit::Fine)
}
