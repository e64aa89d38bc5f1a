//! One world, checked.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use abide_engine::{persons, store::Store};
use abide_ledger::Ending;
use abide_plan::{
    bind::bind,
    catalog::{Catalog, TableName},
    checker,
    compile::{Program, compile, rule_of_going},
    evaluate::{Fate, ValueFate, evaluate_all},
    holds::{self, Held},
    model::{Hop, Model, TableId},
    need::{Need, RowId, Rows, World as Seen},
    persons::{Ended, Force, settle},
    plan::{Planned, StorePlan},
    step::{Action, Join, Sql, Step},
    value::Value,
};
use abide_policy::{finding::Severity, map::MapStore, model::Policy, read_map, read_policy};
use abide_testkit::world::STORE;
use jiff::civil::Date;

use crate::{
    again, apply,
    home::{Case, Home},
    proof, questions,
};

/// What a world had in it: worlds in which nothing happens prove nothing.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) worlds: u64,
    pub(crate) going: u64,
    pub(crate) together: u64,
    pub(crate) held: u64,
    pub(crate) blanked: u64,
    pub(crate) anonymised: u64,
    pub(crate) cuts: u64,
    pub(crate) asked: u64,
    pub(crate) refused: u64,
    pub(crate) ended: u64,
    pub(crate) on_hold: u64,
    pub(crate) proved: u64,
    pub(crate) again: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        self.worlds += other.worlds;
        self.going += other.going;
        self.together += other.together;
        self.held += other.held;
        self.blanked += other.blanked;
        self.anonymised += other.anonymised;
        self.cuts += other.cuts;
        self.asked += other.asked;
        self.refused += other.refused;
        self.ended += other.ended;
        self.on_hold += other.on_hold;
        self.proved += other.proved;
        self.again += other.again;
    }

    /// Fails when nothing of some kind happened in many worlds.
    pub(crate) fn assert_worth(&self) {
        if self.worlds >= 400 {
            let seen = [
                self.going,
                self.together,
                self.held,
                self.blanked,
                self.cuts,
                self.asked,
                self.anonymised,
                self.refused,
                self.ended,
                self.on_hold,
                self.again,
            ];
            assert!(seen.iter().all(|count| *count > 0), "{self:?}");
        }
    }
}

/// A world bound, read and judged.
pub(crate) struct Judged {
    pub(crate) catalog: Catalog,
    pub(crate) model: Model,
    pub(crate) rows: Rows,
    pub(crate) ended: Vec<Ended>,
    pub(crate) held: Vec<Held>,
    pub(crate) fates: Vec<Vec<Fate>>,
    pub(crate) program: Program,
    /// What rules were found true for: several steps and questions have the same.
    known: RefCell<HashMap<(TableId, String), Vec<RowId>>>,
}

impl Judged {
    /// The rows of one store, as the evaluator judges them.
    pub(crate) fn of(case: &Case, catalog: Catalog, rows: Rows) -> Result<Self, String> {
        let (policy, in_policy) = read_policy(&case.policy);
        let (map, in_map) = read_map(&case.map);
        let (policy, map) = (policy.unwrap(), map.unwrap());
        let bound = bind(&policy, map.store(STORE).unwrap(), &catalog);
        let wrong = in_policy.iter().chain(&in_map).chain(&bound.findings);
        let wrong: Vec<_> =
            wrong.filter(|f| f.severity == Severity::Error && f.code != "bind/transform-column").collect();
        if !wrong.is_empty() {
            return Err(format!("the world does not fit itself\n{wrong:?}"));
        }
        let mut model = bound.model;
        let ended = ended(case, &policy);
        let held = held(case);
        settle(&mut model, &ended);
        holds::settle(&mut model, &held);
        let program = compile(&mut model, case.today);
        let seen = Seen { model: &model, rows: &rows, ended: &ended, held: &held };
        let fates = evaluate_all(seen, case.today);
        Ok(Self { catalog, model, rows, ended, held, fates, program, known: RefCell::default() })
    }

    pub(crate) fn seen(&self) -> Seen<'_> {
        Seen { model: &self.model, rows: &self.rows, ended: &self.ended, held: &self.held }
    }

    pub(crate) fn table(&self, name: &TableName) -> TableId {
        self.model
            .tables
            .iter()
            .position(|table| table.name == *name)
            .expect("steps name tables of the model")
    }

    pub(crate) fn all(&self) -> Vec<RowId> {
        (0..self.rows.len()).flat_map(|table| self.seen().all(table)).collect()
    }

    pub(crate) fn fate(&self, id: RowId) -> &Fate {
        &self.fates[id.table][id.row]
    }

    /// Rows that the evaluator says something of.
    pub(crate) fn that(&self, table: TableId, is: impl Fn(&Fate, &[Value]) -> bool) -> Vec<RowId> {
        let all = self.seen().all(table);
        all.filter(|id| is(self.fate(*id), self.seen().values(*id))).collect()
    }

    /// The rows that an SQL rule is true for.
    pub(crate) fn under(
        &self,
        store: &mut dyn Store,
        table: TableId,
        rule: &Sql,
    ) -> Result<Vec<RowId>, String> {
        let asked = (table, format!("{} {:?}", rule.text, rule.params));
        if let Some(ids) = self.known.borrow().get(&asked) {
            return Ok(ids.clone());
        }
        let found = store
            .rows(&self.catalog.tables[table], Some(rule), None)
            .map_err(|error| format!("a rule is refused\n{error}\n{}\n{:?}", rule.text, rule.params))?;
        let mut left: Vec<RowId> = self.seen().all(table).collect();
        let take = |row: Vec<Value>| {
            let at = left.iter().position(|id| self.rows[table][id.row] == row).expect("rows do not change");
            left.remove(at)
        };
        let mut ids: Vec<RowId> = found.into_iter().map(take).collect();
        ids.sort_unstable();
        self.known.borrow_mut().insert(asked, ids.clone());
        Ok(ids)
    }

    pub(crate) fn same(&self, what: &str, said: &[RowId], found: &[RowId], rule: &Sql) -> Result<(), String> {
        if said == found {
            return Ok(());
        }
        let table = said.iter().chain(found).next().map_or(0, |id| id.table);
        let told = |ids: &[RowId]| {
            let row = |id: &RowId| format!("  {:?}\n    {:?}", self.seen().values(*id), self.fate(*id));
            ids.iter().map(row).collect::<Vec<_>>().join("\n")
        };
        Err(format!(
            "{what}\nin {}, the evaluator says\n{}\nSQL finds\n{}\nby {}\n{:?}",
            self.model.tables[table].name,
            told(said),
            told(found),
            rule.text,
            rule.params
        ))
    }
}

/// Checks everything that is to hold in a world.
pub(crate) fn check(home: &Home, case: &Case) -> Result<Tally, String> {
    let mut store = home.fill(case);
    let judged = judge(&mut *store, case)?;
    let mut tally = Tally { worlds: 1, ..Tally::default() };
    rules_of_going(&mut *store, case, &judged)?;
    erasures(&mut *store, &judged, &mut tally)?;
    overwritten(&mut *store, &judged, &mut tally)?;
    questions::check(&mut *store, &judged, &mut tally)?;
    proof::check(&mut *store, case, &judged, &mut tally)?;
    again::check(&mut *store, case, &judged, &mut tally)?;
    apply::check(&mut *store, case, &judged)?;
    tally.refused = judged.model.tables.iter().filter(|table| table.undeletable.is_some()).count() as u64;
    tally.on_hold = judged.all().iter().filter(|id| judged.seen().is_held(**id)).count() as u64;
    let ends = |need: &&Need| matches!(need, Need::Ended(..));
    tally.ended =
        judged.all().iter().map(|id| judged.fate(*id).needs.iter().filter(ends).count() as u64).sum();
    tally.held =
        judged.all().iter().filter(|id| judged.fate(**id).over && !judged.fate(**id).goes).count() as u64;
    Ok(tally)
}

pub(crate) fn judge(store: &mut dyn Store, case: &Case) -> Result<Judged, String> {
    let catalog = store.catalog().map_err(|error| format!("the catalog cannot be read\n{error}"))?;
    let rows = read(store, &catalog)?;
    let judged = Judged::of(case, catalog, rows)?;
    persons::lend(store, &judged.model, &judged.ended, &judged.held)
        .map_err(|error| format!("persons cannot be found\n{error}"))?;
    let (policy, map) = (read_policy(&case.policy).0.unwrap(), read_map(&case.map).0.unwrap());
    invariants(&judged.program, case.today, &policy, map.store(STORE).unwrap(), &judged.catalog)?;
    Ok(judged)
}

fn held(case: &Case) -> Vec<Held> {
    let one = |(number, (kind, value)): (usize, &(&'static str, String))| Held::Person {
        hold: format!("h{number}"),
        kind: (*kind).to_owned(),
        value: value.clone(),
    };
    case.held.iter().enumerate().map(one).collect()
}

fn ended(case: &Case, policy: &Policy) -> Vec<Ended> {
    let one = |ended: &abide_testkit::world::Ended| {
        let activity = policy.activities.iter().position(|activity| activity.name.value == ended.activity)?;
        Some(Ended {
            activity,
            kind: ended.kind.to_owned(),
            value: ended.value.clone(),
            force: if ended.waits { Force::OnceNothingRuns } else { Force::AtOnce },
            by: Ending::Objection,
            received: case.today,
        })
    };
    case.ended.iter().filter_map(one).collect()
}

/// The independent checker has nothing against the plan.
fn invariants(
    program: &Program,
    today: Date,
    policy: &Policy,
    map: &MapStore,
    catalog: &Catalog,
) -> Result<(), String> {
    let planned = |step: &Step| Planned {
        step: step.clone(),
        rows: 0,
        with: Vec::new(),
        archived: Vec::new(),
        heap_only: None,
    };
    let plan = StorePlan {
        store: STORE.to_owned(),
        dialect: catalog.dialect,
        catalog: catalog.digest(),
        steps: program.steps.iter().map(planned).collect(),
        findings: Vec::new(),
    };
    let violations = checker::check(&plan, today, policy, map, catalog);
    match violations.first() {
        None => Ok(()),
        Some(first) => {
            Err(format!("the checker refuses: {}\n{violations:?}\n{}", first.why, told(&program.steps)))
        }
    }
}

/// All rows of all tables.
pub(crate) fn read(store: &mut dyn Store, catalog: &Catalog) -> Result<Rows, String> {
    let rows = catalog.tables.iter().map(|table| store.rows(table, None, None));
    rows.collect::<Result<Rows, _>>().map_err(|error| format!("rows cannot be read\n{error}"))
}

fn rules_of_going(store: &mut dyn Store, case: &Case, judged: &Judged) -> Result<(), String> {
    for table in 0..judged.model.tables.len() {
        let rule = rule_of_going(&judged.model, case.today, table);
        let found = judged.under(store, table, &rule)?;
        let said = judged.that(table, |fate, _| fate.goes);
        judged.same("the rule of going differs", &said, &found, &rule)?;
    }
    Ok(())
}

/// Each row that goes is taken by one step, alone or with another.
fn erasures(store: &mut dyn Store, judged: &Judged, tally: &mut Tally) -> Result<(), String> {
    let mut taken: BTreeMap<RowId, BTreeSet<u32>> = BTreeMap::new();
    for step in &judged.program.steps {
        let Action::Erase { with } = &step.action else { continue };
        let table = judged.table(&step.table);
        let alone = judged.under(store, table, &step.rule)?;
        for dependent in with {
            let path = hops(judged, judged.table(&dependent.table), &dependent.path);
            for id in judged.seen().all(judged.table(&dependent.table)) {
                if judged.seen().follow(id, &path).iter().any(|end| alone.contains(end)) {
                    tally.together += u64::from(taken.entry(id).or_default().insert(step.number));
                }
            }
        }
        for id in alone {
            taken.entry(id).or_default().insert(step.number);
        }
    }
    for id in judged.all() {
        let steps = taken.get(&id).cloned().unwrap_or_default();
        let goes = judged.fate(id).goes;
        tally.going += u64::from(goes);
        if steps.len() != usize::from(goes) {
            let (name, row) = (&judged.model.tables[id.table].name, judged.seen().values(id));
            return Err(format!(
                "a row is not taken once\n{name} {row:?} {:?}\nby steps {steps:?} of\n{}",
                judged.fate(id),
                told(&judged.program.steps)
            ));
        }
    }
    Ok(())
}

fn hops(judged: &Judged, start: TableId, joins: &[Join]) -> Vec<Hop> {
    let mut here = start;
    let mut hops = Vec::new();
    for join in joins {
        let there = judged.table(&join.table);
        let columns = |table: TableId, names: &[String]| {
            names.iter().map(|name| judged.model.tables[table].column(name).unwrap()).collect()
        };
        hops.push(Hop { own: columns(here, &join.own), table: there, their: columns(there, &join.their) });
        here = there;
    }
    hops
}

/// Every value that is to be overwritten is in one step that does it.
fn overwritten(store: &mut dyn Store, judged: &Judged, tally: &mut Tally) -> Result<(), String> {
    let mut covered = Vec::new();
    for step in &judged.program.steps {
        let (names, fate): (Vec<&String>, ValueFate) = match &step.action {
            Action::Blank { columns } => (columns.iter().map(|c| &c.column).collect(), ValueFate::Blanked),
            Action::Anonymise { columns } => {
                (columns.iter().map(|c| &c.column).collect(), ValueFate::Anonymised)
            }
            Action::Cut { .. } => {
                tally.cuts += 1;
                continue;
            }
            Action::Erase { .. } => continue,
        };
        let table = judged.table(&step.table);
        let places: Vec<usize> =
            names.into_iter().filter_map(|name| judged.model.tables[table].column(name)).collect();
        let said = judged.that(table, |found, _| places.iter().any(|at| found.values[*at] == fate));
        // Persons' records may have a step of their own.
        let mut found = Vec::new();
        for other in &judged.program.steps {
            if (&other.table, &other.action) == (&step.table, &step.action) {
                found.extend(judged.under(store, table, &other.rule)?);
            }
        }
        found.sort_unstable();
        judged.same("a step that overwrites differs", &said, &found, &step.rule)?;
        covered.extend(places.into_iter().map(|place| (table, place, fate)));
    }
    for id in judged.all() {
        for (place, fate) in judged.fate(id).values.iter().enumerate() {
            tally.blanked += u64::from(*fate == ValueFate::Blanked);
            tally.anonymised += u64::from(*fate == ValueFate::Anonymised);
            let due = matches!(fate, ValueFate::Blanked | ValueFate::Anonymised);
            if due && !covered.contains(&(id.table, place, *fate)) {
                return Err(format!("no step overwrites a column\n{id:?} {place}"));
            }
        }
    }
    Ok(())
}

pub(crate) fn told(steps: &[Step]) -> String {
    let step = |step: &Step| {
        format!(
            "{} {} {:?}\n    {} {:?}",
            step.number, step.table, step.action, step.rule.text, step.rule.params
        )
    };
    steps.iter().map(step).collect::<Vec<_>>().join("\n")
}
