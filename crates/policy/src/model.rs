//! The policy as a model: what the controller says it does, with the place of every word.

use std::collections::BTreeMap;

pub use abide_law::Basis;
use abide_law::Period;
use jiff::{civil::Date, tz::TimeZone};

use crate::{
    accountability::{Attestation, Measure},
    collection::{Collection, Site, is_on},
    entity::{Entity, JointController, Subsidiary},
    forbidden::{Forbidden, ForbiddenRecipient, ForbiddenSubject},
    ground::SpecialGround,
    published::{Notice, Untold},
    recipient::Recipient,
    requests::Requests,
    span::{Span, Spanned},
    territory::Territory,
    texts::{Said, Texts},
    unsubscribing::Unsubscribing,
    vocabulary::Vocabulary,
};

/// A policy, read.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Who decides about the data.
    pub controller: Controller,
    /// The date this version was published.
    pub version: Option<Spanned<Date>>,
    /// What changed since the version before, for people.
    pub change: Option<Spanned<Texts>>,
    /// What its published text does not tell.
    pub unpublished: Vec<Spanned<Untold>>,
    /// The languages in which it is published, where it says which; see [`Policy::said`] otherwise.
    pub languages: Vec<Spanned<String>>,
    /// Everything that it says to people, in the order of the file.
    pub said: Vec<Said>,
    /// The law packs it is under, by name; none when it does not speak of law.
    pub law: Option<Vec<Spanned<String>>>,
    /// The clauses of the published text, by id (`acme/13`).
    pub clauses: Vec<Clause>,
    /// Every event that a phrase may name, built in or declared here, with its kind.
    pub events: BTreeMap<String, EventKind>,
    /// The activities, in the order of the file.
    pub activities: Vec<Activity>,
    /// What is so of all activities.
    pub together: Together,
    /// Where people read it.
    pub notice: Option<Notice>,
    /// Those to whom data goes.
    pub recipients: Vec<Recipient>,
    /// Who decides with the controller.
    pub joint_controllers: Vec<JointController>,
    /// The companies of the controller's that activities may be for.
    pub subsidiaries: Vec<Subsidiary>,
    /// The sites on which people meet it.
    pub sites: Vec<Site>,
    /// Where data is collected.
    pub collections: Vec<Collection>,
    /// How people's requests are answered, where it says so.
    pub requests: Option<Requests>,
    /// Where data has to stay.
    pub territories: Vec<Territory>,
    /// The measures that protect data.
    pub measures: Vec<Measure>,
    /// What somebody vouches for.
    pub attestations: Vec<Attestation>,
    /// What may be held nowhere.
    pub forbidden: Vec<Forbidden>,
    /// The kinds of people about whom nothing may be held.
    pub forbidden_subjects: Vec<ForbiddenSubject>,
    /// The kinds of recipients to whom nothing may go.
    pub forbidden_recipients: Vec<ForbiddenRecipient>,
    /// The findings that it accepts.
    pub accepted: Vec<Acceptance>,
    /// The words it may use: the built-in ones and its own.
    pub vocabulary: Vocabulary,
}

impl Policy {
    /// The activity of that name.
    pub fn activity(&self, name: &str) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.name.value == name)
    }

    /// The processor or recipient of that name.
    pub fn recipient(&self, name: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|one| one.key.value == name)
    }

    /// The site of that name.
    pub fn site(&self, name: &str) -> Option<&Site> {
        self.sites.iter().find(|site| site.key.value == name)
    }

    /// Where data is collected for the activity of that name.
    pub fn collections_for(&self, activity: &str) -> impl Iterator<Item = &Collection> {
        self.collections.iter().filter(move |one| one.activities.iter().any(|name| name.value == activity))
    }

    /// Whether it says that nobody receives data of the activity.
    pub fn gives_nothing(&self, activity: &Activity) -> bool {
        self.together.no_recipients.is_some() || activity.no_recipients.is_some()
    }

    /// Whether it says that no data of the activity has to be given.
    pub fn asks_nothing(&self, activity: &Activity) -> bool {
        self.together.voluntary.is_some() || activity.voluntary.is_some()
    }

    /// Whether it says what happens when what is required there is not given: of the place, or of each activity that it is for.
    pub fn tells_otherwise(&self, place: &Collection) -> bool {
        let mut activities = place.activities.iter().filter_map(|name| self.activity(name)).peekable();
        place.required.is_empty()
            || place.otherwise.is_some()
            || activities.peek().is_some() && activities.all(|one| one.otherwise.is_some())
    }

    /// What forbids data of `category` to be held: itself or something above it in the tree is forbidden.
    pub fn forbids(&self, category: &str) -> Option<&Forbidden> {
        self.forbidden.iter().find(|forbidden| covers(&forbidden.category, category))
    }
}

/// What a policy says of all activities at once.
#[derive(Debug, Clone, Default)]
pub struct Together {
    /// That nobody receives any data, where it says so.
    pub no_recipients: Option<Span>,
    /// That no data has to be given, where it says so.
    pub voluntary: Option<Span>,
    /// The clauses that all activities keep together.
    pub clauses: Vec<Spanned<String>>,
}

/// The controller (GDPR art. 4(7)).
#[derive(Debug, Clone)]
pub struct Controller {
    /// Its name.
    pub name: Spanned<String>,
    /// Country code (ISO 3166-1 alpha-2), where given.
    pub country: Option<Spanned<String>>,
    /// Its postal address.
    pub address: Option<Spanned<String>>,
    /// The number under which it is registered, with the register.
    pub registration: Option<Spanned<String>>,
    /// How it is reached about data.
    pub contact: Option<Spanned<String>>,
    /// Who stands for it in the Union, where it is elsewhere (GDPR art. 27).
    pub representative: Option<Entity>,
    /// Its data protection officer (GDPR art. 37).
    pub data_protection_officer: Option<Entity>,
    /// Whether it says that it has none.
    pub no_data_protection_officer: bool,
    /// The clauses that naming it keeps.
    pub clauses: Vec<Spanned<String>>,
    /// The time zone in which its days begin and end.
    pub time_zone: Spanned<TimeZone>,
}

/// A clause of the published text, in the controller's words or ours.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Its id.
    pub id: Spanned<String>,
    /// What it says.
    pub says: Spanned<String>,
    /// True when something else than a rule on data keeps it (`kept_by = "…"`), so that no activity need name it.
    pub kept_elsewhere: bool,
}

/// A purpose with its basis: what needs data, about whom, and for how long.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its name in the files.
    pub name: Spanned<String>,
    /// The purpose for people, by language (`en`, `fr`).
    pub purpose: Texts,
    /// The purpose of the vocabulary that it names, where it names one.
    pub purpose_key: Option<Spanned<String>>,
    /// What the purpose comprises, as purposes of the vocabulary.
    pub sub_purposes: Vec<Spanned<String>>,
    /// The day from which on it is done.
    pub since: Option<Spanned<Date>>,
    /// Whether the purpose, or something that it comprises, is direct marketing, to which anybody may object whatever the basis (art. 21(2)-(3)).
    pub marketing: bool,
    /// Its legal basis (GDPR art. 6).
    pub basis: Spanned<Basis>,
    /// Which legitimate interest it is, where that is the basis (art. 13(1)(d)).
    pub interest: Option<Spanned<Texts>>,
    /// On what ground it needs special categories of data (art. 9(2)), or data on offences (art. 10).
    pub special_ground: Option<Spanned<SpecialGround>>,
    /// For whom it is done, where somebody else decides about the data and the company is a processor (art. 28).
    pub on_behalf_of: Option<Spanned<Texts>>,
    /// The kinds of people, as vocabulary keys.
    pub subjects: Vec<Spanned<String>>,
    /// The categories of data it needs, as vocabulary keys (`contact.email`).
    pub data: Vec<Spanned<String>>,
    /// Where the data comes from when it is not from the person (art. 14(2)(f)).
    pub source: Option<Spanned<Texts>>,
    /// Decisions that machines make alone: by what logic, and with what consequences (art. 13(2)(f), 22). None: there is none.
    pub automated_decisions: Option<Spanned<Texts>>,
    /// For how long.
    pub keep: Spanned<Keep>,
    /// The reference period of a law pack by which it goes (`france/online-contracts`), where it names one.
    pub reference: Option<Spanned<String>>,
    /// How people leave the list, where it sends messages to many.
    pub unsubscribe: Vec<Spanned<Unsubscribing>>,
    /// The processors and recipients to whom it gives data, by their names in the file.
    pub recipients: Vec<Spanned<String>>,
    /// That nobody receives its data, where it says so (art. 13(1)(e)); see [`Policy::gives_nothing`].
    pub no_recipients: Option<Span>,
    /// That none of its data has to be given, where it says so (art. 13(2)(e)); see [`Policy::asks_nothing`].
    pub voluntary: Option<Span>,
    /// What happens when its data is not given.
    pub otherwise: Option<Spanned<Texts>>,
    /// Who decides about it with the controller, by their names in the file.
    pub joint_controllers: Vec<Spanned<String>>,
    /// The measures that protect its data, by their names in the file; those of the whole policy when there are none.
    pub measures: Vec<Spanned<String>>,
    /// The subsidiaries that it is for, by name; none: the controller itself.
    pub subsidiaries: Vec<Spanned<String>>,
    /// The sites that it is about, by name; none: all.
    pub sites: Vec<Spanned<String>>,
    /// Where its impact assessment is found (art. 35).
    pub impact_assessment: Option<Spanned<String>>,
    /// What of it the published text does not tell.
    pub unpublished: Vec<Spanned<Untold>>,
    /// The clauses it keeps.
    pub clauses: Vec<Spanned<String>>,
}

impl Activity {
    /// Whether it needs data of `category`: itself or something above it in the tree is declared.
    pub fn needs(&self, category: &str) -> bool {
        self.data.iter().any(|declared| covers(declared, category))
    }

    /// Whether its basis could be read. Another stands in for one that could not, at the place of the name.
    pub(crate) fn has_basis(&self) -> bool {
        self.basis.span != self.name.span
    }

    /// Whether it is about the site of that name.
    pub fn is_on_site(&self, site: &str) -> bool {
        is_on(&self.sites, site)
    }

    /// Whether the published text tells this of it.
    pub fn is_told(&self, what: Untold) -> bool {
        self.unpublished.iter().all(|untold| untold.value != what)
    }
}

/// A finding that the controller accepts, until it is reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Its name in the file.
    pub name: Spanned<String>,
    /// The code of the finding: `law/beyond-reference`.
    pub finding: Spanned<String>,
    /// What it is accepted about: a key of either file, with all below it (`activity.customers`).
    pub about: Spanned<String>,
    /// Why.
    pub reason: Spanned<String>,
    /// The day on which it is to be looked at again, and from which on it accepts nothing.
    pub review: Spanned<Date>,
}

/// Whether the category `above` is `category` or an ancestor of it.
pub fn covers(above: &str, category: &str) -> bool {
    category.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The two kinds of event, which must not be confused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// The latest that happened (a contact, a login): missing ones are ignored.
    Last,
    /// Over only when all are over (contracts): a missing date means it runs on.
    End,
}

/// A retention phrase, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Whether the first phase counts from the events or lasts until them.
    pub start: Start,
    /// The events it counts from, the latest of which decides. Never empty.
    pub events: Vec<Spanned<String>>,
    /// The phases in order. Never empty: the first is active, and at most one archived phase follows. The first has the period
    /// of zero days after `until`, and where the data is `in archive` from the day after the event.
    pub phases: Vec<Phase>,
    /// What happens after the last phase.
    pub end: End,
}

impl Keep {
    /// The periods of all phases: how long the values are needed at all.
    pub fn periods(&self) -> Vec<Period> {
        self.phases.iter().map(|phase| phase.period).collect()
    }

    /// The periods of the phases in which the values are in use.
    pub fn active_periods(&self) -> Vec<Period> {
        self.phases
            .iter()
            .take_while(|phase| phase.state == State::Active)
            .map(|phase| phase.period)
            .collect()
    }

    /// Whether values are archived in the end.
    pub fn archives(&self) -> bool {
        self.phases.iter().any(|phase| phase.state == State::Archived)
    }

    /// Whether they are from the start: `10 years after issued, in archive`.
    pub fn is_archived_at_once(&self) -> bool {
        self.start == Start::After
            && matches!(self.phases.as_slice(), [first, ..] if first.state == State::Active && first.period == Period::ZERO)
    }
}

/// How a phrase starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    /// `3 years after …`
    After,
    /// `until …`: an end event of which there is no record yet has not happened, and is waited for.
    Until,
}

/// One phase of keeping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Phase {
    /// Where the values are meanwhile.
    pub state: State,
    /// How long it lasts, counted from the last day of the phase before (or from the event).
    pub period: Period,
}

/// Where a needed value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// In an archive of restricted access.
    Archived,
    /// In use.
    Active,
}

/// What happens to a value that nothing needs any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// It is erased (or blanked).
    Erase,
    /// It is made anonymous by its category's transform.
    Anonymise,
}
