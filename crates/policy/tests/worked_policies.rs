//! The worked policies under `policies/` read and check without an error, and speak of every promise of their company.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::path::PathBuf;

use abide_policy::{
    check_texts,
    finding::Severity,
    model::{Policy, State},
    read_policy,
};

const COMPANIES: [(&str, u32); 2] = [("3dsoft", 22), ("dfns", 16)];

/// Promises that a rule over data keeps; the others are kept by all rules together, or by something else.
const KEPT_BY_DATA: [&str; 9] = [
    "3dsoft/12",
    "3dsoft/13",
    "3dsoft/14",
    "3dsoft/15",
    "3dsoft/16",
    "3dsoft/17",
    "dfns/07",
    "dfns/08",
    "dfns/09",
];

fn text(company: &str, file: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", company, file].iter().collect();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn policy(company: &str) -> Policy {
    read_policy(&text(company, "policy.toml")).0.unwrap()
}

/// The promises of a company, as they are numbered.
fn promises() -> impl Iterator<Item = (&'static str, String)> {
    COMPANIES
        .iter()
        .flat_map(|(company, last)| (1..=*last).map(move |n| (*company, format!("{company}/{n:02}"))))
}

#[test]
fn both_files_of_each_check_without_a_finding() {
    for (company, _) in COMPANIES {
        let findings = check_texts(&text(company, "policy.toml"), Some(&text(company, "map.toml")));
        let told: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity > Severity::Advice)
            .map(|finding| format!("{}: {} {:?}", finding.code, finding.message, finding.place))
            .collect();
        assert!(told.is_empty(), "{company}:\n{}", told.join("\n"));
    }
}

#[test]
fn every_promise_is_a_clause() {
    for (company, promise) in promises() {
        let clauses = policy(company).clauses;
        assert!(
            clauses.iter().any(|clause| clause.id.value == promise),
            "{promise} is no clause of its policy"
        );
    }
}

#[test]
fn a_promise_about_data_is_kept_by_a_rule() {
    for promise in KEPT_BY_DATA {
        let company = promise.split('/').next().unwrap();
        let kept =
            policy(company).activities.iter().any(|a| a.clauses.iter().any(|clause| clause.value == promise));
        assert!(kept, "no activity names {promise}");
    }
}

#[test]
fn a_clause_is_kept_by_a_rule_or_by_something_else() {
    for (company, _) in COMPANIES {
        let policy = policy(company);
        for clause in &policy.clauses {
            let id = &clause.id.value;
            let by_rule = policy.activities.iter().any(|a| a.clauses.iter().any(|named| named.value == *id));
            assert!(
                by_rule != clause.kept_elsewhere,
                "{id}: by a rule {by_rule}, elsewhere {}",
                clause.kept_elsewhere
            );
        }
    }
}

/// 3dsoft/18: periods of the active base and of the archive are told apart.
#[test]
fn active_and_archived_are_told_apart() {
    let states = |company: &str, activity: &str| -> Vec<State> {
        let keep = policy(company).activity(activity).unwrap().keep.value.clone();
        keep.phases.iter().map(|phase| phase.state).collect()
    };
    for activity in &policy("3dsoft").activities {
        assert_eq!(states("3dsoft", &activity.name.value), [State::Active], "{}", activity.name.value);
    }
    assert_eq!(states("dfns", "fraud-litigation"), [State::Active, State::Archived]);
}
