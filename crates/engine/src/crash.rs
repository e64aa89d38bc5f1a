//! Points at which tests kill the process, or let somebody else change the data, to see that nothing is lost. In a build
//! without the feature `crash-points` there are none.
//!
//! `ABIDE_CRASH_AT=before-commit:3` kills the process, as `kill -9` would, when it passes `before-commit` for the third time.

/// Passes the point `name`.
#[cfg(not(feature = "crash-points"))]
#[inline]
pub(crate) fn point(_name: &str) {}

/// Passes the point `name`.
#[cfg(feature = "crash-points")]
pub(crate) fn point(name: &str) {
    use std::sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    };

    static CHOSEN: LazyLock<Option<(String, u64)>> = LazyLock::new(|| {
        let chosen = std::env::var("ABIDE_CRASH_AT").ok()?;
        match chosen.rsplit_once(':') {
            Some((name, passage)) => Some((name.to_owned(), passage.parse().ok()?)),
            None => Some((chosen, 1)),
        }
    });
    static PASSED: AtomicU64 = AtomicU64::new(0);

    // Taken out meanwhile: what it does must not pass points of its own.
    if let Some(mut watcher) = WATCHER.take() {
        watcher(name);
        WATCHER.set(Some(watcher));
    }
    let Some((chosen, passage)) = CHOSEN.as_ref() else {
        return;
    };
    if chosen == name && PASSED.fetch_add(1, Ordering::Relaxed) + 1 == *passage {
        die();
    }
}

/// Who is told of each point.
#[cfg(feature = "crash-points")]
pub type Watcher = Box<dyn FnMut(&str)>;

#[cfg(feature = "crash-points")]
thread_local! {
    static WATCHER: std::cell::Cell<Option<Watcher>> = const { std::cell::Cell::new(None) };
}

/// Calls `watcher` with the name of each point that this thread passes, from now on; or, with none, nothing any more.
#[cfg(feature = "crash-points")]
pub fn watch(watcher: Option<Watcher>) {
    WATCHER.set(watcher);
}

/// By SIGKILL, which nothing can catch; by an abort where there is no `kill`.
#[cfg(feature = "crash-points")]
fn die() -> ! {
    let this = std::process::id().to_string();
    if std::process::Command::new("kill").args(["-9", &this]).status().is_ok_and(|status| status.success()) {
        std::thread::sleep(std::time::Duration::from_secs(10));
    }
    std::process::abort()
}
