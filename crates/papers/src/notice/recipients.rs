//! To whom data goes.

use abide_policy::{
    model::Activity,
    recipient::{Recipient, Role},
};

use super::Writer;
use crate::document::{Block, Fact, Section, Words};

impl Writer<'_> {
    /// All who have data on the day, whoever gives it to them, and where they have it.
    pub(super) fn recipients(&self) -> Option<Section> {
        let facts: Vec<Fact> = self.recipients_now().map(|one| self.recipient(one)).collect();
        let says = Block::Paragraph(self.phrases.say("recipients-says").into());
        (!facts.is_empty()).then(|| self.section("recipients", vec![says, Block::Facts(facts)]))
    }

    /// Those to whom the activity gives data.
    pub(super) fn recipients_of(&self, activity: &Activity) -> Vec<Words> {
        let named = |one: &&Recipient| activity.recipients.iter().any(|name| name.value == one.key.value);
        self.recipients_now().filter(named).map(|one| one.name.value.clone().into()).collect()
    }

    /// Who has data on the day.
    pub(super) fn recipients_now(&self) -> impl Iterator<Item = &Recipient> {
        self.policy.recipients.iter().filter(|one| one.is_on(self.day))
    }

    fn recipient(&self, one: &Recipient) -> Fact {
        let role = match one.role {
            Role::Processor(_) => "recipient-processor",
            Role::Recipient => "recipient-own",
        };
        let countries: Vec<String> = one.location.iter().map(|code| self.phrases.country(code)).collect();
        let count = countries.len();
        let located = (count > 0).then(|| {
            let countries = self.phrases.all_of(&countries);
            self.phrases.say_with("recipient-in", [("count", count.into()), ("countries", countries.into())])
        });
        let says = [Some(self.phrases.say(role)), located];
        Fact {
            name: one.name.value.clone().into(),
            says: says.into_iter().flatten().map(Words::from).collect(),
        }
    }
}
