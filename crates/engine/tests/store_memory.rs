//! A stream holds a few rows at a time, however long it is. A process of its own: it looks at its peak.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use std::{ops::ControlFlow, path::Path};

use abide_engine::store::{self, Access, plain};
use abide_policy::map::StoreUrl;
use abide_testkit::{postgres, sqlite};

/// The most memory this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_long_stream_is_not_held_in_memory() {
    let (sqlite, postgres) = (sqlite::Database::create(), postgres::Database::create());
    let rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i, ";
    let runs = [
        (sqlite.url(), format!("{rows} hex(zeroblob(200)) FROM n")),
        (postgres.url(), format!("{rows} repeat('x', 400) FROM n")),
    ];
    for (url, text) in runs {
        let mut store =
            store::open(&StoreUrl::Address(url.to_owned()), Path::new("."), Access::Read).unwrap();
        let before = peak();
        let mut seen = 0;
        let mut count = |_row| {
            seen += 1;
            ControlFlow::Continue(())
        };
        store.stream(&plain(text), &mut count).unwrap();
        assert_eq!(seen, 300_000);
        let grown = peak() - before;
        assert!(grown < 16 * 1024, "{url}: 120 MB of rows took {grown} KiB");
    }
}
