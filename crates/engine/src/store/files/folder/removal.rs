//! Removing files: each looked at once more under the handle of its folder, and only then unlinked.

use std::{collections::HashSet, os::fd::OwnedFd};

use rustix::{
    fs::{self, Access, AtFlags},
    io::Errno,
};

use super::{
    super::{
        super::StoreError,
        file::{CHANGED, Mark, Reasons, Record},
    },
    in_use,
    root::{self, Root},
};
use crate::crash;

/// The files that may not go now. Those that vanished are among them, without a reason: there is nothing to remove.
pub(super) fn kept(root: &Root, records: &[Record], reasons: &mut Reasons) -> Vec<i64> {
    let identities: HashSet<(u64, u64)> = records.iter().map(|record| record.mark.identity).collect();
    let written_to = in_use::written_to(&identities);
    let now = now();
    let mut hand = Hand::new(root);
    let mut kept = Vec::new();
    for record in records {
        let mark = &record.mark;
        let reason = match hand.turn_to(record).and_then(|()| hand.look(record)) {
            Ok(None) => None,
            Ok(Some(found)) if found != *mark => Some(CHANGED.to_owned()),
            _ if written_to.contains(&mark.identity) => Some("a file is open for writing".to_owned()),
            _ if in_use::is_fresh(mark.modified.0, now) => {
                Some("a file was changed in the last five minutes".to_owned())
            }
            Ok(Some(_)) => match hand.may_remove() {
                Ok(()) => continue,
                Err(error) => Some(refused(error)),
            },
            Err(error) => Some(refused(error)),
        };
        reasons.extend(reason);
        kept.push(record.number);
    }
    kept
}

/// Removes files, and has the disk know. How many went; why others stayed.
pub(super) fn remove(
    root: &Root,
    prune: bool,
    records: &[Record],
    reasons: &mut Reasons,
) -> Result<u64, StoreError> {
    let mut hand = Hand::new(root);
    let mut removed = 0;
    for record in records {
        crash::point("before-unlink");
        hand.turn_to(record).map_err(|error| root.error(error))?;
        match hand.look(record) {
            Ok(None) => continue,
            Ok(Some(found)) if found != record.mark => {
                reasons.insert(CHANGED.to_owned());
                continue;
            }
            Ok(Some(_)) => {}
            Err(error) => {
                reasons.insert(refused(error));
                continue;
            }
        }
        match hand.unlink(record) {
            Ok(()) => removed += 1,
            Err(error) if root::is_gone(error) => {}
            Err(error) => {
                reasons.insert(refused(error));
            }
        }
        crash::point("after-unlink");
    }
    hand.settle().map_err(|error| root.error(error))?;
    if prune {
        records.iter().for_each(|record| prune_above(root, &record.path));
    }
    Ok(removed)
}

/// The folder of the last file, kept open for the next one.
struct Hand<'a> {
    root: &'a Root,
    folder: Option<(Vec<u8>, OwnedFd)>,
    /// Whether something went from it.
    touched: bool,
}

impl<'a> Hand<'a> {
    fn new(root: &'a Root) -> Self {
        Self { root, folder: None, touched: false }
    }

    /// Leaves the last file's folder, if this one is in another.
    fn turn_to(&mut self, record: &Record) -> Result<(), Errno> {
        let same = self.folder.as_ref().is_some_and(|(folder, _)| folder == above(&record.path));
        if same { Ok(()) } else { self.settle() }
    }

    /// What is at the file's place now.
    fn look(&mut self, record: &Record) -> Result<Option<Mark>, Errno> {
        if self.folder.is_none() {
            let above = above(&record.path);
            self.folder = match self.root.parent(&record.path) {
                Ok((folder, _)) => Some((above.to_vec(), folder)),
                Err(error) if root::is_gone(error) => return Ok(None),
                Err(error) => return Err(error),
            };
        }
        match &self.folder {
            Some((_, folder)) => root::mark(folder, name(&record.path)),
            None => Ok(None),
        }
    }

    /// Whether names may be taken from the folder.
    fn may_remove(&self) -> Result<(), Errno> {
        match &self.folder {
            Some((_, folder)) => {
                fs::accessat(folder, c".", Access::WRITE_OK | Access::EXEC_OK, AtFlags::empty())
            }
            None => Ok(()),
        }
    }

    fn unlink(&mut self, record: &Record) -> Result<(), Errno> {
        let Some((_, folder)) = &self.folder else { return Err(Errno::NOENT) };
        fs::unlinkat(folder, name(&record.path), AtFlags::empty())?;
        self.touched = true;
        Ok(())
    }

    /// Has the disk know what went from the folder.
    fn settle(&mut self) -> Result<(), Errno> {
        match self.folder.take() {
            Some((_, folder)) if std::mem::take(&mut self.touched) => fs::fsync(&folder),
            _ => Ok(()),
        }
    }
}

/// Removes the folders above a file that are empty, from the inside to the outside, the store's own left out.
fn prune_above(root: &Root, path: &[u8]) {
    let mut folder = above(path);
    while !folder.is_empty() {
        let gone = root.parent(folder).and_then(|(outer, name)| {
            fs::unlinkat(&outer, name, AtFlags::REMOVEDIR)?;
            fs::fsync(&outer)
        });
        // Not empty, not there, not ours to remove: none of it matters.
        if gone.is_err_and(|error| error != Errno::NOENT) {
            break;
        }
        folder = above(folder);
    }
}

fn refused(error: Errno) -> String {
    format!("a file could not be removed: {error}")
}

fn above(path: &[u8]) -> &[u8] {
    path.iter().rposition(|byte| *byte == b'/').map_or(b"", |slash| &path[..slash])
}

fn name(path: &[u8]) -> &std::ffi::OsStr {
    let start = path.iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    super::evidence::name_of(&path[start..])
}

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
