//! Asking a person before something is destroyed or overwritten.

use std::io::{self, BufRead as _};

use crate::{
    exit::{Exit, Failure},
    printer::Printer,
    show::style::{self, paint},
};

/// Where a yes is asked for, for those whom nobody can ask.
pub(crate) struct Asking {
    /// What was typed, without its options: `abide apply`.
    pub(crate) command: &'static str,
    /// What to look at before saying yes unasked: a clause without its end.
    pub(crate) first: &'static str,
}

impl Asking {
    /// What to read where the verb itself tells what it is about to do.
    pub(crate) const TOLD: &'static str = "read what it tells before it asks";
}

/// Asks `question` and waits for a yes. Anything else stops the verb; so does having nobody to ask.
pub(crate) fn confirm(printer: &Printer, asking: &Asking, question: &str) -> Result<(), Failure> {
    if !printer.can_ask() {
        let Asking { command, first } = asking;
        return Err(Failure::new(Exit::Usage, "there is no terminal to ask on, and nothing was done")
            .help(format!("{first}, then add --yes to `{command}` to go on without being asked")));
    }
    printer.complain(&format!(
        "{} Type {} to go on:",
        paint(style::TITLE, question),
        paint(style::HELP, "yes")
    ));
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    if read.is_ok() && means_yes(&answer) {
        return Ok(());
    }
    Err(Failure::new(Exit::Stopped, "you did not say yes, and nothing was done"))
}

/// `y` alone is not enough: it is typed too easily.
fn means_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "yes" | "oui")
}

#[cfg(test)]
mod tests {
    use super::means_yes;

    #[test]
    fn only_a_whole_yes_is_one() {
        assert!(means_yes("Yes\n") && means_yes(" oui "));
        assert!(!means_yes("y\n") && !means_yes("") && !means_yes("yess"));
    }
}
