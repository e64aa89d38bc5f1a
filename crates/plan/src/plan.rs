//! A plan as it is printed, saved and applied: what would happen to how many records, under which premises.

use abide_phrases::Text;
use abide_policy::finding::Severity;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    catalog::{Dialect, TableName},
    heap_only::HeapOnly,
    step::Step,
};

/// The version of the plan's form.
pub const FORMAT: u32 = 1;

/// A plan for all stores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// [`FORMAT`].
    pub format: u32,
    /// The day it is a plan for, in the controller's zone.
    pub date: Date,
    /// When it was made.
    pub made_at: Timestamp,
    /// What it rests on.
    pub premises: Premises,
    /// A part for each store, in the map's order.
    pub stores: Vec<StorePlan>,
}

/// What a plan rests on: it is refused when any of it has changed. Digests are SHA-256 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Premises {
    /// Digest of the bytes of `policy.toml`.
    pub policy: String,
    /// Digest of the bytes of `map.toml`.
    pub map: String,
    /// The hash at the head of the ledger when the plan was made; none before its first entry.
    pub ledger: Option<String>,
}

/// The part of a plan that is about one store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorePlan {
    /// The store's name in the map.
    pub store: String,
    /// Whose SQL it speaks.
    pub dialect: Dialect,
    /// Digest of its catalog.
    pub catalog: String,
    /// The steps in the order in which they run, steps without any row included.
    pub steps: Vec<Planned>,
    /// What was found while planning.
    pub findings: Vec<Found>,
}

/// A step with what was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The step.
    pub step: Step,
    /// The rows its rule was true for.
    pub rows: u64,
    /// The rows of other tables that go with them, in the step's order.
    pub with: Vec<(TableName, u64)>,
    /// The rows that are copied into the archive, for each of the step's copies in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub archived: Vec<u64>,
    /// Whether the rows can be overwritten without touching an index, where values are and the database is PostgreSQL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_only: Option<HeapOnly>,
}

/// A finding as a plan carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Its stable code.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// One sentence.
    pub message: Text,
    /// `store.table` or `store.table.column`.
    pub place: Option<String>,
    /// What to do.
    pub help: Option<Text>,
    /// How many records it is about, when it is about records.
    pub rows: Option<u64>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.stores.iter().all(|store| store.steps.iter().all(|planned| planned.rows == 0))
    }
}
