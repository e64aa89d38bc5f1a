//! Files restored from a backup: noticed, and what was removed since is removed again.

use std::{env, fs, os::unix::process::ExitStatusExt, path::Path, process::Command};

use abide_engine::{
    apply::{ApplyError, Options},
    session::{Again, ApplyPlanError, RESTORED, Replayed, Since},
};
use jiff::Timestamp;

use crate::ground::{Ground, POLICY, RECORDINGS};

const OLD: [&str; 4] = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"];
const YOUNG: &str = "2026-03-14";

/// Eight recordings that are over and two that are not, and the first apply of them.
fn applied(ground: &Ground) -> Timestamp {
    let before = Timestamp::now();
    ground.recordings(&OLD);
    ground.recordings(&[YOUNG]);
    assert_eq!(ground.apply().rows, 8);
    before
}

/// Everything as a backup of before had it: with no token of what was done since.
fn restore(ground: &Ground) {
    if ground.bucket.is_some() {
        ground.all().iter().filter(|name| name.starts_with(".abide")).for_each(|name| ground.take(name));
    } else {
        drop(fs::remove_dir_all(ground.path(".abide")));
    }
    ground.recordings(&OLD);
}

fn replay(ground: &Ground, moment: Timestamp) -> Replayed {
    let since = Since { store: "cctv", moment, dry: false };
    let options = Options { batch: 4, group: 2, ..Options::default() };
    ground.session().replay(since, &options, Timestamp::now, &mut ()).unwrap()
}

fn only_the_young_are_left(ground: &Ground) {
    assert_eq!(ground.list(), [format!("cam-1/{YOUNG}T10.mp4"), format!("cam-2/{YOUNG}T10.mp4")]);
}

#[test]
fn what_was_removed_is_removed_again_under_the_policy_of_that_time() {
    for ground in Ground::both(POLICY, RECORDINGS) {
        let before = applied(&ground);
        restore(&ground);
        assert!(ground.codes().contains(&RESTORED.to_owned()));
        let refused = ground.try_apply(&ground.plan()).unwrap_err();
        assert!(
            matches!(refused, ApplyPlanError::Apply { cause: ApplyError::Restored { .. }, .. }),
            "{refused}"
        );
        ground.write("policy.toml", &POLICY.replace("7 days", "7 years"));
        let replayed = replay(&ground, before);
        assert!(replayed.applies.len() == 1 && replayed.applies[0].is_same(), "{replayed:?}");
        only_the_young_are_left(&ground);
        assert!(!ground.codes().contains(&RESTORED.to_owned()));
        ground.evidence_holds();
    }
}

/// What was copied back beside the tokens of today is nothing that the store has forgotten, and is told to be replayed by a person only.
#[test]
fn files_that_were_copied_back_alone_are_removed_again_when_somebody_says_so() {
    for ground in Ground::both(POLICY, RECORDINGS) {
        let before = applied(&ground);
        ground.recordings(&OLD);
        assert!(!ground.codes().contains(&RESTORED.to_owned()));
        let replayed = replay(&ground, before);
        assert!(replayed.applies.iter().all(Again::is_same), "{replayed:?}");
        only_the_young_are_left(&ground);
        ground.evidence_holds();
    }
}

#[test]
fn what_differs_is_told() {
    for ground in Ground::both(POLICY, RECORDINGS) {
        let before = applied(&ground);
        restore(&ground);
        ground.take("cam-1/2026-01-02T10.mp4");
        let replayed = replay(&ground, before);
        let step = &replayed.applies[0].steps.as_ref().unwrap()[0];
        assert_eq!((step.then, step.now), (8, 7));
        only_the_young_are_left(&ground);
    }
}

#[test]
fn killed_in_the_midst_it_is_finished_by_the_next_run() {
    let ground = Ground::new();
    let points = [
        "after-journal",
        "before-list",
        "after-list",
        "before-unlink",
        "after-unlink",
        "after-unlinks",
        "after-commit",
    ];
    for point in points {
        for passage in [1, 2] {
            fs::remove_dir_all(ground.path("")).unwrap();
            fs::create_dir(ground.path("")).unwrap();
            for beside in ["", "-wal", "-shm"] {
                let mut name = ground.journal_path().into_os_string();
                name.push(beside);
                drop(fs::remove_file(name));
            }
            let before = applied(&ground);
            restore(&ground);
            assert_eq!(
                child(ground.home(), before, &format!("{point}:{passage}")),
                Some(9),
                "{point}:{passage}"
            );
            let replayed = replay(&ground, before);
            assert!(replayed.applies.iter().all(Again::is_same), "{point}:{passage}: {replayed:?}");
            only_the_young_are_left(&ground);
            ground.evidence_holds();
        }
    }
}

/// Replays in a process of its own; the signal that ended it.
fn child(home: &Path, since: Timestamp, crash_at: &str) -> Option<i32> {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "replays::the_process_to_be_killed", "--quiet"]).env("ABIDE_CRASH_AT", crash_at);
    command.env("REPLAY_HOME", home).env("REPLAY_SINCE", since.to_string());
    command.output().unwrap().status.signal()
}

/// The process that another test starts, and kills. By itself it replays in its own process, to the end.
#[test]
fn the_process_to_be_killed() {
    if let (Some(home), Ok(since)) = (env::var_os("REPLAY_HOME"), env::var("REPLAY_SINCE")) {
        replay(&Ground::at(Path::new(&home)), since.parse().unwrap());
        return;
    }
    let ground = Ground::new();
    let before = applied(&ground);
    restore(&ground);
    replay(&ground, before);
    only_the_young_are_left(&ground);
}
