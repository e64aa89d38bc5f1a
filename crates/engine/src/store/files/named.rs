//! Files that go with records of another store: the record says where its file is, and the file goes first.
//!
//! Killed between the two, the record is still there with its file gone, and goes the next time; the other way round nobody
//! would know of the file any more.

use std::path::Path;

use abide_policy::map::{FolderRules, MapStore};

use super::{
    super::{
        StoreError,
        address::{self, Address},
        error::Kind,
    },
    file::{Mark, Reasons, Record},
    name,
    place::Place,
    set::Set,
};

/// A store whose files records of other stores name.
pub struct Files {
    place: Box<dyn Place>,
    sets: Vec<Set>,
    rules: FolderRules,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").field("place", &self.place.name()).finish_non_exhaustive()
    }
}

impl Files {
    /// Opens the files that a store of the map is.
    pub fn open(map: &MapStore, base: &Path) -> Result<Self, StoreError> {
        let Address::Files(address) = address::resolve(&map.url.value, base)? else {
            return Err(StoreError::NotAFolder { store: map.name.value.clone() });
        };
        let personal =
            |set: &Set| map.tables.iter().any(|table| table.name.value == set.name && table.personal);
        let sets = Set::all(map).into_iter().filter(personal).collect();
        Ok(Self { place: address.open()?, sets, rules: map.folder })
    }

    /// Removes the files at these paths, and has the disk know. One that is not there is no trouble. If any may not go, none does,
    /// as far as that can be seen before.
    pub fn remove(&self, paths: &[String]) -> Result<(), StoreError> {
        let mut reasons = Reasons::new();
        let mut known = Vec::new();
        for path in paths {
            match self.known(path) {
                Some(path) => known.push(path.as_bytes().to_vec()),
                None => {
                    reasons.insert("a record names a file that is of no set of the store".to_owned());
                }
            }
        }
        known.sort();
        let records = self.records(known)?;
        self.place.kept(&records, &mut reasons)?;
        if reasons.is_empty() {
            self.place.remove(self.rules.prune, &records, &mut reasons)?;
        }
        if reasons.is_empty() {
            return Ok(());
        }
        let reason = reasons.into_iter().collect::<Vec<_>>().join("; ");
        Err(StoreError::FileStays { place: self.place.name().to_owned(), reason })
    }

    /// The path of a record's file, if it is of a set. What is of none is not ours to remove, wherever a record says that it is.
    fn known<'p>(&self, path: &'p str) -> Option<&'p str> {
        let path = self.place.within(path);
        let plain = !path.split('/').any(|name| matches!(name, "" | "." | "..")) && !path.contains('\0');
        let text = name::text(path.as_bytes()).0;
        (plain && self.sets.iter().any(|set| set.read(&text).is_some())).then_some(path)
    }

    /// The files at these paths that are there.
    fn records(&self, paths: Vec<Vec<u8>>) -> Result<Vec<Record>, StoreError> {
        let marks = self.place.look(&paths).map_err(|error| self.unseen(error))?;
        let record = |(path, mark): (Vec<u8>, Option<Mark>)| Some(Record { number: 0, path, mark: mark? });
        Ok(paths.into_iter().zip(marks).filter_map(record).collect())
    }

    /// What cannot be looked at stays, and its record with it; not so when nothing can be looked at any more.
    fn unseen(&self, error: StoreError) -> StoreError {
        match error.kind() {
            Kind::Lost => error,
            _ => StoreError::FileStays {
                place: self.place.name().to_owned(),
                reason: format!("a file could not be looked at: {error}"),
            },
        }
    }
}
