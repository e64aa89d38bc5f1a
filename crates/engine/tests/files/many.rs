//! A hundred thousand files: `ABIDE_FILES=100000 cargo nextest run --release -p abide-engine --test files many` tells how long
//! they take. In every other run there are fewer.

use std::{fs, time::Instant};

use abide_engine::apply::Options;
use jiff::Timestamp;

use crate::ground::Ground;

#[test]
fn many_files_take_little_memory() {
    let count: u64 = std::env::var("ABIDE_FILES").ok().and_then(|count| count.parse().ok()).unwrap_or(3000);
    let ground = Ground::new();
    for number in 0..count {
        let day = number % 28 + 1;
        ground.file(&format!("cam-{}/2026-01-{day:02}T{number}.mp4", number % 50));
    }
    let before = peak();
    let since = Instant::now();
    let plan = ground.plan();
    let planned = since.elapsed();
    assert_eq!(plan.stores[0].steps.iter().map(|step| step.rows).sum::<u64>(), count);
    let since = Instant::now();
    let done = ground.session().apply(&plan, &Options::default(), Timestamp::now, &mut ()).unwrap();
    assert_eq!(done[0].1.rows, count);
    assert_eq!(ground.list(), [""; 0]);
    let grown = peak().saturating_sub(before);
    eprintln!(
        "{count} files: planned in {planned:?}, removed in {:?}, {grown} KB more memory",
        since.elapsed()
    );
    assert!(grown < 120_000, "{grown} KB");
}

/// The most memory that this process has had, in kilobytes.
fn peak() -> u64 {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}
