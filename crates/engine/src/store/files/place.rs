//! What a folder and a bucket differ in: how their files are gone through, looked at and removed, and where what is remembered of
//! it lies.

use std::path::Path;

use abide_policy::map::FolderRules;

use super::{
    super::StoreError,
    file::{Mark, Met, Passed, Reasons, Record},
    list::List,
};

/// Its name in the place: what is remembered is a folder of Abide's own there.
pub(super) const OWN: &str = ".abide";

/// Where files are.
pub(super) trait Place: Send {
    /// What it is, for people.
    fn name(&self) -> &str;

    /// Hands every file to `each`, once, and changes nothing. Half of them decide nothing: what is not seen might be what another
    /// file's date hangs on.
    fn scan(
        &self,
        rules: FolderRules,
        each: &mut dyn FnMut(Met<'_>) -> Result<(), StoreError>,
    ) -> Result<Passed, StoreError>;

    /// What is at these paths now: none when nothing is.
    fn look(&self, paths: &[Vec<u8>]) -> Result<Vec<Option<Mark>>, StoreError>;

    /// Of files that are to go, those that may not go now; why, unless they vanished: then there is nothing to remove.
    fn kept(&self, records: &[Record], reasons: &mut Reasons) -> Result<Vec<i64>, StoreError>;

    /// Removes files, each looked at once more before, so that it is certain when this returns. How many went; why others stayed.
    fn remove(&self, prune: bool, records: &[Record], reasons: &mut Reasons) -> Result<u64, StoreError>;

    /// Has it be certain that names are gone that were found to be.
    fn settle(&self, paths: &[Vec<u8>]) -> Result<(), StoreError>;

    /// The path of a record's file from the store's own, where the record may tell it whole.
    fn within<'p>(&self, path: &'p str) -> &'p str;

    /// Where the database of tokens is, or is to be made, as a file.
    fn tokens(&self) -> &Path;

    /// Has that file hold the tokens there are; false when there are none yet.
    fn fetch_tokens(&mut self) -> Result<bool, StoreError>;

    /// Has the place keep what that file holds now.
    fn keep_tokens(&mut self) -> Result<(), StoreError>;

    /// Takes the lock of the one apply at a time; false when another has it.
    fn lock(&mut self) -> Result<bool, StoreError>;

    /// Whether this has the lock.
    fn is_locked(&self) -> bool;

    /// Has the place hold the list, under the lock.
    fn keep_list(&mut self, list: &List) -> Result<(), StoreError>;

    /// The list that an interrupted batch left.
    fn list(&self) -> Result<Option<List>, StoreError>;

    /// The list is not needed any more.
    fn forget_list(&self) -> Result<(), StoreError>;
}
