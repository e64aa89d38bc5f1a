//! The worked companies under `policies/`: their files, and what a check says of them.

#![allow(dead_code, reason = "each test file uses a part")]

use std::{fs, path::PathBuf};

use abide_law::pack::Packs;
use abide_phrases::{Language, Phrases};
use abide_policy::{
    MESSAGES, check_law, check_texts, finding::Finding, model::Policy, outline::Outlines, read_map,
    read_policy,
};
use jiff::civil::{Date, date};

pub(crate) const COMPANIES: [&str; 5] = ["3dsoft", "dfns", "sociatex", "softnlabs", "softsystems"];

/// The day on which they are held to the law.
pub(crate) const TODAY: Date = date(2026, 11, 26);

/// A file under `policies/`.
pub(crate) fn text(path: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../policies", path].iter().collect();
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The policy of a company, as published.
pub(crate) fn policy(company: &str) -> Policy {
    read_policy(&text(&format!("{company}/policy.toml"))).0.unwrap()
}

/// What a finding says in English.
pub(crate) fn english(finding: &Finding) -> String {
    Phrases::of(Language::English, &[MESSAGES]).text(&finding.message)
}

/// What `abide check` says of both files, each with the key that it is about.
pub(crate) fn findings(policy: &str, map: &str) -> Vec<(String, Finding)> {
    let mut findings = check_texts(policy, Some(map));
    if let Some(read) = read_policy(policy).0 {
        findings.extend(check_law(&read, read_map(map).0.as_ref(), &Packs::shipped(), TODAY));
    }
    let outlines = Outlines::of(policy, Some(map));
    let about = |finding: &Finding| {
        let about = finding.span.as_ref().and_then(|span| outlines.about(span));
        about.unwrap_or_default().to_owned()
    };
    findings.into_iter().map(|finding| (about(&finding), finding)).collect()
}
