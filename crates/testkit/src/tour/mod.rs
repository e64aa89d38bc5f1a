//! A tour of the worked companies: each is generated on each engine, and then lived through with the real program, from check to
//! proof, with a lawsuit, a person who leaves and is imported again, and a backup that is restored.
//!
//! Whatever is not as it should be ends the tour in a panic that tells what.

mod houses;
mod place;
mod program;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant, SystemTime},
};

use jiff::{Timestamp, ToSpan, Zoned, civil::Date};

use crate::company::Size;
use houses::House;
use place::{ENGINES, Engine, Place};
use program::Program;

/// What every row of the table has a column for.
const STAGES: [&str; 7] = ["load", "check", "plan", "apply", "again", "verify", "replay"];

/// Takes companies of `policies` on all engines through their lives with the program `abide`, and prints a table, a row at a time.
/// `only` names companies and engines; where it names none of a kind, all of that kind are meant.
///
/// # Panics
/// When something is not as it should be, a database cannot be used, or there is nothing that is called as `only` has it.
pub fn tour(abide: &Path, policies: &Path, people: usize, only: &[String], mut print: impl FnMut(String)) {
    let houses = House::all(policies);
    for name in only {
        let known = houses.iter().any(|house| house.name == *name)
            || ENGINES.iter().any(|engine| engine.word() == name);
        assert!(known, "no company and no engine is called {name}");
    }
    let houses = chosen(houses.iter().map(|house| (house.name.as_str(), house)).collect(), only);
    let engines = chosen(ENGINES.iter().map(|engine| (engine.word(), engine)).collect(), only);
    print(heading());
    for house in &houses {
        for engine in &engines {
            print(Stay::begin(house, **engine, abide, policies).live(people));
        }
    }
}

/// Those that are named, or all where none is.
fn chosen<T>(all: Vec<(&str, T)>, only: &[String]) -> Vec<T> {
    let named = |name: &str| only.iter().any(|only| only == name);
    let none = !all.iter().any(|(name, _)| named(name));
    all.into_iter().filter(|(name, _)| none || named(name)).map(|(_, one)| one).collect()
}

fn heading() -> String {
    let stages: String = STAGES.iter().map(|stage| format!("{stage:>8}")).collect();
    format!(
        "{:<12} {:<10} {:>9} {:>9} {:>9}{stages} {:>7}",
        "company", "engine", "rows", "changed", "left", "MB"
    )
}

/// One company on one engine.
struct Stay<'a> {
    house: &'a House,
    place: Place,
    program: Program,
    seconds: Vec<f64>,
}

impl<'a> Stay<'a> {
    fn begin(house: &'a House, engine: Engine, abide: &Path, policies: &Path) -> Self {
        let place = Place::new(engine);
        let own = policies.join(&house.name);
        fs::copy(own.join("policy.toml"), place.folder().join("policy.toml")).unwrap();
        let map = fs::read_to_string(own.join("map.toml")).unwrap();
        fs::write(place.folder().join("map.toml"), placed(&map, &place)).unwrap();
        let schema = format!("schema.{}.sql", engine.word());
        fs::copy(own.join(schema), place.folder().join("schema.sql")).unwrap();
        let program = Program::new(abide, place.folder());
        Self { house, place, program, seconds: Vec::new() }
    }

    /// What the law has against a policy as it was published is told, and keeps nothing from being done.
    fn check(&mut self) {
        let answer = self.program.run(&["check"]);
        assert!([0, 1].contains(&answer.status), "abide check\n{}", answer.printed);
    }

    /// Lives through all of it; a row of the table.
    fn live(mut self, people: usize) -> String {
        let today = Zoned::now().date();
        self.timed(|stay| stay.load(people, today));
        let rows = self.rows();
        let backup = Timestamp::now();
        self.place.back_up();
        self.timed(Self::check);
        let hold = self.open_hold();
        self.timed(|stay| drop(stay.program.succeeds(&["plan"])));
        let changed = self.timed(Self::apply);
        self.timed(Self::nothing_is_left_to_do);
        self.timed(Self::the_ledger_is_whole);
        let left = self.rows();
        self.close_hold(&hold);
        self.leave_and_come_back(today);
        self.place.restore();
        self.timed(|stay| stay.replay(backup));
        self.nothing_is_left_to_do();
        self.the_ledger_is_whole();
        assert!(changed > 0, "{}: nothing went", self.name());
        let seconds: String = self.seconds.iter().map(|seconds| format!("{seconds:>8.1}")).collect();
        let peak = self.program.peak_megabytes();
        let engine = self.place.engine().name();
        format!("{:<12} {engine:<10} {rows:>9} {changed:>9} {left:>9}{seconds} {peak:>7}", self.house.name)
    }

    fn name(&self) -> String {
        format!("{} on {}", self.house.name, self.place.engine().name())
    }

    fn timed<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let begun = Instant::now();
        let result = work(self);
        self.seconds.push(begun.elapsed().as_secs_f64());
        result
    }

    /// The company, and two people more: one whose records are long over, one who came a month ago.
    fn load(&self, people: usize, today: Date) {
        let schema = fs::read_to_string(self.place.folder().join("schema.sql")).unwrap();
        self.house.kind.fill(self.place.url(), &schema, Size { people }, 7, today).unwrap();
        self.place.execute(&self.house.person(self.place.engine(), OLD, today - 12.years()));
        self.place.execute(&self.house.person(self.place.engine(), RECENT, today - 30.days()));
        self.files(today);
    }

    /// A file for each of the last five hundred days, last written to a month ago.
    fn files(&self, today: Date) {
        let Some(pattern) = &self.house.files else { return };
        let month = Duration::from_secs(30 * 24 * 3600);
        for back in 0..500 {
            let path =
                self.place.folder().join("files").join((today - back.days()).strftime(pattern).to_string());
            fs::create_dir_all(path.parent().expect("the pattern is below the folder")).unwrap();
            fs::File::create(path).unwrap().set_modified(SystemTime::now() - month).unwrap();
        }
    }

    fn rows(&self) -> u64 {
        let tables = self.house.kind.tables().iter();
        tables.map(|table| self.place.number(&format!("SELECT count(*) FROM {}", table.name))).sum()
    }

    fn apply(&mut self) -> u64 {
        changed(&self.program.succeeds(&["apply", "--yes", "--quiet", "--pace", "full"]))
    }

    fn nothing_is_left_to_do(&mut self) {
        self.program.succeeds(&["plan", "--quiet", "--detailed-exitcode"]);
    }

    fn the_ledger_is_whole(&mut self) {
        let told = self.program.succeeds(&["ledger", "verify"]);
        assert!(told.contains("whole"), "{}: {told}", self.name());
    }

    /// A lawsuit about somebody whose records would go.
    fn open_hold(&mut self) -> String {
        let who = identity(OLD);
        let options = ["--reason", "case 24/117", "--owner", "legal", "--review", "2199-06-30"];
        let told = self.program.succeeds(&[&["hold", "open", "--identity", &who][..], &options[..]].concat());
        let name = told.split("Opened the hold ").nth(1).and_then(|rest| rest.split(':').next());
        name.unwrap_or_else(|| panic!("{}: {told}", self.name())).to_owned()
    }

    fn close_hold(&mut self, hold: &str) {
        // In place; or, where there is an archive, in that.
        assert!(
            self.bearing(OLD) == 1 || self.is_archived(),
            "{}: the hold did not keep its person",
            self.name()
        );
        self.program.succeeds(&["hold", "close", hold, "--reason", "settled"]);
        self.apply();
        assert!(
            self.bearing(OLD) == 0 && !self.is_archived(),
            "{}: the hold is closed, and its person stayed",
            self.name()
        );
    }

    /// Whether something is archived under a hold.
    fn is_archived(&mut self) -> bool {
        self.program.succeeds(&["archive", "list"]).contains("hold:")
    }

    /// Somebody ends it, goes at once, is imported again, and goes again.
    fn leave_and_come_back(&mut self, today: Date) {
        assert_eq!(self.bearing(RECENT), 1, "{}: a person of last month is gone", self.name());
        let who = identity(RECENT);
        self.program.succeeds(&["person", "end", &self.house.ending, "--identity", &who, "--yes", "--apply"]);
        assert_eq!(self.bearing(RECENT), 0, "{}: who left is still there", self.name());
        self.place.execute(&self.house.person(self.place.engine(), RECENT, today - 3.days()));
        assert_eq!(self.apply(), 1, "{}: who was imported again goes at once", self.name());
        assert_eq!(self.bearing(RECENT), 0, "{}: an import brought back who left", self.name());
    }

    /// How many records have the person's address.
    fn bearing(&self, person: u32) -> u64 {
        let (table, address) = (&self.house.table, address(person));
        self.place.number(&format!("SELECT count(*) FROM {table} WHERE email = '{address}'"))
    }

    fn replay(&mut self, backup: Timestamp) {
        let refused = self.program.run(&["apply", "--yes", "--quiet"]);
        assert_eq!(refused.status, 15, "{}: the restore is noticed\n{}", self.name(), refused.printed);
        let since = backup.to_string();
        let store = self.house.store.as_str();
        let replay =
            ["replay", "--store", store, "--backup-of", &since, "--yes", "--pace", "full", "--quiet"];
        let told = self.program.run(&replay);
        // What the hold kept then goes with the rest now, and who was imported after the backup is not in it: it says that it differs.
        assert_eq!(told.status, 9, "{}: {}", self.name(), told.printed);

        for person in [OLD, RECENT] {
            assert_eq!(self.bearing(person), 0, "{}: the backup brought a person back", self.name());
        }
    }
}

/// The person whose records are over, and the one who leaves.
const OLD: u32 = 1;
const RECENT: u32 = 2;

fn address(person: u32) -> String {
    format!("guest.{person}@example.com")
}

fn identity(person: u32) -> String {
    format!("email={}", address(person))
}

/// The map with the place's address, archive and folder instead of the variables that a company would set.
fn placed(map: &str, place: &Place) -> String {
    let mut urls = [format!("url = \"{}\"", place.url()), "url = \"folder:files\"".to_owned()].into_iter();
    let line = |line: &str| match line {
        line if line.starts_with("url = ") => urls.next().expect("a database and a folder at most"),
        line => line.replace("archive = \"archive\"", &format!("archive = \"{}\"", place.archive())),
    };
    map.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The records that applying says it changed, in all stores.
fn changed(told: &str) -> u64 {
    let words: Vec<&str> = told.split_whitespace().collect();
    let pairs = words.windows(3).filter(|words| words[2].starts_with("changed"));
    pairs.map(|words| words[0].replace(',', "").parse::<u64>().unwrap_or_default()).sum()
}
