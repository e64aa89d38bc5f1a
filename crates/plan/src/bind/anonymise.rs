//! What is left of values that are made anonymous: each transform held against its column.

use abide_policy::{
    finding::Finding,
    map::MapTable,
    model::End,
    span::{Span, Spanned},
    transform::Transform,
};

use super::Binder;
use crate::{
    catalog::{self, ColumnKind},
    model::{Blank, ColumnId, Table, TableId},
};

impl Binder<'_> {
    /// Notes each column's transform. One that cannot be is an error: what was to be coarsened must not stay whole.
    pub(super) fn transforms(&mut self, id: TableId, map: &MapTable, table: &mut Table) {
        for (column, transform) in &map.anonymise {
            if !self.known_column(id, column) {
                continue;
            }
            let Some(number) = table.column(&column.value) else { continue };
            let activities = &self.policy.activities;
            let anonymises = |service: &usize| {
                activities[table.serves[*service].activity].keep.value.end == End::Anonymise
            };
            if !table.columns[number].needed_by.iter().any(anonymises) || transform.value == Transform::Drop {
                continue;
            }
            match self.obstacle(id, table, number, transform) {
                None => table.columns[number].transform = Some(transform.value),
                Some(why) => self.cannot_be_coarsened(id, &column.value, &transform.span, &why),
            }
        }
    }

    fn cannot_be_coarsened(&mut self, id: TableId, column: &str, span: &Span, why: &Obstacle) {
        let place = format!("{}.{column}", self.place(id));
        let (code, why, help) = match why {
            Obstacle::Kind(why) => (
                "bind/transform-type",
                why,
                "use a transform for what it holds: truncate-ip (addresses), year and month (dates), first N (text), bucket N (numbers)",
            ),
            Obstacle::Column(why) => (
                "bind/transform-column",
                why,
                "leave its transform out: it then stays as long as its record, and leads back to whom it is about; or keep what is needed in a column of its own",
            ),
        };
        let message = format!("column {place} cannot be made anonymous: {why}");
        self.findings.push(Finding::error(code, message, span.clone()).place(place).help(help));
    }

    fn obstacle(
        &self,
        id: TableId,
        table: &Table,
        number: ColumnId,
        transform: &Spanned<Transform>,
    ) -> Option<Obstacle> {
        let listed = &self.catalog.tables[id];
        let column = &listed.columns[number];
        if !fits(transform.value, column) {
            return Some(Obstacle::Kind(format!(
                "`{}` is not for its type {}",
                transform.value, column.declared
            )));
        }
        if listed.unique.iter().any(|columns| columns.contains(&column.name)) {
            return Some(Obstacle::Column("it must be unique".to_owned()));
        }
        if let Some(check) =
            listed.checks.iter().find(|check| super::blank::mentions(&check.expression, &column.name))
        {
            let name = check.name.as_deref().unwrap_or("without name");
            return Some(Obstacle::Column(format!(
                "the check constraint {name} may refuse what is left of it"
            )));
        }
        match &table.columns[number].blank {
            Blank::Stays(why) => Some(Obstacle::Column(why.clone())),
            _ => None,
        }
    }
}

/// Why a transform cannot be done.
enum Obstacle {
    /// It is for another kind of value.
    Kind(String),
    /// The column must stay as it is.
    Column(String),
}

fn fits(transform: Transform, column: &catalog::Column) -> bool {
    use ColumnKind::{Date, Decimal, Integer, Other, Text, Timestamp, TimestampTz};
    match transform {
        Transform::TruncateIp => {
            column.kind == Text || (column.kind == Other && column.declared.eq_ignore_ascii_case("inet"))
        }
        Transform::Year | Transform::Month => {
            matches!(column.kind, Date | Timestamp | TimestampTz | Text)
        }
        Transform::First(_) => column.kind == Text,
        Transform::Bucket(_) => matches!(column.kind, Integer | Decimal),
        Transform::Drop => true,
    }
}
