//! What persons ended, carried out: which decision ends which activity (LAW.md §2), and for whose records.

use abide_ledger::{Ending, persons::Person};
use abide_policy::model::{Activity, Basis, Policy};
use jiff::civil::Date;

use crate::{
    catalog::TableName,
    model::{ActivityId, EndedIn, Model, Role, Service, TableId},
};

/// An activity that is ended for whom an identity names. Plain data: both the evaluator and the lists that SQL compares with
/// start from it.
#[derive(Clone, PartialEq, Eq)]
pub struct Ended {
    /// The activity.
    pub activity: ActivityId,
    /// The kind of identity.
    pub kind: String,
    /// Its value.
    pub value: String,
    /// Whether it ends at once.
    pub force: Force,
    /// What the person did.
    pub by: Ending,
    /// The day on which that was received.
    pub received: Date,
}

/// The value stays out of whatever is printed while something is looked for.
impl std::fmt::Debug for Ended {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { activity, kind, force, by, received, .. } = self;
        write!(f, "Ended {{ {activity} for some {kind}, {force:?}, {by:?}, {received} }}")
    }
}

/// How strongly a decision ends an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Force {
    /// Once nothing runs on that the activity waits for: a contract in force is being performed.
    OnceNothingRuns,
    /// At once.
    AtOnce,
}

/// How a decision ends an activity that it names, or is about; none: it does not.
///
/// Objection: legitimate and public interest, and direct marketing whatever its basis (GDPR art. 21). Withdrawal: consent
/// (art. 7(3)). Erasure: all but what the law or the public interest asks for (art. 17(3)). What a person ends by name may be
/// anything but that.
pub fn force(ending: Ending, activity: &Activity) -> Option<Force> {
    use Basis::{Consent, Contract, LegalObligation, LegitimateInterest, PublicInterest, VitalInterest};
    match (ending, activity.basis.value) {
        (Ending::Objection, LegitimateInterest | PublicInterest)
        | (Ending::Withdrawal, Consent)
        | (Ending::Erasure, Consent | LegitimateInterest | VitalInterest)
        | (Ending::Choice, Consent | Contract | LegitimateInterest | VitalInterest) => Some(Force::AtOnce),
        (Ending::Objection, Consent | Contract | LegalObligation | VitalInterest) => {
            activity.marketing.then_some(Force::AtOnce)
        }
        (Ending::Erasure, Contract) => Some(Force::OnceNothingRuns),
        _ => None,
    }
}

/// The activities of a policy that are ended for a person who is known by these identities (kind and value).
pub fn ended(policy: &Policy, person: &Person, identities: &[(&str, &str)]) -> Vec<Ended> {
    let mut ended = Vec::new();
    for (number, activity) in policy.activities.iter().enumerate() {
        let Some((decision, force)) = person.ended(&activity.name.value, |ending| force(ending, activity))
        else {
            continue;
        };
        let abide_ledger::persons::Says::Ended { ending, .. } = &decision.says else { continue };
        ended.extend(identities.iter().map(|(kind, value)| Ended {
            activity: number,
            kind: (*kind).to_owned(),
            value: (*value).to_owned(),
            force,
            by: *ending,
            received: decision.received,
        }));
    }
    ended
}

/// Notes in the model for which services and identities there is anybody to look for: without any, its SQL is the same as
/// if nobody had ever ended anything.
pub fn settle(model: &mut Model, ended: &[Ended]) {
    for table in 0..model.tables.len() {
        let lists: Vec<Vec<EndedIn>> =
            model.tables[table].serves.iter().map(|service| lists(model, table, service, ended)).collect();
        for (service, lists) in model.tables[table].serves.iter_mut().zip(lists) {
            service.ended = lists;
        }
    }
}

/// Records are told apart by their primary key; in a table without one nothing is touched.
fn lists(model: &Model, table: TableId, service: &Service, ended: &[Ended]) -> Vec<EndedIn> {
    let bound = &model.tables[table];
    if bound.role != Role::Personal || bound.key.is_empty() {
        return Vec::new();
    }
    let mut lists = Vec::new();
    for (identity, told) in bound.identities.iter().enumerate() {
        for force in [Force::OnceNothingRuns, Force::AtOnce] {
            let meant =
                |one: &Ended| one.activity == service.activity && one.kind == told.kind && one.force == force;
            if ended.iter().any(meant) {
                lists.push(EndedIn { identity, force });
            }
        }
    }
    lists
}

/// The name of the list of records that an activity is ended for, as an identity tells.
pub fn list_name(model: &Model, table: TableId, service: &Service, ended: &EndedIn) -> String {
    let bound = &model.tables[table];
    let activity = &model.activities[service.activity].name;
    let kind = &bound.identities[ended.identity].kind;
    let force = match ended.force {
        Force::AtOnce => "",
        Force::OnceNothingRuns => " once nothing runs",
    };
    format!("ended {} {activity} by {kind}{force}", bound.name)
}

/// The name of the list of all records of a table that some activity is ended for.
pub fn all_name(table: &TableName) -> String {
    format!("ended {table}")
}
