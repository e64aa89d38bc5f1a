//! To whom data goes (art. 30(1)(d)), and to which third countries (art. 30(1)(e), 30(2)(c)).

use abide_policy::{
    model::Activity,
    recipient::{Recipient, RecipientKind, Safeguard},
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
            let country = one.entity.country.iter().map(|code| self.phrases.country(code));
            let role = self.phrases.say("register-joint-controller");
            [
                one.entity.name.value.clone(),
                role,
                String::new(),
                self.phrases.say("register-all"),
                country.collect(),
            ]
            .map(Words::from)
            .into()
        });
        let holders = self.holders(activity).into_iter().map(|holder| self.holder(holder));
        let rows: Vec<_> = joint.chain(holders).collect();
        if rows.is_empty() && self.policy.gives_nothing(activity) {
            return Block::Paragraph(self.phrases.say("register-nobody").into());
        }
        let columns =
            ["register-name", "register-type", "register-for-what", "register-data", "register-where"];
        self.tabulated_if_any(columns, rows)
    }

    fn holder(&self, holder: Holder<'_>) -> Vec<Words> {
        let one = holder.recipient;
        let purpose = one.purpose.as_ref().map(|purpose| self.wording().of_policy(purpose, &one.key));
        let kind = one.kind.as_ref().filter(|kind| kind.value != RecipientKind::Other);
        let kind = || kind.map(|kind| self.phrases.say(&format!("kind-{}", kind.key())));
        let data: Vec<String> = one.data.iter().map(|key| self.category(key).text).collect();
        let data = if data.is_empty() { self.phrases.say("register-all") } else { self.phrases.terms(&data) };
        let countries: Vec<String> = one.location.iter().map(|code| self.phrases.country(code)).collect();
        vec![
            self.wording().name(&one.name),
            self.role(holder).into(),
            purpose.unwrap_or_else(|| kind().unwrap_or_default().into()),
            data.into(),
            self.phrases.all_of(&countries).into(),
        ]
    }

    fn role(&self, holder: Holder<'_>) -> String {
        match (holder.engaged_by, holder.recipient.terms()) {
            (Some(by), _) => self
                .phrases
                .say_with("register-sub-processor", [("name", self.wording().name(&by.name).text.into())]),
            (None, Some(_)) => self.phrases.say("register-processor"),
            (None, None) if holder.recipient.is_staff() => self.phrases.say("register-staff"),
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

    /// Which transfers there are. That there are none only where the policy's law tells, and the policy, where everybody has data.
    pub(super) fn transfers(&self, activity: &Activity) -> Vec<Block> {
        let paragraph = |says: String| Block::Paragraph(says.into());
        if !self.law.tells_countries() {
            return vec![paragraph(self.phrases.say("register-transfers-unknown"))];
        }
        let nowhere = self.nowhere(activity).into_iter();
        let nowhere: Vec<String> = nowhere.map(|one| self.wording().name(&one.name).text).collect();
        let names = [("names", self.phrases.all_of(&nowhere).into())];
        let untold = (!nowhere.is_empty())
            .then(|| paragraph(self.phrases.say_with("register-transfers-untold", names)));
        let rows = self.transfers_of(activity).into_iter().map(|transfer| {
            let terms = transfer.recipient.terms();
            let contract = terms.and_then(|terms| terms.contract.as_ref()).map(|text| text.value.clone());
            vec![
                self.wording().name(&transfer.recipient.name),
                self.phrases.country(transfer.country).into(),
                self.ground(transfer.ground),
                contract.unwrap_or_default().into(),
            ]
        });
        let rows: Vec<_> = rows.collect();
        let columns = ["register-name", "register-country", "register-safeguard", "register-document"];
        let is_told = untold.is_none() || !rows.is_empty();
        let told = is_told.then(|| self.tabulated_if_any(columns, rows));
        told.into_iter().chain(untold).collect()
    }

    /// Who has data of the activity, and the policy does not say where.
    pub(super) fn nowhere(&self, activity: &Activity) -> Vec<&Recipient> {
        let holders = self.holders(activity).into_iter().map(|holder| holder.recipient);
        holders.filter(|one| one.location.is_empty()).collect()
    }

    /// What of the activity's data goes to third countries.
    pub(super) fn transfers_of(&self, activity: &Activity) -> Vec<Transfer<'_>> {
        let holders = self.holders(activity).into_iter();
        holders.flat_map(|holder| transfers(holder.recipient, &self.law)).collect()
    }

    fn ground(&self, ground: Ground<'_>) -> Words {
        let key = match ground {
            Ground::Decision => "register-adequacy",
            Ground::DecisionForSome(only) => {
                return self
                    .phrases
                    .say_with(
                        "register-adequacy.some",
                        [("only", only.in_language(self.phrases.language().code()).into())],
                    )
                    .into();
            }
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
