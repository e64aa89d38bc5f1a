//! The few styles of the command's texts.

use anstyle::{AnsiColor, Style};

/// Errors, and what is destroyed.
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// Warnings, and what is overwritten.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// What went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Remedies, and commands to type.
pub(crate) const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
/// Titles.
pub(crate) const TITLE: Style = Style::new().bold();
/// What the eye may skip.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Everything else.
pub(crate) const PLAIN: Style = Style::new();

/// `text` in `style`. The printer takes the colours out where none are shown.
pub(crate) fn paint(style: Style, text: &str) -> String {
    if style == PLAIN || text.is_empty() { text.to_owned() } else { format!("{style}{text}{style:#}") }
}
