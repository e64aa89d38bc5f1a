//! What the controller shows to those who check it (GDPR art. 5(2), 24, 28): the terms of its processors, and what is vouched for.

use super::{Aspect, Bearing, Changes, texts};
use crate::{accountability::Attestation, model::Policy, recipient::Terms, span::Spanned};

const SHOWN: Bearing = Bearing::Accountability;

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    for one in &new.recipients {
        let was = old.recipient(&one.key).and_then(|was| was.terms());
        if let (Some(was), Some(is)) = (was, one.terms()) {
            terms(&one.key, was, is, changes);
        }
    }
    let gone = old.attestations.iter().filter(|one| attestation(new, &one.name).is_none());
    for name in new.attestations.iter().chain(gone).map(|one| one.name.as_str()) {
        let (was, is) = (attestation(old, name), attestation(new, name));
        let says = |one: Option<&'_ Attestation>| one.map(|one| one.says.value.clone());
        changes.value(SHOWN, Aspect::Attestation, Some(name), says(was).as_deref(), says(is).as_deref());
        if let (Some(was), Some(is)) = (was, is) {
            vouched(was, is, changes);
        }
    }
}

/// On what terms a processor works.
fn terms(key: &str, old: &Terms, new: &Terms, changes: &mut Changes) {
    let of = Some(key);
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let day = |terms: &Terms| terms.review.as_ref().map(|day| day.value.to_string());
    let values = [
        (Aspect::Contract, text(&old.contract), text(&new.contract)),
        (Aspect::Instructions, text(&old.instructions), text(&new.instructions)),
        (Aspect::TermsReview, day(old), day(new)),
    ];
    for (aspect, was, is) in values {
        changes.value(SHOWN, aspect, of, was.as_deref(), is.as_deref());
    }
    changes.names(SHOWN, Aspect::Guarantee, of, &texts(&old.guarantees), &texts(&new.guarantees));
}

/// Who answers for something, and how it is shown.
fn vouched(old: &Attestation, new: &Attestation, changes: &mut Changes) {
    let of = Some(new.name.as_str());
    changes.value(SHOWN, Aspect::AttestationOwner, of, Some(&old.owner), Some(&new.owner));
    changes.names(SHOWN, Aspect::Evidence, of, &texts(&old.evidence), &texts(&new.evidence));
    let (was, is) = (old.review.value.to_string(), new.review.value.to_string());
    changes.value(SHOWN, Aspect::AttestationReview, of, Some(&was), Some(&is));
}

fn attestation<'p>(policy: &'p Policy, name: &str) -> Option<&'p Attestation> {
    policy.attestations.iter().find(|one| one.name.value == name)
}
