//! What tables and columns most likely hold, by their names and types. The rules are data: `guesses.toml`.

use std::sync::LazyLock;

use toml_edit::{Document, Item, TableLike};

use super::words::{end_of, singular, words};
use crate::catalog::{Catalog, Column, ColumnKind, ForeignKey, Table};

/// How many references are followed to find whose data a table holds.
const FAR: u32 = 3;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::read);

/// What a column most likely holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Guess {
    /// Personal data of a category.
    Category(String),
    /// Nothing personal.
    NotPersonal,
    /// No one can tell but a person.
    Undecided,
}

/// Whether a table holds nothing but things: codes, labels, amounts, and no way to a person.
pub(super) fn is_reference(catalog: &Catalog, table: &Table) -> bool {
    let is_thing = |column: &Column| {
        RULES.label.fits(&words(&column.name)).is_some_and(|fit| fit.whole)
            || guess(catalog, table, column) == Guess::NotPersonal
    };
    !table.columns.is_empty() && subjects(catalog, table).is_empty() && table.columns.iter().all(is_thing)
}

/// Whose data a table holds: by its name, else by what it refers to.
pub(super) fn subjects(catalog: &Catalog, table: &Table) -> Vec<String> {
    subjects_within(catalog, table, FAR)
}

fn subjects_within(catalog: &Catalog, table: &Table, far: u32) -> Vec<String> {
    if let Some(subject) = own_subject(table) {
        return vec![subject.to_owned()];
    }
    let mut found = Vec::new();
    for key in table.foreign_keys.iter().filter(|_| far > 0) {
        if let Some(other) = referred(catalog, key).filter(|other| other.name != table.name) {
            found.extend(subjects_within(catalog, other, far - 1));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The table that a reference leads to.
pub(super) fn referred<'c>(catalog: &'c Catalog, key: &ForeignKey) -> Option<&'c Table> {
    catalog.tables.iter().find(|table| table.name == key.table)
}

fn own_subject(table: &Table) -> Option<&'static str> {
    let words = singular(words(&table.name.name));
    RULES.subject.fits(&words).filter(|fit| fit.at_end).map(|fit| fit.what)
}

/// What a column most likely holds.
pub(super) fn guess(catalog: &Catalog, table: &Table, column: &Column) -> Guess {
    let words = words(&column.name);
    if let Some(category) = category(table, column, &words) {
        return Guess::Category(category.to_owned());
    }
    let is_reference = table
        .foreign_keys
        .iter()
        .any(|key| key.columns.contains(&column.name) && referred(catalog, key).is_some());
    let is_counted = matches!(column.kind, ColumnKind::Bool | ColumnKind::Decimal);
    let is_moment = matches!(column.kind, ColumnKind::Timestamp | ColumnKind::TimestampTz);
    let is_key = table.primary_key.contains(&column.name);
    let is_bookkeeping = RULES.not_personal.fits(&words).is_some() || event(column).is_some();
    if is_key || is_reference || is_counted || is_moment || is_bookkeeping {
        return Guess::NotPersonal;
    }
    Guess::Undecided
}

fn category(table: &Table, column: &Column, words: &[String]) -> Option<&'static str> {
    let rules = match column.kind {
        ColumnKind::Bool => return None,
        ColumnKind::Date | ColumnKind::Timestamp | ColumnKind::TimestampTz => vec![&RULES.of_dates],
        ColumnKind::Integer | ColumnKind::Decimal => vec![&RULES.of_numbers],
        _ if own_subject(table).is_some() => vec![&RULES.category, &RULES.of_dates, &RULES.of_people],
        _ => vec![&RULES.category, &RULES.of_dates],
    };
    let best = rules.into_iter().filter_map(|names| names.fits(words)).max_by_key(Fit::rank)?;
    let other = RULES.not_personal.fits(words);
    other.is_none_or(|other| other.rank() < best.rank()).then_some(best.what)
}

/// The event that a column most likely holds the date of.
pub(super) fn event(column: &Column) -> Option<&'static str> {
    let may_be_date = matches!(
        column.kind,
        ColumnKind::Date
            | ColumnKind::Timestamp
            | ColumnKind::TimestampTz
            | ColumnKind::Text
            | ColumnKind::Integer
    );
    RULES.event.fits(&words(&column.name)).filter(|fit| may_be_date && fit.whole).map(|fit| fit.what)
}

/// The kind of identity that a column of `category` is.
pub(super) fn identity(category: &str) -> Option<&'static str> {
    RULES.identity.iter().find(|(_, of)| of == category).map(|(kind, _)| kind.as_str())
}

struct Rules {
    category: Names,
    of_people: Names,
    of_dates: Names,
    of_numbers: Names,
    not_personal: Names,
    label: Names,
    event: Names,
    subject: Names,
    identity: Vec<(String, String)>,
}

impl Rules {
    fn read() -> Self {
        let file = Document::parse(include_str!("guesses.toml")).expect("the rules are TOML");
        let section = |name: &str| file.get(name).and_then(Item::as_table_like);
        let text = |item: &Item| item.as_str().unwrap_or_default().to_owned();
        let identity = section("identity").into_iter().flat_map(TableLike::iter);
        Self {
            category: Names::of(section("category")),
            of_people: Names::of(section("category_of_people")),
            of_dates: Names::of(section("category_of_dates")),
            of_numbers: Names::of(section("category_of_numbers")),
            not_personal: Names::of(section("not_personal")),
            label: Names::of(section("label")),
            event: Names::of(section("event")),
            subject: Names::of(section("subject")),
            identity: identity.map(|(kind, of)| (kind.to_owned(), text(of))).collect(),
        }
    }
}

/// Names, each with what it means.
struct Names(Vec<(Vec<String>, String)>);

/// How a name fits.
struct Fit {
    /// What it means.
    what: &'static str,
    /// It is the whole of the words, not a part.
    whole: bool,
    /// Nothing follows it.
    at_end: bool,
    /// How many words it has, and how near the end it is.
    rank: (usize, usize),
}

impl Fit {
    fn rank(&self) -> (usize, usize) {
        self.rank
    }
}

impl Names {
    fn of(section: Option<&dyn TableLike>) -> Self {
        let mut names = Vec::new();
        for (what, list) in section.into_iter().flat_map(TableLike::iter) {
            for name in list.as_array().into_iter().flatten().filter_map(|name| name.as_str()) {
                names.push((words(name), what.to_owned()));
            }
        }
        Self(names)
    }

    fn fits(&'static self, words: &[String]) -> Option<Fit> {
        let fit = |(name, what): &'static (Vec<String>, String)| {
            let end = end_of(words, name)?;
            let rank = (name.len(), end);
            Some(Fit { what, whole: name.len() == words.len(), at_end: end == words.len(), rank })
        };
        self.0.iter().filter_map(fit).max_by_key(Fit::rank)
    }
}

#[cfg(test)]
mod tests {
    use abide_policy::vocabulary::Vocabulary;

    use super::RULES;

    #[test]
    fn what_is_guessed_is_in_the_built_in_vocabulary() {
        let built_in = Vocabulary::built_in();
        let categories = [&RULES.category, &RULES.of_people, &RULES.of_dates, &RULES.of_numbers];
        for (_, category) in categories.iter().flat_map(|names| &names.0) {
            assert!(built_in.categories.contains_key(category), "{category}");
        }
        for (_, subject) in &RULES.subject.0 {
            assert!(built_in.subjects.contains_key(subject), "{subject}");
        }
        for (_, event) in &RULES.event.0 {
            assert!(built_in.events.contains_key(event), "{event}");
        }
        for (_, category) in &RULES.identity {
            assert!(built_in.categories.contains_key(category), "{category}");
        }
        assert!(!RULES.not_personal.0.is_empty() && !RULES.label.0.is_empty());
    }
}
