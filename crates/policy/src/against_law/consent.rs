//! What takes consent, and rests on another basis.

use abide_law::{
    Basis,
    pack::{Consent, Entry, Means, Needs, Rule},
};
use abide_phrases::text;

use super::{Law, cited};
use crate::{
    check::goes_to,
    codes,
    collection::{Agreement, Collection},
    finding::Finding,
    model::{Activity, Policy, covers},
    recipient::{Recipient, RecipientKind},
    span::Spanned,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    let rests = |activity: &&Activity| {
        activity.has_basis() && activity.basis.value != Basis::Consent && activity.on_behalf_of.is_none()
    };
    for activity in policy.activities.iter().filter(rests) {
        for (entry, consent) in rules(law) {
            findings.extend(no_consent(policy, activity, entry, consent));
        }
        findings.extend(policy.recipients.iter().filter_map(|one| sold(policy, activity, one, law)));
    }
}

/// The rules that something takes consent.
fn rules<'l>(law: &Law<'l>) -> impl Iterator<Item = (&'l Entry, &'l Consent)> {
    law.all(|rule| match rule {
        Rule::Consent(consent) if consent.needs == Needs::Consent => Some(consent),
        _ => None,
    })
}

/// The activity shows that it is what the rule is about.
fn no_consent(policy: &Policy, activity: &Activity, entry: &Entry, consent: &Consent) -> Option<Finding> {
    let mut purposes = activity.purpose_key.iter().chain(&activity.sub_purposes);
    let purpose = purposes.find(|purpose| consent.purposes.contains(&purpose.value))?;
    let is_of =
        |data: &&Spanned<String>| consent.data.is_empty() || consent.data.iter().any(|one| covers(one, data));
    let data = activity.data.iter().find(is_of)?;
    let is_about = |subject: &Spanned<String>| consent.subjects.contains(&subject.value);
    let is_such = consent.subjects.is_empty() || activity.subjects.iter().any(is_about);
    // Who bought something may be written to, and object.
    let bought = consent.of == Means::Messages && follows_purchase(policy, activity);
    if !is_such || bought {
        return None;
    }
    let (name, purpose, data) = (&activity.name.value, &purpose.value, &data.value);
    let message = text!("consent-needed", name, purpose, data, basis = activity.basis.value.key());
    let finding =
        Finding::new(codes::CONSENT_NEEDED, entry.severity, message).at(activity.basis.span.clone());
    Some(finding.label(text!("consent-needed.label")).law(cited(entry)).help(text!("consent-needed.help")))
}

fn follows_purchase(policy: &Policy, activity: &Activity) -> bool {
    let by_purchase = |one: &&Collection| {
        one.agreement.as_ref().is_some_and(|agreement| agreement.value == Agreement::Purchase)
    };
    let mut agreed = policy.collections.iter().filter(by_purchase).flat_map(Collection::agreed_to);
    agreed.any(|name| name.value == activity.name.value)
}

/// Data goes to who pays for it. Where the policy forbids that, it is told by itself.
fn sold(policy: &Policy, activity: &Activity, one: &Recipient, law: &Law<'_>) -> Option<Finding> {
    let pays = one.kind.as_ref().is_some_and(|kind| kind.value == RecipientKind::Buyer);
    let forbidden = policy.forbidden_recipients.iter().any(|forbidden| forbidden.is_of(one));
    if !pays || forbidden || !one.is_on(law.today) || !goes_to(policy, activity, one) {
        return None;
    }
    let (entry, _) = rules(law).find(|(_, consent)| consent.of == Means::Sale)?;
    let named = activity.recipients.iter().find(|name| name.value == one.key.value);
    let at = &named.unwrap_or(&one.key).span;
    let (name, buyer, basis) = (&activity.name.value, &one.key.value, activity.basis.value.key());
    let message = text!("sale", name, buyer, basis);
    let finding = Finding::new(codes::CONSENT_NEEDED, entry.severity, message).at(at.clone());
    Some(finding.label(text!("sale.label")).law(cited(entry)).help(text!("sale.help")))
}
