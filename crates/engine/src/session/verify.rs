//! Verifying the ledger: the chain itself, and against what the stores remember of it.

use abide_ledger::Head;
use thiserror::Error;

use super::Session;
use crate::{
    apply,
    journal::{Journal, JournalError},
    store::{Access, StoreError},
};

/// A ledger that was found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Its end.
    pub head: Head,
    /// How many of its entries each store bears witness to.
    pub witnesses: Vec<(String, usize)>,
}

/// Why the ledger is not proved.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// The journal cannot be read, or its chain is broken, or a store remembers what it does not have.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A store could not be asked. The chain itself is whole.
    #[error("the chain is whole, but store {store} could not be asked what it remembers: {cause}")]
    Store {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: StoreError,
    },
}

impl Session {
    /// Goes through the whole ledger, and holds it against the tokens that batches left in the stores: a chain cannot show by
    /// itself that its end was cut off.
    pub fn verify(&self) -> Result<Verified, VerifyError> {
        let journal = Journal::read(&self.files().journal)?;
        journal.verify(&[])?;
        let mut all = Vec::new();
        let mut witnesses = Vec::new();
        for map in &self.map().stores {
            let name = || map.name.value.clone();
            let found = self
                .open_store(map, Access::Read)
                .and_then(|mut store| apply::witnesses(store.as_mut(), &journal))
                .map_err(|cause| VerifyError::Store { store: name(), cause })?;
            witnesses.push((name(), found.len()));
            all.extend(found);
        }
        Ok(Verified { head: journal.verify(&all)?, witnesses })
    }
}
