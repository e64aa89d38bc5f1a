//! The SQL over the index against the slow evaluator, on folders with files of every kind of name and age; and what is left in the
//! folder afterwards.

use std::collections::BTreeSet;

use abide_engine::store::{self, Access};
use abide_plan::{
    bind::bind, catalog::TableName, compile::compile, evaluate::evaluate, need::Rows, quote, step::Sql,
    value::Value,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::ground::{Ground, POLICY, TODAY};

/// Clips, dated by their names, by the notes beside them, or by the time of the file.
const SETS: &str = r#"
[store.cctv.clips]
subject = "visitor"
files = ["{clip:digits}.mp4", "old/{clip:digits}.mp4"]
serves = { surveillance = true, counting = "clip <> '3'" }
fields = { content = "image.video" }
not_personal = ["clip"]
links = { notes = "clip = notes(clip)" }
events = { recorded = EVENTS }

[store.cctv.notes]
subject = "visitor"
files = "{clip:digits}-{day:%Y-%m-%d}.json"
serves = { counting = "clip = '1' OR NOT clip = '2'" }
fields = { content = "image.video" }
not_personal = ["clip"]
events = { recorded = "day" }
unserved = "UNSERVED"
"#;

const COUNTING: &str = r#"
[activity.counting]
purpose = "video-surveillance"
basis = "legitimate-interest"
subjects = ["visitor"]
data = ["identification.name"]
keep = "1 month after recorded"
"#;

#[test]
fn the_index_says_what_the_evaluator_says() {
    let clips = proptest::collection::vec((1u8..6, any::<bool>()), 0..5);
    let notes = proptest::collection::vec((1u8..6, 1u8..5, 1u8..32), 0..8);
    let events =
        prop_oneof![Just("\"notes.day\""), Just("\"modified\""), Just("[\"notes.day\", \"modified\"]")];
    let unserved = prop_oneof![Just("erase"), Just("keep")];
    let cases = std::env::var("ABIDE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(150);
    let mut runner =
        TestRunner::new(Config { cases: cases.min(400), failure_persistence: None, ..Config::default() });
    let gone = std::cell::Cell::new(0);
    runner
        .run(&(clips, notes, events, unserved), |(clips, notes, events, unserved)| {
            let sets = SETS.replace("EVENTS", events).replace("UNSERVED", unserved);
            let ground = Ground::with(&(POLICY.to_owned() + COUNTING), &sets);
            for (clip, old) in clips {
                ground.file(&format!("{}{clip}.mp4", if old { "old/" } else { "" }));
            }
            for (clip, month, day) in notes {
                ground.file(&format!("{clip}-2026-{month:02}-{day:02}.json"));
            }
            let before: BTreeSet<String> = ground.list().into_iter().collect();
            let goes = judged(&ground);
            ground.apply();
            let left: BTreeSet<String> = ground.list().into_iter().collect();
            let expected: BTreeSet<String> = before.difference(&goes).cloned().collect();
            prop_assert_eq!(left, expected);
            gone.set(gone.get() + goes.len());
            Ok(())
        })
        .unwrap();
    assert!(gone.get() > 20, "{gone:?}");
}

/// The files that go: by the evaluator, after seeing that the steps of the plan are for the same.
fn judged(ground: &Ground) -> BTreeSet<String> {
    let session = ground.session();
    let map = &session.map().stores[0];
    let mut store = store::open_mapped(map, ground.home(), Access::Read).unwrap();
    let catalog = store.catalog().unwrap();
    let mut model = bind(session.policy(), map, &catalog).model;
    let today = TODAY.parse().unwrap();
    let program = compile(&mut model, today);
    let rows: Rows = catalog.tables.iter().map(|table| store.rows(table, None, None).unwrap()).collect();
    let fates = evaluate(&model, &rows, today);
    let mut goes = BTreeSet::new();
    for (table, listed) in catalog.tables.iter().enumerate() {
        let path = listed.columns.iter().position(|column| column.name == "path").unwrap();
        let judged: BTreeSet<String> = rows[table]
            .iter()
            .zip(&fates[table])
            .filter(|(_, fate)| fate.goes)
            .map(|(row, _)| text(&row[path]))
            .collect();
        // Rows that go with others of another table are not in a rule by themselves.
        let rule = abide_plan::compile::rule_of_going(&model, today, table);
        assert_eq!(under(&mut *store, &listed.name, rule), judged, "{}", listed.name);
        goes.extend(judged);
    }
    assert!(program.steps.iter().all(|step| step.key == ["path"]));
    goes
}

fn under(store: &mut dyn store::Store, table: &TableName, rule: Sql) -> BTreeSet<String> {
    let table = quote::table(store.dialect(), table);
    let sql = Sql { text: format!("SELECT t.path FROM {table} AS t WHERE {}", rule.text), ..rule };
    store.query(&sql).unwrap().iter().map(|row| text(&row[0])).collect()
}

fn text(value: &Value) -> String {
    let Value::Text(text) = value else { panic!("a path is text") };
    text.clone()
}
