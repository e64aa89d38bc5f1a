//! Locks beside the journal: files that a process locks, and that the system lets go of when it dies.

use std::fs::{File, TryLockError};

use super::{Journal, JournalError};
use crate::crash;

/// The lock of the batch that is under way.
#[derive(Debug, Default)]
pub(super) struct Batch {
    file: Option<File>,
    held: bool,
}

impl Journal {
    /// Takes the lock that one apply at a time holds, until the journal is dropped or the process dies.
    pub fn lock(&mut self) -> Result<(), JournalError> {
        self.lock_as("lock")
    }

    /// Takes a lock of that name, of which this journal holds one.
    pub fn lock_as(&mut self, kind: &str) -> Result<(), JournalError> {
        if self.lock.is_some() {
            return Ok(());
        }
        let file = self.beside(kind)?;
        match file.try_lock() {
            Ok(()) => self.lock = Some(file),
            Err(TryLockError::WouldBlock) => {
                return Err(JournalError::Applying { path: self.path.clone() });
            }
            Err(TryLockError::Error(error)) => return Err(self.no_lock(&error)),
        }
        Ok(())
    }

    /// A batch begins: from now on nobody says that a hold is open, until [`Journal::leave_batch`]. Nothing happens when it has begun
    /// already.
    pub fn enter_batch(&mut self) -> Result<(), JournalError> {
        if self.batch.held {
            return Ok(());
        }
        if self.batch.file.is_none() {
            self.batch.file = Some(self.beside(BATCH)?);
        }
        if let Some(file) = &self.batch.file {
            file.lock().map_err(|error| self.no_lock(&error))?;
            self.batch.held = true;
        }
        Ok(())
    }

    /// The batch is over, or it never began.
    pub fn leave_batch(&mut self) {
        if let Some(file) = self.batch.file.as_ref().filter(|_| self.batch.held) {
            // A lock that cannot be let go of goes with the file.
            if file.unlock().is_err() {
                self.batch.file = None;
            }
        }
        self.batch.held = false;
    }

    /// Waits until no batch is under way that began before what the journal says by now. A batch that begins later sees it.
    pub(super) fn outlast_batch(&self) -> Result<(), JournalError> {
        crash::point("before-outlasting");
        let file = self.beside(BATCH)?;
        file.lock().map_err(|error| self.no_lock(&error))
    }

    fn beside(&self, kind: &str) -> Result<File, JournalError> {
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{kind}"));
        let file = File::options().create(true).append(true).open(&name);
        file.map_err(|_| JournalError::ReadOnly { path: self.path.clone() })
    }

    fn no_lock(&self, error: &std::io::Error) -> JournalError {
        JournalError::Failed { path: self.path.clone(), reason: error.to_string() }
    }
}

/// The name of the lock of batches.
const BATCH: &str = "batch";
