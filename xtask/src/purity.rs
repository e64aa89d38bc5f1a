//! Crate walls: pure crates reach no clock, no network, no file, and arrows between crates run one way.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{DocumentMut, Item, TableLike};

use crate::tree::{Complaint, File, Tree};

/// Crates without clock, network and files: the same input gives the same output for ever.
const PURE: &[&str] = &["law", "phrases", "policy", "ledger", "plan", "papers", "exchange"];

/// What each crate may depend on outside its tests; a crate that is not named here has no place yet.
const ARROWS: &[(&str, &[&str])] = &[
    ("law", &[]),
    ("phrases", &["law"]),
    ("policy", &["law", "phrases"]),
    ("ledger", &[]),
    ("plan", &["law", "phrases", "policy", "ledger"]),
    ("papers", &["law", "phrases", "policy", "ledger"]),
    ("sheets", &["papers"]),
    ("typeset", &["papers"]),
    ("exchange", &["law", "policy"]),
    ("engine", &["law", "phrases", "policy", "ledger", "plan", "papers"]),
    ("portal", &["law", "phrases", "policy", "ledger", "plan", "papers", "engine"]),
    (
        "cli",
        &[
            "law", "phrases", "policy", "ledger", "plan", "papers", "sheets", "typeset", "exchange",
            "engine", "portal",
        ],
    ),
    ("testkit", &["law"]),
];

/// Packages that do input, output or chance. One of them anywhere below a pure crate is too much.
const IMPURE: &[&str] = &[
    "async-std",
    "axum",
    "fastrand",
    "getrandom",
    "hyper",
    "libsqlite3-sys",
    "mio",
    "mysql_async",
    "notify",
    "postgres",
    "rand",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "sqlx",
    "tempfile",
    "tokio",
    "tokio-postgres",
    "ureq",
    "walkdir",
];

/// What a pure crate's own code must not say.
const IMPURE_PATHS: &[&str] = &[
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
];

/// Modules of `std` that must not stand in a group `use std::{…}`.
const IMPURE_MODULES: &[&str] = &["env", "fs", "net", "process", "thread"];

/// No impure package below a pure crate.
pub(crate) fn dependencies(tree: &Tree) -> Vec<Complaint> {
    let locked = tree.file("Cargo.lock").map(|file| packages(&file.text)).unwrap_or_default();
    let mut complaints = Vec::new();
    for (manifest, _) in manifests(tree).filter(|(_, name)| PURE.contains(name)) {
        for direct in needed(&manifest.text) {
            for found in below(&direct, &locked).intersection(&IMPURE.iter().copied().collect()) {
                let way = if *found == direct { String::new() } else { format!(" (through {direct})") };
                complaints.push(manifest.complaint(0, format!("a pure crate depends on {found}{way}")));
            }
        }
    }
    complaints
}

/// No clock, file or network in a pure crate's code; its tests may read files.
pub(crate) fn sources(tree: &Tree) -> Vec<Complaint> {
    let pure = |file: &&File| {
        file.krate().is_some_and(|name| PURE.contains(&name)) && !file.path.ends_with("tests.rs")
    };
    let mut complaints = Vec::new();
    for file in tree.sources().filter(pure) {
        for (number, line) in file.lines().take_while(|(_, line)| line.trim() != "#[cfg(test)]") {
            let code = line.split("//").next().unwrap_or_default();
            let grouped = code.split_once("use std::{").map_or("", |(_, names)| names);
            let group = |name: &&&str| grouped.split([',', '{', '}', ':']).any(|word| word.trim() == **name);
            let said = IMPURE_PATHS.iter().find(|path| code.contains(**path));
            if let Some(found) = said.or_else(|| IMPURE_MODULES.iter().find(group)) {
                complaints.push(file.complaint(number, format!("a pure crate says {found}")));
            }
        }
    }
    complaints
}

/// Crates depend only on those that the house's plan lets them see.
pub(crate) fn arrows(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (manifest, name) in manifests(tree) {
        let Some((_, allowed)) = ARROWS.iter().find(|(own, _)| *own == name) else {
            complaints
                .push(manifest.complaint(0, "a crate without a place: give it one in xtask/src/purity.rs"));
            continue;
        };
        for needed in needed(&manifest.text) {
            if let Some(other) = needed.strip_prefix("abide-").filter(|other| !allowed.contains(other)) {
                complaints.push(manifest.complaint(0, format!("{name} must not depend on {other}")));
            }
        }
    }
    complaints
}

/// The crates' manifests, each with its crate's folder name.
fn manifests(tree: &Tree) -> impl Iterator<Item = (&File, &str)> {
    tree.crates()
        .into_iter()
        .filter_map(|name| Some((tree.file(&format!("crates/{name}/Cargo.toml"))?, name)))
}

/// The packages that a manifest needs outside its tests.
fn needed(manifest: &str) -> Vec<String> {
    let manifest: DocumentMut = manifest.parse().unwrap_or_default();
    let targets = manifest.get("target").and_then(Item::as_table_like);
    let targets =
        targets.into_iter().flat_map(TableLike::iter).filter_map(|(_, target)| target.as_table_like());
    let mut needed = Vec::new();
    for table in targets.chain([manifest.as_table() as &dyn TableLike]) {
        for kind in ["dependencies", "build-dependencies"] {
            let entries = table.get(kind).and_then(Item::as_table_like).into_iter().flat_map(TableLike::iter);
            needed.extend(entries.map(|(key, value)| package(key, value)));
        }
    }
    needed
}

/// A dependency's package, which may be kept under another name.
fn package(key: &str, value: &Item) -> String {
    value.get("package").and_then(Item::as_str).unwrap_or(key).to_owned()
}

/// What each locked package needs. Our own crates are left out: their manifests say it without their tests.
fn packages(lock: &str) -> BTreeMap<String, Vec<String>> {
    let lock: DocumentMut = lock.parse().unwrap_or_default();
    let mut packages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in lock.get("package").and_then(Item::as_array_of_tables).into_iter().flatten() {
        let name = package.get("name").and_then(Item::as_str);
        let (Some(name), Some(_)) = (name, package.get("source")) else {
            continue;
        };
        let needs = package.get("dependencies").and_then(Item::as_array).into_iter().flatten();
        // `name version` when several versions are locked.
        let names = needs.filter_map(|need| need.as_str()?.split(' ').next());
        packages.entry(name.to_owned()).or_default().extend(names.map(str::to_owned));
    }
    packages
}

/// The package and all below it.
fn below<'a>(name: &'a str, locked: &'a BTreeMap<String, Vec<String>>) -> BTreeSet<&'a str> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![name]);
    while let Some(name) = open.pop() {
        if seen.insert(name) {
            open.extend(locked.get(name).into_iter().flatten().map(String::as_str));
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "innocent"
source = "registry"
dependencies = ["between 1.0.0"]

[[package]]
name = "between"
source = "registry"
dependencies = ["tokio"]
"#;

    fn said(complaints: &[Complaint]) -> String {
        complaints.iter().map(|one| format!("{one}\n")).collect()
    }

    #[test]
    fn an_impure_package_is_found_at_any_depth() {
        let tree = Tree::of(&[
            ("Cargo.lock", LOCK),
            (
                "crates/law/Cargo.toml",
                "[dependencies]\ninnocent.workspace = true\n[dev-dependencies]\ntokio = '1'",
            ),
            ("crates/plan/Cargo.toml", "[target.'cfg(unix)'.dependencies]\ndb = { package = 'rusqlite' }"),
            ("crates/engine/Cargo.toml", "[dependencies]\ntokio = '1'"),
        ]);
        let expected = "crates/law/Cargo.toml: a pure crate depends on tokio (through innocent)\n\
                        crates/plan/Cargo.toml: a pure crate depends on rusqlite\n";
        assert_eq!(said(&dependencies(&tree)), expected);
    }

    #[test]
    fn a_clock_or_a_file_in_a_pure_crate_is_found() {
        let source = "use std::{collections::BTreeMap, fs};\nfn now() { jiff::Timestamp::now(); }\n// std::fs\n\
                      #[cfg(test)]\nmod tests { use std::fs; }\n";
        let tree = Tree::of(&[("crates/law/src/a.rs", source), ("crates/engine/src/a.rs", source)]);
        let expected = "crates/law/src/a.rs:1: a pure crate says fs\n\
                        crates/law/src/a.rs:2: a pure crate says Timestamp::now\n";
        assert_eq!(said(&sources(&tree)), expected);
    }

    #[test]
    fn arrows_run_one_way() {
        let tree = Tree::of(&[
            ("crates/law/Cargo.toml", "[dependencies]\nabide-policy.workspace = true"),
            ("crates/plan/Cargo.toml", "[dependencies]\nabide-law.workspace = true"),
            ("crates/engine/Cargo.toml", "[dependencies]\nabide-testkit.workspace = true"),
            ("crates/policy/Cargo.toml", "[dev-dependencies]\nabide-testkit.workspace = true"),
            ("crates/shed/Cargo.toml", ""),
        ]);
        let expected = "crates/law/Cargo.toml: law must not depend on policy\n\
                        crates/engine/Cargo.toml: engine must not depend on testkit\n\
                        crates/shed/Cargo.toml: a crate without a place: give it one in xtask/src/purity.rs\n";
        assert_eq!(said(&arrows(&tree)), expected);
    }
}
