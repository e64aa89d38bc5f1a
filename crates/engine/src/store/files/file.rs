//! A file as it is met, as it is known, and as it is to go.

use std::collections::BTreeSet;

/// A file that was met.
pub(super) struct Met<'a> {
    /// Its path from the store's own.
    pub(super) path: &'a [u8],
    pub(super) mark: Mark,
    /// How many names it has.
    pub(super) names: u64,
}

/// What was met that is no file, and what is to be said of all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passed {
    /// Symbolic links.
    pub(super) links: u64,
    /// Folders, or files, on other file systems.
    pub(super) mounts: u64,
    /// Sockets, pipes and devices.
    pub(super) special: u64,
    /// Whether what is removed is kept as an earlier version.
    pub(super) versions: bool,
}

/// What tells one file from another, and whether it has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Of a file its device and number; of an object what its entity tag and time come to.
    pub(super) identity: (u64, u64),
    pub(super) size: i64,
    /// In seconds since 1970, and nanoseconds.
    pub(super) modified: (i64, i64),
}

/// A file that is to go.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// Its number in the index.
    pub(super) number: i64,
    pub(super) path: Vec<u8>,
    pub(super) mark: Mark,
}

/// Why a file stays, in words that name none.
pub(super) type Reasons = BTreeSet<String>;

/// Said of a file that is another, or has other contents, than when the store was gone through.
pub(super) const CHANGED: &str = "a file changed meanwhile";
