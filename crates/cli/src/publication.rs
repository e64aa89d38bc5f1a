//! The folder in which notices are published: what is there, and what should be. Versions stay, so that nothing is written over them.

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use abide_papers::{
    Language,
    publication::{Form, Place},
};
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    exit::{Exit, Failure},
    write,
};

/// A file as it should be.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// Where, from the folder.
    pub(crate) way: String,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
    /// Whether it belongs to a version, and stays as it is once it is there.
    pub(crate) stays: bool,
}

/// What is in place of a file that should be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    /// The file.
    Same,
    /// Another.
    Differs,
    /// Nothing.
    Missing,
}

/// A folder in which notices are published.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`, which need not be there.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// The days of the versions that are there in the language, newest first.
    pub(crate) fn versions(&self, language: Language) -> Result<Vec<Date>, Failure> {
        let days = self.days().map_err(|error| unreadable(&self.root, &error))?;
        let has_page = |day: &Date| self.root.join(Place::Of(*day).address(language, Form::Html)).is_file();
        Ok(days.into_iter().filter(has_page).collect())
    }

    /// The parts of the folder under `name`, in order, of which versions were published in one of the languages.
    pub(crate) fn parts(&self, name: &str, languages: &[Language]) -> Result<Vec<String>, Failure> {
        let above = self.root.join(name);
        let entries = match fs::read_dir(&above) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(unreadable(&above, &error)),
        };
        let names = entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>();
        let names = names.map_err(|error| unreadable(&above, &error))?;
        let mut parts = Vec::new();
        for part in names.iter().filter_map(|part| part.to_str()).filter(|part| above.join(part).is_dir()) {
            let folder = Self::new(above.join(part));
            for language in languages {
                if !folder.versions(*language)?.is_empty() && !parts.iter().any(|one| one == part) {
                    parts.push(part.to_owned());
                }
            }
        }
        parts.sort_unstable();
        Ok(parts)
    }

    /// The days by which folders are named, latest first.
    fn days(&self) -> io::Result<Vec<Date>> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let names =
            entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()?;
        let mut days: Vec<Date> = names.iter().filter_map(|name| day(name.to_str()?)).collect();
        days.sort_unstable_by(|one, other| other.cmp(one));
        Ok(days)
    }

    /// What is in place of the file.
    pub(crate) fn state(&self, leaf: &Leaf) -> Result<State, Failure> {
        let path = self.root.join(&leaf.way);
        match fs::read(&path) {
            Ok(bytes) if bytes == leaf.bytes => Ok(State::Same),
            Ok(_) => Ok(State::Differs),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(State::Missing),
            Err(error) => Err(unreadable(&path, &error)),
        }
    }

    /// Puts the file there, whole.
    pub(crate) fn put(&self, leaf: &Leaf) -> Result<(), Failure> {
        let path = self.root.join(&leaf.way);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| write::unwritable(folder, &error))?;
        }
        write::replace(&path, &leaf.bytes)
    }
}

/// The day that a name is, written as versions are: `2026-01-01`.
fn day(name: &str) -> Option<Date> {
    name.parse().ok().filter(|day: &Date| day.to_string() == name)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Exit::Output, format!("{} cannot be read: {error}", path.display()))
        .help("name a folder that you may read and write, or a new one")
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn only_whole_days_name_versions() {
        assert!(day("2026-01-01").is_some());
        for other in ["2026-1-1", "20260101", "2026-01-01T00:00", "2026-13-01", "en", "sites"] {
            assert_eq!(day(other), None, "{other}");
        }
    }
}
