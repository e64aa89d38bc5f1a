//! How requests are answered, against what the law gives a company time, money and papers for.

use abide_law::{
    Period, always_longer,
    pack::{Asked, Due, Entry, Rule, Within},
};
use abide_phrases::text;

use super::{Law, cited};
use crate::{
    codes,
    finding::{Finding, Severity},
    model::Policy,
    requests::{Proof, Requests},
    span::Spanned,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    let Some(requests) = &policy.requests else { return };
    findings.extend(late(requests, law));
    findings.extend(late_extension(requests, law));
    findings.extend(identity(requests, law));
    findings.extend(fee(requests, law));
}

fn late(requests: &Requests, law: &Law<'_>) -> Option<Finding> {
    let (answer, entry, within) = beyond(requests.answer.as_ref()?, Due::Answer, law)?;
    let message = text!("late-answer", promised = answer.value, within);
    let finding = Finding::new(codes::LATE_ANSWER, entry.severity, message).at(answer.span.clone());
    let finding = finding.label(text!("late-answer.label")).law(cited(entry));
    Some(finding.help(text!("late-answer.help", within)))
}

fn late_extension(requests: &Requests, law: &Law<'_>) -> Option<Finding> {
    let (extension, entry, within) = beyond(requests.extension.as_ref()?, Due::Extension, law)?;
    let message = text!("late-extension", promised = extension.value, within);
    let finding = Finding::new(codes::LATE_ANSWER, entry.severity, message).at(extension.span.clone());
    let finding = finding.label(text!("late-answer.label")).law(cited(entry));
    Some(finding.help(text!("late-extension.help", within)))
}

/// What is promised when it is longer than the law gives for it, with the rule.
fn beyond<'a, 'l>(
    promised: &'a Spanned<Period>,
    due: Due,
    law: &Law<'l>,
) -> Option<(&'a Spanned<Period>, &'l Entry, Period)> {
    let (entry, within) = law.first(|rule| match rule {
        Rule::Deadline(deadline) if deadline.of == due => match deadline.within {
            Within::Period(period) => Some(period),
            Within::Hours(_) => None,
        },
        _ => None,
    })?;
    always_longer(&[promised.value], &[within]).then_some((promised, entry, within))
}

fn identity(requests: &Requests, law: &Law<'_>) -> Option<Finding> {
    let identity = requests.identity.as_ref()?;
    let message = match identity.value {
        Proof::Always => text!("identity-always"),
        Proof::ForAccess => text!("identity-for-access"),
        Proof::OnDoubt | Proof::Never => return None,
    };
    let (entry, ()) = law.first(|rule| asked(rule, Asked::Identity))?;
    let finding = Finding::new(codes::IDENTITY_ALWAYS, entry.severity, message).at(identity.span.clone());
    Some(finding.law(cited(entry)).help(text!("identity-always.help")))
}

fn fee(requests: &Requests, law: &Law<'_>) -> Option<Finding> {
    let fee = requests.fee.as_ref().filter(|_| requests.fee_ground.is_none())?;
    let (entry, ()) = law.first(|rule| asked(rule, Asked::Fee))?;
    // A text that speaks of fees takes none yet.
    let severity = entry.severity.min(Severity::Warning);
    let finding =
        Finding::new(codes::FEE_WITHOUT_GROUND, severity, text!("fee-without-ground")).at(fee.span.clone());
    Some(finding.law(cited(entry)).help(text!("fee-without-ground.help")))
}

fn asked(rule: &Rule, what: Asked) -> Option<()> {
    matches!(rule, Rule::Request(request) if request.of == what).then_some(())
}
