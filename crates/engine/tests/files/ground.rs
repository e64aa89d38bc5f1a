//! A folder or a bucket with a policy and a map, and the few things that its tests do: write files, plan, apply, look.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use abide_engine::{
    apply::{Applied, Options},
    journal::Journal,
    session::{ApplyPlanError, Files, PlanError, Session},
};
use abide_ledger::Event;
use abide_plan::plan::{Found, Plan};
use abide_testkit::objects::Bucket;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tempfile::TempDir;

pub(crate) const POLICY: &str = r#"
format = 1

[controller]
name = "Example Ltd"

[activity.surveillance]
purpose = "video-surveillance"
basis = "legitimate-interest"
subjects = ["visitor"]
data = ["image.video"]
keep = "7 days after recorded"
clause = "example/1"

[clause."example/1"]
says = "Recordings are kept for seven days."
"#;

pub(crate) const RECORDINGS: &str = r#"
[store.cctv.recordings]
subject = "visitor"
files = "cam-{camera}/{began:%Y-%m-%d}T*.mp4"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["camera"]
events = { recorded = "began" }
"#;

/// The day on which everything happens.
pub(crate) const TODAY: &str = "2026-03-15";

pub(crate) struct Ground {
    at: PathBuf,
    _home: Option<TempDir>,
    store: PathBuf,
    /// Where the files are, if not in the folder.
    pub(crate) bucket: Option<Bucket>,
}

/// What the files' store is below, in its bucket.
pub(crate) const PREFIX: &str = "gate 1/video";

impl Ground {
    /// An empty folder with the recordings' map.
    pub(crate) fn new() -> Self {
        Self::with(POLICY, RECORDINGS)
    }

    pub(crate) fn with(policy: &str, tables: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let store = home.path().join("files");
        fs::create_dir(&store).unwrap();
        let ground = Self { at: home.path().to_owned(), _home: Some(home), store, bucket: None };
        ground.write("policy.toml", policy);
        ground.map("", tables);
        ground
    }

    /// The same with the files in a bucket of its own.
    pub(crate) fn bucket(policy: &str, tables: &str) -> Self {
        let mut ground = Self::with(policy, tables);
        let bucket = Bucket::create();
        ground.write("cctv.url", &bucket.url(&PREFIX.replace(' ', "%20")));
        ground.bucket = Some(bucket);
        ground.map("", tables);
        ground
    }

    /// In a folder, and in a bucket.
    pub(crate) fn both(policy: &str, tables: &str) -> [Self; 2] {
        [Self::with(policy, tables), Self::bucket(policy, tables)]
    }

    /// One that another process made.
    pub(crate) fn at(home: &Path) -> Self {
        Self { at: home.to_owned(), _home: None, store: home.join("files"), bucket: None }
    }

    pub(crate) fn map(&self, keys: &str, tables: &str) {
        let url = if self.bucket.is_some() { "file:cctv.url" } else { "folder:files" };
        self.map_to(url, keys, tables);
    }

    pub(crate) fn map_to(&self, url: &str, keys: &str, tables: &str) {
        let map =
            format!("format = 1\n\n[store.cctv]\nurl = \"{url}\"\ntime_zone = \"UTC\"\n{keys}\n{tables}");
        self.write("map.toml", &map);
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.at.join(name), text).unwrap();
    }

    pub(crate) fn home(&self) -> &Path {
        &self.at
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.store.join(name)
    }

    /// A file that nobody has written to for a month.
    pub(crate) fn file(&self, name: &str) {
        match &self.bucket {
            Some(bucket) => bucket.put(&format!("{PREFIX}/{name}"), "x"),
            None => self.bytes(name.as_bytes()),
        }
    }

    /// Many of them.
    pub(crate) fn files(&self, names: &[String]) {
        match &self.bucket {
            Some(bucket) => {
                let keys: Vec<String> = names.iter().map(|name| format!("{PREFIX}/{name}")).collect();
                bucket.put_all(&keys);
            }
            None => names.iter().for_each(|name| self.file(name)),
        }
    }

    /// Takes a file away, as another program would.
    pub(crate) fn take(&self, name: &str) {
        match &self.bucket {
            Some(bucket) => bucket.delete(&format!("{PREFIX}/{name}")),
            None => fs::remove_file(self.path(name)).unwrap(),
        }
    }

    pub(crate) fn bytes(&self, name: &[u8]) {
        let path = self.store.join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "x").unwrap();
        rest(&path);
    }

    /// A recording of each of these days, by each of two cameras.
    pub(crate) fn recordings(&self, days: &[&str]) {
        let names = days.iter().flat_map(|day| [1, 2].map(|camera| format!("cam-{camera}/{day}T10.mp4")));
        self.files(&names.collect::<Vec<_>>());
    }

    pub(crate) fn session(&self) -> Session {
        let file = |name: &str| self.at.join(name);
        let files =
            Files { policy: file("policy.toml"), map: file("map.toml"), journal: self.journal_path() };
        let today: Date = TODAY.parse().unwrap();
        let noon = today.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
        Session::open(files, noon.timestamp()).unwrap()
    }

    pub(crate) fn try_plan(&self) -> Result<Plan, PlanError> {
        self.session().plan(None, None)
    }

    pub(crate) fn plan(&self) -> Plan {
        self.try_plan().unwrap()
    }

    /// How many files are to go, by set.
    pub(crate) fn planned(&self) -> BTreeMap<String, u64> {
        let steps = self.plan().stores.into_iter().flat_map(|store| store.steps);
        steps.map(|planned| (planned.step.table.to_string(), planned.rows)).collect()
    }

    pub(crate) fn findings(&self) -> Vec<Found> {
        self.plan().stores.into_iter().flat_map(|store| store.findings).collect()
    }

    /// The codes of what is found.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.findings().into_iter().map(|found| found.code).collect()
    }

    pub(crate) fn try_apply(&self, plan: &Plan) -> Result<Applied, ApplyPlanError> {
        let options = Options { batch: 4, group: 2, ..Options::default() };
        let done = self.session().apply(plan, &options, Timestamp::now, &mut ())?;
        Ok(done.into_iter().next().unwrap().1)
    }

    pub(crate) fn apply(&self) -> Applied {
        self.try_apply(&self.plan()).unwrap()
    }

    /// What is in the store, in order of name, but for Abide's own.
    pub(crate) fn list(&self) -> Vec<String> {
        let mut names = self.all();
        names.retain(|name| !name.starts_with(".abide"));
        names
    }

    /// With Abide's own.
    pub(crate) fn all(&self) -> Vec<String> {
        let mut names: Vec<String> = match &self.bucket {
            Some(bucket) => {
                let below = |key: String| key.strip_prefix(PREFIX)?.strip_prefix('/').map(str::to_owned);
                bucket.keys().into_iter().filter_map(below).collect()
            }
            None => self.in_folder(),
        };
        names.sort();
        names
    }

    fn in_folder(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.store, &mut found);
        let name = |path: &PathBuf| path.strip_prefix(&self.store).unwrap().to_string_lossy().into_owned();
        found.iter().map(name).collect()
    }

    pub(crate) fn journal_path(&self) -> PathBuf {
        self.at.join("journal.sqlite")
    }

    pub(crate) fn journal(&self) -> Journal {
        Journal::open(&self.journal_path(), Timestamp::now).unwrap()
    }

    /// Rows that the journal says went.
    pub(crate) fn journaled(&self) -> u64 {
        let journal = self.journal();
        let events = (1..=journal.head().unwrap().seq).map(|seq| journal.entry(seq).unwrap().unwrap().event);
        let rows = |event| match event {
            Event::BatchDone { rows, with, .. } => rows + with.iter().map(|with| with.rows).sum::<u64>(),
            _ => 0,
        };
        events.map(rows).sum()
    }

    /// The chain is whole, the folder's tokens witness it, and nothing is open.
    pub(crate) fn evidence_holds(&self) {
        self.session().verify().unwrap();
        assert_eq!(self.journal().open_intents("cctv").unwrap(), []);
        assert!(!self.all().contains(&".abide/removing".to_owned()));
    }
}

/// Sets a file's time back.
pub(crate) fn rest(path: &Path) {
    let month = Duration::from_secs(30 * 24 * 3600);
    fs::File::options().write(true).open(path).unwrap().set_modified(SystemTime::now() - month).unwrap();
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), found);
        } else {
            found.push(entry.path());
        }
    }
}
