//! Every key of `policy.toml`, changed alone: what changes is told, or it stands on a list with the reason why nobody need know.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{collections::BTreeSet, fs, path::PathBuf};

use abide_policy::{
    difference::{Change, compare},
    finding::Finding,
    is_usable,
    model::Policy,
    read_policy,
    schema::policy_schema,
};
use serde_json::Value as Json;
use toml::{Table, Value};

fn file(name: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/every_key").join(name)).unwrap()
}

fn whole() -> Table {
    file("policy.toml").parse().unwrap()
}

/// A part of `changes.toml`: keys with what is said of each.
fn listed(part: &str) -> Vec<(String, Value)> {
    let changes: Table = file("changes.toml").parse().unwrap();
    changes[part].as_table().unwrap().clone().into_iter().collect()
}

fn usable(table: &Table) -> Result<Policy, Vec<Finding>> {
    let (policy, findings) = read_policy(&toml::to_string(table).unwrap());
    policy.filter(|_| is_usable(&findings)).ok_or(findings)
}

/// The keys that the schema has, those that a company names as `*`. A table that is always the same is no key of its own.
fn keys(schema: &Json, path: &str, found: &mut BTreeSet<String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        keys(schema, &below(name), found);
    }
    let named = &schema["additionalProperties"];
    if named.is_object() {
        found.insert(below("*"));
        keys(named, &below("*"), found);
    }
    for one in schema["anyOf"].as_array().into_iter().flatten() {
        keys(one, path, found);
    }
    if schema["type"] != "object" {
        found.insert(path.to_owned());
    }
}

#[test]
fn every_key_of_the_language_is_told_or_on_the_list() {
    let mut known = BTreeSet::new();
    keys(&policy_schema(), "", &mut known);
    known.remove("");
    let mut said = BTreeSet::new();
    for part in ["untold", "changed", "removed", "of_all"] {
        for (key, _) in listed(part) {
            assert!(said.insert(key.clone()), "{key} is said twice");
        }
    }
    let missing: Vec<_> = known.difference(&said).collect();
    let gone: Vec<_> = said.difference(&known).collect();
    assert!(missing.is_empty(), "crates/policy/tests/every_key/changes.toml says nothing of {missing:?}");
    assert!(gone.is_empty(), "the language has no more {gone:?}");
    assert!(known.len() > 170, "{}", known.len());
}

/// The table under which the last name of `path` stands: of several that a `*` may be, the first that has it, else the first.
fn place<'t>(table: &'t mut Table, path: &[&str]) -> Option<&'t mut Table> {
    let [name, rest @ ..] = path else { return None };
    if rest.is_empty() {
        return Some(table);
    }
    let names: Vec<String> = if *name == "*" {
        table.keys().cloned().collect()
    } else {
        [(*name).to_owned()].into_iter().filter(|name| table.contains_key(name)).collect()
    };
    let has = |name: &&String| has(&table[*name], rest);
    let chosen = names.iter().find(has).or(names.first())?.clone();
    place(table.get_mut(&chosen)?.as_table_mut()?, rest)
}

fn has(value: &Value, path: &[&str]) -> bool {
    match path {
        [] => !value.is_table(),
        ["*", rest @ ..] => value.as_table().is_some_and(|table| table.values().any(|one| has(one, rest))),
        [name, rest @ ..] => value.get(name).is_some_and(|one| has(one, rest)),
    }
}

/// The policy with this key, and this key alone, changed by `change`; none where it can be used no more.
fn with(key: &str, change: impl FnOnce(&mut Table, &str)) -> Result<Policy, Vec<Finding>> {
    let mut table = whole();
    let path: Vec<&str> = key.split('.').collect();
    let place = place(&mut table, &path).unwrap_or_else(|| panic!("{key} has no place"));
    let last = match *path.last().unwrap() {
        "*" => place.keys().next().unwrap().clone(),
        last => last.to_owned(),
    };
    change(place, &last);
    usable(&table)
}

fn told(old: &Policy, new: &Policy, key: &str) -> Vec<Change> {
    let (there, back) = (compare(old, new), compare(new, old));
    assert!(!there.is_empty() && !back.is_empty(), "a change of {key} is told nobody");
    assert_eq!(there.len(), back.len(), "{key}: {there:?} {back:?}");
    there
}

#[test]
fn a_change_of_a_key_alone_is_told() {
    let base = usable(&whole()).unwrap();
    for (key, value) in listed("changed") {
        let changed = with(&key, |table, name| {
            assert_ne!(table.get(name), Some(&value), "{key} is no change");
            table.insert(name.to_owned(), value.clone());
        });
        let changed = changed.unwrap_or_else(|findings| panic!("with another {key}: {findings:?}"));
        told(&base, &changed, &key);
    }
}

/// Where a key may be left out, that is told too. What is false is as if it were not there.
#[test]
fn a_key_that_is_left_out_is_told() {
    let base = usable(&whole()).unwrap();
    let mut left_out = 0;
    for (key, _) in listed("changed") {
        let mut was = None;
        let without = with(&key, |table, name| was = table.remove(name));
        if let (Ok(without), Some(true)) = (without, was.map(|was| was.as_bool() != Some(false))) {
            told(&base, &without, &key);
            left_out += 1;
        }
    }
    assert!(left_out > 80, "{left_out}");
}

#[test]
fn what_is_taken_out_whole_is_told() {
    let base = usable(&whole()).unwrap();
    for (key, name) in listed("removed") {
        let mut table = whole();
        let section = table[key.trim_end_matches(".*")].as_table_mut().unwrap();
        assert!(section.remove(name.as_str().unwrap()).is_some(), "{key}: {name}");
        let without = usable(&table).unwrap_or_else(|findings| panic!("without {key} {name}: {findings:?}"));
        told(&base, &without, &key);
    }
}

#[test]
fn what_is_so_of_all_activities_is_told() {
    let mut table = whole();
    for (section, key) in [("activity", "recipients"), ("activity", "otherwise"), ("collection", "required")]
    {
        for (_, one) in table[section].as_table_mut().unwrap() {
            one.as_table_mut().unwrap().remove(key);
        }
    }
    let base = usable(&table).unwrap();
    for (key, value) in listed("of_all") {
        let mut changed = table.clone();
        let together = changed["all_activities"].as_table_mut().unwrap();
        together.insert(key.rsplit('.').next().unwrap().to_owned(), value);
        let changed = usable(&changed).unwrap_or_else(|findings| panic!("with {key}: {findings:?}"));
        told(&base, &changed, &key);
    }
}

/// The reasons would be excuses if something were told after all.
#[test]
fn what_is_on_the_list_is_told_nobody() {
    let base = usable(&whole()).unwrap();
    for (key, reason) in listed("untold") {
        assert!(reason.as_str().is_some_and(|reason| reason.len() > 10), "{key}");
        let Ok(without) = with(&key, |table, name| drop(table.remove(name))) else { continue };
        let told = compare(&base, &without);
        assert!(told.is_empty(), "{key}: {told:?}");
    }
}
