//! Whether an activity still needs a record: the heart of the reference evaluator, on plain rows.

use abide_law::last_day;
use abide_policy::model::{EventKind, Keep, Start, State};
use jiff::civil::Date;

use crate::{
    dating::{self, Dated, Zones},
    model::{Hop, Model, Service, Source, TableId},
    truth::truth,
    value::Value,
};

/// The rows of all tables of a store, by table and then in any order; values follow the catalog's columns.
pub type Rows = Vec<Vec<Vec<Value>>>;

/// One row: its table and its place in [`Rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// The table.
    pub table: TableId,
    /// Its index.
    pub row: usize,
}

/// What an activity says about a record on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The record does not serve it.
    NotServed,
    /// It needed the record up to this day, and no longer.
    Over(Date),
    /// It needs the record, up to this day or (none) until something that has not happened.
    Live(State, Option<Date>),
    /// It cannot be told: there is no date to count from.
    Undatable(Undatable),
}

/// Why there is no date to count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undatable {
    /// None is recorded.
    Missing,
    /// One is recorded that is no date.
    Unreadable,
}

/// A store's rows seen under its model.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The model.
    pub model: &'a Model,
    /// The rows.
    pub rows: &'a Rows,
}

impl<'a> World<'a> {
    /// The values of a row.
    pub fn values(self, id: RowId) -> &'a [Value] {
        &self.rows[id.table][id.row]
    }

    /// All rows of a table.
    pub fn all(self, table: TableId) -> impl Iterator<Item = RowId> + use<'a> {
        (0..self.rows[table].len()).map(move |row| RowId { table, row })
    }

    /// The rows at the end of a path, each once. NULL equals nothing.
    pub fn follow(self, from: RowId, path: &[Hop]) -> Vec<RowId> {
        path.iter().fold(vec![from], |here, hop| {
            self.all(hop.table).filter(|there| here.iter().any(|id| self.linked(*id, hop, *there))).collect()
        })
    }

    /// Whether `hop` leads from one row to the other.
    pub fn linked(self, from: RowId, hop: &Hop, to: RowId) -> bool {
        let (from, to) = (self.values(from), self.values(to));
        hop.own
            .iter()
            .zip(&hop.their)
            .all(|(own, their)| from[*own] != Value::Null && from[*own] == to[*their])
    }

    /// Whether a record serves an activity.
    pub fn served(self, id: RowId, service: &Service) -> bool {
        service.condition.as_ref().is_none_or(|condition| truth(self, id, condition) == Some(true))
    }

    /// What the activity says about the record on `today`.
    pub fn need(self, id: RowId, service: &Service, today: Date) -> Need {
        if !self.served(id, service) {
            return Need::NotServed;
        }
        let keep = &self.model.activities[service.activity].keep;
        let evidence = self.evidence(id, service, keep);
        if evidence.runs_on {
            return Need::Live(keep.phases[0].state, None);
        }
        match evidence.latest.map(|latest| phase_on(keep, latest, today)) {
            Some(Need::Over(_)) | None if evidence.unreadable => Need::Undatable(Undatable::Unreadable),
            Some(need) => need,
            None => Need::Undatable(Undatable::Missing),
        }
    }

    fn evidence(self, id: RowId, service: &Service, keep: &Keep) -> Evidence {
        let mut found = Evidence::default();
        for source in &service.sources {
            let holders = self.follow(id, &source.path);
            found.runs_on |=
                holders.is_empty() && keep.start == Start::Until && source.kind == EventKind::End;
            for holder in holders {
                match self.date(holder, source) {
                    Dated::Missing => found.runs_on |= source.kind == EventKind::End,
                    Dated::On(day) => found.latest = found.latest.max(Some(day)),
                    Dated::Unreadable => found.unreadable = true,
                }
            }
        }
        found
    }

    /// The date a source has on one of its rows.
    pub fn date(self, holder: RowId, source: &Source) -> Dated {
        let zones = Zones { controller: &self.model.zone, store: &self.model.store_zone };
        dating::read(&self.values(holder)[source.column], source.format, zones)
    }
}

#[derive(Default)]
struct Evidence {
    runs_on: bool,
    unreadable: bool,
    latest: Option<Date>,
}

/// Which phase counted from `event` the day falls in. A phase that ends beyond the calendar does not end.
pub fn phase_on(keep: &Keep, event: Date, today: Date) -> Need {
    let mut end = event;
    for phase in &keep.phases {
        match last_day(end, &[phase.period]) {
            Some(last) if last < today => end = last,
            last => return Need::Live(phase.state, last),
        }
    }
    Need::Over(end)
}
