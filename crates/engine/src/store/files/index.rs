//! The index: a database of its own in a private temporary file, with a table for each set and a row for each file, so that files
//! are asked in the way of any other store. It is filled by going through them, and forgotten with the connection.

use abide_plan::{catalog::Dialect, quote};
use abide_policy::map::FolderRules;
use jiff::Timestamp;
use rusqlite::{Connection, params_from_iter, types::Value};

use super::{
    super::StoreError,
    file::{Mark, Met, Passed, Record},
    name,
    place::Place,
    set::Set,
};

/// What was noticed while filling it.
#[derive(Debug, Default, Clone)]
pub(super) struct Noticed {
    pub(super) passed: Passed,
    /// Files of no set.
    pub(super) unmapped: u64,
    /// Files of two sets or more, with the first two.
    pub(super) ambiguous: u64,
    pub(super) both: Option<(String, String)>,
    /// Files of a set that have another name elsewhere.
    pub(super) linked: u64,
    /// Files of a set whose name is not UTF-8.
    pub(super) unreadable_names: u64,
}

/// Beside the sets: where each file is, in bytes, and its mark. Rows that go are noted, in their order; rows that must stay stay.
const TABLES: &str = "
    CREATE TABLE abide_file (number INTEGER PRIMARY KEY, path BLOB, identity INTEGER, identity_too INTEGER, size INTEGER,
                             seconds INTEGER, nanoseconds INTEGER);
    CREATE TEMP TABLE abide_going (place INTEGER PRIMARY KEY, number INTEGER);
    CREATE TEMP TABLE abide_kept (number INTEGER PRIMARY KEY);";

/// An index without a file.
pub(super) fn make(sets: &[Set]) -> rusqlite::Result<Connection> {
    // Without a name: a file that SQLite makes among the temporary ones, and that goes with the connection.
    let connection = Connection::open("")?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.execute_batch(TABLES)?;
    for set in sets {
        connection.execute_batch(&set.create())?;
        connection.execute_batch(&guard(&set.name))?;
    }
    Ok(connection)
}

/// Forgets every file, as if none had been met. No file goes by it.
pub(super) fn empty(connection: &Connection, sets: &[Set]) -> rusqlite::Result<()> {
    connection.pragma_update(None, "query_only", false)?;
    for set in sets {
        connection
            .execute_batch(&format!("DELETE FROM main.{}", quote::quote(Dialect::Sqlite, &set.name)))?;
    }
    connection.execute_batch("DELETE FROM abide_file; DELETE FROM temp.abide_going")
}

/// A row that is deleted is a file that is to go; what is in a file is not written over.
fn guard(set: &str) -> String {
    let table = quote::quote(Dialect::Sqlite, set);
    let named = |what: &str| quote::quote(Dialect::Sqlite, &format!("abide_{what}_{set}"));
    format!(
        "CREATE TEMP TRIGGER {} BEFORE DELETE ON main.{table}
           WHEN EXISTS (SELECT 1 FROM temp.abide_kept WHERE number = OLD._rowid_)
           BEGIN SELECT RAISE(IGNORE); END;
         CREATE TEMP TRIGGER {} AFTER DELETE ON main.{table}
           BEGIN INSERT INTO abide_going (number) VALUES (OLD._rowid_); END;
         CREATE TEMP TRIGGER {} BEFORE UPDATE ON main.{table}
           BEGIN SELECT RAISE(ABORT, 'what is in a file is not written over'); END;",
        named("kept"),
        named("going"),
        named("whole"),
    )
}

/// Fills it, in one transaction.
pub(super) fn fill(
    connection: &Connection,
    place: &dyn Place,
    rules: FolderRules,
    sets: &[Set],
) -> Result<Noticed, StoreError> {
    let failed = |error: rusqlite::Error| failure(place.name(), &error);
    let transaction = connection.unchecked_transaction().map_err(failed)?;
    let mut filler = Filler { connection, sets, noticed: Noticed::default(), number: 0 };
    let passed = place.scan(rules, &mut |met| filler.file(&met).map_err(failed))?;
    let noticed = Noticed { passed, ..filler.noticed };
    transaction.commit().map_err(failed)?;
    Ok(noticed)
}

struct Filler<'a> {
    connection: &'a Connection,
    sets: &'a [Set],
    noticed: Noticed,
    number: i64,
}

impl Filler<'_> {
    fn file(&mut self, met: &Met<'_>) -> rusqlite::Result<()> {
        let (path, readable) = name::text(met.path);
        let mut found = self.sets.iter().filter_map(|set| Some((set, set.read(&path)?)));
        let Some((set, values)) = found.next() else {
            self.noticed.unmapped += 1;
            return Ok(());
        };
        if let Some((other, _)) = found.next() {
            self.noticed.ambiguous += 1;
            self.noticed.both.get_or_insert_with(|| (set.name.clone(), other.name.clone()));
            return Ok(());
        }
        self.noticed.linked += u64::from(met.names > 1);
        self.noticed.unreadable_names += u64::from(!readable);
        self.number += 1;
        self.record(met)?;
        self.row(set, &path, &met.mark, values)
    }

    fn record(&self, met: &Met<'_>) -> rusqlite::Result<()> {
        let Mark { identity: (first, second), size, modified: (seconds, nanoseconds) } = met.mark;
        let text = "INSERT INTO abide_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values =
            (self.number, met.path, first.cast_signed(), second.cast_signed(), size, seconds, nanoseconds);
        self.connection.prepare_cached(text)?.execute(values).map(drop)
    }

    fn row(&self, set: &Set, path: &str, mark: &Mark, captured: Vec<Option<String>>) -> rusqlite::Result<()> {
        let (folder, name) = name::split(path);
        let text = |text: &str| Value::Text(text.to_owned());
        let modified = Value::Text(moment(mark.modified.0));
        let own = [self.number.into(), text(path), text(name), text(folder), mark.size.into(), modified];
        let values = own.into_iter().chain(captured.into_iter().map(Value::from));
        self.connection.prepare_cached(&set.insert())?.execute(params_from_iter(values)).map(drop)
    }
}

/// The files that rows deleted since the last time stood for, ordered by their paths.
pub(super) fn going(connection: &Connection) -> rusqlite::Result<Vec<Record>> {
    let text = "SELECT f.number, f.path, f.identity, f.identity_too, f.size, f.seconds, f.nanoseconds
                FROM temp.abide_going AS g JOIN abide_file AS f USING (number) ORDER BY f.path";
    let mut statement = connection.prepare_cached(text)?;
    let record = |row: &rusqlite::Row<'_>| {
        Ok(Record {
            number: row.get(0)?,
            path: row.get(1)?,
            mark: Mark {
                identity: (row.get::<_, i64>(2)?.cast_unsigned(), row.get::<_, i64>(3)?.cast_unsigned()),
                size: row.get(4)?,
                modified: (row.get(5)?, row.get(6)?),
            },
        })
    };
    statement.query_map([], record)?.collect()
}

/// Has rows stay, whatever is to be deleted.
pub(super) fn keep(connection: &Connection, numbers: &[i64]) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("INSERT OR IGNORE INTO temp.abide_kept VALUES (?1)")?;
    numbers.iter().try_for_each(|number| statement.execute([number]).map(drop))
}

/// An index's own failure: it is among the temporary files that disk or memory may be full.
pub(super) fn failure(place: &str, error: &rusqlite::Error) -> StoreError {
    super::super::sqlite::explain(&format!("the index of {place}"), error)
}

/// As text in UTC. A time that no calendar has is as long ago as one can be, and so found out by the rules for dates.
fn moment(seconds: i64) -> String {
    let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN);
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
