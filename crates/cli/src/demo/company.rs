//! An invented company in an embedded database: its files, its tables, its people.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use rusqlite::Connection;

const POLICY: &str = include_str!("policy.toml");
const MAP: &str = include_str!("map.toml");
const SCHEMA: &str = include_str!("schema.sql");
const PEOPLE: &str = include_str!("people.sql");

/// Why the company could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FoundError {
    /// The folder holds something.
    #[error("{} is not empty: the demo writes only into a folder of its own", _0.display())]
    NotEmpty(PathBuf),
    /// A file cannot be written.
    #[error("{} cannot be written: {_1}", _0.display())]
    File(PathBuf, std::io::Error),
    /// The database cannot be written.
    #[error("the database {} cannot be written: {_1}", _0.display())]
    Database(PathBuf, rusqlite::Error),
}

/// The company, and where it is.
#[derive(Debug)]
pub(crate) struct Company {
    /// The folder of everything below.
    pub(crate) folder: PathBuf,
}

impl Company {
    /// Founds it in `folder`, which is empty or not there, with so many people, as of `today`.
    pub(crate) fn found(folder: &Path, today: Date, people: u32) -> Result<Self, FoundError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| FoundError::File(path, error)
        };
        fs::create_dir_all(folder).map_err(failed(folder))?;
        if fs::read_dir(folder).map_err(failed(folder))?.next().is_some() {
            return Err(FoundError::NotEmpty(folder.to_owned()));
        }
        let company = Self { folder: folder.to_owned() };
        for (path, text) in
            [(company.policy(), POLICY), (company.map(), MAP), (company.folder.join("schema.sql"), SCHEMA)]
        {
            fs::write(&path, text).map_err(failed(&path))?;
        }
        let database = company.database();
        fill(&database, today, people).map_err(|error| FoundError::Database(database, error))?;
        Ok(company)
    }

    /// Its policy.
    fn policy(&self) -> PathBuf {
        self.folder.join("policy.toml")
    }

    /// Its map.
    fn map(&self) -> PathBuf {
        self.folder.join("map.toml")
    }

    /// Its database.
    fn database(&self) -> PathBuf {
        self.folder.join("shop.db")
    }
}

fn fill(path: &Path, today: Date, people: u32) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    connection.execute_batch(SCHEMA)?;
    connection.execute_batch("BEGIN")?;
    connection.execute("CREATE TEMP TABLE demo (today TEXT, people INTEGER)", ())?;
    connection.execute("INSERT INTO demo VALUES (?1, ?2)", (today.to_string(), people))?;
    connection.execute_batch(PEOPLE)?;
    connection.execute_batch("COMMIT; ANALYZE")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn count(connection: &Connection, what: &str) -> u32 {
        connection.query_one(&format!("SELECT count(*) FROM {what}"), (), |row| row.get(0)).unwrap()
    }

    #[test]
    fn the_company_has_people_of_every_kind_and_age() {
        let folder = tempfile::tempdir().unwrap();
        let company = Company::found(folder.path(), date(2026, 11, 22), 3_000).unwrap();
        let connection = Connection::open(company.database()).unwrap();
        assert_eq!(count(&connection, "contacts"), 1_000);
        assert_eq!(count(&connection, "customers"), 1_000);
        assert_eq!(count(&connection, "applicants"), 1_000);
        assert_eq!(count(&connection, "contacts WHERE met_on IS NULL"), 25);
        assert!(count(&connection, "contracts WHERE ended_on IS NULL") > 100);
        assert!(count(&connection, "contracts WHERE ended_on < '2021-11-22'") > 100);
        assert!(count(&connection, "invoices WHERE issued_on < '2016-11-22'") > 50);
        assert!(count(&connection, "messages") > 100);
        assert_eq!(count(&connection, "messages WHERE sent_on > '2026-11-22'"), 0);
    }

    #[test]
    fn a_folder_in_use_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.txt"), "mine").unwrap();
        let error = Company::found(folder.path(), date(2026, 11, 22), 10).unwrap_err();
        assert!(error.to_string().contains("is not empty"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
