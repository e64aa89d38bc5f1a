//! Writing whole files: a new one appears complete, or not at all.

use std::{fs, io, path::Path};

use crate::exit::{Exit, Failure};

/// Puts `content` in place of whatever is at `path`.
pub(crate) fn replace(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    fs::write(&beside, content).and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        // What was begun is of no use; that it may stay is no second failure.
        let _ = fs::remove_file(&beside);
        unwritable(path, &error)
    })
}

/// The failure to write `path`.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Output, format!("{} cannot be written: {error}", path.display()))
        .help("choose a place that you may write to, or free some space")
}
