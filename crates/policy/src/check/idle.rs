//! Keys that do nothing where they stand, since what they belong to is missing: nobody should believe that they do.

use abide_law::Basis;
use abide_phrases::{Text, text};

use crate::{
    codes,
    collection::Collection,
    finding::Finding,
    model::{Activity, Policy},
    published::Untold,
    requests::Requests,
    span::Span,
};

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    findings.extend(policy.activities.iter().flat_map(of_activity));
    findings.extend(policy.collections.iter().flat_map(of_collection));
    findings.extend(policy.requests.iter().filter_map(of_requests));
}

fn of_activity(activity: &Activity) -> impl Iterator<Item = Finding> {
    let other = activity.has_basis() && activity.basis.value != Basis::LegitimateInterest;
    let interest = activity.interest.as_ref().filter(|_| other);
    let interest = interest.map(|one| idle("interest", &one.span, text!("idle-interest")));
    let archive = activity.unpublished.iter().find(|one| one.value == Untold::Archive);
    let archive = archive.filter(|_| !activity.keep.archives() && !activity.keep.events.is_empty());
    interest.into_iter().chain(archive.map(|one| idle("archive", &one.span, text!("idle-archive"))))
}

fn of_collection(collection: &Collection) -> impl Iterator<Item = Finding> {
    let keys = [
        ("agreed", collection.agreed.first().map(|one| &one.span)),
        ("wording", collection.wording.as_ref().map(|one| &one.span)),
        ("alternative", collection.alternative.as_ref().map(|one| &one.span)),
    ];
    let found = keys.into_iter().filter(|_| collection.agreement.is_none());
    found.filter_map(|(key, span)| Some(idle(key, span?, text!("idle-agreement"))))
}

fn of_requests(requests: &Requests) -> Option<Finding> {
    let ground = requests.fee_ground.as_ref().filter(|_| requests.fee.is_none())?;
    Some(idle("fee_ground", &ground.span, text!("idle-fee")))
}

fn idle(key: &str, at: &Span, on: Text) -> Finding {
    let finding = Finding::warning(codes::IDLE_KEY, text!("idle-key", key, on), at.clone());
    finding.help(text!("idle-key.help"))
}
