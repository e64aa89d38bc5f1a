//! The activities, one after the other: purpose, basis, people, data, period, rights.

use abide_policy::{model::Activity, span::Spanned, texts::Texts};

use super::Writer;
use crate::{
    document::{Block, Fact, Section, Words},
    wording,
};

impl Writer<'_> {
    /// The second layer.
    pub(super) fn activities(&self) -> Section {
        let voluntary = self.policy.together.voluntary.as_ref().map(|_| "activities-voluntary");
        let says = ["activities-together", "activities-source"].into_iter().chain(voluntary);
        let says = says.map(|key| Block::Paragraph(self.phrases.say(key).into()));
        let mut section = self.section("activities", says.collect());
        let activities = self.own.iter().enumerate();
        section.sections = activities.map(|(place, activity)| self.activity(place, activity)).collect();
        section
    }

    fn activity(&self, place: usize, activity: &Activity) -> Section {
        let text = |text: &Option<Spanned<Texts>>| {
            text.iter().map(|text| self.wording().of_policy(text, &activity.name)).collect::<Vec<Words>>()
        };
        let facts = [
            ("activity-basis", vec![self.basis(activity)]),
            ("activity-interest", text(&activity.interest)),
            ("activity-subjects", self.wording().subjects(activity)),
            ("activity-data", self.data_of(activity)),
            ("activity-special-ground", self.special_ground(activity)),
            ("activity-source", text(&activity.source)),
            ("activity-voluntary", self.voluntary(activity)),
            ("activity-otherwise", text(&activity.otherwise)),
            ("activity-automated", text(&activity.automated_decisions)),
            ("activity-keep", self.wording().phases(&activity.keep)),
            ("activity-for", self.subsidiaries_of(activity)),
            ("activity-joint", self.joint_controllers_of(activity)),
            ("activity-recipients", self.recipients_of(activity)),
            ("activity-measures", self.measures_of(activity)),
            ("activity-rights", self.rights_in(activity)),
        ];
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        let facts = told.map(|(name, says)| self.fact(name, says)).collect();
        Section {
            id: wording::address(place, activity),
            heading: self.wording().activity(place, activity),
            blocks: vec![Block::Facts(facts)],
            sections: Vec::new(),
        }
    }

    pub(super) fn data_of(&self, activity: &Activity) -> Vec<Words> {
        activity.data.iter().map(|category| self.category(category)).collect()
    }

    fn special_ground(&self, activity: &Activity) -> Vec<Words> {
        let ground = activity.special_ground.iter();
        ground.map(|ground| self.phrases.say(&format!("ground-{}", ground.key())).into()).collect()
    }

    pub(crate) fn category(&self, key: &str) -> Words {
        let vocabulary = &self.policy.vocabulary;
        let words = self.wording().term(vocabulary.categories.get(key), key);
        if !vocabulary.is_special(key) {
            return words;
        }
        let category = [("category", words.text.into())];
        Words { text: self.phrases.say_with("special-category", category), ..words }
    }

    fn voluntary(&self, activity: &Activity) -> Vec<Words> {
        let says = activity.voluntary.iter();
        says.map(|_| self.phrases.say("activity-voluntary-says").into()).collect()
    }

    fn basis(&self, activity: &Activity) -> Words {
        self.phrases.say(&format!("basis-{}", activity.basis.key())).into()
    }

    pub(super) fn fact(&self, name: &str, says: Vec<Words>) -> Fact {
        Fact { name: self.phrases.say(name).into(), says }
    }
}
