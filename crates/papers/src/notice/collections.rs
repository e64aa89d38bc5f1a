//! Where data is collected, what must be given there, and how agreement is taken (GDPR art. 13(2)(e)).

use abide_policy::{collection::Collection, model::Activity, span::Spanned};

use super::{Writer, others};
use crate::{
    document::{Block, Fact, Section, Words},
    wording,
};

impl Writer<'_> {
    /// The points at which data is collected, each as a part.
    pub(super) fn collections(&self) -> Option<Section> {
        let parts: Vec<Section> = self.collections_told().map(|one| self.collection(one)).collect();
        let says = Block::Paragraph(self.phrases.say("collections-says").into());
        (!parts.is_empty()).then(|| Section { sections: parts, ..self.section("collections", vec![says]) })
    }

    /// Those that the notice tells.
    pub(super) fn collections_told(&self) -> impl Iterator<Item = &Collection> {
        self.policy.collections.iter().filter(|one| self.collects_at(one))
    }

    /// Whether it is of the site that the notice is about.
    pub(super) fn collects_at(&self, one: &Collection) -> bool {
        self.site.is_none_or(|site| one.is_on_site(site))
    }

    fn collection(&self, one: &Collection) -> Section {
        let text = |text: &Option<_>| {
            let text: &Option<Spanned<_>> = text;
            text.iter().map(|text| self.wording().of_policy(text, &one.key)).collect::<Vec<Words>>()
        };
        let facts = [
            ("collection-for", self.purposes(&one.activities)),
            ("collection-required", self.categories(&one.required)),
            ("collection-otherwise", text(&one.otherwise)),
            ("collection-optional", self.categories(&one.optional)),
            ("collection-agreement", self.agreement(one)),
            ("collection-wording", text(&one.wording)),
            ("collection-alternative", text(&one.alternative)),
        ];
        let told = facts.into_iter().filter(|(_, says)| !says.is_empty());
        let facts: Vec<Fact> = told.map(|(name, says)| self.fact(name, says)).collect();
        let facts = (!facts.is_empty()).then_some(Block::Facts(facts));
        let automatic =
            one.automatic.then(|| Block::Paragraph(self.phrases.say("collection-automatic").into()));
        Section {
            id: wording::anchor("collection", self.place_of(one), &one.key),
            heading: self.wording().of_policy(&one.label, &one.key),
            blocks: automatic.into_iter().chain(facts).collect(),
            sections: Vec::new(),
        }
    }

    fn place_of(&self, one: &Collection) -> usize {
        self.policy.collections.iter().position(|other| other.key.value == one.key.value).unwrap_or_default()
    }

    /// The activities of those names, as far as the notice tells them: its own by their numbers, and those done for others.
    pub(super) fn purposes(&self, names: &[Spanned<String>]) -> Vec<Words> {
        let named = |activity: &Activity| names.iter().any(|name| name.value == activity.name.value);
        let own = self.own.iter().enumerate().filter(|(_, activity)| named(activity));
        let own = own.map(|(place, activity)| {
            self.wording().activity(place, activity).to(&wording::address(place, activity))
        });
        let others = self.others.iter().enumerate().filter(|(_, activity)| named(activity));
        let others = others.map(|(place, activity)| {
            let purpose = self.wording().of_policy(&activity.purpose, &activity.name);
            purpose.to(&others::address(place, activity))
        });
        own.chain(others).collect()
    }

    fn categories(&self, keys: &[Spanned<String>]) -> Vec<Words> {
        keys.iter().map(|key| self.category(key)).collect()
    }

    /// How agreement is taken, and to what.
    fn agreement(&self, one: &Collection) -> Vec<Words> {
        let Some(agreement) = &one.agreement else { return Vec::new() };
        let how = self.phrases.say(&format!("agreement-{}", agreement.key())).into();
        [how].into_iter().chain(self.purposes(one.agreed_to())).collect()
    }
}
