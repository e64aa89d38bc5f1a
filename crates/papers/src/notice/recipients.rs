//! To whom data goes.

use abide_policy::{
    model::Activity,
    recipient::{Recipient, Role},
};

use super::Writer;
use crate::document::{Block, Section, Words};

impl Writer<'_> {
    /// All who have data on the day, whoever gives it to them.
    pub(super) fn recipients(&self) -> Option<Section> {
        let list: Vec<Words> = self.recipients_now().map(|one| self.recipient(one)).collect();
        let says = Block::Paragraph(self.phrases.say("recipients-says").into());
        (!list.is_empty()).then(|| self.section("recipients", vec![says, Block::List(list)]))
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

    fn recipient(&self, one: &Recipient) -> Words {
        let key = match one.role {
            Role::Processor(_) => "recipient-processor",
            Role::Recipient => "recipient-own",
        };
        self.phrases.say_with(key, [("name", one.name.as_str().into())]).into()
    }
}
