//! Who decides about the data, and how they and those who speak for them are reached.

use abide_policy::{
    entity::{Entity, JointController, Subsidiary},
    model::Activity,
    span::Spanned,
};

use super::Writer;
use crate::document::{Block, Fact, Section, Words};

impl Writer<'_> {
    pub(super) fn controller(&self) -> Section {
        let controller = &self.policy.controller;
        let facts = [
            ("controller-address", self.seat()),
            ("controller-registration", given([&controller.registration])),
            ("controller-contact", given([&controller.contact])),
            ("controller-representative", reached(controller.representative.as_ref())),
            ("controller-officer", self.officer()),
        ];
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        let facts: Vec<_> = told.map(|(name, says)| self.fact(name, says)).collect();
        let is = Block::Paragraph(self.of_controller("controller-is").into());
        let facts = (!facts.is_empty()).then_some(Block::Facts(facts));
        let mut section = self.section("controller", [is].into_iter().chain(facts).collect());
        section.sections.extend(self.joint_controllers());
        section.sections.extend(self.subsidiaries());
        section
    }

    /// The controller's address, or as much of it as the policy tells.
    fn seat(&self) -> Vec<Words> {
        let controller = &self.policy.controller;
        let country = controller.country.as_ref().filter(|_| controller.address.is_none());
        let country = country.map(|country| self.phrases.country(country).into());
        given([&controller.address]).into_iter().chain(country).collect()
    }

    /// Those who decide with the controller, with the essence of what they agreed (GDPR art. 26(2)); for a site, not those who decide about
    /// other activities only.
    fn joint_controllers(&self) -> Option<Section> {
        let is_here = |joint: &&JointController| {
            self.own.iter().any(|activity| decides_about(joint, activity))
                || !self.policy.activities.iter().any(|activity| decides_about(joint, activity))
        };
        let here = self.policy.joint_controllers.iter().filter(is_here);
        let facts: Vec<Fact> = here.map(|joint| self.joint_controller(joint)).collect();
        let says = Block::Paragraph(self.phrases.say("joint-says").into());
        (!facts.is_empty()).then(|| self.section("joint", vec![says, Block::Facts(facts)]))
    }

    fn joint_controller(&self, joint: &JointController) -> Fact {
        let entity = &joint.entity;
        let arrangement = joint.arrangement.as_ref().map(|where_found| {
            self.phrases.say_with("joint-arrangement", [("where", where_found.as_str().into())]).into()
        });
        let country = entity.country.as_ref().map(|country| self.phrases.country(country).into());
        let reached = given([&entity.address, &entity.contact]);
        let told = country.into_iter().chain(reached).chain([self.together_about(joint)]).chain(arrangement);
        Fact { name: entity.name.value.clone().into(), says: told.collect() }
    }

    /// What is decided with them: the activities that name them, or all.
    fn together_about(&self, joint: &JointController) -> Words {
        self.about("joint-about", |activity| decides_about(joint, activity))
    }

    /// A message that lists activities, or the one that speaks of all where there are none.
    pub(super) fn about(&self, key: &str, is_theirs: impl Fn(&Activity) -> bool) -> Words {
        let theirs = self.own.iter().enumerate().filter(|(_, activity)| is_theirs(activity));
        let purposes: Vec<String> =
            theirs.map(|(place, activity)| self.wording().activity(place, activity).text).collect();
        if purposes.is_empty() {
            return self.phrases.say(&format!("{key}.all")).into();
        }
        self.phrases.say_with(key, [("purposes", self.phrases.all_of(&purposes).into())]).into()
    }

    /// The data protection officer, or that there is none.
    fn officer(&self) -> Vec<Words> {
        let controller = &self.policy.controller;
        if controller.no_data_protection_officer {
            return vec![self.phrases.say("controller-no-officer").into()];
        }
        reached(controller.data_protection_officer.as_ref())
    }

    /// The companies of the controller's for which it acts.
    fn subsidiaries(&self) -> Option<Section> {
        let facts: Vec<Fact> = self.policy.subsidiaries.iter().map(|one| self.subsidiary(one)).collect();
        let says = Block::Paragraph(self.phrases.say("subsidiaries-says").into());
        (!facts.is_empty()).then(|| self.section("subsidiaries", vec![says, Block::Facts(facts)]))
    }

    fn subsidiary(&self, one: &Subsidiary) -> Fact {
        let is_for =
            |activity: &Activity| activity.subsidiaries.iter().any(|name| name.value == one.key.value);
        let country = one.entity.country.as_ref().map(|country| self.phrases.country(country).into());
        let reached = given([&one.entity.address, &one.entity.contact]);
        let about = self.about("subsidiary-about", is_for);
        let says = country.into_iter().chain(reached).chain([about]).collect();
        Fact { name: one.entity.name.value.clone().into(), says }
    }

    /// The companies for which the activity is done.
    pub(super) fn subsidiaries_of(&self, activity: &Activity) -> Vec<Words> {
        let named = |one: &&Subsidiary| activity.subsidiaries.iter().any(|name| name.value == one.key.value);
        let those = self.policy.subsidiaries.iter().filter(named);
        those.map(|one| one.entity.name.value.clone().into()).collect()
    }

    /// Those who decide with the controller about the activity.
    pub(super) fn joint_controllers_of(&self, activity: &Activity) -> Vec<Words> {
        let joint = self.policy.joint_controllers.iter().filter(|joint| decides_about(joint, activity));
        joint.map(|joint| joint.entity.name.value.clone().into()).collect()
    }
}

fn decides_about(joint: &JointController, activity: &Activity) -> bool {
    activity.joint_controllers.iter().any(|name| name.value == joint.key.value)
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
    texts.into_iter().flatten().map(|text| Words::reaching(text.value.clone())).collect()
}
