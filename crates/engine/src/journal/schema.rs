//! The journal's file.

use std::{path::Path, time::Duration};

use abide_ledger::{Chain, Event, Head};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};

use super::{Clock, JournalError, error::explain};

/// `Abid` in ASCII: how SQLite files tell whose they are.
const APPLICATION: i64 = 0x4162_6964;

/// What each form of the file added, from the second on: an older file is brought up to date when it is opened for writing.
const FORMS: [&str; 3] = [PERSONS, FILES, HOLDS];

/// The form of the file that this version writes.
const FORM: i64 = 1 + FORMS.len() as i64;

/// Who a pseudonym of the ledger is. Outside the chain, so that it can be forgotten: the one place of the journal that holds
/// anything personal.
const PERSONS: &str = "
    CREATE TABLE person (pseudonym TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
                         PRIMARY KEY (kind, value, pseudonym)) STRICT, WITHOUT ROWID;";

/// How long to wait for another process that appends.
const PATIENCE: Duration = Duration::from_secs(5);

/// `text` is an entry's canonical bytes. What is looked up is looked up in them, through indexes on expressions: there is no
/// second column that could say otherwise. The triggers stand against accidents; against intent stands the chain.
const CREATE: &str = "
    CREATE TABLE entry (seq INTEGER PRIMARY KEY, text TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE INDEX entry_by_kind ON entry (text ->> '$.event.kind', text ->> '$.event.store', seq);
    CREATE INDEX entry_by_intent ON entry (text ->> '$.event.intent') WHERE text ->> '$.event.intent' IS NOT NULL;
    CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;";

/// Texts of policies and maps, under the digests that entries name them by: their digests hold them to the chain.
const FILES: &str = "CREATE TABLE file (digest TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/// Numbers of the intents of store `?1` since its last apply began that no later entry names.
pub(super) const OPEN_INTENTS: &str = "
    SELECT seq FROM entry AS intended
    WHERE text ->> '$.event.kind' = 'batch-intended' AND text ->> '$.event.store' = ?1
      AND seq > coalesce((SELECT max(seq) FROM entry
                          WHERE text ->> '$.event.kind' = 'apply-started' AND text ->> '$.event.store' = ?1), 0)
      AND NOT EXISTS (SELECT 1 FROM entry AS told WHERE told.text ->> '$.event.intent' = intended.seq)
    ORDER BY seq";

/// What holds are about: an identity (its kind and value), or a condition (`store.table`, and the condition).
const HOLDS: &str = "
    CREATE TABLE hold_scope (hold TEXT NOT NULL, form TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
                             PRIMARY KEY (hold, form, kind, value)) STRICT, WITHOUT ROWID;";

/// Opens the journal, making it when the file is new or empty.
pub(super) fn open(path: &Path, clock: Clock) -> Result<Connection, JournalError> {
    private(path)?;
    let connect = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        // Before anything else: it also tells whether this is an SQLite file.
        let application = number(&connection, "application_id")?;
        Ok((connection, application))
    };
    let (mut connection, application) = connect().map_err(|error| explain(path, &error))?;
    if application == 0 {
        create(&mut connection, clock).map_err(|error| explain(path, &error))?;
    }
    check(&connection, path)?;
    upgrade(&mut connection).map_err(|error| explain(path, &error))?;
    // An entry is on the disk when its append returns.
    let durable = || {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "full")
    };
    durable().map_err(|error| explain(path, &error))?;
    Ok(connection)
}

/// Only who runs Abide may read the file: it tells who objected. SQLite gives the files beside it the same rights.
#[cfg(unix)]
fn private(path: &Path) -> Result<(), JournalError> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    let opened = std::fs::File::options().create(true).append(true).mode(0o600).open(path);
    let Ok(file) = opened else {
        // SQLite finds the words for what stands in the way.
        return Ok(());
    };
    let open_to_others = |mode: u32| mode & 0o077 != 0;
    match file.metadata() {
        Ok(found) if found.is_file() && open_to_others(found.permissions().mode()) => {
            let closed = file.set_permissions(std::fs::Permissions::from_mode(0o600));
            closed.map_err(|_| JournalError::ReadOnly { path: path.to_owned() })
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<(), JournalError> {
    Ok(())
}

/// Brings an older file up to date. Another process may have done so a moment ago.
fn upgrade(connection: &mut Connection) -> rusqlite::Result<()> {
    if number(connection, "user_version")? >= FORM {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = usize::try_from(number(&transaction, "user_version")?).unwrap_or_default();
    for addition in FORMS.iter().skip(found.saturating_sub(1)) {
        transaction.execute_batch(addition)?;
    }
    transaction.pragma_update(None, "user_version", FORM)?;
    transaction.commit()
}

/// Opens it without changing anything.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, JournalError> {
    // Not with the read-only flag: reading a file in WAL mode takes a right to write beside it, or nobody who ever wrote.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connect = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "query_only", true)?;
        number(&connection, "application_id")?;
        Ok(connection)
    };
    let connection = connect().map_err(|error| explain(path, &error))?;
    check(&connection, path)?;
    Ok(connection)
}

/// Makes tables and first entry at once, so that a journal has its identity from the start; not over a file that holds
/// something else. Another process may have made it a moment ago.
fn create(connection: &mut Connection, clock: Clock) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 = transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 {
        return Ok(());
    }
    transaction.execute_batch(CREATE)?;
    FORMS.iter().try_for_each(|addition| transaction.execute_batch(addition))?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", FORM)?;
    first_entry(&transaction, clock)?;
    transaction.commit()
}

fn first_entry(transaction: &Transaction<'_>, clock: Clock) -> rusqlite::Result<()> {
    let id: String = transaction.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?;
    let event = Event::JournalCreated { journal: id };
    let entry =
        Chain::after(Head::START).append(clock(), event).expect("the event holds no number with a fraction");
    let text = String::from_utf8_lossy(&entry.bytes);
    transaction.execute(
        "INSERT INTO entry (seq, text, hash) VALUES (1, ?1, ?2)",
        params![text, entry.hash.as_bytes()],
    )?;
    Ok(())
}

fn check(connection: &Connection, path: &Path) -> Result<(), JournalError> {
    let read = |name| number(connection, name).map_err(|error| explain(path, &error));
    if read("application_id")? != APPLICATION {
        return Err(JournalError::NotAJournal { path: path.to_owned() });
    }
    let found = read("user_version")?;
    if found > FORM {
        return Err(JournalError::Newer { path: path.to_owned(), found, known: FORM });
    }
    Ok(())
}

/// Whether a file, perhaps of an older form, has this table.
pub(super) fn has_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    let text = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)";
    connection.prepare_cached(text)?.query_row([name], |row| row.get(0))
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}
