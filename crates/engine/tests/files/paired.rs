//! Files that go with the records of a database: the record names its file, both go, and in that order.

use std::{fs, os::unix::process::ExitStatusExt};

use abide_engine::apply::{Left, Options};
use abide_plan::plan::Plan;
use abide_testkit::postgres;
use jiff::Timestamp;

use crate::{
    ground::{Ground, POLICY, rest},
    killed::child,
};

const TABLES: &str = "
    CREATE TABLE recordings (id integer PRIMARY KEY, camera text NOT NULL, path text, recorded date);
    CREATE TABLE sightings (id integer PRIMARY KEY, recording_id integer NOT NULL REFERENCES recordings (id), still text);";

const MAP: &str = r#"
[store.cctv.files]
files = "cam-{camera}/*.mp4"
subject = "visitor"
serves = { surveillance = true }
fields = { content = "image.video" }
not_personal = ["camera"]
events = { recorded = "modified" }
unserved = "keep"

[store.cctv.manuals]
files = "manuals/**"
personal = false

[store.office]
url = "file:office.url"

[store.office.recordings]
subject = "visitor"
file = { column = "path", store = "cctv" }
serves = { surveillance = true }
fields = { path = "image.video" }
not_personal = ["id", "camera", "recorded"]
events = { recorded = "recorded" }

[store.office.sightings]
subject = "visitor"
serves = { surveillance = true }
fields = { still = "image.video" }
not_personal = ["id", "recording_id"]
events = { recorded = "recordings.recorded" }
"#;

/// A ground with a database beside its folder.
pub(crate) struct Office<'g> {
    ground: &'g Ground,
    postgres: Option<postgres::Database>,
}

impl<'g> Office<'g> {
    fn sqlite(ground: &'g Ground) -> Self {
        fs::write(ground.home().join("office.url"), "sqlite:office.db").unwrap();
        fs::write(ground.home().join("office.db"), "").unwrap();
        Self::made(Self { ground, postgres: None })
    }

    fn postgres(ground: &'g Ground) -> Self {
        let database = postgres::Database::create();
        fs::write(ground.home().join("office.url"), database.url()).unwrap();
        Self::made(Self { ground, postgres: Some(database) })
    }

    fn made(self) -> Self {
        self.ground.map("", MAP);
        self.execute(TABLES);
        self
    }

    /// One that another process made.
    pub(crate) fn at(ground: &'g Ground) -> Self {
        Self { ground, postgres: None }
    }

    fn execute(&self, sql: &str) {
        match &self.postgres {
            Some(database) => database.execute(sql),
            None => self.lite().execute_batch(sql).unwrap(),
        }
    }

    fn ids(&self) -> Vec<String> {
        let sql = "SELECT CAST(id AS text) FROM recordings ORDER BY id";
        if let Some(database) = &self.postgres {
            return database.query_texts(sql).into_iter().map(|row| row[0].clone().unwrap()).collect();
        }
        let connection = self.lite();
        let mut statement = connection.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    fn lite(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.ground.home().join("office.db")).unwrap()
    }

    /// A record, with a file that is young by its own time: only the record's rule is over.
    fn recording(&self, id: u32, day: &str, path: &str) {
        self.execute(&format!("INSERT INTO recordings VALUES ({id}, 'door', '{path}', '{day}')"));
    }

    fn file(&self, name: &str) {
        self.ground.file(name);
    }

    fn plan(&self) -> Plan {
        self.ground.session().plan(None, Some("office")).unwrap()
    }

    pub(crate) fn apply(&self) {
        self.applied();
    }

    fn applied(&self) -> Vec<Left> {
        let options = Options { batch: 3, group: 2, ..Options::default() };
        let done = self.ground.session().apply(&self.plan(), &options, Timestamp::now, &mut ()).unwrap();
        done.into_iter().flat_map(|(_, applied)| applied.left).collect()
    }
}

#[test]
fn a_record_takes_its_file_along_on_sqlite() {
    let ground = Ground::with(POLICY, "");
    a_record_takes_its_file_along(&Office::sqlite(&ground));
}

#[test]
fn a_record_takes_its_file_along_on_postgres() {
    let ground = Ground::with(POLICY, "");
    a_record_takes_its_file_along(&Office::postgres(&ground));
}

fn a_record_takes_its_file_along(office: &Office<'_>) {
    for id in 1..=9 {
        office.file(&format!("cam-1/{id}.mp4"));
        office.recording(id, if id < 8 { "2026-01-01" } else { "2026-03-14" }, &format!("cam-1/{id}.mp4"));
        office.execute(&format!("INSERT INTO sightings VALUES ({id}, {id}, 'x')"));
    }
    // A whole path, a file that is gone already, and none.
    let whole = office.ground.path("cam-1/2.mp4").display().to_string();
    office.execute(&format!("UPDATE recordings SET path = '{whole}' WHERE id = 2"));
    fs::remove_file(office.ground.path("cam-1/3.mp4")).unwrap();
    office.execute("UPDATE recordings SET path = NULL WHERE id = 4");
    let told: Vec<String> = office.plan().stores[0].findings.iter().map(|found| found.code.clone()).collect();
    assert!(told.contains(&"files/with-records".to_owned()), "{told:?}");
    assert_eq!(office.applied(), []);
    assert_eq!(office.ids(), ["8", "9"]);
    assert_eq!(office.ground.list(), ["cam-1/4.mp4", "cam-1/8.mp4", "cam-1/9.mp4"]);
}

#[test]
fn a_partition_is_not_dropped_when_its_records_have_files() {
    let ground = Ground::with(POLICY, "");
    let office = Office::postgres(&ground);
    office.execute(
        "DROP TABLE sightings; DROP TABLE recordings;
         CREATE TABLE recordings (id integer, camera text NOT NULL, path text, recorded date NOT NULL, PRIMARY KEY (id, recorded))
           PARTITION BY RANGE (recorded);
         CREATE TABLE recordings_2025 PARTITION OF recordings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
         CREATE TABLE recordings_2026 PARTITION OF recordings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    );
    ground.map("", MAP.split("[store.office.sightings]").next().unwrap());
    for id in 1..=3 {
        office.file(&format!("cam-1/{id}.mp4"));
        office.recording(id, "2025-05-05", &format!("cam-1/{id}.mp4"));
    }
    assert_eq!(office.applied(), []);
    assert_eq!(office.ids(), [""; 0]);
    assert_eq!(ground.list(), [""; 0]);
}

#[test]
fn a_record_whose_file_cannot_go_stays_on_sqlite() {
    let ground = Ground::with(POLICY, "");
    a_record_whose_file_cannot_go_stays(&Office::sqlite(&ground));
}

#[test]
fn a_record_whose_file_cannot_go_stays_on_postgres() {
    let ground = Ground::with(POLICY, "");
    a_record_whose_file_cannot_go_stays(&Office::postgres(&ground));
}

fn a_record_whose_file_cannot_go_stays(office: &Office<'_>) {
    for id in 1..=5 {
        office.file(&format!("cam-1/{id}.mp4"));
        office.recording(id, "2026-01-01", &format!("cam-1/{id}.mp4"));
    }
    fs::write(office.ground.path("cam-1/2.mp4"), "still being written").unwrap();
    office.file("manuals/door.pdf");
    office.recording(6, "2026-01-01", "manuals/door.pdf");
    fs::write(office.ground.home().join("secret"), "x").unwrap();
    office.recording(7, "2026-01-01", "../secret");
    office.recording(8, "2026-01-01", "cam-1/../../secret");
    let left = office.applied();
    assert_eq!(left.iter().map(|left| left.rows).sum::<u64>(), 4, "{left:?}");
    assert_eq!(office.ids(), ["2", "6", "7", "8"]);
    assert_eq!(office.ground.list(), ["cam-1/2.mp4", "manuals/door.pdf"]);
    assert!(office.ground.home().join("secret").exists());
    rest(&office.ground.path("cam-1/2.mp4"));
    office.applied();
    assert_eq!(office.ids(), ["6", "7", "8"]);
}

#[test]
fn killed_between_file_and_record_the_next_run_finishes() {
    const POINTS: [&str; 8] = [
        "before-send",
        "before-files",
        "before-unlink",
        "after-unlink",
        "after-files",
        "before-commit",
        "after-commit",
        "before-journal",
    ];
    let mut kills = 0;
    for point in POINTS {
        for passage in 1.. {
            let ground = Ground::with(POLICY, "");
            let office = Office::sqlite(&ground);
            for id in 1..=5 {
                office.file(&format!("cam-1/{id}.mp4"));
                office.recording(
                    id,
                    if id < 5 { "2026-01-01" } else { "2026-03-14" },
                    &format!("cam-1/{id}.mp4"),
                );
            }
            let status = child(ground.home(), Some(&format!("{point}:{passage}")));
            if status.success() {
                assert!(passage > 1, "{point} is never passed");
                break;
            }
            assert_eq!(status.signal(), Some(9), "{point}:{passage}: {status}");
            kills += 1;
            // No file is left that no record names.
            for name in ground.list() {
                let id = name.trim_start_matches("cam-1/").trim_end_matches(".mp4").to_owned();
                assert!(office.ids().contains(&id), "{point}:{passage}: {name}");
            }
            assert!(child(ground.home(), None).success(), "rerun after {point}:{passage}");
            assert_eq!((office.ids(), ground.list()), (vec!["5".to_owned()], vec!["cam-1/5.mp4".to_owned()]));
            assert_eq!(ground.journaled(), 4, "{point}:{passage}");
        }
    }
    assert!(kills > 15, "{kills}");
}
