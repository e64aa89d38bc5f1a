//! Many worlds in a row, and the first that fails made small.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Engine, World, generate, generate_apart, shrink};

/// Tries worlds one after the other: as many as `ABIDE_CASES` says, else `usual`, from the seed `ABIDE_SEED` on, else 1.
/// `ABIDE_TRIES=0` shows a world that fails as it was generated.
/// What each gives is handed back, with how many there were.
///
/// # Panics
/// With the first world that fails, made as small as it still fails in the same way.
pub fn each<T>(engine: Engine, usual: u64, check: impl Fn(&World) -> Result<T, String>) -> Vec<T> {
    tried(usual, |seed| Some(generate(seed, engine)), check)
}

/// The same with worlds of two stores, of which not every seed has one.
///
/// # Panics
/// As [`each`] does.
pub fn each_apart<T>(engine: Engine, usual: u64, check: impl Fn(&World) -> Result<T, String>) -> Vec<T> {
    tried(usual, |seed| generate_apart(seed, engine), check)
}

fn tried<T>(
    usual: u64,
    world: impl Fn(u64) -> Option<World>,
    check: impl Fn(&World) -> Result<T, String>,
) -> Vec<T> {
    let cases = number("ABIDE_CASES").unwrap_or(usual);
    let first = number("ABIDE_SEED").unwrap_or(1);
    let one = |seed: u64| {
        let world = world(seed)?;
        Some(judged(&check, &world).unwrap_or_else(|why| fail(&check, seed, world, why)))
    };
    (first..first + cases).filter_map(one).collect()
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable)
        .ok()
        .map(|text| text.parse().unwrap_or_else(|_| panic!("{variable} is no whole number")))
}

/// The check, with a panic inside it taken for a failure.
fn judged<T>(check: &impl Fn(&World) -> Result<T, String>, world: &World) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(|| check(world))).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        let said = said.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        Err(format!("panic\n{}", said.unwrap_or_default()))
    })
}

/// The first line of what a check says is the way in which it fails.
fn fail<T>(check: &impl Fn(&World) -> Result<T, String>, seed: u64, mut world: World, mut why: String) -> ! {
    let most = number("ABIDE_TRIES").unwrap_or(3000);
    let mut tries = 0;
    'again: while tries < most {
        for smaller in shrink::smaller(&world) {
            tries += 1;
            if let Err(still) = judged(check, &smaller)
                && still.lines().next() == why.lines().next()
            {
                (world, why) = (smaller, still);
                continue 'again;
            }
        }
        break;
    }
    panic!("seed {seed} on {:?} (ABIDE_SEED={seed} ABIDE_CASES=1):\n{}\n{why}", world.engine, world.told());
}
