//! Going through a folder: every file once, no link followed, nothing changed.

use std::{
    ffi::OsStr,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
};

use abide_policy::map::FolderRules;
use rustix::{
    fs::{self, AtFlags, Dir, FileType},
    io::Errno,
};

use super::{
    super::{
        super::StoreError,
        file::{Mark, Met, Passed},
        place::OWN,
    },
    root::{self, Root},
};

/// Hands every file to `each`.
pub(super) fn scan(
    root: &Root,
    rules: FolderRules,
    each: &mut dyn FnMut(Met<'_>) -> Result<(), StoreError>,
) -> Result<Passed, StoreError> {
    let fd = root.parent(b"").map_err(|error| root.error(error))?.0;
    let mut scan = Scan { root, rules, each, passed: Passed::default(), path: Vec::new() };
    scan.folder(&fd)?;
    Ok(scan.passed)
}

struct Scan<'a> {
    root: &'a Root,
    rules: FolderRules,
    each: &'a mut dyn FnMut(Met<'_>) -> Result<(), StoreError>,
    passed: Passed,
    path: Vec<u8>,
}

impl Scan<'_> {
    fn folder(&mut self, folder: &OwnedFd) -> Result<(), StoreError> {
        let mut entries = Dir::read_from(folder).map_err(|error| self.error(error))?;
        while let Some(entry) = entries.read() {
            let entry = entry.map_err(|error| self.error(error))?;
            let name = entry.file_name().to_bytes();
            let own = self.path.is_empty() && name == OWN.as_bytes();
            if own || matches!(name, b"." | b"..") {
                continue;
            }
            let length = self.path.len();
            if length > 0 {
                self.path.push(b'/');
            }
            self.path.extend_from_slice(name);
            self.entry(folder, OsStr::from_bytes(name))?;
            self.path.truncate(length);
        }
        Ok(())
    }

    fn entry(&mut self, folder: &OwnedFd, name: &OsStr) -> Result<(), StoreError> {
        let stat = match fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => stat,
            // It went while we were looking.
            Err(error) if root::is_gone(error) => return Ok(()),
            Err(error) => return Err(self.error(error)),
        };
        let mark = Mark::of(&stat);
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Symlink => self.passed.links += 1,
            FileType::RegularFile | FileType::Directory if self.is_elsewhere(&mark) => {
                self.passed.mounts += 1;
            }
            FileType::RegularFile => {
                #[allow(clippy::unnecessary_cast)]
                let names = stat.st_nlink as u64;
                (self.each)(Met { path: &self.path, mark, names })?;
            }
            FileType::Directory => self.enter(folder, name)?,
            _ => self.passed.special += 1,
        }
        Ok(())
    }

    fn enter(&mut self, folder: &OwnedFd, name: &OsStr) -> Result<(), StoreError> {
        let inner = match root::enter(folder, name) {
            Ok(inner) => inner,
            Err(error) if root::is_gone(error) => return Ok(()),
            Err(error) => return Err(self.error(error)),
        };
        // Looked at by its handle as well: it may be another folder than a moment ago.
        let stat = fs::fstat(&inner).map_err(|error| self.error(error))?;
        if self.is_elsewhere(&Mark::of(&stat)) || (!self.rules.other_file_systems && is_mount(&inner)) {
            self.passed.mounts += 1;
            return Ok(());
        }
        self.folder(&inner)
    }

    fn is_elsewhere(&self, mark: &Mark) -> bool {
        !self.rules.other_file_systems && mark.device() != self.root.device
    }

    fn error(&self, error: Errno) -> StoreError {
        root::explain(&self.root.path.join(OsStr::from_bytes(&self.path)), error)
    }
}

/// Whether something is mounted here, of the same file system as well. Only newer kernels tell.
#[cfg(target_os = "linux")]
fn is_mount(folder: &OwnedFd) -> bool {
    use rustix::fs::{StatxAttributes, StatxFlags};
    let told = fs::statx(folder, c"", AtFlags::EMPTY_PATH, StatxFlags::TYPE);
    told.is_ok_and(|told| told.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
fn is_mount(_: &OwnedFd) -> bool {
    false
}
