//! What can be wrong with a pack.

use thiserror::Error;

/// Why a text is no pack.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackError {
    /// It is no TOML, or has a key, a value or a gap where a pack has none.
    #[error("{file}, line {line}: {what}")]
    Form {
        /// The file, as it was called.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is of a form that this version does not read.
    #[error("{file}, line {line}: `format` is {format}, and this version of Abide reads 1")]
    Format {
        /// The file, as it was called.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What it says.
        format: i64,
    },
    /// A name is not small letters, figures and `-`.
    #[error("{file}, line {line}: `{name}` is no name for a pack or an entry")]
    Name {
        /// The file, as it was called.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// Two entries of one pack have the same name.
    #[error("{file}, line {line}: the name `{name}` is given to two entries")]
    Twice {
        /// The file, as it was called.
        file: String,
        /// The line of the second, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// There is a pack of the same name.
    #[error("{file}, line {line}: there is a pack `{name}` already")]
    Known {
        /// The file, as it was called.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// An entry lacks what it must say.
    #[error("{file}, line {line}: `{name}` {what}")]
    Entry {
        /// The file, as it was called.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The entry.
        name: String,
        /// What it lacks.
        what: &'static str,
    },
}

impl PackError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Form { .. } => "correct that line; specs/law-packs.md tells how a pack is written",
            Self::Format { .. } => "write `format = 1`, or use the version of Abide that the pack is for",
            Self::Name { .. } => "a name is small letters, figures and `-`, as `payment-card`",
            Self::Twice { .. } => {
                "give one of them another name: entries are cited by it, whatever their kind"
            }
            Self::Known { .. } => "give it another name, or take the other one away",
            Self::Entry { .. } => {
                "an entry says what the rule is, where the law says so, and nothing that cannot be"
            }
        }
    }
}
