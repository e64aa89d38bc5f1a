//! Files as a store: of a folder, or the objects of a bucket.
//!
//! Its tables are the sets of files that the map names. Going through them fills an [`index`], and everything that asks is put to
//! that. What changes is put to it as well: when rows of it are deleted and the transaction is committed, their files are removed,
//! before which they are written down ([`list`]). Nothing is removed that was not looked at twice: the index is made anew for each
//! apply, and a file must be what it was when the index was made. What a folder and a bucket differ in is a [`place`].

mod bucket;
mod draft;
mod file;
mod findings;
mod folder;
mod index;
mod list;
mod name;
mod named;
mod place;
mod set;

use std::{collections::BTreeMap, ops::ControlFlow, path::PathBuf};

use abide_plan::{
    catalog::{Catalog, Dialect, Table, TableName},
    draft::FileSet,
    quote,
    step::Sql,
    value::Value,
};
use abide_policy::{
    finding::Finding,
    map::{FolderRules, MapStore},
};

pub use self::named::Files;
use self::{
    bucket::Bucket,
    file::{Mark, Reasons, Record},
    folder::Folder,
    index::Noticed,
    list::{Announced, List, Listed},
    place::Place,
    set::Set,
};
use super::{Access, Lists, Store, StoreError, plain, sqlite::Sqlite};
use crate::crash;

/// How statements about tokens begin; those go to the evidence, and need no index.
const MAKE_TOKENS: &str = "CREATE TABLE abide_token";
const INSERT_TOKEN: &str = "INSERT INTO abide_token";

/// A folder, or a bucket.
pub(super) struct FileStore {
    index: Sqlite,
    place: Box<dyn Place>,
    name: String,
    rules: FolderRules,
    sets: Vec<Set>,
    access: Access,
    noticed: Option<Noticed>,
    tokens: bool,
    /// Of the open transaction: the files that are to go, statement by statement.
    going: Vec<Group>,
    /// Of the open transaction: the number of its token's row.
    token: Option<i64>,
    removed: Option<Vec<u64>>,
    reasons: Reasons,
    /// Files went and the token could not be written: nothing certain can be said until it is looked at again.
    lost: Option<String>,
}

/// The files of one statement.
struct Group {
    table: String,
    records: Vec<Record>,
}

/// Where files are.
pub(super) enum Address {
    /// In a folder.
    Folder(PathBuf),
    /// In a bucket of an object store.
    Bucket(Box<bucket::Address>),
}

impl Address {
    /// Reads the address of a bucket, written at `origin`.
    pub(super) fn bucket(text: &str, origin: &str) -> Result<Self, String> {
        bucket::read(text, origin).map(|address| Self::Bucket(Box::new(address)))
    }

    fn open(&self) -> Result<Box<dyn Place>, StoreError> {
        Ok(match self {
            Self::Folder(path) => Box::new(Folder::open(path)?),
            Self::Bucket(address) => Box::new(Bucket::open(address)?),
        })
    }
}

impl FileStore {
    /// Opens the files at an address, with the sets and rules of the map, if there is one.
    pub(super) fn open(
        address: &Address,
        map: Option<&MapStore>,
        access: Access,
    ) -> Result<Self, StoreError> {
        let place = address.open()?;
        let sets = map.map(Set::all).unwrap_or_default();
        let connection = index::make(&sets).map_err(|error| index::failure(place.name(), &error))?;
        let mut store = Self {
            index: Sqlite::over(connection, place.name().to_owned(), access),
            place,
            name: map.map(|map| map.name.value.clone()).unwrap_or_default(),
            rules: map.map(|map| map.folder).unwrap_or_default(),
            sets,
            access,
            noticed: None,
            tokens: false,
            going: Vec::new(),
            token: None,
            removed: None,
            reasons: Reasons::new(),
            lost: None,
        };
        if store.place.fetch_tokens()? {
            store.attach()?;
        }
        Ok(store)
    }

    /// Has the tokens in reach, under a schema of their own.
    fn attach(&mut self) -> Result<(), StoreError> {
        if self.tokens {
            return Ok(());
        }
        let path = self.place.tokens();
        let connection = &self.index.connection;
        let attached = connection.execute("ATTACH ?1 AS evidence", [path.to_string_lossy()]).and_then(|_| {
            connection.pragma_update(Some("evidence"), "synchronous", "full")?;
            // Reads the header: what is no database is told now.
            connection.query_row("SELECT count(*) FROM evidence.sqlite_schema", [], |_| Ok(()))
        });
        attached.map_err(|error| super::sqlite::explain(&path.display().to_string(), &error))?;
        self.tokens = true;
        Ok(())
    }

    /// Fills the index, once, unless it is only for tokens.
    fn ready(&mut self, text: &str) -> Result<(), StoreError> {
        if let Some(reason) = &self.lost {
            return Err(StoreError::Lost { place: self.place.name().to_owned(), reason: reason.clone() });
        }
        if self.noticed.is_some() || text.contains("abide_token") {
            return Ok(());
        }
        self.noticed = Some(index::fill(&self.index.connection, &*self.place, self.rules, &self.sets)?);
        if self.access == Access::Read {
            let locked = self.index.connection.pragma_update(None, "query_only", true);
            locked.map_err(|error| self.failure(&error))?;
        }
        Ok(())
    }

    /// Makes the index anew, for who only reads: what is to be removed hangs on one that stays.
    fn refill(&mut self) -> Result<(), StoreError> {
        if self.noticed.is_none() || self.access == Access::Write {
            return Ok(());
        }
        self.noticed = None;
        let emptied = index::empty(&self.index.connection, &self.sets);
        emptied.map_err(|error| self.failure(&error))?;
        self.ready("")
    }

    fn failure(&self, error: &rusqlite::Error) -> StoreError {
        index::failure(self.place.name(), error)
    }

    /// Which set's rows a statement deletes.
    fn deletes(&self, text: &str) -> Option<String> {
        let table = text.strip_prefix("DELETE FROM ")?;
        let is = |set: &&Set| {
            table
                .strip_prefix(&quote::quote(Dialect::Sqlite, &set.name))
                .is_some_and(|rest| rest.starts_with(' '))
        };
        self.sets.iter().find(is).map(|set| set.name.clone())
    }

    /// Deletes rows, but for those whose files may not go now. That is seen by deleting them: then the statement is run again,
    /// and leaves those out.
    fn delete(&mut self, table: String, sql: &Sql) -> Result<u64, StoreError> {
        self.index.execute(&plain("SAVEPOINT abide_files"))?;
        let mut changed = self.index.execute(sql)?;
        let mut records = self.taken()?;
        let kept = self.place.kept(&records, &mut self.reasons)?;
        if !kept.is_empty() {
            self.index.execute(&plain("ROLLBACK TO abide_files"))?;
            index::keep(&self.index.connection, &kept).map_err(|error| self.failure(&error))?;
            changed = self.index.execute(sql)?;
            records = self.taken()?;
        }
        self.index.execute(&plain("RELEASE abide_files"))?;
        self.going.push(Group { table, records });
        Ok(changed)
    }

    fn taken(&self) -> Result<Vec<Record>, StoreError> {
        let connection = &self.index.connection;
        let records = index::going(connection).and_then(|records| {
            connection.execute("DELETE FROM temp.abide_going", [])?;
            Ok(records)
        });
        records.map_err(|error| self.failure(&error))
    }

    /// Removes what is to go: written down before, counted after, in the token of the batch.
    fn remove(&mut self) -> Result<(), StoreError> {
        let groups = std::mem::take(&mut self.going);
        let announced = self.announced()?;
        let listed = groups.iter().map(|group| Listed::of(&group.table, &group.records)).collect();
        self.place.keep_list(&List { announced, groups: listed })?;
        let concluded = self.unlink(&groups).and_then(|counts| {
            crash::point("after-unlinks");
            self.tell(&groups, &counts)?;
            self.index.commit()?;
            self.place.keep_tokens()?;
            Ok(counts)
        });
        match concluded {
            Ok(counts) => self.removed = Some(counts),
            Err(error) => {
                self.lost = Some(error.to_string());
                return Err(error);
            }
        }
        // It is of no use any more, and does no harm: the token is there.
        self.place.forget_list()
    }

    /// The last statement's files first: they are what the step is about, and the others hang on them. Where one of them stays, so
    /// do all that might be what its period counts from.
    fn unlink(&mut self, groups: &[Group]) -> Result<Vec<u64>, StoreError> {
        let mut counts = vec![0; groups.len()];
        for (place, group) in groups.iter().enumerate().rev() {
            let mut reasons = Reasons::new();
            counts[place] = self.place.remove(self.rules.prune, &group.records, &mut reasons)?;
            let stays = !reasons.is_empty();
            self.reasons.append(&mut reasons);
            if stays {
                break;
            }
        }
        Ok(counts)
    }

    /// What the token of the open transaction says.
    fn announced(&self) -> Result<Announced, StoreError> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Announced {
                journal: row.get(0)?,
                seq: row.get(1)?,
                hash: row.get(2)?,
                plan: row.get(3)?,
                step: row.get(4)?,
                batch: row.get(5)?,
            })
        };
        let text =
            "SELECT journal, seq, hash, plan, step, batch FROM evidence.abide_token WHERE _rowid_ = ?1";
        let found = self.token.map(|token| self.index.connection.query_row(text, [token], read));
        found.unwrap_or(Err(rusqlite::Error::QueryReturnedNoRows)).map_err(|error| self.failure(&error))
    }

    /// Corrects the token to what really went.
    fn tell(&self, groups: &[Group], counts: &[u64]) -> Result<(), StoreError> {
        let tables: Vec<&str> = groups.iter().map(|group| group.table.as_str()).collect();
        let (changed, with) = told(&tables, counts);
        let text = "UPDATE evidence.abide_token SET changed = ?1, gone_with = ?2 WHERE _rowid_ = ?3";
        let done = self.index.connection.execute(text, (changed, with, self.token));
        done.map(drop).map_err(|error| self.failure(&error))
    }

    /// How many files of a list are not there any more, or are others. That they went is certain when this returns.
    fn gone(&self, listed: &Listed) -> Result<u64, StoreError> {
        let (paths, identities) = listed.files();
        let there = self.place.look(&paths)?;
        let is_other = |(found, known): (&Option<Mark>, &(u64, u64))| {
            found.as_ref().is_none_or(|mark| mark.identity != *known)
        };
        let others: Vec<bool> = there.iter().zip(&identities).map(is_other).collect();
        let gone: Vec<Vec<u8>> =
            paths.into_iter().zip(others).filter_map(|(path, other)| other.then_some(path)).collect();
        self.place.settle(&gone)?;
        Ok(gone.len() as u64)
    }

    /// What an interrupted apply was removing is looked at: what is gone went by it, and its token says so.
    fn recover(&mut self) -> Result<(), StoreError> {
        let Some(list) = self.place.list()? else { return Ok(()) };
        let connection = &self.index.connection;
        let there = "SELECT EXISTS (SELECT 1 FROM evidence.abide_token WHERE journal = ?1 AND seq = ?2)";
        let Announced { journal, seq, hash, plan, step, batch } = &list.announced;
        let there: bool = connection
            .query_row(there, (journal, seq), |row| row.get(0))
            .map_err(|error| self.failure(&error))?;
        if !there {
            let counts =
                list.groups.iter().map(|listed| self.gone(listed)).collect::<Result<Vec<u64>, _>>()?;
            let tables: Vec<&str> = list.groups.iter().map(|group| group.table.as_str()).collect();
            let (changed, with) = told(&tables, &counts);
            let text =
                "INSERT INTO evidence.abide_token (journal, seq, hash, plan, step, batch, changed, gone_with)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            if counts.iter().any(|count| *count > 0) {
                connection
                    .execute(text, (journal, seq, hash, plan, step, batch, changed, with))
                    .map_err(|error| self.failure(&error))?;
                self.place.keep_tokens()?;
            }
        }
        self.place.forget_list()
    }
}

/// What a token says of counts, statement by statement: those of the last one are the step's own.
fn told(tables: &[&str], counts: &[u64]) -> (i64, String) {
    let number = |count: &u64| i64::try_from(*count).unwrap_or(i64::MAX);
    let with: Vec<serde_json::Value> = tables
        .iter()
        .zip(counts)
        .take(tables.len().saturating_sub(1))
        .map(|(table, rows)| serde_json::json!({ "rows": rows, "table": table }))
        .collect();
    (counts.last().map_or(0, number), serde_json::Value::Array(with).to_string())
}

impl Store for FileStore {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn place(&self) -> &str {
        self.index.place()
    }

    fn catalog(&mut self) -> Result<Catalog, StoreError> {
        self.index.catalog()
    }

    fn lend(&mut self, lists: Lists) {
        self.index.lend(lists);
    }

    fn estimates(&mut self) -> Result<BTreeMap<TableName, u64>, StoreError> {
        self.ready("")?;
        let mut estimates = BTreeMap::new();
        for set in self.sets.clone() {
            let count = self.index.count(&plain(format!(
                "SELECT count(*) FROM {}",
                quote::quote(Dialect::Sqlite, &set.name)
            )))?;
            estimates.insert(TableName { schema: None, name: set.name }, count);
        }
        Ok(estimates)
    }

    fn findings(&mut self) -> Result<Vec<Finding>, StoreError> {
        self.ready("")?;
        Ok(self.noticed.as_ref().map(|noticed| findings::findings(&self.name, noticed)).unwrap_or_default())
    }

    fn suggestions(&mut self) -> Result<Option<Vec<FileSet>>, StoreError> {
        let mut shapes = draft::Shapes::default();
        self.place.scan(self.rules, &mut |met| {
            let (path, _) = name::text(met.path);
            if self.sets.iter().all(|set| set.read(&path).is_none()) {
                shapes.add(&path);
            }
            Ok(())
        })?;
        Ok(Some(shapes.sets()))
    }

    fn stream(
        &mut self,
        sql: &Sql,
        each: &mut dyn FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.ready(&sql.text)?;
        self.index.stream(sql, each)
    }

    fn execute(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        self.ready(&sql.text)?;
        if let Some(rest) = sql.text.strip_prefix(MAKE_TOKENS) {
            self.index.execute(&plain(format!("CREATE TABLE evidence.abide_token{rest}")))?;
            return self.place.keep_tokens().map(|()| 0);
        }
        if let Some(table) = self.deletes(&sql.text) {
            return self.delete(table, sql);
        }
        let changed = self.index.execute(sql)?;
        if sql.text.starts_with(INSERT_TOKEN) {
            self.token = Some(self.index.connection.last_insert_rowid());
        }
        Ok(changed)
    }

    fn execute_temporary(&mut self, sql: &Sql) -> Result<u64, StoreError> {
        self.ready("")?;
        self.index.execute_temporary(sql)
    }

    fn look_again(&mut self) -> Result<(), StoreError> {
        self.refill()
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.ready("")?;
        self.removed = None;
        self.index.begin()
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        let files = self.going.iter().any(|group| !group.records.is_empty());
        if files {
            return self.remove();
        }
        self.index.commit()?;
        if self.token.take().is_some() { self.place.keep_tokens() } else { Ok(()) }
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.going.clear();
        self.token = None;
        self.index.rollback()
    }

    /// Settles as well what an interrupted apply left: nobody else can be at work on it under this lock.
    fn try_lock(&mut self) -> Result<bool, StoreError> {
        if self.place.is_locked() {
            return Ok(true);
        }
        if !self.place.lock()? {
            return Ok(false);
        }
        self.place.fetch_tokens()?;
        self.attach()?;
        self.recover()?;
        Ok(true)
    }

    fn rows(
        &mut self,
        table: &Table,
        condition: Option<&Sql>,
        limit: Option<u64>,
    ) -> Result<Vec<Vec<Value>>, StoreError> {
        self.ready("")?;
        self.index.rows(table, condition, limit)
    }

    fn removed(&mut self) -> Option<Vec<u64>> {
        self.removed.take()
    }

    /// Nobody else uses the index.
    fn holds_others(&self) -> bool {
        false
    }

    fn left_alone(&mut self) -> Option<String> {
        let reasons = std::mem::take(&mut self.reasons);
        (!reasons.is_empty()).then(|| reasons.into_iter().collect::<Vec<_>>().join("; "))
    }
}
