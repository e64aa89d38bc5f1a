//! The journal: the ledger kept in an SQLite file of Abide's own.
//!
//! Appending is durable when it returns. Several processes may append; the chain goes on from what the file holds, never
//! from what a process remembers. A plan is applied by one process at a time.

mod error;
mod history;
mod holds;
mod locks;
mod persons;
mod returns;
mod schema;

use std::{
    fs::File,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use abide_ledger::{Chain, Digest, Entry, Event, Head, Reason, Stored, TableRows, Verifier, Witness, export};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use self::error::explain;
pub use self::{
    error::JournalError,
    history::Past,
    holds::{Form, Held},
    persons::Known,
    returns::{OpenReturn, Return},
};
use crate::crash;

/// Where the journal takes the time of an entry from.
pub type Clock = fn() -> Timestamp;

/// An open journal.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    path: PathBuf,
    id: String,
    clock: Clock,
    lock: Option<File>,
    batch: locks::Batch,
}

/// A batch that was announced and of which the journal does not know whether it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIntent {
    /// The entry that announced it.
    pub seq: u64,
    /// The plan.
    pub plan: Digest,
    /// The store.
    pub store: String,
    /// The step.
    pub step: u32,
    /// The batch.
    pub batch: u64,
}

impl OpenIntent {
    /// What is journaled when it happened: how many rows it changed, and how many of other tables went with them.
    pub fn done(self, rows: u64, with: Vec<TableRows>) -> Event {
        let Self { seq: intent, plan, store, step, batch } = self;
        Event::BatchDone { intent, plan, store, step, batch, rows, with }
    }

    /// What is journaled when it did not happen.
    pub fn undone(self, reason: Reason) -> Event {
        let Self { seq: intent, plan, store, step, batch } = self;
        Event::BatchUndone { intent, plan, store, step, batch, reason }
    }
}

impl Journal {
    /// Opens the journal at `path`, or makes it when there is no file; its folder must be there.
    pub fn open(path: &Path, clock: Clock) -> Result<Self, JournalError> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(JournalError::MissingFolder { folder: folder.to_owned() });
        }
        let connection = schema::open(path, clock)?;
        Self::with(connection, path, clock)
    }

    /// Opens the journal at `path` for reading, without making or changing anything.
    pub fn read(path: &Path) -> Result<Self, JournalError> {
        if !path.exists() {
            return Err(JournalError::Missing { path: path.to_owned() });
        }
        let connection = schema::open_to_read(path)?;
        Self::with(connection, path, || Timestamp::UNIX_EPOCH)
    }

    fn with(connection: Connection, path: &Path, clock: Clock) -> Result<Self, JournalError> {
        let (path, id) = (path.to_owned(), String::new());
        let mut journal = Self { connection, path, id, clock, lock: None, batch: locks::Batch::default() };
        match journal.entry(1)?.map(|entry| entry.event) {
            Some(Event::JournalCreated { journal: id }) => journal.id = id,
            _ => {
                return Err(JournalError::NotAJournal { path: journal.path });
            }
        }
        Ok(journal)
    }

    /// Its identity, which no other journal has.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the chain ends now.
    pub fn head(&self) -> Result<Head, JournalError> {
        head(&self.connection).map_err(|error| self.explain(&error))
    }

    /// Appends events as one group: all of them are there and durable when this returns, or none is. Gives their entries.
    pub fn append(&mut self, events: Vec<Event>) -> Result<Vec<Witness>, JournalError> {
        self.append_beside(events, |_| Ok(()))
    }

    /// The same, writing beside the chain in the same transaction.
    fn append_beside(
        &mut self,
        events: Vec<Event>,
        beside: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<Vec<Witness>, JournalError> {
        crash::point("before-journal");
        let now = (self.clock)();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let written = transaction.map_err(Failure::Sqlite).and_then(|transaction| {
            beside(&transaction)?;
            write(transaction, now, events)
        });
        let witnesses = written.map_err(|failure| match failure {
            Failure::Sqlite(error) => explain(&self.path, &error),
            Failure::Encode(error) => JournalError::Encode(error),
        })?;
        crash::point("after-journal");
        Ok(witnesses)
    }

    /// Hands every entry from number `from` on to `each`, in order, until it breaks.
    pub fn each(
        &self,
        from: u64,
        mut each: impl FnMut(Stored) -> ControlFlow<()>,
    ) -> Result<(), JournalError> {
        let mut read = || {
            let text = "SELECT seq, text, hash FROM entry WHERE seq >= ?1 ORDER BY seq";
            let mut statement = self.connection.prepare_cached(text)?;
            let mut rows = statement.query([number(from)])?;
            while let Some(row) = rows.next()? {
                if each(stored(row)?).is_break() {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| self.explain(&error))
    }

    /// The entry of that number.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>, JournalError> {
        let Some(stored) = self.stored(seq)? else {
            return Ok(None);
        };
        let unreadable = |_| JournalError::Unreadable { path: self.path.clone(), seq };
        serde_json::from_slice(&stored.bytes).map(Some).map_err(unreadable)
    }

    /// The hash of the entry of that number.
    pub fn hash(&self, seq: u64) -> Result<Option<Digest>, JournalError> {
        Ok(self.stored(seq)?.map(|stored| stored.hash))
    }

    /// The number of the entry with that hash: 0 when none is asked for, the last one's when there is no such entry.
    pub fn seq_of(&self, hash: Option<&str>) -> Result<u64, JournalError> {
        let Some(hash) = hash else { return Ok(0) };
        let text = "SELECT coalesce((SELECT seq FROM entry WHERE lower(hex(hash)) = ?1), (SELECT max(seq) FROM entry))";
        let read = || self.connection.prepare_cached(text)?.query_row([hash], |row| row.get::<_, i64>(0));
        Ok(read().map_err(|error| self.explain(&error))?.unsigned_abs())
    }

    fn stored(&self, seq: u64) -> Result<Option<Stored>, JournalError> {
        let text = "SELECT seq, text, hash FROM entry WHERE seq = ?1";
        let read = || self.connection.prepare_cached(text)?.query_row([number(seq)], stored).optional();
        read().map_err(|error| self.explain(&error))
    }

    /// Goes through the whole chain, and holds it against what witnesses know.
    pub fn verify(&self, witnesses: &[Witness]) -> Result<Head, JournalError> {
        let mut verifier = Verifier::new(witnesses);
        let mut broken = None;
        self.each(0, |entry| match verifier.follow(&entry) {
            Ok(()) => ControlFlow::Continue(()),
            Err(found) => {
                broken = Some(found);
                ControlFlow::Break(())
            }
        })?;
        let result = broken.map_or_else(|| verifier.finish(), Err);
        result.map_err(|broken| JournalError::Broken { path: self.path.clone(), broken })
    }

    /// Writes the ledger as JSON lines; `docs/ledger.md` tells their form.
    pub fn export(&self, out: &mut dyn Write) -> Result<(), JournalError> {
        let mut previous = Digest::ZERO;
        let mut written = Ok(());
        self.each(0, |entry| {
            let mut line = export::line(previous, &entry);
            line.push(b'\n');
            previous = entry.hash;
            written = out.write_all(&line);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        written.and_then(|()| out.flush()).map_err(JournalError::Export)
    }

    /// Batches for a store that were announced since its last apply began, and neither happened nor not, as far as is known.
    pub fn open_intents(&self, store: &str) -> Result<Vec<OpenIntent>, JournalError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(schema::OPEN_INTENTS)?;
            let numbers = statement.query_map([store], |row| row.get::<_, i64>(0))?;
            numbers.collect::<rusqlite::Result<Vec<i64>>>()
        };
        let numbers = read().map_err(|error| self.explain(&error))?;
        let mut intents = Vec::new();
        for seq in numbers.into_iter().filter_map(|seq| u64::try_from(seq).ok()) {
            intents.extend(self.intent(seq)?);
        }
        Ok(intents)
    }

    /// The batch that entry `seq` announced, when it did and no later entry tells what became of it.
    pub fn open_intent(&self, seq: u64) -> Result<Option<OpenIntent>, JournalError> {
        let text = "SELECT EXISTS (SELECT 1 FROM entry WHERE text ->> '$.event.intent' = ?1)";
        let read =
            || self.connection.prepare_cached(text)?.query_row([number(seq)], |row| row.get::<_, bool>(0));
        if read().map_err(|error| self.explain(&error))? { Ok(None) } else { self.intent(seq) }
    }

    fn intent(&self, seq: u64) -> Result<Option<OpenIntent>, JournalError> {
        Ok(match self.entry(seq)?.map(|entry| entry.event) {
            Some(Event::BatchIntended { plan, store, step, batch, .. }) => {
                Some(OpenIntent { seq, plan, store, step, batch })
            }
            _ => None,
        })
    }

    fn explain(&self, error: &rusqlite::Error) -> JournalError {
        explain(&self.path, error)
    }
}

/// Why a group could not be written.
enum Failure {
    Sqlite(rusqlite::Error),
    Encode(abide_ledger::EncodeError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn write(transaction: Transaction<'_>, now: Timestamp, events: Vec<Event>) -> Result<Vec<Witness>, Failure> {
    let mut chain = Chain::after(head(&transaction)?);
    let mut witnesses = Vec::with_capacity(events.len());
    {
        let mut insert =
            transaction.prepare_cached("INSERT INTO entry (seq, text, hash) VALUES (?1, ?2, ?3)")?;
        for event in events {
            let entry = chain.append(now, event).map_err(Failure::Encode)?;
            // Canonical bytes are JSON, and so UTF-8.
            let text = String::from_utf8_lossy(&entry.bytes);
            insert.execute(params![number(entry.seq), text, entry.hash.as_bytes()])?;
            witnesses.push(Witness { seq: entry.seq, hash: entry.hash });
        }
    }
    transaction.commit()?;
    Ok(witnesses)
}

fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let text = "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1";
    let found = connection.prepare_cached(text)?.query_row([], |row| {
        let hash: Vec<u8> = row.get(1)?;
        Ok(Head { seq: row.get::<_, i64>(0)?.unsigned_abs(), hash: digest(&hash) })
    });
    Ok(found.optional()?.unwrap_or(Head::START))
}

/// Whatever bytes are found: judging them is the verifier's work, and an altered file is no error of SQLite's.
fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let bytes = row.get_ref(1)?.as_bytes_or_null()?.unwrap_or_default().to_vec();
    let hash = row.get_ref(2)?.as_bytes_or_null()?.unwrap_or_default();
    Ok(Stored { seq: row.get::<_, i64>(0)?.unsigned_abs(), bytes, hash: digest(hash) })
}

fn digest(bytes: &[u8]) -> Digest {
    Digest::from_bytes(bytes).unwrap_or(Digest::ZERO)
}

/// SQLite's numbers end at 2^63.
fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use abide_ledger::Event;
    use jiff::Timestamp;
    use rusqlite::{Connection, OpenFlags};

    use super::{Journal, JournalError};

    fn adopted() -> Event {
        Event::JournalAdopted {
            store: "crm".to_owned(),
            journal: "x".repeat(500),
            seq: 1,
            hash: abide_ledger::Digest::ZERO,
        }
    }

    #[test]
    fn a_full_disk_is_told_and_nothing_is_half_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(&folder.path().join("j"), || Timestamp::UNIX_EPOCH).unwrap();
        // SQLite says the same when a file may not grow as when a disk is full.
        journal.connection.pragma_update_and_check(None, "max_page_count", 1, |_| Ok(())).unwrap();
        let before = journal.head().unwrap();
        let error = journal.append(vec![adopted(); 100]).unwrap_err();
        assert!(matches!(error, JournalError::DiskFull { .. }), "{error}");
        assert_eq!(journal.verify(&[]).unwrap(), before);
        journal.connection.pragma_update_and_check(None, "max_page_count", 10_000, |_| Ok(())).unwrap();
        journal.append(vec![adopted(); 100]).unwrap();
        assert_eq!(journal.verify(&[]).unwrap().seq, before.seq + 100);
    }

    #[test]
    fn a_file_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("j");
        let mut journal = Journal::open(&path, || Timestamp::UNIX_EPOCH).unwrap();
        journal.connection = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let error = journal.append(vec![adopted()]).unwrap_err();
        assert!(matches!(error, JournalError::ReadOnly { .. }), "{error}");
    }
}
