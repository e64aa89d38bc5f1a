//! Entries of the ledger, as people read them: a line each.

use std::collections::BTreeSet;

use abide_engine::session;
use abide_ledger::{ActionWord, Entry, Event, Reason, StepSummary, TableRows};

use super::{
    style,
    table::{Align, Table},
    words::counted,
};

const COLUMNS: [(&str, Align); 4] =
    [("entry", Align::Right), ("when", Align::Left), ("store", Align::Left), ("what", Align::Left)];

/// The entries in their order. An intent whose outcome follows is told by that, and a batch that found nothing not at all.
pub(crate) fn render(entries: &[Entry]) -> String {
    let mut table = Table::new(&COLUMNS);
    let settled: BTreeSet<u64> = entries.iter().filter_map(|entry| settles(&entry.event)).collect();
    for entry in entries.iter().filter(|entry| !settled.contains(&entry.seq) && !is_idle(&entry.event)) {
        let (store, what) = told(&entry.event);
        table.row([
            (entry.seq.to_string(), style::FAINT),
            (entry.at.strftime("%Y-%m-%d %H:%M:%SZ").to_string(), style::PLAIN),
            (store.to_owned(), style::PLAIN),
            (what, style::PLAIN),
        ]);
        if let Event::ApplyStarted { steps, .. } = &entry.event {
            steps.iter().filter(|step| step.rows > 0).for_each(|step| table.note(summary(step)));
        }
    }
    table.render(0)
}

/// The intent that the event tells the outcome of.
fn settles(event: &Event) -> Option<u64> {
    match event {
        Event::BatchDone { intent, .. } | Event::BatchUndone { intent, .. } => Some(*intent),
        _ => None,
    }
}

fn is_idle(event: &Event) -> bool {
    matches!(event, Event::BatchUndone { reason: Reason::Nothing, .. })
}

fn told(event: &Event) -> (&str, String) {
    match event {
        Event::JournalCreated { .. } => ("", "the journal began".to_owned()),
        Event::JournalAdopted { store, seq, .. } => {
            (store, format!("this journal stands in for another, known up to its entry {seq}"))
        }
        Event::ApplyStarted { store, date, plan, replays, .. } => {
            let again =
                replays.map(|entry| format!(", the apply of entry {entry} again")).unwrap_or_default();
            (store, format!("apply of the plan {} for {date} began{again}", short(&plan.to_string())))
        }
        Event::BatchIntended { store, step, batch, .. } => {
            (store, format!("step {step}, batch {batch}: to be sent"))
        }
        Event::BatchDone { store, step, batch, rows, with, .. } => {
            let with: u64 = with.iter().map(|table| table.rows).sum();
            let with = if with > 0 { format!(", and {with} with them") } else { String::new() };
            (store, format!("step {step}, batch {batch}: done, {}{with}", counted(*rows, "record")))
        }
        Event::BatchUndone { store, step, batch, reason, .. } => {
            (store, format!("step {step}, batch {batch}: not done ({})", word(reason)))
        }
        Event::ApplyFinished { store, rows, with, left, .. } => {
            let left = if *left > 0 { format!(", {left} left as they are") } else { String::new() };
            (store, format!("apply finished: {}{left}", counted(rows + with, "record")))
        }
        Event::ApplyStopped { store, rows, reason, .. } => {
            (store, format!("apply stopped after {} ({})", counted(*rows, "record"), word(reason)))
        }
        Event::PersonEnded { person, ending, activities, received, .. } => {
            let which =
                if activities.is_empty() { String::new() } else { format!(" to {}", activities.join(", ")) };
            ("", format!("person {}: {}{which}, received {received}", short(person), session::word(*ending)))
        }
        Event::PersonConsented { person, activity, received, .. } => {
            ("", format!("person {}: consent to {activity}, received {received}", short(person)))
        }
        Event::ArchiveRead { store, table, rows, why, by } => {
            (store, format!("{by} read {} of {table} in the archive: {why}", counted(*rows, "record")))
        }
        Event::ReturnIntended { store, records, why, by, .. } => {
            (store, format!("{by} brings {} back from the archive: {why}", returned(records)))
        }
        Event::ReturnDone { store, records, .. } => {
            (store, format!("{} came back from the archive", returned(records)))
        }
        Event::ReturnUndone { store, reason, .. } => {
            (store, format!("nothing came back from the archive ({})", word(reason)))
        }
        Event::RoundFinished { waiting, failed, .. } => ("", round(waiting, failed)),
        Event::RestoreAccepted { store, last } => {
            (store, format!("somebody went on although what was done up to entry {last} is not in it"))
        }
        Event::ReplayStarted { store, since, applies } => {
            (store, format!("{} since {since} began to be carried out again", applies_in_words(applies)))
        }
        Event::ReplayFinished { store, rows, differing, .. } => {
            let differing = match differing.len() {
                0 => "all of it as it was then".to_owned(),
                _ => format!("{} differing", applies_in_words(differing)),
            };
            (store, format!("carried out again: {}, {differing}", counted(*rows, "record")))
        }
        Event::HoldOpened { hold, reason, owner, review, .. } => {
            ("", format!("hold {hold} opened by {owner}, review on {review}: {reason}"))
        }
        Event::HoldClosed { hold, reason } => ("", format!("hold {hold} closed: {reason}")),
        Event::Unknown => ("", "something that a later version of Abide wrote".to_owned()),
    }
}

/// How many records of which tables.
pub(crate) fn returned(records: &[TableRows]) -> String {
    let told = |table: &TableRows| format!("{} of {}", counted(table.rows, "record"), table.table);
    records.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn round(waiting: &[String], failed: &[String]) -> String {
    let mut text = "a round: every store had its turn".to_owned();
    for (names, what) in [(waiting, "waiting for a person"), (failed, "failed")] {
        if !names.is_empty() {
            text.push_str(&format!("; {what}: {}", names.join(", ")));
        }
    }
    text
}

fn applies_in_words(applies: &[u64]) -> String {
    if applies.len() == 1 { "1 apply".to_owned() } else { format!("{} applies", applies.len()) }
}

/// What an action does, in a word.
pub(crate) fn action(action: ActionWord) -> &'static str {
    match action {
        ActionWord::Erase => "erase",
        ActionWord::Blank => "blank",
        ActionWord::Anonymise => "anonymise",
        ActionWord::Cut => "untie",
        ActionWord::Other => "change",
    }
}

fn summary(step: &StepSummary) -> String {
    let verb = action(step.action);
    let clauses =
        if step.clauses.is_empty() { String::new() } else { format!(" · {}", step.clauses.join(", ")) };
    format!("step {}: {verb} {} of {}{clauses}", step.step, counted(step.rows, "record"), step.table)
}

/// The word as the ledger spells it.
fn word(reason: &Reason) -> String {
    serde_json::to_value(reason).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn short(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}
