//! What only a bucket has: a server in between, versions, keys that are no paths, and a lock that outlives its owner.

use std::{cell::Cell, fs};

use abide_engine::apply::{Applied, Observer, Options, Progress};
use jiff::Timestamp;

use crate::ground::{Ground, POLICY, PREFIX, RECORDINGS};

fn ground() -> Ground {
    Ground::bucket(POLICY, RECORDINGS)
}

fn refused(ground: &Ground, url: &str) -> String {
    ground.write("cctv.url", url);
    ground.try_plan().unwrap_err().to_string()
}

/// Plans, and applies what was planned with another key; why that is refused.
fn refused_to_apply(ground: &Ground, url: &str) -> String {
    let plan = ground.plan();
    ground.write("cctv.url", url);
    ground.try_apply(&plan).unwrap_err().to_string()
}

#[test]
fn who_is_not_let_in_is_told_why() {
    let ground = ground();
    ground.recordings(&["2026-03-01"]);
    let bucket = ground.bucket.as_ref().unwrap();
    let nowhere = bucket.url("video").replace(bucket.name(), "no-such-bucket");
    for (url, told) in [
        (nowhere, "does not exist: NoSuchBucket"),
        (
            bucket.url_as("tester:wrong", "video"),
            "does not let us in: SignatureDoesNotMatch; the secret access key is not the one that belongs to the \
             access key id: correct the secret in s3://KEY:SECRET@BUCKET, in the file ",
        ),
        (
            bucket.url_as("nobody:wrong", "video"),
            "does not let us in: InvalidAccessKeyId; it knows no such access key id: correct the key in \
             s3://KEY:SECRET@BUCKET, in the file ",
        ),
        ("s3://key:hush@video?endpoint=http://127.0.0.1:1".to_owned(), "cannot be reached"),
        ("s3://key:hush@video?endpoint=http://store.example.com".to_owned(), "its endpoint is not encrypted"),
        ("s3://key:hush@video/a//b?endpoint=http://127.0.0.1:1".to_owned(), "its prefix has an empty part"),
    ] {
        let error = refused(&ground, &url);
        assert!(error.contains(told), "{error}");
        assert!(!error.contains("wrong") && !error.contains("hush"), "{error}");
    }
}

#[test]
fn who_may_only_read_plans_and_removes_nothing() {
    let ground = ground();
    ground.recordings(&["2026-03-01"]);
    let url = ground.bucket.as_ref().unwrap().readers_url(&PREFIX.replace(' ', "%20"));
    let error = refused_to_apply(&ground, &url);
    assert!(error.contains("does not permit it: AccessDenied"), "{error}");
    assert_eq!(ground.planned()["recordings"], 2);
    assert_eq!(ground.all().len(), 2);
}

#[test]
fn a_bucket_that_keeps_versions_is_told_and_left_alone() {
    let ground = ground();
    ground.bucket.as_ref().unwrap().keep_versions();
    ground.recordings(&["2026-03-01"]);
    assert!(ground.codes().contains(&"files/versions".to_owned()), "{:?}", ground.codes());
    let error = ground.try_apply(&ground.plan()).unwrap_err().to_string();
    assert!(error.contains("error"), "{error}");
    assert_eq!(ground.list().len(), 2);
}

#[test]
fn listings_of_many_pages_are_read_to_their_end() {
    let ground = ground();
    let names: Vec<String> = (0..2345).map(|number| format!("cam-{number}/2026-03-01T10.mp4")).collect();
    ground.files(&names);
    assert_eq!(ground.planned()["recordings"], 2345);
    let done = applied(&ground, &mut (), 2000);
    assert_eq!((done.rows, ground.list().len()), (2345, 0));
    assert_eq!(ground.journaled(), 2345);
    ground.evidence_holds();
}

fn applied(ground: &Ground, observer: &mut dyn Observer, batch: u64) -> Applied {
    let options = Options { batch, group: 2, ..Options::default() };
    let done = ground.session().apply(&ground.plan(), &options, Timestamp::now, observer).unwrap();
    done.into_iter().next().unwrap().1
}

#[test]
fn what_is_beside_the_prefix_is_not_seen() {
    let ground = ground();
    let bucket = ground.bucket.as_ref().unwrap();
    for key in [
        "cam-1/2026-03-01T10.mp4",
        "gate 1/video-old/cam-1/2026-03-01T10.mp4",
        "gate 1/video/",
        "gate 1/video/cam-2/",
    ] {
        bucket.put(key, "");
    }
    ground.recordings(&["2026-03-01"]);
    assert_eq!(ground.apply().rows, 2);
    assert_eq!(bucket.keys().iter().filter(|key| key.ends_with(".mp4")).count(), 2);
}

/// Puts an object anew when the first batch is done.
struct Meanwhile<'g> {
    ground: &'g Ground,
    name: &'g str,
    done: Cell<bool>,
}

impl Observer for Meanwhile<'_> {
    fn progress(&mut self, _: &Progress) {
        if !self.done.replace(true) {
            self.ground.bucket.as_ref().unwrap().put(&format!("{PREFIX}/{}", self.name), "another recording");
        }
    }
}

#[test]
fn an_object_that_changes_during_an_apply_is_left_and_told() {
    let ground = ground();
    ground.recordings(&["2026-03-01"]);
    let name = "cam-2/2026-03-01T10.mp4";
    let done = applied(&ground, &mut Meanwhile { ground: &ground, name, done: Cell::new(false) }, 1);
    assert_eq!((done.rows, done.left[0].rows), (1, 1), "{done:?}");
    assert_eq!(done.left[0].refusal.as_deref(), Some("a file changed meanwhile"));
    assert_eq!(ground.list(), [name]);
    assert_eq!(ground.apply().rows, 1);
    ground.evidence_holds();
}

#[test]
fn an_object_that_vanishes_during_an_apply_is_no_trouble() {
    struct Gone<'g>(&'g Ground);
    impl Observer for Gone<'_> {
        fn progress(&mut self, _: &Progress) {
            self.0.take("cam-2/2026-03-01T10.mp4");
        }
    }
    let ground = ground();
    ground.recordings(&["2026-03-01"]);
    let done = applied(&ground, &mut Gone(&ground), 1);
    assert_eq!((done.rows, done.left[0].refusal.as_deref(), ground.list().len()), (1, None, 0), "{done:?}");
    assert_eq!(ground.planned()["recordings"], 0);
    ground.evidence_holds();
}

#[test]
fn one_apply_at_a_time_even_from_another_machine() {
    let ground = ground();
    ground.recordings(&["2026-03-01"]);
    let lock = format!("{PREFIX}/.abide/lock");
    let bucket = ground.bucket.as_ref().unwrap();
    bucket.put(&lock, r#"{"machine": "elsewhere", "process": 1, "began": "1", "number": 1}"#);
    let error = ground.try_apply(&ground.plan()).unwrap_err().to_string();
    assert!(error.contains("another apply is at work"), "{error}");
    assert_eq!(ground.list().len(), 2);
    bucket.delete(&lock);
    assert_eq!(ground.apply().rows, 2);
    assert!(!bucket.keys().contains(&lock), "it is given back");
}

/// It is not heard of for long after its first batch, and another machine takes over.
#[test]
fn an_apply_that_was_taken_over_does_nothing_more() {
    const OTHER: &str = r#"{"machine": "elsewhere", "process": 1, "began": "1", "number": 1}"#;
    struct TakenOver<'g>(&'g Ground, &'g str);
    impl Observer for TakenOver<'_> {
        fn progress(&mut self, _: &Progress) {
            self.0.bucket.as_ref().unwrap().put(self.1, OTHER);
        }
    }
    let ground = ground();
    ground.recordings(&["2026-03-01"]);
    let lock = format!("{PREFIX}/.abide/lock");
    let options = Options { batch: 1, group: 1, ..Options::default() };
    let error = ground
        .session()
        .apply(&ground.plan(), &options, Timestamp::now, &mut TakenOver(&ground, &lock))
        .unwrap_err();
    assert!(error.to_string().contains("another apply took over"), "{error}");
    let bucket = ground.bucket.as_ref().unwrap();
    assert_eq!(bucket.get(&lock), OTHER);
    assert_eq!(ground.list().len(), 1);
    assert!(!ground.all().contains(&".abide/removing".to_owned()));
    bucket.delete(&lock);
    assert_eq!(ground.apply().rows, 1);
    ground.evidence_holds();
}

#[test]
fn records_take_their_objects_along_however_they_name_them() {
    const MAP: &str = r#"
[store.cctv.files]
files = "cam-{camera}/*.mp4"
subject = "visitor"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["camera"]
events = { recorded = "modified" }
unserved = "keep"

[store.office]
url = "sqlite:office.db"

[store.office.recordings]
subject = "visitor"
file = { column = "path", store = "cctv" }
serves = { surveillance = true }
fields = { path = "image.video" }
not_personal = ["id", "recorded"]
events = { recorded = "recorded" }
"#;
    let ground = Ground::bucket(POLICY, MAP);
    let name = ground.bucket.as_ref().unwrap().name().to_owned();
    ground.files(&(1..=4).map(|id| format!("cam-1/{id}.mp4")).collect::<Vec<_>>());
    let office = rusqlite::Connection::open(ground.home().join("office.db")).unwrap();
    office
        .execute_batch("CREATE TABLE recordings (id INTEGER PRIMARY KEY, path TEXT, recorded DATE)")
        .unwrap();
    let below = format!("{PREFIX}/cam-1/2.mp4");
    let whole = format!("s3://{name}/{PREFIX}/cam-1/3.mp4");
    for (id, path, day) in [
        (1, "cam-1/1.mp4", "2026-01-01"),
        (2, &below, "2026-01-01"),
        (3, &whole, "2026-01-01"),
        (4, "cam-1/4.mp4", "2026-03-14"),
        (5, "elsewhere/5.mp4", "2026-01-01"),
    ] {
        office.execute("INSERT INTO recordings VALUES (?1, ?2, ?3)", (id, path, day)).unwrap();
    }
    let plan = ground.session().plan(None, Some("office")).unwrap();
    let done = ground.session().apply(&plan, &Options::default(), Timestamp::now, &mut ()).unwrap();
    assert_eq!((done[0].1.rows, done[0].1.left[0].rows), (3, 1), "{done:?}");
    assert_eq!(ground.list(), ["cam-1/4.mp4"]);
    assert!(!fs::exists(ground.path("cam-1")).unwrap());
}
