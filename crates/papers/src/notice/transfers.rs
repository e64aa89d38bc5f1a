//! To which third countries data goes, and what protects it there (GDPR art. 13(1)(f)).

use abide_policy::recipient::{Recipient, Safeguard};

use super::Writer;
use crate::{
    document::{Block, Fact, Section, Words},
    transfer::{Ground, Transfer, transfers},
};

impl Writer<'_> {
    /// Those who have data in a country where the law itself does not hold.
    pub(super) fn transfers(&self) -> Option<Section> {
        let facts: Vec<Fact> = self.recipients_now().filter_map(|one| self.transfers_to(one)).collect();
        let says = Block::Paragraph(self.phrases.say("transfers-says").into());
        let copy = || Block::Paragraph(self.phrases.say("transfers-copy").into());
        let is_agreed = |one| transfers(one, &self.law).iter().any(is_agreed);
        let copy = self.recipients_now().any(is_agreed).then(copy);
        let is_told = !facts.is_empty();
        let blocks = [says, Block::Facts(facts)].into_iter().chain(copy).collect();
        is_told.then(|| self.section("transfers", blocks))
    }

    /// Whether the policy says that nobody receives any of the data that the notice tells of.
    pub(super) fn gives_nothing(&self) -> bool {
        let mut told = self.own.iter().chain(&self.others).peekable();
        self.policy.together.no_recipients.is_some()
            || told.peek().is_some() && told.all(|activity| activity.no_recipients.is_some())
    }

    fn transfers_to(&self, one: &Recipient) -> Option<Fact> {
        let told: Vec<Words> = transfers(one, &self.law).iter().map(|one| self.transfer(one)).collect();
        (!told.is_empty()).then(|| Fact { name: self.wording().name(&one.name), says: told })
    }

    fn transfer(&self, transfer: &Transfer<'_>) -> Words {
        let country = self.phrases.country(transfer.country);
        let key = match transfer.ground {
            Ground::Decision => format!("safeguard-{}", Safeguard::Adequacy.key()),
            Ground::DecisionForSome(only) => {
                let values = [
                    ("country", country.into()),
                    ("only", only.in_language(self.phrases.language().code()).into()),
                ];
                return self.phrases.say_with("safeguard-adequacy.some", values).into();
            }
            Ground::Safeguard(safeguard) => format!("safeguard-{}", safeguard.key()),
            Ground::Nothing => "safeguard-untold".to_owned(),
        };
        self.phrases.say_with(&key, [("country", country.into())]).into()
    }

    /// Whether it is told of everybody who has data where they have it, and what protects it there; or that nobody has any.
    pub(super) fn tells_transfers(&self) -> bool {
        let mut recipients = self.recipients_now().peekable();
        let is_protected = |one| transfers(one, &self.law).iter().all(|one| one.ground != Ground::Nothing);
        self.gives_nothing()
            || recipients.peek().is_some()
                && recipients.all(|one| !one.location.is_empty() && is_protected(one))
    }
}

/// Whether there is something of which people can have a copy.
fn is_agreed(transfer: &Transfer<'_>) -> bool {
    matches!(transfer.ground, Ground::Safeguard(safeguard) if safeguard != Safeguard::Derogation)
}
