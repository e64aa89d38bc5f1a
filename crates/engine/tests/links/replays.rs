//! A store restored from a backup that depends on others: what was done in it is done again, with what the others hold today.

use abide_engine::{
    apply::Options,
    session::{Again, RESTORED, Replayed, Since},
};
use jiff::Timestamp;

use crate::pair::{self, BY_NUMBER, Engine, KNOWN_THERE, Pair, TODAY};

const CONTACTS: &str = "INSERT INTO contacts VALUES (1, NULL, 11, 'A', '2015-01-01'), (2, NULL, 12, 'B', '2015-01-01'), (3, NULL, 13, 'C', '2026-01-01')";
const ACCOUNTS: &str = "INSERT INTO accounts VALUES (1, 'a@example.com', 11, '2019-01-01'), (2, 'b@example.com', 12, '2024-06-01'), (3, 'c@example.com', 13, '2019-01-01')";

fn replay(pair: &Pair, store: &str, today: &str, moment: Timestamp) -> Replayed {
    let since = Since { store, moment, dry: false };
    let session = pair.session(Some(today));
    session.replay(since, &Options::default(), Timestamp::now, &mut ()).unwrap()
}

fn filled(crm: Engine, app: Engine) -> Pair {
    let pair = Pair::with(crm, app, BY_NUMBER, &[KNOWN_THERE]);
    pair.crm(CONTACTS);
    pair.app(ACCOUNTS);
    pair
}

/// As it was when the backup was made: tokens are of what was done since.
fn restore_crm(pair: &Pair) {
    pair.crm("DELETE FROM contacts");
    pair.crm("DROP TABLE IF EXISTS abide_token");
    pair.crm(CONTACTS);
}

fn looks_restored(pair: &Pair, store: &str, today: &str) -> bool {
    let plan = pair.session(Some(today)).plan(None, Some(store)).unwrap();
    plan.stores[0].findings.iter().any(|found| found.code == RESTORED)
}

#[test]
fn what_counted_from_another_store_goes_again() {
    for (crm, app) in pair::IN_TURN {
        let pair = filled(crm, app);
        let before = Timestamp::now();
        pair.apply();
        pair.apply_on("2027-06-02");
        assert_eq!((pair.contacts(), pair.accounts()), (vec![3], vec![]), "{crm:?} {app:?}");
        restore_crm(&pair);
        assert!(looks_restored(&pair, "crm", "2027-06-03"), "{crm:?} {app:?}");
        let replayed = replay(&pair, "crm", "2027-06-03", before);
        assert_eq!(pair.contacts(), [3], "{crm:?} {app:?}");
        // The account that kept the second contact on the first day is gone: it goes a little earlier, which is told.
        let same: Vec<bool> = replayed.applies.iter().map(Again::is_same).collect();
        assert_eq!(same, [false, false], "{replayed:?}");
        assert!(!looks_restored(&pair, "crm", "2027-06-03"));
        pair.apply_on("2027-06-03");
        pair.session(None).verify().unwrap();
    }
}

#[test]
fn who_objected_is_gone_again_though_the_other_store_knows_nobody_any_more() {
    for (crm, app) in pair::IN_TURN {
        let pair = filled(crm, app);
        let before = Timestamp::now();
        pair.objects("c@example.com");
        pair.apply();
        assert_eq!((pair.contacts(), pair.accounts()), (vec![2], vec![2]), "{crm:?} {app:?}");
        restore_crm(&pair);
        let replayed = replay(&pair, "crm", TODAY, before);
        assert_eq!(pair.contacts(), [2], "{crm:?} {app:?}");
        assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    }
}

#[test]
fn what_others_count_from_goes_again_but_for_what_they_count_from_by_now() {
    for (crm, app) in pair::IN_TURN {
        let pair = filled(crm, app);
        let before = Timestamp::now();
        pair.apply();
        assert_eq!(pair.accounts(), [2], "{crm:?} {app:?}");
        pair.app("DELETE FROM accounts");
        pair.app("DROP TABLE IF EXISTS abide_token");
        pair.app(&ACCOUNTS.replace("11, '2019-01-01'", "11, '2025-01-01'"));
        pair.crm("INSERT INTO contacts VALUES (4, NULL, 11, 'A', '2015-01-01')");
        let replayed = replay(&pair, "app", TODAY, before);
        assert_eq!(pair.accounts(), [1, 2], "{crm:?} {app:?}");
        assert!(!replayed.applies[0].is_same(), "{replayed:?}");
    }
}

/// The journal's copy of the map has the address of that time, and no password.
#[test]
fn the_other_store_is_asked_where_it_is_today() {
    let pair = filled(Engine::Postgres, Engine::Sqlite);
    let before = Timestamp::now();
    pair.apply();
    restore_crm(&pair);
    pair.move_app();
    let replayed = replay(&pair, "crm", TODAY, before);
    assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
    assert_eq!(pair.contacts(), [2, 3]);
}
