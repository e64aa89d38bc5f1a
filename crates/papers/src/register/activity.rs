//! The sheet of an activity.

use abide_policy::{
    accountability::{Measure, MeasureKind},
    entity::JointController,
    model::{Activity, End, Keep},
};

use super::Writer;
use crate::{
    document::{Block, Fact, Section, Words},
    keeping, wording,
};

impl Writer<'_> {
    pub(super) fn activity(&self, place: usize, activity: &Activity) -> Section {
        let id = wording::address(place, activity);
        let part = |name: &str, heading: &str, blocks: Vec<Block>| Section {
            id: format!("{id}-{name}"),
            heading: self.phrases.say(heading).into(),
            blocks,
            sections: Vec::new(),
        };
        let sections = vec![
            part("identity", "register-identity", vec![Block::Facts(self.identity(activity))]),
            part("actors", "register-actors", self.actors_of(activity)),
            part("purposes", "register-purposes", vec![Block::Facts(self.purposes(activity))]),
            part("measures", "register-measures", vec![self.measures(activity)]),
            part("data", "register-data", vec![self.data(activity)]),
            part("special", "register-special", vec![self.special(activity)]),
            part("periods", "register-periods", vec![Block::Facts(self.periods(activity))]),
            part("subjects", "register-subjects", vec![Block::List(self.wording().subjects(activity))]),
            part("recipients", "register-recipients", vec![self.recipients(activity)]),
            part("transfers", "register-transfers", vec![self.transfers(activity)]),
        ];
        Section { heading: self.wording().activity(place, activity), id, blocks: Vec::new(), sections }
    }

    fn identity(&self, activity: &Activity) -> Vec<Fact> {
        let purpose = self.wording().of_policy(&activity.purpose, &activity.name);
        let facts = [
            ("register-activity", Some(purpose)),
            ("register-reference", Some(activity.name.value.clone().into())),
            ("register-updated", self.updated()),
        ];
        facts.into_iter().filter_map(|(name, says)| Some(self.fact(name, vec![says?]))).collect()
    }

    fn actors_of(&self, activity: &Activity) -> Vec<Block> {
        let joint = self.joint_controllers(activity);
        let arrangements = joint.iter().filter_map(|one| {
            let arrangement = one.arrangement.as_ref()?.value.clone();
            let with = [("name", one.entity.name.as_str().into())];
            let name = self.phrases.say_with("register-arrangement", with).into();
            Some(Fact { name, says: vec![arrangement.into()] })
        });
        let arrangements: Vec<Fact> = arrangements.collect();
        let arrangements = (!arrangements.is_empty()).then_some(Block::Facts(arrangements));
        [Block::Table(self.actors("", &joint))].into_iter().chain(arrangements).collect()
    }

    /// Who decides about the activity with the company.
    pub(super) fn joint_controllers(&self, activity: &Activity) -> Vec<&JointController> {
        let named = |one: &&JointController| activity.joint_controllers.iter().any(|name| **name == *one.key);
        self.policy.joint_controllers.iter().filter(named).collect()
    }

    fn purposes(&self, activity: &Activity) -> Vec<Fact> {
        let purpose = self.wording().of_policy(&activity.purpose, &activity.name);
        vec![
            self.fact("register-main-purpose", vec![purpose]),
            self.fact("register-basis", vec![self.basis(activity)]),
        ]
    }

    /// The legal basis, in a word or two.
    pub(super) fn basis(&self, activity: &Activity) -> Words {
        let basis = activity.basis.value;
        self.wording().term(self.policy.vocabulary.basis(basis), basis.key())
    }

    fn measures(&self, activity: &Activity) -> Block {
        let rows = self.measures_of(activity).into_iter().map(|measure| {
            let kind = match measure.kind {
                MeasureKind::Technical => "register-technical",
                MeasureKind::Organisational => "register-organisational",
            };
            vec![self.phrases.say(kind).into(), self.wording().of_policy(&measure.says, &measure.name)]
        });
        let columns = ["register-kind", "register-measure"];
        self.tabulated_if_any(columns, rows.collect())
    }

    /// The measures that it names, else those of the whole policy; those of machines first.
    pub(super) fn measures_of(&self, activity: &Activity) -> Vec<&Measure> {
        let named = |measure: &&Measure| activity.measures.iter().any(|name| **name == *measure.name);
        let all = self.policy.measures.iter();
        let of_all = activity.measures.is_empty();
        let mut measures: Vec<_> = all.filter(|measure| of_all || named(measure)).collect();
        measures.sort_by_key(|measure| measure.kind != MeasureKind::Technical);
        measures
    }

    /// How long, all in one: `3 years after the person's last contact, then 2 years in archive`.
    pub(super) fn period(&self, keep: &Keep) -> String {
        let period = self.wording().keep_in_short(keep);
        match keep.end {
            End::Erase => period,
            End::Anonymise => self.phrases.say_with("register-then-anonymous", [("period", period.into())]),
        }
    }

    /// How long, by phase.
    fn periods(&self, activity: &Activity) -> Vec<Fact> {
        let keep = &activity.keep;
        let archive = keeping::archive(keep).map(|phase| self.phrases.period(phase.period).into());
        let end = self.phrases.say(match keep.end {
            End::Erase => "register-erased",
            End::Anonymise => "register-anonymous",
        });
        let facts = [
            ("register-in-use", Some(self.wording().phrase(keep, None).into())),
            ("register-in-archive", archive),
            ("register-then", Some(end.into())),
            ("register-by-rule", activity.reference.as_ref().map(|rule| rule.value.clone().into())),
        ];
        facts.into_iter().filter_map(|(name, says)| Some(self.fact(name, vec![says?]))).collect()
    }
}
