//! "Why do you still have this?", as people read it.

use std::fmt::Write as _;

use abide_plan::{
    evaluate::ValueFate,
    explain::{ExplainedValue, Explanation, Reason, RecordFate, Verdict},
};
use abide_policy::model::{End, Keep, Policy, State};
use anstyle::Style;
use jiff::civil::Date;

use super::{
    style::{self, paint},
    table::{Align, Table},
    words::{Language, long_date, period},
};

const VALUES: [(&str, Align); 3] =
    [("value", Align::Left), ("category", Align::Left), ("what becomes of it", Align::Left)];
const ACTIVITIES: [(&str, Align); 3] =
    [("activity", Align::Left), ("clause", Align::Left), ("says", Align::Left)];

/// The answers, those that differ in their key alone told once.
pub(crate) fn render(explanations: &[Explanation], policy: &Policy, language: Language) -> String {
    let mut told: Vec<(Explanation, Vec<String>)> = Vec::new();
    for explanation in explanations {
        let key = explanation.key.join(" ");
        let bare = Explanation { key: Vec::new(), ..explanation.clone() };
        match told.iter_mut().find(|(other, _)| *other == bare) {
            Some((_, keys)) => keys.push(key),
            None => told.push((bare, vec![key])),
        }
    }
    told.iter()
        .map(|(explanation, keys)| one(explanation, keys, policy, language))
        .collect::<Vec<_>>()
        .join("\n")
}

fn one(explanation: &Explanation, keys: &[String], policy: &Policy, language: Language) -> String {
    let title = paint(style::TITLE, &format!("{} {}", explanation.place, keys.join(", ")));
    let mut text = format!("{title} · {}\n", long_date(explanation.date, language));
    let (sentence, style) = record(explanation);
    let _ = writeln!(text, "{}\n", paint(style, &sentence));
    if !explanation.values.is_empty() {
        let _ = writeln!(text, "{}", values(explanation).render(2));
    }
    if !explanation.needs.is_empty() {
        text.push_str(&activities(explanation, policy).render(2));
    }
    text
}

fn record(explanation: &Explanation) -> (String, Style) {
    match explanation.record {
        RecordFate::Needed => (format!("It stays: {} still needs it.", live(explanation).join(" and ")), style::GOOD),
        RecordFate::Goes if !explanation.under.is_empty() => (
            "It moves to the archive with the next apply: a hold covers it.".into(),
            style::WARNING,
        ),
        RecordFate::Goes if !live(explanation).is_empty() => (
            format!("It moves to the archive with the next apply: {} still needs it there.", live(explanation).join(" and ")),
            style::WARNING,
        ),
        RecordFate::Goes => ("It goes with the next apply: nothing needs it any more.".into(), style::ERROR),
        RecordFate::Anonymous => (
            "Nothing needs it any more. It stays, anonymous: only what the map says is left of its values.".into(),
            style::WARNING,
        ),
        RecordFate::Held => (held(explanation), style::WARNING),
        RecordFate::Unserved => (
            "It serves no activity, and the map does not say what becomes of such records: it is left alone.".into(),
            style::WARNING,
        ),
        RecordFate::Undatable => (
            "It is kept, and told as a finding: there is no date to count from.".into(),
            style::WARNING,
        ),
        RecordFate::OnHold => ("It stays as it is: a hold keeps it.".into(), style::WARNING),
        RecordFate::NotConcerned => (
            "It is never touched: the map does not speak of its table, or says that it holds nothing personal.".into(),
            style::PLAIN,
        ),
    }
}

fn live(explanation: &Explanation) -> Vec<&str> {
    let live = |reason: &&Reason| matches!(reason.verdict, Verdict::Live { .. });
    explanation.needs.iter().filter(live).map(|reason| reason.activity.as_str()).collect()
}

fn held(explanation: &Explanation) -> String {
    let why = match (&explanation.never_deleted, explanation.held_by.as_slice()) {
        (Some(why), _) => why.clone(),
        (None, []) => "something holds it".to_owned(),
        (None, holders) => format!("records of {} hold it", holders.join(" and ")),
    };
    format!("Nothing needs it any more. It stays without its personal values: {why}.")
}

fn values(explanation: &Explanation) -> Table {
    let mut table = Table::new(&VALUES);
    for value in &explanation.values {
        let (says, style) = fate(value, !explanation.under.is_empty());
        table.row([
            (value.column.clone(), style::TITLE),
            (value.category.clone(), style::PLAIN),
            (says, style),
        ]);
    }
    table
}

fn fate(value: &ExplainedValue, under_hold: bool) -> (String, Style) {
    match value.fate {
        ValueFate::Goes | ValueFate::Blanked | ValueFate::Anonymised if under_hold => {
            ("moves to the archive with the next apply, under a hold".into(), style::WARNING)
        }
        ValueFate::Goes | ValueFate::Blanked if !value.needed_by.is_empty() => (moves(value), style::WARNING),
        ValueFate::Goes => ("goes with its record".into(), style::ERROR),
        ValueFate::Blanked => ("goes with the next apply: nothing needs it".into(), style::ERROR),
        ValueFate::Blank => ("gone".into(), style::FAINT),
        ValueFate::Anonymised => ("is coarsened with the next apply: nothing needs it".into(), style::ERROR),
        ValueFate::Anonymous => ("is anonymous".into(), style::FAINT),
        ValueFate::Stays => (stays(value), style::PLAIN),
    }
}

/// Only activities in their archive phase still need what leaves.
fn moves(value: &ExplainedValue) -> String {
    let until = value.last_day.map(|day| format!(" until {day}")).unwrap_or_default();
    format!("moves to the archive with the next apply, for {}{until}", value.needed_by.join(" and "))
}

fn stays(value: &ExplainedValue) -> String {
    match (value.needed_by.as_slice(), value.last_day, &value.because) {
        ([], _, Some(why)) => format!("stays: {why}"),
        ([], _, None) => "stays".to_owned(),
        (needed, Some(day), _) => format!("stays until {day} for {}", needed.join(" and ")),
        (needed, None, _) => format!("stays for {}", needed.join(" and ")),
    }
}

fn activities(explanation: &Explanation, policy: &Policy) -> Table {
    let mut table = Table::new(&ACTIVITIES);
    for reason in &explanation.needs {
        let keep = policy.activity(&reason.activity).map(|activity| &activity.keep.value);
        let (says, style) = verdict(reason.verdict, keep);
        table.row([
            (reason.activity.clone(), style::TITLE),
            (reason.clauses.join(", "), style::PLAIN),
            (says, style),
        ]);
        table.note(reason.phrase.clone());
    }
    table
}

fn verdict(verdict: Verdict, keep: Option<&Keep>) -> (String, Style) {
    match verdict {
        Verdict::NotServed => ("has no use for it".into(), style::FAINT),
        Verdict::Ended { by, received } => {
            (format!("is ended since {received}, by {}", abide_engine::session::word(by)), style::PLAIN)
        }
        Verdict::Over { last_day } => (format!("is over: its last day was {last_day}"), style::PLAIN),
        Verdict::Live { state, last_day } => (needs(state, last_day, keep), style::GOOD),
        Verdict::NoDate => ("has no date to count from".into(), style::WARNING),
        Verdict::UnreadableDate => ("cannot read the date to count from".into(), style::WARNING),
    }
}

fn needs(state: State, last_day: Option<Date>, keep: Option<&Keep>) -> String {
    let place = if state == State::Archived { " in archive" } else { "" };
    match last_day {
        None => format!("needs it{place} as long as something runs on that has no end date yet"),
        Some(day) => {
            format!("needs it{place} until {day}{}", keep.map(|keep| then(state, keep)).unwrap_or_default())
        }
    }
}

/// What comes after the phase it is in.
fn then(state: State, keep: &Keep) -> String {
    let archive = keep.phases.iter().skip(1).find(|phase| phase.state == State::Archived);
    match (archive, keep.end) {
        (Some(phase), _) if state == State::Active => {
            format!(", then in archive for {}", period(phase.period))
        }
        (_, End::Erase) => ", then no more".to_owned(),
        (_, End::Anonymise) => ", then without a name".to_owned(),
    }
}
