//! The sheet of an activity.

use abide_policy::{
    accountability::{Measure, MeasureKind},
    entity::JointController,
    ground::SpecialGround,
    model::{Activity, End, Keep},
    span::Spanned,
    texts::Texts,
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
            part("transfers", "register-transfers", self.transfers(activity)),
        ];
        Section { heading: self.wording().activity(place, activity), id, blocks: Vec::new(), sections }
    }

    fn identity(&self, activity: &Activity) -> Vec<Fact> {
        let purpose = self.wording().of_policy(&activity.purpose, &activity.name);
        let since = activity.since.as_ref().map(|since| self.phrases.date(since.value).into());
        let for_whom = self.policy.subsidiaries.iter().filter(|one| activity.subsidiaries.contains(&one.key));
        let sites = self.policy.sites.iter().filter(|site| activity.sites.contains(&site.key));
        let facts = [
            ("register-activity", vec![purpose]),
            ("register-reference", vec![activity.name.value.clone().into()]),
            ("register-since", since.into_iter().collect()),
            ("register-updated", self.updated().into_iter().collect()),
            ("register-for", for_whom.map(|one| one.entity.name.value.clone().into()).collect()),
            ("register-sites", sites.map(|site| site.name.value.clone().into()).collect()),
        ];
        self.facts(facts)
    }

    /// Those of which something is said.
    fn facts<const N: usize>(&self, facts: [(&str, Vec<Words>); N]) -> Vec<Fact> {
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        told.map(|(name, says)| self.fact(name, says)).collect()
    }

    fn actors_of(&self, activity: &Activity) -> Vec<Block> {
        let joint = self.joint_controllers(activity);
        let arrangements = joint.iter().filter_map(|one| {
            let arrangement = one.arrangement.as_ref()?.value.clone();
            let with = [("name", one.entity.name.as_str().into())];
            let name = self.phrases.say_with("register-arrangement", with).into();
            Some(Fact { name, says: vec![arrangement.into()] })
        });
        let others =
            self.on_behalf_of(activity).map(|others| self.fact("register-on-behalf-of", vec![others]));
        let facts: Vec<Fact> = others.into_iter().chain(arrangements).collect();
        let facts = (!facts.is_empty()).then_some(Block::Facts(facts));
        [Block::Table(self.actors("", &joint))].into_iter().chain(facts).collect()
    }

    /// Who decides about the activity with the company.
    pub(super) fn joint_controllers(&self, activity: &Activity) -> Vec<&JointController> {
        let named = |one: &&JointController| activity.joint_controllers.iter().any(|name| **name == *one.key);
        self.policy.joint_controllers.iter().filter(named).collect()
    }

    fn purposes(&self, activity: &Activity) -> Vec<Fact> {
        let purpose = self.wording().of_policy(&activity.purpose, &activity.name);
        let terms = &self.policy.vocabulary.purposes;
        let comprised =
            activity.sub_purposes.iter().map(|key| self.wording().term(terms.get(&key.value), key));
        let said = |texts: &Option<Spanned<Texts>>| -> Vec<Words> {
            texts.iter().map(|texts| self.wording().of_policy(texts, &activity.name)).collect()
        };
        let ground = activity.special_ground.iter().map(|ground| self.special_ground(ground.value));
        let assessment = activity.impact_assessment.iter().map(|text| text.value.clone().into());
        self.facts([
            ("register-main-purpose", vec![purpose]),
            ("register-sub-purposes", comprised.collect()),
            ("register-basis", vec![self.basis(activity)]),
            ("register-interest", said(&activity.interest)),
            ("register-special-ground", ground.collect()),
            ("register-source", said(&activity.source)),
            ("register-automated", said(&activity.automated_decisions)),
            ("register-assessment", assessment.collect()),
        ])
    }

    fn special_ground(&self, ground: SpecialGround) -> Words {
        self.phrases.say(&format!("register-ground-{}", ground.key())).into()
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
        let archive = keeping::archive(keep).map(|phase| self.phrases.period(phase.period));
        let rule = activity.reference.as_ref().map(|rule| rule.value.clone().into());
        let end = self.phrases.say(match keep.end {
            End::Erase => "register-erased",
            End::Anonymise => "register-anonymous",
        });
        let [in_use, in_archive] = match keep.is_archived_at_once() {
            true => [self.phrases.say("register-not-in-use"), self.wording().archive_phrase(keep)].map(Some),
            false => [Some(self.wording().phrase(keep, None)), archive],
        };
        self.facts([
            ("register-in-use", in_use.into_iter().map(Words::from).collect()),
            ("register-in-archive", in_archive.into_iter().map(Words::from).collect()),
            ("register-then", vec![end.into()]),
            ("register-by-rule", rule.into_iter().collect()),
        ])
    }
}
