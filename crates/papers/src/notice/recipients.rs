//! To whom data goes.

use abide_policy::{
    model::Activity,
    recipient::{Recipient, RecipientKind, Role},
    span::Spanned,
};

use super::Writer;
use crate::document::{Block, Fact, Section, Words};

impl Writer<'_> {
    /// All who have data on the day, whoever gives it to them, and where they have it.
    pub(super) fn recipients(&self) -> Option<Section> {
        if self.policy.together.no_recipients.is_some() {
            let says = Block::Paragraph(self.phrases.say("recipients-none").into());
            return Some(self.section("recipients", vec![says]));
        }
        let facts: Vec<Fact> = self.recipients_now().map(|one| self.recipient(one)).collect();
        let says = Block::Paragraph(self.phrases.say("recipients-says").into());
        (!facts.is_empty()).then(|| self.section("recipients", vec![says, Block::Facts(facts)]))
    }

    /// Those to whom the activity gives data, or that these are none.
    pub(super) fn recipients_of(&self, activity: &Activity) -> Vec<Words> {
        if activity.no_recipients.is_some() {
            return vec![self.phrases.say("activity-no-recipients").into()];
        }
        let named = |one: &&Recipient| activity.recipients.iter().any(|name| name.value == one.key.value);
        self.recipients_now().filter(named).map(|one| self.wording().name(&one.name)).collect()
    }

    /// Who has data on the day; of a site, not those to whom only other activities give any.
    pub(super) fn recipients_now(&self) -> impl Iterator<Item = &Recipient> {
        let gives = |activity: &Activity, one: &Recipient| {
            activity.recipients.iter().any(|name| name.value == one.key.value)
        };
        let is_here = move |one: &&Recipient| {
            let mut told = self.own.iter().chain(&self.others);
            told.any(|activity| gives(activity, one))
                || !self.policy.activities.iter().any(|activity| gives(activity, one))
        };
        self.policy.recipients.iter().filter(|one| one.is_on(self.day)).filter(is_here)
    }

    /// The processor that engaged them, where no activity gives them data itself.
    fn engaged_by(&self, one: &Recipient) -> Option<&Recipient> {
        let names = |names: &[Spanned<String>]| names.iter().any(|name| name.value == one.key.value);
        if self.policy.activities.iter().any(|activity| names(&activity.recipients)) {
            return None;
        }
        let mut there = self.policy.recipients.iter().filter(|by| by.is_on(self.day));
        there.find(|by| by.terms().is_some_and(|terms| names(&terms.sub_processors)))
    }

    fn recipient(&self, one: &Recipient) -> Fact {
        let role = match (&one.role, self.engaged_by(one)) {
            (Role::Processor(_), Some(by)) => self
                .phrases
                .say_with("recipient-sub-processor", [("name", self.wording().name(&by.name).text.into())]),
            (Role::Processor(_), None) => self.phrases.say("recipient-processor"),
            (Role::Recipient, _) if one.is_staff() => self.phrases.say("recipient-staff"),
            (Role::Recipient, _) => self.phrases.say("recipient-own"),
        };
        let countries: Vec<String> = one.location.iter().map(|code| self.phrases.country(code)).collect();
        let count = countries.len();
        let located = (count > 0).then(|| {
            let countries = self.phrases.all_of(&countries);
            self.phrases.say_with("recipient-in", [("count", count.into()), ("countries", countries.into())])
        });
        let purpose = one.purpose.iter().map(|purpose| self.wording().of_policy(purpose, &one.key));
        // That somebody is of another kind tells nobody anything.
        let kind = one.kind.as_ref().filter(|kind| kind.value != RecipientKind::Other);
        let kind = kind.map(|kind| self.phrases.say(&format!("kind-{}", kind.key())));
        let data: Vec<String> = one.data.iter().map(|category| self.category(category).text).collect();
        let data = (!data.is_empty())
            .then(|| self.phrases.say_with("recipient-data", [("data", self.phrases.terms(&data).into())]));
        let public = one.public.then(|| self.phrases.say("recipient-public"));
        let says = [kind, Some(role), data, public, located];
        let says = purpose.chain(says.into_iter().flatten().map(Words::from)).collect();
        Fact { name: self.wording().name(&one.name), says }
    }
}
