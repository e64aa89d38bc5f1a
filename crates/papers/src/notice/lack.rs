//! What a notice should tell and cannot, because the policy does not say it.

mod foreign;

use std::fmt;

use serde::Serialize;

use abide_law::pack::Said;
use abide_policy::model::{Activity, Basis, Policy};

use super::Writer;
use crate::{Language, law};

/// Something that a notice does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lack {
    /// Of when it is.
    Version,
    /// Which rights people have: the policy names no law that says it.
    Law,
    /// What a rule of a law pack asks for.
    Item {
        /// The rule.
        rule: String,
        /// What it asks for.
        says: Said,
    },
    /// Something in the language of the notice.
    Language {
        /// What it is about, as the policy names it.
        of: String,
        /// The language.
        language: Language,
    },
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => f.write_str("of when it is: the policy has no `version`"),
            Self::Law => f.write_str("which rights people have: the policy names no `law` that says it"),
            Self::Item { rule, says } => write!(f, "{rule}: {}", says.in_language("en")),
            Self::Language { of, language } => {
                write!(f, "{of} in `{}`: the policy says it in another language only", language.code())
            }
        }
    }
}

/// The items that every notice tells, by their names in a pack.
const TOLD: [&str; 9] = [
    "notice-of-purposes",
    "notice-of-periods",
    "notice-of-rights",
    "notice-of-withdrawal",
    "notice-of-categories",
    "notice-of-origin",
    law::AUTOMATED,
    law::COMPLAINT,
    law::AFTER_DEATH,
];

/// Who the controller is, with contact details: told where the policy has any.
const CONTROLLER: &str = "notice-of-controller";
/// The data protection officer, or that there is none: told where the policy says either.
const OFFICER: &str = "notice-of-officer";
/// Who receives data: told where the policy names anybody, or says that nobody does.
const RECIPIENTS: &str = "notice-of-recipients";

/// Third countries and safeguards: told where everybody who has data has a place, and a safeguard where that needs one.
const TRANSFERS: &str = "notice-of-transfers";

/// Which legitimate interest: told where each activity with that basis says it.
const INTEREST: &str = "notice-of-interest";
/// Whether data has to be given, and what follows if it is not: told where the policy says it of each activity, or of a place at which its
/// data is collected.
const DUTY: &str = "notice-of-duty-to-give";

/// Everything that is lacking.
pub(super) fn lacks(writer: &Writer<'_>) -> Vec<Lack> {
    let (policy, language) = (writer.policy, writer.phrases.language());
    let version = policy.version.is_none().then_some(Lack::Version);
    let no_law = (!writer.law.tells_rights()).then_some(Lack::Law);
    let has_recipients = writer.gives_nothing() || writer.recipients_now().next().is_some();
    let controller = &policy.controller;
    let is_told = |item: &str| match item {
        RECIPIENTS => has_recipients,
        TRANSFERS => writer.tells_transfers(),
        CONTROLLER => is_reached(policy),
        OFFICER => controller.data_protection_officer.is_some() || controller.no_data_protection_officer,
        INTEREST => writer
            .own
            .iter()
            .all(|one| one.basis.value != Basis::LegitimateInterest || one.interest.is_some()),
        DUTY => tells_duty(writer),
        _ => TOLD.contains(&item),
    };
    let untold = writer.law.items().filter(|entry| !is_told(law::item(entry)));
    let items = untold.map(|entry| Lack::Item { rule: entry.id.clone(), says: entry.says.clone() });
    let foreign = foreign::foreign(writer).into_iter().map(|of| Lack::Language { of, language });
    version.into_iter().chain(no_law).chain(items).chain(foreign).collect()
}

fn is_reached(policy: &Policy) -> bool {
    let by_request = policy.requests.as_ref().is_some_and(|requests| !requests.channels.is_empty());
    policy.controller.contact.is_some() || policy.controller.address.is_some() || by_request
}

fn tells_duty(writer: &Writer<'_>) -> bool {
    let policy = writer.policy;
    let is_asked =
        |one: &Activity| policy.collections_for(&one.name.value).any(|point| writer.collects_at(point));
    // What comes from others is asked of nobody (art. 14 has no such item).
    let is_said = |one: &&Activity| {
        policy.asks_nothing(one) || one.otherwise.is_some() || one.source.is_some() || is_asked(one)
    };
    writer.own.iter().all(is_said) && writer.collections_told().all(|point| policy.tells_otherwise(point))
}
