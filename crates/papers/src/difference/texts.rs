//! The texts for people that a change may be about.

use abide_policy::{
    difference::{Aspect, Change},
    texts::Texts,
};

use super::sentence::activity;
use crate::notice::Writer;

/// The text that changed, as this version has it, where it is a text that changed.
pub(super) fn of<'p>(writer: &Writer<'p>, change: &Change) -> Option<&'p Texts> {
    let policy = writer.policy;
    let of = change.of.as_deref().unwrap_or_default();
    let collection = || policy.collections.iter().find(|one| one.key.value == of);
    let spanned = match change.aspect {
        Aspect::Purpose => return activity(writer, change).map(|activity| &activity.purpose),
        Aspect::Interest => activity(writer, change)?.interest.as_ref(),
        Aspect::DataSource => activity(writer, change)?.source.as_ref(),
        Aspect::AutomatedDecisions => activity(writer, change)?.automated_decisions.as_ref(),
        Aspect::ActivityOtherwise => activity(writer, change)?.otherwise.as_ref(),
        Aspect::OnBehalfOf => activity(writer, change)?.on_behalf_of.as_ref(),
        Aspect::RecipientPurpose => policy.recipient(of)?.purpose.as_ref(),
        Aspect::Otherwise => collection()?.otherwise.as_ref(),
        Aspect::AgreementWording => collection()?.wording.as_ref(),
        Aspect::Alternative => collection()?.alternative.as_ref(),
        Aspect::AsksFor => policy.requests.as_ref()?.asks_for.as_ref(),
        Aspect::Fee => policy.requests.as_ref()?.fee.as_ref(),
        Aspect::Label => return label(writer, of),
        Aspect::Measure => return measure(writer, change),
        _ => None,
    };
    spanned.map(|text| &text.value)
}

/// What the measure is whose words changed: they are told by its key.
fn measure<'p>(writer: &Writer<'p>, change: &Change) -> Option<&'p Texts> {
    let key = change.to.first().or(change.from.first())?;
    writer.policy.measures.iter().find(|one| one.name.value == *key).map(|one| &one.says)
}

/// What something is called: `category.contact.pager`.
fn label<'p>(writer: &Writer<'p>, of: &str) -> Option<&'p Texts> {
    let words = &writer.policy.vocabulary;
    let (kind, key) = of.split_once('.')?;
    let terms = match kind {
        "category" => &words.categories,
        "subject" => &words.subjects,
        "purpose" => &words.purposes,
        "event" => &words.events,
        _ => {
            let collection = writer.policy.collections.iter().find(|one| one.key.value == key)?;
            return Some(&collection.label);
        }
    };
    terms.get(key).map(|term| &term.label)
}
