//! Files that go with the rows of a batch: removed after the rows are picked and locked, and before they are deleted.

use abide_plan::{
    batch::{Range, Work},
    catalog::TableName,
};

use super::source::texts;
use crate::{
    crash,
    store::{Files, Store, StoreError},
};

/// The files of one table's rows.
#[derive(Debug)]
pub struct Paired {
    /// The table.
    pub table: TableName,
    /// Its column that holds the path.
    pub column: String,
    /// Where the files are.
    pub files: Files,
}

/// Whether rows that a step deletes have files.
pub(super) fn concern(paired: &[Paired], work: &Work<'_>) -> bool {
    let own = work.erases() && of(paired, &work.step.table).is_some();
    own || work.dependents().iter().any(|dependent| of(paired, &dependent.table).is_some())
}

/// Removes the files of picked rows, and of the rows that go with them. Where one cannot be removed the whole batch is refused; it is
/// then tried in halves, until the row whose file it is stands alone and stays.
pub(super) fn remove(
    store: &mut dyn Store,
    paired: &[Paired],
    work: &Work<'_>,
    picked: &Range,
) -> Result<(), StoreError> {
    for dependent in work.dependents() {
        if let Some(paired) = of(paired, &dependent.table) {
            let paths = store.query(&work.column_of_dependent(dependent, &paired.column, picked))?;
            unlink(paired, &texts(paths))?;
        }
    }
    if let Some(paired) = of(paired, &work.step.table) {
        let paths = store.query(&work.column_of_picked(&paired.column, picked))?;
        unlink(paired, &texts(paths))?;
    }
    Ok(())
}

fn unlink(paired: &Paired, paths: &[String]) -> Result<(), StoreError> {
    crash::point("before-files");
    paired.files.remove(paths)?;
    crash::point("after-files");
    Ok(())
}

/// Whether a table's rows have files: then none of them goes without its own.
pub(super) fn has(paired: &[Paired], table: &TableName) -> bool {
    of(paired, table).is_some()
}

fn of<'p>(paired: &'p [Paired], table: &TableName) -> Option<&'p Paired> {
    paired.iter().find(|paired| paired.table == *table)
}
