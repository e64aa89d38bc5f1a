//! The worked policies under `policies/` read and check without an error. `promises.rs` holds them to what was promised.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::path::PathBuf;

use abide_law::pack::Packs;
use abide_policy::{
    check_law, check_texts,
    finding::Severity,
    model::{Policy, State},
    read_policy,
};
use jiff::civil::date;

const COMPANIES: [&str; 5] = ["3dsoft", "dfns", "sociatex", "softnlabs", "softsystems"];

fn text(company: &str, file: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", company, file].iter().collect();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn policy(company: &str) -> Policy {
    read_policy(&text(company, "policy.toml")).0.unwrap()
}

#[test]
fn both_files_of_each_check_without_a_finding() {
    for company in COMPANIES {
        let findings = check_texts(&text(company, "policy.toml"), Some(&text(company, "map.toml")));
        let told: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity > Severity::Advice)
            .map(|finding| format!("{}: {} {:?}", finding.code, finding.message, finding.place))
            .collect();
        assert!(told.is_empty(), "{company}:\n{}", told.join("\n"));
    }
}

/// The authority recommends two years for candidates, and one company has published five.
#[test]
fn the_law_has_one_thing_against_them() {
    let mut told = Vec::new();
    for company in COMPANIES {
        let map = abide_policy::read_map(&text(company, "map.toml")).0;
        let findings = check_law(&policy(company), map.as_ref(), &Packs::shipped(), date(2026, 11, 26));
        for finding in findings.into_iter().filter(|finding| finding.severity > Severity::Advice) {
            told.push(format!("{company}: {} {}", finding.code, finding.law.unwrap_or_default()));
        }
    }
    assert_eq!(told, ["softnlabs: law/beyond-reference france/candidates: CNIL, guide on recruitment"]);
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
