//! What the law says, as people read it.

use std::fmt::Write as _;

use abide_law::{
    Severity,
    pack::{Entry, Kind, Pack, Packs, Reading},
};
use anstyle::Style;
use serde_json::{Map, Value};

use super::{
    style::{self, paint},
    table::{Align, Table},
    words::{Language, counted, long_date},
};

/// The packs, with how much of each kind is in them.
pub(crate) fn overview(packs: &Packs, language: Language) -> String {
    let mut table = Table::new(&[("pack", Align::Left), ("rules", Align::Right), ("", Align::Left)]);
    for pack in packs.iter() {
        table.row([
            (pack.name.clone(), style::TITLE),
            (pack.entries.len().to_string(), style::PLAIN),
            (pack.title.in_language(language.code()).to_owned(), style::PLAIN),
        ]);
        table.note(by_kind(pack));
    }
    let next = paint(style::HELP, "abide law list --pack NAME --kind KIND");
    format!("{}\n{next} shows the rules. They inform, and are no legal advice.", table.render(0))
}

fn by_kind(pack: &Pack) -> String {
    let count = |kind: Kind| pack.entries.iter().filter(|entry| entry.kind == kind).count();
    let counts = Kind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    counts.map(|(kind, count)| format!("{} {count}", kind.key())).collect::<Vec<_>>().join(", ")
}

/// The rules, a line each and its sentence under it.
pub(crate) fn list(entries: &[&Entry], language: Language) -> String {
    let mut table = Table::new(&[
        ("rule", Align::Left),
        ("kind", Align::Left),
        ("weighs", Align::Left),
        ("source", Align::Left),
    ]);
    for entry in entries {
        let (weight, colour) = weight(entry.severity);
        table.row([
            (entry.id.clone(), style::TITLE),
            (entry.kind.key().to_owned(), style::PLAIN),
            (weight.to_owned(), colour),
            (entry.source.join("; "), style::PLAIN),
        ]);
        table.note(entry.says.in_language(language.code()));
    }
    format!("{}\n{}", table.render(0), counted(entries.len() as u64, "rule"))
}

fn weight(severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("error", style::ERROR),
        Severity::Warning => ("warning", style::WARNING),
        Severity::Advice => ("advice", style::HELP),
    }
}

/// All of one rule.
pub(crate) fn explain(entry: &Entry, language: Language) -> String {
    let date = |date| long_date(date, language);
    let (weight, colour) = weight(entry.severity);
    let mut lines = vec![
        ("kind", entry.kind.key().to_owned()),
        ("weighs", paint(colour, weight)),
        ("source", entry.source.join("; ")),
        ("read", reading(entry.reading).to_owned()),
        ("checked", date(entry.checked)),
    ];
    lines.extend(entry.valid_from.map(|from| ("from", date(from))));
    lines.extend(entry.valid_until.map(|until| ("until", date(until))));
    let says = entry.says.in_language(language.code());
    let mut text = format!("{}\n{says}\n\n", paint(style::TITLE, &entry.id));
    let rule = rule(entry, language);
    let lines = lines.iter().map(|(name, value)| (*name, value.as_str()));
    let rule = rule.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    for (name, value) in lines.chain(rule) {
        let _ = writeln!(text, "  {name:9} {value}");
    }
    text
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Official => "the official text",
        Reading::Secondary => "a text that tells the official one",
        Reading::None => "nothing: it is what the field knows",
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
