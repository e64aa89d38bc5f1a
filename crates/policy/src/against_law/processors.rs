//! On what terms processors work, against what the law asks for, and what is over or due on the day.

use abide_law::pack::{Entry, Rule, Term};
use abide_phrases::text;

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
        let message = text!("ended-recipient", name = &name.value, day = end.value);
        let finding = Finding::warning(codes::ENDED_RECIPIENT, message, name.span.clone());
        Some(finding.label(text!("ended-recipient.label")).help(text!("ended-recipient.help")))
    }));
}

fn missing(one: &Recipient, terms: &Terms, law: &Law<'_>) -> Vec<Finding> {
    let lacks = |needed: Term| match needed {
        Term::Contract => terms.contract.is_none(),
        Term::Guarantees => terms.guarantees.is_empty(),
        Term::Instructions => terms.instructions.is_none(),
        Term::Review => terms.review.is_none(),
    };
    let needed = law.all(|rule| match rule {
        Rule::Processor(needed) => Some(needed.needs),
        _ => None,
    });
    needed.filter(|(_, term)| lacks(*term)).map(|(entry, term)| told(one, entry, term)).collect()
}

fn told(one: &Recipient, entry: &Entry, term: Term) -> Finding {
    let name = &one.key.value;
    let (message, help) = match term {
        Term::Contract => (text!("no-contract", name), text!("no-contract.help")),
        Term::Guarantees => (text!("no-guarantees", name), text!("no-guarantees.help")),
        Term::Instructions => (text!("no-instructions", name), text!("no-instructions.help")),
        Term::Review => (text!("no-review", name), text!("no-review.help")),
    };
    Finding::new(codes::PROCESSOR_TERMS, entry.severity, message)
        .at(one.key.span.clone())
        .law(cited(entry))
        .help(help)
}

fn due(one: &Recipient, terms: &Terms, law: &Law<'_>) -> Option<Finding> {
    let review = terms.review.as_ref().filter(|review| review.value <= law.today)?;
    let message = text!("processor-due", name = &one.key.value, day = review.value);
    let finding = Finding::new(codes::REVIEW_DUE, Severity::Warning, message).at(review.span.clone());
    Some(finding.label(text!("due")).help(text!("processor-due.help")))
}
