//! Files that somebody is at work on. A file has no locks to ask: what can be known is who has it open, and when it last changed.

use std::collections::HashSet;

/// How long ago a file must have changed last to be taken for finished.
pub(super) const REST: i64 = 5 * 60;

/// Of these files, by device and number, those that a process has open for writing. Only what this user may see is seen, and only
/// where the system tells (Linux).
pub(super) fn written_to(files: &HashSet<(u64, u64)>) -> HashSet<(u64, u64)> {
    let mut found = HashSet::new();
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    for process in processes.filter(|entry| is_number(&entry.file_name())) {
        let handles = std::fs::read_dir(process.path().join("fd")).into_iter().flatten().flatten();
        for handle in handles {
            let Some(file) = identity(&handle.path()).filter(|file| files.contains(file)) else { continue };
            let told = process.path().join("fdinfo").join(handle.file_name());
            if std::fs::read_to_string(told).is_ok_and(|told| writes(&told)) {
                found.insert(file);
            }
        }
    }
    found
}

/// Whether a file changed so lately that somebody may still be writing it.
pub(super) fn is_fresh(modified: i64, now: i64) -> bool {
    now.abs_diff(modified) < REST.unsigned_abs()
}

fn is_number(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().iter().all(u8::is_ascii_digit)
}

fn identity(path: &std::path::Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|found| (found.dev(), found.ino()))
}

/// The lowest two bits of the flags, which are octal, say whether a file is open for writing.
fn writes(told: &str) -> bool {
    let flags = told.lines().find_map(|line| line.strip_prefix("flags:"));
    flags.and_then(|flags| u32::from_str_radix(flags.trim(), 8).ok()).is_some_and(|flags| flags & 3 != 0)
}

#[cfg(test)]
mod tests {
    use super::{is_fresh, writes};

    #[test]
    fn only_writers_count() {
        assert!(writes("pos:\t0\nflags:\t0100001\nmnt_id:\t29\n"));
        assert!(writes("pos:\t0\nflags:\t02100002\n"));
        assert!(!writes("pos:\t0\nflags:\t0100000\n"));
        assert!(!writes(""));
    }

    #[test]
    fn a_date_far_in_the_future_is_not_fresh() {
        assert!(is_fresh(1000, 1000 + 299));
        assert!(!is_fresh(1000, 1000 + 300));
        assert!(!is_fresh(1_000_000, 1000));
    }
}
