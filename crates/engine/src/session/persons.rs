//! What persons decide: looked at before, written down, and shown.

use std::collections::BTreeMap;

use abide_ledger::{
    Channel, Ending, Event,
    persons::{Decision, Person, Persons, Says},
};
use abide_plan::{
    explain::Explanation,
    identity::Likeness,
    persons::{Ended, ended, force},
};
use abide_policy::{
    map::{MapStore, MapTable},
    model::Activity,
};
use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use super::{ExplainError, Session, Standing};
use crate::journal::{Clock, Journal, JournalError, Known};

/// What a person ends.
#[derive(Debug, Clone)]
pub struct Choice {
    /// How.
    pub ending: Ending,
    /// Which activities; empty: all that such an ending can end.
    pub activities: Vec<String>,
    /// Who: kinds of identity with their values.
    pub identities: Vec<(String, String)>,
    /// The day on which it was received; none: today.
    pub received: Option<Date>,
}

/// Why a person's decision was not written down.
#[derive(Debug, Error)]
pub enum PersonError {
    /// The identity has no value by which anybody is known.
    #[error("the identity {0} is empty: write {0}=VALUE")]
    EmptyIdentity(String),
    /// No such activity.
    #[error("the policy has no activity {0}")]
    NoSuchActivity(String),
    /// The activity does not end in this way.
    #[error(
        "{ending} does not end the activity {activity}, whose basis is {basis}: leave it out, or write down what the person did"
    )]
    CannotEnd {
        /// What the person did.
        ending: &'static str,
        /// The activity.
        activity: String,
        /// Its basis.
        basis: &'static str,
    },
    /// A choice names what it ends.
    #[error("a choice ends the activities that it names: name them with --activity")]
    NamesNone,
    /// The day is still to come.
    #[error("{0} is still to come: write down what was received")]
    Future(Date),
    /// Nobody known has this identity.
    #[error("the journal knows nobody with this identity: nothing was ever ended for such a person")]
    Unknown,
    /// The person's records could not be looked at.
    #[error(transparent)]
    Explain(#[from] ExplainError),
    /// The journal could not be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// What an ending would do.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    /// The activities that it ends.
    pub ends: Vec<String>,
    /// The person's records as they would stand then.
    pub records: Vec<Explanation>,
}

/// A decision that was written down.
#[derive(Debug, Clone, Serialize)]
pub struct Decided {
    /// The person's pseudonym; several when different people were known by the identities.
    pub persons: Vec<String>,
    /// The ledger's entries that tell it.
    pub entries: Vec<u64>,
}

/// What a person decided, and what follows from it under the policy in force.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// The pseudonym.
    pub person: String,
    /// The decisions, in their order.
    pub decisions: Vec<Decision>,
    /// The activities that are ended now.
    pub ended: Vec<EndedActivity>,
}

/// An activity that is ended for a person.
#[derive(Debug, Clone, Serialize)]
pub struct EndedActivity {
    /// The activity.
    pub activity: String,
    /// What ended it.
    pub by: Ending,
    /// The day on which that was received.
    pub received: Date,
}

impl Session {
    /// What has been decided until now.
    pub(super) fn standing(&self) -> Result<Standing, JournalError> {
        match Journal::read(&self.files.journal) {
            Ok(journal) => {
                let before = self.before.unwrap_or(u64::MAX);
                let closed = journal.closed_before(before)?;
                Ok(Standing { ended: self.ended(&journal)?, held: journal.held_before(before)?, closed })
            }
            Err(JournalError::Missing { .. }) => Ok(Standing::default()),
            Err(other) => Err(other),
        }
    }

    /// What all persons have ended until now, as the policy in force has it.
    fn ended(&self, journal: &Journal) -> Result<Vec<Ended>, JournalError> {
        let mut identities: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for Known { pseudonym, kind, value } in journal.identities()? {
            identities.entry(pseudonym).or_default().push((kind, value));
        }
        let persons = journal.persons_before(self.before.unwrap_or(u64::MAX))?;
        let known = persons.iter().filter_map(|(name, person)| Some((identities.get(name)?, person)));
        Ok(known.flat_map(|(identities, person)| self.ended_by(person, identities)).collect())
    }

    fn ended_by(&self, person: &Person, identities: &[(String, String)]) -> Vec<Ended> {
        let identities: Vec<(&str, &str)> =
            identities.iter().map(|(kind, value)| (kind.as_str(), value.as_str())).collect();
        ended(&self.policy, person, &identities)
    }

    /// What an ending would do. Reads only.
    pub fn preview_ending(&self, choice: &Choice) -> Result<Preview, PersonError> {
        let (identities, received) = self.checked(choice)?;
        let mut standing = self.standing()?;
        let says = Says::Ended { ending: choice.ending, activities: choice.activities.clone() };
        let decision = Decision { entry: u64::MAX, at: self.now, received, says };
        let alone = self.ended_by(&Person { decisions: vec![decision] }, &identities);
        let mut ends: Vec<String> =
            alone.iter().map(|one| self.policy.activities[one.activity].name.value.clone()).collect();
        ends.dedup();
        standing.ended.extend(alone);
        let identities: Vec<(&str, &str)> =
            identities.iter().map(|(kind, value)| (kind.as_str(), value.as_str())).collect();
        let records = self.explain_person(&identities, self.today(), &standing)?;
        Ok(Preview { ends, records })
    }

    /// Writes an ending down. Nothing is erased: the next plan finds what follows.
    pub fn end_person(&self, choice: &Choice, clock: Clock) -> Result<Decided, PersonError> {
        let (identities, received) = self.checked(choice)?;
        let (ending, activities) = (choice.ending, &choice.activities);
        // Written down as well: who is known in another store may be gone from there before this one's records are.
        let keys = self.keys_over_links(&identities)?;
        self.decide(&identities, &keys, clock, |person| {
            let (activities, channel) = (activities.clone(), Channel::Staff);
            Event::PersonEnded { person, ending, activities, received, channel }
        })
    }

    /// Writes down that a person lets an activity in again.
    pub fn consent_person(
        &self,
        activity: &str,
        identities: &[(String, String)],
        received: Option<Date>,
        clock: Clock,
    ) -> Result<Decided, PersonError> {
        let identities = self.normal(identities)?;
        let received = self.received(received)?;
        let activity = self.activity(activity)?.name.value.clone();
        self.decide(&identities, &[], clock, |person| {
            let (activity, channel) = (activity.clone(), Channel::Staff);
            Event::PersonConsented { person, activity, received, channel }
        })
    }

    /// What the persons decided whom these identities name.
    pub fn show_person(&self, identities: &[(String, String)]) -> Result<Vec<Shown>, PersonError> {
        let identities = self.normal(identities)?;
        let journal = Journal::read(&self.files.journal)?;
        let names = pseudonyms(&journal, &identities)?;
        let shown = self.shown(&journal.persons()?, |name| names.iter().any(|known| known == name));
        if shown.is_empty() { Err(PersonError::Unknown) } else { Ok(shown) }
    }

    /// What all persons decided, by pseudonym.
    pub fn list_persons(&self) -> Result<Vec<Shown>, PersonError> {
        let persons = match Journal::read(&self.files.journal) {
            Ok(journal) => journal.persons()?,
            Err(JournalError::Missing { .. }) => Persons::default(),
            Err(other) => return Err(other.into()),
        };
        Ok(self.shown(&persons, |_| true))
    }

    fn shown(&self, persons: &Persons, wanted: impl Fn(&str) -> bool) -> Vec<Shown> {
        let show = |(name, person): (&str, &Person)| Shown {
            person: name.to_owned(),
            decisions: person.decisions.clone(),
            ended: ended(&self.policy, person, &[("", "")])
                .into_iter()
                .map(|one| EndedActivity {
                    activity: self.policy.activities[one.activity].name.value.clone(),
                    by: one.by,
                    received: one.received,
                })
                .collect(),
        };
        persons.iter().filter(|(name, _)| wanted(name)).map(show).collect()
    }

    /// An event for each person known by any of the identities, or for a new one; all identities, and the keys by which stores know
    /// them over links, are theirs from now on.
    fn decide(
        &self,
        identities: &[(String, String)],
        keys: &[(String, String)],
        clock: Clock,
        event: impl Fn(String) -> Event,
    ) -> Result<Decided, PersonError> {
        let mut journal = Journal::open(&self.files.journal, clock)?;
        let mut persons = pseudonyms(&journal, identities)?;
        if persons.is_empty() {
            persons.push(journal.new_pseudonym()?);
        }
        let known: Vec<Known> = persons
            .iter()
            .flat_map(|pseudonym| {
                identities.iter().chain(keys).map(|(kind, value)| Known {
                    pseudonym: pseudonym.clone(),
                    kind: kind.clone(),
                    value: value.clone(),
                })
            })
            .collect();
        let written = journal.decide(persons.iter().cloned().map(event).collect(), &known)?;
        Ok(Decided { persons, entries: written.iter().map(|entry| entry.seq).collect() })
    }

    fn checked(&self, choice: &Choice) -> Result<(Vec<(String, String)>, Date), PersonError> {
        if choice.ending == Ending::Choice && choice.activities.is_empty() {
            return Err(PersonError::NamesNone);
        }
        for name in &choice.activities {
            let activity = self.activity(name)?;
            if force(choice.ending, activity).is_none() {
                let (ending, basis) = (word(choice.ending), activity.basis.value.key());
                return Err(PersonError::CannotEnd { ending, activity: name.clone(), basis });
            }
        }
        Ok((self.normal(&choice.identities)?, self.received(choice.received)?))
    }

    fn activity(&self, name: &str) -> Result<&Activity, PersonError> {
        self.policy.activity(name).ok_or_else(|| PersonError::NoSuchActivity(name.to_owned()))
    }

    fn received(&self, received: Option<Date>) -> Result<Date, PersonError> {
        match received {
            Some(day) if day > self.today() => Err(PersonError::Future(day)),
            received => Ok(received.unwrap_or_else(|| self.today())),
        }
    }

    /// Identities in the form in which they are compared.
    pub(super) fn normal(
        &self,
        identities: &[(String, String)],
    ) -> Result<Vec<(String, String)>, PersonError> {
        let one = |(kind, value): &(String, String)| {
            if !self.knows_identity(kind) {
                return Err(ExplainError::NoSuchIdentity(kind.clone()).into());
            }
            let normal = self.likeness(kind).normal(value);
            if normal.trim().is_empty() {
                return Err(PersonError::EmptyIdentity(kind.clone()));
            }
            Ok((kind.clone(), normal))
        };
        identities.iter().map(one).collect()
    }

    /// How identities of the kind are compared: as they are, where not all columns that hold them say the same of them. Each of those
    /// finds its own in what is kept.
    fn likeness(&self, kind: &str) -> Likeness {
        let mut said = self.map.stores.iter().flat_map(|store| {
            let tables = store.tables.iter();
            let told = tables.flat_map(|table| table.identities.iter().map(move |told| (table, told)));
            let of_kind = told.filter(|(_, (name, _))| name.value == kind);
            of_kind.filter_map(move |(table, (_, path))| {
                let (_, end) =
                    path.links.iter().try_fold((store, table), |here, link| self.next(here, link))?;
                let field = end.fields.iter().find(|(column, _)| column.value == path.column);
                Some(Likeness::of(kind, field.map(|(_, category)| category.value.as_str())))
            })
        });
        let first = said.next().unwrap_or_else(|| Likeness::of(kind, None));
        if said.all(|other| other == first) { first } else { Likeness::Exact }
    }

    /// Where a link of the map, or the name of another table, leads.
    fn next<'m>(
        &'m self,
        (store, table): (&'m MapStore, &'m MapTable),
        link: &str,
    ) -> Option<(&'m MapStore, &'m MapTable)> {
        let declared = table.links.iter().find(|(name, _)| name.value == link).map(|(_, link)| link);
        let store = match declared.and_then(|link| link.store.as_deref()) {
            Some(other) => self.map.store(other)?,
            None => store,
        };
        let name = declared.map_or(link, |link| link.table.as_str());
        store.tables.iter().find(|table| table.name.value == name).map(|table| (store, table))
    }
}

fn pseudonyms(journal: &Journal, identities: &[(String, String)]) -> Result<Vec<String>, JournalError> {
    let mut found = Vec::new();
    for (kind, value) in identities {
        found.extend(journal.pseudonyms(kind, value)?);
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// What a person did, in a word.
pub fn word(ending: Ending) -> &'static str {
    match ending {
        Ending::Objection => "an objection",
        Ending::Withdrawal => "a withdrawal of consent",
        Ending::Erasure => "a request for erasure",
        Ending::Choice => "a choice",
        Ending::Other => "something that a later version of Abide wrote",
    }
}
