//! Whether a store was restored from a backup: then it has forgotten the last batch that the journal knows to have happened, for
//! the tokens of the last apply stay until the next one changes something.

use abide_ledger::Event;
use jiff::Timestamp;

use super::{ApplyError, token};
use crate::{journal::Journal, store::Store};

/// What a store has forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// When the first batch happened that it knows nothing of.
    pub since: Timestamp,
    /// The entry that announced the last one.
    pub last: u64,
}

/// Holds the store's tokens against what the journal says was done to it under that name.
pub fn restored(
    store: &mut dyn Store,
    journal: &Journal,
    name: &str,
) -> Result<Option<Restored>, ApplyError> {
    let Some(last) = journal.last_done(name)? else { return Ok(None) };
    let known = if token::exists(store)? { token::latest(store, journal.id())? } else { None };
    if known.is_some_and(|known| known >= last) {
        return Ok(None);
    }
    let since = journal.first_done_after(name, known.unwrap_or(0))?;
    Ok(since.map(|since| Restored { since, last }))
}

/// Refuses to go on with a restored store, or writes down that somebody decided to.
pub(super) fn accept(
    store: &mut dyn Store,
    journal: &mut Journal,
    name: &str,
    decided: bool,
) -> Result<(), ApplyError> {
    let Some(Restored { since, last }) = restored(store, journal, name)? else { return Ok(()) };
    if !decided {
        return Err(ApplyError::Restored { place: store.place().to_owned(), store: name.to_owned(), since });
    }
    journal.append(vec![Event::RestoreAccepted { store: name.to_owned(), last }])?;
    Ok(())
}
