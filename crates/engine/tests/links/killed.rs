//! Killed at every point of an apply of two linked stores, the other one changing before it is run again: nothing goes that counts
//! from a date in use by then, nothing is done without evidence, and the next run finishes the work.

use std::{
    ops::RangeInclusive,
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

use crate::pair::{self, ARCHIVING, BY_NUMBER, Engine, Pair, TODAY};

/// Where the process is killed, each time it passes.
const POINTS: [&str; 6] =
    ["before-send", "after-send", "before-commit", "after-commit", "before-journal", "after-journal"];

/// And where it copies what it is about to remove.
const COPYING: [&str; 2] = ["before-copy", "after-copy"];

const OLD: RangeInclusive<i64> = 1..=6;

#[test]
fn killed_at_every_point_the_work_is_finished() {
    for (crm, app) in [(Engine::Sqlite, Engine::Postgres), (Engine::MariaDb, Engine::Sqlite)] {
        let pair = Pair::open(crm, app, BY_NUMBER);
        let kills = everywhere(&pair, &POINTS, |_| {}, |there, at| go_on(&pair, there, at));
        assert!(kills > 4 * POINTS.len(), "{kills}");
    }
}

#[test]
fn killed_while_what_counts_across_goes_to_an_archive_in_sqlite() {
    archiving(Engine::Sqlite, Engine::Postgres);
}

#[test]
fn killed_while_what_counts_across_goes_to_an_archive_in_postgres() {
    archiving(Engine::Postgres, Engine::MariaDb);
}

#[test]
fn killed_while_what_counts_across_goes_to_an_archive_in_mariadb() {
    archiving(Engine::MariaDb, Engine::Sqlite);
}

/// At no moment is a record in no place; in the end it is in one, once, with its own last day.
fn archiving(crm: Engine, app: Engine) {
    let pair = Pair::with(crm, app, BY_NUMBER, &ARCHIVING);
    let points = [POINTS.as_slice(), &COPYING].concat();
    let kills = everywhere(
        &pair,
        &points,
        |at| {
            nothing_lost(crm, &pair.contacts(), &pair.contacts_archived(), at);
            nothing_lost(app, &pair.accounts(), &pair.accounts_archived(), at);
        },
        |there, at| {
            go_on(&pair, there, at);
            assert_eq!(pair.contacts_archived(), left(&pair.contacts(), 2032), "contacts, {at}");
            assert_eq!(pair.accounts_archived(), left(&pair.accounts(), 2029), "accounts, {at}");
        },
    );
    assert!(kills > 4 * points.len(), "{kills}");
}

/// Where the archive is a file of its own, what is copied and has not left yet is in both.
fn nothing_lost(engine: Engine, in_use: &[i64], archived: &[(i64, String)], at: &str) {
    let most = if engine == Engine::Sqlite { 2 } else { 1 };
    for id in OLD {
        let copies = archived.iter().filter(|(archived, _)| *archived == id).count();
        let places = copies + usize::from(in_use.contains(&id));
        assert!(copies <= 1 && (1..=most).contains(&places), "{at}: {id} is in {places} places");
    }
}

/// What is not in use is in the archive, until so many years after the login.
fn left(in_use: &[i64], year: i32) -> Vec<(i64, String)> {
    OLD.filter(|id| !in_use.contains(id)).map(|id| (id, format!("{year}-01-0{id}"))).collect()
}

/// Kills at each point, each time it is passed; then looks, and goes on. So many kills.
fn everywhere(pair: &Pair, points: &[&str], look: impl Fn(&str), go_on: impl Fn(bool, &str)) -> usize {
    let mut kills = 0;
    for point in points {
        for passage in 1.. {
            reset(pair);
            let at = format!("{point}:{passage}");
            let status = child(pair, Some(&at));
            if status.success() {
                assert!(passage > 1, "{point} is never passed");
                break;
            }
            assert_eq!(status.signal(), Some(9), "{at}: {status}");
            kills += 1;
            pair.wait_for_others_to_end();
            look(&at);
            go_on(pair.contacts().contains(&3) && pair.accounts().contains(&3), &at);
        }
    }
    kills
}

/// The account of contact 3 is used before anybody goes on: it stays from then on, if it was `there` still.
fn go_on(pair: &Pair, there: bool, at: &str) {
    pair.app(&format!("UPDATE accounts SET login_on = '{TODAY}' WHERE id = 3"));
    let used = pair.accounts().contains(&3);
    assert!(child(pair, None).success(), "run again after {at}");
    let stays = |is: bool| if is { vec![3, 7] } else { vec![7] };
    assert_eq!((pair.contacts(), pair.accounts()), (stays(there), stays(used)), "{at}");
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
    let day = |id: i64| if id == 7 { TODAY.to_owned() } else { format!("2019-01-0{id}") };
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
