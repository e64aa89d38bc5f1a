//! How each personal column is blanked when its record stays: NULL where the column takes it, else a neutral value that
//! keeps the constraints.

use std::collections::BTreeMap;

use abide_policy::{
    condition::Literal,
    finding::{Finding, Severity},
    map::MapTable,
};

use super::Binder;
use crate::{
    catalog::{self, ColumnKind, Dialect},
    model::{Blank, ColumnId, Condition, Hop, Table, TableId, passed},
    tie::exists_paths,
};

impl Binder<'_> {
    /// Decides for every column of a table.
    pub(super) fn blanks(&mut self, id: TableId, map: &MapTable, table: &mut Table) {
        let working = self.working_columns(id, table);
        for number in 0..table.columns.len() {
            if table.columns[number].category.is_some() {
                table.columns[number].blank = self.blank(id, map, table, number, &working);
            }
        }
    }

    fn blank(
        &mut self,
        id: TableId,
        map: &MapTable,
        table: &Table,
        number: ColumnId,
        working: &BTreeMap<ColumnId, &'static str>,
    ) -> Blank {
        let column = &table.columns[number];
        let confirmed = map.unneeded.iter().any(|name| name.value == column.name);
        if !map.files.is_empty() {
            return Blank::Stays(Blank::WHOLE.to_owned());
        }
        if let Some(why) = &table.untouchable {
            return Blank::Stays(why.clone());
        }
        if table.key.is_empty() {
            return Blank::Stays("its table has no primary key".to_owned());
        }
        if table.undeletable.as_deref().is_some_and(|why| why.ends_with("has errors")) {
            return Blank::Stays(table.undeletable.clone().unwrap_or_default());
        }
        if column.needed_by.is_empty() && !confirmed {
            return Blank::Stays(
                "no activity needs it, and its removal is not confirmed in the map".to_owned(),
            );
        }
        if let Some(why) = working.get(&number) {
            return Blank::Stays((*why).to_owned());
        }
        let listed = &self.catalog.tables[id].columns[number];
        let said = map.neutral.iter().find(|(name, _)| name.value == column.name);
        match said
            .map_or_else(|| self.usual(id, listed), |(_, literal)| self.said(id, listed, &literal.value))
        {
            Ok(blank) => blank,
            Err(why) => {
                let place = format!("{}.{}", self.place(id), column.name);
                let message = format!("column {place} cannot be blanked while its record stays: {why}");
                self.findings.push(
                    Finding::new("bind/no-neutral-value", Severity::Warning, message)
                        .at(map.name.span.clone())
                        .place(place)
                        .help(format!("name a value that fits: neutral = {{ {} = … }}", column.name)),
                );
                Blank::Stays(why)
            }
        }
    }

    /// The value that the map gives, or why it will not do.
    fn said(&self, id: TableId, listed: &catalog::Column, literal: &Literal) -> Result<Blank, String> {
        if self.catalog.tables[id].unique.iter().any(|columns| columns.contains(&listed.name)) {
            return Err("it must be unique, so that one value cannot be written over all".to_owned());
        }
        let too_long = |text: &str| {
            listed
                .max_length
                .is_some_and(|most| text.chars().count() > usize::try_from(most).unwrap_or(usize::MAX))
        };
        let (on_postgres, on_sqlite) =
            (self.catalog.dialect == Dialect::Postgres, self.catalog.dialect == Dialect::Sqlite);
        // Each in the form in which the database gives it back, so that what is blank is seen to be.
        let stored = match (literal, listed.kind) {
            (Literal::Text(text), _) if too_long(text) => None,
            (Literal::Text(text), ColumnKind::Uuid) => Some(Literal::Text(text.to_lowercase())),
            (Literal::Date(day), ColumnKind::Timestamp) if !on_sqlite => {
                Some(Literal::Text(format!("{day} 00:00:00")))
            }
            (Literal::Date(day), ColumnKind::TimestampTz) if on_postgres => {
                Some(Literal::Text(format!("{day} 00:00:00+00")))
            }
            (Literal::Date(day), ColumnKind::TimestampTz) if !on_sqlite => {
                (1970..=2037).contains(&day.year()).then(|| Literal::Text(format!("{day} 00:00:00")))
            }
            (Literal::Text(_), ColumnKind::Text | ColumnKind::Enum)
            | (Literal::Integer(_), ColumnKind::Integer | ColumnKind::Decimal)
            | (Literal::Decimal(_), ColumnKind::Decimal)
            | (Literal::Bool(_), ColumnKind::Bool)
            | (Literal::Date(_), ColumnKind::Date) => Some(literal.clone()),
            (Literal::Text(_) | Literal::Date(_), ColumnKind::Timestamp | ColumnKind::TimestampTz)
                if on_sqlite =>
            {
                Some(literal.clone())
            }
            _ => None,
        };
        let unfit =
            || format!("the neutral value that the map gives does not fit its type {}", listed.declared);
        stored.map(Blank::Constant).ok_or_else(unfit)
    }

    /// NULL or the usual neutral value, or why neither will do.
    fn usual(&self, id: TableId, listed: &catalog::Column) -> Result<Blank, String> {
        let table = &self.catalog.tables[id];
        if listed.generated {
            return Err("the database computes it".to_owned());
        }
        let checks: Vec<&catalog::Check> =
            table.checks.iter().filter(|check| mentions(&check.expression, &listed.name)).collect();
        if listed.nullable && checks.iter().all(|check| !asks_about_null(&check.expression)) {
            return Ok(Blank::Null);
        }
        if let Some(check) = checks.first() {
            let name = check.name.as_deref().unwrap_or("without name");
            return Err(format!("the check constraint {name} may refuse a neutral value"));
        }
        if listed.nullable {
            return Ok(Blank::Null);
        }
        if table.unique.iter().any(|columns| columns.contains(&listed.name)) {
            return from_key(table, listed);
        }
        neutral(self.catalog.dialect, listed)
            .map(Blank::Constant)
            .ok_or_else(|| format!("it takes no NULL, and its type {} has no neutral value", listed.declared))
    }

    /// Columns that rules of this or any other table look at, with the reason.
    fn working_columns(&self, id: TableId, table: &Table) -> BTreeMap<ColumnId, &'static str> {
        let mut working = BTreeMap::new();
        let mut add = |columns: &[ColumnId], why| {
            for column in columns {
                working.entry(*column).or_insert(why);
            }
        };
        add(&table.key, "it is part of the primary key");
        for key in &self.catalog.tables[id].foreign_keys {
            add(&self.columns(id, &key.columns), "it refers to another record");
        }
        for other in &self.catalog.tables {
            for key in other.foreign_keys.iter().filter(|key| key.table == table.name) {
                add(&self.columns(id, &key.their), "other records refer to it");
            }
        }
        let file = self.mapped(id).and_then(|map| map.file.as_ref());
        add(
            &self.columns(id, file.map(|file| file.column.value.clone()).as_slice()),
            "its file is found by it",
        );
        self.looked_at(id, &mut add);
        for service in &table.serves {
            service.condition.iter().for_each(|condition| {
                add(&condition.columns(), "a condition of the map looks at it");
            });
        }
        working
    }

    /// Columns of this table that events and links name, wherever in the map they are named.
    fn looked_at(&self, id: TableId, add: &mut impl FnMut(&[ColumnId], &'static str)) {
        let Binder { policy, store, catalog, links, .. } = *self;
        let mut quiet = Binder { policy, store, catalog, links, findings: Vec::new() };
        add(&links.counted_from(id), "another store counts a period from it");
        for start in 0..self.catalog.tables.len() {
            let Some(map) = self.mapped(start) else { continue };
            for path in map.events.iter().flat_map(|(_, paths)| paths) {
                if let Some((hops, column)) = quiet.way(start, path) {
                    along(start, &hops, id, add);
                    if hops.last().map_or(start, |hop| hop.table) == id {
                        add(&[column], "a period is counted from it");
                    }
                }
            }
            for condition in map.serves.iter().filter_map(|serves| serves.condition.as_ref()) {
                if let Some(condition) = quiet.condition(start, &condition.value, &condition.span) {
                    asked(start, &condition, id, add);
                }
            }
        }
    }
}

/// Columns of `table` that a condition over `start` looks at in linked records.
fn asked(
    start: TableId,
    condition: &Condition,
    table: TableId,
    add: &mut impl FnMut(&[ColumnId], &'static str),
) {
    exists_paths(condition).iter().for_each(|path| along(start, path, table, add));
    inner(condition, &mut |path, inner| {
        if path.last().is_some_and(|hop| hop.table == table) {
            add(&inner.columns(), "a condition of the map looks at it");
        }
    });
}

fn inner(condition: &Condition, visit: &mut impl FnMut(&[Hop], &Condition)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| inner(part, visit)),
        Condition::Not(part) => inner(part, visit),
        Condition::Exists(path, Some(condition)) => {
            visit(path, condition);
            inner(condition, visit);
        }
        _ => {}
    }
}

fn along(start: TableId, hops: &[Hop], table: TableId, add: &mut impl FnMut(&[ColumnId], &'static str)) {
    add(&passed(start, hops, table), "it links records");
}

/// Whether an SQL expression mentions a column, as a word of its own.
pub(super) fn mentions(expression: &str, column: &str) -> bool {
    let (expression, column) = (expression.to_lowercase(), column.to_lowercase());
    let word = |character: char| character.is_alphanumeric() || character == '_';
    expression.match_indices(&column).any(|(at, _)| {
        !expression[..at].chars().next_back().is_some_and(word)
            && !expression[at + column.len()..].chars().next().is_some_and(word)
    })
}

/// Whether NULL could make the expression false: plain comparisons with NULL are unknown, and a check lets that pass.
fn asks_about_null(expression: &str) -> bool {
    let expression = expression.to_lowercase();
    ["null", "coalesce", "distinct", "case", "concat", "greatest", "least", " is ", "format"]
        .iter()
        .any(|word| expression.contains(word))
}

fn from_key(table: &catalog::Table, listed: &catalog::Column) -> Result<Blank, String> {
    if listed.kind != ColumnKind::Text {
        return Err(format!(
            "it must be unique and its type {} has no neutral values that are",
            listed.declared
        ));
    }
    let kind = |name: &String| table.column(name).map(|column| column.kind);
    let plain = |name: &String| matches!(kind(name), Some(ColumnKind::Integer | ColumnKind::Uuid));
    if table.primary_key.len() > 1 && !table.primary_key.iter().all(plain) {
        let why = "it must be unique, and the parts of the primary key, joined, may be the same for two rows";
        return Err(why.to_owned());
    }
    let length = |name: &String| match kind(name) {
        Some(ColumnKind::Integer) => Some(20),
        Some(ColumnKind::Uuid) => Some(36),
        _ => table.column(name).and_then(|column| column.max_length),
    };
    let lengths: Option<Vec<u32>> = table.primary_key.iter().map(length).collect();
    let needed = lengths
        .map(|lengths| lengths.iter().sum::<u32>() + 6 + u32::try_from(lengths.len()).unwrap_or(u32::MAX));
    match (listed.max_length, needed) {
        (None, _) => Ok(Blank::FromKey),
        (Some(limit), Some(needed)) if needed <= limit => Ok(Blank::FromKey),
        (Some(limit), _) => {
            Err(format!("it must be unique, and its {limit} characters may be too few for a neutral value"))
        }
    }
}

/// The usual neutral value of a column that takes no NULL.
fn neutral(dialect: Dialect, listed: &catalog::Column) -> Option<Literal> {
    let text = |text: &str| Some(Literal::Text(text.to_owned()));
    match (listed.kind, dialect) {
        (ColumnKind::Text, _) => text(""),
        (ColumnKind::Integer, _) => Some(Literal::Integer(0)),
        (ColumnKind::Decimal, _) => Some(Literal::Decimal("0".to_owned())),
        (ColumnKind::Bool, Dialect::Postgres) => Some(Literal::Bool(false)),
        (ColumnKind::Bool, Dialect::Sqlite | Dialect::MariaDb) => Some(Literal::Integer(0)),
        (ColumnKind::Date, _) | (ColumnKind::Timestamp | ColumnKind::TimestampTz, Dialect::Sqlite) => {
            text("1900-01-01")
        }
        (ColumnKind::Timestamp, Dialect::Postgres | Dialect::MariaDb) => text("1900-01-01 00:00:00"),
        (ColumnKind::TimestampTz, Dialect::Postgres) => text("1900-01-01 00:00:00+00"),
        // The earliest that it takes.
        (ColumnKind::TimestampTz, Dialect::MariaDb) => text("1970-01-01 00:00:01"),
        (ColumnKind::Json, Dialect::MariaDb) => text("{}"),
        (ColumnKind::Json, _) if listed.declared.eq_ignore_ascii_case("jsonb") => text("{}"),
        (ColumnKind::Uuid, _) => text("00000000-0000-0000-0000-000000000000"),
        _ => None,
    }
}
