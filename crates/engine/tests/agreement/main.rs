//! The reference evaluator and the compiled SQL agree, on generated worlds: the same rows go, the same values are blanked,
//! the same questions are asked; the steps, run in their order, meet no constraint and leave exactly what the evaluator
//! said stays; and planning again finds nothing to do.
//!
//! `ABIDE_CASES=20000` tries more worlds, `ABIDE_SEED=123` starts at another (with `ABIDE_CASES=1`: replays one).
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

mod apply;
mod check;
mod home;
mod questions;

use std::panic::{AssertUnwindSafe, catch_unwind};

use abide_testkit::world::{Engine, World, generate, shrink};

use crate::{check::Tally, home::Home};

#[test]
fn evaluator_and_sql_agree_on_sqlite() {
    many(Engine::Sqlite, 1500);
}

#[test]
fn evaluator_and_sql_agree_on_postgres() {
    many(Engine::Postgres, 800);
}

/// Checks as many worlds as asked for; the first that fails is made small and told.
fn many(engine: Engine, usual: u64) {
    let cases = number("ABIDE_CASES").unwrap_or(usual);
    let first = number("ABIDE_SEED").unwrap_or(1);
    let home = Home::new(engine);
    let mut tally = Tally::default();
    for seed in first..first + cases {
        let world = generate(seed, engine);
        match judged(&home, &world) {
            Ok(found) => tally.add(&found),
            Err(why) => fail(&home, seed, world, why),
        }
    }
    tally.assert_worth(cases);
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|text| text.parse().expect("a whole number"))
}

fn fail(home: &Home, seed: u64, mut world: World, mut why: String) -> ! {
    let mut tries = 0;
    'again: loop {
        for smaller in shrink::smaller(&world) {
            tries += 1;
            if let Err(still) = judged(home, &smaller)
                && still.lines().next() == why.lines().next()
            {
                (world, why) = (smaller, still);
                if tries < 3000 {
                    continue 'again;
                }
            }
        }
        break;
    }
    let engine = world.engine;
    panic!("seed {seed} on {engine:?} (ABIDE_SEED={seed} ABIDE_CASES=1):\n{}\n{why}", world.told());
}

/// The check, with a panic inside it taken for a failure.
fn judged(home: &Home, world: &World) -> Result<Tally, String> {
    catch_unwind(AssertUnwindSafe(|| check::check(home, world))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(format!("panic\n{}", said.unwrap_or_default()))
    })
}
