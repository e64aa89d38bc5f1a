//! What only SQLite has: lists in temporary tables, row numbers.

use super::{Asks, LIST, Locator, PICKED, Range, Text, Work, numbers};
use crate::{
    catalog::Dialect,
    quote,
    step::{Param, Sql},
};

/// A temporary table of places: writing it takes no lock on the database.
pub(super) fn make_list(work: &Work<'_>) -> Vec<Sql> {
    let work = &Work { asks: Asks::All, ..*work };
    let locator = &work.site.locator;
    let text = Text::with_rule(work);
    let insert = text.finish(format!(
        "INSERT INTO temp.{LIST} ({}) SELECT {places} FROM {} WHERE {} ORDER BY {places}",
        columns(locator),
        work.target(),
        work.rule().text,
        places = places(locator),
    ));
    vec![
        plain(format!("DROP TABLE IF EXISTS temp.{LIST}")),
        plain(format!("CREATE TEMP TABLE {LIST} (n INTEGER PRIMARY KEY, {})", columns(locator))),
        insert,
    ]
}

/// How long the list is: one number.
pub(super) fn list_length() -> Sql {
    plain(format!("SELECT coalesce(max(n), 0) FROM temp.{LIST}"))
}

/// Statements that make room for picked rows, before the first [`pick`].
pub(super) fn picked_table(work: &Work<'_>) -> Vec<Sql> {
    vec![
        plain(format!("DROP TABLE IF EXISTS temp.{PICKED}")),
        plain(format!("CREATE TEMP TABLE {PICKED} (n INTEGER PRIMARY KEY, {})", columns(&work.site.locator))),
    ]
}

/// Statements that make [`Range::Picked`] the rows of a range that the rule is true for; the last one's count is how many.
pub fn pick(work: &Work<'_>, range: &Range) -> Vec<Sql> {
    let mut text = Text::with_rule(work);
    let rows = listed(work, range, &mut text);
    let insert = text.finish(format!(
        "INSERT INTO temp.{PICKED} SELECT l.n, {} FROM {rows} AND ({})",
        places(&work.site.locator),
        work.rule().text
    ));
    vec![plain(format!("DELETE FROM temp.{PICKED}")), insert]
}

/// Places in the list and values of the rows in a range that the rule is true for.
pub(super) fn read_whole(work: &Work<'_>, range: &Range) -> Sql {
    let mut text = Text::with_rule(work);
    let rows = listed(work, range, &mut text);
    let columns = work
        .transformed()
        .iter()
        .map(|one| format!(", {}", quote::column(Dialect::Sqlite, Some("t"), &one.column)));
    text.finish(format!("SELECT l.n{} FROM {rows} AND ({})", columns.collect::<String>(), work.rule().text))
}

/// The rows of a range under the alias `l`, and beside each the row `t` that it names: in this order, for few are looked for, by their
/// places.
fn listed(work: &Work<'_>, range: &Range, text: &mut Text) -> String {
    let locator = &work.site.locator;
    let named: Vec<String> = (0..width(locator)).map(|number| format!("l.k{number}")).collect();
    let (from, chosen) = chosen(range, text);
    let (target, places) = (work.target(), places(locator));
    format!("temp.{from} AS l CROSS JOIN {target} ON ({places}) = ({}) WHERE {chosen}", named.join(", "))
}

pub(super) fn within(locator: &Locator, range: &Range, text: &mut Text) -> String {
    let (from, chosen) = chosen(range, text);
    format!("({}) IN (SELECT {} FROM temp.{from} AS l WHERE {chosen})", places(locator), columns(locator))
}

/// The table that the rows of a range are in, and which of those under the alias `l` they are.
fn chosen(range: &Range, text: &mut Text) -> (&'static str, String) {
    match range {
        Range::Listed(after, upto) => {
            let after = text.bind(Param::Integer(*after));
            let upto = text.bind(Param::Integer(*upto));
            (LIST, format!("l.n > {after} AND l.n <= {upto}"))
        }
        Range::Numbers(rows) => {
            (LIST, format!("l.n IN (SELECT value FROM json_each({}))", text.bind(numbers(rows))))
        }
        Range::Picked => (PICKED, "TRUE".to_owned()),
        // Not made for this dialect: no row.
        Range::Blocks(..) | Range::Tids(_) => (LIST, "FALSE".to_owned()),
    }
}

/// The place of a row of the alias `t`.
fn places(locator: &Locator) -> String {
    places_of("t", locator).join(", ")
}

/// The parts of the place of a row.
pub(super) fn places_of(alias: &str, locator: &Locator) -> Vec<String> {
    match locator {
        Locator::Ctid => vec![format!("{alias}.rowid")],
        Locator::Rowid(name) => vec![quote::column(Dialect::Sqlite, Some(alias), name)],
        Locator::Key(key) => {
            key.iter().map(|column| quote::column(Dialect::Sqlite, Some(alias), column)).collect()
        }
    }
}

/// The columns that hold a place in a temporary table; without a type, so that values stay as they are.
fn columns(locator: &Locator) -> String {
    let names: Vec<String> = (0..width(locator)).map(|index| format!("k{index}")).collect();
    names.join(", ")
}

fn width(locator: &Locator) -> usize {
    if let Locator::Key(key) = locator { key.len() } else { 1 }
}

fn plain(text: String) -> Sql {
    Sql { text, params: Vec::new() }
}
