//! What a process of its own is needed for: the rights of another user than root, and mounts that nobody else sees.

use std::{
    env, fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    process::Command,
};

use abide_engine::session::{ApplyPlanError, PlanError};

use crate::ground::Ground;

/// Where the ground of the process is that these tests start.
const GROUND: &str = "APART_GROUND";

/// The user `nobody`.
const NOBODY: u32 = 65534;

#[test]
fn what_is_mounted_in_the_folder_is_not_entered() {
    let Some(home) = env::var_os(GROUND) else {
        let ground = Ground::new();
        ground.recordings(&["2026-03-01"]);
        ground.file("elsewhere/2026-03-01T10.mp4");
        fs::create_dir(ground.path("cam-3")).unwrap();
        return among_other_mounts("apart::what_is_mounted_in_the_folder_is_not_entered", &ground);
    };
    let ground = Ground::at(Path::new(&home));
    let mount = |arguments: &[&str], place: &str| {
        let status = Command::new("mount").args(arguments).arg(ground.path(place)).status().unwrap();
        assert!(status.success(), "{arguments:?}");
    };
    // Over the second camera a file system of its own, over the third a folder of the same one.
    mount(&["-t", "tmpfs", "none"], "cam-2");
    mount(&["--bind", ground.path("elsewhere").to_str().unwrap()], "cam-3");
    ground.file("cam-2/2026-03-02T10.mp4");
    ground.map("", crate::ground::RECORDINGS);
    assert_eq!(ground.planned()["recordings"], 1);
    assert!(ground.codes().contains(&"files/other-file-system".to_owned()));
    ground.map("other_file_systems = true", crate::ground::RECORDINGS);
    assert_eq!(ground.planned()["recordings"], 3);
    assert!(!ground.codes().contains(&"files/other-file-system".to_owned()));
}

#[test]
fn a_folder_that_cannot_be_written_keeps_everything() {
    as_nobody("apart::a_folder_that_cannot_be_written_keeps_everything", 0o555, "", |ground| {
        let plan = ground.plan();
        assert_eq!(plan.stores[0].steps[0].rows, 2);
        let error = ground.try_apply(&plan).unwrap_err();
        assert!(matches!(error, ApplyPlanError::Apply { .. }), "{error}");
        assert!(error.to_string().contains("does not permit it"), "{error}");
    });
}

#[test]
fn a_folder_inside_that_cannot_be_written_keeps_its_files_and_they_are_told() {
    let name = "apart::a_folder_inside_that_cannot_be_written_keeps_its_files_and_they_are_told";
    as_nobody(name, 0o555, "cam-1", |ground| {
        let applied = ground.apply();
        assert_eq!((applied.rows, applied.left.len()), (1, 1), "{applied:?}");
        assert_eq!(ground.list(), ["cam-1/2026-03-01T10.mp4"]);
        ground.evidence_holds();
    });
}

#[test]
fn a_folder_inside_that_cannot_be_read_leaves_the_whole_store_without_a_plan() {
    let name = "apart::a_folder_inside_that_cannot_be_read_leaves_the_whole_store_without_a_plan";
    as_nobody(name, 0o000, "cam-1", |ground| {
        let error = ground.try_plan().unwrap_err();
        assert!(matches!(error, PlanError::Store { .. }), "{error}");
        let told = error.to_string();
        assert!(told.contains("cam-1") && told.contains("does not permit it"), "{told}");
    });
}

/// Has a test go on where only it sees what it mounts. Its ground is this one.
fn among_other_mounts(test: &str, ground: &Ground) {
    let unshare = |how: &str| {
        Command::new("unshare").args([how, "true"]).output().is_ok_and(|out| out.status.success())
    };
    let how = ["-rm", "-m"].into_iter().find(|how| unshare(how)).unwrap_or_else(|| {
        panic!(
            "this test mounts something where nobody else sees it, and `unshare -rm` is not permitted: run it as root, or \
             allow user namespaces (sysctl -w kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)"
        )
    });
    let mut command = Command::new("unshare");
    command.arg(how).arg(env::current_exe().unwrap());
    again(command, test, ground);
}

/// A recording of each of two cameras; a folder has these rights, and then a user who is not root goes on, whom rights concern.
/// All files are there still, but those that the user removed.
fn as_nobody(test: &str, mode: u32, folder: &str, act: impl Fn(&Ground)) {
    if let Some(home) = env::var_os(GROUND) {
        return act(&Ground::at(Path::new(&home)));
    }
    let ground = Ground::new();
    ground.recordings(&["2026-03-01"]);
    let rights =
        |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let root = fs::metadata(ground.home()).unwrap().uid() == 0;
    if root {
        // Everything is the other user's, and so are the folder's rights.
        rights(ground.home(), 0o777);
        for name in ["", "cam-1", "cam-2", "cam-1/2026-03-01T10.mp4", "cam-2/2026-03-01T10.mp4"] {
            std::os::unix::fs::chown(ground.path(name), Some(NOBODY), Some(NOBODY)).unwrap();
        }
    }
    rights(&ground.path(folder), mode);
    if root {
        let own = ground.home().join("test");
        if fs::hard_link(env::current_exe().unwrap(), &own).is_err() {
            fs::copy(env::current_exe().unwrap(), &own).unwrap();
        }
        let mut command = Command::new("setpriv");
        command.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}"), "--clear-groups"]).arg(own);
        again(command, test, &ground);
    } else {
        act(&ground);
    }
    rights(&ground.path(folder), 0o755);
    let left = ground.list();
    assert!(left.contains(&"cam-1/2026-03-01T10.mp4".to_owned()), "{left:?}");
}

fn again(mut command: Command, test: &str, ground: &Ground) {
    let ran = command.args(["--exact", test]).env(GROUND, ground.home()).output();
    let ran = ran.unwrap_or_else(|error| panic!("{command:?} (util-linux) cannot be run: {error}"));
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success() && said.contains("1 passed"),
        "{command:?}\n{said}\n{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}
