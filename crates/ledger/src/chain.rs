//! Entries hang on each other: each carries the hash of the one before it and its own bytes.

use jiff::Timestamp;

use crate::{
    Digest, Entry, Event,
    canonical::{self, EncodeError},
};

/// An entry as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub seq: u64,
    /// Its canonical bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the previous entry's hash ([`Digest::ZERO`] before the first) followed by `bytes`.
    pub hash: Digest,
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 when there is none.
    pub seq: u64,
    /// Its hash; [`Digest::ZERO`] when there is none.
    pub hash: Digest,
}

impl Head {
    /// The head of a chain without entries.
    pub const START: Self = Self { seq: 0, hash: Digest::ZERO };
}

/// The writing end of a chain. A copy can be appended to and thrown away, when what it appended could not be stored.
#[derive(Debug, Clone)]
pub struct Chain {
    head: Head,
}

impl Chain {
    /// A chain that goes on after `head`.
    pub fn after(head: Head) -> Self {
        Self { head }
    }

    /// Where it ends now.
    pub fn head(&self) -> Head {
        self.head
    }

    /// Appends an event; the entry is then to be stored.
    pub fn append(&mut self, at: Timestamp, event: Event) -> Result<Stored, EncodeError> {
        let seq = self.head.seq + 1;
        let bytes = canonical::encode(&Entry { seq, at, event })?;
        let hash = self.head.hash.link(&bytes);
        self.head = Head { seq, hash };
        Ok(Stored { seq, bytes, hash })
    }
}
