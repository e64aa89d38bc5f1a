//! The ledger: what was done to data, when and why, in entries that hang on each other by hashes, so that nobody can
//! alter, drop or reorder one without it being seen.
//!
//! It holds counts, names of tables, digests and clauses; never a value of a person. Pure: it neither stores anything nor
//! looks at a clock, and must not know databases, policies or plans. `docs/ledger.md` tells the form to an auditor.

pub mod canonical;
mod chain;
mod digest;
mod entry;
pub mod export;
pub mod holds;
pub mod persons;
mod verify;

pub use self::{
    canonical::EncodeError,
    chain::{Chain, Head, Stored},
    digest::{BadDigest, Digest},
    entry::{ActionWord, ArchivedRows, Channel, Ending, Entry, Event, Reason, Scope, StepSummary, TableRows},
    verify::{Broken, Flaw, Verifier, Witness, verify, verify_against},
};
