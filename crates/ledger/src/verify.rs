//! Going through a chain to see that nothing was altered, dropped, repeated or moved.

use std::borrow::Borrow;

use thiserror::Error;

use crate::{Digest, Head, Stored};

/// What somebody else knows of a chain: that it had an entry of this number with this hash. Kept where whoever can write
/// the journal cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Witness {
    /// The entry's number.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
}

/// Where a chain is broken, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the ledger is broken at entry {seq}: {why}")]
pub struct Broken {
    /// The number of the entry that should have stood there.
    pub seq: u64,
    /// What is wrong.
    pub why: Flaw,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Flaw {
    /// It, or its hash, or what it hangs on, is not what was written.
    #[error("it was altered after it was written")]
    Altered,
    /// A later one stands in its place.
    #[error("it is missing: entry {0} stands in its place")]
    Missing(u64),
    /// An earlier one stands in its place.
    #[error("entry {0} stands in its place, a second time or out of order")]
    Repeated(u64),
    /// Its bytes tell another number than the place it stands in.
    #[error("it says that it is another entry")]
    Number,
    /// A witness knows the entry, and the chain ends before it.
    #[error(
        "a witness knows it, but the ledger ends before it: its tail was cut off, or this is an older copy"
    )]
    Cut,
    /// A witness knows another entry of that number.
    #[error("a witness knows another one: the ledger was rewritten, or went on from an older copy")]
    Rewritten,
}

/// Goes through a whole chain from its first entry. Finds every alteration but a tail cut off and a chain written anew
/// from some point on: against those see [`verify_against`].
pub fn verify<I>(entries: I) -> Result<Head, Broken>
where
    I: IntoIterator,
    I::Item: Borrow<Stored>,
{
    verify_against(entries, &[])
}

/// Goes through a whole chain and holds it against what witnesses know.
pub fn verify_against<I>(entries: I, witnesses: &[Witness]) -> Result<Head, Broken>
where
    I: IntoIterator,
    I::Item: Borrow<Stored>,
{
    let mut verifier = Verifier::new(witnesses);
    for entry in entries {
        verifier.follow(entry.borrow())?;
    }
    verifier.finish()
}

/// The same for entries that come one by one.
#[derive(Debug)]
pub struct Verifier {
    head: Head,
    witnesses: std::iter::Peekable<std::vec::IntoIter<Witness>>,
}

impl Verifier {
    /// Before the first entry.
    pub fn new(witnesses: &[Witness]) -> Self {
        let mut witnesses = witnesses.to_vec();
        witnesses.sort_unstable();
        Self { head: Head::START, witnesses: witnesses.into_iter().peekable() }
    }

    /// One entry further.
    pub fn follow(&mut self, entry: &Stored) -> Result<(), Broken> {
        self.head = follow(self.head, entry)?;
        let head = self.head;
        while let Some(witness) = self.witnesses.next_if(|witness| witness.seq <= head.seq) {
            if (witness.seq, witness.hash) != (head.seq, head.hash) {
                return Err(Broken { seq: witness.seq, why: Flaw::Rewritten });
            }
        }
        Ok(())
    }

    /// After the last entry.
    pub fn finish(mut self) -> Result<Head, Broken> {
        match self.witnesses.next() {
            Some(witness) => Err(Broken { seq: witness.seq, why: Flaw::Cut }),
            None => Ok(self.head),
        }
    }
}

fn follow(head: Head, entry: &Stored) -> Result<Head, Broken> {
    let seq = head.seq + 1;
    let broken = |why| Err(Broken { seq, why });
    if entry.seq > seq {
        return broken(Flaw::Missing(entry.seq));
    }
    if entry.seq < seq {
        return broken(Flaw::Repeated(entry.seq));
    }
    if head.hash.link(&entry.bytes) != entry.hash {
        return broken(Flaw::Altered);
    }
    // `seq` is the last of an entry's members in canonical order: a rule of the form, so that this needs no parsing.
    let tail = format!(",\"seq\":{seq}}}");
    if !entry.bytes.ends_with(tail.as_bytes()) {
        return broken(Flaw::Number);
    }
    Ok(Head { seq, hash: entry.hash })
}
