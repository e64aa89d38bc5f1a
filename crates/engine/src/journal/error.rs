//! What can go wrong with the journal, as sentences.

use std::path::{Path, PathBuf};

use abide_ledger::{Broken, EncodeError};
use rusqlite::ErrorCode;

/// Why the journal could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The folder it should be in is not there.
    #[error("there is no folder {}: make it, or name another place for the journal", folder.display())]
    MissingFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// There is no such file, and it was not to be made.
    #[error("there is no journal {}: name the right one, or apply a plan first", path.display())]
    Missing {
        /// The journal.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a journal of Abide: name the right file, or a new one", path.display())]
    NotAJournal {
        /// The file.
        path: PathBuf,
    },
    /// A later version of Abide made it.
    #[error(
        "the journal {} has the form {found}, and this Abide knows forms up to {known}: use a newer Abide",
        path.display()
    )]
    Newer {
        /// The journal.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The latest form known.
        known: i64,
    },
    /// It, or its folder, cannot be written.
    #[error("the journal {} cannot be written: give the user that runs Abide the right to write it and its folder", path.display())]
    ReadOnly {
        /// The journal.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("the disk that holds the journal {} is full: make room and run again", path.display())]
    DiskFull {
        /// The journal.
        path: PathBuf,
    },
    /// Another process holds it for too long.
    #[error("the journal {} is locked by another process: run again when it has finished", path.display())]
    Busy {
        /// The journal.
        path: PathBuf,
    },
    /// Another process applies a plan with it.
    #[error("another apply is at work with the journal {}: let it finish, then run again", path.display())]
    Applying {
        /// The journal.
        path: PathBuf,
    },
    /// Its chain is not whole.
    #[error("{broken}, in the journal {}: keep this file as evidence and put an intact copy in its place", path.display())]
    Broken {
        /// The journal.
        path: PathBuf,
        /// Where, and how.
        broken: Broken,
    },
    /// An entry cannot be read.
    #[error("entry {seq} of the journal {} cannot be read: run `abide ledger verify`", path.display())]
    Unreadable {
        /// The journal.
        path: PathBuf,
        /// The entry's number.
        seq: u64,
    },
    /// An event has no canonical spelling.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The export could not be written.
    #[error("the export of the ledger could not be written: {0}")]
    Export(std::io::Error),
    /// Anything else.
    #[error("the journal {} failed: {reason}", path.display())]
    Failed {
        /// The journal.
        path: PathBuf,
        /// The reason, in SQLite's or the system's words.
        reason: String,
    },
}

/// The sentence for what SQLite, or our own function inside one of its calls, says.
pub(super) fn explain(path: &Path, error: &rusqlite::Error) -> JournalError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => JournalError::NotAJournal { path },
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => JournalError::ReadOnly { path },
        Some(ErrorCode::CannotOpen) => unopened(path),
        Some(ErrorCode::DiskFull) => JournalError::DiskFull { path },
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => JournalError::Busy { path },
        _ => JournalError::Failed { path, reason: error.to_string() },
    }
}

/// SQLite says no more than that it could not open the file.
fn unopened(path: PathBuf) -> JournalError {
    if path.is_dir() {
        return JournalError::NotAJournal { path };
    }
    JournalError::ReadOnly { path }
}
