//! Holds, and what they are about.

use abide_ledger::{
    Entry, Event, Witness,
    holds::{Hold, Holds},
};
use rusqlite::{params, params_from_iter};

use super::{Journal, JournalError, schema};

/// What a hold is about. Values stay out of whatever is printed of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Held {
    /// The hold's name.
    pub hold: String,
    /// Whether it is an identity or a condition.
    pub form: Form,
    /// The identity's kind, or the condition's `store.table`.
    pub kind: String,
    /// The identity's value, or the condition.
    pub value: String,
}

/// How a hold says what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By an identity.
    Identity,
    /// By a condition over a table's own columns.
    Condition,
}

impl Form {
    fn word(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Condition => "condition",
        }
    }
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held").field("hold", &self.hold).field("kind", &self.kind).finish()
    }
}

impl Journal {
    /// All holds, open and closed.
    pub fn holds(&self) -> Result<Holds, JournalError> {
        let mut holds = Holds::default();
        for entry in self.entries_of(&["hold-opened", "hold-closed"])? {
            holds.follow(&entry);
        }
        Ok(holds)
    }

    /// What the open holds are about, and those that were open when entry `seq` was written: what is done again as it was done then
    /// spares what it spared.
    pub fn held_before(&self, seq: u64) -> Result<Vec<Held>, JournalError> {
        let holds = self.holds()?;
        let read = || {
            if !schema::has_table(&self.connection, "hold_scope")? {
                return Ok(Vec::new());
            }
            let text = "SELECT hold, form, kind, value FROM hold_scope ORDER BY hold, form, kind, value";
            let mut statement = self.connection.prepare_cached(text)?;
            let rows = statement.query_map([], |row| {
                let form: String = row.get(1)?;
                let form = if form == "condition" { Form::Condition } else { Form::Identity };
                Ok(Held { hold: row.get(0)?, form, kind: row.get(2)?, value: row.get(3)? })
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let all = read().map_err(|error| self.explain(&error))?;
        let open =
            |hold: &Hold| hold.closed.as_ref().is_none_or(|closed| hold.entry < seq && closed.entry > seq);
        Ok(all.into_iter().filter(|held| holds.get(&held.hold).is_some_and(open)).collect())
    }

    /// The holds that were closed when entry `seq` was written, by name.
    pub fn closed_before(&self, seq: u64) -> Result<Vec<String>, JournalError> {
        let holds = self.holds()?;
        let closed = |hold: &Hold| hold.closed.as_ref().is_some_and(|closed| closed.entry < seq);
        Ok(holds.iter().filter(|(_, hold)| closed(hold)).map(|(name, _)| name.to_owned()).collect())
    }

    /// Writes a hold down with what it is about: all of it, or nothing. Once this has returned, nothing goes any more by a batch that
    /// was made without it: whoever is at work sees it before the next one, and the one under way is waited for.
    pub fn open_hold(&mut self, event: Event, scope: &[Held]) -> Result<Vec<Witness>, JournalError> {
        let written = self.append_beside(vec![event], |transaction| {
            let text = "INSERT INTO hold_scope (hold, form, kind, value) VALUES (?1, ?2, ?3, ?4)";
            let mut insert = transaction.prepare_cached(text)?;
            for held in scope {
                insert.execute(params![held.hold, held.form.word(), held.kind, held.value])?;
            }
            Ok(())
        })?;
        self.outlast_batch()?;
        Ok(written)
    }

    /// Whether, since entry `since`, somebody opened a hold or let an activity in again: what was planned before may go too far.
    pub fn forbids_since(&self, since: u64) -> Result<bool, JournalError> {
        let text = "SELECT EXISTS (SELECT 1 FROM entry WHERE text ->> '$.event.kind' IN ('hold-opened', 'person-consented') AND seq > ?1)";
        let read = || {
            self.connection
                .prepare_cached(text)?
                .query_row([super::number(since)], |row| row.get::<_, bool>(0))
        };
        read().map_err(|error| self.explain(&error))
    }

    /// The entries of two kinds, in their order.
    pub(super) fn entries_of(&self, kinds: &[&str]) -> Result<Vec<Entry>, JournalError> {
        let places = vec!["?"; kinds.len()].join(", ");
        let text =
            format!("SELECT seq, text FROM entry WHERE text ->> '$.event.kind' IN ({places}) ORDER BY seq");
        let read = || {
            let mut statement = self.connection.prepare_cached(&text)?;
            let rows = statement.query_map(params_from_iter(kinds), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        let rows = read().map_err(|error| self.explain(&error))?;
        let entry = |(seq, text): (i64, String)| {
            let unreadable =
                |_| JournalError::Unreadable { path: self.path.clone(), seq: seq.unsigned_abs() };
            serde_json::from_str(&text).map_err(unreadable)
        };
        rows.into_iter().map(entry).collect()
    }
}
