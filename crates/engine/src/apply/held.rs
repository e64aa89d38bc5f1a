//! Whether something that stays has come to hold rows of a batch since the list of them was made.

use std::collections::BTreeSet;

use abide_plan::{
    batch::{Asks, Range, Work, some_stay, start_following},
    step::{Followed, Param, Sql},
};

use crate::{
    crash,
    store::{Store, StoreError},
};

/// The work as it has to ask a range's rows: all of the rule, when something that stays holds one of them. On MariaDB the range is that
/// of the picked rows.
pub(super) fn sure<'a>(
    store: &mut dyn Store,
    work: &Work<'a>,
    range: &Range,
) -> Result<Work<'a>, StoreError> {
    crash::point("before-send");
    let held = match (work.held(range), work.followed()) {
        (Some(held), _) => store.count(&held)? > 0,
        (None, Some(followed)) => follow(store, work, followed)?,
        (None, None) => false,
    };
    crash::point("after-send");
    Ok(Work { asks: if held { Asks::All } else { work.asks }, ..*work })
}

/// Up from the picked rows, a level at a time, until something stays or nothing is met that was not met before.
fn follow(store: &mut dyn Store, work: &Work<'_>, followed: &Followed) -> Result<bool, StoreError> {
    for statement in start_following(work, followed) {
        store.execute(&statement)?;
    }
    let (mut level, mut latest) = (0, BTreeSet::from([0]));
    while !latest.is_empty() {
        let mut met = BTreeSet::new();
        for tie in followed.ties.iter().filter(|tie| latest.contains(&tie.from)) {
            let statement = on(level, &tie.sql);
            match tie.into {
                Some(into) if store.execute(&statement)? > 0 => drop(met.insert(into)),
                None if store.count(&statement)? > 0 => return Ok(true),
                _ => {}
            }
        }
        for table in &met {
            if store.count(&some_stay(*table))? > 0 {
                return Ok(true);
            }
        }
        (level, latest) = (level + 1, met);
    }
    Ok(false)
}

fn on(level: i64, sql: &Sql) -> Sql {
    let params = sql.params.iter().cloned().chain([Param::Integer(level)]);
    Sql { text: sql.text.clone(), params: params.collect() }
}
