//! Who decides about the data, and how they and those who speak for them are reached.

use abide_policy::{entity::Entity, span::Spanned};

use super::Writer;
use crate::document::{Block, Section, Words};

impl Writer<'_> {
    pub(super) fn controller(&self) -> Section {
        let controller = &self.policy.controller;
        let facts = [
            ("controller-address", given([&controller.address])),
            ("controller-registration", given([&controller.registration])),
            ("controller-contact", given([&controller.contact])),
            ("controller-representative", reached(controller.representative.as_ref())),
            ("controller-officer", reached(controller.data_protection_officer.as_ref())),
        ];
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        let facts: Vec<_> = told.map(|(name, says)| self.fact(name, says)).collect();
        let is = Block::Paragraph(self.of_controller("controller-is").into());
        let facts = (!facts.is_empty()).then_some(Block::Facts(facts));
        self.section("controller", [is].into_iter().chain(facts).collect())
    }
}

/// The name, and how they are reached, a line each.
fn reached(entity: Option<&Entity>) -> Vec<Words> {
    let lines = |entity: &Entity| {
        let name = Words::from(entity.name.value.clone());
        [name].into_iter().chain(given([&entity.address, &entity.contact])).collect()
    };
    entity.map(lines).unwrap_or_default()
}

/// What the policy gives of these.
fn given<const N: usize>(texts: [&Option<Spanned<String>>; N]) -> Vec<Words> {
    texts.into_iter().flatten().map(|text| text.value.clone().into()).collect()
}
