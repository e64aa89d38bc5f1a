//! What a register should tell and cannot, because the policy does not say it.

use std::fmt;

use abide_policy::model::Activity;
use serde::Serialize;

use super::Writer;
use crate::{Language, transfer::Ground};

/// Something that a register does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lack {
    /// Of when it is.
    Version,
    /// How the company is reached (art. 30(1)(a), 30(2)(a)).
    Contact,
    /// What goes to third countries (art. 30(1)(e), 30(2)(c)): the policy names no law that says which they are.
    Law,
    /// What protects data (art. 30(1)(g), 30(2)(d)).
    Measures {
        /// The activity, as the policy names it.
        activity: String,
    },
    /// Where somebody has data, which may be a third country (art. 30(1)(e), 30(2)(c)).
    Location {
        /// Who has data, as the policy names them.
        recipient: String,
    },
    /// What protects data in a third country (art. 30(1)(e), 30(2)(c)).
    Safeguard {
        /// Who has data there, as the policy names them.
        recipient: String,
        /// The country (ISO 3166-1 alpha-2).
        country: String,
    },
    /// Who the controllers are, each by name (art. 30(2)(a)): the policy tells their kind.
    Controllers {
        /// The activity that is done on their behalf, as the policy names it.
        activity: String,
    },
    /// Something in the language of the register.
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
            Self::Contact => f.write_str(
                "how the controller is reached: it has neither `address` nor `contact` (GDPR art. 30)",
            ),
            Self::Law => f.write_str(
                "which data goes to third countries: the policy names no `law` that says which they are",
            ),
            Self::Measures { activity } => {
                write!(
                    f,
                    "what protects the data of `{activity}`: the policy has no `measure` for it (GDPR art. 30)"
                )
            }
            Self::Location { recipient } => {
                write!(f, "where `{recipient}` has data: it has no `location` (GDPR art. 30)")
            }
            Self::Safeguard { recipient, country } => {
                write!(f, "what protects data that `{recipient}` has in {country} (GDPR art. 30)")
            }
            Self::Controllers { activity } => {
                write!(
                    f,
                    "each controller on whose behalf `{activity}` is done, by name and contact (GDPR art. 30)"
                )
            }
            Self::Language { of, language } => {
                write!(f, "{of} in `{}`: the policy says it in another language only", language.code())
            }
        }
    }
}

/// Everything that is lacking, each once.
pub(super) fn lacks(writer: &Writer<'_>) -> Vec<Lack> {
    let policy = writer.policy;
    let controller = &policy.controller;
    let is_reached = controller.contact.is_some() || controller.address.is_some();
    let whole = [
        policy.version.is_none().then_some(Lack::Version),
        (!is_reached).then_some(Lack::Contact),
        (!writer.law.tells_countries()).then_some(Lack::Law),
    ];
    let activities = writer.activities();
    let of_each = activities.iter().flat_map(|activity| of_activity(writer, activity));
    let mut lacks: Vec<Lack> = Vec::new();
    for lack in whole.into_iter().flatten().chain(of_each) {
        if !lacks.contains(&lack) {
            lacks.push(lack);
        }
    }
    lacks
}

fn of_activity(writer: &Writer<'_>, activity: &Activity) -> Vec<Lack> {
    let unprotected = writer.measures_of(activity).is_empty();
    let measures = unprotected.then(|| Lack::Measures { activity: activity.name.value.clone() });
    let transfers = writer.transfers_of(activity).into_iter();
    let transfers = transfers.filter(|transfer| transfer.ground == Ground::Nothing);
    let transfers = transfers.filter(|_| writer.law.tells_countries()).map(|transfer| Lack::Safeguard {
        recipient: transfer.recipient.key.value.clone(),
        country: transfer.country.to_owned(),
    });
    let nowhere = writer.nowhere(activity).into_iter();
    let nowhere = nowhere.map(|one| Lack::Location { recipient: one.key.value.clone() });
    let others = activity.on_behalf_of.as_ref();
    let others = others.map(|_| Lack::Controllers { activity: activity.name.value.clone() });
    let foreign = foreign(writer, activity).into_iter();
    measures.into_iter().chain(others).chain(nowhere).chain(transfers).chain(foreign).collect()
}

/// What the register needs of the activity, and the policy does not say in its language.
fn foreign(writer: &Writer<'_>, activity: &Activity) -> Vec<Lack> {
    let language = writer.phrases.language();
    let code = language.code();
    let words = &writer.policy.vocabulary;
    let purpose = ("the purpose of", activity.name.as_str(), activity.purpose.contains_key(code));
    let measures = writer.measures_of(activity).into_iter();
    let measures = measures.map(|one| ("the measure", one.name.as_str(), one.says.contains_key(code)));
    let kinds = [
        ("the subject", &words.subjects, &activity.subjects),
        ("the category", &words.categories, &activity.data),
        ("the event", &words.events, &activity.keep.events),
    ];
    let terms = kinds.into_iter().flat_map(|(kind, terms, keys)| {
        let is_said = |key: &str| terms.get(key).is_some_and(|term| term.label.contains_key(code));
        keys.iter().map(move |key| (kind, key.as_str(), is_said(key)))
    });
    let said = [
        ("the interest of", &activity.interest),
        ("the source of", &activity.source),
        ("the automated decisions of", &activity.automated_decisions),
        ("on whose behalf is done", &activity.on_behalf_of),
    ];
    let said = said.into_iter().filter_map(|(kind, texts)| {
        texts.as_ref().map(|texts| (kind, activity.name.as_str(), texts.contains_key(code)))
    });
    let purposes = activity.sub_purposes.iter();
    let purposes = purposes.map(|key| {
        let term = words.purposes.get(&key.value);
        ("the purpose", key.as_str(), term.is_some_and(|term| term.label.contains_key(code)))
    });
    let all = [purpose].into_iter().chain(terms).chain(measures).chain(said).chain(purposes);
    let unsaid = all.filter(|(_, _, is_said)| !is_said);
    unsaid.map(|(kind, name, _)| Lack::Language { of: format!("{kind} `{name}`"), language }).collect()
}
