//! What a person can end follows from the basis, as the law pack has it.
#![allow(clippy::unwrap_used, clippy::panic)] // a test's way to fail

use abide_law::pack::{Answer, Packs, Rights, Rule};
use abide_ledger::Ending;
use abide_plan::persons::{Force, force};
use abide_policy::{model::Activity, read_policy};

/// An activity on that basis, for a purpose of the vocabulary.
fn activity(basis: &str, purpose: &str) -> Activity {
    let text = format!(
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = '{purpose}'\nbasis = '{basis}'\n\
         subjects = 'customer'\ndata = 'contact'\nkeep = '1 year after collected'"
    );
    let (policy, findings) = read_policy(&text);
    assert_eq!(findings, []);
    policy.unwrap().activities.remove(0)
}

fn rights() -> Vec<Rights> {
    let packs = Packs::shipped();
    let rights: Vec<Rights> = packs
        .entries()
        .filter_map(|entry| match &entry.rule {
            Rule::Right(rights) => Some(rights.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(rights.len(), 6, "one for each basis");
    rights
}

#[test]
fn an_ending_has_force_where_there_is_a_right() {
    for rights in rights() {
        let activity = activity(rights.basis.key(), "orders");
        let ends = |ending| force(ending, &activity).is_some();
        assert_eq!(ends(Ending::Objection), rights.object == Answer::Yes, "objection: {:?}", rights.basis);
        assert_eq!(
            ends(Ending::Withdrawal),
            rights.object == Answer::Withdraw,
            "withdrawal: {:?}",
            rights.basis
        );
        assert_eq!(ends(Ending::Erasure), rights.erase == Answer::Yes, "erasure: {:?}", rights.basis);
    }
}

#[test]
fn an_objection_to_marketing_has_force_whatever_the_basis() {
    for rights in rights() {
        let activity = activity(rights.basis.key(), "direct-marketing");
        assert_eq!(force(Ending::Objection, &activity), Some(Force::AtOnce), "{:?}", rights.basis);
    }
}
