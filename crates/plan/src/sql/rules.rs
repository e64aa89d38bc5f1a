//! What the evaluator says of one record, as predicates: served, over, live.

use abide_law::cutoff;
use abide_policy::{
    condition::{Literal, Operator},
    map::Unserved,
    model::{EventKind, Start},
};
use jiff::civil::Date;

use crate::{
    catalog::Dialect,
    model::{ColumnId, Condition, Hop, Service, Source, TableId},
    sql::{
        dates::DateColumn,
        predicate::Predicate,
        writer::{Beside, Writer},
    },
    step::Param,
};

/// On what ground a need has come to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The calendar's.
    Dates,
    /// Whichever: the calendar's, or that the person ended the activity.
    Any,
}

impl Writer<'_> {
    /// The latest event date that an activity does not need in use any more.
    pub fn cutoff(&self, service: &Service) -> Option<Date> {
        cutoff(self.today, &self.model.activities[service.activity].keep.active_periods())
    }

    /// Of a row that the activity does not need in use any more: it needs it in the archive. Some date is later than the last
    /// that is wholly over.
    pub fn archived(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let over = cutoff(self.today, &self.model.activities[service.activity].keep.periods());
        let served = self.served(alias, table, service);
        let mut later = Vec::new();
        for source in &service.sources {
            later.push(match source.path.is_empty() {
                true => self.later(&own(alias, table, source), over),
                false => self.some(alias, table, source, |writer, date| writer.later(date, over)),
            });
        }
        let ended = self.ended(alias, table, service);
        Predicate::all([served, Predicate::any(later), ended.not()])
    }

    /// The latest date of a source, as a value that [`crate::dating::read`] takes: an expression without placeholders.
    pub fn date_out(&mut self, alias: &str, table: TableId, source: &Source) -> String {
        if source.path.is_empty() {
            return self.read_out(&own(alias, table, source), false);
        }
        let way = self.along(alias, table, &source.path);
        let date = DateColumn { alias: way.end, table: self.model.end_of(table, &source.path), source };
        format!("(SELECT {} FROM {} WHERE {})", self.read_out(&date, true), way.from, way.on)
    }

    /// Nothing needs the row any more.
    pub fn is_over(&mut self, alias: &str, table: TableId) -> Predicate {
        self.is_over_by(alias, table, Ground::Any)
    }

    /// Nothing needs the row any more, on that ground alone.
    pub fn is_over_by(&mut self, alias: &str, table: TableId, ground: Ground) -> Predicate {
        let services: Vec<usize> = (0..self.model.tables[table].serves.len()).collect();
        self.none_needs_by(alias, table, &services, ground)
    }

    /// Nothing needs the row any more, no activity that it served leaves it behind, anonymous, no held record is known by it, and
    /// the other stores that may count from it were asked.
    pub fn may_go(&mut self, alias: &str, table: TableId, ground: Ground) -> Predicate {
        let model = self.model;
        let goes = self.leaves(alias, table, ground);
        let asked = self.asked(alias, table, &model.tables[table].asked);
        Predicate::all([goes, asked])
    }

    /// Nothing in this store needs the row any more, no activity that it served leaves it behind, anonymous, and no held record is
    /// known by it.
    pub fn leaves(&mut self, alias: &str, table: TableId, ground: Ground) -> Predicate {
        let services: Vec<usize> = (0..self.model.tables[table].serves.len()).collect();
        let over = self.is_over_by(alias, table, ground);
        let anonymous = self.serves_to_stay(alias, table, &services);
        let tells = self.is_held_to_tell(alias, table);
        Predicate::all([over, anonymous.not(), tells.not()])
    }

    /// The row serves one of these services, and one that leaves its records behind, anonymous.
    pub fn serves_to_stay(&mut self, alias: &str, table: TableId, services: &[usize]) -> Predicate {
        let model = self.model;
        let serves = services.iter().map(|number| &model.tables[table].serves[*number]);
        let anonymises: Vec<&Service> = serves.filter(|service| model.anonymises(service)).collect();
        let served = anonymises.into_iter().map(|service| self.served(alias, table, service));
        Predicate::any(served.collect::<Vec<_>>())
    }

    /// None of these services needs the row, and the map says what becomes of it.
    pub fn none_needs(&mut self, alias: &str, table: TableId, services: &[usize]) -> Predicate {
        self.none_needs_by(alias, table, services, Ground::Any)
    }

    /// None of these services needs the row, on that ground alone, the map says what becomes of it, and no hold keeps it as it is.
    pub fn none_needs_by(
        &mut self,
        alias: &str,
        table: TableId,
        services: &[usize],
        ground: Ground,
    ) -> Predicate {
        let unneeded = self.unneeded_by(alias, table, services, ground);
        let held = self.is_held_as_it_is(alias, table);
        Predicate::all([unneeded, held.not()])
    }

    /// The same of any row, under a hold or not.
    pub fn unneeded_by(
        &mut self,
        alias: &str,
        table: TableId,
        services: &[usize],
        ground: Ground,
    ) -> Predicate {
        let model = self.model;
        if let [service] = model.tables[table].serves.as_slice()
            && services == [0]
            && model.tables[table].unserved != Some(Unserved::Erase)
        {
            // Served and over: the usual case, written so that an index can serve it.
            let (over, served) =
                (self.done(alias, table, service, ground), self.served(alias, table, service));
            return Predicate::all([over, served]);
        }
        let spoken_for = self.spoken_for(alias, table);
        let ended: Vec<Predicate> = services
            .iter()
            .map(|number| {
                let service = &model.tables[table].serves[*number];
                let not_served = self.served(alias, table, service).not();
                let over = self.done(alias, table, service, ground);
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

    /// The activity's periods are over, or it is ended for the person.
    fn done(&mut self, alias: &str, table: TableId, service: &Service, ground: Ground) -> Predicate {
        let over = self.over(alias, table, service);
        match ground {
            Ground::Dates => over,
            Ground::Any => Predicate::any([over, self.ended(alias, table, service)]),
        }
    }

    /// Other stores were asked about the row; nothing there can equal NULL.
    fn asked(&mut self, alias: &str, table: TableId, asked: &[Hop]) -> Predicate {
        let mut all = Vec::new();
        for hop in asked {
            let way = self.along(alias, table, std::slice::from_ref(hop));
            let there = Predicate::exists(way.from, way.on, Predicate::Constant(true));
            let null = hop.own.iter().filter(|column| self.model.tables[table].columns[**column].nullable);
            let null =
                null.map(|column| Predicate::Atom(format!("{} IS NULL", self.column(alias, table, *column))));
            all.push(Predicate::any(null.chain([there]).collect::<Vec<_>>()));
        }
        Predicate::all(all)
    }

    /// Something that the activity waits for has no end yet.
    pub fn runs_on(&mut self, alias: &str, table: TableId, service: &Service) -> Predicate {
        let waits = self.model.activities[service.activity].keep.start == Start::Until;
        let mut runs = Vec::new();
        for source in service.sources.iter().filter(|source| source.kind == EventKind::End) {
            if source.path.is_empty() {
                runs.push(self.missing(&own(alias, table, source)));
                continue;
            }
            runs.push(self.some(alias, table, source, |writer, date| writer.missing(date)));
            if waits {
                runs.push(self.some(alias, table, source, |_, _| Predicate::Constant(true)).not());
            }
        }
        runs.push(self.asked(alias, table, &service.asked).not());
        Predicate::any(runs)
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
        parts.push(self.asked(alias, table, &service.asked));
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
        lacking.push(self.asked(alias, table, &service.asked).not());
        for source in &service.sources {
            lacking.push(match source.path.is_empty() {
                true => self.unreadable(&own(alias, table, source)),
                false => self.some(alias, table, source, Self::unreadable),
            });
        }
        // A single date that is missing or unreadable does not keep anything, unless it is an end.
        let lone = matches!(service.sources.as_slice(), [source] if source.path.is_empty() && source.kind == EventKind::Last);
        let live = if lone { Predicate::Constant(false) } else { self.live(alias, table, service) };
        let ended = self.ended(alias, table, service);
        Predicate::all([Predicate::any(lacking), served, live.not(), ended.not()])
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

    pub(super) fn condition(&mut self, alias: &str, table: TableId, condition: &Condition) -> Predicate {
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
                self.compared(alias, table, *column, *operator, &value)
            }
            Condition::In(column, literals) => {
                let values: Vec<String> =
                    literals.iter().map(|literal| self.literal(literal, table, *column)).collect();
                let values = values.join(", ");
                self.of_column(alias, table, *column, true, &|name| format!("{name} IN ({values})"))
            }
            // To MariaDB a zero date in a column that takes no NULL is one.
            Condition::IsNull(column) if !self.model.tables[table].columns[*column].nullable => {
                "1 = 0".to_owned()
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

    /// A column compared with a constant, exactly.
    pub(crate) fn compared(
        &self,
        alias: &str,
        table: TableId,
        column: ColumnId,
        operator: Operator,
        value: &str,
    ) -> String {
        let equal = operator == Operator::Equal;
        self.of_column(alias, table, column, equal, &|name| format!("{name} {} {value}", sign(operator)))
    }

    /// Something said of a column's exact value. Where the column's own comparisons take different texts for the same (MariaDB),
    /// what asks for sameness is said of both, so that an index can find what the exact one then sifts.
    fn of_column(
        &self,
        alias: &str,
        table: TableId,
        column: ColumnId,
        same: bool,
        say: &dyn Fn(&str) -> String,
    ) -> String {
        let name = self.column(alias, table, column);
        match self.exact(alias, table, column) {
            None => say(&name),
            Some(exact) if same => format!("({} AND {})", say(&name), say(&exact)),
            Some(exact) => say(&exact),
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
            // A number in a text is compared as a binary fraction.
            (Dialect::MariaDb, Literal::Decimal(_)) => format!("CAST({placeholder} AS DECIMAL(65,30))"),
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
