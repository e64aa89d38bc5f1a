//! From text to value: the file's shape is checked against [`crate::keys`] first, then each value is read as far as it can.

mod accountability;
mod bounds;
mod collecting;
mod files;
mod map_file;
mod policy_file;
mod recipients;
mod said;
mod shape;
mod source;

use crate::{
    finding::{Finding, Severity},
    keys,
    map::DataMap,
    model::Policy,
    span::File,
};
use source::Source;

/// Reads `policy.toml`.
pub(crate) fn policy(text: &str) -> (Option<Policy>, Vec<Finding>) {
    let source = Source::new(File::Policy, text);
    let (root, mut findings) = source.parse();
    let syntax = findings.len();
    shape::check(&source, &root, &keys::POLICY, &mut findings);
    let policy = (!root.is_empty()).then(|| policy_file::read(&source.view(&root), &mut findings));
    (policy, settled(&source, findings, syntax))
}

/// Reads `map.toml`.
pub(crate) fn map(text: &str) -> (Option<DataMap>, Vec<Finding>) {
    let source = Source::new(File::Map, text);
    let (root, mut findings) = source.parse();
    let syntax = findings.len();
    shape::check(&source, &root, &keys::MAP, &mut findings);
    let map = (!root.is_empty()).then(|| map_file::read(&source.view(&root), &mut findings));
    (map, settled(&source, findings, syntax))
}

/// What is said of a line that is no TOML is guesswork, except that it is none: the first `syntax` findings.
fn settled(source: &Source<'_>, mut findings: Vec<Finding>, syntax: usize) -> Vec<Finding> {
    let line = |finding: &Finding| finding.span.as_ref().map(|span| source.line(span.start));
    let broken: Vec<_> =
        findings[..syntax].iter().filter(|one| one.severity == Severity::Error).map(line).collect();
    let mut at = 0;
    findings.retain(|finding| {
        at += 1;
        at <= syntax || !broken.contains(&line(finding))
    });
    findings
}
