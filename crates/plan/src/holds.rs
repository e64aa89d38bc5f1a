//! Records under a hold: they stay as they are, whatever else is said of them.

use crate::{
    evaluate::{is_filled, key_text},
    identity::Likeness,
    model::{Condition, Identity, Model, Role, TableId},
    need::{RowId, World},
    truth::truth,
    value::Value,
};

/// Whose or which records are held.
#[derive(Clone, PartialEq)]
pub enum Held {
    /// Those of whom an identity names.
    Person {
        /// The kind of identity.
        kind: String,
        /// Its value.
        value: String,
    },
    /// Those of a table that match a condition over its own columns.
    Matching {
        /// The table.
        table: TableId,
        /// The condition.
        condition: Condition,
    },
}

/// Values stay out of whatever is printed while something is looked for.
impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person { kind, .. } => write!(f, "Held {{ some {kind} }}"),
            Self::Matching { table, .. } => write!(f, "Held {{ of table {table} }}"),
        }
    }
}

/// Notes in the model in which tables records may be under a hold. Without a primary key nothing is touched anyway.
pub fn settle(model: &mut Model, held: &[Held]) {
    for number in 0..model.tables.len() {
        let table = &model.tables[number];
        let meant = |one: &Held| match one {
            Held::Person { kind, .. } => {
                table.identities.iter().any(|identity| identity.kind == *kind)
                    || ways(model, number).any(|way| way.identity.kind == *kind)
            }
            Held::Matching { table, .. } => *table == number,
        };
        let may = table.role == Role::Personal && !table.key.is_empty() && held.iter().any(meant);
        model.tables[number].held = may;
    }
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

/// Whether a value, which may be NULL, names whom the other names.
fn names(likeness: Likeness, value: &Value, other: &str) -> bool {
    let wanted = likeness.normal(other);
    !wanted.is_empty() && *value != Value::Null && likeness.normal(&key_text(value)) == wanted
}

impl World<'_> {
    /// Whether a record of the person is known by this one.
    fn tells(self, id: RowId, kind: &str, value: &str) -> bool {
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

    /// Whether the record is under a hold. Records of a table without a primary key cannot be told apart, and are never touched.
    pub fn is_held(self, id: RowId) -> bool {
        !self.model.tables[id.table].key.is_empty()
            && self.held.iter().any(|held| match held {
                Held::Person { kind, value } => self.is_about(id, kind, value) || self.tells(id, kind, value),
                Held::Matching { table, condition } => {
                    *table == id.table && truth(self, id, condition) == Some(true)
                }
            })
    }
}
