//! What takes consent.

use serde::{Deserialize, Serialize};

use super::as_text;
use crate::Period;

/// What takes consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// For what.
    pub of: Means,
    /// Of what kind.
    pub needs: Needs,
    /// By what a program knows an activity that is such: its purpose, as keys of the vocabulary. With none, it does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
    /// With this too: only about such people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    /// And only those that name such data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<String>,
    /// What the person must have done before, where it is for such people only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Act>,
    /// How long it, or the choice, lasts at most.
    #[serde(default, with = "as_text")]
    pub lasts: Option<Period>,
    /// How long its proof is kept.
    #[serde(default, with = "as_text")]
    pub proof: Option<Period>,
}

/// What somebody may agree to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Anything.
    Anything,
    /// Cookies and other trackers.
    Cookies,
    /// E-mail and SMS.
    Messages,
    /// Pixels that tell who opened a message.
    OpenTracking,
    /// Calls by people.
    Calls,
    /// Calls by machines.
    AutomaticCalls,
    /// Giving data to who pays for it.
    Sale,
}

/// What a person has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Bought something.
    Purchase,
}

/// What is needed of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// Consent before.
    Consent,
    /// That they were told and can object.
    OptOut,
    /// Nothing.
    Nothing,
}
