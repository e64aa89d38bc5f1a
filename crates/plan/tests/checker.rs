//! The checker passes what the planner makes, and refuses each way in which a plan could be wrong.

#![allow(clippy::unwrap_used)]

use abide_plan::{
    bind::bind,
    catalog::{Catalog, Column, ColumnKind, Dialect, ForeignKey, OnDelete, Table, TableName},
    checker::check,
    compile::compile,
    plan::{Planned, StorePlan},
    step::{Action, Blanked, Neutral, Param},
};
use abide_policy::{map::DataMap, model::Policy, read_map, read_policy};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);

const POLICY: &str = r#"
format = 1
[controller]
name = "Acme"
[activity.prospecting]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["identification", "contact"]
keep = "3 years after collected"
[activity.calling]
purpose = "direct-marketing"
basis = "legitimate-interest"
subjects = ["prospect"]
data = ["contact.phone"]
keep = "1 year after collected"
"#;

const MAP: &str = r#"
format = 1
[store.crm]
url = "sqlite:crm.db"
[store.crm.contacts]
subject = "prospect"
serves = { prospecting = true, calling = true }
fields = { name = "identification.name", phone = "contact.phone" }
not_personal = ["id", "created_on"]
events = { collected = "created_on" }
[store.crm.notes]
subject = "prospect"
serves = { prospecting = true }
fields = { body = "contact" }
not_personal = ["id", "contact_id"]
events = { collected = "contacts.created_on" }
[store.crm.countries]
personal = false
"#;

struct Scene {
    policy: Policy,
    map: DataMap,
    catalog: Catalog,
    plan: StorePlan,
}

impl Scene {
    fn new() -> Self {
        Self::of(POLICY, MAP)
    }

    /// The same where calling goes on in an archive.
    fn archiving() -> Self {
        let policy =
            POLICY.replace("1 year after collected", "1 year after collected, then archive for 1 year");
        Self::of(&policy, &MAP.replace("url = ", "archive = \"kept\"\nurl = "))
    }

    fn of(policy: &str, map: &str) -> Self {
        let policy = read_policy(policy).0.unwrap();
        let map = read_map(map).0.unwrap();
        let catalog = catalog();
        let mut bound = bind(&policy, &map.stores[0], &catalog);
        let steps = compile(&mut bound.model, TODAY).steps;
        let steps = steps
            .into_iter()
            .map(|step| Planned { step, rows: 0, with: Vec::new(), archived: Vec::new(), heap_only: None })
            .collect();
        let plan = StorePlan {
            store: "crm".to_owned(),
            dialect: Dialect::Sqlite,
            catalog: catalog.digest(),
            steps,
            findings: Vec::new(),
        };
        Self { policy, map, catalog, plan }
    }

    /// The position of the first step that erases (or not) from the table.
    fn position(&self, table: &str, erases: bool) -> usize {
        let wanted = |planned: &Planned| {
            planned.step.table.name == table && matches!(planned.step.action, Action::Erase { .. }) == erases
        };
        self.plan.steps.iter().position(wanted).unwrap()
    }

    fn refuses(&self, why: &str) {
        let told: Vec<String> = check(&self.plan, TODAY, &self.policy, &self.map.stores[0], &self.catalog)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(told.iter().any(|told| told.contains(why)), "no violation says {why:?}: {told:#?}");
    }
}

fn column(name: &str, kind: ColumnKind, nullable: bool) -> Column {
    let declared = format!("{kind:?}");
    Column {
        name: name.to_owned(),
        declared,
        kind,
        nullable,
        default: None,
        generated: false,
        max_length: None,
        collation: None,
    }
}

fn table(name: &str, columns: Vec<Column>, foreign_keys: Vec<ForeignKey>) -> Table {
    Table {
        name: TableName::parse(name),
        columns,
        primary_key: vec!["id".to_owned()],
        unique: Vec::new(),
        checks: Vec::new(),
        indexes: Vec::new(),
        foreign_keys,
        partitioned_by: None,
        untouchable: None,
    }
}

fn catalog() -> Catalog {
    use ColumnKind::{Date, Integer, Text};
    let contacts = vec![
        column("id", Integer, false),
        column("name", Text, true),
        column("phone", Text, true),
        column("created_on", Date, false),
    ];
    let notes =
        vec![column("id", Integer, false), column("contact_id", Integer, false), column("body", Text, false)];
    let refers = ForeignKey {
        name: None,
        columns: vec!["contact_id".to_owned()],
        table: TableName::parse("contacts"),
        their: vec!["id".to_owned()],
        on_delete: OnDelete::Refuse,
    };
    let tables = vec![
        table("contacts", contacts, Vec::new()),
        table("countries", vec![column("id", Integer, false)], Vec::new()),
        table("notes", notes, vec![refers]),
    ];
    Catalog { dialect: Dialect::Sqlite, tables }
}

#[test]
fn what_the_planner_makes_passes() {
    let scene = Scene::new();
    assert!(scene.plan.steps.len() >= 3, "{:#?}", scene.plan.steps);
    assert_eq!(check(&scene.plan, TODAY, &scene.policy, &scene.map.stores[0], &scene.catalog), []);
}

#[test]
fn a_table_that_is_not_personal_is_not_touched() {
    let mut scene = Scene::new();
    scene.plan.steps[0].step.table = TableName::parse("countries");
    scene.refuses("holds nothing personal");
    scene.plan.steps[0].step.table = TableName::parse("elsewhere");
    scene.refuses("not in the catalog");
}

#[test]
fn rows_are_named_by_the_primary_key() {
    let mut scene = Scene::new();
    scene.plan.steps[0].step.key = vec!["body".to_owned()];
    scene.refuses("primary key");
}

#[test]
fn a_rule_restricts() {
    let mut scene = Scene::new();
    scene.plan.steps[0].step.rule.text = "1 = 1".to_owned();
    scene.refuses("true for every row");
}

#[test]
fn every_placeholder_has_its_value() {
    let mut scene = Scene::new();
    scene.plan.steps[0].step.rule.params.pop();
    scene.refuses("placeholders without values");
}

#[test]
fn no_day_to_come_is_taken_for_past() {
    let mut scene = Scene::new();
    let at = scene.position("contacts", true);
    let params = &mut scene.plan.steps[at].step.rule.params;
    let late = Param::Text("2026-12-31".to_owned());
    *params.iter_mut().find(|param| **param == Param::Text("2023-11-22".to_owned())).unwrap() = late;
    scene.refuses("a day that is not over");
}

#[test]
fn activities_are_those_of_the_table() {
    let mut scene = Scene::new();
    let at = scene.position("notes", true);
    scene.plan.steps[at].step.activities.push("calling".to_owned());
    scene.refuses("does not serve");
}

#[test]
fn what_refers_goes_first() {
    let mut scene = Scene::new();
    let (notes, contacts) = (scene.position("notes", true), scene.position("contacts", true));
    assert!(notes < contacts);
    scene.plan.steps.swap(notes, contacts);
    scene.refuses("refers to it and is erased later");
    scene.refuses("not numbered in their order");
}

#[test]
fn a_table_with_an_unspoken_column_keeps_its_rows() {
    let mut scene = Scene::new();
    scene.catalog.tables[0].columns.push(column("new", ColumnKind::Text, true));
    scene.refuses("does not speak of every column");
}

#[test]
fn only_personal_columns_are_blanked_and_only_with_what_they_take() {
    let blanked =
        |column: &str, to| Action::Blank { columns: vec![Blanked { column: column.to_owned(), to }] };
    let text = |text: &str| Neutral::Constant(Param::Text(text.to_owned()));
    for action in [
        blanked("created_on", text("1900-01-01")),
        blanked("id", Neutral::FromKey),
        blanked("missing", Neutral::Null),
        blanked("phone", Neutral::Constant(Param::Null)),
    ] {
        let mut scene = Scene::new();
        let at = scene.position("contacts", false);
        scene.plan.steps[at].step.action = action;
        scene.refuses("cannot be blanked like this");
    }
}

#[test]
fn a_reference_that_takes_no_null_is_not_cut() {
    let mut scene = Scene::new();
    let at = scene.position("notes", true);
    scene.plan.steps[at].step.action = Action::Cut { columns: vec!["contact_id".to_owned()] };
    scene.refuses("takes no NULL");
}

#[test]
fn what_an_archived_activity_needs_is_copied() {
    let sound = Scene::archiving();
    assert_eq!(check(&sound.plan, TODAY, &sound.policy, &sound.map.stores[0], &sound.catalog), []);
    for erases in [true, false] {
        let mut scene = Scene::archiving();
        let step = scene.plan.steps.iter().position(|planned| {
            matches!(planned.step.action, Action::Erase { .. }) == erases && !planned.step.copies.is_empty()
        });
        let step = step.unwrap();
        let whole = scene.plan.steps[step].step.clone();
        scene.plan.steps[step].step.copies.clear();
        scene.refuses("it removes what calling needs in the archive");
        scene.plan.steps[step].step = whole.clone();
        scene.plan.steps[step].step.copies[0].columns.retain(|copied| copied.column != "phone");
        scene.refuses("its copy for calling leaves out what leaves");
        scene.plan.steps[step].step = whole.clone();
        scene.plan.steps[step].step.copies[0].columns[0].column = "name".to_owned();
        scene.refuses("its copy for calling takes a value that calling does not need");
        scene.plan.steps[step].step = whole.clone();
        scene.plan.steps[step].step.copies[0].into.schema = Some("public".to_owned());
        scene.refuses("does not go into the archive");
        scene.plan.steps[step].step = whole.clone();
        scene.plan.steps[step].step.copies[0].until.as_mut().unwrap().archived.clear();
        scene.refuses("is not counted as the policy says");
        scene.plan.steps[step].step = whole;
        scene.plan.steps[step].step.copies[0].rule.params.clear();
        scene.refuses("the rule of its copy for calling has placeholders without values");
    }
}

#[test]
fn the_archive_is_emptied_of_what_is_past_alone() {
    let mut scene = Scene::archiving();
    let mut step = scene.plan.steps[0].clone();
    step.step.table = TableName::parse("abide_archive.contacts");
    step.step.key = vec!["abide_id".to_owned()];
    step.step.action = Action::Erase { with: Vec::new() };
    step.step.copies.clear();
    scene.plan.steps.push(step);
    scene.refuses("its rule is not that the last day in the archive is over");
}
