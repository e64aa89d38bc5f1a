//! How agreement is taken where data is collected, against what consent is in law.

use abide_law::{
    Basis,
    pack::{Act, Consent, Means, Needs, Rule},
};
use abide_phrases::text;

use super::{Law, cited};
use crate::{
    codes,
    collection::{Agreement, Collection},
    finding::Finding,
    model::{Activity, Policy},
    span::Spanned,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    for collection in &policy.collections {
        let Some(agreement) = &collection.agreement else { continue };
        match agreement.value {
            Agreement::Use | Agreement::TickedBox => findings.extend(none(collection, agreement, law)),
            Agreement::Account => findings.extend(no_purchase(policy, collection, agreement, law)),
            Agreement::RequiredBox => {
                findings.extend(needless(policy, collection, agreement, law));
                findings.extend(unfree(policy, collection, agreement, law));
            }
            Agreement::Purchase => findings.extend(unfree(policy, collection, agreement, law)),
            Agreement::Box => {}
        }
    }
}

/// What is no consent is taken for one.
fn none(collection: &Collection, agreement: &Spanned<Agreement>, law: &Law<'_>) -> Option<Finding> {
    let (entry, _) =
        law.first(|rule| consent(rule, |one| one.of == Means::Anything && one.needs == Needs::Consent))?;
    let message = text!("no-consent", name = &collection.key.value, agreement = agreement.value.key());
    let finding = Finding::new(codes::NO_CONSENT, entry.severity, message).at(agreement.span.clone());
    let finding = finding.label(text!("no-consent.label")).law(cited(entry));
    Some(finding.help(text!("no-consent.help")))
}

/// Messages follow from an account alone.
fn no_purchase(
    policy: &Policy,
    collection: &Collection,
    agreement: &Spanned<Agreement>,
    law: &Law<'_>,
) -> Option<Finding> {
    let activity = agreed(policy, collection).find(|activity| activity.marketing)?;
    let (entry, _) =
        law.first(|rule| consent(rule, |one| one.of == Means::Messages && one.after == Some(Act::Purchase)))?;
    let message = text!("no-purchase", name = &activity.name.value);
    let finding = Finding::new(codes::NO_PURCHASE, entry.severity, message).at(agreement.span.clone());
    Some(finding.law(cited(entry)).help(text!("no-purchase.help")))
}

/// Consent is made a condition of what rests on another basis.
fn needless(
    policy: &Policy,
    collection: &Collection,
    agreement: &Spanned<Agreement>,
    law: &Law<'_>,
) -> Option<Finding> {
    let rests = |activity: &&Activity| activity.has_basis() && activity.basis.value != Basis::Consent;
    let activity = agreed(policy, collection).find(rests)?;
    let (entry, _) =
        law.first(|rule| consent(rule, |one| one.of == Means::Anything && one.needs == Needs::Nothing))?;
    let (collection, basis) = (&collection.key.value, activity.basis.value.key());
    let message = text!("needless-consent", collection, activity = &activity.name.value, basis);
    let finding = Finding::new(codes::NEEDLESS_CONSENT, entry.severity, message).at(agreement.span.clone());
    Some(finding.law(cited(entry)).help(text!("needless-consent.help")))
}

/// Consent has to be given to get something else.
fn unfree(
    policy: &Policy,
    collection: &Collection,
    agreement: &Spanned<Agreement>,
    law: &Law<'_>,
) -> Option<Finding> {
    let on_consent = |activity: &&Activity| activity.basis.value == Basis::Consent;
    let activity = agreed(policy, collection).find(on_consent)?;
    let mut got = collection.activities.iter().filter_map(|name| policy.activity(name));
    let tied =
        agreement.value == Agreement::Purchase || got.any(|other| other.has_basis() && !on_consent(&other));
    if !tied {
        return None; // Who does not want that alone for which the box is leaves it.
    }
    let (entry, _) =
        law.first(|rule| consent(rule, |one| one.of == Means::Anything && one.needs == Needs::Nothing))?;
    let (collection, activity) = (&collection.key.value, &activity.name.value);
    let message = text!("unfree-consent", collection, activity, agreement = agreement.value.key());
    let finding = Finding::new(codes::NO_CONSENT, entry.severity, message).at(agreement.span.clone());
    let finding = finding.label(text!("unfree-consent.label")).law(cited(entry));
    Some(finding.help(text!("unfree-consent.help")))
}

fn agreed<'p>(policy: &'p Policy, collection: &'p Collection) -> impl Iterator<Item = &'p Activity> {
    collection.agreed_to().iter().filter_map(|name| policy.activity(name))
}

fn consent(rule: &Rule, fits: impl Fn(&Consent) -> bool) -> Option<&Consent> {
    match rule {
        Rule::Consent(consent) => Some(consent).filter(|consent| fits(consent)),
        _ => None,
    }
}
