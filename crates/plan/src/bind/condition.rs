//! Conditions with their names resolved, their constants held against the columns' types.

use abide_phrases::text;

use abide_policy::{
    condition::{Condition as Written, Literal, Operator},
    finding::Finding,
    span::{Span, Spanned},
};

use super::Binder;
use crate::{
    catalog::{ColumnKind, Dialect},
    model::{ColumnId, Condition, TableId},
};

impl Binder<'_> {
    /// The condition over a table; none when something in it does not fit, which is reported.
    pub(super) fn condition(&mut self, table: TableId, written: &Written, span: &Span) -> Option<Condition> {
        Some(match written {
            Written::Constant(value) => Condition::Constant(*value),
            Written::All(parts) => Condition::All(self.parts(table, parts, span)?),
            Written::Any(parts) => Condition::Any(self.parts(table, parts, span)?),
            Written::Not(part) => Condition::Not(Box::new(self.condition(table, part, span)?)),
            Written::Compare { column, operator, literal } => {
                let number = self.column(table, column)?;
                let literal = self.literal(table, number, *operator, literal)?;
                Condition::Compare(number, *operator, literal)
            }
            Written::In { column, literals } => {
                let number = self.column(table, column)?;
                let literals: Option<Vec<Literal>> = literals
                    .iter()
                    .map(|literal| self.literal(table, number, Operator::Equal, literal))
                    .collect();
                Condition::In(number, literals?)
            }
            Written::IsNull(column) => Condition::IsNull(self.column(table, column)?),
            Written::Holds(column) => {
                let number = self.column(table, column)?;
                let yes = Spanned::new(Literal::Bool(true), column.span.clone());
                self.literal(table, number, Operator::Equal, &yes)?;
                Condition::Holds(number)
            }
            Written::Exists { links, condition } => {
                let hops = self.hops(table, &links.value, &links.span)?;
                let end = hops.last().map_or(table, |hop| hop.table);
                let inner = match condition {
                    Some(inner) => Some(Box::new(self.condition(end, inner, span)?)),
                    None => None,
                };
                Condition::Exists(hops, inner)
            }
        })
    }

    /// All parts, so that each one's findings are reported.
    fn parts(&mut self, table: TableId, parts: &[Written], span: &Span) -> Option<Vec<Condition>> {
        let parts: Vec<Option<Condition>> =
            parts.iter().map(|part| self.condition(table, part, span)).collect();
        parts.into_iter().collect()
    }

    fn column(&mut self, table: TableId, column: &Spanned<String>) -> Option<ColumnId> {
        self.known_column(table, column);
        self.catalog.tables[table].columns.iter().position(|listed| listed.name == column.value)
    }

    /// The constant as the engine compares it: kinds must fit, and text has no order that engines agree on.
    fn literal(
        &mut self,
        table: TableId,
        column: ColumnId,
        operator: Operator,
        literal: &Spanned<Literal>,
    ) -> Option<Literal> {
        let listed = &self.catalog.tables[table].columns[column];
        let ordering = !matches!(operator, Operator::Equal | Operator::Differs);
        // Truth values are small numbers to these.
        let numbers = self.catalog.dialect != Dialect::Postgres;
        let fits = match (&literal.value, listed.kind) {
            (Literal::Bool(_), ColumnKind::Bool) => !ordering,
            (Literal::Bool(_), ColumnKind::Integer) => numbers && !ordering,
            (Literal::Integer(_), ColumnKind::Bool) => self.catalog.dialect == Dialect::MariaDb,
            (Literal::Integer(_) | Literal::Decimal(_), ColumnKind::Integer | ColumnKind::Decimal) => true,
            (Literal::Text(_), ColumnKind::Text | ColumnKind::Enum | ColumnKind::Uuid) => !ordering,
            (Literal::Date(_), ColumnKind::Date) => true,
            _ => false,
        };
        if fits {
            return Some(literal.value.clone());
        }
        let column = format!("{}.{}", self.place(table), listed.name);
        let message = match (&literal.value, ordering) {
            (Literal::Text(_), true) => text!("bind-text-order", column),
            _ => text!("bind-condition", column, declared = &listed.declared),
        };
        self.findings.push(
            Finding::error("bind/condition-type", message, literal.span.clone())
                .help(text!("bind-condition.help")),
        );
        None
    }
}
