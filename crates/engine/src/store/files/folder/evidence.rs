//! What a folder remembers of what was done to it, in a folder of Abide's own inside it: the lock of the one apply at a time and,
//! while files are being removed, the list of them. The database of tokens is beside them.

use std::{
    ffi::OsStr,
    fs::{File, TryLockError},
    io::{BufWriter, Write},
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::PathBuf,
};

use rustix::{
    fs::{self, AtFlags, Mode, OFlags},
    io::Errno,
};

use super::{
    super::{super::StoreError, list::List, place::OWN},
    root::{self, Root},
};
use crate::crash;

const LIST: &str = "removing";
const NEW: &str = "removing.new";
const WRITE: OFlags = OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// The folder of the evidence, opened for one apply.
pub(super) struct Evidence {
    folder: OwnedFd,
    path: PathBuf,
    _lock: File,
}

/// Makes the folder when it is not there, and takes the lock; none when another has it.
pub(super) fn open(root: &Root) -> Result<Option<Evidence>, StoreError> {
    let path = root.path.join(OWN);
    let refused = |error: Errno| root::explain(&path, error);
    match fs::mkdirat(&root.fd, OWN, Mode::RWXU) {
        Ok(()) => fs::fsync(&root.fd).map_err(refused)?,
        Err(Errno::EXIST) => {}
        Err(error) => return Err(refused(error)),
    }
    let folder = root::enter(&root.fd, OsStr::new(OWN)).map_err(refused)?;
    let lock = fs::openat(&folder, "lock", WRITE, Mode::RUSR | Mode::WUSR).map_err(refused)?;
    let lock = File::from(lock);
    match lock.try_lock() {
        Ok(()) => Ok(Some(Evidence { folder, path, _lock: lock })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => {
            Err(StoreError::Failed { place: path.display().to_string(), reason: error.to_string() })
        }
    }
}

impl Evidence {
    /// Has the disk hold the list.
    pub(super) fn write(&self, list: &List) -> Result<(), StoreError> {
        crash::point("before-list");
        let file = fs::openat(&self.folder, NEW, WRITE | OFlags::TRUNC, Mode::RUSR | Mode::WUSR);
        let file = File::from(file.map_err(|error| self.error(error))?);
        let failed = |error: std::io::Error| match error.raw_os_error() {
            Some(code) => self.error(Errno::from_raw_os_error(code)),
            None => self.failed(error.to_string()),
        };
        let mut writer = BufWriter::new(&file);
        serde_json::to_writer(&mut writer, list).map_err(|error| failed(error.into()))?;
        writer.flush().map_err(failed)?;
        drop(writer);
        file.sync_all().map_err(failed)?;
        fs::renameat(&self.folder, NEW, &self.folder, LIST).map_err(|error| self.error(error))?;
        fs::fsync(&self.folder).map_err(|error| self.error(error))?;
        crash::point("after-list");
        Ok(())
    }

    /// The list that an interrupted batch left.
    pub(super) fn read(&self) -> Result<Option<List>, StoreError> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = match fs::openat(&self.folder, LIST, flags, Mode::empty()) {
            Ok(file) => File::from(file),
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(self.error(error)),
        };
        let list = serde_json::from_reader(std::io::BufReader::new(file));
        list.map(Some).map_err(|error| {
            self.failed(format!(
                "the list of files that an interrupted apply was removing, {LIST}, cannot be read ({error}); move it away \
                 once you know what became of them"
            ))
        })
    }

    /// The list is not needed any more.
    pub(super) fn forget(&self) -> Result<(), StoreError> {
        match fs::unlinkat(&self.folder, LIST, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(self.error(error)),
        }
    }

    fn error(&self, error: Errno) -> StoreError {
        root::explain(&self.path, error)
    }

    fn failed(&self, reason: String) -> StoreError {
        StoreError::Failed { place: self.path.display().to_string(), reason }
    }
}

/// The path's bytes as they are told to the system.
pub(super) fn name_of(bytes: &[u8]) -> &OsStr {
    OsStr::from_bytes(bytes)
}
