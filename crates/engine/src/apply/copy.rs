//! Copying into the archive what a batch is about to remove.

use abide_plan::{
    batch::{Copying, Locator, Placed, Range, Says, Stamp, Work, says},
    step::{Copy, Step},
};

use super::{ApplyError, site};
use crate::store::{Store, StoreError};

/// What the copies of a step need to know besides: how rows of each copy's table are told apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Locators(Vec<Locator>);

impl Locators {
    /// Asks the store.
    pub(super) fn of(store: &mut dyn Store, step: &Step) -> Result<Self, ApplyError> {
        let locator = |copy: &Copy| site::locator(store, &copy.table, &copy.key);
        step.copies.iter().map(locator).collect::<Result<_, _>>().map(Self)
    }
}

/// Copies what the picked rows, and those that go with them, hold that archived activities need.
pub(super) fn copy(
    store: &mut dyn Store,
    work: &Work<'_>,
    locators: &Locators,
    picked: &Range,
    stamp: &Stamp,
) -> Result<(), StoreError> {
    let mut statements = Vec::new();
    let mut expected = Vec::new();
    for (number, (copy, locator)) in work.step.copies.iter().zip(&locators.0).enumerate() {
        let copying = Copying { copy, number, locator };
        let rows = placed(store, work, copying, picked, stamp)?;
        if !rows.is_empty() {
            statements.push(work.copy(copying, &rows, stamp));
            expected.push(rows.len() as u64);
        }
    }
    if statements.is_empty() {
        return Ok(());
    }
    // Nothing may go of which there is no copy.
    if store.copy(&statements)? == expected {
        return Ok(());
    }
    let reason =
        "fewer rows were archived than were to be; a trigger or a rule on the archive may be in the way";
    Err(StoreError::Failed { place: store.place().to_owned(), reason: reason.to_owned() })
}

/// Where the rows are, each with its last day.
fn placed(
    store: &mut dyn Store,
    work: &Work<'_>,
    copying: Copying<'_>,
    picked: &Range,
    stamp: &Stamp,
) -> Result<Vec<Placed>, StoreError> {
    for statement in work.number_copied(copying) {
        store.execute(&statement)?;
    }
    let mut rows = Vec::new();
    for row in store.query(&work.places(copying, picked))? {
        match says(copying.copy, &row, stamp.today) {
            Some(Says::Archived(placed)) => rows.push(placed),
            Some(Says::Over) => {}
            Some(Says::Changed) | None => {
                let reason = "a date that a period counts from changed meanwhile".to_owned();
                return Err(StoreError::Conflict { place: store.place().to_owned(), reason });
            }
        }
    }
    Ok(rows)
}
