//! What a folder remembers of what was done to it, in a folder of Abide's own inside it: tokens in a small database, as any store
//! has them; the lock of the one apply at a time; and, while files are being removed, the list of them.
//!
//! A folder has no transactions. The list is on the disk before the first file goes, and is there until the token is; so after a
//! crash it can be seen which of its files went, and the token then says so many.

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
use serde::{Deserialize, Serialize};

use super::{
    super::StoreError,
    removal::Record,
    root::{self, Mark, Root},
};
use crate::crash;

/// Its name in the store's folder.
pub(super) const FOLDER: &str = ".abide";

const LIST: &str = "removing";
const NEW: &str = "removing.new";
const WRITE: OFlags = OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// The folder of the evidence, opened for one apply.
pub(super) struct Evidence {
    folder: OwnedFd,
    path: PathBuf,
    _lock: File,
}

/// What the token of a batch says besides how many files went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Announced {
    pub(super) journal: String,
    pub(super) seq: i64,
    pub(super) hash: String,
    pub(super) plan: String,
    pub(super) step: i64,
    pub(super) batch: i64,
}

/// The files of a batch, as long as it is not known what became of all of them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct List {
    pub(super) announced: Announced,
    /// Statement by statement, the last of which is that of the step's own table.
    pub(super) groups: Vec<Listed>,
}

/// The files of one set.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Listed {
    pub(super) table: String,
    /// Path in hexadecimal digits, device, number.
    files: Vec<(String, u64, u64)>,
}

impl Listed {
    pub(super) fn of(table: &str, records: &[Record]) -> Self {
        let file = |record: &Record| (hex(&record.path), record.mark.device, record.mark.inode);
        Self { table: table.to_owned(), files: records.iter().map(file).collect() }
    }
}

/// Where the tokens are.
pub(super) fn tokens(root: &Root) -> PathBuf {
    root.path.join(FOLDER).join("tokens.sqlite")
}

/// Makes the folder when it is not there, and takes the lock; none when another has it.
pub(super) fn open(root: &Root) -> Result<Option<Evidence>, StoreError> {
    let path = root.path.join(FOLDER);
    let refused = |error: Errno| root::explain(&path, error);
    match fs::mkdirat(&root.fd, FOLDER, Mode::RWXU) {
        Ok(()) => fs::fsync(&root.fd).map_err(refused)?,
        Err(Errno::EXIST) => {}
        Err(error) => return Err(refused(error)),
    }
    let folder = root::enter(&root.fd, OsStr::new(FOLDER)).map_err(refused)?;
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

impl List {
    /// How many files of each statement are not there any more, or are others. Their folders are on the disk when this returns.
    pub(super) fn gone(&self, root: &Root) -> Result<Vec<u64>, StoreError> {
        let mut counts = Vec::new();
        for group in &self.groups {
            let mut gone = 0;
            for (path, device, inode) in &group.files {
                let path = unhex(path);
                let there = root.look(&path).map_err(|error| root.error(error))?;
                let is = |mark: &Mark| (mark.device, mark.inode) == (*device, *inode);
                if !there.as_ref().is_some_and(is) {
                    gone += 1;
                    settle(root, &path)?;
                }
            }
            counts.push(gone);
        }
        Ok(counts)
    }
}

/// Has the disk know that a name is gone from its folder, if the folder is still there.
fn settle(root: &Root, path: &[u8]) -> Result<(), StoreError> {
    match root.parent(path).and_then(|(folder, _)| fs::fsync(&folder)) {
        Err(error) if !root::is_gone(error) => Err(root.error(error)),
        _ => Ok(()),
    }
}

fn hex(bytes: &[u8]) -> String {
    super::super::hex(bytes)[2..].to_owned()
}

fn unhex(text: &str) -> Vec<u8> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16).unwrap_or(0) as u8;
    text.as_bytes().chunks(2).map(|pair| pair.iter().fold(0, |byte, next| byte << 4 | digit(next))).collect()
}

/// The path's bytes as they are told to the system.
pub(super) fn name_of(bytes: &[u8]) -> &OsStr {
    OsStr::from_bytes(bytes)
}
