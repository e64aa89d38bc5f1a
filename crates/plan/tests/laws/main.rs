//! The laws of fate, on generated worlds: without new events it never rises as time passes; adding an activity never
//! lowers it; the order of activities, tables and rows does not matter; planning twice gives the same; and what is applied
//! leaves nothing to apply.
//!
//! `ABIDE_CASES` and `ABIDE_SEED` as in the tests of agreement.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

mod applied;
mod bound;
mod dating;
mod persons;

use abide_plan::{
    compile::compile,
    evaluate::{Fate, ValueFate, evaluate},
    model::{Model, Role},
    need::Need,
};
use abide_policy::{map::Unserved, model::State};
use abide_testkit::world::{Engine, World, seeds};
use jiff::{ToSpan, civil::Date};

use crate::{
    applied::applied,
    bound::{bound, plain},
};

const CASES: u64 = 500;

fn each(check: impl Fn(&World) -> Result<(), String>) {
    drop(seeds::each(Engine::Postgres, CASES, check));
}

/// The days on which something of a world may end: those of its rows' fates, and some further on.
fn later(today: Date) -> [Date; 4] {
    [1, 40, 800, 40_000].map(|by| today.saturating_add(by.days()))
}

/// Where an activity that needs a record puts it; what nothing is known of is kept, but is not used.
fn height(need: Need) -> u8 {
    match need {
        Need::NotServed | Need::Over(_) | Need::Ended(..) => 0,
        Need::Undatable(_) => 1,
        Need::Live(State::Archived, _) => 2,
        Need::Live(State::Active, _) => 3,
    }
}

#[test]
fn without_new_events_no_need_rises_as_time_passes() {
    each(|world| {
        let mut bound = plain(world);
        drop(compile(&mut bound.model, world.today));
        let mut before = evaluate(&bound.model, &bound.rows, world.today);
        for day in later(world.today) {
            let after = evaluate(&bound.model, &bound.rows, day);
            for (early, late) in before.iter().flatten().zip(after.iter().flatten()) {
                let heights = early.needs.iter().zip(&late.needs).all(|(a, b)| height(*b) <= height(*a));
                if !heights || (early.over && !late.over) {
                    return Err(format!("a need rises\nuntil {day}\n{early:?}\n{late:?}"));
                }
            }
            before = after;
        }
        Ok(())
    });
}

/// With the plan of each day applied, whatever is gone stays gone, and what stays falls where it would have fallen
/// if nothing had been applied before.
#[test]
fn applying_early_changes_nothing_later() {
    each(|world| {
        let mut bound = plain(world);
        drop(compile(&mut bound.model, world.today));
        let today = evaluate(&bound.model, &bound.rows, world.today);
        let (left, places) = applied(&bound.model, &bound.rows, &today);
        for day in later(world.today) {
            let without = evaluate(&bound.model, &bound.rows, day);
            let with = evaluate(&bound.model, &left, day);
            for (table, places) in places.iter().enumerate() {
                for (row, place) in places.iter().enumerate() {
                    let (with, without) = (&with[table][row], &without[table][*place]);
                    same_needs(with, without).map_err(|why| format!("{why}\n{table} {place} on {day}"))?;
                    if without.goes && !with.goes {
                        return Err(format!(
                            "a row goes only if nothing was applied\n{table} {place} on {day}"
                        ));
                    }
                }
            }
        }
        Ok(())
    });
}

fn same_needs(with: &Fate, without: &Fate) -> Result<(), String> {
    let same = |(a, b): (&Need, &Need)| {
        height(*a) == height(*b) && (*a == Need::NotServed) == (*b == Need::NotServed)
    };
    if with.over == without.over && with.needs.iter().zip(&without.needs).all(same) {
        return Ok(());
    }
    Err(format!("what was applied changes a need\n{with:?}\n{without:?}"))
}

#[test]
fn after_apply_nothing_is_left_to_apply() {
    each(|world| {
        let mut bound = plain(world);
        drop(compile(&mut bound.model, world.today));
        let fates = evaluate(&bound.model, &bound.rows, world.today);
        let (left, _) = applied(&bound.model, &bound.rows, &fates);
        let again = evaluate(&bound.model, &left, world.today);
        let due = |value: &ValueFate| matches!(value, ValueFate::Blanked | ValueFate::Anonymised);
        let idle = |fate: &Fate| !fate.goes && !fate.values.iter().any(due);
        if again.iter().flatten().all(idle) { Ok(()) } else { Err("something is left to apply".to_owned()) }
    });
}

/// How high a value stands: gone; anonymous; there for no activity's sake; archived; active.
fn heights(model: &Model, table: usize, fate: &Fate) -> Vec<u8> {
    let columns = model.tables[table].columns.iter().zip(&fate.values);
    let height = |(column, value): (&abide_plan::model::Column, &ValueFate)| match value {
        ValueFate::Goes | ValueFate::Blanked | ValueFate::Blank => 0,
        ValueFate::Anonymised | ValueFate::Anonymous => 1,
        ValueFate::Stays => {
            let needed = column.needed_by.iter().map(|service| height(fate.needs[*service]));
            1 + needed.max().unwrap_or(0).max(1)
        }
    };
    columns.map(height).collect()
}

#[test]
fn adding_an_activity_never_lowers_a_fate() {
    each(|world| {
        for table in 0..world.tables.len() {
            let services = world.tables[table].map.as_ref().map_or(0, |mapped| mapped.serves.len());
            for service in 0..services {
                let mut fewer = world.clone();
                let mapped = fewer.tables[table].map.as_mut().expect("it has services");
                mapped.serves.remove(service);
                not_lower(&fewer, world, table)?;
            }
        }
        Ok(())
    });
}

/// Records that served nothing and columns that nothing needed are left out: of them nothing was said, and they were kept,
/// with what they hold, for want of an answer. So is a record that nothing needs and that one which stays held: what the other
/// counts by more activities may show that it does not need to.
fn not_lower(fewer: &World, more: &World, edited: usize) -> Result<(), String> {
    let (few, many) = (plain(fewer), plain(more));
    let before = evaluate(&few.model, &few.rows, more.today);
    let after = evaluate(&many.model, &many.rows, more.today);
    let bound = &few.model.tables[edited];
    let said = |fate: &Fate| {
        bound.unserved == Some(Unserved::Erase) || fate.needs.iter().any(|need| *need != Need::NotServed)
    };
    if bound.serves.is_empty() || !before[edited].iter().all(said) {
        return Ok(());
    }
    for (table, bound) in
        few.model.tables.iter().enumerate().filter(|(_, table)| table.role == Role::Personal)
    {
        for (before, after) in before[table].iter().zip(&after[table]) {
            let (low, high) = (heights(&few.model, table, before), heights(&many.model, table, after));
            let lower = (0..low.len()).find(|place| {
                let column = &bound.columns[*place];
                let said = column.category.is_none() || !column.needed_by.is_empty();
                let held = before.over && !before.goes;
                said && !held && high[*place] < low[*place]
            });
            if let Some(place) = lower {
                return Err(format!(
                    "a fate falls\nof column {place} in {}\n{before:?}\n{after:?}",
                    bound.name
                ));
            }
        }
    }
    Ok(())
}

/// Activities and services the other way round, tables in another order, rows too: the fates are the same, record by record.
#[test]
fn no_order_matters() {
    each(|world| {
        let mut turned = world.clone();
        turned.activities.reverse();
        for table in &mut turned.tables {
            table.rows.reverse();
            table.map.iter_mut().for_each(|mapped| mapped.serves.reverse());
        }
        let count = world.tables.len();
        let (mut straight, mut turned) =
            (plain(world), bound(&turned, &(0..count).rev().collect::<Vec<_>>()));
        drop(compile(&mut straight.model, world.today));
        drop(compile(&mut turned.model, world.today));
        let before = evaluate(&straight.model, &straight.rows, world.today);
        let after = evaluate(&turned.model, &turned.rows, world.today);
        for table in 0..count {
            let there = &after[count - 1 - table];
            for (before, after) in before[table].iter().zip(there.iter().rev()) {
                let needs = before.needs.iter().eq(after.needs.iter().rev());
                if !needs
                    || (before.over, before.goes, &before.values) != (after.over, after.goes, &after.values)
                {
                    return Err(format!("an order matters\nin {table}\n{before:?}\n{after:?}"));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn planning_twice_gives_the_same() {
    each(|world| {
        let (mut once, mut twice) = (plain(world), plain(world));
        let first = compile(&mut once.model, world.today);
        let second = compile(&mut twice.model, world.today);
        let again = compile(&mut once.model, world.today);
        if first == second && first == again { Ok(()) } else { Err("two plans differ".to_owned()) }
    });
}
