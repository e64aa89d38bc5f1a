//! Where placeholders and aliases come from while a statement is written.

use std::collections::BTreeMap;

use abide_policy::map::DateFormat;
use jiff::civil::Date;

use crate::{
    catalog::{ColumnKind, Dialect},
    dating::{self, Zones},
    model::{Blank, ColumnId, Hop, Model, TableId},
    quote,
    step::{Param, Sql},
};

/// Encloses the number of a bound value until the statement is finished. No name that a database allows in practice has it.
const MARK: char = '\u{1}';

/// A statement being written for one store and one day.
pub struct Writer<'a> {
    /// The store.
    pub model: &'a Model,
    /// The day.
    pub today: Date,
    params: Vec<Param>,
    bound: BTreeMap<String, usize>,
    aliases: usize,
    /// Ties unfolded in the predicate being written.
    pub(super) unfolded: usize,
    /// Whether what was written follows ties from row to row without knowing how far.
    pub(super) recursive: bool,
}

/// What a parameter stands beside. One placeholder is used again only beside the same thing: a database takes a
/// placeholder's type from its place.
pub enum Beside {
    /// A column.
    Column(TableId, ColumnId),
    /// Any date column kept this way.
    Date(DateFormat),
    /// Text that is no column.
    Text,
}

impl<'a> Writer<'a> {
    /// Nothing written yet.
    pub fn new(model: &'a Model, today: Date) -> Self {
        Self {
            model,
            today,
            params: Vec::new(),
            bound: BTreeMap::new(),
            aliases: 0,
            unfolded: 0,
            recursive: false,
        }
    }

    /// Whether what was written follows ties from row to row without knowing how far.
    pub fn is_recursive(&self) -> bool {
        self.recursive
    }

    /// The placeholder of a value.
    pub fn bind(&mut self, param: &Param, beside: &Beside) -> String {
        let place = match beside {
            Beside::Column(table, column) => format!("{table}.{column}"),
            Beside::Date(format) => format!("{format:?}"),
            Beside::Text => String::new(),
        };
        let number = *self.bound.entry(format!("{place} {param:?}")).or_insert_with(|| {
            self.params.push(param.clone());
            self.params.len()
        });
        format!("{MARK}{number}{MARK}")
    }

    /// The placeholder of the first moment of a day, beside a date kept this way; none beyond the calendar.
    pub fn bind_day(&mut self, day: Date, format: DateFormat) -> Option<String> {
        let zones = Zones { controller: &self.model.zone, store: &self.model.store_zone };
        let mut param = dating::boundary(day, format, zones)?;
        if let (Dialect::MariaDb, DateFormat::Instant, Param::Text(moment)) =
            (self.model.dialect, format, &mut param)
        {
            // It takes no zone with a moment; its sessions are in UTC.
            *moment = moment.trim_end_matches("+00").to_owned();
        }
        Some(self.bind(&param, &Beside::Date(format)))
    }

    /// A name for a table within a statement, not used before.
    pub fn alias(&mut self) -> String {
        self.aliases += 1;
        format!("x{}", self.aliases)
    }

    /// `alias."column"`
    pub fn column(&self, alias: &str, table: TableId, column: ColumnId) -> String {
        quote::column(self.model.dialect, Some(alias), &self.model.tables[table].columns[column].name)
    }

    /// The column's text as bytes, where its own comparisons take more for the same (MariaDB: case, accents, blanks at the end).
    pub fn exact(&self, alias: &str, table: TableId, column: ColumnId) -> Option<String> {
        let collation = self.model.tables[table].columns[column].collation.as_deref()?;
        let name = self.column(alias, table, column);
        Some(match collation.starts_with("utf8") {
            true => format!("CAST({name} AS BINARY)"),
            false => format!("CAST(CONVERT({name} USING utf8mb4) AS BINARY)"),
        })
    }

    /// `"table" alias`
    pub fn table(&self, table: TableId, alias: &str) -> String {
        format!("{} {alias}", quote::table(self.model.dialect, &self.model.tables[table].name))
    }

    /// The tables along a path from `alias` (a row of `start`), how they are linked, and the alias at the end.
    pub fn along(&mut self, alias: &str, start: TableId, path: &[Hop]) -> Way {
        self.way(alias, start, path, false)
    }

    /// As [`Writer::along`], but over nothing that stands in place of a value: it tells nobody, and others may hold the same.
    pub fn along_filled(&mut self, alias: &str, start: TableId, path: &[Hop]) -> Way {
        self.way(alias, start, path, true)
    }

    fn way(&mut self, alias: &str, start: TableId, path: &[Hop], filled: bool) -> Way {
        let (mut here, mut table) = (alias.to_owned(), start);
        let mut way = Way { from: String::new(), on: String::new(), end: here.clone() };
        for (number, hop) in path.iter().enumerate() {
            let there = self.alias();
            let mut on = self.linked(&here, table, hop, &there);
            if filled {
                on += &self.filled_ends(&here, table, hop, &there);
            }
            if number == 0 {
                way.from = self.table(hop.table, &there);
                way.on = on;
            } else {
                way.from = format!("{} JOIN {} ON {on}", way.from, self.table(hop.table, &there));
            }
            (here, table) = (there, hop.table);
        }
        way.end = here;
        way
    }

    /// `there.their = here.own AND …`
    pub fn linked(&self, here: &str, table: TableId, hop: &Hop, there: &str) -> String {
        let pairs = hop.own.iter().zip(&hop.their);
        let equal = pairs.map(|(own, their)| {
            format!("{} = {}", self.column(there, hop.table, *their), self.column(here, table, *own))
        });
        equal.collect::<Vec<_>>().join(" AND ")
    }

    fn filled_ends(&mut self, here: &str, table: TableId, hop: &Hop, there: &str) -> String {
        let own = hop.own.iter().map(|column| (here, table, *column));
        let ends = own.chain(hop.their.iter().map(|column| (there, hop.table, *column)));
        let mut filled = String::new();
        for (alias, table, column) in ends {
            let blank = &self.model.tables[table].columns[column].blank;
            if matches!(blank, Blank::Constant(_) | Blank::FromKey) {
                filled += &format!(" AND {}", self.filled(alias, table, column).render_within());
            }
        }
        filled
    }

    /// The primary key of a row as one text.
    pub fn key_text(&self, alias: &str, table: TableId) -> String {
        let parts: Vec<String> =
            self.model.tables[table].key.iter().map(|c| self.key_part(alias, table, *c)).collect();
        match self.model.dialect {
            Dialect::Sqlite => format!("json_array({})", parts.join(", ")),
            Dialect::Postgres => format!("jsonb_build_array({})::text", parts.join(", ")),
            // As bytes: two keys are the same text or they are not.
            Dialect::MariaDb => format!("CAST(JSON_ARRAY({}) AS BINARY)", parts.join(", ")),
        }
    }

    /// A column of the key as JSON takes it: MariaDB's does not take bytes.
    fn key_part(&self, alias: &str, table: TableId, column: ColumnId) -> String {
        let name = self.column(alias, table, column);
        match (self.model.dialect, self.model.tables[table].columns[column].kind) {
            (Dialect::MariaDb, ColumnKind::Bytes) => format!("HEX({name})"),
            _ => name,
        }
    }

    /// The finished statement. Simplifying may have dropped what a value was bound for: only those that the text still
    /// names are kept, numbered as they come.
    pub fn finish(self, text: String) -> Sql {
        if !text.contains(MARK) {
            return Sql { text, params: Vec::new() };
        }
        let sign = self.model.dialect.placeholder();
        let mut kept: Vec<usize> = Vec::new();
        let mut finished = String::with_capacity(text.len());
        for (place, part) in text.split(MARK).enumerate() {
            match part.parse::<usize>() {
                Ok(number) if place % 2 == 1 => {
                    let known = kept.iter().position(|other| *other == number);
                    let place = known.unwrap_or_else(|| {
                        kept.push(number);
                        kept.len() - 1
                    });
                    finished.push_str(&format!("{sign}{}", place + 1));
                }
                _ => finished.push_str(part),
            }
        }
        let params = kept.iter().map(|number| self.params[number - 1].clone()).collect();
        Sql { text: finished, params }
    }
}

/// A path in SQL.
pub struct Way {
    /// What stands after FROM.
    pub from: String,
    /// How it is linked with the row it starts from.
    pub on: String,
    /// The alias of the table at the end.
    pub end: String,
}

/// The same path from its end to `start`.
pub fn reverse(start: TableId, path: &[Hop]) -> Vec<Hop> {
    let tables: Vec<TableId> = std::iter::once(start).chain(path.iter().map(|hop| hop.table)).collect();
    let back = |(number, hop): (usize, &Hop)| Hop {
        own: hop.their.clone(),
        table: tables[number],
        their: hop.own.clone(),
    };
    path.iter().enumerate().rev().map(back).collect()
}
