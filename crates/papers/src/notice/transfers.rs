//! To which third countries data goes, and what protects it there (GDPR art. 13(1)(f), 44 to 49).

use abide_policy::recipient::{Recipient, Safeguard};

use super::Writer;
use crate::{
    document::{Block, Fact, Section, Words},
    law::Protection,
};

impl Writer<'_> {
    /// Those who have data in a country where the law itself does not hold.
    pub(super) fn transfers(&self) -> Option<Section> {
        let facts: Vec<Fact> = self.recipients_now().filter_map(|one| self.transfers_to(one)).collect();
        let says = Block::Paragraph(self.phrases.say("transfers-says").into());
        let copy = || Block::Paragraph(self.phrases.say("transfers-copy").into());
        let copy = self.recipients_now().any(|one| self.has_agreed(one)).then(copy);
        let is_told = !facts.is_empty();
        let blocks = [says, Block::Facts(facts)].into_iter().chain(copy).collect();
        is_told.then(|| self.section("transfers", blocks))
    }

    /// Whether there is something of which people can have a copy.
    fn has_agreed(&self, one: &Recipient) -> bool {
        let is_third = |country: &str| {
            self.law.protection(country).is_some_and(|protection| protection != Protection::Law)
        };
        let without = [Safeguard::Adequacy, Safeguard::Derogation];
        one.safeguard.as_ref().is_some_and(|safeguard| !without.contains(&safeguard.value))
            && one.location.iter().any(|country| is_third(country))
    }

    fn transfers_to(&self, one: &Recipient) -> Option<Fact> {
        let told: Vec<Words> =
            one.location.iter().filter_map(|country| self.transfer(one, country)).collect();
        (!told.is_empty()).then(|| Fact { name: one.name.value.clone().into(), says: told })
    }

    fn transfer(&self, one: &Recipient, country: &str) -> Option<Words> {
        let key =
            match (self.law.protection(country)?, one.safeguard.as_ref().map(|safeguard| safeguard.value)) {
                (Protection::Law, _) => return None,
                (Protection::Decision, None) => "safeguard-adequacy".to_owned(),
                (_, Some(safeguard)) => format!("safeguard-{}", safeguard.key()),
                (Protection::DecisionForSome | Protection::Nothing, None) => "safeguard-untold".to_owned(),
            };
        Some(self.phrases.say_with(&key, [("country", self.phrases.country(country).into())]).into())
    }

    /// Whether somebody has data, and it is told of everybody who has where they have it, and what protects it there.
    pub(super) fn tells_transfers(&self) -> bool {
        let mut recipients = self.recipients_now().peekable();
        let is_told = |one: &Recipient| {
            let is_protected = |country: &str| match self.law.protection(country) {
                Some(Protection::DecisionForSome) => one.safeguard.is_some(),
                Some(Protection::Nothing) => {
                    one.safeguard.as_ref().is_some_and(|safeguard| safeguard.value != Safeguard::Adequacy)
                }
                Some(Protection::Law | Protection::Decision) | None => true,
            };
            !one.location.is_empty() && one.location.iter().all(|country| is_protected(country))
        };
        recipients.peek().is_some() && recipients.all(is_told)
    }
}
