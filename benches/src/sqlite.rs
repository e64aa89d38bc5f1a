//! SQLite: a file a shape, copied.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use abide_plan::catalog::Dialect;
use rusqlite::Connection;

use crate::{
    Result,
    company::{self, Shape, Size},
    ground::Ground,
    tell,
};

/// Files in a folder, in WAL mode as files with more than one user are, else with SQLite's own settings.
pub(crate) struct Sqlite {
    folder: PathBuf,
}

impl Sqlite {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    fn template(&self, shape: Shape, size: Size) -> PathBuf {
        self.folder.join(format!("{}-{}-{}.db", shape.name(), size.rows, size.expired))
    }

    fn the_copy(&self) -> PathBuf {
        self.folder.join("copy.db")
    }
}

impl Ground for Sqlite {
    fn name(&self) -> &'static str {
        "SQLite"
    }

    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn make(&mut self, shape: Shape, size: Size) -> Result<String> {
        let path = self.template(shape, size);
        let address = format!("sqlite:{}", path.display());
        if path.exists() {
            return Ok(address);
        }
        tell(&format!("SQLite: making {} rows, {}", size.rows, shape.name()));
        let unfinished = path.with_extension("unfinished");
        drop(fs::remove_file(&unfinished));
        let connection = Connection::open(&unfinished)?;
        connection.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
        let [table, indexes @ ..] = company::schema(Dialect::Sqlite);
        for statement in [table, &company::rows(Dialect::Sqlite, shape, size)].into_iter().chain(indexes) {
            connection.execute(statement, [])?;
        }
        connection.execute("ANALYZE", [])?;
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.close().map_err(|(_, error)| error)?;
        fs::rename(unfinished, path)?;
        Ok(address)
    }

    fn copy(&mut self, shape: Shape, size: Size) -> Result<String> {
        self.make(shape, size)?;
        let copy = self.the_copy();
        for end in ["", "-wal", "-shm", "-journal"] {
            drop(fs::remove_file(format!("{}{end}", copy.display())));
        }
        fs::copy(self.template(shape, size), &copy)?;
        // What the copy left to be written must not be waited for by what is measured.
        File::open(&copy)?.sync_all()?;
        Ok(format!("sqlite:{}", copy.display()))
    }

    fn by_hand(&mut self, statements: &[&str]) -> Result<(u64, Duration)> {
        let mut connection = Connection::open(self.the_copy())?;
        let since = Instant::now();
        let transaction = connection.transaction()?;
        let mut rows = 0;
        for statement in statements {
            rows = transaction.execute(statement, [])?;
        }
        transaction.commit()?;
        Ok((rows as u64, since.elapsed()))
    }

    fn number(&mut self, query: &str) -> Result<(u64, Duration)> {
        let connection = Connection::open(self.the_copy())?;
        let since = Instant::now();
        let number: i64 = connection.query_row(query, [], |row| row.get(0))?;
        Ok((number.unsigned_abs(), since.elapsed()))
    }
}
