//! A folder: files are removed under the handle of the folder they are in, and what is remembered is on the same disk.

mod evidence;
mod in_use;
mod removal;
mod root;
mod scan;

use std::path::{Path, PathBuf};

use abide_policy::map::FolderRules;
use rustix::{fs, io::Errno};

use self::{evidence::Evidence, root::Root};
use super::{
    super::StoreError,
    file::{Mark, Met, Passed, Reasons, Record},
    list::List,
    place::{OWN, Place},
};

/// A folder of files.
pub(super) struct Folder {
    root: Root,
    name: String,
    /// Where the folder really is, for paths that are whole.
    whole: Vec<PathBuf>,
    tokens: PathBuf,
    evidence: Option<Evidence>,
}

impl Folder {
    /// Opens it, and changes nothing.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let root = Root::open(path)?;
        let whole = [Some(path.to_owned()), path.canonicalize().ok()].into_iter().flatten().collect();
        let tokens = path.join(OWN).join("tokens.sqlite");
        Ok(Self { root, name: path.display().to_string(), whole, tokens, evidence: None })
    }

    fn evidence(&self) -> Result<&Evidence, StoreError> {
        self.evidence.as_ref().ok_or_else(|| StoreError::Failed {
            place: self.name.clone(),
            reason: "files are removed under the lock of one apply".to_owned(),
        })
    }

    /// Has the disk know that a name is gone from its folder, if the folder is still there.
    fn settle_one(&self, path: &[u8]) -> Result<(), StoreError> {
        match self.root.parent(path).and_then(|(folder, _)| fs::fsync(&folder)) {
            Err(error) if !root::is_gone(error) => Err(self.root.error(error)),
            _ => Ok(()),
        }
    }
}

impl Place for Folder {
    fn name(&self) -> &str {
        &self.name
    }

    fn scan(
        &self,
        rules: FolderRules,
        each: &mut dyn FnMut(Met<'_>) -> Result<(), StoreError>,
    ) -> Result<Passed, StoreError> {
        scan::scan(&self.root, rules, each)
    }

    fn look(&self, paths: &[Vec<u8>]) -> Result<Vec<Option<Mark>>, StoreError> {
        let look = |path: &Vec<u8>| self.root.look(path);
        let found: Result<Vec<Option<Mark>>, Errno> = paths.iter().map(look).collect();
        found.map_err(|error| self.root.error(error))
    }

    fn kept(&self, records: &[Record], reasons: &mut Reasons) -> Result<Vec<i64>, StoreError> {
        Ok(removal::kept(&self.root, records, reasons))
    }

    fn remove(&self, prune: bool, records: &[Record], reasons: &mut Reasons) -> Result<u64, StoreError> {
        removal::remove(&self.root, prune, records, reasons)
    }

    fn settle(&self, paths: &[Vec<u8>]) -> Result<(), StoreError> {
        paths.iter().try_for_each(|path| self.settle_one(path))
    }

    fn within<'p>(&self, path: &'p str) -> &'p str {
        let within = self.whole.iter().find_map(|whole| Path::new(path).strip_prefix(whole).ok());
        within.and_then(Path::to_str).unwrap_or(path)
    }

    fn tokens(&self) -> &Path {
        &self.tokens
    }

    fn fetch_tokens(&mut self) -> Result<bool, StoreError> {
        Ok(self.tokens.exists())
    }

    /// The file itself is where they are kept.
    fn keep_tokens(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn lock(&mut self) -> Result<bool, StoreError> {
        self.evidence = evidence::open(&self.root)?;
        Ok(self.is_locked())
    }

    fn is_locked(&self) -> bool {
        self.evidence.is_some()
    }

    fn keep_list(&mut self, list: &List) -> Result<(), StoreError> {
        self.evidence()?.write(list)
    }

    fn list(&self) -> Result<Option<List>, StoreError> {
        self.evidence()?.read()
    }

    fn forget_list(&self) -> Result<(), StoreError> {
        self.evidence()?.forget()
    }
}
