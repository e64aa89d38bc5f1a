//! What the policy promises beside its activities: where data stays, and what there is nowhere.

use abide_phrases::FluentArgs;
use abide_policy::territory::Territory;

use super::Writer;
use crate::document::{Block, Section, Words};

impl Writer<'_> {
    /// Where data stays.
    pub(super) fn territories(&self) -> Option<Section> {
        let blocks: Vec<Block> =
            self.policy.territories.iter().flat_map(|territory| self.territory(territory)).collect();
        (!blocks.is_empty()).then(|| self.section("territory", blocks))
    }

    /// In a sentence where all data stays, and that more is said of it.
    pub(super) fn territory_in_short(&self) -> Option<Block> {
        let territory = self.policy.territories.iter().find(|territory| territory.is_for_all())?;
        let heading = self.phrases.say("territory");
        let values = [("regions", self.regions(territory).into()), ("heading", heading.as_str().into())];
        let says = self.phrases.say_with("short-territory", values);
        Some(Block::Paragraph(Words::from(says).some_to(heading, "territory")))
    }

    fn territory(&self, territory: &Territory) -> Vec<Block> {
        let says = |key: &str| {
            let regions = [("regions", self.regions(territory).into())];
            Block::Paragraph(self.phrases.say_with(key, regions).into())
        };
        if territory.is_for_all() {
            return vec![says("territory-all")];
        }
        // Of another site's activities nothing is told here.
        let purposes = self.purposes(&territory.activities);
        let of_activities = (!purposes.is_empty()).then(|| [says("territory-some"), Block::List(purposes)]);
        let of_stores = (!territory.stores.is_empty()).then(|| says("territory-stores"));
        of_activities.into_iter().flatten().chain(of_stores).collect()
    }

    fn regions(&self, territory: &Territory) -> String {
        let regions: Vec<String> =
            territory.regions.iter().map(|region| self.region(region.value.key())).collect();
        self.phrases.all_of(&regions)
    }

    /// A country, or several under one name, as people call them.
    pub(crate) fn region(&self, key: &str) -> String {
        let several = self.phrases.try_say(&format!("region-{key}"), &FluentArgs::new());
        several.unwrap_or_else(|| self.phrases.country(key))
    }

    /// What is held nowhere, about whom nothing is, and to whom nothing goes.
    pub(super) fn forbidden(&self) -> Option<Section> {
        let data = self.policy.forbidden.iter().map(|one| self.category(&one.category));
        let subjects = &self.policy.vocabulary.subjects;
        let people = self.policy.forbidden_subjects.iter();
        let people = people.map(|one| self.wording().term(subjects.get(&one.subject.value), &one.subject));
        let kinds = self.policy.forbidden_recipients.iter();
        let kinds = kinds.map(|one| self.phrases.say(&format!("kind-{}", one.key.value)).into());
        let lists: [(&str, Vec<Words>); 3] = [
            ("forbidden-says", data.collect()),
            ("forbidden-people", people.collect()),
            ("forbidden-recipients", kinds.collect()),
        ];
        let told = lists.into_iter().filter(|(_, list)| !list.is_empty());
        let blocks: Vec<Block> = told
            .flat_map(|(says, list)| [Block::Paragraph(self.phrases.say(says).into()), Block::List(list)])
            .collect();
        (!blocks.is_empty()).then(|| self.section("forbidden", blocks))
    }
}
