//! The promises of the five companies, listed in `policies/promises.csv` with what is to hold each, against the worked policies
//! and the tests that show them kept.

#![allow(clippy::panic, clippy::unwrap_used)]

mod company;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use abide_policy::model::Policy;
use company::{COMPANIES, policy};

const ENGINES: [&str; 3] = ["mariadb", "postgres", "sqlite"];

/// Promises that a rule over data will help to hold when there is more than retention: rectification, encryption at rest.
const NOT_RETENTION: [&str; 2] = ["3dsoft/06", "3dsoft/08"];

/// Promises about the rules as a whole, which no single one carries: only what is needed (`unneeded` in the map), nothing for ever,
/// phases told apart.
const OF_ALL_RULES: [&str; 4] = ["3dsoft/05", "3dsoft/07", "3dsoft/18", "dfns/03"];

struct Promise {
    id: String,
    held: Vec<String>,
}

impl Promise {
    fn company(&self) -> &str {
        self.id.split('/').next().unwrap()
    }

    fn is_held_by(&self, how: &str) -> bool {
        self.held.iter().any(|one| one == how)
    }
}

fn root() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "../.."].iter().collect()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn promises() -> Vec<Promise> {
    let list = text(&root().join("policies/promises.csv"));
    let promise = |line: &str| {
        let (id, held) = line.split_once(',').unwrap();
        Promise { id: id.to_owned(), held: held.split(' ').map(str::to_owned).collect() }
    };
    let all: Vec<Promise> = list.lines().skip(1).map(promise).collect();
    all.into_iter().filter(|promise| COMPANIES.contains(&promise.company())).collect()
}

/// The row of a promise in the table of those about data: what carries it, and the tests that show it.
fn row(promise: &Promise) -> Option<(String, Vec<String>)> {
    let page = text(&root().join("policies").join(promise.company()).join("promises.md"));
    let begins = format!("| {} ", promise.id);
    let line = page.lines().find(|line| line.starts_with(&begins))?;
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    (cells.len() == 5).then(|| (cells[2].to_owned(), ticked(cells[3])))
}

/// What stands between backticks.
fn ticked(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The tests that run once for each engine: those listed for that, and those that compare the engines.
fn tests_on_each_engine(company: &str) -> BTreeSet<String> {
    let source = text(&root().join(format!("crates/engine/tests/promises_{company}.rs")));
    let (_, listed) = source.split_once(&format!("on_each! {{ \"{company}\":")).unwrap();
    let (listed, rest) = listed.split_once('}').unwrap();
    let compared = rest
        .split("fn ")
        .filter(|function| function.contains("same_on_all("))
        .map(|function| function.split_once('(').unwrap().0);
    listed.split_whitespace().chain(compared).map(str::to_owned).collect()
}

/// The tests there are, as far as they have a name: every function in a folder of tests.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for tests in fs::read_dir(root().join("crates")).unwrap().map(|krate| krate.unwrap().path().join("tests"))
    {
        for file in fs::read_dir(tests).into_iter().flatten().map(|file| file.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "rs") {
                let source = text(&file);
                let functions = source.lines().filter_map(|line| line.trim().strip_prefix("fn "));
                names.extend(functions.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
            }
        }
    }
    names
}

#[test]
fn every_promise_is_a_clause_and_every_clause_a_promise() {
    for company in COMPANIES {
        let promised: BTreeSet<String> =
            promises().into_iter().filter(|one| one.company() == company).map(|one| one.id).collect();
        let clauses: BTreeSet<String> =
            policy(company).clauses.into_iter().map(|clause| clause.id.value).collect();
        assert_eq!(promised, clauses, "{company}");
    }
}

#[test]
fn a_clause_is_kept_by_a_rule_or_by_something_else() {
    for company in COMPANIES {
        let policy = policy(company);
        for clause in &policy.clauses {
            let by_rule = policy.keeping(&clause.id).next().is_some();
            let elsewhere = clause.kept_elsewhere;
            assert!(by_rule != elsewhere, "{}: by a rule {by_rule}, elsewhere {elsewhere}", clause.id.value);
        }
    }
}

#[test]
fn what_is_checked_told_or_vouched_for_is_carried_by_a_rule() {
    for promise in promises() {
        let policy = policy(promise.company());
        let sections: Vec<&str> = policy.keeping(&promise.id).map(|rule| rule.section).collect();
        if promise.is_held_by("check") || promise.is_held_by("document") {
            assert!(!sections.is_empty(), "{}: no rule names it", promise.id);
        }
        if promise.is_held_by("attest") {
            assert!(sections.contains(&"attestation"), "{}: nobody vouches for it", promise.id);
        }
    }
}

#[test]
fn the_page_of_a_company_names_those_rules_and_the_tests() {
    let tests = tests();
    let not_data =
        |promise: &Promise| ["check", "document", "attest"].into_iter().any(|how| promise.is_held_by(how));
    for promise in promises().into_iter().filter(not_data) {
        let page = text(&root().join("policies").join(promise.company()).join("promises.md"));
        let (_, table) = page.split_once("## Promises that are checked, told or vouched for").unwrap();
        let begins = format!("| {} |", promise.id);
        let line = table.lines().find(|line| line.starts_with(&begins));
        let line = line.unwrap_or_else(|| panic!("{} has no row", promise.id));
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let policy = policy(promise.company());
        let carriers = policy.keeping(&promise.id).map(|rule| match rule.section == rule.name {
            true => rule.name.to_owned(),
            false => format!("{}.{}", rule.section, rule.name),
        });
        let named: BTreeSet<String> = ticked(cells[3]).into_iter().collect();
        assert_eq!(named, carriers.collect(), "{}", promise.id);
        for test in ticked(cells[4]) {
            assert!(tests.contains(&test), "{}: there is no test {test}", promise.id);
        }
    }
}

/// The rules on data that name a clause: activities, and what is forbidden.
fn carriers(policy: &Policy, clause: &str) -> BTreeSet<String> {
    let carrier = |section: &str, name: &str| match section {
        "activity" => Some(name.to_owned()),
        "forbidden" => Some(section.to_owned()),
        _ => None,
    };
    policy.keeping(clause).filter_map(|rule| carrier(rule.section, rule.name)).collect()
}

#[test]
fn a_promise_about_data_is_carried_by_a_rule_and_shown_by_tests() {
    let tests = tests();
    let about_data = promises().into_iter().filter(|promise| promise.is_held_by("data"));
    for promise in about_data.filter(|promise| !NOT_RETENTION.contains(&promise.id.as_str())) {
        let id = &promise.id;
        let (rule, shown_by) = row(&promise).unwrap_or_else(|| panic!("{id} has no row in promises.md"));
        assert!(!rule.is_empty() && !shown_by.is_empty(), "{id}: no rule or no test");
        let carriers = carriers(&policy(promise.company()), id);
        assert!(!carriers.is_empty() || OF_ALL_RULES.contains(&id.as_str()), "{id}: no rule names it");
        for carrier in carriers {
            assert!(ticked(&rule).contains(&carrier), "{id}: its row does not name the rule {carrier}");
        }
        let on_each = tests_on_each_engine(promise.company());
        for name in &shown_by {
            assert!(tests.contains(name), "{id}: there is no test {name}");
        }
        assert!(shown_by.iter().any(|name| on_each.contains(name)), "{id}: no test shows it on each engine");
    }
}

#[test]
fn each_company_has_a_schema_for_each_engine() {
    for company in COMPANIES {
        for engine in ENGINES {
            let schema = text(&root().join(format!("policies/{company}/schema.{engine}.sql")));
            assert!(schema.contains("CREATE TABLE"), "{company} {engine}");
        }
    }
}

#[test]
fn what_is_no_retention_yet_says_so() {
    for id in NOT_RETENTION {
        let (company, number) = id.split_once('/').unwrap();
        let page = text(&root().join("policies").join(company).join("promises.md"));
        let waiting = page.split_once("## Promises that wait").unwrap().1;
        assert!(waiting.contains(number), "{id} is not among those that wait");
    }
}
