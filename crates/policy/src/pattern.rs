//! Patterns of file names: `cam-{camera}/{recorded:%Y-%m-%d}T*.mp4`. See `specs/map-file.md`.

mod dates;
mod matching;
mod parse;

use std::fmt;

pub use self::{dates::Dated, parse::parse};

/// What the map may say of a file besides what its name captures.
pub const BUILT_IN: [&str; 6] = ["path", "name", "folder", "size", "modified", "content"];

/// A pattern, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    parts: Vec<Part>,
}

/// One part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// These characters, `/` included.
    Text(String),
    /// `?`: one character of a name.
    One,
    /// `*`: any characters of a name, also none.
    Any,
    /// `**/`: any folders, also none.
    Folders,
    /// `**` at the end: whatever is below.
    Below,
    /// `{name}`, `{name:digits}`, `{name:%Y-%m-%d}`
    Capture { name: String, form: Form },
}

/// What a capture takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// One character of a name or more, as few as will do.
    Text,
    /// Digits, as many as there are.
    Digits,
    /// A date, written in the way of `strptime`.
    Date(Dated),
}

impl Pattern {
    /// What stands in for one that cannot be read: no file is of it.
    pub(crate) fn none() -> Self {
        Self { parts: Vec::new() }
    }

    /// Its captures in their order.
    pub fn captures(&self) -> impl Iterator<Item = (&str, &Form)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Capture { name, form } => Some((name.as_str(), form)),
            _ => None,
        })
    }

    /// What its captures hold for a path from the store's folder, in the order of [`captures`](Self::captures), or none when the
    /// path is not one of the pattern's. A date that is none (`2024-02-31`) is held by nothing.
    pub fn read(&self, path: &str) -> Option<Vec<Option<String>>> {
        let texts = matching::texts(&self.parts, path)?;
        let read = |((_, form), text): ((_, &Form), &str)| match form {
            Form::Text | Form::Digits => Some(text.to_owned()),
            Form::Date(dated) => dated.read(text),
        };
        Some(self.captures().zip(texts).map(read).collect())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Text(text) => f.write_str(&text.replace('{', "{{").replace('}', "}}"))?,
                Part::One => f.write_str("?")?,
                Part::Any => f.write_str("*")?,
                Part::Folders => f.write_str("**/")?,
                Part::Below => f.write_str("**")?,
                Part::Capture { name, form: Form::Text } => write!(f, "{{{name}}}")?,
                Part::Capture { name, form: Form::Digits } => write!(f, "{{{name}:digits}}")?,
                Part::Capture { name, form: Form::Date(dated) } => write!(f, "{{{name}:{dated}}}")?,
            }
        }
        Ok(())
    }
}
