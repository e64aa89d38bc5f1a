//! What only SQLite has: lists in temporary tables, row numbers.

use super::{Asks, LIST, Locator, PICKED, Range, Text, Work};
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
        plain(format!("CREATE TEMP TABLE {PICKED} ({})", columns(&work.site.locator))),
    ]
}

/// Statements that make [`Range::Picked`] the rows of a range that the rule is true for; the last one's count is how many.
pub fn pick(work: &Work<'_>, range: &Range) -> Vec<Sql> {
    let locator = &work.site.locator;
    let mut text = Text::with_rule(work);
    let within = within(locator, range, &mut text);
    let insert = text.finish(format!(
        "INSERT INTO temp.{PICKED} SELECT {} FROM {} WHERE {within} AND ({})",
        places(locator),
        work.target(),
        work.rule().text
    ));
    vec![plain(format!("DELETE FROM temp.{PICKED}")), insert]
}

/// Places in the list and values of the rows in a range that the rule is true for.
pub(super) fn read_whole(work: &Work<'_>, range: &Range) -> Sql {
    let locator = &work.site.locator;
    let mut text = Text::with_rule(work);
    let within = within(locator, range, &mut text);
    let columns = work
        .transformed()
        .iter()
        .map(|one| format!(", {}", quote::column(Dialect::Sqlite, Some("t"), &one.column)));
    let listed = |number: usize| format!("l.k{number}");
    let listed: Vec<String> = (0..width(locator)).map(listed).collect();
    text.finish(format!(
        "SELECT l.n{} FROM {} JOIN temp.{LIST} AS l ON ({}) = ({}) WHERE {within} AND ({})",
        columns.collect::<String>(),
        work.target(),
        places(locator),
        listed.join(", "),
        work.rule().text
    ))
}

pub(super) fn within(locator: &Locator, range: &Range, text: &mut Text) -> String {
    let chosen = match range {
        Range::Listed(after, upto) => {
            let after = text.bind(Param::Integer(*after));
            let upto = text.bind(Param::Integer(*upto));
            format!("SELECT {} FROM temp.{LIST} WHERE n > {after} AND n <= {upto}", columns(locator))
        }
        Range::Picked => format!("SELECT {} FROM temp.{PICKED}", columns(locator)),
        // Not made for this dialect: no row.
        Range::Blocks(..) | Range::Tids(_) => return "FALSE".to_owned(),
    };
    format!("({}) IN ({chosen})", places(locator))
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
