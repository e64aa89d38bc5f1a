//! What a notice should tell and cannot, because the policy does not say it.

use std::fmt;

use serde::Serialize;

use super::Writer;
use crate::{Language, law};

/// Something that a notice does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lack {
    /// Of when it is.
    Version,
    /// Which rights people have: the policy names no law.
    Law,
    /// What a rule of a law pack asks for.
    Item {
        /// The rule.
        rule: String,
        /// What it asks for.
        says: String,
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
            Self::Law => f.write_str("which rights people have: the policy names no `law`"),
            Self::Item { rule, says } => write!(f, "{rule}: {says}"),
            Self::Language { of, language } => {
                write!(f, "{of} in `{}`: the policy says it in another language only", language.code())
            }
        }
    }
}

/// The items that every notice tells, by their names in a pack.
const TOLD: [&str; 7] = [
    "notice-of-purposes",
    "notice-of-periods",
    "notice-of-rights",
    "notice-of-withdrawal",
    "notice-of-categories",
    law::COMPLAINT,
    law::AFTER_DEATH,
];

/// Who the controller is, with contact details: told where the policy has any.
const CONTROLLER: &str = "notice-of-controller";
/// The data protection officer: told where the policy names one. That there is none, it cannot say.
const OFFICER: &str = "notice-of-officer";
/// Who receives data: told where the policy names anybody. That nobody does, a policy cannot say.
const RECIPIENTS: &str = "notice-of-recipients";

/// Third countries and safeguards: told where everybody who has data has a place, and a safeguard where that needs one.
const TRANSFERS: &str = "notice-of-transfers";

/// Everything that is lacking.
pub(super) fn lacks(writer: &Writer<'_>) -> Vec<Lack> {
    let (policy, language) = (writer.policy, writer.phrases.language());
    let version = policy.version.is_none().then_some(Lack::Version);
    let no_law = policy.law.is_none().then_some(Lack::Law);
    let has_recipients = writer.recipients_now().next().is_some();
    let controller = &policy.controller;
    let is_told = |item: &str| match item {
        RECIPIENTS => has_recipients,
        TRANSFERS => writer.tells_transfers(),
        CONTROLLER => controller.contact.is_some() || controller.address.is_some(),
        OFFICER => controller.data_protection_officer.is_some(),
        _ => TOLD.contains(&item),
    };
    let untold = writer.law.items().filter(|entry| !is_told(law::item(entry)));
    let items = untold.map(|entry| Lack::Item { rule: entry.id.clone(), says: entry.says.clone() });
    let foreign = foreign(writer).into_iter().map(|of| Lack::Language { of, language });
    version.into_iter().chain(no_law).chain(items).chain(foreign).collect()
}

/// What the notice needs and the policy does not say in the language, each once.
fn foreign(writer: &Writer<'_>) -> Vec<String> {
    let code = writer.phrases.language().code();
    let words = &writer.policy.vocabulary;
    let mut told = Vec::new();
    for activity in &writer.policy.activities {
        let mut hold = |kind: &str, name: &str, is_said: bool| {
            let of = format!("the {kind} `{name}`");
            if !is_said && !told.contains(&of) {
                told.push(of);
            }
        };
        hold("purpose of", &activity.name, activity.purpose.contains_key(code));
        let kinds = [
            ("subject", &words.subjects, &activity.subjects),
            ("category", &words.categories, &activity.data),
            ("event", &words.events, &activity.keep.events),
        ];
        for (kind, terms, keys) in kinds {
            for key in keys {
                hold(kind, key, terms.get(&key.value).is_some_and(|term| term.label.contains_key(code)));
            }
        }
    }
    told
}
