//! What persons decided, and what would follow, as people read it.

use std::{collections::BTreeMap, fmt::Write as _};

use abide_engine::session::{Decided, Preview, Shown, word};
use abide_ledger::persons::Says;
use abide_plan::{
    evaluate::ValueFate,
    explain::{Explanation, RecordFate, Verdict},
};

use super::{
    style::{self, paint},
    table::{Align, Table},
    words::{counted, plural},
};

const RECORDS: [(&str, Align); 4] =
    [("table", Align::Left), ("records", Align::Right), ("go", Align::Right), ("blanked", Align::Right)];
const LIST: [(&str, Align); 3] = [("person", Align::Left), ("ended", Align::Left), ("since", Align::Left)];

/// What an ending would do, by table, and what stays for which reason.
pub(crate) fn preview(preview: &Preview, what: &str) -> String {
    let mut text = match preview.ends.as_slice() {
        [] => format!("{what} ends nothing under this policy; it is written down all the same.\n"),
        ends => format!("{} ends: {}.\n", capital(what), ends.join(", ")),
    };
    if preview.records.is_empty() {
        text.push_str("No record bears this identity now. It stands against those that arrive later.\n");
        return text;
    }
    let mut tables: BTreeMap<&str, Vec<&Explanation>> = BTreeMap::new();
    for record in &preview.records {
        tables.entry(&record.place).or_default().push(record);
    }
    let mut table = Table::new(&RECORDS);
    for (place, records) in tables {
        row(&mut table, place, &records);
    }
    let _ = writeln!(text, "\n{}", table.render(2));
    text
}

fn row(table: &mut Table, place: &str, records: &[&Explanation]) {
    let count = |test: fn(&Explanation) -> bool| records.iter().filter(|record| test(record)).count();
    let blanked = |record: &Explanation| record.values.iter().any(|value| value.fate == ValueFate::Blanked);
    table.row([
        (place.to_owned(), style::TITLE),
        (records.len().to_string(), style::PLAIN),
        (count(|record| record.record == RecordFate::Goes).to_string(), style::ERROR),
        (count(blanked).to_string(), style::WARNING),
    ]);
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    for reason in records.iter().flat_map(|record| staying(record)) {
        *reasons.entry(reason).or_default() += 1;
    }
    for (reason, number) in reasons {
        table.note(format!("{} {}", counted(number, "record"), reason.replace("{stay}", stay(number))));
    }
}

fn stay(number: u64) -> &'static str {
    if number == 1 { "stays" } else { "stay" }
}

/// Why a record stays: the activities that still need it, or what holds it.
fn staying(record: &Explanation) -> Vec<String> {
    let live = record.needs.iter().filter_map(|need| match need.verdict {
        Verdict::Live { last_day: Some(day), .. } => {
            Some(format!("{{stay}} for {} until {day}", need.activity))
        }
        Verdict::Live { last_day: None, .. } => {
            Some(format!("{{stay}} for {} as long as something runs on", need.activity))
        }
        Verdict::NoDate | Verdict::UnreadableDate => {
            Some(format!("{{stay}} for {}, which has no date to count from", need.activity))
        }
        _ => None,
    });
    let mut reasons: Vec<String> = live.collect();
    if record.record == RecordFate::Held {
        let holders = record.held_by.join(" and ");
        let why = record.never_deleted.clone().unwrap_or(format!("records of {holders} hold it"));
        reasons.push(format!("{{stay}} without personal values: {why}"));
    }
    if record.record == RecordFate::OnHold {
        reasons.push("{stay} under a hold".to_owned());
    }
    if record.record == RecordFate::Unserved {
        reasons.push("{stay}: no activity is served".to_owned());
    }
    reasons
}

/// What was written down.
pub(crate) fn decided(decided: &Decided) -> String {
    let persons = decided.persons.join(", ");
    let entries: Vec<String> = decided.entries.iter().map(u64::to_string).collect();
    let noun = plural(entries.len() as u64, "entry");
    format!(
        "{}: person {persons}, {noun} {} of the ledger.",
        paint(style::GOOD, "Written down"),
        entries.join(", ")
    )
}

/// What persons decided, one after the other.
pub(crate) fn render(shown: &[Shown]) -> String {
    shown.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn one(shown: &Shown) -> String {
    let mut text = format!("{}\n", paint(style::TITLE, &format!("Person {}", shown.person)));
    for decision in &shown.decisions {
        let what = match &decision.says {
            Says::Ended { ending, activities } if activities.is_empty() => word(*ending).to_owned(),
            Says::Ended { ending, activities } => format!("{} to {}", word(*ending), activities.join(", ")),
            Says::Consented { activity } => format!("consent to {activity}"),
        };
        let _ = writeln!(text, "  {}  {what} (entry {})", decision.received, decision.entry);
    }
    match shown.ended.as_slice() {
        [] => text.push_str("Nothing is ended.\n"),
        ended => {
            for one in ended {
                let _ =
                    writeln!(text, "{} is ended since {}, by {}.", one.activity, one.received, word(one.by));
            }
        }
    }
    text
}

/// All persons, a line each.
pub(crate) fn list(all: &[Shown]) -> String {
    if all.is_empty() {
        return "Nobody ended anything.".to_owned();
    }
    let mut table = Table::new(&LIST);
    for shown in all {
        let ended: Vec<&str> = shown.ended.iter().map(|one| one.activity.as_str()).collect();
        let since = shown.ended.iter().map(|one| one.received).min();
        table.row([
            (shown.person.clone(), style::TITLE),
            (if ended.is_empty() { "nothing".to_owned() } else { ended.join(", ") }, style::PLAIN),
            (since.map(|day| day.to_string()).unwrap_or_default(), style::PLAIN),
        ]);
    }
    table.render(0)
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
