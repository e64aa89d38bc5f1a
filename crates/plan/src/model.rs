//! Policy, map and catalog held against each other: every name resolved, every table numbered.
//! The evaluator and the SQL compiler both start from here and share nothing after it.

use abide_phrases::{Text, text};

use abide_policy::{
    condition::{Literal, Operator},
    map::{DateFormat, Shells, Unserved},
    model::{End, EventKind, Keep},
    transform::Transform,
};
use jiff::tz::TimeZone;

use crate::{
    catalog::{ColumnKind, Dialect, OnDelete, TableName},
    identity::Likeness,
    persons::Force,
    proof::Doubt,
};

/// Index of a table in [`Model::tables`].
pub type TableId = usize;
/// Index of a column in [`Table::columns`], which follow the catalog's order.
pub type ColumnId = usize;
/// Index of an activity in [`Model::activities`].
pub type ActivityId = usize;

/// One store, bound.
#[derive(Debug, Clone)]
pub struct Model {
    /// The store's name in the map.
    pub store: String,
    /// Whose SQL it speaks.
    pub dialect: Dialect,
    /// The controller's zone: where days begin and end.
    pub zone: TimeZone,
    /// The zone of timestamps without zone in this store.
    pub store_zone: TimeZone,
    /// Where archived values go, as SQL names it: a schema, a database, an attached file; none: nowhere.
    pub archive: Option<String>,
    /// The tables that the archive has.
    pub archived: Vec<crate::catalog::TableName>,
    /// The holds that are closed, by name: what they kept in the archive goes.
    pub closed: Vec<String>,
    /// All activities of the policy.
    pub activities: Vec<Activity>,
    /// Every table of the catalog, spoken of or not.
    pub tables: Vec<Table>,
    /// Columns that hold nothing but dates at the moment: for counting, never for changing.
    pub proved: Vec<Doubt>,
}

/// An activity, as far as fate needs it.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its name.
    pub name: String,
    /// Its phrase.
    pub keep: Keep,
    /// The phrase as written.
    pub phrase: String,
    /// The clauses it keeps.
    pub clauses: Vec<String>,
}

/// A table, bound.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: TableName,
    /// What the map says of it.
    pub role: Role,
    /// Its columns, in the catalog's order.
    pub columns: Vec<Column>,
    /// The primary key's columns; empty when there is none.
    pub key: Vec<ColumnId>,
    /// The columns of each of its indexes, in their order: the primary key's included.
    pub indexes: Vec<Vec<ColumnId>>,
    /// The activities its records serve.
    pub serves: Vec<Service>,
    /// What becomes of records that serve none; none: they are left alone.
    pub unserved: Option<Unserved>,
    /// What becomes of shells.
    pub shells: Shells,
    /// How many anonymous records the smallest group alike should have.
    pub k: Option<u32>,
    /// Its references to other tables, as the database enforces them.
    pub references: Vec<Reference>,
    /// Columns that tell who a record is about: kind of identity, links to follow, column at the end.
    pub identities: Vec<Identity>,
    /// The holds that some of its records may be under, by name.
    pub held: Vec<String>,
    /// The columns by which those holds know a record: their values stay as long as it does.
    pub telling: Vec<ColumnId>,
    /// Whether other records may be known by its own to be under a hold.
    pub tells: bool,
    /// By which of its columns records of other stores know persons: the kind of identity, and the linked column.
    pub elsewhere: Vec<(String, ColumnId)>,
    /// The table of another store that it stands for in this one's session, as people call it.
    pub lent: Option<String>,
    /// What the other stores were asked about: a record that is not there may not go, for nobody asked who needs it.
    pub asked: Vec<Hop>,
    /// Why rows of this table are never deleted, when they are not: a sentence.
    pub undeletable: Option<Text>,
    /// Why nothing in this table is ever changed, when that is so: a sentence.
    pub untouchable: Option<Text>,
}

/// What the map says of a table as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It holds personal data and serves activities.
    Personal,
    /// It holds nothing personal: never touched, its rows stay.
    NotPersonal,
    /// The map does not speak of it: never touched, its rows stay.
    Unmapped,
}

/// A column, bound.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its type says it holds.
    pub kind: ColumnKind,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// How its text is compared, where columns differ in that (MariaDB).
    pub collation: Option<String>,
    /// The longest text it takes, in characters.
    pub max_length: Option<u32>,
    /// Its category, when it holds personal data.
    pub category: Option<String>,
    /// Which of the table's services (index into [`Table::serves`]) need its category. Empty for personal columns that
    /// no activity needs, and for columns that are not personal.
    pub needed_by: Vec<usize>,
    /// How it is blanked.
    pub blank: Blank,
    /// Whether the map says that it holds nothing personal.
    pub plain: bool,
    /// What is left of it where an activity that needed it ends by making data anonymous; none: nothing.
    pub transform: Option<Transform>,
}

/// How a column is blanked when its record stays and it is not needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blank {
    /// It is not personal: it follows its record.
    Follows,
    /// It is personal, and stays as long as its record does, for the reason given (a rule counts from it, it is part of
    /// the key, no activity needs it and its removal is not confirmed).
    Stays(Text),
    /// With NULL.
    Null,
    /// With this constant.
    Constant(Literal),
    /// With a text that no other row has: `erased-` and the primary key, its parts joined by `-`.
    FromKey,
}

/// An activity that records of a table serve.
#[derive(Debug, Clone)]
pub struct Service {
    /// The activity.
    pub activity: ActivityId,
    /// The records that do; none: all.
    pub condition: Option<Condition>,
    /// Where the dates of the phrase's events are. Never empty.
    pub sources: Vec<Source>,
    /// How to find records of persons for whom the activity is ended; empty: there are none.
    pub ended: Vec<EndedIn>,
    /// What other stores were asked about that hold dates of it: of a record that is not there, they are not known.
    pub asked: Vec<Hop>,
}

/// There are persons for whom an activity is ended, and an identity by which their records are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedIn {
    /// Index into the table's identities.
    pub identity: usize,
    /// How strongly it is ended.
    pub force: Force,
}

/// Where dates of an event are.
#[derive(Debug, Clone)]
pub struct Source {
    /// The event.
    pub event: String,
    /// Its kind.
    pub kind: EventKind,
    /// The way to the records that hold it; empty: the record itself.
    pub path: Vec<Hop>,
    /// The column, in the table at the end of the path.
    pub column: ColumnId,
    /// How the date is kept there.
    pub format: DateFormat,
}

/// One step from a record to others: those of `table` whose `their` columns equal our `own`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hop {
    /// Columns of the table we come from.
    pub own: Vec<ColumnId>,
    /// The table we go to.
    pub table: TableId,
    /// Its columns, as many.
    pub their: Vec<ColumnId>,
}

/// A reference that the database enforces.
#[derive(Debug, Clone)]
pub struct Reference {
    /// From this table's columns to the other's.
    pub hop: Hop,
    /// What the database does to the referring row.
    pub on_delete: OnDelete,
}

/// How a record tells who it is about.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The kind of identity (`email`).
    pub kind: String,
    /// The way to the record that holds it; empty: the record itself.
    pub path: Vec<Hop>,
    /// The column, in the table at the end of the path.
    pub column: ColumnId,
    /// The services (indices) that need it, or all where it is nothing personal.
    pub needed_by: Vec<usize>,
    /// How it is compared, where the column's own category does not say.
    pub alike: Option<Likeness>,
}

/// A condition with its names resolved; see [`abide_policy::condition::Condition`] for the meaning.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `TRUE`, `FALSE`
    Constant(bool),
    /// Conjunction.
    All(Vec<Condition>),
    /// Disjunction.
    Any(Vec<Condition>),
    /// Negation.
    Not(Box<Condition>),
    /// Comparison with a constant; the constant's kind fits the column's.
    Compare(ColumnId, Operator, Literal),
    /// Equality with one of several.
    In(ColumnId, Vec<Literal>),
    /// Absence.
    IsNull(ColumnId),
    /// A boolean column by itself.
    Holds(ColumnId),
    /// Some linked record matches.
    Exists(Vec<Hop>, Option<Box<Condition>>),
}

impl Blank {
    /// A value of a file stays: a file goes as a whole.
    pub fn whole() -> Self {
        Self::Stays(text!("stays-whole"))
    }

    /// Whether it is a value of a file.
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Stays(why) if *why == text!("stays-whole"))
    }
}

impl Condition {
    /// The columns of its own table that it compares; not those of its links.
    pub fn columns(&self) -> Vec<ColumnId> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::columns).collect(),
            Self::Not(part) => part.columns(),
            Self::Compare(column, ..) | Self::In(column, _) | Self::IsNull(column) | Self::Holds(column) => {
                vec![*column]
            }
            Self::Constant(_) | Self::Exists(..) => Vec::new(),
        }
    }
}

/// The columns of a table by which a path from `start` passes it.
pub(crate) fn passed(start: TableId, path: &[Hop], table: TableId) -> Vec<ColumnId> {
    let mut here = start;
    let mut columns = Vec::new();
    for hop in path {
        if here == table {
            columns.extend(&hop.own);
        }
        if hop.table == table {
            columns.extend(&hop.their);
        }
        here = hop.table;
    }
    columns
}

impl Model {
    /// Whether what a hold covers is archived when it would go; else it stays where it is.
    pub fn moves_held(&self) -> bool {
        self.archive.is_some()
    }

    /// Whether records that served the activity stay, anonymous, when it is over.
    pub fn anonymises(&self, service: &Service) -> bool {
        self.activities[service.activity].keep.end == End::Anonymise
    }

    /// Those of a table's services that leave the column's values behind, coarsened.
    pub fn coarseners(&self, table: TableId, column: ColumnId) -> Vec<usize> {
        let table = &self.tables[table];
        let column = &table.columns[column];
        let services = column.needed_by.iter().copied().filter(|_| column.transform.is_some());
        services.filter(|service| self.anonymises(&table.serves[*service])).collect()
    }

    /// The table a path from `start` ends at.
    pub fn end_of(&self, start: TableId, path: &[Hop]) -> TableId {
        path.last().map_or(start, |hop| hop.table)
    }

    /// `store.table`, for people.
    pub fn place(&self, table: TableId) -> String {
        let table = &self.tables[table];
        table.lent.clone().unwrap_or_else(|| format!("{}.{}", self.store, table.name))
    }
}

impl Table {
    /// The names of columns.
    pub fn names(&self, columns: &[ColumnId]) -> Vec<String> {
        columns.iter().map(|column| self.columns[*column].name.clone()).collect()
    }

    /// Whether there are persons for whom one of its activities is ended.
    pub fn has_ended(&self) -> bool {
        self.serves.iter().any(|service| !service.ended.is_empty())
    }

    /// The number of the column of that name.
    pub fn column(&self, name: &str) -> Option<ColumnId> {
        self.columns.iter().position(|column| column.name == name)
    }
}
