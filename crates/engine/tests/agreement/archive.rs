//! Plans applied for real, with an archive: what the evaluator says is archived is there afterwards, for the activity, until
//! the day, and with the values that it says; nothing else is; and in the archive it goes when its day is past.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use abide_engine::{
    apply::{Options, Order, apply},
    journal::Journal,
    store::{Access, Store, open_with_archive},
};
use abide_ledger::Digest;
use abide_plan::{
    archive::{self, ACTIVITY, LAST_DAY, Listed},
    catalog::{self, TableName},
    count,
    evaluate::Ground,
    holds,
    need::Rows,
    plan::{FORMAT, Plan, Planned, Premises, StorePlan},
    step::Step,
    value::Value,
};
use abide_policy::map::StoreUrl;
use abide_testkit::world::{ARCHIVE, Engine, seeds};
use jiff::{Timestamp, ToSpan, civil::Date};

use crate::{
    apply::{afterwards, canonical},
    check::{Judged, judge, read, told},
    home::{Case, Home},
};

#[test]
fn what_is_archived_is_what_the_evaluator_says_on_sqlite() {
    many(Engine::Sqlite, 400);
}

#[test]
fn what_is_archived_is_what_the_evaluator_says_on_postgres() {
    many(Engine::Postgres, 120);
}

#[test]
fn what_is_archived_is_what_the_evaluator_says_on_mariadb() {
    many(Engine::MariaDb, 120);
}

fn many(engine: Engine, usual: u64) {
    let home = Home::new(engine);
    let found = seeds::each(engine, usual, |world| check(&home, &world.into()));
    let (worlds, copies): (usize, usize) = (found.len(), found.iter().sum());
    assert!(worlds < 100 || copies > worlds / 4, "{copies} copies in {worlds} worlds prove little");
}

/// Gives how many copies there were.
pub(crate) fn check(home: &Home, case: &Case) -> Result<usize, String> {
    if !case.policy.contains("archive") && case.held.is_empty() {
        return Ok(0);
    }
    let case = &home.with_place(case);
    drop(home.fill(case));
    let folder = tempfile::tempdir().unwrap();
    let mut store = home.open(folder.path());
    let judged = judge(&mut *store, case)?;
    if judged.model.archive.is_none() {
        return Ok(0);
    }
    let missing = archive::missing(&judged.model, &judged.catalog, None);
    store.make_archive(&missing).map_err(|error| format!("no archive is made\n{error}\n{missing:?}"))?;
    let plan = plan(&mut *store, case, &judged, &judged.program.steps)?;
    let said = said(&judged);
    counted(&plan, &judged, &said)?;
    let mut journal = Journal::open(&folder.path().join("journal"), Timestamp::now).unwrap();
    run(&mut *store, &plan, &mut journal).map_err(|why| format!("{why}\n{}", told(&judged.program.steps)))?;
    left(&read(&mut *store, &judged.catalog)?, &judged)?;
    let found = found(&mut *store, &judged)?;
    if said != found {
        return Err(format!(
            "what is archived differs\nsaid\n{said:#?}\nfound\n{found:#?}\n{}",
            told(&judged.program.steps)
        ));
    }
    emptied(&mut *store, case, &judged, &said, &mut journal)?;
    let_go(&mut *store, case, &judged, &mut journal)?;
    Ok(said.len())
}

impl Home {
    /// The case with a place for its archive that no other test has.
    fn with_place(&self, case: &Case) -> Case {
        let Self::MariaDb(database) = self else { return case.clone() };
        let of = |place: &str| format!("archive = \"{place}\"");
        Case { map: case.map.replace(&of(ARCHIVE), &of(&database.beside())), ..case.clone() }
    }

    /// A connection with the archive, which is not made yet.
    fn open(&self, folder: &Path) -> Box<dyn Store> {
        let (url, place) = self.place(folder);
        open_with_archive(&StoreUrl::Address(url), folder, Some(&place), Access::Write).unwrap()
    }

    /// Its address, and the place of its archive, in which nothing is left.
    pub(crate) fn place(&self, folder: &Path) -> (String, String) {
        let (url, place) = match self {
            Self::Sqlite(database) => (database.url(), folder.join("archive.db").display().to_string()),
            Self::Postgres(database) => {
                database.execute(&format!("DROP SCHEMA IF EXISTS {ARCHIVE} CASCADE"));
                (database.url(), ARCHIVE.to_owned())
            }
            Self::MariaDb(database) => {
                let place = database.beside();
                database.execute(&format!("DROP DATABASE IF EXISTS {place}"));
                (database.url(), place)
            }
        };
        (url.to_owned(), place)
    }
}

/// The values archived for a record and an activity, by column, under table, key and activity; and the last day.
pub(crate) type Archived = BTreeMap<(String, String, String), (Option<String>, BTreeMap<String, String>)>;

pub(crate) fn said(judged: &Judged) -> Archived {
    let mut said = Archived::new();
    for id in judged.all() {
        let table = &judged.model.tables[id.table];
        let row = judged.seen().values(id);
        let key: Vec<Value> = table.key.iter().map(|column| row[*column].clone()).collect();
        for copy in &judged.fate(id).copies {
            // Without a key no step could name the record.
            if table.key.is_empty() {
                continue;
            }
            let activity = &match &copy.ground {
                Ground::Activity(service) => {
                    judged.model.activities[table.serves[*service].activity].name.clone()
                }
                Ground::Hold(hold) => archive::under(hold),
            };
            let values = copy
                .columns
                .iter()
                .filter(|column| !table.key.contains(column))
                .map(|column| (table.columns[*column].name.clone(), canonical(&row[*column..=*column])));
            said.insert(
                (table.name.to_string(), canonical(&key), activity.clone()),
                (copy.last_day.map(|day| day.to_string()), values.collect()),
            );
        }
    }
    said
}

fn found(store: &mut dyn Store, judged: &Judged) -> Result<Archived, String> {
    found_in(store, judged, judged.model.archive.as_ref().unwrap(), &|_| true)
}

/// What an archive has of those tables that are `there`.
pub(crate) fn found_in(
    store: &mut dyn Store,
    judged: &Judged,
    place: &str,
    there: &dyn Fn(&str) -> bool,
) -> Result<Archived, String> {
    let wrong = |error: abide_engine::store::StoreError| error.to_string();
    let mut found = Archived::new();
    store.reach_archive(true).map_err(wrong)?;
    let tables = judged.model.tables.iter().enumerate();
    for (number, source) in
        tables.filter(|(n, table)| there(&table.name.name) && archive::archives(&judged.model, *n))
    {
        let listed = in_archive(&judged.catalog.tables[number], place);
        for row in store.rows(&listed, None, None).map_err(wrong)? {
            let ([Value::Text(activity), day], values) = (&row[..2], &row[2..]) else {
                return Err(format!("no row of an archive\n{row:?}"));
            };
            let key: Vec<Value> = source.key.iter().map(|column| values[*column].clone()).collect();
            let personal = source.columns.iter().zip(values).enumerate().filter(|(_, (column, value))| {
                column.category.is_some()
                    && **value != Value::Null
                    && !source.key.contains(&judged.column(number, &column.name))
            });
            let day = match day {
                Value::Text(day) => Some(day.clone()),
                _ => None,
            };
            let entry = found.entry((source.name.to_string(), canonical(&key), activity.clone()));
            let (last_day, held) = entry.or_insert_with(|| (day.clone(), BTreeMap::new()));
            if *last_day != day {
                return Err(format!("two last days for one record and activity\n{row:?}"));
            }
            held.extend(personal.map(|(at, (column, _))| (column.name.clone(), canonical(&values[at..=at]))));
        }
    }
    store.reach_archive(false).map_err(wrong)?;
    Ok(found)
}

/// The archive's table as a catalog would list it: two columns of its own, then the source's.
fn in_archive(source: &catalog::Table, place: &str) -> catalog::Table {
    let own = |name: &str, kind: catalog::ColumnKind| catalog::Column {
        name: name.to_owned(),
        declared: String::new(),
        kind,
        nullable: true,
        default: None,
        generated: false,
        max_length: None,
        collation: None,
    };
    let mut table = source.clone();
    table.name = archive::table_in(place, &source.name);
    table.columns = vec![own(ACTIVITY, catalog::ColumnKind::Text), own(LAST_DAY, catalog::ColumnKind::Date)];
    table.columns.extend(source.columns.iter().cloned());
    table
}

/// The plan counts what it is going to archive: rows of each activity, however often they are copied.
fn counted(plan: &Plan, judged: &Judged, said: &Archived) -> Result<(), String> {
    let mut planned: BTreeSet<(String, String)> = BTreeSet::new();
    for step in &plan.stores[0].steps {
        for (copy, rows) in step.step.copies.iter().zip(&step.archived) {
            if *rows > 0 {
                planned.insert((copy.table.to_string(), copy.activity.clone()));
            }
        }
    }
    let expected: BTreeSet<(String, String)> =
        said.keys().map(|(table, _, activity)| (table.clone(), activity.clone())).collect();
    if planned == expected {
        return Ok(());
    }
    Err(format!(
        "the counts of copies differ\nsaid {expected:?}\nplanned {planned:?}\n{}",
        told(&judged.program.steps)
    ))
}

fn plan(store: &mut dyn Store, case: &Case, judged: &Judged, steps: &[Step]) -> Result<Plan, String> {
    let mut planned = Vec::new();
    for step in steps {
        let mut ask = |sql| store.query(&sql).map_err(|error| format!("a count is refused\n{error}"));
        let number = |value: &Value| match value {
            Value::Integer(number) => u64::try_from(*number).unwrap(),
            // So does MariaDB sum.
            Value::Decimal(number) => number.parse().unwrap(),
            _ => 0,
        };
        let own: Vec<u64> =
            ask(count::with_copies(judged.catalog.dialect, step))?[0].iter().map(number).collect();
        let mut own = own.into_iter();
        let rows = own.next().unwrap();
        let mut archived = Vec::new();
        for copy in &step.copies {
            archived.push(match copy.table == step.table {
                true => own.next().unwrap(),
                false => number(&ask(count::dependent_copies(judged.catalog.dialect, step, copy))?[0][0]),
            });
        }
        planned.push(Planned { step: step.clone(), rows, with: Vec::new(), archived, heap_only: None });
    }
    let part = StorePlan {
        store: "main".to_owned(),
        dialect: judged.catalog.dialect,
        catalog: judged.catalog.digest(),
        steps: planned,
        findings: Vec::new(),
    };
    let digest = |text: &str| Digest::of(text.as_bytes()).to_string();
    Ok(Plan {
        format: FORMAT,
        date: case.today,
        made_at: Timestamp::UNIX_EPOCH,
        premises: Premises { policy: digest("policy"), map: digest("map"), ledger: None },
        stores: vec![part],
    })
}

/// In batches so small that there are several.
fn run(store: &mut dyn Store, plan: &Plan, journal: &mut Journal) -> Result<(), String> {
    let options = Options { batch: 3, ..Options::default() };
    let orders = Order::all(plan).unwrap();
    let applied = apply(store, &orders[0], journal, &options, &mut ())
        .map_err(|error| format!("apply fails\n{error}"))?;
    if applied.left.is_empty() { Ok(()) } else { Err(format!("rows are left\n{:?}", applied.left)) }
}

/// The rows that stay are what they are said to be.
pub(crate) fn left(rows: &Rows, judged: &Judged) -> Result<(), String> {
    for (table, rows) in rows.iter().enumerate() {
        let mut found: Vec<String> = rows.iter().map(|row| canonical(row)).collect();
        let staying = judged.that(table, |fate, _| !fate.goes);
        let mut said: Vec<String> = staying.iter().map(|id| canonical(&afterwards(judged, *id))).collect();
        found.sort_unstable();
        said.sort_unstable();
        if found != said {
            return Err(format!(
                "the rows left differ\nin {}\n{said:#?}\n{found:#?}",
                judged.model.tables[table].name
            ));
        }
    }
    Ok(())
}

/// On the last day everything is still there; the day after it is gone.
fn emptied(
    store: &mut dyn Store,
    case: &Case,
    judged: &Judged,
    said: &Archived,
    journal: &mut Journal,
) -> Result<(), String> {
    let days: BTreeSet<Date> =
        said.values().filter_map(|(day, _)| day.as_ref()).map(|day| day.parse().unwrap()).collect();
    let Some(first) = days.first().copied() else { return Ok(()) };
    for day in [first, first.saturating_add(1.day())] {
        let place = judged.model.archive.clone();
        let name = |listed: &Listed| TableName { schema: place.clone(), name: listed.name.clone() };
        let mut model = judged.model.clone();
        model.archived = store.archived().unwrap().unwrap().iter().map(name).collect();
        let steps: Vec<Step> = abide_plan::compile::compile(&mut model, day).steps;
        let steps: Vec<Step> = steps.into_iter().filter(Step::is_emptying).collect();
        store.reach_archive(true).unwrap();
        let plan = plan(store, case, judged, &steps)?;
        store.reach_archive(false).unwrap();
        run(store, &plan, journal)?;
        // While a hold is about a table, nothing of its archive goes.
        let held = |table: &str| {
            judged
                .model
                .tables
                .iter()
                .any(|listed| !listed.held.is_empty() && listed.name.to_string() == table)
        };
        let stays = said.iter().filter(|((table, ..), (last, _))| {
            held(table) || last.as_ref().is_none_or(|last| *last >= day.to_string())
        });
        let (stays, there) = (stays.count(), found(store, judged)?.len());
        if stays != there {
            return Err(format!(
                "the archive is not emptied to the day\non {day} of {said:#?}\n{there} are there"
            ));
        }
    }
    Ok(())
}

/// Once all holds are closed, the archive has nothing that only they kept.
fn let_go(store: &mut dyn Store, case: &Case, judged: &Judged, journal: &mut Journal) -> Result<(), String> {
    let place = judged.model.archive.clone();
    let name = |listed: &Listed| TableName { schema: place.clone(), name: listed.name.clone() };
    let mut model = judged.model.clone();
    model.archived = store.archived().unwrap().unwrap_or_default().iter().map(name).collect();
    model.closed = (0..case.held.len()).map(|number| format!("h{number}")).collect();
    holds::settle(&mut model, &[]);
    let steps: Vec<Step> = abide_plan::compile::compile(&mut model, case.today).steps;
    let steps: Vec<Step> = steps.into_iter().filter(Step::is_of_closed_holds).collect();
    store.reach_archive(true).unwrap();
    let plan = plan(store, case, judged, &steps)?;
    store.reach_archive(false).unwrap();
    run(store, &plan, journal)?;
    let kept = |(_, _, ground): &(String, String, String)| archive::hold_of(ground).is_some();
    match found(store, judged)?.keys().find(|key| kept(key)) {
        None => Ok(()),
        Some(key) => Err(format!("what a closed hold kept stays in the archive\n{key:?}")),
    }
}

impl Judged {
    fn column(&self, table: usize, name: &str) -> usize {
        self.model.tables[table].column(name).unwrap()
    }
}
