//! What is left of values that are made anonymous: each transform held against its column.

use abide_phrases::{Text, text};

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
            Obstacle::Kind(why) => ("bind/transform-type", why, text!("bind-transform.type")),
            Obstacle::Column(why) => ("bind/transform-column", why, text!("bind-transform.column")),
        };
        let message = text!("bind-transform", column = &place, why = why.clone());
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
            let (transform, declared) = (transform.value.to_string(), &column.declared);
            return Some(Obstacle::Kind(text!("other-transform", transform, declared)));
        }
        if listed.unique.iter().any(|columns| columns.contains(&column.name)) {
            return Some(Obstacle::Column(text!("unique")));
        }
        if let Some(check) =
            listed.checks.iter().find(|check| super::blank::mentions(&check.expression, &column.name))
        {
            let name = super::blank::named(check);
            return Some(Obstacle::Column(text!("check-refuses-rest", name)));
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
    Kind(Text),
    /// The column must stay as it is.
    Column(Text),
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
