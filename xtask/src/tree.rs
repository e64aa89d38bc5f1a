//! The files of the repository, read once, and what the rules say about them.

use std::fmt;
use std::fs;
use std::path::Path;

/// Every file that is written by hand or generated into the repository.
pub(crate) struct Tree {
    pub files: Vec<File>,
}

pub(crate) struct File {
    /// From the root, with `/`.
    pub path: String,
    /// Empty when the file is not text.
    pub text: String,
}

/// A broken rule.
#[derive(Debug, PartialEq)]
pub(crate) struct Complaint {
    path: String,
    /// From 1; 0 for the whole file.
    line: usize,
    says: String,
}

impl Tree {
    /// All files below the root except what builds, Git and demos leave there.
    pub(crate) fn read(root: &Path) -> Result<Self, String> {
        let mut files = Vec::new();
        collect(root, "", &mut files).map_err(|error| format!("cannot read the repository: {error}"))?;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { files })
    }

    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file or a folder of this path exists; the root has the empty path.
    pub(crate) fn has(&self, path: &str) -> bool {
        let below = |file: &File| file.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        path.is_empty() || self.files.iter().any(|file| file.path == path || below(file))
    }

    /// The Rust files of the crates and of this program, without tests in folders of their own.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.krate().is_some() && file.path.ends_with(".rs"))
    }

    /// The names of the crates' folders, in order.
    pub(crate) fn crates(&self) -> Vec<&str> {
        let manifests = self.files.iter().filter_map(|file| file.path.strip_prefix("crates/"));
        manifests.filter_map(|path| path.strip_suffix("/Cargo.toml")).collect()
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let file = |&(path, text): &(&str, &str)| File { path: path.into(), text: text.into() };
        Self { files: files.iter().map(file).collect() }
    }
}

impl File {
    /// The crate in whose `src` the file lies; `xtask` counts as one.
    pub(crate) fn krate(&self) -> Option<&str> {
        let mut parts = self.path.strip_prefix("crates/").unwrap_or(&self.path).split('/');
        let name = parts.next()?;
        (parts.next() == Some("src") && (self.path.starts_with("crates/") || name == "xtask")).then_some(name)
    }

    /// The lines with their numbers from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    pub(crate) fn complaint(&self, line: usize, says: impl Into<String>) -> Complaint {
        Complaint { path: self.path.clone(), line, says: says.into() }
    }
}

impl Complaint {
    /// About a file that may not exist.
    pub(crate) fn of(path: &str, says: &str) -> Self {
        Self { path: path.into(), line: 0, says: says.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.says),
            line => write!(f, "{}:{line}: {}", self.path, self.says),
        }
    }
}

fn collect(folder: &Path, path: &str, files: &mut Vec<File>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if name == "target" || name == ".git" || path == "demo" || name.ends_with(".snap.new") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            let text = String::from_utf8(fs::read(entry.path())?).unwrap_or_default();
            files.push(File { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_those_of_crates_and_of_xtask() {
        let tree = Tree::of(&[
            ("crates/law/src/a/b.rs", ""),
            ("crates/law/tests/c.rs", ""),
            ("crates/law/Cargo.toml", ""),
            ("xtask/src/main.rs", ""),
            ("fuzz/src/main.rs", ""),
        ]);
        let paths: Vec<&str> = tree.sources().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["crates/law/src/a/b.rs", "xtask/src/main.rs"]);
        assert_eq!(tree.crates(), ["law"]);
        assert!(tree.has("crates/law/src") && tree.has("") && !tree.has("crates/la"));
    }
}
