//! How agreement is taken where data is collected, against what consent is in law.

use abide_law::{
    Basis,
    pack::{Act, Consent, Means, Needs, Rule},
};

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
            Agreement::Use => findings.extend(none(collection, agreement, "use of the site or service", law)),
            Agreement::TickedBox => {
                findings.extend(none(collection, agreement, "a box that is ticked beforehand", law));
            }
            Agreement::Account => findings.extend(no_purchase(policy, collection, agreement, law)),
            Agreement::RequiredBox => findings.extend(needless(policy, collection, agreement, law)),
            Agreement::Box | Agreement::Purchase => {}
        }
    }
}

/// What is no consent is taken for one.
fn none(
    collection: &Collection,
    agreement: &Spanned<Agreement>,
    what: &str,
    law: &Law<'_>,
) -> Option<Finding> {
    let (entry, _) =
        law.first(|rule| consent(rule, |one| one.of == Means::Anything && one.needs == Needs::Consent))?;
    let message = format!("`{}` takes {what} for consent, which it is not in law", collection.key.value);
    let finding = Finding::new(codes::NO_CONSENT, entry.severity, message).at(agreement.span.clone());
    let finding = finding.label("no consent").law(cited(entry));
    Some(finding.help(
        "ask with a box that is not ticked: agreement = \"box\", or rest on another basis and leave it out",
    ))
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
    let name = &activity.name.value;
    let message =
        format!("`{name}` follows from opening an account, which is neither consent nor a purchase");
    let finding = Finding::new(codes::NO_PURCHASE, entry.severity, message).at(agreement.span.clone());
    let help = "ask with a box that is not ticked (agreement = \"box\"), or write to those who bought (\"purchase\")";
    Some(finding.law(cited(entry)).help(help))
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
    let (name, basis) = (&activity.name.value, activity.basis.value.key());
    let message = format!(
        "`{}` cannot be used without consent to `{name}`, which needs none: its basis is {basis}",
        collection.key.value
    );
    let finding = Finding::new(codes::NEEDLESS_CONSENT, entry.severity, message).at(agreement.span.clone());
    Some(finding.law(cited(entry)).help("leave the box out, and tell instead what the data is for"))
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
