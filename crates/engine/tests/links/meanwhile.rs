//! The other store changes in the midst of an apply, at each point that it passes. What a record counts from is asked once more
//! before the record goes; only a change between that and the commit is too late.

use std::{cell::RefCell, rc::Rc};

use abide_engine::{apply::Options, crash};
use jiff::Timestamp;

use crate::pair::{self, ARCHIVING, BY_NUMBER, Pair, TODAY};

/// Three batches.
const ROWS: i64 = 12;

/// One of the middle batch.
const TARGET: i64 = 6;

/// What somebody else did: at which point, and whether the record was still there.
type Met = Rc<RefCell<Option<String>>>;

/// Applies, and has the other store changed at the point of this number, if the record is still there. Where it was, by name.
fn meet(pair: &Rc<Pair>, point: usize, there: fn(&Pair) -> bool, change: fn(&Pair)) -> Met {
    let met: Met = Rc::default();
    let (seen, watched, mut passed) = (met.clone(), pair.clone(), 0);
    let session = pair.session(None);
    let plan = session.plan(None, None).unwrap();
    crash::watch(Some(Box::new(move |name| {
        passed += 1;
        if passed == point && there(&watched) {
            change(&watched);
            *seen.borrow_mut() = Some(name.to_owned());
        }
    })));
    let options = Options { batch: 4, group: 2, ..Options::default() };
    let done = session.apply(&plan, &options, Timestamp::now, &mut ());
    crash::watch(None);
    done.unwrap_or_else(|error| panic!("at {point}: {error}"));
    session.verify().unwrap();
    met
}

/// At every point at which the record is still there: the change is respected, but where it came between the last question and the
/// commit. Each of those is met as well.
fn everywhere(
    pair: &Rc<Pair>,
    fill: fn(&Pair),
    there: fn(&Pair) -> bool,
    change: fn(&Pair),
    respected: fn(&Pair) -> bool,
) {
    let (mut kept, mut late) = (0, 0);
    for point in 1.. {
        pair.forget();
        fill(pair);
        let met = meet(pair, point, there, change);
        let Some(name) = met.borrow().clone() else { break };
        match respected(pair) {
            true => kept += 1,
            false if name == "before-commit" => late += 1,
            false => panic!("changed at {name}, the {point}th point, and it is as if it had not been"),
        }
    }
    assert!(kept > 10 && late == 1, "{kept} times respected, {late} times too late");
}

/// Contacts of long ago, and their accounts.
fn fill_both(pair: &Pair) {
    let contact = |id| format!("({id}, NULL, {id}, 'N', '2015-01-01')");
    let account = |id| format!("({id}, NULL, {id}, '2019-01-01')");
    pair.crm(&format!("INSERT INTO contacts VALUES {}", rows(contact)));
    pair.app(&format!("INSERT INTO accounts VALUES {}", rows(account)));
}

/// The account of one of them is used.
fn used(pair: &Pair) {
    pair.app(&format!("UPDATE accounts SET login_on = '{TODAY}' WHERE client = {TARGET}"));
}

fn is_contact(pair: &Pair) -> bool {
    pair.contacts().contains(&TARGET)
}

fn rows(row: impl Fn(i64) -> String) -> String {
    (1..=ROWS).map(row).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_date_that_becomes_later_in_the_other_store_keeps_its_record() {
    for (crm, app) in pair::IN_TURN {
        let pair = Rc::new(Pair::open(crm, app, BY_NUMBER));
        everywhere(&pair, fill_both, is_contact, used, is_contact);
    }
}

#[test]
fn what_a_later_date_keeps_is_not_in_the_archive() {
    for (crm, app) in pair::IN_TURN {
        let pair = Rc::new(Pair::with(crm, app, BY_NUMBER, &ARCHIVING));
        let only_there = |pair: &Pair| {
            let others: Vec<i64> = (1..=ROWS).filter(|id| *id != TARGET).collect();
            (pair.contacts(), pair.archived()) == (vec![TARGET], others)
        };
        everywhere(&pair, fill_both, is_contact, used, only_there);
    }
}

#[test]
fn a_date_that_becomes_later_in_the_other_store_has_its_record_archived_for_longer() {
    for (crm, app) in pair::IN_TURN {
        let pair = Rc::new(Pair::with(crm, app, BY_NUMBER, &ARCHIVING));
        let later = |pair: &Pair| {
            pair.app(&format!("UPDATE accounts SET login_on = '2020-06-01' WHERE client = {TARGET}"));
        };
        let for_longer = |pair: &Pair| {
            let until = |id| if id == TARGET { "2033-06-01" } else { "2032-01-01" };
            pair.contacts_archived() == (1..=ROWS).map(|id| (id, until(id).to_owned())).collect::<Vec<_>>()
        };
        everywhere(&pair, fill_both, is_contact, later, for_longer);
    }
}

#[test]
fn a_record_that_begins_to_count_from_the_other_store_keeps_what_it_counts_from() {
    for (crm, app) in pair::IN_TURN {
        let pair = Rc::new(Pair::open(crm, app, BY_NUMBER));
        // Over for itself, and of no use to anybody yet.
        let fill = |pair: &Pair| {
            pair.app(&format!(
                "INSERT INTO accounts VALUES {}",
                rows(|id| format!("({id}, NULL, {id}, '2024-01-01')"))
            ));
        };
        let counts = |pair: &Pair| {
            pair.crm(&format!("INSERT INTO contacts VALUES (1, NULL, {TARGET}, 'N', '2015-01-01')"));
        };
        let is_account = |pair: &Pair| pair.accounts().contains(&TARGET);
        everywhere(&pair, fill, is_account, counts, is_account);
    }
}
