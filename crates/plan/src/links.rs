//! Links across stores: what a store is asked about, and what is kept of its answers in another's session.
//!
//! A *loan* is two tables that only the session sees. One holds the keys that the other store is asked about, spelt as this
//! store spells them; the other holds, for those keys, the dates that are counted from there, or (the other way round) what the
//! records there that count from here still wait for. Both enter the model as tables that are never touched, so rules, ties and
//! SQL need not know that they stand for others. See `docs/decisions/0013-links-across-stores.md`.

use abide_policy::map::DateFormat;
use jiff::civil::Date;

use crate::{
    catalog::TableName,
    dating::{self, Dated, Zones},
    evaluate::key_text,
    identity::Likeness,
    model::{ActivityId, ColumnId, TableId},
    value::Value,
};

/// So many keys are asked about at once.
pub const CHUNK: u64 = 500;

/// What stands for a day that has not come: the record runs on.
const RUNS_ON: &str = "2199-12-31";

/// What stands for what cannot be read as a date.
const UNREADABLE: &str = "unreadable";

/// By whom persons are known over a link: the other store's records that tell an identity, and the key by which this store's
/// records are linked to them. To this store the key is an identity of its own, of a kind of its own.
#[derive(Debug, Clone)]
pub struct Known {
    /// The table of this store.
    pub table: TableId,
    /// Its linked column.
    pub own: ColumnId,
    /// The kind of identity that the keys are.
    pub keys: String,
    /// How they are compared.
    pub alike: Likeness,
    /// The other store.
    pub store: String,
    /// The table there.
    pub of: TableName,
    /// Its linked column.
    pub their: String,
    /// The kind of identity that it tells.
    pub kind: String,
    /// The column that holds it.
    pub identity: String,
}

/// What a store borrows from another over one link.
#[derive(Debug, Clone)]
pub struct Loan {
    /// The table of this store whose records are asked about.
    pub table: TableId,
    /// Its linked columns.
    pub own: Vec<ColumnId>,
    /// Holds the keys that were asked about.
    pub asked: TableId,
    /// Holds the answers.
    pub lent: TableId,
    /// The other store.
    pub store: String,
    /// The table there.
    pub of: TableName,
    /// Its linked columns, as many.
    pub their: Vec<String>,
    /// How each pair is compared.
    pub alike: Vec<Likeness>,
    /// What is borrowed.
    pub what: What,
}

/// What is borrowed.
#[derive(Debug, Clone)]
pub enum What {
    /// Dates that periods of this store are counted from: columns of the other table, and how each is kept.
    Dates(Vec<(String, DateFormat)>),
    /// Which records of the other table still count from this one's.
    Needs {
        /// For this activity.
        activity: ActivityId,
        /// Whether each of them always has a date of its own.
        dated: bool,
    },
}

impl Loan {
    /// A key in the form in which equal keys are the same; none for one that equals nothing.
    pub fn normal(&self, key: &[Value]) -> Option<Vec<String>> {
        let part = |(value, alike): (&Value, &Likeness)| {
            let normal = alike.normal(&key_text(value));
            (*value != Value::Null && (!normal.is_empty() || *alike == Likeness::Exact)).then_some(normal)
        };
        key.iter().zip(&self.alike).map(part).collect()
    }
}

/// A date as a loan holds it: its day, nothing, or that it is none.
pub fn lent_date(value: &Value, format: DateFormat, zones: Zones<'_>) -> Value {
    match dating::read(value, format, zones) {
        Dated::Missing => Value::Null,
        Dated::On(day) => Value::Text(day.to_string()),
        Dated::Unreadable => Value::Text(UNREADABLE.to_owned()),
    }
}

/// The date that stands for how a record of another store is doing: the latest of its dates; what has no end yet is far off.
pub fn lent_need(runs_on: bool, dates: impl Iterator<Item = Dated>) -> Value {
    let (mut latest, mut unreadable): (Option<Date>, bool) = (None, false);
    for dated in dates {
        match dated {
            Dated::On(day) => latest = latest.max(Some(day)),
            Dated::Unreadable => unreadable = true,
            Dated::Missing => {}
        }
    }
    match (runs_on, latest) {
        (true, _) => Value::Text(RUNS_ON.to_owned()),
        (false, Some(latest)) => Value::Text(latest.to_string()),
        (false, None) if unreadable => Value::Text(UNREADABLE.to_owned()),
        (false, None) => Value::Null,
    }
}
