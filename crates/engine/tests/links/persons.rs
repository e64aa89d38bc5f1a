//! Persons whom one store knows by e-mail and the other by a number: what they end, what a hold keeps, what is archived.

use abide_engine::session::{Wanted, Warrant};
use abide_plan::explain::RecordFate;
use jiff::Timestamp;

use crate::pair::{self, BY_NUMBER, Engine, KNOWN_THERE, Pair};

/// Everything of the contacts of number 11 and 12 is recent, but for what the CRM has on its own.
const FILL: (&str, &str) = (
    "INSERT INTO contacts VALUES (1, NULL, 11, 'Alice', '2025-01-01'), (2, NULL, 12, 'Bob', '2025-01-01'), (3, NULL, 13, 'Chloe', '2025-01-01')",
    "INSERT INTO accounts VALUES (1, ' ALICE@example.com', 11, '2026-01-01'), (2, 'bob@example.com', 12, '2026-01-01')",
);

fn open(crm: Engine, app: Engine, changes: &[(&str, &str)]) -> Pair {
    let changes: Vec<(&str, &str)> = std::iter::once(KNOWN_THERE).chain(changes.iter().copied()).collect();
    let pair = Pair::with(crm, app, BY_NUMBER, &changes);
    pair.crm(FILL.0);
    pair.app(FILL.1);
    pair
}

#[test]
fn who_objects_by_e_mail_is_found_by_number() {
    for (crm, app) in pair::all() {
        let pair = open(crm, app, &[]);
        pair.objects("alice@example.com");
        pair.apply();
        assert_eq!((pair.contacts(), pair.accounts()), (vec![2, 3], vec![2]), "{crm:?} {app:?}");
        // The account is gone, and with it whose number it was; an import is found all the same.
        pair.crm("INSERT INTO contacts VALUES (4, NULL, 11, 'Alice', '2026-03-01')");
        pair.apply();
        assert_eq!(pair.contacts(), vec![2, 3], "{crm:?} {app:?}");
    }
}

#[test]
fn what_an_ending_would_do_is_shown_for_what_is_known_over_a_link() {
    let pair = open(Engine::MariaDb, Engine::Sqlite, &[]);
    let preview = pair.session(None).preview_ending(&pair::objection("Bob@example.com")).unwrap();
    let records: Vec<(&str, RecordFate)> =
        preview.records.iter().map(|record| (record.place.as_str(), record.record)).collect();
    assert_eq!(records, [("app.accounts", RecordFate::Goes), ("crm.contacts", RecordFate::Goes)]);
    let explained = pair.session(None).explain_identity("email", "bob@example.com", None).unwrap();
    let places: Vec<&str> = explained.iter().map(|record| record.place.as_str()).collect();
    assert_eq!(places, ["app.accounts", "crm.contacts"]);
}

#[test]
fn nothing_is_written_down_while_a_store_cannot_tell_whom_it_knows() {
    let pair = open(Engine::Postgres, Engine::Sqlite, &[]);
    pair.hide_app();
    let session = pair.session(None);
    let error = session.end_person(&pair::objection("bob@example.com"), Timestamp::now).unwrap_err();
    assert!(error.to_string().contains("cannot be asked"), "{error}");
    assert!(session.list_persons().unwrap().is_empty());
}

#[test]
fn a_hold_by_e_mail_keeps_what_is_known_by_number() {
    for (crm, app) in pair::IN_TURN {
        let pair = open(crm, app, &[]);
        let (hold, records) = pair.hold("BOB@example.com");
        assert_eq!(records, [("app.accounts".to_owned(), 1), ("crm.contacts".to_owned(), 1)]);
        pair.apply_on("2031-01-01");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![2], vec![2]), "{crm:?} {app:?}");
        pair.release(&hold);
        pair.apply_on("2031-01-01");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![], vec![]), "{crm:?} {app:?}");
    }
}

/// The account stays, though its own store has no use for it: without it nobody would know whose the contact is.
#[test]
fn who_is_held_goes_to_the_archive_and_what_tells_it_stays() {
    let archive = ("[store.crm]\n", "[store.crm]\narchive = \"{archive}\"\n");
    let both = ("[store.app]\n", "[store.app]\narchive = \"{app archive}\"\n");
    for (crm, app) in [(Engine::MariaDb, Engine::Sqlite), (Engine::Sqlite, Engine::Postgres)] {
        let pair = open(crm, app, &[archive, both]);
        let (hold, _) = pair.hold("bob@example.com");
        // Only the contact is over.
        pair.app("UPDATE accounts SET login_on = '2024-06-01'");
        pair.apply_on("2028-03-15");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![], vec![2]), "{crm:?} {app:?}");
        assert_eq!(pair.archived(), [2], "{crm:?} {app:?}");
        let wanted = Wanted::Identity("email".to_owned(), "Bob@example.com".to_owned());
        let warrant = Warrant { reason: "the court asks".to_owned(), by: "legal".to_owned() };
        let read = pair.session(None).read_archive(&wanted, &warrant, Timestamp::now).unwrap();
        assert_eq!(read.len(), 1, "{crm:?} {app:?}");
        // Another record of his comes in, which nobody else would know to be his.
        pair.crm("INSERT INTO contacts VALUES (5, NULL, 12, 'Bob', '2015-01-01')");
        pair.apply_on("2028-03-15");
        assert_eq!((pair.contacts(), pair.archived()), (vec![], vec![2, 5]), "{crm:?} {app:?}");
        pair.release(&hold);
        pair.apply_on("2028-03-15");
        assert_eq!((pair.archived(), pair.accounts()), (vec![], vec![]), "{crm:?} {app:?}");
    }
}

#[test]
fn how_long_something_stays_in_the_archive_is_counted_from_the_other_stores_date() {
    let archive = ("[store.crm]\n", "[store.crm]\narchive = \"{archive}\"\n");
    let phrase = ("collected or last_login\"", "collected or last_login, then archive for 2 years\"");
    for (crm, app) in pair::IN_TURN {
        let pair = open(crm, app, &[archive, phrase]);
        pair.crm("UPDATE contacts SET met_on = '2015-01-01'");
        pair.app("UPDATE accounts SET login_on = '2022-06-01'");
        pair.apply_on("2025-06-01");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![1, 2], vec![1, 2]), "{crm:?} {app:?}");
        pair.apply_on("2025-06-02");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![], vec![]), "{crm:?} {app:?}");
        // Chloe's number is no account's: hers was counted from the day she was met, and is over in the archive as well.
        assert_eq!(pair.archived(), [1, 2], "{crm:?} {app:?}");
        pair.apply_on("2027-06-01");
        assert_eq!(pair.archived(), [1, 2], "{crm:?} {app:?}");
        pair.apply_on("2027-06-02");
        assert_eq!(pair.archived(), [0; 0], "{crm:?} {app:?}");
    }
}
