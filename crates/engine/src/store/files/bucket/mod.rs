//! A bucket of an object store that speaks S3: an object is a file, its key below the prefix is the path.
//!
//! What is remembered lies in the bucket: the list of a batch's objects and the database of tokens, which is fetched, and put back
//! whole after each batch. See decision 18.

mod address;
mod credentials;
mod explain;
mod lease;
mod objects;

use std::path::{Path, PathBuf};

use abide_policy::map::FolderRules;
use object_store::{ObjectMeta, UpdateVersion};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

pub(super) use self::address::{Address, read};
use self::{
    lease::Lease,
    objects::{Objects, Put},
};
use super::{
    super::StoreError,
    file::{CHANGED, Mark, Met, Passed, Reasons, Record},
    list::List,
    place::{OWN, Place},
};
use crate::crash;

/// How many objects are removed with one request.
const AT_ONCE: usize = 1000;

const LIST: &str = "removing";
const TOKENS: &str = "tokens.sqlite";
const VERSIONS: &str = "the bucket keeps versions: what is removed would stay as an earlier one";

/// A bucket, from a prefix on.
pub(super) struct Bucket {
    objects: Objects,
    bucket: String,
    prefix: String,
    /// Where the tokens are while they are worked with.
    tokens: PathBuf,
    /// Which version of them that is, in the bucket.
    fetched: Option<UpdateVersion>,
    lease: Option<Lease>,
    _folder: TempDir,
}

impl Bucket {
    /// Reaches it, and changes nothing.
    pub(super) fn open(address: &Address) -> Result<Self, StoreError> {
        let place = address.place();
        let failed =
            |error: std::io::Error| StoreError::Failed { place: place.clone(), reason: error.to_string() };
        let folder = tempfile::tempdir().map_err(failed)?;
        Ok(Self {
            objects: Objects::open(address)?,
            bucket: address.bucket.clone(),
            prefix: address.prefix.clone(),
            tokens: folder.path().join(TOKENS),
            fetched: None,
            lease: None,
            _folder: folder,
        })
    }

    fn failed(&self, reason: impl Into<String>) -> StoreError {
        StoreError::Failed { place: self.objects.place.clone(), reason: reason.into() }
    }

    /// What is at the paths of records now.
    fn found(&self, records: &[Record]) -> Result<Vec<Option<ObjectMeta>>, StoreError> {
        let paths: Vec<&[u8]> = records.iter().map(|record| record.path.as_slice()).collect();
        self.objects.look(&paths)
    }

    /// Removes what is still what it was.
    fn remove_some(&self, records: &[Record], reasons: &mut Reasons) -> Result<u64, StoreError> {
        let mut same = Vec::new();
        for (record, found) in records.iter().zip(self.found(records)?) {
            match found.as_ref().map(|found| stays(record, found)) {
                None => {}
                Some(None) => same.push(record.path.as_slice()),
                Some(Some(reason)) => drop(reasons.insert(reason.to_owned())),
            }
        }
        crash::point("before-unlink");
        let removed = self.objects.remove(&same, reasons)?;
        crash::point("after-unlink");
        Ok(removed)
    }
}

/// Why an object may not go, if so.
fn stays(record: &Record, found: &ObjectMeta) -> Option<&'static str> {
    match found {
        _ if mark(found) != record.mark => Some(CHANGED),
        _ if is_versioned(found) => Some(VERSIONS),
        _ => None,
    }
}

/// Whether removing it would only cover it. What was put while versioning was suspended has no version of its own.
fn is_versioned(found: &ObjectMeta) -> bool {
    found.version.as_deref().is_some_and(|version| version != "null")
}

/// A listing tells fractions of a second, a single answer does not.
fn mark(found: &ObjectMeta) -> Mark {
    let seconds = found.last_modified.timestamp();
    let mut told = Sha256::new();
    told.update(found.e_tag.as_deref().unwrap_or_default());
    told.update(seconds.to_be_bytes());
    let digest = told.finalize();
    let number =
        |from: usize| digest[from..from + 8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
    Mark {
        identity: (number(0), number(8)),
        size: i64::try_from(found.size).unwrap_or(i64::MAX),
        modified: (seconds, 0),
    }
}

impl Place for Bucket {
    fn name(&self) -> &str {
        &self.objects.place
    }

    fn scan(
        &self,
        _: FolderRules,
        each: &mut dyn FnMut(Met<'_>) -> Result<(), StoreError>,
    ) -> Result<Passed, StoreError> {
        let mut first: Option<Vec<u8>> = None;
        self.objects.list(&mut |path, found| {
            if path.split('/').next() == Some(OWN) {
                return Ok(());
            }
            first.get_or_insert_with(|| path.as_bytes().to_vec());
            each(Met { path: path.as_bytes(), mark: mark(found), names: 1 })
        })?;
        // A listing says nothing of versions; one object speaks for all.
        let found = first.map(|path| self.objects.look(&[&path])).transpose()?;
        let versions = found.into_iter().flatten().flatten().any(|found| is_versioned(&found));
        Ok(Passed { versions, ..Passed::default() })
    }

    fn look(&self, paths: &[Vec<u8>]) -> Result<Vec<Option<Mark>>, StoreError> {
        let paths: Vec<&[u8]> = paths.iter().map(Vec::as_slice).collect();
        Ok(self.objects.look(&paths)?.iter().map(|found| found.as_ref().map(mark)).collect())
    }

    /// An object is there as a whole or not at all, so that nobody is at work on one.
    fn kept(&self, records: &[Record], reasons: &mut Reasons) -> Result<Vec<i64>, StoreError> {
        let mut kept = Vec::new();
        for (record, found) in records.iter().zip(self.found(records)?) {
            let reason = found.as_ref().map(|found| stays(record, found));
            if reason != Some(None) {
                kept.push(record.number);
            }
            reasons.extend(reason.flatten().map(str::to_owned));
        }
        Ok(kept)
    }

    /// A bucket has no folders that could be left empty.
    fn remove(&self, _: bool, records: &[Record], reasons: &mut Reasons) -> Result<u64, StoreError> {
        records.chunks(AT_ONCE).map(|some| self.remove_some(some, reasons)).sum()
    }

    /// What an object store answers is certain.
    fn settle(&self, _: &[Vec<u8>]) -> Result<(), StoreError> {
        Ok(())
    }

    fn within<'p>(&self, path: &'p str) -> &'p str {
        let key = path
            .strip_prefix("s3://")
            .and_then(|path| path.strip_prefix(self.bucket.as_str())?.strip_prefix('/'))
            .unwrap_or(path);
        let below = key.strip_prefix(self.prefix.as_str()).and_then(|below| below.strip_prefix('/'));
        below.filter(|_| !self.prefix.is_empty()).unwrap_or(key)
    }

    fn tokens(&self) -> &Path {
        &self.tokens
    }

    fn fetch_tokens(&mut self) -> Result<bool, StoreError> {
        let Some((bytes, version)) = self.objects.get(TOKENS)? else { return Ok(self.fetched.is_some()) };
        let known = self.fetched.as_ref().map(|known| &known.e_tag);
        match known {
            Some(known) if *known == version.e_tag => {}
            Some(_) => {
                return Err(self.failed("another apply was at work since this one began: run it again"));
            }
            None => {
                std::fs::write(&self.tokens, bytes).map_err(|error| self.failed(error.to_string()))?;
                self.fetched = Some(version);
            }
        }
        Ok(true)
    }

    fn keep_tokens(&mut self) -> Result<(), StoreError> {
        let bytes = std::fs::read(&self.tokens).map_err(|error| self.failed(error.to_string()))?;
        crash::point("before-tokens");
        match self.objects.put(TOKENS, bytes, self.fetched.clone())? {
            Put::Done(version) => self.fetched = Some(version),
            Put::Other => {
                return Err(self.failed("its tokens were written by somebody else meanwhile: run it again"));
            }
        }
        crash::point("after-tokens");
        Ok(())
    }

    fn lock(&mut self) -> Result<bool, StoreError> {
        self.lease = Lease::take(&self.objects, lease::of_server)?;
        Ok(self.is_locked())
    }

    fn is_locked(&self) -> bool {
        self.lease.is_some()
    }

    fn keep_list(&mut self, list: &List) -> Result<(), StoreError> {
        crash::point("before-list");
        let Some(lease) = &mut self.lease else {
            return Err(self.failed("objects are removed under the lock of one apply"));
        };
        lease.renew(&self.objects)?;
        let bytes = serde_json::to_vec(list).map_err(|error| self.failed(error.to_string()))?;
        self.objects.put_over(LIST, bytes)?;
        crash::point("after-list");
        Ok(())
    }

    fn list(&self) -> Result<Option<List>, StoreError> {
        let Some((bytes, _)) = self.objects.get(LIST)? else { return Ok(None) };
        serde_json::from_slice(&bytes).map(Some).map_err(|error| {
            self.failed(format!(
                "the list of objects that an interrupted apply was removing, {OWN}/{LIST}, cannot be read ({error}); move it \
                 away once you know what became of them"
            ))
        })
    }

    fn forget_list(&self) -> Result<(), StoreError> {
        self.objects.forget(LIST)
    }
}

impl Drop for Bucket {
    fn drop(&mut self) {
        if let Some(lease) = self.lease.take() {
            lease.release(&self.objects);
        }
    }
}
