//! Copying into the archive what a batch is about to remove.

use abide_plan::{
    batch::{Alike, Copying, Locator, MOST_ALIKE, Placed, Range, Says, Stamp, Work, says},
    step::{Copy, Step},
    value::Value,
};
use jiff::civil::Date;

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
        if let Some((alike, rows)) = alike(store, work, copying, picked, stamp)? {
            if rows > 0 {
                statements.push(work.copy_alike(copying, picked, &alike, stamp));
                expected.push(rows);
            }
            continue;
        }
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

/// The dates that the rows count from, with their last days, and how many rows are copied; none where rows are told apart.
fn alike(
    store: &mut dyn Store,
    work: &Work<'_>,
    copying: Copying<'_>,
    picked: &Range,
    stamp: &Stamp,
) -> Result<Option<(Vec<Alike>, u64)>, StoreError> {
    let Some(asked) = work.alike(copying, picked) else { return Ok(None) };
    let answer = store.query(&asked)?;
    if answer.len() > MOST_ALIKE {
        return Ok(None);
    }
    let (mut alike, mut all) = (Vec::new(), 0);
    for mut row in answer {
        let rows = match row.pop() {
            Some(Value::Integer(rows)) => rows.unsigned_abs(),
            _ => 0,
        };
        if rows > 0
            && let Some(last_day) = archived(store, copying.copy, &row, stamp.today)?
        {
            all += rows;
            alike.push(Alike { dates: row, last_day });
        }
    }
    Ok(Some((alike, all)))
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
        let Some((Value::Text(place), dates)) = row.split_first() else { return Err(changed(store)) };
        if let Some(last_day) = archived(store, copying.copy, dates, stamp.today)? {
            rows.push(Placed { place: place.clone(), last_day });
        }
    }
    Ok(rows)
}

/// The last day of rows that count from these dates; none when it is over, and they need not be copied.
fn archived(
    store: &dyn Store,
    copy: &Copy,
    dates: &[Value],
    today: Date,
) -> Result<Option<Option<Date>>, StoreError> {
    match says(copy, dates, today) {
        Says::Archived(last_day) => Ok(Some(last_day)),
        Says::Over => Ok(None),
        Says::Changed => Err(changed(store)),
    }
}

fn changed(store: &dyn Store) -> StoreError {
    let reason = "a date that a period counts from changed meanwhile".to_owned();
    StoreError::Conflict { place: store.place().to_owned(), reason }
}
