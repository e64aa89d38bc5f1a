//! The one printer: data to stdout, talk to stderr, colours only where a terminal shows them.

use std::io::{self, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};
use serde::Serialize;

use crate::{
    exit::{Exit, Failure},
    show::style,
};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Writes what the command says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Printer {
    color: Color,
    quiet: bool,
}

impl Printer {
    /// A printer for this run.
    pub(crate) fn new(color: Color, quiet: bool) -> Self {
        Self { color, quiet }
    }

    /// Data: a text that ends where it ends (a line end is added when it has none).
    pub(crate) fn data(&self, text: &str) -> Result<(), Failure> {
        let mut out = self.stdout();
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write!(out, "{text}{end}").and_then(|()| out.flush()).map_err(|error| output(&error))
    }

    /// Data that is no text, for a file or a program.
    pub(crate) fn bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        if out.is_terminal() {
            return Err(
                Failure::new(Exit::Usage, "this is not for a terminal").help("name a file with --out")
            );
        }
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| output(&error))
    }

    /// Data for a program.
    pub(crate) fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(|error| {
            Failure::new(Exit::Output, format!("the result cannot be written as JSON: {error}"))
        })?;
        self.data(&text)
    }

    /// Stdout, for those who write much. Errors of it go through [`output`].
    pub(crate) fn stdout(&self) -> impl Write + use<> {
        let raw = io::stdout();
        let choice = self.choice(&raw);
        io::BufWriter::new(AutoStream::new(raw.lock(), choice))
    }

    /// Talk: progress, advice, questions. Silent with `--quiet`.
    pub(crate) fn talk(&self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Talk that `--quiet` does not silence: errors and what they are about.
    pub(crate) fn complain(&self, text: &str) {
        let raw = io::stderr();
        let choice = self.choice(&raw);
        // Nobody is left to tell when stderr itself is gone.
        let _ = writeln!(AutoStream::new(raw.lock(), choice), "{}", text.trim_end_matches('\n'));
    }

    /// Says why a verb failed.
    pub(crate) fn failure(&self, failure: &Failure) {
        if failure.sentence.is_empty() {
            return;
        }
        self.complain(&format!("{}: {}", style::paint(style::ERROR, "error"), failure.sentence));
        if let Some(help) = &failure.help {
            self.complain(&format!(" {}: {help}", style::paint(style::HELP, "help")));
        }
    }

    /// Whether a person can be asked: both what they read and what they type is a terminal.
    pub(crate) fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Whether a progress bar makes sense.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    fn choice(&self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            Color::Auto => AutoStream::choice(stream),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
    }
}

/// What a failed write to stdout means: a reader that has seen enough (`| head`) is no failure worth a word.
pub(crate) fn output(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::told(Exit::Fine);
    }
    Failure::new(Exit::Output, format!("standard output cannot be written: {error}"))
        .help("free some space or write elsewhere, then run the command again")
}
