//! The map as it stands: what it speaks of in one store, and where in the text more can be said.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value};

use super::table::UNDECIDED;

/// What a map says of one store.
pub(super) struct Existing {
    /// Whether it speaks of the store at all.
    pub(super) has_store: bool,
    /// Whether further tables can be appended to the file.
    pub(super) is_open: bool,
    /// Its tables in the order of the file.
    pub(super) tables: Vec<Mapped>,
}

/// What a map says of one table.
pub(super) struct Mapped {
    pub(super) name: String,
    /// False when the whole table holds nothing personal.
    pub(super) personal: bool,
    /// The columns that are in `fields` or `not_personal`.
    pub(super) spoken: Vec<String>,
    /// All columns of the table that it names anywhere.
    pub(super) named: Vec<String>,
    /// The part of the text that is about it, when it has a header of its own.
    pub(super) section: Option<Range<usize>>,
    /// Where lines can be added to that part.
    pub(super) end: usize,
    pub(super) fields: Place,
    pub(super) not_personal: Place,
}

/// Where an entry can be added to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// There is none yet, or it is written in dotted keys: a line of the table's own.
    OwnLine,
    /// It has a header of its own: a line at this place.
    UnderHeader(usize),
    /// It is written in brackets, from here to there, its last element ending there.
    Inside(Range<usize>, Option<usize>),
    /// It is written in a way that takes no addition.
    Closed,
}

impl Existing {
    /// Reads the text; none when it is not TOML.
    pub(super) fn read(text: &str, store: &str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let root = document.as_table();
        let stores = root.get("store");
        let found = stores.and_then(Item::as_table_like).and_then(|stores| stores.get(store));
        let mut headers = Vec::new();
        headers_of(root, &mut headers);
        headers.sort_unstable();
        let reader = Reader { text, headers };
        let tables = found.and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter);
        let tables = tables.filter_map(|(name, item)| Some(reader.mapped(name, item, item.as_table_like()?)));
        Some(Self {
            has_store: found.is_some(),
            is_open: takes_headers(stores) && takes_headers(found),
            tables: tables.collect(),
        })
    }
}

/// Whether `[a.b]` may still be written below the item.
fn takes_headers(item: Option<&Item>) -> bool {
    item.is_none_or(|item| item.as_table().is_some_and(|table| !table.is_dotted()))
}

/// Where all headers begin.
fn headers_of(table: &Table, into: &mut Vec<usize>) {
    for (_, item) in table.iter() {
        match item {
            Item::Table(table) => {
                into.extend(header(table).map(|span| span.start));
                headers_of(table, into);
            }
            Item::ArrayOfTables(tables) => {
                for table in tables {
                    into.extend(header(table).map(|span| span.start));
                    headers_of(table, into);
                }
            }
            _ => {}
        }
    }
}

/// The header of a table that has one.
fn header(table: &Table) -> Option<Range<usize>> {
    if table.is_dotted() || table.is_implicit() { None } else { table.span() }
}

struct Reader<'t> {
    text: &'t str,
    headers: Vec<usize>,
}

impl Reader<'_> {
    fn mapped(&self, name: &str, item: &Item, table: &dyn TableLike) -> Mapped {
        let list = |key: &str| texts(table.get(key));
        let keys = |key: &str| -> Vec<String> {
            let section = table.get(key).and_then(Item::as_table_like);
            section.into_iter().flat_map(TableLike::iter).map(|(key, _)| key.to_owned()).collect()
        };
        let spoken = [keys("fields"), list("not_personal")].concat();
        let own = [values(table, "identity"), values(table, "events")].concat();
        let own = own.into_iter().filter(|path| !path.contains('.')).collect();
        let links = values(table, "links").iter().flat_map(|link| own_columns(link)).collect();
        let named = [spoken.clone(), list("unneeded"), keys("formats"), keys("neutral"), own, links].concat();
        let section =
            item.as_table().and_then(header).map(|header| header.start..self.next_header(header.start));
        Mapped {
            name: name.to_owned(),
            personal: table.get("personal").and_then(Item::as_bool).unwrap_or(true),
            spoken,
            named,
            end: item.as_table().map_or(0, |table| self.end_of(table)),
            section,
            fields: self.place(table.get("fields")),
            not_personal: place_in_array(table.get("not_personal")),
        }
    }

    fn next_header(&self, start: usize) -> usize {
        self.headers.iter().copied().find(|header| *header > start).unwrap_or(self.text.len())
    }

    fn place(&self, fields: Option<&Item>) -> Place {
        match fields {
            None => Place::OwnLine,
            Some(Item::Table(table)) if table.is_dotted() => Place::OwnLine,
            Some(Item::Table(table)) if header(table).is_some() => Place::UnderHeader(self.end_of(table)),
            Some(Item::Value(Value::InlineTable(table))) if !table.is_dotted() => match table.span() {
                Some(span) => {
                    let ends = table.iter().filter_map(|(_, value)| value.span()).map(|span| span.end);
                    let last = ends.max();
                    if last.is_none() && !table.is_empty() {
                        Place::Closed
                    } else {
                        Place::Inside(span, last)
                    }
                }
                None => Place::Closed,
            },
            Some(_) => Place::Closed,
        }
    }

    /// Where lines can be added to a table with a header: below its last line, and below our own comments there.
    fn end_of(&self, table: &Table) -> usize {
        let from = last_value(table).max(header(table).map(|span| span.end)).unwrap_or(0);
        let mut end = self.line_end(from);
        while self.text[end..].starts_with(UNDECIDED) {
            end = self.line_end(end);
        }
        end
    }

    /// Just after the line that holds `place`.
    fn line_end(&self, place: usize) -> usize {
        self.text[place..].find('\n').map_or(self.text.len(), |newline| place + newline + 1)
    }
}

/// Where the last value of a table's own lines ends.
fn last_value(table: &Table) -> Option<usize> {
    let end = |item: &Item| match item {
        Item::Value(value) => last_of(value),
        Item::Table(table) if table.is_dotted() => last_value(table),
        _ => None,
    };
    table.iter().filter_map(|(_, item)| end(item)).max()
}

fn last_of(value: &Value) -> Option<usize> {
    match value {
        Value::InlineTable(table) if table.is_dotted() => {
            table.iter().filter_map(|(_, value)| last_of(value)).max()
        }
        value => value.span().map(|span| span.end),
    }
}

fn place_in_array(list: Option<&Item>) -> Place {
    let Some(list) = list else { return Place::OwnLine };
    let Some((array, span)) = list.as_array().and_then(|array| Some((array, array.span()?))) else {
        return Place::Closed;
    };
    Place::Inside(span, array.iter().filter_map(Value::span).map(|span| span.end).max())
}

/// A text or a list of texts.
fn texts(item: Option<&Item>) -> Vec<String> {
    match item.and_then(Item::as_value) {
        Some(Value::String(text)) => vec![text.value().clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// All texts that stand as values in a section.
fn values(table: &dyn TableLike, section: &str) -> Vec<String> {
    let section = table.get(section).and_then(Item::as_table_like);
    section.into_iter().flat_map(TableLike::iter).flat_map(|(_, item)| texts(Some(item))).collect()
}

/// The columns on the left of `tenant, id = messages(tenant, contact_id)`.
fn own_columns(link: &str) -> Vec<String> {
    let own = link.split_once('=').map_or("", |(own, _)| own);
    own.split(',')
        .map(|column| column.trim().trim_matches('"').to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}
