//! What the evaluator says of one record, as predicates: served, over, live.

use abide_law::{Period, cutoff};
use abide_policy::{
    condition::{Literal, Operator},
    map::Unserved,
    model::{EventKind, Start},
};
use jiff::civil::Date;

use crate::{
    catalog::Dialect,
    model::{ColumnId, Condition, Service, Source, TableId},
    sql::{
        dates::DateColumn,
        predicate::Predicate,
        writer::{Beside, Writer},
    },
    step::Param,
};

impl Writer<'_> {
    /// The latest event date that is over today for an activity.
    pub fn cutoff(&self, service: &Service) -> Option<Date> {
        let keep = &self.model.activities[service.activity].keep;
        let periods: Vec<Period> = keep.phases.iter().map(|phase| phase.period).collect();
        cutoff(self.today, &periods)
    }

    /// Nothing needs the row any more.
    pub fn is_over(&mut self, alias: &str, table: TableId) -> Predicate {
        let services: Vec<usize> = (0..self.model.tables[table].serves.len()).collect();
        self.none_needs(alias, table, &services)
    }

    /// None of these services needs the row, and the map says what becomes of it.
    pub fn none_needs(&mut self, alias: &str, table: TableId, services: &[usize]) -> Predicate {
        let model = self.model;
        if let [service] = model.tables[table].serves.as_slice()
            && services == [0]
            && model.tables[table].unserved != Some(Unserved::Erase)
        {
            // Served and over: the usual case, written so that an index can serve it.
            let (over, served) = (self.over(alias, table, service), self.served(alias, table, service));
            return Predicate::all([over, served]);
        }
        let spoken_for = self.spoken_for(alias, table);
        let ended: Vec<Predicate> = services
            .iter()
            .map(|number| {
                let service = &model.tables[table].serves[*number];
                let not_served = self.served(alias, table, service).not();
                let over = self.over(alias, table, service);
                Predicate::any([not_served, over])
            })
            .collect();
        Predicate::all(ended.into_iter().chain([spoken_for]))
    }

    fn spoken_for(&mut self, alias: &str, table: TableId) -> Predicate {
        let model = self.model;
        let bound = &model.tables[table];
        if bound.unserved == Some(Unserved::Erase) {
            return Predicate::Constant(true);
        }
        let served: Vec<Predicate> =
            bound.serves.iter().map(|service| self.served(alias, table, service)).collect();
        Predicate::any(served)
    }

    /// The row serves no activity.
    pub fn unserved(&mut self, alias: &str, table: TableId) -> Predicate {
        let model = self.model;
        let served: Vec<Predicate> =
            model.tables[table].serves.iter().map(|service| self.served(alias, table, service)).collect();
        Predicate::any(served).not()
    }

    /// The row serves the activity.
    pub fn served(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        match &service.condition {
            None => Predicate::Constant(true),
            Some(condition) => self.condition(alias, table, condition),
        }
    }

    /// The activity's periods are over: at least one date, and none that keeps or cannot be read.
    pub fn over(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let cutoff = self.cutoff(service);
        let lone = service.sources.len() == 1 && service.sources[0].path.is_empty();
        if lone {
            return self.dated_past(&own(alias, table, &service.sources[0]), cutoff);
        }
        let waits = self.model.activities[service.activity].keep.start == Start::Until;
        let mut parts = Vec::new();
        for source in &service.sources {
            if source.path.is_empty() {
                parts.push(self.harmless(&own(alias, table, source), cutoff));
            } else {
                parts.push(
                    self.some(alias, table, source, |writer, date| writer.harmless(date, cutoff).not()).not(),
                );
                if waits && source.kind == EventKind::End {
                    parts.push(self.some(alias, table, source, |_, _| Predicate::Constant(true)));
                }
            }
        }
        parts.push(self.has_date(alias, table, service));
        Predicate::all(parts)
    }

    /// Some date of the activity's events is there.
    fn has_date(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let mut there = Vec::new();
        for source in &service.sources {
            there.push(match source.path.is_empty() {
                true => self.missing(&own(alias, table, source)).not(),
                false => self.some(alias, table, source, |writer, date| writer.missing(date).not()),
            });
        }
        Predicate::any(there)
    }

    /// Some date keeps the activity going, or it waits for an end of which there is no record yet.
    pub fn live(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let cutoff = self.cutoff(service);
        let waits = self.model.activities[service.activity].keep.start == Start::Until;
        let mut keeps = Vec::new();
        for source in &service.sources {
            if source.path.is_empty() {
                keeps.push(self.keeps(&own(alias, table, source), cutoff));
            } else {
                keeps.push(self.some(alias, table, source, |writer, date| writer.keeps(date, cutoff)));
                if waits && source.kind == EventKind::End {
                    keeps.push(self.some(alias, table, source, |_, _| Predicate::Constant(true)).not());
                }
            }
        }
        Predicate::any(keeps)
    }

    /// The row serves the activity, which is neither over nor live: there is no date to count from. Either there is none at all, or
    /// one that cannot be read and none that keeps the row anyway.
    pub fn undatable(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let served = self.served(alias, table, service);
        let mut lacking = vec![self.has_date(alias, table, service).not()];
        for source in &service.sources {
            lacking.push(match source.path.is_empty() {
                true => self.unreadable(&own(alias, table, source)),
                false => self.some(alias, table, source, Self::unreadable),
            });
        }
        // A single date that is missing or unreadable does not keep anything, unless it is an end.
        let lone = matches!(service.sources.as_slice(), [source] if source.path.is_empty() && source.kind == EventKind::Last);
        let live = if lone { Predicate::Constant(false) } else { self.live(alias, table, service) };
        Predicate::all([Predicate::any(lacking), served, live.not()])
    }

    /// Some row at the end of the source's path is so.
    fn some(
        &mut self,
        alias: &str,
        table: TableId,
        source: &Source,
        is: impl FnOnce(&mut Self, &DateColumn<'_>) -> Predicate,
    ) -> Predicate {
        let way = self.along(alias, table, &source.path);
        let date = DateColumn { alias: way.end, table: self.model.end_of(table, &source.path), source };
        let is = is(self, &date);
        Predicate::exists(way.from, way.on, is)
    }

    fn condition(&mut self, alias: &str, table: TableId, condition: &Condition) -> Predicate {
        Predicate::Atom(format!("({})", self.logic(alias, table, condition)))
    }

    /// A condition in SQL's own three-valued logic.
    fn logic(&mut self, alias: &str, table: TableId, condition: &Condition) -> String {
        match condition {
            Condition::Constant(value) => (if *value { "1 = 1" } else { "1 = 0" }).to_owned(),
            Condition::All(parts) => self.logic_parts(alias, table, parts, " AND "),
            Condition::Any(parts) => self.logic_parts(alias, table, parts, " OR "),
            Condition::Not(part) => format!("NOT ({})", self.logic(alias, table, part)),
            Condition::Compare(column, operator, literal) => {
                let value = self.literal(literal, table, *column);
                format!("{} {} {value}", self.column(alias, table, *column), sign(*operator))
            }
            Condition::In(column, literals) => {
                let values: Vec<String> =
                    literals.iter().map(|literal| self.literal(literal, table, *column)).collect();
                format!("{} IN ({})", self.column(alias, table, *column), values.join(", "))
            }
            Condition::IsNull(column) => format!("{} IS NULL", self.column(alias, table, *column)),
            Condition::Holds(column) => {
                let value = self.bind(&Param::Bool(true), &Beside::Column(table, *column));
                format!("{} = {value}", self.column(alias, table, *column))
            }
            Condition::Exists(path, inner) => {
                let way = self.along(alias, table, path);
                let end = self.model.end_of(table, path);
                let inner = inner.as_ref().map(|inner| self.logic(&way.end, end, inner));
                let rest = inner.map(|inner| format!(" AND ({inner})")).unwrap_or_default();
                format!("EXISTS (SELECT 1 FROM {} WHERE {}{rest})", way.from, way.on)
            }
        }
    }

    /// A constant beside a column. Numbers are wide, so that none is too large for the column's own type.
    pub(crate) fn literal(&mut self, literal: &Literal, table: TableId, column: ColumnId) -> String {
        let placeholder = self.bind(&Param::from(literal), &Beside::Column(table, column));
        match (self.model.dialect, literal) {
            (Dialect::Postgres, Literal::Integer(_)) => format!("CAST({placeholder} AS bigint)"),
            (Dialect::Postgres, Literal::Decimal(_)) => format!("CAST({placeholder} AS numeric)"),
            // SQLite compares a bound text with a number as text unless told.
            (Dialect::Sqlite, Literal::Decimal(_)) => format!("CAST({placeholder} AS NUMERIC)"),
            _ => placeholder,
        }
    }

    fn logic_parts(&mut self, alias: &str, table: TableId, parts: &[Condition], separator: &str) -> String {
        let parts: Vec<String> =
            parts.iter().map(|part| format!("({})", self.logic(alias, table, part))).collect();
        match (parts.is_empty(), separator) {
            (true, " AND ") => "1 = 1".to_owned(),
            (true, _) => "1 = 0".to_owned(),
            (false, _) => parts.join(separator),
        }
    }
}

fn own<'s>(alias: &str, table: TableId, source: &'s Source) -> DateColumn<'s> {
    DateColumn { alias: alias.to_owned(), table, source }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::Differs => "<>",
        Operator::Less => "<",
        Operator::AtMost => "<=",
        Operator::Greater => ">",
        Operator::AtLeast => ">=",
    }
}
