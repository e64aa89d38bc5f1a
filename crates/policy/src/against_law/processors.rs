//! On what terms processors work, against what the law asks for, and what is over or due on the day.

use abide_law::pack::{Entry, Rule, Term};

use super::{Law, cited};
use crate::{
    check::{is_engaged, is_used_directly},
    codes,
    finding::{Finding, Severity},
    map::DataMap,
    model::Policy,
    recipient::{Recipient, Terms},
};

pub(super) fn check(policy: &Policy, map: Option<&DataMap>, law: &Law<'_>, findings: &mut Vec<Finding>) {
    for one in &policy.recipients {
        let Some(terms) = one.terms().filter(|_| !one.has_ended(law.today)) else { continue };
        // Who only works for another processor is held to that one's contract (art. 28(4)).
        if is_used_directly(policy, map, one) || !is_engaged(policy, one) {
            findings.extend(missing(one, terms, law));
        }
        findings.extend(due(one, terms, law));
    }
    findings.extend(policy.activities.iter().flat_map(|activity| &activity.recipients).filter_map(|name| {
        let one = policy.recipient(name)?;
        let end = one.end.as_ref().filter(|_| one.has_ended(law.today))?;
        let message = format!("`{}` ended on {}, and an activity still gives it data", name.value, end.value);
        let finding = Finding::warning(codes::ENDED_RECIPIENT, message, name.span.clone()).label("ended");
        Some(finding.help("take it off the list, or give it a later `end`"))
    }));
}

fn missing(one: &Recipient, terms: &Terms, law: &Law<'_>) -> Vec<Finding> {
    let term = |entry: &Entry| match &entry.rule {
        Rule::Processor(needed) => Some(needed.needs),
        _ => None,
    };
    let lacks = |needed: Term| match needed {
        Term::Contract => terms.contract.is_none(),
        Term::Guarantees => terms.guarantees.is_empty(),
        Term::Instructions => terms.instructions.is_none(),
    };
    let lacking =
        law.in_force().filter_map(|entry| Some((entry, term(entry)?))).filter(|(_, term)| lacks(*term));
    lacking.map(|(entry, term)| told(one, entry, term)).collect()
}

fn told(one: &Recipient, entry: &Entry, term: Term) -> Finding {
    let (lacks, help) = match term {
        Term::Contract => ("contract", "say where its contract is found, as contract = \"…\""),
        Term::Guarantees => {
            ("guarantees", "say what shows that it can be trusted with the data, as guarantees = [\"…\"]")
        }
        Term::Instructions => {
            ("instructions", "say where its instructions are found, as instructions = \"…\"")
        }
    };
    let message = format!("the processor `{}` has no {lacks}", one.key.value);
    Finding::new(codes::PROCESSOR_TERMS, entry.severity, message)
        .at(one.key.span.clone())
        .law(cited(entry))
        .help(help)
}

fn due(one: &Recipient, terms: &Terms, law: &Law<'_>) -> Option<Finding> {
    let review = terms.review.as_ref().filter(|review| review.value <= law.today)?;
    let message = format!("the processor `{}` was to be reviewed on {}", one.key.value, review.value);
    let finding = Finding::new(codes::REVIEW_DUE, Severity::Warning, message).at(review.span.clone());
    Some(
        finding
            .label("due")
            .help("look at its contract, guarantees and sub-processors, then give it a later day"),
    )
}
