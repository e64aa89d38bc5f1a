//! A hold that is opened or closed in the midst of an apply: at each point that it passes, over rows of the first, a middle and the last
//! batch, with and without an archive. Once opening it has returned, nothing under it goes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod scene;

use std::{
    cell::{Cell, RefCell},
    path::{Path, PathBuf},
    rc::Rc,
    sync::mpsc::{Receiver, channel},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use abide_engine::{
    apply::ApplyError,
    crash,
    journal::JournalError,
    session::{ApplyPlanError, Files, NewHold, Session},
    store::{self, Access, plain},
};
use abide_policy::map::StoreUrl;
use jiff::Timestamp;
use scene::{Engine, Scene, small};
use tempfile::TempDir;

on_each! {
    opening_waits_for_the_batch_under_way
    opened_where_there_is_no_archive
    opened_where_there_is_an_archive
    opened_where_values_are_archived_anyway
    closed_where_there_is_no_archive
    closed_where_there_is_an_archive
    closed_where_values_are_archived_anyway
}

/// The contacts with an even number are old, and there are so many of them: three batches.
const OLD: u64 = 23;

/// One contact each of the first, the last and a middle batch.
const TARGETS: [u64; 3] = [2, 2 * OLD, 24];

const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.disputes]
purpose = "disputes"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification.name"]
keep = "3 years after collected"
"#;

/// What there is of an archive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Archive {
    None,
    /// For what holds keep.
    Held,
    /// For an activity besides.
    Both,
}

struct Company {
    scene: Scene,
    folder: TempDir,
    archive: Archive,
}

fn company(scene: Scene, archive: Archive) -> Company {
    let folder = tempfile::tempdir().unwrap();
    let place = match archive {
        Archive::None => String::new(),
        Archive::Held | Archive::Both => format!("archive = \"{}\"\n", scene.archive_place()),
    };
    let map = format!(
        "format = 1\n[store.crm]\nurl = \"{}\"\n{place}[store.crm.contacts]\nsubject = \"prospect\"\n\
         identity = {{ name = \"name\" }}\nserves = {{ disputes = true }}\nfields = {{ name = \"identification.name\" }}\n\
         not_personal = [\"id\", \"seen\"]\nevents = {{ collected = \"seen\" }}\n",
        scene.url(),
    );
    let policy = match archive {
        Archive::Both => POLICY.replace("after collected", "after collected, then archive for 5 years"),
        Archive::None | Archive::Held => POLICY.to_owned(),
    };
    std::fs::write(folder.path().join("policy.toml"), policy).unwrap();
    std::fs::write(folder.path().join("map.toml"), map).unwrap();
    scene.execute("CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(20), seen date)");
    Company { scene, folder, archive }
}

fn session(folder: &Path) -> Session {
    let file = |name: &str| folder.join(name);
    let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
    Session::open(files, "2026-11-22T11:00:00Z".parse().unwrap()).unwrap()
}

fn open_hold(folder: &Path, target: u64) -> String {
    let new = NewHold {
        identities: vec![("name".to_owned(), format!("N{target}"))],
        conditions: Vec::new(),
        reason: "case 7".to_owned(),
        owner: "legal".to_owned(),
        review: "2199-01-01".parse().unwrap(),
        even_if_empty: true,
    };
    session(folder).open_hold(&new, Timestamp::now).unwrap().hold
}

impl Company {
    fn reset(&self) {
        for beside in
            ["journal", "journal-wal", "journal-shm", "kept_apart", "kept_apart-wal", "kept_apart-shm"]
        {
            drop(std::fs::remove_file(self.folder.path().join(beside)));
        }
        let place = self.scene.archive_place();
        match self.scene.engine {
            Engine::Postgres(_) => self.scene.execute(&format!("DROP SCHEMA IF EXISTS {place} CASCADE")),
            Engine::MariaDb(_) => self.scene.execute(&format!("DROP DATABASE IF EXISTS {place}")),
            Engine::Sqlite(_) => {}
        }
        self.scene.execute("DROP TABLE IF EXISTS abide_token; DELETE FROM contacts");
        let seen = |id| if id % 2 == 0 { "2020-05-05" } else { "2025-05-05" };
        let rows: Vec<String> = (1..=2 * OLD).map(|id| format!("({id}, 'N{id}', '{}')", seen(id))).collect();
        self.scene.execute(&format!("INSERT INTO contacts VALUES {}", rows.join(", ")));
    }

    fn look(&self) -> Look {
        let (url, place) = (self.scene.url().to_owned(), self.scene.archive_place());
        let place = (self.archive != Archive::None).then_some(place);
        Look { url, base: self.folder.path().to_owned(), place }
    }

    /// Applies, telling of each point that is passed. Whether it went to its end.
    fn apply(&self, watcher: Option<crash::Watcher>) -> bool {
        let session = session(self.folder.path());
        let plan = session.plan(None, None).unwrap();
        crash::watch(watcher);
        let since = Instant::now();
        let applied = loop {
            match session.apply(&plan, &small(), Timestamp::now, &mut ()) {
                // A process that another test is about to start has our locks for a moment.
                Err(ApplyPlanError::Apply {
                    cause: ApplyError::Applying { .. } | ApplyError::Journal(JournalError::Applying { .. }),
                    ..
                }) if since.elapsed() < Duration::from_secs(20) => {
                    std::thread::sleep(Duration::from_millis(5));
                }
                applied => break applied,
            }
        };
        crash::watch(None);
        match applied {
            Ok(_) => true,
            Err(ApplyPlanError::Apply { cause: ApplyError::Decided, .. } | ApplyPlanError::Stale(_)) => false,
            Err(error) => panic!("{error}"),
        }
    }

    /// Until there is nothing left to do.
    fn apply_to_the_end(&self, at: &str) {
        for _ in 0..4 {
            if session(self.folder.path()).plan(None, None).unwrap().is_empty() {
                return;
            }
            self.apply(None);
        }
        panic!("{at}: there is always something left to do");
    }

    /// Contacts in use, the recent ones left out, and what is archived with what for.
    fn found(&self) -> (Vec<String>, Vec<String>) {
        let in_use = self.scene.rows("SELECT name FROM contacts WHERE id % 2 = 0 ORDER BY id");
        let recent = self.scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1");
        assert_eq!(recent, OLD);
        let mut archived = self.look().archived();
        archived.sort();
        session(self.folder.path()).verify().unwrap();
        (in_use, archived)
    }
}

/// Looks from another connection, wherever it is called.
struct Look {
    url: String,
    base: PathBuf,
    place: Option<String>,
}

impl Look {
    fn store(&self) -> Box<dyn store::Store> {
        let url = StoreUrl::Address(self.url.clone());
        store::open_with_archive(&url, &self.base, self.place.as_deref(), Access::Read).unwrap()
    }

    fn in_use(&self, target: u64) -> bool {
        let text = format!("SELECT count(*) FROM contacts WHERE id = {target} AND name = 'N{target}'");
        self.store().count(&plain(text)).unwrap() > 0
    }

    /// Names in the archive, each with what it is kept for.
    fn archived(&self) -> Vec<String> {
        let mut store = self.store();
        let there = store.archived().unwrap().unwrap_or_default();
        if there.is_empty() {
            return Vec::new();
        }
        let place = match store.dialect() {
            abide_plan::catalog::Dialect::Sqlite => abide_plan::archive::ATTACHED.to_owned(),
            _ => self.place.clone().unwrap(),
        };
        let rows = store.query(&plain(format!("SELECT name, abide_activity FROM {place}.contacts"))).unwrap();
        let text = |value: &abide_plan::value::Value| abide_plan::evaluate::key_text(value);
        rows.iter().map(|row| format!("{} {}", text(&row[0]), text(&row[1]))).collect()
    }
}

/// What a thread that opens a hold tells.
enum Told {
    /// It is written down, and what is under way is waited for.
    Waits,
    /// It is open: its name, and whether the contact was in use then.
    Open(String, bool),
}

/// Opens a hold from elsewhere.
fn opener(folder: PathBuf, look: Look, target: u64) -> (JoinHandle<()>, Receiver<Told>) {
    let (tell, told) = channel();
    let thread = std::thread::spawn(move || {
        let waits = tell.clone();
        crash::watch(Some(Box::new(move |name| {
            if name == "before-outlasting" {
                drop(waits.send(Told::Waits));
            }
        })));
        let hold = open_hold(&folder, target);
        drop(tell.send(Told::Open(hold, look.in_use(target))));
    });
    (thread, told)
}

/// At the point before each commit somebody opens a hold: it is not open before the commit is over.
fn opening_waits_for_the_batch_under_way(scene: Scene) {
    let company = company(scene, Archive::None);
    company.reset();
    let opened = Rc::new(RefCell::new(None));
    let (kept, folder, look) =
        (Rc::clone(&opened), company.folder.path().to_owned(), RefCell::new(Some(company.look())));
    let ended = company.apply(Some(Box::new(move |name| {
        let Some(look) = (name == "before-commit").then(|| look.borrow_mut().take()).flatten() else {
            return;
        };
        let (thread, told) = opener(folder.clone(), look, 2);
        assert!(matches!(told.recv_timeout(Duration::from_secs(20)), Ok(Told::Waits)));
        assert!(
            told.recv_timeout(Duration::from_millis(300)).is_err(),
            "a hold is open that the batch did not see"
        );
        *kept.borrow_mut() = Some((thread, told));
    })));
    assert!(!ended, "the next batch sees it");
    let (thread, told) = opened.take().unwrap();
    assert!(matches!(told.recv_timeout(Duration::from_secs(20)), Ok(Told::Open(_, false))));
    thread.join().unwrap();
    // A process that dies, or an apply that ends, leaves nothing locked.
    open_hold(company.folder.path(), 4);
}

fn opened_where_there_is_no_archive(scene: Scene) {
    opened(&company(scene, Archive::None));
}

fn opened_where_there_is_an_archive(scene: Scene) {
    opened(&company(scene, Archive::Held));
}

fn opened_where_values_are_archived_anyway(scene: Scene) {
    opened(&company(scene, Archive::Both));
}

fn closed_where_there_is_no_archive(scene: Scene) {
    closed(&company(scene, Archive::None));
}

fn closed_where_there_is_an_archive(scene: Scene) {
    closed(&company(scene, Archive::Held));
}

fn closed_where_values_are_archived_anyway(scene: Scene) {
    closed(&company(scene, Archive::Both));
}

/// Does something at each point of an apply, for each target; a server takes longer over each, and its batches are alike.
fn everywhere(company: &Company, act: impl Fn(u64, u64) -> Option<String>) {
    let sqlite = matches!(company.scene.engine, Engine::Sqlite(_));
    let (targets, step) = if sqlite { (&TARGETS[..], 1) } else { (&TARGETS[2..], 3) };
    let mut tried = 0;
    for target in targets.iter().copied() {
        for point in (1..).step_by(step) {
            company.reset();
            if act(target, point).is_none() {
                break;
            }
            tried += 1;
        }
    }
    assert!(tried >= 15 * targets.len() / step, "{tried}");
}

/// What was there when opening the hold had returned stays, or is archived under it; all else that is old goes.
fn opened(company: &Company) {
    everywhere(company, |target, point| {
        let at = format!("opened over {target} at {point}");
        let passed = Rc::new(Cell::new(0));
        let opened = Rc::new(RefCell::new(None));
        let (counter, kept) = (Rc::clone(&passed), Rc::clone(&opened));
        let (folder, look) = (company.folder.path().to_owned(), RefCell::new(Some(company.look())));
        company.apply(Some(Box::new(move |_| {
            counter.set(counter.get() + 1);
            let Some(look) = (counter.get() == point).then(|| look.borrow_mut().take()).flatten() else {
                return;
            };
            let (thread, told) = opener(folder.clone(), look, target);
            assert!(matches!(told.recv_timeout(Duration::from_secs(20)), Ok(Told::Waits)));
            // Where no batch is under way it is open at once; else it is once that is over.
            let open = told.recv_timeout(Duration::from_millis(if point % 4 == 0 { 40 } else { 8 })).ok();
            *kept.borrow_mut() = Some((thread, told, open));
        })));
        if passed.get() < point {
            return None;
        }
        let (thread, told, open) = opened.take().unwrap();
        let open = open.or_else(|| told.recv_timeout(Duration::from_secs(20)).ok());
        thread.join().unwrap();
        let Some(Told::Open(hold, there)) = open else { panic!("{at}: it was not opened") };
        company.apply_to_the_end(&at);
        kept_as_told(company, target, (&hold, there), &at);
        Some(at)
    });
}

fn kept_as_told(company: &Company, target: u64, (hold, there): (&str, bool), at: &str) {
    let (in_use, archived) = company.found();
    let name = format!("N{target}");
    let under = format!("{name} hold:{hold}");
    let held: Vec<&String> = archived.iter().filter(|row| row.contains("hold:")).collect();
    match company.archive {
        Archive::None => {
            // Between being open and our looking at it nothing happened.
            assert!(!there || in_use == [name], "{at}: {in_use:?}");
            assert!(in_use.len() <= 1 && archived.is_empty(), "{at}: {in_use:?} {archived:?}");
        }
        Archive::Held | Archive::Both => {
            assert!(in_use.is_empty(), "{at}: {in_use:?}");
            assert!(!there || held == [&under], "{at}: {held:?}");
            assert!(held.len() <= 1, "{at}: {held:?}");
        }
    }
    let others = archived.iter().filter(|row| row.ends_with("disputes")).count() as u64;
    let all = if company.archive == Archive::Both { OLD } else { 0 };
    assert_eq!(others, all, "{at}");
}

/// Until it is closed, what it keeps is somewhere; after that it goes, from wherever it is.
fn closed(company: &Company) {
    everywhere(company, |target, point| {
        let at = format!("closed over {target} at {point}");
        let hold = open_hold(company.folder.path(), target);
        let passed = Rc::new(Cell::new(0));
        let (counter, folder, look) = (Rc::clone(&passed), company.folder.path().to_owned(), company.look());
        let name = at.clone();
        company.apply(Some(Box::new(move |_| {
            counter.set(counter.get() + 1);
            if counter.get() == point {
                let archived = look.archived();
                let kept = look.in_use(target) || archived.contains(&format!("N{target} hold:{hold}"));
                assert!(kept, "{name}: it is nowhere");
                session(&folder).close_hold(&hold, "settled", Timestamp::now).unwrap();
            }
        })));
        if passed.get() < point {
            return None;
        }
        company.apply_to_the_end(&at);
        let (in_use, archived) = company.found();
        let all = if company.archive == Archive::Both { OLD } else { 0 };
        assert!(in_use.is_empty(), "{at}: {in_use:?}");
        assert!(
            archived.len() as u64 == all && !archived.iter().any(|row| row.contains("hold:")),
            "{at}: {archived:?}"
        );
        Some(at)
    });
}
