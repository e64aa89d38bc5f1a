//! What persons end: nothing rises by it, and what they let in again is as it was.

use abide_ledger::{
    Channel, Ending, Entry, Event,
    persons::{Person, Persons},
};
use abide_plan::{
    evaluate::{Archived, Ground, ValueFate, evaluate_all},
    holds::Held,
    model::Model,
    need::{RowId, World},
    persons::{Ended, Force, ended},
};
use abide_policy::read_policy;
use abide_testkit::world;
use jiff::{Timestamp, civil::Date};

use crate::{bound::plain, each, heights};

fn meant(model: &Model, world: &world::World) -> Vec<Ended> {
    let one = |told: &world::Ended| {
        Some(Ended {
            activity: model.activities.iter().position(|activity| activity.name == told.activity)?,
            kind: told.kind.to_owned(),
            value: told.value.clone(),
            force: if told.waits { Force::OnceNothingRuns } else { Force::AtOnce },
            by: Ending::Objection,
            received: world.today,
        })
    };
    world.ended.iter().filter_map(one).collect()
}

#[test]
fn an_ending_never_raises_a_fate() {
    each(|world| {
        let bound = plain(world);
        let ended = meant(&bound.model, world);
        let seen = |number: usize| World {
            model: &bound.model,
            rows: &bound.rows,
            ended: &ended[..number],
            held: &[],
        };
        let mut before = evaluate_all(seen(0), world.today);
        for number in 1..=ended.len() {
            let after = evaluate_all(seen(number), world.today);
            for (table, (before, after)) in before.iter().zip(&after).enumerate() {
                for (before, after) in before.iter().zip(after) {
                    let (old, new) =
                        (heights(&bound.model, table, before), heights(&bound.model, table, after));
                    let higher = old.iter().zip(&new).any(|(old, new)| new > old);
                    if higher || (before.goes && !after.goes) {
                        return Err(format!("a fate rises\nin {table}\n{before:?}\n{after:?}"));
                    }
                }
            }
            before = after;
        }
        Ok(())
    });
}

/// A policy with an activity of each basis, one of them for marketing.
const POLICY: &str = r#"
format = 1
[controller]
name = "Example"
[activity.letters]
purpose = "newsletter"
basis = "consent"
subjects = ["person"]
data = ["contact"]
keep = "3 years after collected"
[activity.offers]
purpose = "direct-marketing"
basis = "contract"
subjects = ["person"]
data = ["contact"]
keep = "3 years after collected"
[activity.orders]
purpose = "orders"
basis = "contract"
subjects = ["person"]
data = ["contact"]
keep = "3 years after contract_end"
[activity.security]
purpose = "security"
basis = "legitimate-interest"
subjects = ["person"]
data = ["contact"]
keep = "3 years after collected"
[activity.mission]
purpose = "statistics"
basis = "public-interest"
subjects = ["person"]
data = ["contact"]
keep = "3 years after collected"
[activity.emergency]
purpose = "security"
basis = "vital-interest"
subjects = ["person"]
data = ["contact"]
keep = "3 years after collected"
[activity.accounts]
purpose = "accounting"
basis = "legal-obligation"
subjects = ["person"]
data = ["contact"]
keep = "10 years after issued"
"#;

fn person(events: Vec<Event>) -> Person {
    let entries: Vec<Entry> =
        (1..).zip(events).map(|(seq, event)| Entry { seq, at: Timestamp::UNIX_EPOCH, event }).collect();
    Persons::after(&entries).get("p").cloned().unwrap_or_default()
}

fn ending(ending: Ending, activities: &[&str]) -> Event {
    let activities = activities.iter().map(|name| (*name).to_owned()).collect();
    Event::PersonEnded {
        person: "p".to_owned(),
        ending,
        activities,
        received: Date::ZERO,
        channel: Channel::Staff,
    }
}

fn consent(activity: &str) -> Event {
    let (person, activity) = ("p".to_owned(), activity.to_owned());
    Event::PersonConsented { person, activity, received: Date::ZERO, channel: Channel::Staff }
}

fn names(events: Vec<Event>) -> String {
    let policy = read_policy(POLICY).0.expect("the policy is read");
    let found = ended(&policy, &person(events), &[("email", "a@example.com")]);
    let name = |one: &Ended| {
        let waits = if one.force == Force::OnceNothingRuns { "?" } else { "" };
        format!("{}{waits}", policy.activities[one.activity].name.value)
    };
    found.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// LAW.md §2.
#[test]
fn the_basis_says_what_ends() {
    assert_eq!(names(vec![ending(Ending::Objection, &[])]), "letters offers security mission");
    assert_eq!(names(vec![ending(Ending::Withdrawal, &[])]), "letters");
    assert_eq!(names(vec![ending(Ending::Erasure, &[])]), "letters offers? orders? security emergency");
    let all = ["letters", "offers", "orders", "security", "mission", "emergency", "accounts"];
    assert_eq!(names(vec![ending(Ending::Choice, &all)]), "letters offers orders security emergency");
    assert_eq!(names(vec![ending(Ending::Other, &all)]), "");
    assert_eq!(names(vec![ending(Ending::Erasure, &["letters", "accounts"])]), "letters");
}

#[test]
fn a_later_consent_lets_in_again_and_no_earlier_one() {
    let objects = || ending(Ending::Objection, &[]);
    assert_eq!(names(vec![objects(), consent("letters")]), "offers security mission");
    assert_eq!(names(vec![consent("letters"), objects()]), "letters offers security mission");
    assert_eq!(
        names(vec![objects(), consent("letters"), ending(Ending::Withdrawal, &[])]),
        "letters offers security mission"
    );
}

#[test]
fn a_hold_never_lowers_a_fate() {
    each(|world| {
        let bound = plain(world);
        let ended = meant(&bound.model, world);
        let held: Vec<Held> = world
            .held
            .iter()
            .map(|(kind, value)| Held::Person {
                hold: "h".to_owned(),
                kind: (*kind).to_owned(),
                value: value.clone(),
            })
            .collect();
        let seen = |held| World { model: &bound.model, rows: &bound.rows, ended: &ended, held };
        let without = evaluate_all(seen(&[]), world.today);
        let with = evaluate_all(seen(&held), world.today);
        for (table, (without, with)) in without.iter().zip(&with).enumerate() {
            for (row, (without, with)) in without.iter().zip(with).enumerate() {
                let lost = |fate: &ValueFate| matches!(fate, ValueFate::Goes | ValueFate::Blanked);
                let lower = without.values.iter().zip(&with.values).any(|(old, new)| lost(new) && !lost(old));
                let held = seen(&held).is_held(RowId { table, row });
                let kept = |copy: &Archived| copy.ground == Ground::Hold("h".to_owned());
                let loses = held && with.values.iter().any(lost) && !with.copies.iter().any(kept);
                if lower || (with.goes && !without.goes) || loses {
                    return Err(format!("a fate falls\nin {table}\n{without:?}\n{with:?}"));
                }
            }
        }
        Ok(())
    });
}
