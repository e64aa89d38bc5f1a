//! A plan as people read it.

use std::{collections::BTreeMap, fmt::Write as _};

use abide_phrases::{Phrases, Text};
use abide_plan::{
    archive::hold_of,
    catalog::{Dialect, TableName},
    heap_only::HeapOnly,
    plan::{Plan, Planned, StorePlan},
    step::Action,
};
use anstyle::Style;

use super::{
    diagnostics::{self, Tally},
    style::{self, paint},
    table::{Align, Table},
    why::Why,
    words::{Language, counted, grouped, long_date},
};

const COLUMNS: [(&str, Align); 5] = [
    ("action", Align::Left),
    ("table", Align::Left),
    ("records", Align::Right),
    ("activity", Align::Left),
    ("clause", Align::Left),
];

/// The plan with its totals, then what was found while making it.
pub(crate) fn render(plan: &Plan, why: Why<'_>, dates: Language, phrases: &Phrases) -> String {
    let mut text = brief(plan, why, dates);
    let findings = findings(plan, phrases);
    if !findings.is_empty() {
        let _ = write!(text, "\n{findings}");
    }
    text
}

/// The plan with its totals alone.
pub(crate) fn brief(plan: &Plan, why: Why<'_>, language: Language) -> String {
    let date = long_date(plan.date, language);
    let controller = &why.policy.controller.name.value;
    let mut text = format!("{} · {controller}\n\n", paint(style::TITLE, &format!("Plan for {date}")));
    for store in plan.stores.iter().filter(|store| has_work(store)) {
        text.push_str(&steps(store, plan, why));
        text.push('\n');
    }
    let _ = writeln!(text, "{}", totals(plan, &date));
    text
}

fn has_work(store: &StorePlan) -> bool {
    store.steps.iter().any(|planned| planned.rows > 0)
}

fn steps(store: &StorePlan, plan: &Plan, why: Why<'_>) -> String {
    let mut table = Table::new(&COLUMNS);
    for planned in store.steps.iter().filter(|planned| planned.rows > 0) {
        row(&mut table, planned);
        for reason in reasons(planned, plan, why) {
            table.note(reason);
        }
    }
    let dialect = if why.is_folder(&store.store) { "files" } else { dialect(store.dialect) };
    let dialect = paint(style::FAINT, dialect);
    format!("{} {dialect}\n{}", paint(style::TITLE, &store.store), table.render(2))
}

fn row(table: &mut Table, planned: &Planned) {
    let action = &planned.step.action;
    table.row([
        (verb(action).to_owned(), weight(action)),
        (planned.step.table.to_string(), style::PLAIN),
        (grouped(planned.rows), style::TITLE),
        (planned.step.activities.join(", "), style::PLAIN),
        (planned.step.clauses.join(", "), style::PLAIN),
    ]);
}

/// The lines under a row: the columns it is about, and the phrase of each activity that has ended.
fn reasons(planned: &Planned, plan: &Plan, why: Why<'_>) -> Vec<String> {
    let mut lines: Vec<String> =
        columns(&planned.step.action).map(|names| format!("columns {names}")).into_iter().collect();
    lines.extend(planned.heap_only.as_ref().map(heap_only));
    let with = planned.with.iter().filter(|(_, rows)| *rows > 0);
    lines.extend(
        with.map(|(table, rows)| format!("with {} of {table} that hang on them", counted(*rows, "record"))),
    );
    let archived = planned.step.copies.iter().zip(&planned.archived).filter(|(_, rows)| **rows > 0);
    lines.extend(archived.map(|(copy, rows)| {
        let of = if copy.table == planned.step.table { String::new() } else { format!(" of {}", copy.table) };
        if let Some(hold) = hold_of(&copy.activity) {
            return format!(
                "{}{of} under the hold {hold}: archived until it closes",
                counted(*rows, "record")
            );
        }
        format!("what {} needs of {}{of} moves to the archive", copy.activity, counted(*rows, "record"))
    }));
    let activities = &planned.step.activities;
    if planned.step.is_of_persons() {
        lines.push("ended by persons who objected, withdrew consent, asked for erasure or chose".to_owned());
        return lines;
    }
    if planned.step.is_of_closed_holds() {
        lines.push("in the archive, where holds kept them that are closed".to_owned());
        return lines;
    }
    if planned.step.is_emptying() {
        lines.push("their last day in the archive is over".to_owned());
        return lines;
    }
    for activity in activities {
        let Some(reason) = why.of(activity, plan.date) else {
            continue;
        };
        lines.push(if activities.len() == 1 { reason } else { format!("{activity}: {reason}") });
    }
    lines
}

fn columns(action: &Action) -> Option<String> {
    match action {
        Action::Erase { .. } => None,
        Action::Blank { columns } => {
            Some(columns.iter().map(|blanked| blanked.column.as_str()).collect::<Vec<_>>().join(", "))
        }
        Action::Anonymise { columns } => {
            let told = columns.iter().map(|one| format!("{} ({})", one.column, one.by));
            Some(told.collect::<Vec<_>>().join(", "))
        }
        Action::Cut { columns } => Some(columns.join(", ")),
    }
}

/// Whether the database can leave its indexes alone, which makes overwriting several times as fast.
fn heap_only(told: &HeapOnly) -> String {
    match told.in_the_way.as_slice() {
        [] => {}
        [one] => return format!("no heap-only updates: the index {one} has to follow"),
        several => {
            return format!("no heap-only updates: the indexes {} have to follow", several.join(", "));
        }
    }
    let room = if told.fillfactor < 100 { "" } else { " leaves none" };
    let unless = match told.triggers.as_slice() {
        [] => String::new(),
        names => format!(", unless a trigger writes more ({})", names.join(", ")),
    };
    format!(
        "heap-only updates where a page has room (fillfactor {}{room}): no index has to follow{unless}",
        told.fillfactor
    )
}

/// What the action does, in a word.
pub(crate) fn verb(action: &Action) -> &'static str {
    match action {
        Action::Erase { .. } => "erase",
        Action::Blank { .. } => "blank",
        Action::Anonymise { .. } => "anonymise",
        Action::Cut { .. } => "untie",
    }
}

fn weight(action: &Action) -> Style {
    match action {
        Action::Erase { .. } => style::ERROR,
        Action::Blank { .. } | Action::Anonymise { .. } => style::WARNING,
        Action::Cut { .. } => style::PLAIN,
    }
}

fn dialect(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "SQLite",
        Dialect::Postgres => "PostgreSQL",
        Dialect::MariaDb => "MariaDB",
    }
}

/// How many records each kind of action is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Erased, those that go with others included.
    erased: Amount,
    /// Blanked.
    blanked: Amount,
    /// Made anonymous.
    anonymised: Amount,
}

/// How much of something there is to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Amount {
    rows: u64,
    /// Whether records may be among these more than once: steps for different columns of a table can be for the same ones.
    repeated: bool,
}

impl Totals {
    /// Counts a plan's.
    pub(crate) fn of(plan: &Plan) -> Self {
        let steps = || plan.stores.iter().flat_map(|store| store.steps.iter().map(move |one| (store, one)));
        let erased = steps().filter(|(_, one)| matches!(one.step.action, Action::Erase { .. }));
        let erased = erased.map(|(_, one)| one.rows + one.with.iter().map(|(_, rows)| rows).sum::<u64>());
        let overwritten = |is_meant: fn(&Action) -> bool| {
            let mut columns: BTreeMap<(&str, &TableName), Vec<String>> = BTreeMap::new();
            let mut amount = Amount::default();
            for (store, one) in steps().filter(|(_, one)| one.rows > 0 && is_meant(&one.step.action)) {
                amount.rows += one.rows;
                let own = one.step.action.overwritten();
                let before = columns.entry((&store.store, &one.step.table)).or_insert_with(|| own.clone());
                amount.repeated |= *before != own;
            }
            amount
        };
        Self {
            erased: Amount { rows: erased.sum(), repeated: false },
            blanked: overwritten(|action| matches!(action, Action::Blank { .. })),
            anonymised: overwritten(|action| matches!(action, Action::Anonymise { .. })),
        }
    }

    /// `erase 1,200 records and blank values in 30`, or `30 times`, where these may not be as many records
    pub(crate) fn sentence(self) -> String {
        let parts =
            [("erase", self.erased), ("blank values", self.blanked), ("coarsen values", self.anonymised)];
        let told = |verb: &str, Amount { rows, repeated }: Amount, unit: &str| match (verb, repeated) {
            ("erase", _) => format!("erase {}", counted(rows, "record")),
            (_, true) => format!("{verb} {}", counted(rows, "time")),
            (_, false) => format!("{verb} in {}{unit}", grouped(rows)),
        };
        let mut parts = parts.into_iter().filter(|(_, amount)| amount.rows > 0);
        let (verb, amount) = parts.next().unwrap_or(("erase", Amount::default()));
        let first = told(verb, amount, if amount.rows == 1 { " record" } else { " records" });
        let rest: Vec<String> = parts.map(|(verb, amount)| told(verb, amount, "")).collect();
        match rest.as_slice() {
            [] => first,
            [one] => format!("{first} and {one}"),
            several => format!("{first}, {}", several.join(" and ")),
        }
    }
}

fn totals(plan: &Plan, date: &str) -> String {
    if plan.is_empty() {
        let good = paint(style::GOOD, "Nothing to do");
        return format!("{good}: on {date} nothing is kept longer than the policy says.");
    }
    format!("{}: {}.", paint(style::TITLE, "Total"), Totals::of(plan).sentence())
}

/// What was found while planning, each with what to do, and a closing tally.
fn findings(plan: &Plan, phrases: &Phrases) -> String {
    let found: Vec<_> = plan.stores.iter().flat_map(|store| &store.findings).collect();
    let mut text: String = found.iter().map(|found| diagnostics::placed(found, phrases) + "\n\n").collect();
    if let Some(sentence) = tally(plan).sentence(phrases) {
        let _ = writeln!(text, "{sentence}");
    }
    text
}

/// The plan to be written down: what was found is said in a language from then on.
pub(crate) fn in_words(mut plan: Plan, phrases: &Phrases) -> Plan {
    for found in plan.stores.iter_mut().flat_map(|store| &mut store.findings) {
        found.message = Text::of_words(phrases.text(&found.message));
        found.help = found.help.as_ref().map(|help| Text::of_words(phrases.text(help)));
    }
    plan
}

/// How much was found while planning.
pub(crate) fn tally(plan: &Plan) -> Tally {
    Tally::of(plan.stores.iter().flat_map(|store| &store.findings).map(|found| found.severity))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// What the totals say of a plan that overwrites these columns of `contacts` in so many records.
    fn totals_of(blanked: &[(&str, u64)]) -> String {
        let step = |(column, rows): &(&str, u64)| -> Value {
            json!({
                "step": {
                    "number": 1, "table": { "schema": null, "name": "contacts" }, "key": ["id"],
                    "action": { "kind": "blank", "columns": [{ "column": column, "to": "null" }] },
                    "rule": { "text": "1", "params": [] }, "activities": [], "clauses": [],
                },
                "rows": rows,
                "with": [],
            })
        };
        let steps: Vec<Value> = blanked.iter().map(step).collect();
        let plan = json!({
            "format": 1,
            "date": "2026-11-26",
            "made_at": "2026-11-26T00:00:00Z",
            "premises": { "policy": "", "map": "", "ledger": null },
            "stores": [{ "store": "crm", "dialect": "sqlite", "catalog": "", "steps": steps, "findings": [] }],
        });
        Totals::of(&serde_json::from_value(plan).expect("a plan")).sentence()
    }

    #[test]
    fn records_that_steps_may_share_are_not_added_up_as_records() {
        assert_eq!(totals_of(&[("email", 84)]), "blank values in 84 records");
        assert_eq!(totals_of(&[("email", 84), ("name", 0)]), "blank values in 84 records");
        // By their dates, and by what persons ended: never the same records.
        assert_eq!(totals_of(&[("email", 84), ("email", 2)]), "blank values in 86 records");
        assert_eq!(totals_of(&[("email", 84), ("name", 32)]), "blank values 116 times");
    }
}
