//! Links across stores: records of one database that count from dates in another, on every pair of engines.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod folders;
mod indexed;
mod killed;
mod meanwhile;
mod pair;
mod persons;
mod replays;
mod rounds;
mod worlds;

use abide_engine::session::{ApplyPlanError, PlanError};
use abide_policy::finding::Severity;

use pair::{Engine, Pair};

/// A contact of long ago whose account was used the other day, and one whose account was not.
const USED: &str = "INSERT INTO accounts VALUES (1, ' ALICE@example.com', 11, '2025-12-01'), (2, 'bob@example.com', 12, '2019-01-01')";

fn fill(pair: &Pair) {
    pair.crm(
        "INSERT INTO contacts VALUES (1, 'alice@example.com', 11, 'Alice', '2015-01-01'), (2, 'bob@example.com', 12, 'Bob', '2015-01-01')",
    );
    pair.app(USED);
}

#[test]
fn what_another_store_remembers_keeps_a_record() {
    for (crm, app) in pair::all() {
        let pair = Pair::open(crm, app, pair::BY_EMAIL);
        fill(&pair);
        pair.apply();
        assert_eq!((pair.contacts(), pair.accounts()), (vec![1], vec![1]), "{crm:?} {app:?}");
    }
}

#[test]
fn the_other_store_keeps_what_a_record_that_stays_counts_from() {
    let pair = Pair::open(Engine::Sqlite, Engine::Postgres, pair::BY_EMAIL);
    fill(&pair);
    // Over for itself after a year, and needed by the contact for three.
    pair.app("UPDATE accounts SET login_on = '2024-01-01'");
    pair.apply();
    assert_eq!((pair.contacts(), pair.accounts()), (vec![1, 2], vec![1, 2]));
    let plan = pair.session(Some("2027-01-01")).plan(None, None).unwrap();
    assert_eq!(pair::rows(&plan), 0);
    pair.apply_on("2027-01-02");
    assert_eq!((pair.contacts(), pair.accounts()), (vec![], vec![]));
}

#[test]
fn a_store_applied_alone_keeps_what_the_other_has_not_erased_yet() {
    let pair = Pair::open(Engine::Postgres, Engine::MariaDb, pair::BY_EMAIL);
    fill(&pair);
    pair.app("UPDATE accounts SET login_on = '2024-01-01'");
    let session = pair.session(Some("2027-01-02"));
    let plan = session.plan(None, Some("app")).unwrap();
    // It is planned with what the other is about to erase; that has not happened.
    assert_eq!(pair::rows(&plan), 2);
    pair::apply(&session, &plan).unwrap();
    assert_eq!(pair.accounts(), vec![1, 2]);
    pair.apply_on("2027-01-02");
    assert_eq!((pair.contacts(), pair.accounts()), (vec![], vec![]));
}

#[test]
fn what_happens_in_the_other_store_after_planning_is_respected() {
    for (crm, app) in pair::all() {
        let pair = Pair::open(crm, app, pair::BY_EMAIL);
        fill(&pair);
        let session = pair.session(None);
        let plan = session.plan(None, None).unwrap();
        pair.app("UPDATE accounts SET login_on = '2026-01-01' WHERE id = 2");
        pair::apply(&session, &plan).unwrap();
        assert_eq!((pair.contacts(), pair.accounts()), (vec![1, 2], vec![1, 2]), "{crm:?} {app:?}");
    }
}

#[test]
fn explaining_tells_the_date_that_another_store_holds() {
    let pair = Pair::open(Engine::MariaDb, Engine::Sqlite, pair::BY_EMAIL);
    fill(&pair);
    let explained = pair.session(None).explain_record("crm.contacts", &["1".to_owned()], None).unwrap();
    let told = format!("{explained:?}");
    assert!(told.contains("2028-12-01"), "{told}");
    // Its own date keeps it as well, and the other is told still.
    pair.crm("UPDATE contacts SET met_on = '2025-01-01' WHERE id = 1");
    let explained = pair.session(None).explain_record("crm.contacts", &["1".to_owned()], None).unwrap();
    let told = format!("{explained:?}");
    assert!(told.contains("2028-12-01"), "{told}");
}

#[test]
fn a_store_that_cannot_be_asked_leaves_the_other_without_a_plan() {
    let pair = Pair::open(Engine::Postgres, Engine::Sqlite, pair::BY_EMAIL);
    fill(&pair);
    let session = pair.session(None);
    let plan = session.plan(None, None).unwrap();
    pair.hide_app();
    let error = session.plan(None, Some("crm")).unwrap_err();
    assert!(matches!(error, PlanError::Store { .. }));
    let told = error.to_string();
    assert!(told.starts_with("store crm: its records and those of store app depend on each other"), "{told}");
    let error = pair::apply(&session, &plan).unwrap_err();
    assert!(matches!(error, ApplyPlanError::Store { .. }), "{error}");
    assert_eq!(pair.contacts(), vec![1, 2]);
}

#[test]
fn a_link_over_columns_that_compare_in_no_way_is_refused() {
    let link = "{ account = \"met_on = app:accounts(login_on)\" }";
    let pair = Pair::open(Engine::Postgres, Engine::Postgres, link);
    fill(&pair);
    let plan = pair.session(None).plan(None, None).unwrap();
    let told = |store: usize| {
        plan.stores[store]
            .findings
            .iter()
            .any(|found| found.code == "bind/link-type" && found.severity == Severity::Error)
    };
    assert!(told(0) && told(1), "{plan:#?}");
    let error = pair::apply(&pair.session(None), &plan).unwrap_err();
    assert!(matches!(error, ApplyPlanError::Errors), "{error}");
}

/// What is left of a contact stays for good, and is over by the day on which it was met, whatever becomes of the accounts, over one
/// link or two.
#[test]
fn a_date_that_decides_nothing_any_more_does_not_keep_what_it_stands_in() {
    let by_both = "{ account = \"client = app:accounts(client)\", other = \"email = app:accounts(email)\" }";
    let either =
        ("last_login = \"account.login_on\"", "last_login = [\"account.login_on\", \"other.login_on\"]");
    let shells = ("links = ", "shells = \"keep\"\nlinks = ");
    for (crm, app) in pair::IN_TURN {
        for (met_on, accounts) in [("DATE NOT NULL", vec![]), ("DATE", vec![1])] {
            for (links, changes) in [(pair::BY_NUMBER, vec![shells]), (by_both, vec![shells, either])] {
                let pair = Pair::with(crm, app, links, &changes);
                pair.crm("DROP TABLE contacts");
                pair.crm(&format!("CREATE TABLE contacts (id INTEGER PRIMARY KEY, email VARCHAR(100), client INTEGER, name VARCHAR(100), met_on {met_on})"));
                pair.crm("INSERT INTO contacts VALUES (1, NULL, 11, 'Alice', '2015-01-01')");
                pair.app("INSERT INTO accounts VALUES (1, 'alice@example.com', 11, '2019-01-01')");
                pair.apply();
                let left = (pair.contacts(), pair.accounts());
                assert_eq!(left, (vec![1], accounts.clone()), "{crm:?} {app:?} {met_on} {links}");
            }
        }
    }
}
