//! Worlds of two stores, planned and applied for real: what goes, what is archived and until which day is what the evaluator says of
//! the same tables in one store, to which links between stores are links like others.

use std::{collections::BTreeSet, path::Path};

use abide_engine::{
    apply::Options,
    session::{Choice, Files, NewHold, OpenError, Session},
    store::{Access, Store, open_with_archive},
};
use abide_ledger::Ending;
use abide_plan::{
    archive::{ATTACHED, hold_of, under},
    catalog::Catalog,
    evaluate::Ground,
    model::{Hop, TableId},
    need::{Need, RowId, Rows},
    plan::Plan,
    step::Action,
};
use abide_policy::{finding::Severity, map::StoreUrl};
use abide_testkit::world::{ARCHIVE, Engine, OTHER_ARCHIVE, World, seeds};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    archive::{Archived, found_in, left, said},
    check::{Judged, read, told},
    home::{Case, Home},
};

#[test]
fn two_stores_are_judged_as_one_on_sqlite() {
    many(Engine::Sqlite, 300);
}

#[test]
fn two_stores_are_judged_as_one_on_postgres() {
    many(Engine::Postgres, 100);
}

#[test]
fn two_stores_are_judged_as_one_on_mariadb() {
    many(Engine::MariaDb, 100);
}

fn many(engine: Engine, usual: u64) {
    let homes = [Home::new(engine), Home::new(engine)];
    let found = seeds::each_apart(engine, usual, |world| check(&homes, world));
    let mut tally = Tally::default();
    found.iter().for_each(|found| tally.add(found));
    assert!(tally.worlds < 30 || tally.is_worth(), "{tally:?}");
}

/// What happened in worlds: those in which nothing does prove nothing.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    worlds: usize,
    /// Rows that count from the other store, and go.
    going: usize,
    /// What is archived of such.
    copies: usize,
    /// Rows that are over, and from which rows of the other store count that stay.
    kept: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.worlds += other.worlds;
        self.going += other.going;
        self.copies += other.copies;
        self.kept += other.kept;
    }

    fn is_worth(&self) -> bool {
        let least = self.worlds / 8;
        self.going > least && self.copies > least && self.kept > least
    }

    fn of(world: &World, judged: &Judged) -> Self {
        let mut tally = Self { worlds: 1, ..Self::default() };
        let mut counted: BTreeSet<RowId> = BTreeSet::new();
        for id in judged.all() {
            let fate = judged.fate(id);
            let counts: Vec<usize> = (0..fate.needs.len())
                .filter(|service| fate.needs[*service] != Need::NotServed)
                .filter(|service| !across(world, judged, id.table, *service).is_empty())
                .collect();
            tally.going += usize::from(fate.goes && !counts.is_empty());
            let copied = |copy: &&abide_plan::evaluate::Archived| matches!(copy.ground, Ground::Activity(service) if counts.contains(&service));
            tally.copies += fate.copies.iter().filter(copied).count();
            for service in counts.into_iter().filter(|_| !fate.goes) {
                for path in across(world, judged, id.table, service) {
                    counted.extend(judged.seen().follow(id, &path));
                }
            }
        }
        let kept = |id: &&RowId| judged.fate(**id).over && !judged.fate(**id).goes;
        tally.kept = counted.iter().filter(kept).count();
        tally
    }
}

/// The ways into the other store over which an activity counts.
fn across(world: &World, judged: &Judged, table: TableId, service: usize) -> Vec<Vec<Hop>> {
    let apart = |table: TableId| world.is_apart(&judged.model.tables[table].name.name);
    let sources = judged.model.tables[table].serves[service].sources.iter();
    let ways = sources.map(|source| source.path.clone());
    ways.filter(|way| way.first().is_some_and(|hop| apart(hop.table) != apart(table))).collect()
}

/// One of the two stores.
struct Side {
    apart: bool,
    url: String,
    archive: String,
}

pub(crate) fn check(homes: &[Home; 2], world: &World) -> Result<Tally, String> {
    if !world.counts_across() {
        return Err("nothing counts across".to_owned());
    }
    let folder = tempfile::tempdir().unwrap();
    let sides =
        [false, true].map(|apart| Side::fill(&homes[usize::from(apart)], world, apart, folder.path()));
    let (catalog, rows) = together(&sides)?;
    let judged = Judged::of(&Case::from(&world.joined()), catalog, rows)?;
    let Some(session) = session(world, &sides, folder.path())? else { return Ok(Tally::default()) };
    let holds = decide(&session, world)?;
    let plan = session.plan(None, None).map_err(|error| format!("there is no plan\n{error}"))?;
    let errors = plan.stores.iter().flat_map(|part| &part.findings);
    if let Some(error) = errors.into_iter().find(|finding| finding.severity == Severity::Error) {
        return Err(format!("an error is found\n{error:?}"));
    }
    counted(&plan, &judged)?;
    let options = Options { batch: 3, ..Options::default() };
    let done = session
        .apply(&plan, &options, Timestamp::now, &mut ())
        .map_err(|error| format!("apply fails\n{error}\n{}", steps(&plan)))?;
    if done.iter().any(|(_, applied)| !applied.left.is_empty()) {
        return Err(format!("rows are left\n{done:?}\n{}", steps(&plan)));
    }
    left(&together(&sides)?.1, &judged).map_err(|why| format!("{why}\n{}", steps(&plan)))?;
    archived(&sides, world, &judged, (folder.path(), &holds))
        .map_err(|why| format!("{why}\n{}", steps(&plan)))?;
    // By what is held others are known to be, so it goes one apply after the last of those.
    if !world.held.is_empty() {
        return Ok(Tally::of(world, &judged));
    }
    let again = session.plan(None, None).map_err(|error| format!("there is no second plan\n{error}"))?;
    if !again.is_empty() {
        return Err(format!("the plan is not empty afterwards\n{}\nfirst\n{}", steps(&again), steps(&plan)));
    }
    Ok(Tally::of(world, &judged))
}

impl Side {
    fn fill(home: &Home, world: &World, apart: bool, folder: &Path) -> Self {
        drop(home.fill(&Case::from(&world.side(apart))));
        let folder = folder.join(if apart { "other" } else { "main" });
        std::fs::create_dir(&folder).unwrap();
        let (url, archive) = home.place(&folder);
        Self { apart, url, archive }
    }

    fn open(&self, folder: &Path) -> Box<dyn Store> {
        let url = StoreUrl::Address(self.url.clone());
        open_with_archive(&url, folder, Some(&self.archive), Access::Write).unwrap()
    }
}

/// The tables of both stores, as if they lay in one.
fn together(sides: &[Side; 2]) -> Result<(Catalog, Rows), String> {
    let mut tables = Vec::new();
    let mut dialect = None;
    for side in sides {
        let mut store = side.open(Path::new("."));
        let catalog = store.catalog().map_err(|error| format!("the catalog cannot be read\n{error}"))?;
        let rows = read(&mut *store, &catalog)?;
        dialect = Some(catalog.dialect);
        tables.extend(catalog.tables.into_iter().zip(rows));
    }
    tables.sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    let (tables, rows) = tables.into_iter().unzip();
    Ok((Catalog { dialect: dialect.unwrap(), tables }, rows))
}

/// A session of the world's day; none where its zone leaves the day out.
fn session(world: &World, sides: &[Side; 2], folder: &Path) -> Result<Option<Session>, String> {
    let [main, other] = sides;
    let quoted = |text: &str| format!("\"{text}\"");
    let archive = |place: &str| format!("archive = \"{place}\"\n");
    let map = world
        .map()
        .replace("\"env:ABIDE_WORLD\"", &quoted(&main.url))
        .replace("\"env:ABIDE_OTHER\"", &quoted(&other.url))
        .replace(&archive(OTHER_ARCHIVE), &archive(&other.archive))
        .replace(&archive(ARCHIVE), &archive(&main.archive));
    let file = |name: &str| folder.join(name);
    std::fs::write(file("policy.toml"), world.policy()).unwrap();
    std::fs::write(file("map.toml"), map).unwrap();
    let files = Files { policy: file("policy.toml"), map: file("map.toml"), journal: file("journal") };
    let noon = world.today.at(12, 0, 0, 0).to_zoned(TimeZone::get(world.zone).unwrap()).unwrap();
    let session = Session::open(files, noon.timestamp()).map_err(|error| match &error {
        OpenError::Faulty(found) => {
            let error = found.iter().find(|finding| finding.severity == Severity::Error);
            format!("the files have errors: {}\n{error:?}", error.map_or("", |error| error.code))
        }
        OpenError::Unreadable { .. } => error.to_string(),
    })?;
    Ok(Some(session).filter(|session| session.today() == world.today))
}

/// Persons object, and holds are opened: their names.
fn decide(session: &Session, world: &World) -> Result<Vec<String>, String> {
    for ended in &world.ended {
        let choice = Choice {
            ending: Ending::Objection,
            activities: vec![ended.activity.clone()],
            identities: vec![(ended.kind.to_owned(), ended.value.clone())],
            received: None,
        };
        session
            .end_person(&choice, Timestamp::now)
            .map_err(|error| format!("an objection is refused\n{error}"))?;
    }
    let open = |(kind, value): &(&'static str, String)| {
        let new = NewHold {
            identities: vec![((*kind).to_owned(), value.clone())],
            conditions: Vec::new(),
            reason: "a court asks for it".to_owned(),
            owner: "legal".to_owned(),
            review: Date::constant(2199, 1, 1),
            even_if_empty: true,
        };
        let opened = session.open_hold(&new, Timestamp::now);
        opened.map(|opened| opened.hold).map_err(|error| format!("a hold is refused\n{error}"))
    };
    world.held.iter().map(open).collect()
}

/// The plan counts the rows that go.
fn counted(plan: &Plan, judged: &Judged) -> Result<(), String> {
    for (table, bound) in judged.model.tables.iter().enumerate() {
        let goes = judged.that(table, |fate, _| fate.goes).len() as u64;
        let all = plan.stores.iter().flat_map(|part| &part.steps);
        let erased = all.filter_map(|planned| match &planned.step.action {
            Action::Erase { .. } if planned.step.is_emptying() => None,
            Action::Erase { .. } if planned.step.table == bound.name => Some(planned.rows),
            Action::Erase { with } => {
                let at = with.iter().position(|dependent| dependent.table == bound.name)?;
                Some(planned.with[at].1)
            }
            _ => None,
        });
        let planned: u64 = erased.sum();
        if planned != goes {
            return Err(format!(
                "the plan counts other rows than go\n{planned} of {}, and {goes} go\n{}",
                bound.name,
                steps(plan)
            ));
        }
    }
    Ok(())
}

/// Both archives hold what they are said to.
fn archived(
    sides: &[Side; 2],
    world: &World,
    judged: &Judged,
    (folder, holds): (&Path, &[String]),
) -> Result<(), String> {
    // The evaluator knows a hold by its number.
    let named = |ground: String| match hold_of(&ground).and_then(|hold| hold.strip_prefix('h')) {
        Some(number) => under(&holds[number.parse::<usize>().unwrap()]),
        None => ground,
    };
    let said = said(judged).into_iter();
    let said: Archived =
        said.map(|((table, key, ground), what)| ((table, key, named(ground)), what)).collect();
    let mut found = Archived::new();
    for side in sides {
        let mut store = side.open(folder);
        let there = store.archived().map_err(|error| error.to_string())?.unwrap_or_default();
        let is_there =
            |name: &str| world.is_apart(name) == side.apart && there.iter().any(|listed| listed.name == name);
        if !there.is_empty() {
            let place = if world.engine == Engine::Sqlite { ATTACHED } else { &side.archive };
            found.extend(found_in(&mut *store, judged, place, &is_there)?);
        }
    }
    if said == found {
        return Ok(());
    }
    Err(format!("what is archived differs\nsaid\n{said:#?}\nfound\n{found:#?}"))
}

fn steps(plan: &Plan) -> String {
    let part = |part: &abide_plan::plan::StorePlan| {
        let steps: Vec<_> = part.steps.iter().map(|planned| planned.step.clone()).collect();
        format!("-- {}\n{}", part.store, told(&steps))
    };
    plan.stores.iter().map(part).collect::<Vec<_>>().join("\n")
}
