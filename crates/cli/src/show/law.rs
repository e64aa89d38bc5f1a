//! What the law says, as people read it.

use std::fmt::Write as _;

use abide_law::{
    Severity,
    pack::{Entry, Kind, Pack, Packs, Reading, Said},
};
use abide_phrases::{Language, Phrases};
use anstyle::Style;
use serde_json::{Map, Value};

use super::{
    style::{self, paint},
    table::{Align, Table},
};

/// The packs, with how much of each kind is in them.
pub(crate) fn overview(packs: &Packs, phrases: &Phrases) -> String {
    let (pack, rules) = (phrases.say("law-pack"), phrases.say("law-rules"));
    let mut table = Table::new(&[(&pack, Align::Left), (&rules, Align::Right), ("", Align::Left)]);
    for pack in packs.iter() {
        table.row([
            (pack.name.clone(), style::TITLE),
            (pack.entries.len().to_string(), style::PLAIN),
            (told(&pack.title, phrases), style::PLAIN),
        ]);
        table.note(by_kind(pack));
    }
    let command = paint(style::HELP, "abide law list --pack NAME --kind KIND");
    let next = phrases.say_with("law-next", [("command", command.into())]);
    format!("{}\n{next}", table.render(0))
}

fn by_kind(pack: &Pack) -> String {
    let count = |kind: Kind| pack.entries.iter().filter(|entry| entry.kind == kind).count();
    let counts = Kind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    counts.map(|(kind, count)| format!("{} {count}", kind.key())).collect::<Vec<_>>().join(", ")
}

/// The rules, a line each and its sentence under it.
pub(crate) fn list(entries: &[&Entry], phrases: &Phrases) -> String {
    let heads = ["law-rule", "law-kind", "law-weighs", "law-source"].map(|key| phrases.say(key));
    let mut table = Table::new(&heads.each_ref().map(|head| (head.as_str(), Align::Left)));
    for entry in entries {
        let (weight, colour) = weight(entry.severity);
        table.row([
            (entry.id.clone(), style::TITLE),
            (entry.kind.key().to_owned(), style::PLAIN),
            (phrases.say(weight), colour),
            (entry.source.join("; "), style::PLAIN),
        ]);
        table.note(told(&entry.says, phrases));
    }
    let count = phrases.say_with("law-count", [("count", entries.len().into())]);
    format!("{}\n{count}", table.render(0))
}

/// The key of its word, and its colour.
fn weight(severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("error", style::ERROR),
        Severity::Warning => ("warning", style::WARNING),
        Severity::Advice => ("advice", style::HELP),
    }
}

/// What a pack says, in the language or else in another.
fn told(said: &Said, phrases: &Phrases) -> String {
    let text = said.in_language(phrases.language().code());
    match phrases.language() {
        Language::English => text.to_owned(),
        Language::French => phrases.set(text),
    }
}

/// All of one rule.
pub(crate) fn explain(entry: &Entry, phrases: &Phrases) -> String {
    let date = |date| phrases.date(date);
    let (weight, colour) = weight(entry.severity);
    let mut lines = vec![
        (phrases.say("law-kind"), entry.kind.key().to_owned()),
        (phrases.say("law-weighs"), paint(colour, &phrases.say(weight))),
        (phrases.say("law-source"), entry.source.join("; ")),
        (phrases.say("law-read"), phrases.say(reading(entry.reading))),
        (phrases.say("law-checked"), date(entry.checked)),
    ];
    lines.extend(entry.valid_from.map(|from| (phrases.say("law-from"), date(from))));
    lines.extend(entry.valid_until.map(|until| (phrases.say("law-until"), date(until))));
    lines.extend(rule(entry, phrases.language()));
    let mut text = format!("{}\n{}\n\n", paint(style::TITLE, &entry.id), told(&entry.says, phrases));
    for (name, value) in lines {
        let _ = writeln!(text, "  {name:9} {value}");
    }
    text
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Official => "law-read-official",
        Reading::Secondary => "law-read-secondary",
        Reading::None => "law-read-nothing",
    }
}

/// What a program has to know of it, under the names that a pack has for it.
fn rule(entry: &Entry, language: Language) -> Vec<(String, String)> {
    // Rules have plain fields, which can always be written.
    let rule = serde_json::to_value(entry.rule.in_language(language.code()));
    let Ok(Value::Object(fields)) = rule else { return Vec::new() };
    fields.into_iter().filter_map(|(name, value)| Some((name.replace('_', " "), words(&value)?))).collect()
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(list) if list.is_empty() => None,
        Value::Array(list) if list.iter().all(Value::is_object) => {
            Some(list.iter().filter_map(words).collect::<Vec<_>>().join("; "))
        }
        Value::Object(fields) => Some(part(fields)),
        Value::Array(list) => Some(list.iter().filter_map(words).collect::<Vec<_>>().join(", ")),
        other => Some(other.to_string()),
    }
}

/// What a rule says of one of its parts, which it names with `of`: `vulnerable people (subjects: child, patient)`.
fn part(fields: &Map<String, Value>) -> String {
    let told = fields.iter().filter(|(name, _)| *name != "of");
    let told: Vec<String> = told
        .filter_map(|(name, value)| Some(format!("{}: {}", name.replace('_', " "), words(value)?)))
        .collect();
    let of = fields.get("of").and_then(Value::as_str).unwrap_or_default();
    format!("{of} ({})", told.join("; "))
}
