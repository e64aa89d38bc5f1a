//! Before anything is applied: what an earlier apply left open is inspected, never guessed.

use abide_ledger::{Digest, Event, Reason, Witness};

use super::{ApplyError, returning, token};
use crate::{
    journal::{Journal, JournalError, OpenIntent},
    store::{Store, StoreError},
};

/// What the store's tokens say, held against the journal.
#[derive(Default)]
struct Found {
    /// Of batches whose outcome the journal does not have.
    happened: Vec<(OpenIntent, token::Token)>,
    /// Of entries the journal does not have, or has with another hash.
    unknown: Vec<token::Token>,
}

/// Compares tokens and journal, and journals the outcome of every batch that was left open. Gives how many of them had
/// happened, and how many had not.
pub(super) fn settle(
    store: &mut dyn Store,
    journal: &mut Journal,
    name: &str,
    adopt: bool,
) -> Result<(u64, u64), ApplyError> {
    let found = if token::exists(store)? { inspect(store, journal)? } else { Found::default() };
    if !found.unknown.is_empty() {
        unknown(store, journal, name, adopt, &found.unknown)?;
    }
    returning::settle(store, journal, name)?;
    // What a connection sees need not be on the server's disk yet: it must be, before the journal says so.
    if let Some((intent, _)) = found.happened.last() {
        let id = journal.id().to_owned();
        token::touch(store, &id, intent.seq)?;
    }
    let undone: Vec<OpenIntent> = journal
        .open_intents(name)?
        .into_iter()
        .filter(|open| found.happened.iter().all(|(happened, _)| happened.seq != open.seq))
        .collect();
    // Copies that were made for them stand beside what they are copies of.
    for open in &undone {
        store.uncopy(journal.id(), open.seq)?;
    }
    let counts = (found.happened.len() as u64, undone.len() as u64);
    let mut events: Vec<Event> =
        found.happened.into_iter().map(|(intent, token)| done(intent, token)).collect();
    events.extend(undone.into_iter().map(|intent| intent.undone(Reason::Interrupted)));
    if !events.is_empty() {
        journal.append(events)?;
    }
    Ok(counts)
}

/// What a store's tokens say of a journal: each names an entry that must be there, with its hash. Against a journal whose
/// end was cut off they are the only witnesses.
pub fn witnesses(store: &mut dyn Store, journal: &Journal) -> Result<Vec<Witness>, StoreError> {
    let mut witnesses = Vec::new();
    if token::exists(store)? {
        token::each(store, |token| {
            if token.journal == journal.id() {
                witnesses.extend(token.witness());
            }
        })?;
    }
    Ok(witnesses)
}

fn inspect(store: &mut dyn Store, journal: &Journal) -> Result<Found, ApplyError> {
    let mut found = Found::default();
    let mut failed: Result<(), JournalError> = Ok(());
    token::each(store, |token| {
        if failed.is_ok() {
            failed = sort(journal, token, &mut found);
        }
    })?;
    failed?;
    Ok(found)
}

fn sort(journal: &Journal, token: token::Token, found: &mut Found) -> Result<(), JournalError> {
    let ours = token.journal == journal.id();
    if !ours || token.hash.is_none() || journal.hash(token.seq)? != token.hash {
        found.unknown.push(token);
    } else if let Some(intent) = journal.open_intent(token.seq)? {
        found.happened.push((intent, token));
    }
    Ok(())
}

/// Refuses, or writes down that somebody decided to go on, and then forgets the tokens that nothing will ever explain.
fn unknown(
    store: &mut dyn Store,
    journal: &mut Journal,
    name: &str,
    adopt: bool,
    tokens: &[token::Token],
) -> Result<(), ApplyError> {
    let mut latest: Vec<&token::Token> = Vec::new();
    for token in tokens {
        match latest.last_mut() {
            Some(last) if last.journal == token.journal => *last = token,
            _ => latest.push(token),
        }
    }
    if !adopt {
        let token = latest.first().map_or(&tokens[0], |token| token);
        return Err(ApplyError::JournalLost {
            place: store.place().to_owned(),
            known: token.journal.clone(),
            seq: token.seq,
            path: journal.path().to_owned(),
        });
    }
    journal.append(latest.into_iter().map(|token| adopted(name, token)).collect())?;
    for token in tokens {
        token::forget(store, &token.journal, token.seq)?;
    }
    Ok(())
}

fn adopted(store: &str, token: &token::Token) -> Event {
    let hash = token.witness().map_or(Digest::ZERO, |witness| witness.hash);
    Event::JournalAdopted { store: store.to_owned(), journal: token.journal.clone(), seq: token.seq, hash }
}

fn done(intent: OpenIntent, token: token::Token) -> Event {
    intent.done(token.rows, token.with)
}
