//! Who the pseudonyms of the ledger are, and what they decided.

use abide_ledger::{Event, Witness, persons::Persons};
use rusqlite::{Transaction, params};

use super::{Journal, JournalError, schema};

/// One identity of a person whom the ledger knows by a pseudonym.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// The pseudonym.
    pub pseudonym: String,
    /// The kind of identity, as maps name it.
    pub kind: String,
    /// The value, in the form in which it is compared.
    pub value: String,
}

/// The value is nobody's business who reads a log.
impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Known").field("pseudonym", &self.pseudonym).field("kind", &self.kind).finish()
    }
}

impl Journal {
    /// What all persons have decided until now.
    pub fn persons(&self) -> Result<Persons, JournalError> {
        self.persons_before(u64::MAX)
    }

    /// What all persons had decided before entry `seq` was written.
    pub fn persons_before(&self, seq: u64) -> Result<Persons, JournalError> {
        let mut persons = Persons::default();
        let entries = self.entries_of(&["person-ended", "person-consented"])?;
        for entry in entries.iter().filter(|entry| entry.seq < seq) {
            persons.follow(entry);
        }
        Ok(persons)
    }

    /// Every identity of every person.
    pub fn identities(&self) -> Result<Vec<Known>, JournalError> {
        let mut all = Vec::new();
        self.each_identity(|known| all.push(known))?;
        Ok(all)
    }

    /// The pseudonyms of whom an identity names.
    pub fn pseudonyms(&self, kind: &str, value: &str) -> Result<Vec<String>, JournalError> {
        let mut found = Vec::new();
        self.each_identity(|known| {
            if (known.kind.as_str(), known.value.as_str()) == (kind, value) {
                found.push(known.pseudonym);
            }
        })?;
        Ok(found)
    }

    /// A pseudonym that nobody has: of chance, so that it tells nothing.
    pub fn new_pseudonym(&self) -> Result<String, JournalError> {
        let made = self.connection.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0));
        made.map_err(|error| self.explain(&error))
    }

    /// Writes decisions down with the identities of whom they are of: all of it, or nothing.
    pub fn decide(&mut self, events: Vec<Event>, identities: &[Known]) -> Result<Vec<Witness>, JournalError> {
        self.append_beside(events, |transaction| note(transaction, identities))
    }

    fn each_identity(&self, mut each: impl FnMut(Known)) -> Result<(), JournalError> {
        let mut read = || {
            // A file of the first form, opened for reading.
            if !schema::has_table(&self.connection, "person")? {
                return Ok(());
            }
            let text = "SELECT pseudonym, kind, value FROM person ORDER BY pseudonym, kind, value";
            let mut statement = self.connection.prepare_cached(text)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(Known { pseudonym: row.get(0)?, kind: row.get(1)?, value: row.get(2)? });
            }
            Ok(())
        };
        read().map_err(|error| self.explain(&error))
    }
}

fn note(transaction: &Transaction<'_>, identities: &[Known]) -> rusqlite::Result<()> {
    let text = "INSERT OR IGNORE INTO person (pseudonym, kind, value) VALUES (?1, ?2, ?3)";
    let mut insert = transaction.prepare_cached(text)?;
    for known in identities {
        insert.execute(params![known.pseudonym, known.kind, known.value])?;
    }
    Ok(())
}
