//! To whom data goes (art. 30(1)(d)), and to which third countries (art. 30(1)(e), 30(2)(c)).

use abide_policy::{
    model::Activity,
    recipient::{Recipient, Safeguard},
};

use super::Writer;
use crate::{
    document::{Block, Words},
    transfer::{Ground, Transfer, transfers},
};

/// Somebody who has an activity's data.
#[derive(Clone, Copy)]
pub(super) struct Holder<'p> {
    pub(super) recipient: &'p Recipient,
    /// The processor that engaged it, where the company itself gives it nothing.
    pub(super) engaged_by: Option<&'p Recipient>,
}

impl Writer<'_> {
    pub(super) fn recipients(&self, activity: &Activity) -> Block {
        let joint = self.joint_controllers(activity).into_iter().map(|one| {
            vec![one.entity.name.value.clone().into(), self.phrases.say("register-joint-controller").into()]
        });
        let holders = self
            .holders(activity)
            .into_iter()
            .map(|holder| vec![holder.recipient.name.value.clone().into(), self.role(holder).into()]);
        let rows = joint.chain(holders).collect();
        self.tabulated_if_any(["register-name", "register-type"], rows)
    }

    fn role(&self, holder: Holder<'_>) -> String {
        match (holder.engaged_by, holder.recipient.terms()) {
            (Some(by), _) => {
                self.phrases.say_with("register-sub-processor", [("name", by.name.as_str().into())])
            }
            (None, Some(_)) => self.phrases.say("register-processor"),
            (None, None) => self.phrases.say("register-recipient"),
        }
    }

    /// Who has data of the activity on the day: those that it names, each followed by the processors that this one engages.
    pub(super) fn holders(&self, activity: &Activity) -> Vec<Holder<'_>> {
        let named = activity.recipients.iter().filter_map(|name| self.policy.recipient(name));
        let mut holders = Vec::new();
        for recipient in named.filter(|one| one.is_on(self.day)) {
            self.engaged(Holder { recipient, engaged_by: None }, &mut holders);
        }
        holders
    }

    fn engaged<'p>(&'p self, holder: Holder<'p>, holders: &mut Vec<Holder<'p>>) {
        if holders.iter().any(|one| one.recipient.key.value == holder.recipient.key.value) {
            return;
        }
        holders.push(holder);
        let names = holder.recipient.terms().into_iter().flat_map(|terms| &terms.sub_processors);
        for recipient in
            names.filter_map(|name| self.policy.recipient(name)).filter(|one| one.is_on(self.day))
        {
            self.engaged(Holder { recipient, engaged_by: Some(holder.recipient) }, holders);
        }
    }

    /// Which transfers there are; that there are none only where the policy's law tells.
    pub(super) fn transfers(&self, activity: &Activity) -> Block {
        if !self.law.tells_countries() {
            return Block::Paragraph(self.phrases.say("register-transfers-unknown").into());
        }
        let rows = self.transfers_of(activity).into_iter().map(|transfer| {
            let terms = transfer.recipient.terms();
            let contract = terms.and_then(|terms| terms.contract.as_ref()).map(|text| text.value.clone());
            vec![
                transfer.recipient.name.value.clone().into(),
                self.phrases.country(transfer.country).into(),
                self.ground(transfer.ground),
                contract.unwrap_or_default().into(),
            ]
        });
        let columns = ["register-name", "register-country", "register-safeguard", "register-document"];
        self.tabulated_if_any(columns, rows.collect())
    }

    /// What of the activity's data goes to third countries.
    pub(super) fn transfers_of(&self, activity: &Activity) -> Vec<Transfer<'_>> {
        let holders = self.holders(activity).into_iter();
        holders.flat_map(|holder| transfers(holder.recipient, &self.law)).collect()
    }

    fn ground(&self, ground: Ground) -> Words {
        let key = match ground {
            Ground::Decision => "register-adequacy",
            Ground::Nothing => "register-no-safeguard",
            Ground::Safeguard(safeguard) => safeguard_key(safeguard),
        };
        self.phrases.say(key).into()
    }
}

fn safeguard_key(safeguard: Safeguard) -> &'static str {
    match safeguard {
        Safeguard::Adequacy => "register-adequacy",
        Safeguard::StandardContractualClauses => "register-standard-clauses",
        Safeguard::BindingCorporateRules => "register-corporate-rules",
        Safeguard::CodeOfConduct => "register-code-of-conduct",
        Safeguard::Certification => "register-certification",
        Safeguard::AuthorisedClauses => "register-authorised-clauses",
        Safeguard::PublicInstrument => "register-public-instrument",
        Safeguard::Derogation => "register-derogation",
    }
}
