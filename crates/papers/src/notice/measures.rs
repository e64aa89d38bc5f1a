//! What protects data (GDPR art. 32).

use abide_policy::{
    accountability::{Measure, MeasureKind},
    model::Activity,
};

use super::Writer;
use crate::document::{Block, Fact, Section, Words};

impl Writer<'_> {
    /// All measures that protect what the notice tells of, those of machines first.
    pub(super) fn measures(&self) -> Option<Section> {
        let kinds = [
            ("measures-technical", MeasureKind::Technical),
            ("measures-organisational", MeasureKind::Organisational),
        ];
        let of_kind = |kind| self.measures_told().filter(move |one| one.kind == kind);
        let says = |kind| of_kind(kind).map(|one| self.measure(one)).collect::<Vec<Words>>();
        let facts = kinds.into_iter().map(|(name, kind)| (name, says(kind)));
        let told = facts.filter(|(_, says)| !says.is_empty());
        let facts: Vec<Fact> = told.map(|(name, says)| self.fact(name, says)).collect();
        let says = Block::Paragraph(self.phrases.say("measures-says").into());
        (!facts.is_empty()).then(|| self.section("measures", vec![says, Block::Facts(facts)]))
    }

    /// Those of an activity, where these are not all.
    pub(super) fn measures_of(&self, activity: &Activity) -> Vec<Words> {
        let named = self.policy.measures.iter().filter(|one| is_named(one, activity));
        named.map(|one| self.measure(one)).collect()
    }

    /// Those that protect the data of an activity that is told.
    pub(super) fn measures_told(&self) -> impl Iterator<Item = &Measure> {
        let protects = |one: &Measure| {
            let mut told = self.own.iter().chain(&self.others);
            told.any(|activity| activity.measures.is_empty() || is_named(one, activity))
        };
        self.policy.measures.iter().filter(move |one| protects(one))
    }

    fn measure(&self, measure: &Measure) -> Words {
        self.wording().of_policy(&measure.says, &measure.name)
    }
}

fn is_named(measure: &Measure, activity: &Activity) -> bool {
    activity.measures.iter().any(|name| name.value == measure.name.value)
}
