//! What the journal tells of earlier applies to a store: what replaying them takes, and whether the store forgot one.

use std::collections::BTreeMap;

use abide_ledger::{ActionWord, Digest, Entry, Event, StepSummary};
use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension, params};

use super::{Journal, JournalError, number};

/// An apply that began, with all that is known to have happened of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The entry with which it began.
    pub seq: u64,
    /// The last entry that tells of it.
    pub to: u64,
    /// When it began.
    pub from: Timestamp,
    /// When its last entry was written.
    pub until: Timestamp,
    /// The day of its plan.
    pub date: Date,
    /// Digest of the policy it rested on.
    pub policy: Digest,
    /// Digest of the map it rested on.
    pub map: Digest,
    /// What it was going to do.
    pub steps: Vec<StepSummary>,
    /// The apply that it carried out again.
    pub replays: Option<u64>,
    /// The step of each batch that happened, under the entry that announced it.
    pub batches: BTreeMap<u64, u32>,
    /// Rows that each step changed, of all tables.
    pub done: BTreeMap<u32, u64>,
}

impl Past {
    /// The steps with something done, each with its rows.
    pub fn steps_done(&self) -> impl Iterator<Item = (u32, ActionWord, &str, u64)> {
        let rows = |step: &StepSummary| self.done.get(&step.step).copied().unwrap_or(0);
        let told = move |step: &'_ StepSummary| (step.step, step.action, rows(step));
        self.steps
            .iter()
            .map(move |step| (told(step), step.table.as_str()))
            .map(|((number, action, rows), table)| (number, action, table, rows))
            .filter(|(.., rows)| *rows > 0)
    }
}

/// Entries of a store that tell of its applies.
const APPLIES: &str = "
    SELECT text FROM entry WHERE text ->> '$.event.store' = ?1 AND text ->> '$.event.kind'
        IN ('apply-started', 'batch-done', 'apply-finished', 'apply-stopped') ORDER BY seq";

/// The last batch of a store that happened, or the last return from its archive, since somebody last accounted for a restored backup.
const LAST_DONE: &str = "
    SELECT max(CAST(text ->> '$.event.intent' AS integer)) FROM entry
    WHERE text ->> '$.event.kind' IN ('batch-done', 'return-done') AND text ->> '$.event.store' = ?1
      AND text ->> '$.event.intent' > coalesce((SELECT max(seq) FROM entry
              WHERE text ->> '$.event.kind' IN ('restore-accepted', 'replay-finished')
                AND text ->> '$.event.store' = ?1), 0)";

/// When the first of these happened that was announced after entry `?2`.
const FIRST_AFTER: &str = "
    SELECT text FROM entry WHERE text ->> '$.event.kind' IN ('batch-done', 'return-done') AND text ->> '$.event.store' = ?1
      AND CAST(text ->> '$.event.intent' AS integer) > ?2 ORDER BY seq LIMIT 1";

/// A replay of a store that began and did not finish.
const OPEN_REPLAY: &str = "
    SELECT text FROM entry AS begun WHERE text ->> '$.event.kind' = 'replay-started' AND text ->> '$.event.store' = ?1
      AND NOT EXISTS (SELECT 1 FROM entry AS ended WHERE ended.text ->> '$.event.kind' = 'replay-finished'
                        AND ended.text ->> '$.event.store' = ?1 AND ended.seq > begun.seq)
    ORDER BY seq DESC LIMIT 1";

impl Journal {
    /// All applies to a store, in their order.
    pub fn applies(&self, store: &str) -> Result<Vec<Past>, JournalError> {
        let mut applies: Vec<Past> = Vec::new();
        let read = |applies: &mut Vec<Past>| {
            let mut statement = self.connection.prepare_cached(APPLIES)?;
            let mut rows = statement.query([store])?;
            while let Some(row) = rows.next()? {
                let text: String = row.get(0)?;
                if let Ok(entry) = serde_json::from_str(&text) {
                    follow(applies, entry);
                }
            }
            Ok(())
        };
        read(&mut applies).map_err(|error| self.explain(&error))?;
        Ok(applies)
    }

    /// The entry that announced the last batch that happened in a store, or the last return from its archive, unless a restored backup was accounted for since.
    pub fn last_done(&self, store: &str) -> Result<Option<u64>, JournalError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(LAST_DONE)?;
            statement.query_row([store], |row| row.get::<_, Option<i64>>(0))
        };
        Ok(read().map_err(|error| self.explain(&error))?.map(i64::unsigned_abs))
    }

    /// When the first batch happened that was announced after entry `seq`.
    pub fn first_done_after(&self, store: &str, seq: u64) -> Result<Option<Timestamp>, JournalError> {
        Ok(self.entry_of(FIRST_AFTER, params![store, number(seq)])?.map(|entry| entry.at))
    }

    /// The replay of a store that was begun and not finished: its entry, and the applies it carries out again.
    pub fn open_replay(&self, store: &str) -> Result<Option<(u64, Vec<u64>)>, JournalError> {
        let entry = self.entry_of(OPEN_REPLAY, params![store])?;
        Ok(entry.and_then(|entry| match entry.event {
            Event::ReplayStarted { applies, .. } => Some((entry.seq, applies)),
            _ => None,
        }))
    }

    /// What the last finished round was due for.
    pub fn last_round(&self) -> Result<Option<Timestamp>, JournalError> {
        let text = "SELECT text FROM entry WHERE text ->> '$.event.kind' = 'round-finished' ORDER BY seq DESC LIMIT 1";
        let entry = self.entry_of(text, params![])?;
        Ok(entry.and_then(|entry| match entry.event {
            Event::RoundFinished { due, .. } => Some(due),
            _ => None,
        }))
    }

    /// Keeps texts of files under their digests, beside the chain, which names the digests. Passwords are written over first.
    pub fn keep_texts(&mut self, texts: &[(Digest, &str)]) -> Result<(), JournalError> {
        for (digest, text) in texts {
            // Seldom new: then nothing is written, and nothing waited for.
            if self.text(*digest)?.is_none() {
                let values = params![digest.to_string(), abide_policy::redacted(text)];
                let written = self
                    .connection
                    .execute("INSERT OR IGNORE INTO file (digest, text) VALUES (?1, ?2)", values);
                written.map_err(|error| self.explain(&error))?;
            }
        }
        Ok(())
    }

    /// The text that had that digest; none when the journal is older than the keeping of texts.
    pub fn text(&self, digest: Digest) -> Result<Option<String>, JournalError> {
        let there = "SELECT count(*) FROM sqlite_schema WHERE name = 'file'";
        let read = || {
            if self.connection.query_row(there, [], |row| row.get::<_, i64>(0))? == 0 {
                return Ok(None);
            }
            let text = "SELECT text FROM file WHERE digest = ?1";
            self.connection.query_row(text, [digest.to_string()], |row| row.get(0)).optional()
        };
        read().map_err(|error| self.explain(&error))
    }

    fn entry_of(&self, text: &str, params: impl rusqlite::Params) -> Result<Option<Entry>, JournalError> {
        let read = || {
            self.connection.prepare_cached(text)?.query_row(params, |row| row.get::<_, String>(0)).optional()
        };
        let found = read().map_err(|error| self.explain(&error))?;
        Ok(found.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

fn follow(applies: &mut Vec<Past>, entry: Entry) {
    let Entry { seq, at, event } = entry;
    if let Event::ApplyStarted { date, policy, map, steps, replays, .. } = event {
        let (batches, done) = (BTreeMap::new(), BTreeMap::new());
        let (from, until) = (at, at);
        applies.push(Past { seq, to: seq, from, until, date, policy, map, steps, replays, batches, done });
        return;
    }
    let Some(past) = applies.last_mut() else { return };
    (past.until, past.to) = (at, seq);
    if let Event::BatchDone { intent, step, rows, with, .. } = event {
        past.batches.insert(intent, step);
        let with: u64 = with.iter().map(|table| table.rows).sum();
        *past.done.entry(step).or_default() += rows + with;
    }
}
