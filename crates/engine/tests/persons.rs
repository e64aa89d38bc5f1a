//! Persons who ended activities: the journal keeps them apart from its chain, and databases are asked for them by few keys.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::{fs, path::PathBuf};

use abide_engine::{
    apply::{ApplyError, Observer, Options, Progress},
    journal::{Journal, JournalError, Known},
    session::{ApplyPlanError, Choice, Files, NewHold, Session},
};
use abide_ledger::{Channel, Ending, Event};
use abide_testkit::sqlite;
use jiff::{Timestamp, civil::date};
use rusqlite::Connection;

fn objection(person: &str) -> Event {
    let (person, received) = (person.to_owned(), date(2026, 3, 1));
    let (ending, channel) = (Ending::Objection, Channel::Staff);
    Event::PersonEnded { person, ending, activities: Vec::new(), received, channel }
}

fn known(pseudonym: &str, value: &str) -> Known {
    Known { pseudonym: pseudonym.to_owned(), kind: "email".to_owned(), value: value.to_owned() }
}

#[test]
fn who_a_pseudonym_is_stands_beside_the_chain_and_not_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j");
    let mut journal = Journal::open(&path, || Timestamp::UNIX_EPOCH).unwrap();
    let person = journal.new_pseudonym().unwrap();
    journal.decide(vec![objection(&person)], &[known(&person, "alice@example.com")]).unwrap();
    journal.verify(&[]).unwrap();
    assert_eq!(journal.pseudonyms("email", "alice@example.com").unwrap(), std::slice::from_ref(&person));
    assert_eq!(journal.pseudonyms("phone", "alice@example.com").unwrap(), [""; 0]);
    assert_eq!(journal.persons().unwrap().get(&person).unwrap().decisions.len(), 1);
    let mut exported = Vec::new();
    journal.export(&mut exported).unwrap();
    assert!(!String::from_utf8(exported).unwrap().contains("alice"));
    assert!(!format!("{:?}", journal.identities().unwrap()).contains("alice"));
}

/// As version 0.1.0 left it: the same tables but one.
fn first_form(path: &std::path::Path) {
    drop(Journal::open(path, || Timestamp::UNIX_EPOCH).unwrap());
    let connection = Connection::open(path).unwrap();
    let others: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('entry') AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    others.iter().for_each(|name| connection.execute_batch(&format!("DROP TABLE {name}")).unwrap());
    connection.pragma_update(None, "user_version", 1).unwrap();
}

#[test]
fn a_journal_of_the_first_form_is_read_and_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j");
    first_form(&path);
    let old = Journal::read(&path).unwrap();
    assert!(old.identities().unwrap().is_empty() && old.persons().unwrap().iter().next().is_none());
    drop(old);
    let mut journal = Journal::open(&path, || Timestamp::UNIX_EPOCH).unwrap();
    journal.decide(vec![objection("p")], &[known("p", "alice@example.com")]).unwrap();
    assert_eq!(journal.verify(&[]).unwrap().seq, 2);
    assert_eq!(Journal::read(&path).unwrap().identities().unwrap().len(), 1);
}

#[test]
fn a_journal_of_a_later_form_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j");
    drop(Journal::open(&path, || Timestamp::UNIX_EPOCH).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(Journal::read(&path), Err(JournalError::Newer { found: 99, .. })));
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_the_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("j");
    let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    drop(Journal::open(&path, || Timestamp::UNIX_EPOCH).unwrap());
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    drop(Journal::open(&path, || Timestamp::UNIX_EPOCH).unwrap());
    assert_eq!(mode(), 0o600);
}

/// A company whose only table is over.
struct Shop {
    database: sqlite::Database,
    folder: tempfile::TempDir,
}

impl Shop {
    fn open() -> Self {
        let database = sqlite::Database::create();
        database.execute(
            "CREATE TABLE cases (id INTEGER PRIMARY KEY, email TEXT, opened_on DATE NOT NULL);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
             INSERT INTO cases SELECT i, 'p' || i || '@example.com', '2015-01-01' FROM n",
        );
        let folder = tempfile::tempdir().unwrap();
        let policy = "format = 1\n[controller]\nname = \"Example\"\n[activity.fraud]\npurpose = \"fraud-prevention\"\nbasis = \"legitimate-interest\"\nsubjects = [\"customer\"]\ndata = [\"contact\"]\nkeep = \"5 years after recorded\"\n";
        let map = format!(
            "format = 1\n[store.shop]\nurl = \"{}\"\n[store.shop.cases]\nsubject = \"customer\"\nidentity = {{ email = \"email\" }}\nserves = {{ fraud = true }}\nfields = {{ email = \"contact.email\" }}\nnot_personal = [\"id\", \"opened_on\"]\nevents = {{ recorded = \"opened_on\" }}\n",
            database.url()
        );
        fs::write(folder.path().join("policy.toml"), policy).unwrap();
        fs::write(folder.path().join("map.toml"), map).unwrap();
        Self { database, folder }
    }

    fn session(&self) -> Session {
        let file = |name: &str| -> PathBuf { self.folder.path().join(name) };
        let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
        Session::open(files, Timestamp::now()).unwrap()
    }

    fn hold(&self) {
        let new = NewHold {
            identities: vec![("email".to_owned(), "P200@example.com".to_owned())],
            conditions: Vec::new(),
            reason: "case 1".to_owned(),
            owner: "legal".to_owned(),
            review: date(2199, 1, 1),
            even_if_empty: false,
        };
        self.session().open_hold(&new, Timestamp::now).unwrap();
    }

    fn left(&self) -> usize {
        self.database.query_texts("SELECT id FROM cases").len()
    }
}

/// Opens a hold as soon as something was changed.
struct Impatient<'a>(&'a Shop, bool);

impl Observer for Impatient<'_> {
    fn progress(&mut self, _: &Progress) {
        if !std::mem::replace(&mut self.1, true) {
            self.0.hold();
        }
    }
}

#[test]
fn a_hold_opened_while_a_plan_is_applied_is_respected() {
    let shop = Shop::open();
    let session = shop.session();
    let plan = session.plan(None, None).unwrap();
    let options = Options { batch: 10, ..Options::default() };
    let stopped = session.apply(&plan, &options, Timestamp::now, &mut Impatient(&shop, false)).unwrap_err();
    assert!(matches!(stopped, ApplyPlanError::Apply { cause: ApplyError::Decided, .. }), "{stopped}");
    let left = shop.left();
    assert!(left > 1 && left < 200, "{left}");
    let again = session.plan(None, None).unwrap();
    session.apply(&again, &options, Timestamp::now, &mut ()).unwrap();
    assert_eq!(shop.database.query_texts("SELECT id FROM cases"), [[Some("200".to_owned())]]);
    assert!(session.plan(None, None).unwrap().is_empty());
}

/// To one table a login is an e-mail address, to the other a name in which case tells people apart.
#[test]
fn a_kind_of_identity_that_tables_compare_differently_finds_its_records_in_each() {
    let shop = Shop::open();
    shop.database.execute(
        "UPDATE cases SET opened_on = '2199-01-01', email = 'P' || id || '@Example.com';
         CREATE TABLE visits (id INTEGER PRIMARY KEY, login TEXT, seen_on DATE NOT NULL);
         INSERT INTO visits SELECT id, email, opened_on FROM cases",
    );
    let path = shop.folder.path().join("map.toml");
    let map = fs::read_to_string(&path).unwrap().replace("identity = { email", "identity = { login");
    let visits = "[store.shop.visits]\nsubject = \"customer\"\nidentity = { login = \"login\" }\nserves = { fraud = true }\nfields = { login = \"contact\" }\nnot_personal = [\"id\", \"seen_on\"]\nevents = { recorded = \"seen_on\" }\n";
    fs::write(&path, map + visits).unwrap();
    let choice = Choice {
        ending: Ending::Objection,
        activities: Vec::new(),
        identities: vec![("login".to_owned(), "P7@Example.com".to_owned())],
        received: None,
    };
    shop.session().end_person(&choice, Timestamp::now).unwrap();
    let plan = shop.session().plan(None, None).unwrap();
    let goes: Vec<(String, u64)> = plan.stores[0]
        .steps
        .iter()
        .filter(|planned| planned.rows > 0)
        .map(|planned| (planned.step.table.to_string(), planned.rows))
        .collect();
    assert_eq!(goes, [("cases".to_owned(), 1), ("visits".to_owned(), 1)]);
}
