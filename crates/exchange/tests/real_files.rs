//! What others made, against what is here: the sample files that Fides itself carries, and fideslang's own models. `scripts/test` puts both
//! into the target folder; a test without them fails.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{collections::BTreeSet, env, fs, path::PathBuf, process::Command};

use abide_exchange::{Draft, Source, from_fides, to_fideslang};
use abide_policy::{is_usable, map::DataMap, read_map, read_policy};
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder into which `scripts/test` puts the tools of others.
fn tools() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("tools")
}

/// The sample files of Fides 2.78.2.
fn samples() -> Vec<(String, String)> {
    let packages = fs::read_dir(tools().join("lib")).into_iter().flatten();
    let folders = packages
        .map(|entry| entry.unwrap().path().join("site-packages/fides/data/sample_project/sample_resources"));
    let folder = folders.into_iter().find(|folder| folder.is_dir());
    let folder =
        folder.unwrap_or_else(|| panic!("the sample files of Fides are not there: run scripts/test once"));
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn drafted(files: &[(String, String)]) -> Draft {
    let sources: Vec<Source<'_>> = files.iter().map(|(name, text)| Source { name, text }).collect();
    from_fides(&sources).unwrap()
}

/// Keys whose values the draft says in words of its own, or that say nothing of data; each with the reason.
const SAID_OTHERWISE: [(&str, &str); 7] = [
    ("data_categories", "words of theirs: held against the draft by themselves"),
    ("data_subjects", "words of theirs: held against the draft by themselves"),
    ("data_use", "words of theirs: held against the draft by themselves"),
    ("data_type", "the database says it"),
    ("length", "the database says it"),
    ("primary_key", "the database says it"),
    ("direction", "a link is the same both ways"),
];

/// What stands in a file, each value with the keys above it.
fn leaves(value: &Value, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, String)>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                path.push(key.clone());
                leaves(value, path, found);
                path.pop();
            }
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, path, found)),
        Value::Null => {}
        Value::String(text) => found.push((path.clone(), text.trim().to_owned())),
        other => found.push((path.clone(), other.to_string())),
    }
}

/// Names are written plain in the draft: `cookie_house` may be `cookie-house`.
fn plain(text: &str) -> String {
    text.to_lowercase().chars().map(|char| if char.is_alphanumeric() { char } else { ' ' }).collect()
}

/// Every value of the files is in the draft or among what is left over. Nothing is lost in silence.
#[test]
fn nothing_of_the_sample_files_of_fides_is_lost_in_silence() {
    let files = samples();
    let draft = drafted(&manifests(&files));
    let leftovers: String = draft.leftovers.iter().map(|one| format!("{one}\n")).collect();
    let said = plain(&[draft.policy.as_str(), &draft.map, &leftovers].join("\n"));
    let mut lost = BTreeSet::new();
    for (name, text) in manifests(&files) {
        let mut found = Vec::new();
        leaves(&serde_saphyr::from_str(&text).unwrap(), &mut Vec::new(), &mut found);
        assert!(found.len() > 3, "{name}");
        let told = |path: &[String]| path.iter().any(|key| SAID_OTHERWISE.iter().any(|(one, _)| key == one));
        let missing = found.into_iter().filter(|(path, value)| !told(path) && !said.contains(&plain(value)));
        lost.extend(missing.map(|(path, value)| format!("{name}: {}: {value}", path.join("."))));
    }
    assert!(lost.is_empty(), "{lost:#?}\nleft over:\n{leftovers}");
}

/// The files that are manifests of data: that of rules alone is none, and is refused.
fn manifests(files: &[(String, String)]) -> Vec<(String, String)> {
    let (rules, data): (Vec<_>, Vec<_>) =
        files.iter().cloned().partition(|(name, _)| name == "sample_policy.yml");
    assert_eq!((rules.len(), data.len()), (1, 6), "{files:?}");
    let refused = from_fides(&[Source { name: &rules[0].0, text: &rules[0].1 }]).unwrap_err();
    assert!(refused.to_string().contains("sample_policy.yml"), "{refused}");
    data
}

/// Every column of every collection is in the map, whatever it holds; and each of its categories is there or left over.
#[test]
fn every_column_of_the_samples_has_its_place_in_the_map() {
    let files = manifests(&samples());
    let draft = drafted(&files);
    let map: toml::Table = draft.map.parse().unwrap();
    let mut columns = 0;
    for (_, text) in &files {
        let manifest: Value = serde_saphyr::from_str(text).unwrap();
        for dataset in manifest["dataset"].as_array().into_iter().flatten() {
            let store = &map["store"][dataset["fides_key"].as_str().unwrap()];
            for collection in dataset["collections"].as_array().unwrap() {
                let name = collection["name"].as_str().unwrap();
                let heading = format!("[store.{}.{name}]", dataset["fides_key"].as_str().unwrap());
                let (_, written) = draft.map.split_once(&heading).unwrap();
                let written = written.split("\n[").next().unwrap();
                for field in collection["fields"].as_array().unwrap() {
                    column(&store[name], written, field, &draft);
                    columns += 1;
                }
            }
        }
    }
    assert!(columns > 80, "{columns}");
}

/// `written` is the table as it stands in the map, with its comments.
fn column(table: &toml::Value, written: &str, field: &Value, draft: &Draft) {
    let name = field["name"].as_str().unwrap();
    let has_it = |list: Option<&toml::Value>| {
        let items = list.and_then(toml::Value::as_array).into_iter().flatten();
        items.filter_map(toml::Value::as_str).any(|one| one == name)
    };
    let held = table.get("fields").is_some_and(|fields| fields.get(name).is_some());
    let unsaid = written.lines().find_map(|line| line.strip_prefix("# Nothing is said of these columns: "));
    let asked_for = unsaid.is_some_and(|names| names.split(", ").any(|one| one == name));
    assert!(held || has_it(table.get("not_personal")) || asked_for, "{name}: {table}");
    let categories = field["data_categories"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for category in categories.filter(|category| !category.starts_with("system")) {
        let left_over = draft.leftovers.iter().any(|one| one.place.ends_with(&format!("field {name}")));
        assert!(held || left_over, "{name} is {category}, which is told nowhere");
    }
}

#[test]
fn the_draft_of_the_samples_lacks_what_they_do_not_say_and_nothing_else() {
    let draft = drafted(&manifests(&samples()));
    let (policy, _) = read_policy(&draft.policy);
    let policy = policy.unwrap();
    assert_eq!(policy.controller.name.value, "Con Troller");
    assert_eq!(policy.activities.len(), 6);
    let (map, findings) = read_map(&draft.map);
    assert!(is_usable(&findings), "{findings:?}");
    assert_eq!(map.unwrap().stores.len(), 4);
}

/// What fideslang itself says of a manifest.
fn validated(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fides.yml");
    fs::write(&file, text).unwrap();
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fides/validate.py");
    let python = tools().join("bin/python3");
    let run = Command::new(&python).arg("-B").arg(script).arg(&file).output();
    let run = run.unwrap_or_else(|error| panic!("{}: {error}; run scripts/test once", python.display()));
    let complaint = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{complaint}\nrun scripts/test once, which installs fideslang");
    String::from_utf8(run.stdout).unwrap()
}

fn worked(name: &str) -> String {
    let folder = root().join("policies").join(name);
    let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    let policy = read_policy(&read("policy.toml")).0.unwrap();
    let map: DataMap = read_map(&read("map.toml")).0.unwrap();
    to_fideslang(&policy, Some(&map)).unwrap().text
}

#[test]
fn fideslang_takes_the_worked_policies_as_they_are_exported() {
    let folders = fs::read_dir(root().join("policies")).unwrap().map(|entry| entry.unwrap());
    let names: Vec<String> = folders
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(names.len(), 5);
    for name in names {
        let said = validated(&worked(&name));
        let parts = said.strip_suffix(" parts\n").and_then(|count| count.parse::<u32>().ok());
        assert!(parts.is_some_and(|parts| parts > 5), "{name}: {said}");
    }
}

/// The script finds what is wrong, else it would prove nothing.
#[test]
fn fideslang_refuses_what_is_none() {
    let wrong = "dataset:\n- fides_key: a b\n  collections: []\nsystem:\n- fides_key: x\n  system_type: y\n  odd: 1\n  \
                 privacy_declarations:\n  - data_use: nonsense\n    data_categories: [user.nothing]\n    data_subjects: [customer]\nthing: []\n";
    let said = validated(wrong);
    for part in
        ["dataset a b: ", "x.odd: ignored", "data_use: nonsense is no word", "user.nothing", "thing: "]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
}
