//! The folder itself, reached by handles: no name is followed out of it, whatever somebody puts in a folder's place meanwhile.

use std::{
    ffi::OsStr,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
};

use rustix::{
    fs::{self, AtFlags, FileType, Mode, OFlags, Stat},
    io::{self, Errno},
};

use super::super::{super::StoreError, Mark};

/// How a folder is opened: for reading, and only if it is one.
const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// The store's folder.
pub(super) struct Root {
    pub(super) path: PathBuf,
    pub(super) fd: OwnedFd,
    /// The file system it is on.
    pub(super) device: u64,
}

impl Mark {
    pub(super) fn of(stat: &Stat) -> Self {
        // The types differ between systems.
        #[allow(clippy::unnecessary_cast, clippy::cast_possible_wrap)]
        Self {
            identity: (stat.st_dev as u64, stat.st_ino as u64),
            size: stat.st_size as i64,
            modified: (stat.st_mtime as i64, stat.st_mtime_nsec as i64),
        }
    }

    /// The device that the file is on.
    pub(super) fn device(&self) -> u64 {
        self.identity.0
    }
}

impl Root {
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let place = path.display().to_string();
        // The folder's own name may be a link: the map's author wrote it.
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let opened = fs::open(path, flags, Mode::empty());
        let fd = opened.map_err(|error| match error {
            Errno::NOENT | Errno::NOTDIR => StoreError::MissingFolder { path: path.to_owned() },
            Errno::ACCESS | Errno::PERM => StoreError::Denied { place, reason: error.to_string() },
            _ => StoreError::Failed { place, reason: error.to_string() },
        })?;
        let stat = fs::fstat(&fd).map_err(|error| explain(path, error))?;
        Ok(Self { path: path.to_owned(), device: Mark::of(&stat).device(), fd })
    }

    /// The folder that a file is in, reached name by name, and the file's own name.
    pub(super) fn parent<'p>(&self, file: &'p [u8]) -> io::Result<(OwnedFd, &'p OsStr)> {
        let mut names = file.split(|byte| *byte == b'/');
        let name = names.next_back().unwrap_or_default();
        let mut here = fs::openat(&self.fd, c".", FOLDER, Mode::empty())?;
        for folder in names {
            here = enter(&here, OsStr::from_bytes(folder))?;
        }
        Ok((here, OsStr::from_bytes(name)))
    }

    /// What is at a place now: none when nothing is.
    pub(super) fn look(&self, file: &[u8]) -> io::Result<Option<Mark>> {
        let (folder, name) = match self.parent(file) {
            Ok(found) => found,
            Err(error) if is_gone(error) => return Ok(None),
            Err(error) => return Err(error),
        };
        mark(&folder, name)
    }

    pub(super) fn error(&self, error: Errno) -> StoreError {
        explain(&self.path, error)
    }
}

/// Opens a folder in a folder; a link is none.
pub(super) fn enter(folder: &OwnedFd, name: &OsStr) -> io::Result<OwnedFd> {
    fs::openat(folder, name, FOLDER, Mode::empty())
}

/// The mark of the file of that name; none when there is no file, a link included.
pub(super) fn mark(folder: &OwnedFd, name: &OsStr) -> io::Result<Option<Mark>> {
    match fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile => {
            Ok(Some(Mark::of(&stat)))
        }
        Ok(_) => Ok(None),
        Err(error) if is_gone(error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether an error says that a name, or a folder on the way to it, is not there any more.
pub(super) fn is_gone(error: Errno) -> bool {
    matches!(error, Errno::NOENT | Errno::NOTDIR | Errno::LOOP)
}

/// A system's error at a place, as a store's.
pub(super) fn explain(path: &Path, error: Errno) -> StoreError {
    let (place, reason) = (path.display().to_string(), error.to_string());
    match error {
        Errno::ACCESS | Errno::PERM => StoreError::Denied { place, reason },
        Errno::ROFS => StoreError::ReadOnly { place, reason },
        Errno::NOSPC | Errno::DQUOT => StoreError::DiskFull { place, reason },
        _ => StoreError::Failed { place, reason },
    }
}
