//! A hold that is opened or closed in the midst of an apply: at each point that it passes, over rows of the first, a middle and the last
//! batch, with and without an archive. Once opening it has returned, nothing under it goes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::needless_pass_by_value, missing_docs)]

mod company;
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
    session::ApplyPlanError,
    store::{self, Access, plain},
};
use abide_policy::map::StoreUrl;
use company::{Company, DISPUTES, hold_over, is_busy, session};
use jiff::Timestamp;
use scene::{Engine, Scene, small};

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

/// What there is of an archive.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Archive {
    None,
    /// For what holds keep.
    Held,
    /// For an activity besides.
    Both,
}

struct Holding {
    company: Company,
    archive: Archive,
}

fn holding(scene: Scene, archive: Archive) -> Holding {
    let policy = match archive {
        Archive::Both => DISPUTES.to_owned(),
        Archive::None | Archive::Held => DISPUTES.replace(", then archive for 5 years", ""),
    };
    let company = Company::of_contacts(scene, &policy, "disputes = true");
    if archive == Archive::None {
        company.change("map.toml", "archive = ", "# archive = ");
    }
    company.scene.execute(
        "CREATE TABLE contacts (id integer PRIMARY KEY, name varchar(20), phone varchar(20), seen date)",
    );
    Holding { company, archive }
}

fn open_hold(folder: &Path, target: u64) -> String {
    let new = hold_over("name", &[&format!("N{target}")], true);
    session(folder).open_hold(&new, Timestamp::now).unwrap().hold
}

impl Holding {
    fn reset(&self) {
        let seen = |id| if id % 2 == 0 { "2020-05-05" } else { "2025-05-05" };
        let row = |id| format!("({id}, 'N{id}', NULL, '{}')", seen(id));
        self.company.start_anew(&(1..=2 * OLD).map(row).collect::<Vec<_>>());
    }

    fn folder(&self) -> &Path {
        self.company.folder.path()
    }

    fn look(&self) -> Look {
        let (url, place) = (self.company.scene.url().to_owned(), self.company.scene.archive_place());
        let place = (self.archive != Archive::None).then_some(place);
        Look { url, base: self.folder().to_owned(), place }
    }

    /// Applies, telling of each point that is passed. Whether it went to its end.
    fn apply(&self, watcher: Option<crash::Watcher>) -> bool {
        let session = session(self.folder());
        let plan = session.plan(None, None).unwrap();
        crash::watch(watcher);
        let since = Instant::now();
        let applied = loop {
            match session.apply(&plan, &small(), Timestamp::now, &mut ()) {
                // A process that another test is about to start has our locks for a moment.
                Err(ApplyPlanError::Apply { cause, .. })
                    if is_busy(&cause) && since.elapsed() < Duration::from_secs(20) =>
                {
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
            if session(self.folder()).plan(None, None).unwrap().is_empty() {
                return;
            }
            self.apply(None);
        }
        panic!("{at}: there is always something left to do");
    }

    /// Contacts in use, the recent ones left out, and what is archived with what for.
    fn found(&self) -> (Vec<String>, Vec<String>) {
        let in_use = self.company.scene.rows("SELECT name FROM contacts WHERE id % 2 = 0 ORDER BY id");
        let recent = self.company.scene.number("SELECT count(*) FROM contacts WHERE id % 2 = 1");
        assert_eq!(recent, OLD);
        let mut archived = self.look().archived();
        archived.sort();
        session(self.folder()).verify().unwrap();
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
    let holding = holding(scene, Archive::None);
    holding.reset();
    let opened = Rc::new(RefCell::new(None));
    let (kept, folder, look) =
        (Rc::clone(&opened), holding.folder().to_owned(), RefCell::new(Some(holding.look())));
    let ended = holding.apply(Some(Box::new(move |name| {
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
    open_hold(holding.folder(), 4);
}

fn opened_where_there_is_no_archive(scene: Scene) {
    opened(&holding(scene, Archive::None));
}

fn opened_where_there_is_an_archive(scene: Scene) {
    opened(&holding(scene, Archive::Held));
}

fn opened_where_values_are_archived_anyway(scene: Scene) {
    opened(&holding(scene, Archive::Both));
}

fn closed_where_there_is_no_archive(scene: Scene) {
    closed(&holding(scene, Archive::None));
}

fn closed_where_there_is_an_archive(scene: Scene) {
    closed(&holding(scene, Archive::Held));
}

fn closed_where_values_are_archived_anyway(scene: Scene) {
    closed(&holding(scene, Archive::Both));
}

/// Does something at each point of an apply, for each target; a server takes longer over each, and its batches are alike.
fn everywhere(holding: &Holding, act: impl Fn(u64, u64) -> Option<String>) {
    let sqlite = matches!(holding.company.scene.engine, Engine::Sqlite(_));
    let (targets, step) = if sqlite { (&TARGETS[..], 1) } else { (&TARGETS[2..], 3) };
    let mut tried = 0;
    for target in targets.iter().copied() {
        for point in (1..).step_by(step) {
            holding.reset();
            if act(target, point).is_none() {
                break;
            }
            tried += 1;
        }
    }
    assert!(tried >= 15 * targets.len() / step, "{tried}");
}

/// What was there when opening the hold had returned stays, or is archived under it; all else that is old goes.
fn opened(holding: &Holding) {
    everywhere(holding, |target, point| {
        let at = format!("opened over {target} at {point}");
        let passed = Rc::new(Cell::new(0));
        let opened = Rc::new(RefCell::new(None));
        let (counter, kept) = (Rc::clone(&passed), Rc::clone(&opened));
        let (folder, look) = (holding.folder().to_owned(), RefCell::new(Some(holding.look())));
        holding.apply(Some(Box::new(move |_| {
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
        holding.apply_to_the_end(&at);
        kept_as_told(holding, target, (&hold, there), &at);
        Some(at)
    });
}

fn kept_as_told(holding: &Holding, target: u64, (hold, there): (&str, bool), at: &str) {
    let (in_use, archived) = holding.found();
    let name = format!("N{target}");
    let under = format!("{name} hold:{hold}");
    let held: Vec<&String> = archived.iter().filter(|row| row.contains("hold:")).collect();
    match holding.archive {
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
    let all = if holding.archive == Archive::Both { OLD } else { 0 };
    assert_eq!(others, all, "{at}");
}

/// Until it is closed, what it keeps is somewhere; after that it goes, from wherever it is.
fn closed(holding: &Holding) {
    everywhere(holding, |target, point| {
        let at = format!("closed over {target} at {point}");
        let hold = open_hold(holding.folder(), target);
        let passed = Rc::new(Cell::new(0));
        let (counter, folder, look) = (Rc::clone(&passed), holding.folder().to_owned(), holding.look());
        let name = at.clone();
        holding.apply(Some(Box::new(move |_| {
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
        holding.apply_to_the_end(&at);
        let (in_use, archived) = holding.found();
        let all = if holding.archive == Archive::Both { OLD } else { 0 };
        assert!(in_use.is_empty(), "{at}: {in_use:?}");
        assert!(
            archived.len() as u64 == all && !archived.iter().any(|row| row.contains("hold:")),
            "{at}: {archived:?}"
        );
        Some(at)
    });
}
