//! A session: the files of a company, read once, with what can be asked of its stores.

mod apply;
mod explain;
mod plan;
mod verify;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use abide_ledger::Digest;
use abide_plan::{
    bind::{self, Bound},
    catalog::Catalog,
};
use abide_policy::{
    finding::{Finding, Severity},
    map::{DataMap, MapStore},
    model::Policy,
};
use jiff::{Timestamp, civil::Date};
use thiserror::Error;

pub use self::{
    apply::ApplyPlanError,
    explain::ExplainError,
    plan::PlanError,
    verify::{Verified, VerifyError},
};
use crate::store::{self, Access, Store, StoreError};

/// Where a company's files are.
#[derive(Debug, Clone)]
pub struct Files {
    /// `policy.toml`
    pub policy: PathBuf,
    /// `map.toml`
    pub map: PathBuf,
    /// The journal.
    pub journal: PathBuf,
}

/// Why the files could not be used.
#[derive(Debug, Error)]
pub enum OpenError {
    /// A file could not be read.
    #[error("cannot read {path}: {why}", path = path.display(), why = reason(cause))]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The files have errors. All findings are told, of any weight.
    #[error("the files have {} findings that are errors; run `abide check` to see them", errors(.0))]
    Faulty(Vec<Finding>),
}

fn reason(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::NotFound => "there is no such file (`abide init` writes a first one)".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => cause.to_string(),
    }
}

fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// A company's files, read.
#[derive(Debug)]
pub struct Session {
    files: Files,
    policy: Policy,
    map: DataMap,
    findings: Vec<Finding>,
    digests: (Digest, Digest),
    now: Timestamp,
}

/// One store of a session, reached.
struct Reached {
    store: Box<dyn Store>,
    catalog: Catalog,
    bound: Bound,
}

impl Session {
    /// Reads the files. `now` is the moment everything in the session is true for.
    pub fn open(files: Files, now: Timestamp) -> Result<Self, OpenError> {
        let policy_text = read(&files.policy)?;
        let map_text = read(&files.map)?;
        let (policy, mut findings) = abide_policy::read_policy(&policy_text);
        let (map, more) = abide_policy::read_map(&map_text);
        findings.extend(more);
        if let Some(policy) = &policy {
            findings.extend(abide_policy::check(policy, map.as_ref()));
        }
        match (policy, map) {
            (Some(policy), Some(map)) if errors(&findings) == 0 => {
                let digests = (Digest::of(policy_text.as_bytes()), Digest::of(map_text.as_bytes()));
                Ok(Self { files, policy, map, findings, digests, now })
            }
            _ => Err(OpenError::Faulty(findings)),
        }
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The map.
    pub fn map(&self) -> &DataMap {
        &self.map
    }

    /// What was found in the files: warnings and advice, for errors keep a session from opening.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Where the files are.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The session's moment.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The session's day, in the controller's zone.
    pub fn today(&self) -> Date {
        self.policy.controller.time_zone.to_datetime(self.now).date()
    }

    /// Connects to a store of the map.
    pub fn open_store(&self, map: &MapStore, access: Access) -> Result<Box<dyn Store>, StoreError> {
        store::open(&map.url.value, self.base(), access)
    }

    /// The folder that relative paths in the map start at.
    fn base(&self) -> &Path {
        self.files.map.parent().unwrap_or(Path::new(""))
    }

    fn reach(&self, map: &MapStore, access: Access) -> Result<Reached, StoreError> {
        let mut store = self.open_store(map, access)?;
        let catalog = store.catalog()?;
        let bound = bind::bind(&self.policy, map, &catalog);
        Ok(Reached { store, catalog, bound })
    }
}

fn read(path: &Path) -> Result<String, OpenError> {
    fs::read_to_string(path).map_err(|cause| OpenError::Unreadable { path: path.to_owned(), cause })
}
