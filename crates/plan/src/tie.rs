//! Ties: why a row must stay while a row of another table does. A row that stays may refer to it, or count a period from
//! it, or be joined through it to what a rule looks at.

use std::collections::HashSet;

use abide_policy::model::{EventKind, Start};

use crate::model::{ColumnId, Condition, Hop, Model, Reference, Role, Service, TableId};

/// A tie between two tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The table whose rows are held.
    pub held: TableId,
    /// The table whose rows hold them.
    pub holder: TableId,
    /// The way from the holder to the held. Never empty.
    pub path: Vec<Hop>,
    /// Why.
    pub kind: TieKind,
}

/// Why a row holds another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieKind {
    /// It refers to it, and the database would refuse, or would delete what is not to be deleted.
    Reference,
    /// A rule of it passes through the other row, or asks whether it exists.
    Way,
    /// A period of it is counted from a date of the other row. The other may go before it once that date is past for
    /// this activity, provided the outcome cannot change by that: because something else keeps the activity live, or
    /// (`sure`) because the holder keeps a date of its own, and nothing is archived for how long it says.
    Evidence {
        /// Index into the holder's services.
        service: usize,
        /// Index into the service's sources.
        source: usize,
        /// Whether the holder's outcome is the same without past dates.
        sure: bool,
        /// Whether a row without a date holds too: the holder may have no other, and stays for want of one.
        undated: bool,
    },
}

/// All ties of a store.
pub fn ties(model: &Model) -> Vec<Tie> {
    let mut found = Vec::new();
    let seen = Seen::in_rules(model);
    for holder in 0..model.tables.len() {
        references(model, holder, &seen, &mut found);
        for service in 0..model.tables[holder].serves.len() {
            evidence(model, holder, service, &mut found);
        }
    }
    let references: Vec<Tie> = found.iter().filter(|tie| tie.kind == TieKind::Reference).cloned().collect();
    // A reference holds in every case in which a rule along the same way would.
    found.retain(|tie| {
        let same = |other: &Tie| (other.held, other.holder, &other.path) == (tie.held, tie.holder, &tie.path);
        tie.kind == TieKind::Reference || !references.iter().any(same)
    });
    found
}

fn references(model: &Model, holder: TableId, seen: &Seen, found: &mut Vec<Tie>) {
    let table = &model.tables[holder];
    for reference in &table.references {
        use crate::catalog::OnDelete::{Cascade, Refuse, SetDefault, SetNull};
        let cuts_itself = reference.hop.own.iter().all(|column| table.columns[*column].nullable)
            && !seen.by_others(holder, reference);
        let holds = match reference.on_delete {
            Refuse | Cascade | SetDefault => true,
            // The schema says what becomes of the reference; only a table that nobody spoke of is left as it is.
            SetNull => table.role == Role::Unmapped || !cuts_itself,
        };
        if holds {
            let held = reference.hop.table;
            found.push(Tie { held, holder, path: vec![reference.hop.clone()], kind: TieKind::Reference });
        }
    }
}

fn evidence(model: &Model, holder: TableId, index: usize, found: &mut Vec<Tie>) {
    let table = &model.tables[holder];
    let service = &table.serves[index];
    // Whether a record that stays anonymous still serves the activity that leaves it behind must not come to differ.
    let replaced =
        table.serves.iter().any(|service| service.condition.is_none()) && !model.anonymises(service);
    let guard = guard(service).filter(|_| replaced);
    let own_date =
        service.sources.iter().any(|source| source.path.is_empty() && always(model, holder, source.column));
    let keep = &model.activities[service.activity].keep;
    let waits = keep.start == Start::Until;
    // A past date still decides how long the archive lasts: it is read when the holder leaves.
    let own_date = own_date && !keep.archives();
    let sure_by_guard = guard.is_some() && !keep.archives();
    for (number, source) in service.sources.iter().enumerate() {
        if waits && source.kind == EventKind::End {
            // Without any record of the end it would be waited for.
            ways(holder, &source.path, source.path.len(), found);
            continue;
        }
        ways(holder, &source.path, source.path.len().saturating_sub(1), found);
        if let Some(last) = source.path.last() {
            let sure = own_date || sure_by_guard;
            let undated = sure_by_guard && !own_date;
            let kind = TieKind::Evidence { service: index, source: number, sure, undated };
            push(found, Tie { held: last.table, holder, path: source.path.clone(), kind });
        }
    }
    for path in service.condition.iter().flat_map(exists_paths) {
        let whole = if guard == Some(path.as_slice()) { path.len() - 1 } else { path.len() };
        ways(holder, &path, whole, found);
    }
}

fn ways(holder: TableId, path: &[Hop], upto: usize, found: &mut Vec<Tie>) {
    for length in 1..=upto {
        let path = path[..length].to_vec();
        push(found, Tie { held: path[length - 1].table, holder, path, kind: TieKind::Way });
    }
}

fn push(found: &mut Vec<Tie>, tie: Tie) {
    if !found.contains(&tie) {
        found.push(tie);
    }
}

fn always(model: &Model, table: TableId, column: ColumnId) -> bool {
    !model.tables[table].columns[column].nullable
}

/// The path of a condition `EXISTS path` (alone or among conjuncts) from which all of the activity's dates come: then a
/// live activity proves that another row is there, and an activity that is over may as well not be served.
fn guard(service: &Service) -> Option<&[Hop]> {
    let path = &service.sources.first()?.path;
    let one_way = service.sources.iter().all(|source| &source.path == path && source.kind == EventKind::Last);
    let asked = |condition: &Condition| matches!(condition, Condition::Exists(asked, None) if asked == path);
    let guarded = match service.condition.as_ref()? {
        Condition::All(parts) => parts.iter().any(asked),
        condition => asked(condition),
    };
    (one_way && guarded && !path.is_empty()).then_some(path)
}

/// The columns that rules see: setting one to NULL could change what they say.
pub struct Seen {
    /// Those that conditions compare and dates are read from.
    values: HashSet<(TableId, ColumnId)>,
    /// The hops of all paths, each with the table it starts from.
    hops: HashSet<(TableId, Hop)>,
}

impl Seen {
    /// What the rules of a model see.
    pub fn in_rules(model: &Model) -> Self {
        let mut seen = Self { values: HashSet::new(), hops: HashSet::new() };
        for (start, table) in model.tables.iter().enumerate() {
            for service in &table.serves {
                for source in &service.sources {
                    let end = seen.path(start, &source.path);
                    seen.values.insert((end, source.column));
                }
                service.condition.iter().for_each(|condition| seen.condition(start, condition));
            }
        }
        seen
    }

    /// Whether a rule sees the column.
    pub fn column(&self, table: TableId, column: ColumnId) -> bool {
        let links = |(start, hop): &(TableId, Hop)| {
            (*start == table && hop.own.contains(&column))
                || (hop.table == table && hop.their.contains(&column))
        };
        self.values.contains(&(table, column)) || self.hops.iter().any(links)
    }

    /// Whether a rule sees the reference's columns otherwise than to follow it, one way or the other: what it leads to
    /// is gone when it is set to NULL.
    fn by_others(&self, holder: TableId, reference: &Reference) -> bool {
        let there = &reference.hop;
        let sees = |column: &ColumnId| {
            self.values.contains(&(holder, *column))
                || self.hops.iter().any(|(start, hop)| {
                    let same = *start == holder && hop == there;
                    let back = (*start, hop.table) == (there.table, holder)
                        && (&hop.own, &hop.their) == (&there.their, &there.own);
                    let forth = *start == holder && hop.own.contains(column) && !same;
                    let to = hop.table == holder && hop.their.contains(column) && !back;
                    forth || to
                })
        };
        there.own.iter().any(sees)
    }

    fn path(&mut self, start: TableId, path: &[Hop]) -> TableId {
        let mut here = start;
        for hop in path {
            self.hops.insert((here, hop.clone()));
            here = hop.table;
        }
        here
    }

    fn condition(&mut self, table: TableId, condition: &Condition) {
        match condition {
            Condition::Constant(_) => {}
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.condition(table, part));
            }
            Condition::Not(part) => self.condition(table, part),
            Condition::Compare(column, ..)
            | Condition::In(column, _)
            | Condition::IsNull(column)
            | Condition::Holds(column) => {
                self.values.insert((table, *column));
            }
            Condition::Exists(path, inner) => {
                let end = self.path(table, path);
                inner.iter().for_each(|inner| self.condition(end, inner));
            }
        }
    }
}

/// The paths that a condition asks about, those inside others from its own table on.
pub fn exists_paths(condition: &Condition) -> Vec<Vec<Hop>> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(exists_paths).collect(),
        Condition::Not(part) => exists_paths(part),
        Condition::Exists(path, inner) => {
            let further = inner.iter().flat_map(|inner| exists_paths(inner));
            let further = further.map(|rest| [path.as_slice(), rest.as_slice()].concat());
            std::iter::once(path.clone()).chain(further).collect()
        }
        _ => Vec::new(),
    }
}
