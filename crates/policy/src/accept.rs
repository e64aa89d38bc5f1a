//! What the policy accepts of what is found: for a reason, about one thing, and until a day on which it is looked at again.

use abide_phrases::text;
use jiff::civil::Date;

use crate::{
    codes,
    finding::{Finding, Severity},
    model::{Acceptance, Policy},
    outline::Outlines,
    suggest,
};

/// Findings, once those that the policy accepts are set aside.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// Those that stand, with what is to be said of the acceptances themselves.
    pub findings: Vec<Finding>,
    /// Those that are accepted.
    pub accepted: Vec<Accepted>,
}

/// A finding that the policy accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// What accepts it.
    pub by: Acceptance,
}

/// Sets aside what is accepted on `today`. From the day of its review on, an acceptance does nothing.
pub(crate) fn settle(policy: &Policy, outlines: &Outlines, findings: Vec<Finding>, today: Date) -> Settled {
    let mut told: Vec<Finding> =
        policy.accepted.iter().filter_map(|one| comment(one, outlines, &findings, today)).collect();
    let mut settled = Settled::default();
    for finding in findings {
        let by =
            policy.accepted.iter().find(|one| today < one.review.value && covers(one, outlines, &finding));
        match by.filter(|_| is_acceptable(&finding)) {
            Some(by) => settled.accepted.push(Accepted { finding, by: by.clone() }),
            None => settled.findings.push(finding),
        }
    }
    settled.findings.append(&mut told);
    settled
}

/// An error of the files themselves keeps everything from being done, whoever accepts it.
pub(crate) fn is_acceptable(finding: &Finding) -> bool {
    finding.severity != Severity::Error || codes::is_weighed(finding.code)
}

fn covers(acceptance: &Acceptance, outlines: &Outlines, finding: &Finding) -> bool {
    finding.code == acceptance.finding.value
        && about(outlines, finding).is_some_and(|about| is_within(about, &acceptance.about))
}

fn about<'o>(outlines: &'o Outlines, finding: &Finding) -> Option<&'o str> {
    outlines.about(finding.span.as_ref()?)
}

/// Whether `about` is what was named or below it. Quotes need not be written in quotes.
fn is_within(about: &str, named: &str) -> bool {
    let (about, named) = (about.replace('"', ""), named.replace('"', ""));
    about.strip_prefix(&named).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What is to be said of the acceptance itself.
fn comment(one: &Acceptance, outlines: &Outlines, findings: &[Finding], today: Date) -> Option<Finding> {
    let covered: Vec<&Finding> = findings.iter().filter(|finding| covers(one, outlines, finding)).collect();
    if covered.is_empty() {
        // What a map would be needed for was not looked for, and of files with errors not everything is.
        let looked = outlines.has_map() && findings.iter().all(is_acceptable);
        return looked.then(|| unused(one, outlines, findings));
    }
    if !covered.iter().any(|finding| is_acceptable(finding)) {
        let message = text!("cannot-accept", name = &one.name.value);
        let finding = Finding::warning(codes::CANNOT_ACCEPT, message, one.finding.span.clone());
        return Some(finding.help(text!("cannot-accept.help")));
    }
    (today >= one.review.value).then(|| {
        let message = text!("acceptance-due", name = &one.name.value, day = one.review.value);
        let finding = Finding::warning(codes::REVIEW_DUE, message, one.review.span.clone());
        finding.label(text!("due")).help(text!("acceptance-due.help"))
    })
}

fn unused(one: &Acceptance, outlines: &Outlines, findings: &[Finding]) -> Finding {
    let (name, code, about_what) = (&one.name.value, &one.finding.value, &one.about.value);
    let message = text!("unused-acceptance", name, code, about = about_what);
    let elsewhere = findings.iter().find(|finding| finding.code == one.finding.value);
    let help = if !codes::ALL.contains(&one.finding.value.as_str()) {
        let near = suggest::nearest(&one.finding, codes::ALL.iter().copied());
        suggest::did_you_mean(near, text!("unused-acceptance.code"))
    } else if let Some(about) = elsewhere.and_then(|finding| about(outlines, finding)) {
        text!("unused-acceptance.elsewhere", about)
    } else {
        text!("unused-acceptance.help")
    };
    Finding::advice(codes::UNUSED_ACCEPTANCE, message, one.name.span.clone()).help(help)
}
