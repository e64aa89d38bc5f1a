//! What the tests of applying share: databases of each engine, hand-made plans, and what must hold afterwards.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use abide_engine::{
    apply::{self, Applied, ApplyError, Observer, Options, Order},
    journal::Journal,
    store::{self, Access, Store},
};
use abide_ledger::{Event, Witness};
use abide_plan::{
    catalog::{Dialect, TableName},
    plan::{FORMAT, Plan, Planned, Premises, StorePlan},
    step::{Action, Dependent, Join, Param, Sql, Step},
};
use abide_policy::map::StoreUrl;
use abide_testkit::{mariadb, postgres, sqlite};
use jiff::Timestamp;
use tempfile::TempDir;

/// A database of one of the engines, and a folder for a journal.
pub struct Scene {
    pub engine: Engine,
    folder: TempDir,
}

pub enum Engine {
    Sqlite(sqlite::Database),
    Postgres(postgres::Database),
    MariaDb(mariadb::Database),
}

/// Declares each test once for each engine.
#[macro_export]
macro_rules! on_both {
    ($($name:ident)*) => {
        mod on_sqlite { $( #[test] fn $name() { super::$name($crate::scene::Scene::sqlite()); } )* }
        mod on_postgres { $( #[test] fn $name() { super::$name($crate::scene::Scene::postgres()); } )* }
    };
}

/// Declares each test once for each engine, MariaDB among them.
#[macro_export]
macro_rules! on_each {
    ($($name:ident)*) => {
        $crate::on_both! { $($name)* }
        mod on_mariadb { $( #[test] fn $name() { super::$name($crate::scene::Scene::mariadb()); } )* }
    };
}

impl Scene {
    pub fn sqlite() -> Self {
        Self { engine: Engine::Sqlite(sqlite::Database::create()), folder: tempfile::tempdir().unwrap() }
    }

    pub fn postgres() -> Self {
        Self { engine: Engine::Postgres(postgres::Database::create()), folder: tempfile::tempdir().unwrap() }
    }

    pub fn mariadb() -> Self {
        let database = mariadb::Database::create();
        // As the tests write it for the others.
        database.execute("SET sql_mode = 'STRICT_ALL_TABLES,ANSI_QUOTES,PIPES_AS_CONCAT'");
        Self { engine: Engine::MariaDb(database), folder: tempfile::tempdir().unwrap() }
    }

    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
            Engine::MariaDb(_) => Dialect::MariaDb,
        }
    }

    pub fn execute(&self, sql: &str) {
        match &self.engine {
            Engine::Sqlite(database) => database.execute(sql),
            Engine::Postgres(database) => database.execute(sql),
            Engine::MariaDb(database) => database.execute(sql),
        }
    }

    /// Each row as one text, its columns joined by `|`.
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let rows = match &self.engine {
            Engine::Sqlite(database) => database.query_texts(sql),
            Engine::Postgres(database) => database.query_texts(sql),
            Engine::MariaDb(database) => database.query_texts(sql),
        };
        let text = |value: Option<String>| value.unwrap_or_else(|| "NULL".to_owned());
        rows.into_iter().map(|row| row.into_iter().map(text).collect::<Vec<_>>().join("|")).collect()
    }

    /// A place for an archive, which goes with the scene where it is not a file.
    pub fn archive_place(&self) -> String {
        match &self.engine {
            Engine::Sqlite(_) | Engine::Postgres(_) => "kept_apart".to_owned(),
            Engine::MariaDb(database) => database.beside(),
        }
    }

    /// Whether Abide's table of tokens is there.
    pub fn has_tokens(&self) -> bool {
        let count = match self.engine {
            Engine::Sqlite(_) => "SELECT count(*) FROM sqlite_schema WHERE name = 'abide_token'",
            Engine::Postgres(_) => "SELECT count(to_regclass('abide_token'))",
            Engine::MariaDb(_) => {
                "SELECT count(*) FROM information_schema.tables
                 WHERE table_schema = database() AND table_name = 'abide_token'"
            }
        };
        self.number(count) > 0
    }

    pub fn number(&self, sql: &str) -> u64 {
        self.rows(sql)[0].parse().unwrap()
    }

    /// Waits until the sessions of others in this database are over: a server needs a moment to notice that a process was killed.
    pub fn wait_for_others_to_end(&self) {
        let others = match self.engine {
            Engine::Sqlite(_) => return,
            Engine::Postgres(_) => {
                "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name = 'abide'"
            }
            Engine::MariaDb(_) => {
                "SELECT count(*) FROM information_schema.processlist
                 WHERE db = database() AND id <> connection_id()"
            }
        };
        let since = Instant::now();
        while self.number(others) > 0 {
            assert!(since.elapsed() < Duration::from_secs(20), "the killed process' session goes on");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn url(&self) -> &str {
        match &self.engine {
            Engine::Sqlite(database) => database.url(),
            Engine::Postgres(database) => database.url(),
            Engine::MariaDb(database) => database.url(),
        }
    }

    /// The same address for another user, whose password is x.
    pub fn url_of(&self, role: &str) -> String {
        let (scheme, rest) = self.url().split_once("://").unwrap();
        let host = rest.split_once('@').map_or(rest, |(_, host)| host);
        format!("{scheme}://{role}:x@{host}")
    }

    pub fn store(&self) -> Box<dyn Store> {
        open(self.url())
    }

    pub fn journal_path(&self) -> PathBuf {
        self.folder.path().join("abide.journal")
    }

    pub fn journal(&self) -> Journal {
        journal(&self.journal_path())
    }

    /// A plan of these steps, as it would be made now.
    pub fn plan(&self, steps: Vec<Step>) -> Plan {
        plan(&mut *self.store(), steps)
    }

    pub fn apply(&self, steps: Vec<Step>) -> Result<Applied, ApplyError> {
        self.apply_with(&self.plan(steps), &small(), &mut ())
    }

    pub fn apply_with(
        &self,
        plan: &Plan,
        options: &Options,
        observer: &mut dyn Observer,
    ) -> Result<Applied, ApplyError> {
        let orders = Order::all(plan).unwrap();
        apply::apply(&mut *self.store(), &orders[0], &mut self.journal(), options, observer)
    }

    /// Statement text with the placeholders of this engine for each `$`.
    pub fn rule(&self, text: &str, params: &[&str]) -> Sql {
        rule(self.dialect(), text, params)
    }

    /// What holds whenever no apply is at work: chain and marks agree, nothing is open, and the outcomes journaled are those
    /// that the store has marks of.
    pub fn evidence_holds(&self) {
        let journal = self.journal();
        let witnesses: Vec<Witness> = self
            .rows("SELECT seq, hash FROM abide_token")
            .iter()
            .map(|row| row.split_once('|').unwrap())
            .map(|(seq, hash)| Witness { seq: seq.parse().unwrap(), hash: hash.parse().unwrap() })
            .collect();
        journal.verify(&witnesses).unwrap();
        assert_eq!(journal.open_intents("crm").unwrap(), []);
        let told = outcomes(&journal);
        for row in self.rows("SELECT seq, changed FROM abide_token") {
            let (seq, changed) = row.split_once('|').unwrap();
            assert_eq!(
                told.get(&seq.parse().unwrap()),
                Some(&changed.parse().unwrap()),
                "mark of entry {seq}"
            );
        }
    }

    /// Rows that the journal says were changed, in all its batches.
    pub fn journaled_rows(&self) -> u64 {
        outcomes(&self.journal()).values().sum()
    }
}

/// Rows changed by each batch, under the entry that announced it.
fn outcomes(journal: &Journal) -> BTreeMap<u64, u64> {
    let mut told = BTreeMap::new();
    for event in events(journal) {
        if let Event::BatchDone { intent, rows, .. } = event {
            assert_eq!(told.insert(intent, rows), None, "entry {intent} is told to be done twice");
        }
    }
    told
}

pub fn events(journal: &Journal) -> Vec<Event> {
    (1..=journal.head().unwrap().seq).map(|seq| journal.entry(seq).unwrap().unwrap().event).collect()
}

pub fn open(url: &str) -> Box<dyn Store> {
    store::open(&StoreUrl::Address(url.to_owned()), Path::new("."), Access::Write).unwrap()
}

pub fn journal(path: &Path) -> Journal {
    Journal::open(path, Timestamp::now).unwrap()
}

pub fn plan(store: &mut dyn Store, steps: Vec<Step>) -> Plan {
    let steps = steps.into_iter().map(|step| {
        let rows = count(store, &step);
        Planned { step, rows, with: Vec::new(), archived: Vec::new(), heap_only: None }
    });
    let steps = steps.collect();
    let part = StorePlan {
        store: "crm".to_owned(),
        dialect: store.dialect(),
        catalog: store.catalog().unwrap().digest(),
        steps,
        findings: Vec::new(),
    };
    let digest = |text: &str| abide_ledger::Digest::of(text.as_bytes()).to_string();
    Plan {
        format: FORMAT,
        date: "2026-01-02".parse().unwrap(),
        made_at: Timestamp::UNIX_EPOCH,
        premises: Premises { policy: digest("policy"), map: digest("map"), ledger: None },
        stores: vec![part],
    }
}

fn count(store: &mut dyn Store, step: &Step) -> u64 {
    let table = abide_plan::quote::table(store.dialect(), &step.table);
    let text = format!("SELECT count(*) FROM {table} AS t WHERE {}", step.rule.text);
    store.count(&Sql { text, params: step.rule.params.clone() }).unwrap()
}

/// Small batches, so that a few rows make several of them, and several groups.
pub fn small() -> Options {
    Options { batch: 10, group: 2, ..Options::default() }
}

pub fn rule(dialect: Dialect, text: &str, params: &[&str]) -> Sql {
    let mut numbered = String::new();
    let mut number = 0;
    for character in text.chars() {
        numbered.push(match (character, dialect) {
            ('$', Dialect::Sqlite | Dialect::MariaDb) => '?',
            ('"', Dialect::MariaDb) => '`',
            (character, _) => character,
        });
        if character == '$' {
            number += 1;
            numbered.push_str(&number.to_string());
        }
    }
    Sql { text: numbered, params: params.iter().map(|text| Param::Text((*text).to_owned())).collect() }
}

pub fn step(number: u32, table: &str, key: &[&str], action: Action, rule: Sql) -> Step {
    Step {
        number,
        table: TableName::parse(table),
        key: names(key),
        action,
        rule,
        again: None,
        copies: Vec::new(),
        activities: vec!["prospecting".to_owned()],
        clauses: vec!["example/1".to_owned()],
    }
}

pub fn erase() -> Action {
    Action::Erase { with: Vec::new() }
}

pub fn dependent(table: &str, path: &[(&[&str], &str, &[&str])]) -> Dependent {
    let join = |(own, table, their): &(&[&str], &str, &[&str])| Join {
        own: names(own),
        table: TableName::parse(table),
        their: names(their),
    };
    Dependent { table: TableName::parse(table), path: path.iter().map(join).collect() }
}

pub fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
