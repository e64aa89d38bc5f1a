//! How much it weighs that something is not as it should be.

use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Advice,
    /// Something stays undone or unproved because of it, or an authority recommends otherwise.
    Warning,
    /// The file or the plan cannot be used as it is, or the law says otherwise.
    Error,
}
