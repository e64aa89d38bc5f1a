//! The activities, one after the other: purpose, basis, people, data, period, rights.

use std::collections::BTreeMap;

use abide_policy::{model::Activity, vocabulary::Term};

use super::Writer;
use crate::{
    Language,
    document::{Block, Fact, Section, Words},
};

impl Writer<'_> {
    /// The second layer.
    pub(super) fn activities(&self) -> Section {
        let together = Block::Paragraph(self.phrases.say("activities-together").into());
        let mut section = self.section("activities", vec![together]);
        let activities = self.policy.activities.iter().enumerate();
        section.sections = activities.map(|(place, activity)| self.activity(place, activity)).collect();
        section
    }

    fn activity(&self, place: usize, activity: &Activity) -> Section {
        let data = activity.data.iter().map(|category| self.category(category)).collect();
        let facts = [
            ("activity-basis", vec![self.basis(activity)]),
            ("activity-subjects", self.subjects(activity)),
            ("activity-data", data),
            ("activity-keep", self.phases(&activity.keep)),
            ("activity-joint", self.joint_controllers_of(activity)),
            ("activity-recipients", self.recipients_of(activity)),
            ("activity-rights", self.rights_in(activity)),
        ];
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        let facts = told.map(|(name, says)| self.fact(name, says)).collect();
        Section {
            id: address(place, activity),
            heading: self.activity_heading(place, activity),
            blocks: vec![Block::Facts(facts)],
            sections: Vec::new(),
        }
    }

    /// Its number and its purpose: several may have one purpose.
    pub(super) fn activity_heading(&self, place: usize, activity: &Activity) -> Words {
        let purpose = self.of_policy(&activity.purpose, &activity.name);
        let number = place + 1;
        let heading = [("number", number.into()), ("purpose", purpose.text.into())];
        Words { text: self.phrases.say_with("activity", heading), ..purpose }
    }

    pub(super) fn subjects(&self, activity: &Activity) -> Vec<Words> {
        let terms = &self.policy.vocabulary.subjects;
        activity.subjects.iter().map(|key| self.term(terms.get(&key.value), key)).collect()
    }

    pub(crate) fn category(&self, key: &str) -> Words {
        let vocabulary = &self.policy.vocabulary;
        let words = self.term(vocabulary.categories.get(key), key);
        if !vocabulary.is_special(key) {
            return words;
        }
        let category = [("category", words.text.into())];
        Words { text: self.phrases.say_with("special-category", category), ..words }
    }

    fn basis(&self, activity: &Activity) -> Words {
        self.phrases.say(&format!("basis-{}", activity.basis.key())).into()
    }

    pub(super) fn fact(&self, name: &str, says: Vec<Words>) -> Fact {
        Fact { name: self.phrases.say(name).into(), says }
    }

    pub(crate) fn term(&self, term: Option<&Term>, key: &str) -> Words {
        term.map_or_else(|| key.to_owned().into(), |term| self.of_policy(&term.label, key))
    }

    /// What the policy says by language: in that of the notice, else in another, which is told; else the key.
    pub(crate) fn of_policy(&self, says: &BTreeMap<String, String>, key: &str) -> Words {
        let own = self.phrases.language();
        let others = Language::ALL.into_iter().filter(|other| *other != own);
        let mut languages = [own].into_iter().chain(others);
        let said = languages.find_map(|language| Some((language, says.get(language.code())?)));
        match said {
            Some((language, text)) if language == own => self.phrases.set(text).into(),
            Some((language, text)) => Words { text: text.clone(), language: Some(language), link: None },
            None => key.to_owned().into(),
        }
    }
}

/// Where an activity is on the page: by its name where that is a plain word, so that the place stays when others are added.
pub(super) fn address(place: usize, activity: &Activity) -> String {
    let name = &activity.name.value;
    let plain = name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_');
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    if plain && !is_number { format!("activity-{name}") } else { format!("activity-{}", place + 1) }
}
