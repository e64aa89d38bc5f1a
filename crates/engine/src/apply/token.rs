//! Tokens: what a batch leaves in the store, in its own transaction, so that the store itself tells whether it happened.
//! Each is also a witness against the journal: it names the entry that announced the batch, with its hash.

use std::ops::ControlFlow;

use abide_ledger::{Digest, TableRows, Witness, canonical};
use abide_plan::{
    catalog::Dialect,
    step::{Param, Sql},
    value::Value,
};

use super::durability;
use crate::{
    journal::OpenIntent,
    store::{Store, StoreError, bound, plain},
};

/// The columns are told to auditors in `docs/ledger.md`.
const COLUMNS: &str = "seq bigint NOT NULL, hash text NOT NULL, plan text NOT NULL, \
     step bigint NOT NULL, batch bigint NOT NULL, changed bigint NOT NULL, gone_with text NOT NULL";

/// A token, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) journal: String,
    pub(super) seq: u64,
    pub(super) hash: Option<Digest>,
    pub(super) rows: u64,
    pub(super) with: Vec<TableRows>,
}

/// Whether the table of tokens is there. Only then is it read: a user may not be allowed to make it.
pub(super) fn exists(store: &mut dyn Store) -> Result<bool, StoreError> {
    let text = match store.dialect() {
        Dialect::Postgres => "SELECT count(to_regclass('abide_token'))",
        Dialect::Sqlite => "SELECT count(*) FROM pragma_table_list WHERE name = 'abide_token'",
        Dialect::MariaDb => {
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = 'abide_token'"
        }
    };
    Ok(store.count(&plain(text))? > 0)
}

/// Makes the table of tokens when it is not there.
pub(super) fn make(store: &mut dyn Store) -> Result<(), StoreError> {
    if exists(store)? {
        return Ok(());
    }
    let done_at = match store.dialect() {
        Dialect::Postgres => "timestamptz NOT NULL DEFAULT clock_timestamp()",
        Dialect::Sqlite => "text NOT NULL DEFAULT CURRENT_TIMESTAMP",
        Dialect::MariaDb => "datetime(6) NOT NULL DEFAULT current_timestamp(6)",
    };
    // A key there has a length, and a table its engine and its characters, whatever the database's usual ones are.
    let (journal, tail) = match store.dialect() {
        Dialect::Postgres | Dialect::Sqlite => ("text", ""),
        Dialect::MariaDb => {
            ("varchar(64)", " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
        }
    };
    let text = format!(
        "CREATE TABLE abide_token (journal {journal} NOT NULL, {COLUMNS}, done_at {done_at}, PRIMARY KEY (journal, seq)){tail}"
    );
    store.execute(&plain(text)).map(drop)
}

/// The token of a batch that changed `rows` rows, and deleted `with` before them.
pub(super) fn insert(
    dialect: Dialect,
    journal: &str,
    hash: Digest,
    intent: &OpenIntent,
    rows: u64,
    with: &[TableRows],
) -> Sql {
    let values = [
        Param::Text(journal.to_owned()),
        number(intent.seq),
        Param::Text(hash.to_string()),
        Param::Text(intent.plan.to_string()),
        number(u64::from(intent.step)),
        number(intent.batch),
        number(rows),
        Param::Text(spell(with)),
    ];
    let places: Vec<String> = (1..=values.len()).map(|place| placeholder(dialect, place)).collect();
    let text = format!(
        "INSERT INTO abide_token (journal, seq, hash, plan, step, batch, changed, gone_with) VALUES ({})",
        places.join(", ")
    );
    bound(text, values)
}

/// Whether the batch that entry `seq` announced left its token.
pub(super) fn is_there(store: &mut dyn Store, journal: &str, seq: u64) -> Result<bool, StoreError> {
    let text = of_entry("SELECT count(*) FROM abide_token", store.dialect());
    Ok(store.count(&bound(text, key(journal, seq)))? > 0)
}

/// The last entry of a journal that a token names.
pub(super) fn latest(store: &mut dyn Store, journal: &str) -> Result<Option<u64>, StoreError> {
    let place = placeholder(store.dialect(), 1);
    let text = format!("SELECT coalesce(max(seq), 0) FROM abide_token WHERE journal = {place}");
    let latest = store.count(&bound(text, [Param::Text(journal.to_owned())]))?;
    Ok((latest > 0).then_some(latest))
}

/// Has the disk hold all that was committed: by flushing, or else by writing to a token, so that a commit that waits has
/// something to wait for, and everything before it with it.
pub(super) fn touch(store: &mut dyn Store, journal: &str, seq: u64) -> Result<(), StoreError> {
    if store.flush()? {
        return Ok(());
    }
    if store.dialect() == Dialect::Sqlite {
        store.execute(&plain(durability::sqlite(true)))?;
    }
    let text = of_entry("UPDATE abide_token SET done_at = done_at", store.dialect());
    store.execute(&bound(text, key(journal, seq))).map(drop)
}

/// Deletes a token that no journal will ever explain.
pub(super) fn forget(store: &mut dyn Store, journal: &str, seq: u64) -> Result<(), StoreError> {
    let text = of_entry("DELETE FROM abide_token", store.dialect());
    store.execute(&bound(text, key(journal, seq))).map(drop)
}

/// Deletes the tokens of earlier applies: those of the last one are witness enough for all that its chain hangs on.
pub(super) fn forget_before(store: &mut dyn Store, journal: &str, seq: u64) -> Result<(), StoreError> {
    let text = match store.dialect() {
        Dialect::Postgres => "DELETE FROM abide_token WHERE journal = $1 AND seq < $2",
        Dialect::Sqlite | Dialect::MariaDb => "DELETE FROM abide_token WHERE journal = ?1 AND seq < ?2",
    };
    store.execute(&bound(text, key(journal, seq))).map(drop)
}

/// Hands every token to `each`.
pub(super) fn each(store: &mut dyn Store, mut each: impl FnMut(Token)) -> Result<(), StoreError> {
    let text = "SELECT journal, seq, hash, changed, gone_with FROM abide_token ORDER BY journal, seq";
    store.stream(&plain(text), &mut |row| {
        if let [
            Value::Text(journal),
            Value::Integer(seq),
            Value::Text(hash),
            Value::Integer(rows),
            Value::Text(with),
        ] = row.as_slice()
        {
            each(Token {
                journal: journal.clone(),
                seq: seq.unsigned_abs(),
                hash: hash.parse().ok(),
                rows: rows.unsigned_abs(),
                with: serde_json::from_str(with).unwrap_or_default(),
            });
        }
        ControlFlow::Continue(())
    })
}

impl Token {
    /// What it says of its journal; none when its hash cannot be read.
    pub(super) fn witness(&self) -> Option<Witness> {
        self.hash.map(|hash| Witness { seq: self.seq, hash })
    }
}

fn spell(with: &[TableRows]) -> String {
    let bytes = canonical::encode(with).expect("names and whole numbers have a canonical spelling");
    String::from_utf8_lossy(&bytes).into_owned()
}

fn of_entry(head: &str, dialect: Dialect) -> String {
    format!("{head} WHERE journal = {} AND seq = {}", placeholder(dialect, 1), placeholder(dialect, 2))
}

fn key(journal: &str, seq: u64) -> [Param; 2] {
    [Param::Text(journal.to_owned()), number(seq)]
}

fn placeholder(dialect: Dialect, place: usize) -> String {
    match dialect {
        Dialect::Postgres => format!("${place}"),
        Dialect::Sqlite | Dialect::MariaDb => format!("?{place}"),
    }
}

fn number(value: u64) -> Param {
    Param::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
