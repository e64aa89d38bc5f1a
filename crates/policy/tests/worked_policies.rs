//! The worked policies under `policies/` read and check without an error. `promises.rs` holds them to what was promised.

#![allow(clippy::panic, clippy::unwrap_used)]

mod company;

use abide_policy::{check_texts, finding::Severity, model::State};
use company::{COMPANIES, english, policy, text};

fn file(company: &str, name: &str) -> String {
    text(&format!("{company}/{name}"))
}

#[test]
fn both_files_of_each_check_without_a_finding() {
    for company in COMPANIES {
        let findings = check_texts(&file(company, "policy.toml"), Some(&file(company, "map.toml")));
        let told: Vec<String> = findings
            .iter()
            .filter(|finding| finding.severity > Severity::Advice)
            .map(|finding| format!("{}: {} {:?}", finding.code, english(finding), finding.place))
            .collect();
        assert!(told.is_empty(), "{company}:\n{}", told.join("\n"));
    }
}

/// What is wrong with the policies as they were published: `policies/findings.csv` has all of it and nothing else.
#[test]
fn each_is_found_wanting_in_just_what_it_lacks() {
    let found = |company: &str| {
        let findings = company::findings(&file(company, "policy.toml"), &file(company, "map.toml"));
        let row = |(about, finding): (String, abide_policy::finding::Finding)| {
            let law = finding.law.unwrap_or_default();
            let rule = law.split_once(": ").map_or("", |(rule, _)| rule);
            format!("{company},{},{about},{rule}", finding.code)
        };
        findings.into_iter().map(row).collect::<Vec<_>>()
    };
    let mut found: Vec<String> = COMPANIES.into_iter().flat_map(found).collect();
    let list = text("findings.csv");
    let mut listed: Vec<&str> = list.lines().skip(1).collect();
    found.sort_unstable();
    listed.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn mended_there_is_nothing_to_be_found() {
    for company in COMPANIES {
        let findings = company::findings(&file(company, "mended.toml"), &file(company, "map.toml"));
        let told: Vec<String> = findings.iter().map(|(_, finding)| english(finding)).collect();
        assert!(told.is_empty(), "{company}: {told:?}");
    }
}

/// A mended policy promises what the published one does, and keeps it by as many rules.
#[test]
fn mended_nothing_is_promised_less() {
    for company in COMPANIES {
        let clauses = |policy: &abide_policy::model::Policy| -> Vec<String> {
            policy.clauses.iter().map(|clause| clause.id.value.clone()).collect()
        };
        let mended = abide_policy::read_policy(&file(company, "mended.toml")).0.unwrap();
        assert_eq!(clauses(&mended), clauses(&policy(company)), "{company}");
        for clause in mended.clauses.iter().filter(|clause| !clause.kept_elsewhere) {
            assert!(mended.keeping(&clause.id).next().is_some(), "{}", clause.id.value);
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
