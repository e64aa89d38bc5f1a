//! What the company does with data for others, who decide about it (GDPR art. 28).

use abide_policy::model::Activity;

use super::Writer;
use crate::{
    document::{Block, Section},
    wording,
};

impl Writer<'_> {
    /// Each such activity as a part; they are not among those of the company's own.
    pub(super) fn for_others(&self) -> Option<Section> {
        let parts: Vec<Section> = self
            .others
            .iter()
            .enumerate()
            .map(|(place, activity)| self.for_another(place, activity))
            .collect();
        let says = Block::Paragraph(self.phrases.say("for-others-says").into());
        (!parts.is_empty()).then(|| Section { sections: parts, ..self.section("for-others", vec![says]) })
    }

    fn for_another(&self, place: usize, activity: &Activity) -> Section {
        let whom =
            activity.on_behalf_of.iter().map(|whom| self.wording().of_policy(whom, &activity.name)).collect();
        let facts = [
            ("activity-on-behalf-of", whom),
            ("activity-subjects", self.wording().subjects(activity)),
            ("activity-data", self.data_of(activity)),
            ("activity-keep", self.wording().phases(&activity.keep)),
            ("activity-recipients", self.recipients_of(activity)),
            ("activity-measures", self.measures_of(activity)),
        ];
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        Section {
            id: address(place, activity),
            heading: self.wording().of_policy(&activity.purpose, &activity.name),
            blocks: vec![Block::Facts(told.map(|(name, says)| self.fact(name, says)).collect())],
            sections: Vec::new(),
        }
    }
}

/// Where such an activity is on the page.
pub(super) fn address(place: usize, activity: &Activity) -> String {
    wording::anchor("for-others", place, &activity.name)
}
