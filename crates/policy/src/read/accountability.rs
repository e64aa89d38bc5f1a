//! Measures, attestations, and who stands beside the controller, to model.

use super::{policy_file::date, source::View};
use crate::{
    accountability::{Attestation, Measure, MeasureKind},
    entity::{Entity, JointController, Subsidiary},
    finding::Finding,
    span::Spanned,
};

/// `[measure.…]`
pub(super) fn measures(root: &View<'_>) -> Vec<Measure> {
    let measure = |(name, view): (Spanned<String>, View<'_>)| {
        let says = view.table("says").languages();
        let kind = match view.text("kind").as_deref().map(String::as_str) {
            Some("organisational") => MeasureKind::Organisational,
            _ => MeasureKind::Technical,
        };
        Measure { kind, says, clauses: view.texts("clause"), name }
    };
    root.table("measure").tables().into_iter().map(measure).collect()
}

/// `[attestation.…]`; without those of which something is missing, which has been told.
pub(super) fn attestations(root: &View<'_>, findings: &mut Vec<Finding>) -> Vec<Attestation> {
    let attestation = |(name, view): (Spanned<String>, View<'_>)| {
        Some(Attestation {
            review: date(&view, "review", findings)?,
            says: view.text("says")?,
            owner: view.text("owner")?,
            evidence: view.texts("evidence"),
            clauses: view.texts("clause"),
            name,
        })
    };
    root.table("attestation").tables().into_iter().filter_map(attestation).collect()
}

/// `[joint_controller.…]`
pub(super) fn joint_controllers(root: &View<'_>) -> Vec<JointController> {
    let joint = |(key, view): (Spanned<String>, View<'_>)| JointController {
        entity: entity(&view),
        arrangement: view.text("arrangement"),
        key,
    };
    root.table("joint_controller").tables().into_iter().map(joint).collect()
}

/// `[subsidiary.…]`
pub(super) fn subsidiaries(root: &View<'_>) -> Vec<Subsidiary> {
    let subsidiary = |(key, view): (Spanned<String>, View<'_>)| Subsidiary {
        entity: entity(&view),
        clauses: view.texts("clause"),
        key,
    };
    root.table("subsidiary").tables().into_iter().map(subsidiary).collect()
}

/// The entity in the section of that name, where there is one.
pub(super) fn entity_under(view: &View<'_>, key: &str) -> Option<Entity> {
    view.get(key)?.get_ref().as_table()?;
    Some(entity(&view.table(key)))
}

fn entity(view: &View<'_>) -> Entity {
    Entity {
        name: view.text("name").unwrap_or_else(|| Spanned::new(String::new(), view.at.clone())),
        country: view.text("country"),
        address: view.text("address"),
        contact: view.text("contact"),
    }
}
