//! Whether an activity still needs a record: the heart of the reference evaluator, on plain rows.

use abide_law::last_day;
use abide_ledger::Ending;
use abide_policy::model::{EventKind, Keep, Start, State};
use jiff::civil::Date;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    collation,
    dating::{self, Dated, Zones},
    evaluate::{is_filled, key_text},
    holds::Held,
    identity::Likeness,
    model::{ColumnId, Hop, Model, Service, Source, TableId},
    persons::{Ended, Force},
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
    /// It is ended for the person whom the record is about, as was received on this day.
    Ended(Ending, Date),
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
    /// What persons ended.
    pub ended: &'a [Ended],
    /// What is under a hold.
    pub held: &'a [Held],
}

impl Need {
    /// Whether it asks for nothing where the data is used: it is over or ended, was never there, or is one for the archive.
    pub fn is_done(self) -> bool {
        matches!(self, Self::NotServed | Self::Over(_) | Self::Ended(..) | Self::Live(State::Archived, _))
    }
}

impl<'a> World<'a> {
    /// Rows of people who ended nothing.
    pub fn new(model: &'a Model, rows: &'a Rows) -> Self {
        Self { model, rows, ended: &[], held: &[] }
    }

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

    /// As [`World::follow`], but over nothing that stands in place of a value: it tells nobody, and others may hold the same.
    pub(crate) fn follow_filled(self, from: RowId, path: &[Hop]) -> Vec<RowId> {
        path.iter().fold(vec![from], |here, hop| {
            let leads = |there: &RowId| here.iter().any(|id| self.linked_filled(*id, hop, *there));
            self.all(hop.table).filter(leads).collect()
        })
    }

    fn linked_filled(self, from: RowId, hop: &Hop, to: RowId) -> bool {
        let filled = |id: RowId, columns: &[ColumnId]| {
            columns.iter().all(|column| is_filled(&self.model.tables[id.table], *column, self.values(id)))
        };
        self.linked(from, hop, to) && filled(from, &hop.own) && filled(to, &hop.their)
    }

    /// Whether `hop` leads from one row to the other.
    pub fn linked(self, from: RowId, hop: &Hop, to: RowId) -> bool {
        let column = &self.model.tables[to.table].columns;
        let (from, to) = (self.values(from), self.values(to));
        hop.own
            .iter()
            .zip(&hop.their)
            .all(|(own, their)| same(&from[*own], &to[*their], column[*their].collation.as_deref()))
    }

    /// Whether other stores were asked about the record; nothing there can equal NULL.
    pub fn is_asked(self, id: RowId, asked: &[Hop]) -> bool {
        asked.iter().all(|hop| {
            hop.own.iter().any(|column| self.values(id)[*column] == Value::Null)
                || self.all(hop.table).any(|there| self.linked(id, hop, there))
        })
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
        if let Some(ended) = self.ended(id, service, evidence.runs_on || evidence.unasked) {
            return Need::Ended(ended.by, ended.received);
        }
        if evidence.runs_on {
            return Need::Live(keep.phases[0].state, None);
        }
        match evidence.latest.map(|latest| phase_on(keep, latest, today)) {
            // The one that cannot be read may be the later one.
            Some(Need::Over(_) | Need::Live(State::Archived, _)) | None if evidence.unreadable => {
                Need::Undatable(Undatable::Unreadable)
            }
            // The one that nobody asked for may be the later one.
            Some(Need::Over(_) | Need::Live(State::Archived, _)) if evidence.unasked => {
                Need::Undatable(Undatable::Missing)
            }
            Some(need) => need,
            None => Need::Undatable(Undatable::Missing),
        }
    }

    /// What ended the activity for the person whom the record is about, or one of them. Records of a table without a primary
    /// key cannot be told apart.
    fn ended(self, id: RowId, service: &Service, runs_on: bool) -> Option<&'a Ended> {
        if self.model.tables[id.table].key.is_empty() {
            return None;
        }
        self.ended.iter().find(|ended| {
            ended.activity == service.activity
                && (ended.force == Force::AtOnce || !runs_on)
                && self.is_about(id, &ended.kind, &ended.value)
        })
    }

    /// Whether an identity of the record, its own or at the end of a path, is this one.
    pub fn is_about(self, id: RowId, kind: &str, value: &str) -> bool {
        let table = &self.model.tables[id.table];
        table.identities.iter().filter(|identity| identity.kind == kind).any(|identity| {
            let likeness = Likeness::of_identity(self.model, id.table, identity);
            let wanted = likeness.normal(value);
            let holders = self.follow_filled(id, &identity.path);
            !wanted.is_empty()
                && holders.iter().any(|holder| {
                    let (row, table) = (self.values(*holder), &self.model.tables[holder.table]);
                    is_filled(table, identity.column, row)
                        && likeness.normal(&key_text(&row[identity.column])) == wanted
                })
        })
    }

    fn evidence(self, id: RowId, service: &Service, keep: &Keep) -> Evidence {
        let mut found = Evidence { unasked: !self.is_asked(id, &service.asked), ..Evidence::default() };
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

/// Whether two linked columns hold the same. Where columns differ in how they compare text (MariaDB), links go as the database's
/// own references do: its usual collations look at neither case, nor accents, nor blanks at the end. What else a collation takes for
/// the same (`ss` and `ß`) is told apart here.
fn same(one: &Value, other: &Value, collation: Option<&str>) -> bool {
    let (Value::Text(one), Value::Text(other), Some(collation)) = (one, other, collation) else {
        return *one != Value::Null && one == other;
    };
    let padded = collation::overlooks_blanks(collation);
    let trimmed =
        |text: &'_ str| if padded { text.trim_end_matches(' ').to_owned() } else { text.to_owned() };
    let (one, other) = (trimmed(one), trimmed(other));
    if !collation::overlooks_case(collation) {
        return one == other;
    }
    if !collation::overlooks_accents(collation) {
        return one.to_lowercase() == other.to_lowercase();
    }
    without_accents(&one) == without_accents(&other)
}

fn without_accents(text: &str) -> String {
    let letters: String = text.nfd().filter(|character| !is_combining_mark(*character)).collect();
    letters.to_lowercase()
}

#[derive(Default)]
struct Evidence {
    runs_on: bool,
    unreadable: bool,
    unasked: bool,
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
