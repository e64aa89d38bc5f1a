//! How each personal column is blanked when its record stays: NULL where the column takes it, else a neutral value that
//! keeps the constraints.

use abide_phrases::{Text, Value, text};
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
        working: &BTreeMap<ColumnId, Text>,
    ) -> Blank {
        let column = &table.columns[number];
        let confirmed = map.unneeded.iter().any(|name| name.value == column.name);
        if !map.files.is_empty() {
            return Blank::whole();
        }
        if let Some(why) = &table.untouchable {
            return Blank::Stays(why.clone());
        }
        if table.key.is_empty() {
            return Blank::Stays(text!("stays-no-key"));
        }
        let errors = [Some("left-rule-errors"), Some("left-file-errors")];
        let wrong = |why: &&Text| errors.contains(&why.key());
        if let Some(why) = table.undeletable.as_ref().filter(wrong) {
            return Blank::Stays(why.clone());
        }
        if column.needed_by.is_empty() && !confirmed {
            return Blank::Stays(text!("stays-unconfirmed"));
        }
        if let Some(why) = working.get(&number) {
            return Blank::Stays(why.clone());
        }
        let listed = &self.catalog.tables[id].columns[number];
        let said = map.neutral.iter().find(|(name, _)| name.value == column.name);
        match said
            .map_or_else(|| self.usual(id, listed), |(_, literal)| self.said(id, listed, &literal.value))
        {
            Ok(blank) => blank,
            Err(why) => {
                let place = format!("{}.{}", self.place(id), column.name);
                let message = text!("bind-no-neutral", column = &place, why = why.clone());
                self.findings.push(
                    Finding::new("bind/no-neutral-value", Severity::Warning, message)
                        .at(map.name.span.clone())
                        .place(place)
                        .help(text!("bind-no-neutral.help", column = &column.name)),
                );
                Blank::Stays(why)
            }
        }
    }

    /// The value that the map gives, or why it will not do.
    fn said(&self, id: TableId, listed: &catalog::Column, literal: &Literal) -> Result<Blank, Text> {
        if self.catalog.tables[id].unique.iter().any(|columns| columns.contains(&listed.name)) {
            return Err(text!("unique-for-all"));
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
        let unfit = || text!("unfit-neutral", declared = &listed.declared);
        stored.map(Blank::Constant).ok_or_else(unfit)
    }

    /// NULL or the usual neutral value, or why neither will do.
    fn usual(&self, id: TableId, listed: &catalog::Column) -> Result<Blank, Text> {
        let table = &self.catalog.tables[id];
        if listed.generated {
            return Err(text!("computed"));
        }
        let checks: Vec<&catalog::Check> =
            table.checks.iter().filter(|check| mentions(&check.expression, &listed.name)).collect();
        if listed.nullable && checks.iter().all(|check| !asks_about_null(&check.expression)) {
            return Ok(Blank::Null);
        }
        if let Some(check) = checks.first() {
            return Err(text!("check-refuses-neutral", name = named(check)));
        }
        if listed.nullable {
            return Ok(Blank::Null);
        }
        if table.unique.iter().any(|columns| columns.contains(&listed.name)) {
            return from_key(table, listed);
        }
        neutral(self.catalog.dialect, listed)
            .map(Blank::Constant)
            .ok_or_else(|| text!("no-neutral", declared = &listed.declared))
    }

    /// Columns that rules of this or any other table look at, with the reason.
    fn working_columns(&self, id: TableId, table: &Table) -> BTreeMap<ColumnId, Text> {
        let mut working = BTreeMap::new();
        let mut add = |columns: &[ColumnId], why: Text| {
            for column in columns {
                working.entry(*column).or_insert_with(|| why.clone());
            }
        };
        add(&table.key, text!("works-key"));
        for key in &self.catalog.tables[id].foreign_keys {
            add(&self.columns(id, &key.columns), text!("works-refers"));
        }
        for other in &self.catalog.tables {
            for key in other.foreign_keys.iter().filter(|key| key.table == table.name) {
                add(&self.columns(id, &key.their), text!("works-referred"));
            }
        }
        let file = self.mapped(id).and_then(|map| map.file.as_ref());
        add(&self.columns(id, file.map(|file| file.column.value.clone()).as_slice()), text!("works-file"));
        self.looked_at(id, &mut add);
        for service in &table.serves {
            service.condition.iter().for_each(|condition| {
                add(&condition.columns(), text!("works-condition"));
            });
        }
        working
    }

    /// Columns of this table that events and links name, wherever in the map they are named.
    fn looked_at(&self, id: TableId, add: &mut impl FnMut(&[ColumnId], Text)) {
        let Binder { policy, store, catalog, links, .. } = *self;
        let mut quiet = Binder { policy, store, catalog, links, findings: Vec::new() };
        add(&links.counted_from(id), text!("works-elsewhere"));
        for start in 0..self.catalog.tables.len() {
            let Some(map) = self.mapped(start) else { continue };
            for path in map.events.iter().flat_map(|(_, paths)| paths) {
                if let Some((hops, column)) = quiet.way(start, path) {
                    along(start, &hops, id, add);
                    if hops.last().map_or(start, |hop| hop.table) == id {
                        add(&[column], text!("works-counted"));
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
fn asked(start: TableId, condition: &Condition, table: TableId, add: &mut impl FnMut(&[ColumnId], Text)) {
    exists_paths(condition).iter().for_each(|path| along(start, path, table, add));
    inner(condition, &mut |path, inner| {
        if path.last().is_some_and(|hop| hop.table == table) {
            add(&inner.columns(), text!("works-condition"));
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

fn along(start: TableId, hops: &[Hop], table: TableId, add: &mut impl FnMut(&[ColumnId], Text)) {
    add(&passed(start, hops, table), text!("works-links"));
}

/// The name of a check constraint, if it has one.
pub(super) fn named(check: &catalog::Check) -> Value {
    check.name.as_ref().map_or_else(|| text!("unnamed").into(), Value::from)
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

fn from_key(table: &catalog::Table, listed: &catalog::Column) -> Result<Blank, Text> {
    if listed.kind != ColumnKind::Text {
        return Err(text!("unique-type", declared = &listed.declared));
    }
    let kind = |name: &String| table.column(name).map(|column| column.kind);
    let plain = |name: &String| matches!(kind(name), Some(ColumnKind::Integer | ColumnKind::Uuid));
    if table.primary_key.len() > 1 && !table.primary_key.iter().all(plain) {
        return Err(text!("unique-joined"));
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
        (Some(limit), _) => Err(text!("unique-short", limit)),
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
