//! Which rights people win or lose by a change: another basis, a purpose that counts as marketing, another law.

use abide_law::pack::Answer;
use abide_policy::{
    difference::{Aspect, Bearing, Change, Names, Turn, pairs},
    model::Activity,
};

use super::Both;
use crate::notice::rights::Right;

/// The rights that changed in the activities that are in both versions; none where the law of either does not tell.
pub(super) fn compare(both: &Both<'_>) -> Vec<Change> {
    let pairs = pairs(both.old.policy, both.new.policy);
    pairs.into_iter().flat_map(|(old, new)| of_activity(both, old, new)).collect()
}

fn of_activity(both: &Both<'_>, old: &Activity, new: &Activity) -> Vec<Change> {
    let rights = (both.old.law.rights(old.basis.value), both.new.law.rights(new.basis.value));
    let (Some(before), Some(after)) = rights else { return Vec::new() };
    let names = Names { old: Some(old.name.value.clone()), new: Some(new.name.value.clone()) };
    let answers = Right::ALL
        .into_iter()
        .map(|right| (right, right.answer(before, old.marketing), right.answer(after, new.marketing)));
    let changed = answers.filter(|(_, was, is)| was != is);
    changed
        .map(|(right, was, is)| Change { activity: Some(names.clone()), ..of_right(right.key(), was, is) })
        .collect()
}

/// `message` is that of the right: `right-erase`.
fn of_right(message: &str, was: Answer, is: Answer) -> Change {
    let key = message.strip_prefix("right-").unwrap_or(message);
    let (bearing, turn) = match (was, is) {
        (Answer::No, _) => (Bearing::Lighter, Turn::Added),
        (_, Answer::No) => (Bearing::Heavier, Turn::Removed),
        (Answer::Limited, _) => (Bearing::Lighter, Turn::Wider),
        _ => (Bearing::Heavier, Turn::Narrower),
    };
    let named = |is_there| if is_there { vec![key.to_owned()] } else { Vec::new() };
    Change {
        bearing,
        aspect: Aspect::Right,
        turn,
        activity: None,
        of: None,
        from: named(was != Answer::No),
        to: named(is != Answer::No),
    }
}
