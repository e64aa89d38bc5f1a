//! A session: the files of a company, read once, with what can be asked of its stores.

mod anonymity;
mod apply;
mod archive;
mod content;
mod explain;
mod holds;
mod linked;
mod persons;
mod plan;
mod proof;
mod replay;
mod verify;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use abide_ledger::Digest;
use abide_plan::{
    archive::Listed,
    bind::{Bound, Linked},
    catalog::{Catalog, TableName},
    persons::Ended,
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
    archive::{
        ArchiveError, ArchivedRow, Held, Kept, Next, Prepared, ReadArchiveError, Refusal, ReturnError,
        Returned, Wanted, Warrant,
    },
    explain::ExplainError,
    holds::{HoldError, NewHold, OpenHold, ShownHold},
    persons::{Choice, Decided, EndedActivity, PersonError, Preview, Shown, word},
    plan::{PlanError, RESTORED},
    replay::{Again, ReplayError, Replayed, Since, StepAgain},
    verify::{Verified, VerifyError},
};
use crate::{
    links::Links,
    persons as persons_of,
    store::{self, Access, Lists, Store, StoreError},
};

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
    /// What the two digests are of.
    texts: (String, String),
    now: Timestamp,
    /// Of the ledger, what persons decided before this entry; none: all of it.
    before: Option<u64>,
}

/// One store of a session, reached.
struct Reached {
    store: Box<dyn Store>,
    /// What the database said of itself, as a digest.
    digest: String,
    /// The catalog, with what stands for tables of other stores.
    catalog: Catalog,
    bound: Bound,
    /// What it borrows from other stores.
    links: Links,
    /// Whose records are meant in its statements.
    lists: Lists,
    /// What its archive has; none: there is no archive.
    archived: Option<Vec<Listed>>,
    /// What is under a hold in it.
    held: Vec<abide_plan::holds::Held>,
    /// What persons ended, as far as it knows them.
    ended: Vec<Ended>,
}

/// What persons and courts have decided until now.
#[derive(Debug, Default)]
struct Standing {
    ended: Vec<Ended>,
    held: Vec<crate::journal::Held>,
    /// Names of the holds that are closed.
    closed: Vec<String>,
}

impl Session {
    /// Reads the files. `now` is the moment everything in the session is true for.
    pub fn open(files: Files, now: Timestamp) -> Result<Self, OpenError> {
        let texts = (read(&files.policy)?, read(&files.map)?);
        Self::with_texts(files, now, texts)
    }

    /// The same with texts that need not be in the files any more.
    fn with_texts(files: Files, now: Timestamp, texts: (String, String)) -> Result<Self, OpenError> {
        let (policy_text, map_text) = &texts;
        let (policy, mut findings) = abide_policy::read_policy(policy_text);
        let (map, more) = abide_policy::read_map(map_text);
        findings.extend(more);
        if let Some(policy) = &policy {
            findings.extend(abide_policy::check(policy, map.as_ref()));
        }
        match (policy, map) {
            (Some(policy), Some(map)) if errors(&findings) == 0 => {
                let digests = (Digest::of(policy_text.as_bytes()), Digest::of(map_text.as_bytes()));
                Ok(Self { files, policy, map, findings, digests, texts, now, before: None })
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
        store::open_mapped(map, self.base(), access)
    }

    /// The folder that relative paths in the map start at.
    fn base(&self) -> &Path {
        self.files.map.parent().unwrap_or(Path::new(""))
    }

    /// Reaches a store to read it, its model told what persons ended and what is under a hold.
    fn reach(&self, map: &MapStore, standing: &Standing) -> Result<Reached, StoreError> {
        self.reach_to(map, standing, Access::Read)
    }

    /// The same to read it, or to change it.
    fn reach_to(&self, map: &MapStore, standing: &Standing, access: Access) -> Result<Reached, StoreError> {
        let mut store = self.open_store(map, access)?;
        let own = store.catalog()?;
        let (digest, (linked, mut links)) = (own.digest(), self.linked(map, &own, standing)?);
        let Linked { mut bound, catalog, .. } = linked;
        let archived = store.archived()?;
        if let Some(place) = &bound.model.archive {
            let name = |listed: &Listed| TableName { schema: Some(place.clone()), name: listed.name.clone() };
            bound.model.archived = archived.iter().flatten().map(name).collect();
        }
        let (mut held, unbound) = self.held_in(map, &own, &standing.held);
        let mut ended = standing.ended.clone();
        linked::over_links(&mut links, &mut ended, &mut held)?;
        abide_plan::persons::settle(&mut bound.model, &ended);
        abide_plan::holds::settle(&mut bound.model, &held);
        bound.model.closed.clone_from(&standing.closed);
        let lists = persons_of::lend(store.as_mut(), &bound.model, &ended, &held)?;
        bound.findings.extend(unbound);
        Ok(Reached { store, digest, catalog, bound, links, lists, archived, held, ended })
    }
}

fn read(path: &Path) -> Result<String, OpenError> {
    fs::read_to_string(path).map_err(|cause| OpenError::Unreadable { path: path.to_owned(), cause })
}
