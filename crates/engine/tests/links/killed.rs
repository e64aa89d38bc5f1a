//! Killed at every point of an apply of two linked stores, the other one changing before it is run again: nothing goes that counts
//! from a date in use by then, nothing is done without evidence, and the next run finishes the work.

use std::{
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use abide_engine::{
    apply::{ApplyError, Options},
    journal::Journal,
    session::ApplyPlanError,
};
use jiff::Timestamp;

use crate::pair::{self, BY_NUMBER, Engine, Pair, TODAY};

/// Where the process is killed, each time it passes.
const POINTS: [&str; 6] =
    ["before-send", "after-send", "before-commit", "after-commit", "before-journal", "after-journal"];

#[test]
fn killed_at_every_point_the_work_is_finished() {
    for (crm, app) in [(Engine::Sqlite, Engine::Postgres), (Engine::MariaDb, Engine::Sqlite)] {
        let pair = Pair::open(crm, app, BY_NUMBER);
        let mut kills = 0;
        for point in POINTS {
            for passage in 1.. {
                reset(&pair);
                let at = format!("{point}:{passage}");
                let status = child(&pair, Some(&at));
                if status.success() {
                    break;
                }
                assert_eq!(status.signal(), Some(9), "{at}: {status}");
                kills += 1;
                go_on(&pair, &at);
            }
        }
        assert!(kills > 4 * POINTS.len(), "{kills}");
    }
}

/// The account of contact 3 is used before anybody goes on: it stays from then on, if it was there still.
fn go_on(pair: &Pair, at: &str) {
    pair.wait_for_others_to_end();
    let there = pair.contacts().contains(&3) && pair.accounts().contains(&3);
    pair.app(&format!("UPDATE accounts SET login_on = '{TODAY}' WHERE id = 3"));
    let used = pair.accounts().contains(&3);
    assert!(child(pair, None).success(), "run again after {at}");
    let stays = |is: bool, kept: &[i64]| if is { [kept, &[3]].concat() } else { kept.to_vec() };
    let sorted = |mut ids: Vec<i64>| {
        ids.sort_unstable();
        ids
    };
    assert_eq!(pair.contacts(), sorted(stays(there, &[7])), "{at}");
    assert_eq!(pair.accounts(), sorted(stays(used, &[7])), "{at}");
    let session = pair.session(None);
    session.verify().unwrap();
    assert!(session.plan(None, None).unwrap().is_empty(), "{at}");
    let journal = Journal::open(&session.files().journal, Timestamp::now).unwrap();
    for store in ["crm", "app"] {
        assert_eq!(journal.open_intents(store).unwrap(), [], "{at}");
    }
}

/// Six contacts that are over, with their accounts, and one whose account is in use.
fn reset(pair: &Pair) {
    pair.forget();
    let day = |id: i64| if id == 7 { TODAY } else { "2019-01-01" };
    let row = |id: i64| format!("({id}, NULL, {id}, 'N', '2015-01-01')");
    pair.crm(&format!("INSERT INTO contacts VALUES {}", (1..=7).map(row).collect::<Vec<_>>().join(", ")));
    let row = |id: i64| format!("({id}, NULL, {id}, '{}')", day(id));
    pair.app(&format!("INSERT INTO accounts VALUES {}", (1..=7).map(row).collect::<Vec<_>>().join(", ")));
}

fn child(pair: &Pair, crash_at: Option<&str>) -> ExitStatus {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "killed::the_process_to_be_killed", "--quiet"]).env("LINKS_HOME", pair.home());
    if let Some(crash_at) = crash_at {
        command.env("ABIDE_CRASH_AT", crash_at);
    }
    command.output().unwrap().status
}

/// The process that the other test starts, and kills. By itself it applies in its own process, to the end.
#[test]
fn the_process_to_be_killed() {
    if let Some(home) = std::env::var_os("LINKS_HOME") {
        return work(Path::new(&home));
    }
    let pair = Pair::open(Engine::Sqlite, Engine::Sqlite, BY_NUMBER);
    reset(&pair);
    work(pair.home());
    assert_eq!((pair.contacts(), pair.accounts()), (vec![7], vec![7]));
}

fn work(home: &Path) {
    let session = pair::session(pair::files(home), TODAY);
    let options = Options { batch: 3, group: 2, ..Options::default() };
    let since = Instant::now();
    loop {
        let plan = session.plan(None, None).unwrap();
        match session.apply(&plan, &options, Timestamp::now, &mut ()) {
            Ok(_) => break,
            // The killed process' session may not have ended yet.
            Err(ApplyPlanError::Apply { cause: ApplyError::Applying { .. }, .. })
                if since.elapsed() < Duration::from_secs(20) =>
            {
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(error) => panic!("{error}"),
        }
    }
}
