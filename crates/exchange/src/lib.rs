//! Policies and maps from and to the files in which other programs keep the same: Fides manifests and `transcend.yml`. What comes in is a
//! draft, for a person to complete; what cannot be taken over is told, whichever way it goes. Nothing is made up.
//!
//! Pure: text in, text and leftovers out. This crate must not know a file, a clock, a database or the command line.

mod draft;
mod fides;
mod leftover;
mod naming;
mod transcend;
mod words;

use serde::de::DeserializeOwned;
use thiserror::Error;

pub use self::leftover::Leftover;
use abide_policy::{map::DataMap, model::Policy};

/// A file of another program.
#[derive(Debug, Clone, Copy)]
pub struct Source<'t> {
    /// How it is called when something is to be said of it.
    pub name: &'t str,
    /// What is in it.
    pub text: &'t str,
}

/// A policy and a map, drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// A `policy.toml`; keys that the source says nothing about are left out and told in comments.
    pub policy: String,
    /// A `map.toml`, likewise.
    pub map: String,
    /// What was not taken over.
    pub leftovers: Vec<Leftover>,
}

/// A policy and a map, written for another program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// What it cannot say.
    pub leftovers: Vec<Leftover>,
}

/// Why a file could not be read or written.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// It is not YAML of that form.
    #[error("{file} cannot be read: {reason}")]
    Form {
        /// The file.
        file: String,
        /// What is wrong, and where.
        reason: String,
    },
    /// There is nothing in it that could be taken over.
    #[error("{file} holds nothing of that kind: {looked_for}")]
    Nothing {
        /// The file.
        file: String,
        /// What was looked for.
        looked_for: &'static str,
    },
    /// It cannot be written as YAML.
    #[error("it cannot be written as YAML: {0}")]
    Write(String),
}

/// Reads YAML into what is known of its form.
fn read<T: DeserializeOwned>(source: &Source<'_>) -> Result<T, ExchangeError> {
    serde_saphyr::from_str(source.text).map_err(|error| {
        let said = error.to_string();
        let reason = said.strip_prefix("error: ").unwrap_or(&said).to_owned();
        ExchangeError::Form { file: source.name.to_owned(), reason }
    })
}

/// Drafts a policy and a map from Fides manifests: what they say of systems, datasets and the organization.
///
/// # Errors
/// When a file is no manifest.
pub fn from_fides(sources: &[Source<'_>]) -> Result<Draft, ExchangeError> {
    fides::import(sources)
}

/// Writes a policy, and its map where there is one, as a Fides manifest in the words of fideslang 3.
///
/// # Errors
/// When it cannot be written as YAML.
pub fn to_fideslang(policy: &Policy, map: Option<&DataMap>) -> Result<Exported, ExchangeError> {
    fides::export(policy, map)
}

/// Drafts a policy and a map from a `transcend.yml`: what it says of data silos and processing activities.
///
/// # Errors
/// When the file is none.
pub fn from_transcend(source: Source<'_>) -> Result<Draft, ExchangeError> {
    transcend::import(source)
}
