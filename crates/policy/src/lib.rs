//! The two files a company writes: `policy.toml`, what it says, and `map.toml`, where the data is. Text in, values with
//! spans out, and all findings of a run at once: a mistake in one line hides none in another.
//!
//! Pure: this crate must not know a clock, a file system, a database, a terminal or SQL. It knows the files' text only;
//! whether a table or column exists is for those to say who hold the map against a catalog.
//!
//! The language is told, with examples that run as tests, in `specs/`.

pub mod accept;
pub mod accountability;
mod across;
mod against_law;
mod check;
pub mod codes;
pub mod collection;
pub mod condition;
mod country;
pub mod difference;
pub mod entity;
pub mod finding;
pub mod forbidden;
pub mod ground;
mod keyed;
mod keys;
mod lex;
pub mod map;
pub mod model;
pub mod outline;
pub mod pattern;
pub mod phrase;
pub mod published;
mod read;
pub mod recipient;
mod redact;
pub mod requests;
pub mod route;
pub mod rules;
pub mod schema;
pub mod span;
pub mod suggest;
pub mod territory;
pub mod texts;
pub mod transform;
pub mod unsubscribing;
pub mod vocabulary;

pub use across::Across;
pub use lex::Mistake;
pub use redact::redacted;

use abide_law::pack::Packs;
use abide_phrases::Messages;
use accept::Settled;
use finding::{Finding, Severity};
use jiff::civil::Date;
use map::DataMap;
use model::Policy;
use outline::Outlines;

/// What findings about the two files say.
pub const MESSAGES: Messages =
    Messages { english: include_str!("../texts/en.ftl"), french: include_str!("../texts/fr.ftl") };

/// Reads `policy.toml`. Gives as much of the policy as could be read, and everything that is wrong with the file by
/// itself; none when nothing of it could. Where a finding is an error, what is missing is stood in for so that the rest
/// can be checked: such a policy must not be acted upon.
pub fn read_policy(text: &str) -> (Option<Policy>, Vec<Finding>) {
    read::policy(text)
}

/// Reads `map.toml`, as [`read_policy`] does `policy.toml`.
pub fn read_map(text: &str) -> (Option<DataMap>, Vec<Finding>) {
    read::map(text)
}

/// Holds the policy against itself, and against the map when there is one: names that nothing bears, activities that
/// nothing serves, columns that no one speaks of.
pub fn check(policy: &Policy, map: Option<&DataMap>) -> Vec<Finding> {
    check::check(policy, map)
}

/// Holds the policy, and the map when there is one, to the law as it is on `today`: to those of `packs` that the policy names.
///
/// What is found is for people to weigh: a policy against the law is still better kept than not, so nothing that [`is_usable`] asks
/// about depends on it.
pub fn check_law(policy: &Policy, map: Option<&DataMap>, packs: &Packs, today: Date) -> Vec<Finding> {
    against_law::check(policy, map, packs, today)
}

/// Sets aside those findings that the policy accepts on `today`, and says which acceptances are due or accept nothing.
///
/// Only for who tells findings to people: whether files are usable does not depend on what is accepted.
pub fn accept(policy: &Policy, outlines: &Outlines, findings: Vec<Finding>, today: Date) -> Settled {
    accept::settle(policy, outlines, findings, today)
}

/// Reads and checks both files: all findings, ordered by file and place.
pub fn check_texts(policy: &str, map: Option<&str>) -> Vec<Finding> {
    let (policy, mut findings) = read_policy(policy);
    let (map, in_map) = map.map(read_map).unwrap_or_default();
    findings.extend(in_map);
    if let Some(policy) = &policy {
        findings.extend(check(policy, map.as_ref()));
    }
    in_order(&mut findings);
    findings
}

/// Orders findings by file and place; those without a place come last.
pub fn in_order(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.span.is_none(), finding.span.clone(), finding.code));
}

/// Whether a finding is for people to weigh: it is no error, or one that keeps nothing from being done, as what the law has against a
/// policy. A law pack that is not there is none of these: without it there is no telling which rights people have.
pub fn is_weighed(finding: &Finding) -> bool {
    accept::is_acceptable(finding)
}

/// Whether a file with these findings can be used.
pub fn is_usable(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}
