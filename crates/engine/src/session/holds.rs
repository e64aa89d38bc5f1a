//! Legal holds: opened, shown, closed.

use abide_phrases::text;

use abide_ledger::{Event, Scope, holds::Hold};
use abide_plan::{bind, catalog::Catalog, holds};
use abide_policy::{
    condition::{self, Condition},
    finding::{Finding, Severity},
    map::MapStore,
    span::{File, Span},
};
use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use super::{ExplainError, PersonError, Session, Standing};
use crate::{
    in_english,
    journal::{Clock, Form, Held, Journal, JournalError},
    store::{Access, StoreError},
};

/// What a hold is to be about.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// Whose records: kinds of identity with their values.
    pub identities: Vec<(String, String)>,
    /// Which records: `store.table: CONDITION`.
    pub conditions: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// The day by which somebody looks whether it is still needed.
    pub review: Date,
    /// Open it although no record is within it now.
    pub even_if_empty: bool,
}

/// Why a hold was not opened or closed.
#[derive(Debug, Error)]
pub enum HoldError {
    /// It is about nothing.
    #[error("a hold is about a person or about records: name them with --identity or --where")]
    NoScope,
    /// A text is empty.
    #[error("a hold has a {0}: write it down")]
    Missing(&'static str),
    /// The reason would tell on the ledger who the person is.
    #[error("the reason tells who the person is, and the ledger keeps it for ever: write it without the {0}")]
    ReasonTells(String),
    /// The review is not to come.
    #[error(
        "the review on {0} is not to come: name the day by which somebody looks whether the hold is still needed"
    )]
    ReviewPast(Date),
    /// A condition cannot be used.
    #[error("the condition for {place} cannot be used: {why}")]
    BadCondition {
        /// `store.table`, or what stood in its place.
        place: String,
        /// What is wrong.
        why: String,
    },
    /// It holds nobody.
    #[error(
        "no record is within this hold: mend what it is about, or open it for records to come with --even-if-empty"
    )]
    Empty,
    /// No open hold of that name.
    #[error("there is no open hold {0}: abide hold list shows those there are")]
    NoSuchHold(String),
    /// The identities cannot be used.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// The records could not be looked at.
    #[error(transparent)]
    Explain(#[from] ExplainError),
    /// The journal could not be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// A hold that was opened.
#[derive(Debug, Clone, Serialize)]
pub struct OpenHold {
    /// Its name.
    pub hold: String,
    /// The ledger's entry.
    pub entry: u64,
    /// Its records now, by `store.table`.
    pub records: Vec<(String, u64)>,
}

/// A hold as it is shown: never what it is about in person.
#[derive(Debug, Clone, Serialize)]
pub struct ShownHold {
    /// Its name.
    pub name: String,
    /// What the ledger says of it.
    #[serde(flatten)]
    pub hold: Hold,
    /// Whether its review is overdue.
    pub overdue: bool,
}

impl Session {
    /// Opens a hold: from now on, nothing within it goes. What would is archived instead, or stays where there is no archive.
    pub fn open_hold(&self, new: &NewHold, clock: Clock) -> Result<OpenHold, HoldError> {
        let identities = self.checked_hold(new)?;
        let mut journal = Journal::open(&self.files.journal, clock)?;
        let name: String = journal.new_pseudonym()?.chars().take(8).collect();
        let form = |form, kind: &str, value: &str| {
            let (hold, kind, value) = (name.clone(), kind.to_owned(), value.to_owned());
            Held { hold, form, kind, value }
        };
        let mut scope: Vec<Held> =
            identities.iter().map(|(kind, value)| form(Form::Identity, kind, value)).collect();
        for text in &new.conditions {
            let (place, condition) = parts(text)?;
            scope.push(form(Form::Condition, place, condition));
        }
        let records = self.within(&scope)?;
        if records.iter().all(|(_, rows)| *rows == 0) && !new.even_if_empty {
            return Err(HoldError::Empty);
        }
        let event = Event::HoldOpened {
            hold: name.clone(),
            scope: if identities.is_empty() { Scope::Condition } else { Scope::Person },
            reason: new.reason.clone(),
            owner: new.owner.clone(),
            review: new.review,
        };
        let written = journal.open_hold(event, &scope)?;
        Ok(OpenHold { hold: name, entry: written.first().map_or(0, |entry| entry.seq), records })
    }

    /// Closes a hold: what it kept, there or in the archive, goes with the next apply, if nothing else needs it.
    pub fn close_hold(&self, name: &str, reason: &str, clock: Clock) -> Result<u64, HoldError> {
        if reason.trim().is_empty() {
            return Err(HoldError::Missing("reason"));
        }
        let mut journal = Journal::open(&self.files.journal, clock)?;
        if !journal.holds()?.open().any(|(known, _)| known == name) {
            return Err(HoldError::NoSuchHold(name.to_owned()));
        }
        let event = Event::HoldClosed { hold: name.to_owned(), reason: reason.to_owned() };
        Ok(journal.append(vec![event])?.first().map_or(0, |entry| entry.seq))
    }

    /// All holds, open and closed.
    pub fn list_holds(&self) -> Result<Vec<ShownHold>, HoldError> {
        let journal = match Journal::read(&self.files.journal) {
            Ok(journal) => journal,
            Err(JournalError::Missing { .. }) => return Ok(Vec::new()),
            Err(other) => return Err(other.into()),
        };
        let shown = |(name, hold): (&str, &Hold)| ShownHold {
            name: name.to_owned(),
            hold: hold.clone(),
            overdue: hold.closed.is_none() && hold.review < self.today(),
        };
        Ok(journal.holds()?.iter().map(shown).collect())
    }

    /// Holds whose review is overdue on a day, as findings.
    pub(super) fn overdue(&self, day: Date) -> Result<Vec<Finding>, JournalError> {
        let holds = match Journal::read(&self.files.journal) {
            Ok(journal) => journal.holds()?,
            Err(JournalError::Missing { .. }) => return Ok(Vec::new()),
            Err(other) => return Err(other),
        };
        let told = |(name, hold): (&str, &Hold)| {
            let message = text!("plan-hold-overdue", name, owner = &hold.owner, day = hold.review);
            let finding = Finding::new("plan/hold-overdue", Severity::Warning, message);
            finding.help(text!("plan-hold-overdue.help", name))
        };
        Ok(holds.open().filter(|(_, hold)| hold.review < day).map(told).collect())
    }

    /// What is held in one store, its conditions bound. One that fits no longer is an error: nothing may be applied as if there
    /// were no hold.
    pub(super) fn held_in(
        &self,
        map: &MapStore,
        catalog: &Catalog,
        held: &[Held],
    ) -> (Vec<holds::Held>, Vec<Finding>) {
        let (mut bound, mut unbound) = (Vec::new(), Vec::new());
        for one in held {
            match self.bound(map, catalog, one) {
                Ok(fits) => bound.extend(fits),
                Err(error) => {
                    let message = text!("plan-hold-unkept", name = &one.hold, error = error.to_string());
                    unbound.push(
                        Finding::new("plan/hold-unkept", Severity::Error, message)
                            .help(text!("plan-hold-unkept.help")),
                    );
                }
            }
        }
        (bound, unbound)
    }

    /// None for a condition over another store.
    fn bound(
        &self,
        map: &MapStore,
        catalog: &Catalog,
        held: &Held,
    ) -> Result<Option<holds::Held>, HoldError> {
        if held.form == Form::Identity {
            let (kind, value) = (held.kind.clone(), held.value.clone());
            if !self.knows_identity(&kind) {
                return Err(ExplainError::NoSuchIdentity(kind).into());
            }
            return Ok(Some(holds::Held::Person { hold: held.hold.clone(), kind, value }));
        }
        let bad = |why: String| HoldError::BadCondition { place: held.kind.clone(), why };
        let Some((_, table)) = held.kind.split_once('.').filter(|(store, _)| *store == map.name.value) else {
            return Ok(None);
        };
        let nowhere = |_| Span::new(File::Map, 0..0);
        let written =
            condition::parse(&held.value, &nowhere).map_err(|mistake| bad(in_english(&mistake.message)))?;
        if looks_elsewhere(&written) {
            return Err(bad("it asks about other records (EXISTS), which may be gone by then".to_owned()));
        }
        let (table, condition) = bind::bind_condition(&self.policy, map, catalog, table, &written)
            .map_err(|why| bad(in_english(&why)))?;
        Ok(Some(holds::Held::Matching { hold: held.hold.clone(), table, condition }))
    }

    fn checked_hold(&self, new: &NewHold) -> Result<Vec<(String, String)>, HoldError> {
        if new.identities.is_empty() && new.conditions.is_empty() {
            return Err(HoldError::NoScope);
        }
        for (name, text) in [("reason", &new.reason), ("owner", &new.owner)] {
            if text.trim().is_empty() {
                return Err(HoldError::Missing(name));
            }
        }
        if new.review <= self.today() {
            return Err(HoldError::ReviewPast(new.review));
        }
        let identities = self.normal(&new.identities)?;
        let reason = new.reason.to_lowercase();
        for ((kind, value), (_, given)) in identities.iter().zip(&new.identities) {
            let tells = |value: &str| reason.contains(&value.trim().to_lowercase());
            if tells(value) || tells(given) {
                return Err(HoldError::ReasonTells(kind.clone()));
            }
        }
        Ok(identities)
    }

    /// How many records are within a scope now.
    fn within(&self, scope: &[Held]) -> Result<Vec<(String, u64)>, HoldError> {
        for text in scope.iter().filter(|one| one.form == Form::Condition) {
            let store = text.kind.split_once('.').map(|(store, _)| store);
            if !self.map.stores.iter().any(|map| Some(map.name.value.as_str()) == store) {
                let why = "write store.table before it, as the map names them".to_owned();
                return Err(HoldError::BadCondition { place: text.kind.clone(), why });
            }
        }
        let mut records = Vec::new();
        for map in &self.map.stores {
            let failed = |cause: StoreError| ExplainError::Store { store: map.name.value.clone(), cause };
            let catalog =
                self.open_store(map, Access::Read).and_then(|mut store| store.catalog()).map_err(failed)?;
            for one in scope {
                self.bound(map, &catalog, one)?;
            }
            let standing = Standing { held: scope.to_vec(), ..Standing::default() };
            let reached = self.reach(map, &standing).map_err(failed)?;
            let model = &reached.bound.model;
            for table in (0..model.tables.len()).filter(|table| !model.tables[*table].held.is_empty()) {
                let name = holds::list_name(model, table);
                records.push((model.place(table), reached.lists.len(&name) as u64));
            }
        }
        Ok(records)
    }
}

fn parts(text: &str) -> Result<(&str, &str), HoldError> {
    let (place, condition) = text.split_once(':').ok_or_else(|| HoldError::BadCondition {
        place: text.to_owned(),
        why: "write STORE.TABLE: CONDITION".to_owned(),
    })?;
    Ok((place.trim(), condition.trim()))
}

fn looks_elsewhere(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(looks_elsewhere),
        Condition::Not(part) => looks_elsewhere(part),
        Condition::Exists { .. } => true,
        _ => false,
    }
}
