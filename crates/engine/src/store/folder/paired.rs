//! Files that go with records of another store: the record says where its file is, and the file goes first.
//!
//! Killed between the two, the record is still there with its file gone, and goes the next time; the other way round nobody
//! would know of the file any more.

use std::path::{Path, PathBuf};

use abide_policy::map::{FolderRules, MapStore};

use super::{
    super::{
        StoreError,
        address::{self, Address},
    },
    removal::{self, Reasons, Record},
    root::Root,
    set::Set,
};

/// A folder whose files records of other stores name.
pub struct Files {
    root: Root,
    /// Where the folder really is, for paths that are whole.
    whole: Vec<PathBuf>,
    sets: Vec<Set>,
    rules: FolderRules,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").field("root", &self.root.path).finish_non_exhaustive()
    }
}

impl Files {
    /// Opens the folder that a store of the map is.
    pub fn open(map: &MapStore, base: &Path) -> Result<Self, StoreError> {
        let Address::Folder(path) = address::resolve(&map.url.value, base)? else {
            return Err(StoreError::NotAFolder { store: map.name.value.clone() });
        };
        let root = Root::open(&path)?;
        let whole = [Some(path.clone()), path.canonicalize().ok()].into_iter().flatten().collect();
        let personal =
            |set: &Set| map.tables.iter().any(|table| table.name.value == set.name && table.personal);
        let sets = Set::all(map).into_iter().filter(personal).collect();
        Ok(Self { root, whole, sets, rules: map.folder })
    }

    /// Removes the files at these paths, and has the disk know. One that is not there is no trouble. If any may not go, none does,
    /// as far as that can be seen before.
    pub fn remove(&self, paths: &[String]) -> Result<(), StoreError> {
        let mut reasons = Reasons::new();
        let mut records = Vec::new();
        for path in paths {
            match self.record(path) {
                Ok(record) => records.extend(record),
                Err(reason) => {
                    reasons.insert(reason);
                }
            }
        }
        records.sort_by(|a, b| a.path.cmp(&b.path));
        removal::kept(&self.root, &records, &mut reasons);
        if reasons.is_empty() {
            removal::remove(&self.root, self.rules.prune, &records, &mut reasons)?;
        }
        if reasons.is_empty() {
            return Ok(());
        }
        let reason = reasons.into_iter().collect::<Vec<_>>().join("; ");
        Err(StoreError::FileStays { place: self.root.path.display().to_string(), reason })
    }

    /// The file that a record names; none when it is not there. What is of no set of the folder is not ours to remove, wherever
    /// a record says that it is.
    fn record(&self, path: &str) -> Result<Option<Record>, String> {
        let within = self.whole.iter().find_map(|whole| Path::new(path).strip_prefix(whole).ok());
        let path = within.and_then(Path::to_str).unwrap_or(path);
        let plain = !path.split('/').any(|name| matches!(name, "" | "." | "..")) && !path.contains('\0');
        let text = super::name::text(path.as_bytes()).0;
        if !plain || !self.sets.iter().any(|set| set.read(&text).is_some()) {
            return Err("a record names a file that is of no set of the folder".to_owned());
        }
        let path = path.as_bytes().to_vec();
        match self.root.look(&path) {
            Ok(mark) => Ok(mark.map(|mark| Record { number: 0, path, mark })),
            Err(error) => Err(format!("a file could not be looked at: {error}")),
        }
    }
}
