//! The rules, each with what a program has to know of it.

mod consent;
mod impact;

use std::fmt;

use jiff::{Timestamp, civil::DateTime, civil::Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Said;
use crate::{Basis, Holidays, Period, Window};
pub use consent::{Act, Consent, Means, Needs};
pub use impact::{Impact, Sign};

/// A rule, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Rule {
    /// How long what is kept.
    Period(ReferencePeriod),
    /// How what is kept, whatever for.
    Storage(Storage),
    /// When an answer or a notification is due.
    Deadline(Deadline),
    /// What a request may cost and take.
    Request(Request),
    /// Which rights follow from a basis.
    Right(Rights),
    /// What people must be told.
    Notice(NoticeItem),
    /// Where data may be.
    Country(Countries),
    /// To whom people complain.
    Authority(Authority),
    /// On what terms a processor works.
    Processor(Processor),
    /// What a controller has.
    Controller(Controller),
    /// What special categories of data take.
    Special(Special),
    /// What takes an impact assessment.
    Impact(Impact),
    /// What takes consent.
    Consent(Consent),
    /// How people leave a list of messages.
    Unsubscribing(Unsubscribing),
    /// When people may be called.
    Telephone(CallingHours),
}

impl Rule {
    /// The same, said in one language.
    pub fn in_language(&self, code: &str) -> Self {
        match self {
            Self::Impact(impact) => Self::Impact(impact.in_language(code)),
            Self::Country(countries) => {
                let only = countries.only.as_ref().map(|only| Said::Once(only.in_language(code).to_owned()));
                Self::Country(Countries { only, ..countries.clone() })
            }
            other => other.clone(),
        }
    }
}

/// How long data is kept for a kind of activity: in use so long after an event, then archived so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferencePeriod {
    /// The activities that are of this kind by their purpose, as keys of the vocabulary. With none, an activity has to say
    /// that it is.
    #[serde(default)]
    pub purposes: Vec<String>,
    /// With this too: only those that need data of these categories.
    #[serde(default)]
    pub data: Vec<String>,
    /// The events from which it may count.
    pub after: Vec<String>,
    /// The longest use.
    #[serde(default, with = "as_text")]
    pub active: Option<Period>,
    /// The longest archive after that.
    #[serde(default, with = "as_text")]
    pub archive: Option<Period>,
    /// The shortest time altogether.
    #[serde(default, with = "as_text")]
    pub least: Option<Period>,
}

impl ReferencePeriod {
    /// The longest altogether, as periods one after the other; none when there is no longest.
    pub fn most(&self) -> Option<Vec<Period>> {
        let periods: Vec<_> = [self.active, self.archive].into_iter().flatten().collect();
        (!periods.is_empty()).then_some(periods)
    }
}

/// How data of some categories may be kept, whatever for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// The categories, as keys of the vocabulary.
    pub data: Vec<String>,
    /// The events until which it may be, and after which it may not. With none, it may.
    #[serde(default)]
    pub until: Vec<String>,
    /// The categories that are kept in its place. With none, it may be kept itself.
    #[serde(default)]
    pub instead: Vec<String>,
    /// How often it is verified that nothing is left of what is over.
    #[serde(default, with = "as_text")]
    pub verified: Option<Period>,
}

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// What.
    pub of: Due,
    /// How long after the event.
    pub within: Within,
}

/// What can be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// The answer to a request.
    Answer,
    /// The answer to one that is complex or one of many, counted on from the first deadline.
    Extension,
    /// The word that the answer will take longer.
    ExtensionNotice,
    /// A refusal.
    Refusal,
    /// The notification of a breach to the authority.
    BreachNotice,
}

/// A time limit: on the calendar, or in hours that run straight through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Within {
    /// Civil days, weeks, months or years.
    Period(Period),
    /// Hours, whatever the day.
    Hours(u16),
}

impl Within {
    /// The moment it ends, when it is in hours.
    pub fn moment_after(self, event: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Hours(hours) => event.checked_add(jiff::SignedDuration::from_hours(hours.into())).ok(),
            Self::Period(_) => None,
        }
    }
}

impl TryFrom<String> for Within {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.strip_suffix(" hours").map(str::parse) {
            Some(Ok(hours)) => Ok(Self::Hours(hours)),
            _ => text.parse().map(Self::Period).map_err(|_| {
                format!("`{text}` is no time limit: write a number and hours, days, weeks, months or years")
            }),
        }
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period(period) => period.fmt(f),
            Self::Hours(hours) => write!(f, "{hours} hours"),
        }
    }
}

impl From<Within> for String {
    fn from(within: Within) -> Self {
        within.to_string()
    }
}

/// What is ruled about requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// What of them.
    pub of: Asked,
}

/// What may be asked of who makes a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// Money.
    Fee,
    /// Who they are.
    Identity,
    /// Patience, while something is missing.
    Pause,
}

/// Which rights a person has where this is the basis, other grounds aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rights {
    /// The basis.
    pub basis: Basis,
    /// To see the data.
    pub access: Answer,
    /// To have it corrected.
    pub rectify: Answer,
    /// To have it erased.
    pub erase: Answer,
    /// To have it kept and not used.
    pub restrict: Answer,
    /// To take it along.
    pub port: Answer,
    /// To object.
    pub object: Answer,
}

/// Whether there is a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// There is.
    Yes,
    /// There is none.
    No,
    /// Only in the cases that the entry tells.
    Limited,
    /// Not that, but consent is withdrawn.
    Withdraw,
}

/// What people must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeItem {
    /// Where the data comes from when it must be.
    pub when: Vec<Obtained>,
}

/// Where data comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obtained {
    /// From the person (GDPR art. 13).
    FromThePerson,
    /// From others (art. 14).
    FromOthers,
}

/// Countries in which data may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Countries {
    /// Their codes (ISO 3166-1).
    pub countries: Vec<String>,
    /// Why.
    pub standing: Standing,
    /// Who or what only it is for there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Said>,
}

/// Why data may be in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The law itself holds there.
    Within,
    /// It is as good there, by a decision.
    Adequate,
}

/// Who watches over data protection, and takes complaints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// For controllers of which countries (ISO 3166-1).
    pub countries: Vec<String>,
    /// Its name.
    pub name: String,
    /// Where letters reach it, a line.
    pub address: String,
    /// Where it is on the web.
    pub site: String,
}

/// On what terms a processor works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Processor {
    /// What there must be.
    pub needs: Term,
}

/// What there is with a processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// A contract.
    Contract,
    /// What shows that it can be trusted with the data.
    Guarantees,
    /// Instructions in writing.
    Instructions,
    /// A day on which all this is looked at again.
    Review,
}

/// What a controller has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// What there must be.
    pub needs: Duty,
}

/// What there is with a controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duty {
    /// Somebody who stands for it where the law holds, if it is elsewhere.
    Representative,
    /// An arrangement with each that decides with it.
    Arrangement,
}

/// What special categories of data take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Special {
    /// The categories that it is about, as keys of the vocabulary. With none, all special ones of which no other rule is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<String>,
    /// The grounds on which they may be processed, as a policy writes them.
    pub grounds: Vec<String>,
}

/// How people leave a list of messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsubscribing {
    /// The ways of which there has to be one, as a policy writes them.
    pub by: Vec<String>,
}

/// When people may be called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallingHours {
    /// On which days of the week.
    #[serde(with = "as_weekdays")]
    pub days: Vec<Weekday>,
    /// Between which times.
    #[serde(with = "as_windows")]
    pub hours: Vec<Window>,
    /// On which holidays not.
    pub not_on: Holidays,
    /// How often at most …
    pub attempts: u16,
    /// … in so many days.
    pub in_days: u16,
}

impl CallingHours {
    /// Whether somebody may be called at that time, who was called before so often in the days that count.
    pub fn allow(&self, when: DateTime, before: u16) -> bool {
        self.days.contains(&when.weekday())
            && self.hours.iter().any(|window| window.holds(when.time()))
            && !self.not_on.contains(when.date())
            && before < self.attempts
    }
}

/// A period that may be missing, as text.
mod as_text {
    use super::{Deserialize as _, Deserializer, Period, Serializer, de};

    pub(super) fn serialize<S: Serializer>(period: &Option<Period>, to: S) -> Result<S::Ok, S::Error> {
        match period {
            Some(period) => to.collect_str(period),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Period>, D::Error> {
        String::deserialize(from)?.parse().map(Some).map_err(de::Error::custom)
    }
}

/// Windows as `10:00-13:00`.
mod as_windows {
    use super::{Deserialize as _, Deserializer, Serializer, Window, de};

    pub(super) fn serialize<S: Serializer>(windows: &[Window], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(windows.iter().map(ToString::to_string))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<Window>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        texts.iter().map(|text| text.parse().map_err(de::Error::custom)).collect()
    }
}

/// Days of the week by their English names.
mod as_weekdays {
    use super::{Deserialize as _, Deserializer, Serializer, Weekday, de};
    use crate::Every;

    pub(super) fn serialize<S: Serializer>(days: &[Weekday], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(days.iter().map(|day| format!("{day:?}").to_lowercase()))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<Weekday>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let day = |text: &String| match Every::parse(text) {
            Some(Every::Week(day)) => Ok(day),
            _ => Err(de::Error::custom(format!("`{text}` is no day of the week"))),
        };
        texts.iter().map(day).collect()
    }
}

#[cfg(test)]
mod tests;
