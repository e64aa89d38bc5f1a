//! Bringing archived records back into the data in use: because they went by mistake, or under a policy that was wrong.
//!
//! A record that still exists gets back what left it; one that is gone is inserted again. What else happens is decided by what is
//! true once the record is back: it is written in a transaction, looked at, and kept or rolled back.

use abide_ledger::{ArchivedRows, Reason, TableRows};
use abide_plan::{
    archive::{self, Listed},
    catalog::Dialect,
    quote,
};
use abide_policy::map::MapStore;
use serde::Serialize;
use thiserror::Error;

use super::{
    ArchiveError, ReadArchiveError, Wanted, Warrant, granted_to,
    life::{self, Life},
    reading, usable,
    writing::Writing,
};
use crate::{
    apply::{ApplyError, returning},
    journal::{Clock, Journal, JournalError, OpenReturn, Past},
    session::{ExplainError, Reached, Session},
    store::{Access, Kind, StoreError},
};

/// Why nothing was brought back.
#[derive(Debug, Error)]
pub enum ReturnError {
    /// What is asked for cannot be looked for, or the archive not be read.
    #[error(transparent)]
    Read(#[from] ReadArchiveError),
    /// The store archives nothing.
    #[error("the store {0} has no archive: nothing of it can come back")]
    NoArchive(String),
    /// The archive's place is not there.
    #[error(
        "the archive {place} of the store {store} is not there, or its user may not see it: put it back, or correct `archive` in the map"
    )]
    Missing {
        /// The store.
        store: String,
        /// The archive's place.
        place: String,
    },
    /// What the record needs is not so.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The user may not write the records.
    #[error(
        "the records of {table} in the store {store} cannot be written: its user needs the right to read, add and change rows there \
         and to take them out of the archive"
    )]
    NoRights {
        /// The store.
        store: String,
        /// The table.
        table: String,
        /// The statements that give them.
        statements: Vec<String>,
    },
    /// The store or the journal is not as it has to be, or failed.
    #[error("store {store}: {cause}")]
    Apply {
        /// Its name in the map.
        store: String,
        /// What happened.
        #[source]
        cause: ApplyError,
    },
    /// What becomes of a record could not be told.
    #[error(transparent)]
    Explain(#[from] ExplainError),
    /// The journal could not be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// Why a record may not come back. Nothing of what was asked for does.
#[derive(Debug, Error)]
pub enum Refusal {
    /// Another record has the key.
    #[error("the key that the record of {0} had is another record's now: it cannot come back")]
    KeyTaken(String),
    /// Several records had the key, one after the other.
    #[error("several records of {0} had this key, one after the other: name the person with --identity")]
    Several(String),
    /// What is in its place holds something else.
    #[error(
        "the record of {place} holds other values now than were archived ({columns}): it was changed since, or is another record's"
    )]
    Changed {
        /// `store.table`
        place: String,
        /// The columns.
        columns: String,
    },
    /// What it refers to is gone.
    #[error(
        "the record of {place} refers to one of {table} that is not there any more: bring that one back first"
    )]
    ReferenceGone {
        /// `store.table`
        place: String,
        /// The table that it refers to.
        table: String,
    },
    /// Something that it cannot be without was not archived.
    #[error("the record of {place} cannot be without a value in {columns}, and none was archived")]
    NotArchived {
        /// `store.table`
        place: String,
        /// The columns.
        columns: String,
    },
    /// Something was archived that has no place any more.
    #[error("the table {place} has no column for what was archived in {columns}: it would be lost")]
    NoColumn {
        /// `store.table`
        place: String,
        /// The columns of the archive.
        columns: String,
    },
    /// The person ended what it was archived for.
    #[error("the person ended {activity} for the record of {place}, by {by}: it may not come back")]
    Ended {
        /// `store.table`
        place: String,
        /// The activity.
        activity: String,
        /// What the person did.
        by: &'static str,
    },
    /// A hold would not know it any more.
    #[error(
        "the hold {hold} may be about the record of {place}, and would not know it where it is used: it stays in the archive until \
         the hold is closed"
    )]
    Held {
        /// `store.table`
        place: String,
        /// The hold.
        hold: String,
    },
    /// The database does not take it.
    #[error("the database does not take the record of {place} back: {reason}")]
    NotTaken {
        /// `store.table`
        place: String,
        /// What it said.
        reason: String,
    },
}

/// A record that comes back, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Returned {
    /// `store.table`
    pub place: String,
    /// Its primary key.
    pub key: Vec<String>,
    /// Whether it was gone, and is inserted again; else it gets back what had left it.
    pub whole: bool,
    /// What it was archived for.
    pub archived: Vec<Kept>,
    /// The columns that get their values back.
    pub columns: Vec<String>,
    /// Columns of which nothing was archived: they are empty from now on.
    pub empty: Vec<String>,
    /// What the next apply would do with it, under the policy of today.
    pub next: Next,
}

/// What an archived row was kept for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The activity, or the hold.
    pub activity: String,
    /// The day on which it would have gone from the archive; none: no day on the calendar.
    pub last_day: Option<String>,
}

/// What the next apply would do with a record that is back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "does")]
pub enum Next {
    /// Nothing.
    Nothing,
    /// It would move or erase it again.
    Goes,
    /// It would move or erase the values of these columns again.
    Values {
        /// The columns.
        columns: Vec<String>,
    },
}

impl Session {
    /// What would come back, and what would become of it: it is tried, and rolled back.
    pub fn preview_return(
        &self,
        wanted: &Wanted,
        warrant: &Warrant,
        clock: Clock,
    ) -> Result<Vec<Returned>, ReturnError> {
        reading::warranted(wanted, warrant)?;
        self.each_return(wanted, None, clock)
    }

    /// Brings archived records back, all of a store or none. Why, and by whom, is on the ledger.
    pub fn return_archived(
        &self,
        wanted: &Wanted,
        warrant: &Warrant,
        clock: Clock,
    ) -> Result<Vec<Returned>, ReturnError> {
        reading::warranted(wanted, warrant)?;
        self.each_return(wanted, Some(warrant), clock)
    }

    fn each_return(
        &self,
        wanted: &Wanted,
        warrant: Option<&Warrant>,
        clock: Clock,
    ) -> Result<Vec<Returned>, ReturnError> {
        if let Wanted::Record(place, _) = wanted
            && let Some(map) = place.split_once('.').and_then(|(store, _)| self.map.store(store))
            && map.archive.is_none()
        {
            return Err(ReturnError::NoArchive(map.name.value.clone()));
        }
        let mut returned = Vec::new();
        for map in self.stores_with(wanted)? {
            returned.extend(self.return_in(map, wanted, warrant, clock)?);
        }
        Ok(returned)
    }

    fn return_in(
        &self,
        map: &MapStore,
        wanted: &Wanted,
        warrant: Option<&Warrant>,
        clock: Clock,
    ) -> Result<Vec<Returned>, ReturnError> {
        let name = || map.name.value.clone();
        let applying = |cause| ReturnError::Apply { store: name(), cause };
        let mut journal = Journal::open(&self.files.journal, clock)?;
        if warrant.is_some() {
            // Whoever opens a hold meanwhile waits, as for a batch.
            journal.enter_batch()?;
        }
        let standing = self.standing()?;
        let mut reached = self.reached(map, self.today(), &standing, Access::Write)?;
        let Some(there) = reached.archived.clone() else {
            return Err(ReturnError::Missing { store: name(), place: super::place(map) });
        };
        returning::ready(reached.store.as_mut(), &mut journal, &map.name.value).map_err(applying)?;
        usable(map, &mut reached, &there).map_err(ReadArchiveError::from)?;
        let past = journal.applies(&map.name.value)?;
        let lives = sought(&mut reached, &there, wanted, (journal.id(), &past))?;
        if lives.is_empty() {
            return Ok(Vec::new());
        }
        let Some(warrant) = warrant else {
            let store = |cause| applying(ApplyError::Store(cause));
            returning::begin(reached.store.as_mut()).map_err(store)?;
            let tried = self.written(map, &mut reached, &lives);
            reached.store.rollback().map_err(store)?;
            return tried.map_err(|error| with_rights(error, &mut reached));
        };
        let open = intended(map, &reached, &lives);
        let (why, by) = (warrant.reason.as_str(), warrant.by.as_str());
        let open =
            returning::intend(reached.store.as_mut(), &mut journal, open, (why, by)).map_err(applying)?;
        let begun =
            returning::begin(reached.store.as_mut()).map_err(|cause| applying(ApplyError::Store(cause)));
        match begun.and_then(|()| self.written(map, &mut reached, &lives)) {
            Ok(returned) => {
                let place = reached.bound.model.archive.clone().unwrap_or_default();
                returning::finish(reached.store.as_mut(), &mut journal, open, &place).map_err(applying)?;
                Ok(returned)
            }
            Err(error) => {
                let refused = matches!(error, ReturnError::Refused(_));
                let reason = if refused { Reason::Refused } else { Reason::Failed };
                returning::give_up(reached.store.as_mut(), &mut journal, open.0, reason).map_err(applying)?;
                Err(with_rights(error, &mut reached))
            }
        }
    }

    /// Writes the records within the open transaction, and looks at what they have become.
    fn written(
        &self,
        map: &MapStore,
        reached: &mut Reached,
        lives: &[Life],
    ) -> Result<Vec<Returned>, ReturnError> {
        Writing { reached, map, today: self.today() }.all(lives)
    }
}

/// The archived records that are asked for.
fn sought(
    reached: &mut Reached,
    there: &[Listed],
    wanted: &Wanted,
    past: (&str, &[Past]),
) -> Result<Vec<Life>, ReturnError> {
    let mut lives = Vec::new();
    // On SQLite the archive is read where it is written from.
    let store = reached.bound.model.store.clone();
    let failed = |cause| ReadArchiveError::from(ArchiveError::Store { store: store.clone(), cause });
    reached.store.reach_archive(true).map_err(failed)?;
    for listed in there {
        let Some(condition) = reading::condition_of(reached, listed, wanted)? else { continue };
        let model = &reached.bound.model;
        let source = model.tables.iter().position(|table| table.name.to_string() == listed.name);
        let Some(table) = source.filter(|table| !model.tables[*table].key.is_empty()) else { continue };
        lives.extend(life::lives(reached, (table, listed), &condition, past).map_err(failed)?);
    }
    if let (Wanted::Record(place, _), true) = (wanted, lives.len() > 1) {
        return Err(Refusal::Several(place.clone()).into());
    }
    Ok(lives)
}

fn intended(map: &MapStore, reached: &Reached, lives: &[Life]) -> OpenReturn {
    let (mut records, mut archived) = (Vec::<TableRows>::new(), Vec::<ArchivedRows>::new());
    for life in lives {
        let table = reached.bound.model.tables[life.table].name.to_string();
        match records.iter_mut().find(|records| records.table == table) {
            Some(records) => records.rows += 1,
            None => records.push(TableRows { table: table.clone(), rows: 1 }),
        }
        let rows = life.rows.iter().map(|row| row.id);
        match archived.iter_mut().find(|archived| archived.table == table) {
            Some(archived) => archived.rows.extend(rows),
            None => archived.push(ArchivedRows { table, rows: rows.collect() }),
        }
    }
    OpenReturn { seq: 0, store: map.name.value.clone(), records, archived }
}

/// Tells which rights are missing, where it is that. No transaction is open any more.
fn with_rights(error: ReturnError, reached: &mut Reached) -> ReturnError {
    match error {
        ReturnError::NoRights { store, table, .. } => {
            let statements = grants(reached, &table);
            ReturnError::NoRights { store, table, statements }
        }
        error => error,
    }
}

fn grants(reached: &mut Reached, table: &str) -> Vec<String> {
    let Some(user) = granted_to(reached) else { return Vec::new() };
    let dialect: Dialect = reached.bound.model.dialect;
    let name = quote::table(dialect, &abide_plan::catalog::TableName::parse(table));
    let mut statements = super::grants(reached);
    statements.push(format!("GRANT SELECT, INSERT, UPDATE ON {name} TO {user}"));
    statements
}

/// What a failure within the transaction comes to.
pub(super) fn refused(map: &MapStore, table: &str, cause: StoreError) -> ReturnError {
    let store = map.name.value.clone();
    match cause {
        StoreError::Constraint { reason, .. } | StoreError::Referenced { reason, .. } => {
            Refusal::NotTaken { place: format!("{store}.{table}"), reason }.into()
        }
        cause if cause.kind() == Kind::Denied => {
            ReturnError::NoRights { store, table: table.to_owned(), statements: Vec::new() }
        }
        cause => ReturnError::Apply { store, cause: ApplyError::Store(cause) },
    }
}

/// The kept of a record, each once.
pub(super) fn kept(life: &Life) -> Vec<Kept> {
    let mut all: Vec<Kept> = Vec::new();
    for row in &life.rows {
        let one = Kept {
            activity: archive::hold_of(&row.ground)
                .map_or_else(|| row.ground.clone(), |hold| format!("the hold {hold}")),
            last_day: row.last_day.clone(),
        };
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}
