//! The archive of an SQLite store: a file of its own.
//!
//! What is copied is committed there by a second connection, durably, before the first commits what it removed: with a write-ahead
//! log SQLite commits several files one after the other, the data's first. What was copied for a batch that then did not happen is
//! taken out again. To be emptied or read the archive is attached to the first connection.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use abide_plan::{
    archive::{ATTACHED, ID, JOURNAL, LAST_DAY, Listed, SEQ},
    catalog::Dialect,
    quote,
    step::Sql,
};
use rusqlite::{Connection, params};

use super::{PATIENCE, Sqlite, bind, connect, explain};
use crate::store::{Access, StoreError};

/// Where the archive is, and the connection that copies into it.
pub(super) struct Archive {
    path: PathBuf,
    attached: bool,
    copier: Option<Connection>,
}

impl Archive {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, attached: false, copier: None }
    }
}

impl Sqlite {
    /// From now on values are archived in the file at `path`. Reading, it is there to be read.
    pub(super) fn set_archive(&mut self, path: PathBuf) -> Result<(), StoreError> {
        if same_file(&path, &self.path) {
            let reason = "the archive is the database itself; name another file".to_owned();
            return Err(StoreError::Failed { place: self.place.clone(), reason });
        }
        self.archive = Some(Archive::new(path));
        if self.access == Access::Read { self.attach() } else { Ok(()) }
    }

    /// Attaches the archive to the first connection, if there is one.
    pub(super) fn attach(&mut self) -> Result<(), StoreError> {
        let Some(archive) =
            self.archive.as_mut().filter(|archive| !archive.attached && archive.path.is_file())
        else {
            return Ok(());
        };
        attach(&self.connection, &archive.path)?;
        archive.attached = true;
        Ok(())
    }

    pub(super) fn detach(&mut self) -> Result<(), StoreError> {
        if self.archive.as_mut().is_none_or(|archive| !std::mem::take(&mut archive.attached)) {
            return Ok(());
        }
        // A statement that is kept may still name it.
        self.connection.flush_prepared_statement_cache();
        self.simple(&format!("DETACH DATABASE {ATTACHED}"))
    }

    /// The archive's tables; none when the file is not there.
    pub(super) fn listed(&mut self) -> Result<Option<Vec<Listed>>, StoreError> {
        let Some(archive) = self.archive.as_mut().filter(|archive| archive.path.is_file()) else {
            return Ok(None);
        };
        let place = archive.path.display().to_string();
        if archive.attached {
            return list(&self.connection).map(Some).map_err(|error| explain(&place, &error));
        }
        let copier = archive.copier(&self.path, self.access)?;
        list(copier).map(Some).map_err(|error| explain(&place, &error))
    }

    /// Makes the file, for its owner alone, and runs the statements.
    pub(super) fn make(&mut self, statements: &[String]) -> Result<(), StoreError> {
        let Some(archive) = self.archive.as_mut() else { return Ok(()) };
        let place = archive.path.display().to_string();
        if !archive.path.exists() {
            create(&archive.path)?;
        }
        let copier = archive.copier(&self.path, self.access)?;
        let run = || {
            copier.query_row(&format!("PRAGMA {ATTACHED}.journal_mode = WAL"), [], |_| Ok(()))?;
            copier.execute_batch(&format!("BEGIN; {}; COMMIT", statements.join("; ")))
        };
        run().map_err(|error| {
            drop(copier.execute_batch("ROLLBACK"));
            explain(&place, &error)
        })
    }

    /// Runs the statements in one durable transaction of the archive's own.
    pub(super) fn copy_over(&mut self, statements: &[Sql]) -> Result<Vec<u64>, StoreError> {
        let Some(archive) = self.archive.as_mut() else {
            let reason = "there is no archive to copy into".to_owned();
            return Err(StoreError::Failed { place: self.place.clone(), reason });
        };
        let place = archive.path.display().to_string();
        let copier = archive.copier(&self.path, self.access)?;
        let run = || {
            copier.execute_batch("BEGIN")?;
            let mut copied = Vec::new();
            for sql in statements {
                let mut statement = copier.prepare_cached(&sql.text)?;
                bind(&mut statement, &sql.params)?;
                copied.push(statement.raw_execute()? as u64);
            }
            copier.execute_batch("COMMIT")?;
            Ok(copied)
        };
        run().map_err(|error| {
            if !copier.is_autocommit() {
                drop(copier.execute_batch("ROLLBACK"));
            }
            explain(&place, &error)
        })
    }

    /// Takes out what the batch of that entry copied.
    pub(super) fn take_out(&mut self, journal: &str, seq: u64) -> Result<(), StoreError> {
        let Some(tables) = self.listed()? else { return Ok(()) };
        let Some(archive) = self.archive.as_mut() else { return Ok(()) };
        let place = archive.path.display().to_string();
        let copier = archive.copier(&self.path, self.access)?;
        for table in tables {
            let text = format!(
                "DELETE FROM {ATTACHED}.{} WHERE {JOURNAL} = ?1 AND {SEQ} = ?2",
                quote::quote(Dialect::Sqlite, &table.name)
            );
            let seq = i64::try_from(seq).unwrap_or(i64::MAX);
            copier.execute(&text, params![journal, seq]).map_err(|error| explain(&place, &error))?;
        }
        Ok(())
    }
}

impl Archive {
    /// The connection that copies: the data's file, of which it only reads, with the archive beside it.
    fn copier(&mut self, data: &Path, access: Access) -> Result<&Connection, StoreError> {
        if self.copier.is_none() {
            let connection = connect(data, access)?;
            let place = self.path.display().to_string();
            connection.busy_timeout(PATIENCE).map_err(|error| explain(&place, &error))?;
            attach(&connection, &self.path)?;
            self.copier = Some(connection);
        }
        Ok(self.copier.as_ref().expect("it was just made"))
    }
}

/// What is erased is overwritten, and what is committed is on the disk.
fn attach(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let place = path.display().to_string();
    let run = || {
        connection.execute(&format!("ATTACH DATABASE ?1 AS {ATTACHED}"), [path.to_string_lossy()])?;
        connection.query_row(&format!("SELECT count(*) FROM {ATTACHED}.sqlite_schema"), [], |_| Ok(()))?;
        connection.execute_batch(&format!(
            "PRAGMA {ATTACHED}.synchronous = FULL; PRAGMA {ATTACHED}.secure_delete = ON"
        ))
    };
    run().map_err(|error| explain(&place, &error))
}

fn list(connection: &Connection) -> rusqlite::Result<Vec<Listed>> {
    let writable = !connection.is_readonly(ATTACHED)?;
    let mut statement = connection.prepare(&format!(
        "SELECT name FROM pragma_table_list WHERE schema = '{ATTACHED}' AND type = 'table'
           AND EXISTS (SELECT 1 FROM pragma_table_xinfo(pragma_table_list.name, '{ATTACHED}') AS c WHERE c.name = '{LAST_DAY}')
         ORDER BY name"
    ))?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut tables = Vec::new();
    for name in names {
        let mut statement =
            connection.prepare_cached("SELECT name FROM pragma_table_xinfo(?1, ?2) ORDER BY cid")?;
        let columns = statement.query_map([name.as_str(), ATTACHED], |row| row.get(0))?;
        tables.push(Listed { columns: columns.collect::<rusqlite::Result<_>>()?, name, writable });
    }
    debug_assert!(tables.iter().all(|table| table.columns.iter().any(|column| column == ID)));
    Ok(tables)
}

/// An empty file that only its owner may open.
fn create(path: &Path) -> Result<(), StoreError> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| StoreError::Denied {
        place: format!("the archive {}", path.display()),
        reason: error.to_string(),
    })
}

fn same_file(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    whole(one) == whole(other)
}
