//! How requests are answered, against what the law gives a company time, money and papers for.

use abide_law::{
    Period, always_longer,
    pack::{Asked, Due, Entry, Rule, Within},
};

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
    let message = format!("requests are answered within {}, and the law gives {within}", answer.value);
    let finding = Finding::new(codes::LATE_ANSWER, entry.severity, message).at(answer.span.clone());
    let help = format!(
        "promise {within}; what takes longer where requests are complex or many is `extension`, and is told within {within}"
    );
    Some(finding.label("too late").law(cited(entry)).help(help))
}

fn late_extension(requests: &Requests, law: &Law<'_>) -> Option<Finding> {
    let (extension, entry, within) = beyond(requests.extension.as_ref()?, Due::Extension, law)?;
    let message = format!("an answer may take {} more, and the law gives {within}", extension.value);
    let finding = Finding::new(codes::LATE_ANSWER, entry.severity, message).at(extension.span.clone());
    Some(finding.label("too late").law(cited(entry)).help(format!("promise {within}")))
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
    let when = match identity.value {
        Proof::Always => "every request",
        Proof::ForAccess => "every request for access",
        Proof::OnDoubt | Proof::Never => return None,
    };
    let (entry, ()) = law.first(|rule| asked(rule, Asked::Identity))?;
    let message = format!("{when} has to come with a proof of identity");
    let finding = Finding::new(codes::IDENTITY_ALWAYS, entry.severity, message).at(identity.span.clone());
    Some(
        finding.law(cited(entry)).help("ask for it where there is reasonable doubt: identity = \"on-doubt\""),
    )
}

fn fee(requests: &Requests, law: &Law<'_>) -> Option<Finding> {
    let fee = requests.fee.as_ref().filter(|_| requests.fee_ground.is_none())?;
    let (entry, ()) = law.first(|rule| asked(rule, Asked::Fee))?;
    // A text that speaks of fees takes none yet.
    let severity = entry.severity.min(Severity::Warning);
    let message = "answers may cost something, and the policy does not say on what ground";
    let finding = Finding::new(codes::FEE_WITHOUT_GROUND, severity, message).at(fee.span.clone());
    Some(
        finding
            .law(cited(entry))
            .help("say it, as fee_ground = \"excessive\" or \"further-copy\", or charge nothing"),
    )
}

fn asked(rule: &Rule, what: Asked) -> Option<()> {
    matches!(rule, Rule::Request(request) if request.of == what).then_some(())
}
