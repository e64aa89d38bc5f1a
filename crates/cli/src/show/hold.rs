//! Holds, as people read them.

use std::fmt::Write as _;

use abide_engine::session::{OpenHold, ShownHold};
use abide_ledger::Scope;

use super::{
    style::{self, paint},
    table::{Align, Table},
    words::counted,
};

const LIST: [(&str, Align); 5] = [
    ("hold", Align::Left),
    ("about", Align::Left),
    ("owner", Align::Left),
    ("review", Align::Left),
    ("state", Align::Left),
];

/// What was opened, and how many records it keeps.
pub(crate) fn opened(opened: &OpenHold) -> String {
    let mut text = format!(
        "{} {}: entry {} of the ledger.\n",
        paint(style::GOOD, "Opened the hold"),
        opened.hold,
        opened.entry
    );
    for (place, rows) in &opened.records {
        let _ = writeln!(text, "  {place}: {} within it now", counted(*rows, "record"));
    }
    text
}

/// All holds, a line each and the reasons under it.
pub(crate) fn list(all: &[ShownHold]) -> String {
    if all.is_empty() {
        return "There are no holds.".to_owned();
    }
    let mut table = Table::new(&LIST);
    for shown in all {
        let hold = &shown.hold;
        let about = if hold.scope == Scope::Person { "a person" } else { "records" };
        let (state, style) = match (&hold.closed, shown.overdue) {
            (Some(_), _) => ("closed", style::FAINT),
            (None, true) => ("open, review overdue", style::WARNING),
            (None, false) => ("open", style::PLAIN),
        };
        table.row([
            (shown.name.clone(), style::TITLE),
            (about.to_owned(), style::PLAIN),
            (hold.owner.clone(), style::PLAIN),
            (hold.review.to_string(), style::PLAIN),
            (state.to_owned(), style),
        ]);
        table.note(hold.reason.clone());
        if let Some(closed) = &hold.closed {
            table.note(format!("closed: {}", closed.reason));
        }
    }
    table.render(0)
}
