//! What goes, what stays, and what is told.

use crate::ground::{Ground, POLICY, RECORDINGS};

#[test]
fn files_go_when_their_day_is_over_and_not_before() {
    Ground::both(POLICY, RECORDINGS).iter().for_each(day_by_day);
}

fn day_by_day(ground: &Ground) {
    ground.recordings(&["2026-03-01", "2026-03-07", "2026-03-08", "2026-03-15"]);
    assert_eq!(ground.planned()["recordings"], 4);
    let applied = ground.apply();
    assert_eq!((applied.rows, applied.left.len()), (4, 0), "{applied:?}");
    let stay = [
        "cam-1/2026-03-08T10.mp4",
        "cam-1/2026-03-15T10.mp4",
        "cam-2/2026-03-08T10.mp4",
        "cam-2/2026-03-15T10.mp4",
    ];
    assert_eq!(ground.list(), stay);
    assert_eq!(ground.planned()["recordings"], 0);
    assert_eq!(ground.journaled(), 4);
    ground.evidence_holds();
}

#[test]
fn planning_changes_nothing() {
    for ground in Ground::both(POLICY, RECORDINGS) {
        ground.recordings(&["2020-01-01"]);
        let before = ground.all();
        ground.plan();
        assert_eq!(ground.all(), before);
        assert!(!ground.path(".abide").exists());
    }
}

#[test]
fn many_batches_do_what_one_does() {
    Ground::both(POLICY, RECORDINGS).iter().for_each(in_batches);
}

fn in_batches(ground: &Ground) {
    let days: Vec<String> =
        (1..=28).flat_map(|day| (1..=6).map(move |month| format!("2025-{month:02}-{day:02}"))).collect();
    ground.recordings(&days.iter().map(String::as_str).collect::<Vec<_>>());
    ground.recordings(&["2026-03-14"]);
    assert_eq!(ground.apply().rows, 2 * 6 * 28);
    assert_eq!(ground.list(), ["cam-1/2026-03-14T10.mp4", "cam-2/2026-03-14T10.mp4"]);
    assert_eq!(ground.journaled(), 336);
    ground.evidence_holds();
}

#[test]
fn a_date_that_is_none_is_told_and_the_file_stays() {
    for ground in Ground::both(POLICY, RECORDINGS) {
        ground.file("cam-1/2025-02-31T10.mp4");
        assert_eq!(ground.planned()["recordings"], 0);
        let found = ground.findings();
        let undatable = found.iter().find(|found| found.code == "plan/undatable").unwrap();
        assert_eq!(undatable.rows, Some(1));
    }
}

#[test]
fn logs_rotate_and_the_one_being_written_stays() {
    const LOGS: &str = r#"
[store.cctv.dated]
subject = "visitor"
files = ["**/{app}.log-{day:%Y%m%d}", "**/{app}.log-{day:%Y%m%d}.gz", "**/{app}-{day:%Y-%m}.log"]
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["app"]
events = { recorded = "day" }

[store.cctv.numbered]
subject = "visitor"
files = ["**/*.log", "**/*.log.{turn:digits}", "**/*.log.{turn:digits}.gz"]
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["turn"]
events = { recorded = "modified" }
"#;
    // A name with a month would be of both sets.
    let ground = Ground::with(POLICY, &LOGS.replace(", \"**/{app}-{day:%Y-%m}.log\"", ""));
    for name in
        ["access.log-20260101", "web/access.log-20260101.gz", "web/access.log-20260314.gz", "access.log.3.gz"]
    {
        ground.file(name);
    }
    std::fs::write(ground.path("access.log"), "now").unwrap();
    // Its date is that of the machine, so the plan's day decides nothing here: a month old it is in any case.
    assert_eq!(ground.planned()["dated"], 2);
    ground.apply();
    assert!(ground.list().contains(&"access.log".to_owned()));
    assert!(ground.list().contains(&"web/access.log-20260314.gz".to_owned()));
    assert!(!ground.list().contains(&"web/access.log-20260101.gz".to_owned()));
}

#[test]
fn what_is_no_file_of_a_set_is_told_and_never_touched() {
    let ground = Ground::new();
    ground.recordings(&["2020-01-01"]);
    ground.file("cam-1/notes.txt");
    std::os::unix::fs::symlink(ground.path("cam-1"), ground.path("cam-9")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", ground.path("cam-1/2020-01-02T10.mp4")).unwrap();
    std::os::unix::net::UnixListener::bind(ground.path("socket")).unwrap();
    let codes = ground.codes();
    for code in ["files/unmapped", "files/symbolic-link", "files/special"] {
        assert!(codes.contains(&code.to_owned()), "{code}: {codes:?}");
    }
    assert_eq!(ground.apply().rows, 2);
    assert_eq!(ground.list(), ["cam-1/2020-01-02T10.mp4", "cam-1/notes.txt", "cam-9", "socket"]);
}

#[test]
fn hard_links_are_told() {
    let ground = Ground::new();
    ground.recordings(&["2020-01-01"]);
    std::fs::hard_link(ground.path("cam-1/2020-01-01T10.mp4"), ground.home().join("elsewhere")).unwrap();
    let found = ground.findings();
    let told = found.iter().find(|found| found.code == "files/hard-link").unwrap();
    let said = abide_engine::in_english(&told.message);
    assert!(said.starts_with("1 file of cctv has other names"), "{said}");
    assert_eq!(ground.apply().rows, 2);
    assert!(ground.home().join("elsewhere").exists());
}

#[test]
fn names_that_are_not_utf_8_are_told_and_found() {
    let ground = Ground::new();
    ground.bytes(b"cam-caf\xe9/2020-01-01T10.mp4");
    assert!(ground.codes().contains(&"files/name".to_owned()));
    assert_eq!(ground.apply().rows, 1);
    assert_eq!(ground.list(), [""; 0]);
}

#[test]
fn a_file_of_two_sets_is_an_error_and_nothing_is_applied() {
    let ground = Ground::new();
    let other =
        crate::ground::RECORDINGS.replace("recordings", "others").replace("cam-{camera}/", "{camera}/");
    ground.map("", &(crate::ground::RECORDINGS.to_owned() + &other));
    ground.recordings(&["2020-01-01"]);
    let plan = ground.plan();
    assert!(ground.codes().contains(&"files/two-sets".to_owned()));
    assert!(ground.try_apply(&plan).is_err());
    assert_eq!(ground.list().len(), 2);
}

#[test]
fn empty_folders_go_when_the_map_says_so() {
    for (prune, left) in [("", true), ("prune = true", false)] {
        let ground = Ground::new();
        ground.map(prune, crate::ground::RECORDINGS);
        ground.recordings(&["2020-01-01"]);
        ground.file("cam-3/2026-03-14T10.mp4");
        ground.apply();
        assert_eq!(ground.path("cam-1").exists(), left);
        assert!(ground.path("cam-3").exists());
    }
}

#[test]
fn what_is_not_needed_in_a_file_that_stays_is_told() {
    let policy = POLICY.to_owned()
        + "
[activity.counting]
purpose = \"video-surveillance\"
basis = \"legitimate-interest\"
subjects = [\"visitor\"]
data = [\"identification.name\"]
keep = \"1 year after recorded\"
";
    let ground = Ground::with(
        &policy,
        &crate::ground::RECORDINGS
            .replace("surveillance = true", "surveillance = true, counting = true")
            .replace("not_personal = [\"camera\"]", "")
            .replace("image.video\" }", "image.video\", camera = \"identification.name\" }"),
    );
    ground.recordings(&["2026-01-01"]);
    assert_eq!(ground.planned()["recordings"], 0);
    let found = ground.findings();
    let told = found.iter().find(|found| found.code == "plan/whole-file").unwrap();
    assert_eq!((told.place.as_deref(), told.rows), (Some("cctv.recordings.content"), Some(2)));
    assert!(found.iter().all(|found| found.code != "plan/working-column"), "{found:#?}");
}

#[test]
fn sets_are_linked_by_what_their_names_capture() {
    const SETS: &str = r#"
[store.cctv.recordings]
subject = "visitor"
files = "{clip:digits}.mp4"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["clip"]
links = { notes = "clip = notes(clip)" }
events = { recorded = "notes.day" }

[store.cctv.notes]
subject = "visitor"
files = "{clip:digits}-{day:%Y-%m-%d}.json"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["clip"]
events = { recorded = "day" }
"#;
    let ground = Ground::with(POLICY, SETS);
    for name in ["1.mp4", "1-2026-01-01.json", "2.mp4", "2-2026-03-14.json", "3.mp4"] {
        ground.file(name);
    }
    let applied = ground.apply();
    assert_eq!(applied.rows + applied.with, 2, "{applied:?}");
    assert_eq!(ground.list(), ["2-2026-03-14.json", "2.mp4", "3.mp4"]);
    ground.evidence_holds();
}

#[test]
fn a_record_is_explained() {
    let ground = Ground::new();
    ground.recordings(&["2026-03-10"]);
    let key = ["cam-1/2026-03-10T10.mp4".to_owned()];
    let told = ground.session().explain_record("cctv.recordings", &key, None).unwrap();
    let said = format!("{told:?}");
    assert!(said.contains("surveillance") && said.contains("2026-03-17"), "{said}");
}
