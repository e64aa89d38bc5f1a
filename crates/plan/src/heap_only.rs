//! Whether PostgreSQL can overwrite a step's rows without touching an index: a heap-only update, which is several times as fast.
//! Told, not promised: a page must have room for the new version of a row, and a trigger may write more.

use serde::{Deserialize, Serialize};

use crate::{catalog::Index, step::Action};

/// What decides it of a table. It is no part of the catalog: no plan is stale because of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heap {
    /// The percentage to which pages are filled, before the rest is left for new versions of their rows.
    pub fillfactor: u32,
    /// Every index, each with all columns whose change it has to follow: those of its expressions and its condition, and
    /// those that a column of it is computed from, included.
    pub indexes: Vec<Index>,
    /// Triggers that may write more into a row that is updated.
    pub triggers: Vec<String>,
}

/// What a plan says of it for a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeapOnly {
    /// Whether no index holds a column that the step writes.
    pub possible: bool,
    /// The indexes that do, in the order of their names.
    pub in_the_way: Vec<String>,
    /// The percentage to which pages are filled, before the rest is left for new versions of their rows.
    pub fillfactor: u32,
    /// Triggers that may write more.
    pub triggers: Vec<String>,
}

impl Heap {
    /// What it means for an action; none for one that overwrites no values.
    pub fn told(&self, action: &Action) -> Option<HeapOnly> {
        let written: Vec<&String> = match action {
            Action::Blank { columns } => columns.iter().map(|blanked| &blanked.column).collect(),
            Action::Anonymise { columns } => columns.iter().map(|left| &left.column).collect(),
            Action::Erase { .. } | Action::Cut { .. } => return None,
        };
        let follows = |index: &&Index| index.columns.iter().any(|column| written.contains(&column));
        let mut in_the_way: Vec<String> =
            self.indexes.iter().filter(follows).map(|index| index.name.clone()).collect();
        in_the_way.sort();
        Some(HeapOnly {
            possible: in_the_way.is_empty(),
            in_the_way,
            fillfactor: self.fillfactor,
            triggers: self.triggers.clone(),
        })
    }
}
