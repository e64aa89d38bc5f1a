//! Records under a hold: they stay as they are, whatever else is said of them.

use crate::{
    catalog::TableName,
    evaluate::{is_filled, key_text},
    identity::Likeness,
    model::{ColumnId, Condition, Identity, Model, Role, TableId, passed},
    need::{RowId, World},
    tie::exists_paths,
    truth::truth,
    value::Value,
};

/// Whose or which records a hold covers.
#[derive(Clone, PartialEq)]
pub enum Held {
    /// Those of whom an identity names.
    Person {
        /// The hold's name.
        hold: String,
        /// The kind of identity.
        kind: String,
        /// Its value.
        value: String,
    },
    /// Those of a table that match a condition over its own columns.
    Matching {
        /// The hold's name.
        hold: String,
        /// The table.
        table: TableId,
        /// The condition.
        condition: Condition,
    },
}

impl Held {
    /// The name of the hold.
    pub fn hold(&self) -> &str {
        match self {
            Self::Person { hold, .. } | Self::Matching { hold, .. } => hold,
        }
    }
}

/// Values stay out of whatever is printed while something is looked for.
impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person { hold, kind, .. } => write!(f, "Held {{ {hold}: some {kind} }}"),
            Self::Matching { hold, table, .. } => write!(f, "Held {{ {hold}: of table {table} }}"),
        }
    }
}

/// Notes in the model which holds may be about records of which tables, and how they know them. Without a primary key nothing is
/// touched anyway.
pub fn settle(model: &mut Model, held: &[Held]) {
    for number in 0..model.tables.len() {
        let table = &model.tables[number];
        let may = table.role == Role::Personal && !table.key.is_empty();
        let mut names: Vec<String> = held
            .iter()
            .filter(|one| may && concerns(model, number, one))
            .map(|one| one.hold().to_owned())
            .collect();
        names.sort();
        names.dedup();
        let told =
            |kind: &str| held.iter().any(|one| matches!(one, Held::Person { kind: of, .. } if of == kind));
        let elsewhere = table.elsewhere.iter().any(|(kind, _)| told(kind));
        let tells = may && (elsewhere || ways(model, number).any(|way| told(&way.identity.kind)));
        let telling = telling(model, number, held);
        let table = &mut model.tables[number];
        (table.held, table.tells, table.telling) = (names, tells, telling);
    }
}

fn concerns(model: &Model, number: TableId, held: &Held) -> bool {
    match held {
        Held::Person { kind, .. } => {
            model.tables[number].identities.iter().any(|identity| identity.kind == *kind)
                || ways(model, number).any(|way| way.identity.kind == *kind)
        }
        Held::Matching { table, .. } => *table == number,
    }
}

/// The columns of a table by which holds know its records, or others through them: without what is in them nobody would know that a
/// record which stays is held.
fn telling(model: &Model, number: TableId, held: &[Held]) -> Vec<ColumnId> {
    let mut columns = Vec::new();
    for one in held {
        match one {
            Held::Matching { table, condition, .. } if *table == number => {
                columns.extend(looked_at(condition));
            }
            Held::Matching { .. } => {}
            Held::Person { kind, .. } => {
                let elsewhere = model.tables[number].elsewhere.iter().filter(|(of, _)| of == kind);
                columns.extend(elsewhere.map(|(_, column)| *column));
                let all = model.tables.iter().enumerate();
                let told = all.flat_map(|(from, table)| table.identities.iter().map(move |one| (from, one)));
                for (from, identity) in told.filter(|(_, identity)| identity.kind == *kind) {
                    columns.extend(passed(from, &identity.path, number));
                    columns.extend((model.end_of(from, &identity.path) == number).then_some(identity.column));
                }
            }
        }
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The columns of its own table that a condition looks at, those of its links among them.
fn looked_at(condition: &Condition) -> Vec<ColumnId> {
    let links = exists_paths(condition);
    let links = links.iter().filter_map(|path| path.first()).flat_map(|hop| &hop.own);
    condition.columns().into_iter().chain(links.copied()).collect()
}

/// Rows of a table on the way from a record to its identity: without them nobody would know that the record is held.
pub struct Way<'m> {
    /// The table of the record.
    pub from: TableId,
    /// The identity.
    pub identity: &'m Identity,
    /// After how many steps of its path the row is.
    pub steps: usize,
}

/// The ways to identities that lead through or to a table.
pub fn ways(model: &Model, table: TableId) -> impl Iterator<Item = Way<'_>> {
    let told = model.tables.iter().enumerate();
    let told = told.flat_map(|(from, bound)| bound.identities.iter().map(move |identity| (from, identity)));
    told.flat_map(move |(from, identity)| {
        let steps = (1..=identity.path.len()).filter(move |steps| identity.path[steps - 1].table == table);
        steps.map(move |steps| Way { from, identity, steps })
    })
}

/// The name of the list of a table's records that are under a hold.
pub fn list_name(model: &Model, table: TableId) -> String {
    format!("held {}", model.tables[table].name)
}

/// The name of the list of those that are under this hold.
pub fn hold_name(table: &TableName, hold: &str) -> String {
    format!("held {table} by {hold}")
}

/// The name of the list of those by which others are known to be held.
pub fn telling_name(model: &Model, table: TableId) -> String {
    format!("held {} to tell", model.tables[table].name)
}

/// Whether a value, which may be NULL, names whom the other names.
fn names(likeness: Likeness, value: &Value, other: &str) -> bool {
    let wanted = likeness.normal(other);
    !wanted.is_empty() && *value != Value::Null && likeness.normal(&key_text(value)) == wanted
}

impl<'a> World<'a> {
    /// Whether a record of the person is known by this one.
    fn tells(self, id: RowId, kind: &str, value: &str) -> bool {
        let elsewhere = self.model.tables[id.table].elsewhere.iter().any(|(of, _)| of == kind);
        if elsewhere && self.is_about(id, kind, value) {
            return true;
        }
        ways(self.model, id.table).filter(|way| way.identity.kind == kind).any(|way| {
            let likeness = Likeness::of_identity(self.model, way.from, way.identity);
            let (before, after) = way.identity.path.split_at(way.steps);
            let named = |end: &RowId| {
                let (row, table) = (self.values(*end), &self.model.tables[end.table]);
                is_filled(table, way.identity.column, row)
                    && names(likeness, &row[way.identity.column], value)
            };
            self.follow_filled(id, after).iter().any(named)
                && self.all(way.from).any(|from| self.follow_filled(from, before).contains(&id))
        })
    }

    /// The holds that the record is under, by name. Records of a table without a primary key cannot be told apart, and are never
    /// touched.
    pub fn holds_on(self, id: RowId) -> Vec<&'a str> {
        if self.model.tables[id.table].key.is_empty() {
            return Vec::new();
        }
        let mut names: Vec<&str> =
            self.held.iter().filter(|held| self.covers(held, id)).map(Held::hold).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn covers(self, held: &Held, id: RowId) -> bool {
        match held {
            Held::Person { kind, value, .. } => self.is_about(id, kind, value) || self.tells(id, kind, value),
            Held::Matching { table, condition, .. } => {
                *table == id.table && truth(self, id, condition) == Some(true)
            }
        }
    }

    /// Whether the record is under a hold.
    pub fn is_held(self, id: RowId) -> bool {
        !self.holds_on(id).is_empty()
    }

    /// Whether a hold keeps the record where it is: what would go is archived instead, where there is an archive, but for a record
    /// by which another one is known to be held.
    pub fn is_held_in_place(self, id: RowId) -> bool {
        self.is_held(id) && (!self.model.moves_held() || self.is_held_to_tell(id))
    }

    /// Whether another record is known by this one to be held.
    pub fn is_held_to_tell(self, id: RowId) -> bool {
        !self.model.tables[id.table].key.is_empty()
            && self.held.iter().any(|held| match held {
                Held::Person { kind, value, .. } => self.tells(id, kind, value),
                Held::Matching { .. } => false,
            })
    }
}
