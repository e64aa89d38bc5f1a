//! How activities keep data of which the law says how, whatever it is for.

use abide_law::pack::{Entry, Rule, Storage};
use abide_phrases::{one_of, text};

use super::{Law, cited};
use crate::{
    codes,
    finding::{Finding, Severity},
    model::{Activity, Policy, covers},
    span::Spanned,
    vocabulary::Vocabulary,
};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    for activity in &policy.activities {
        findings.extend(first(activity, law, at_all));
        findings.extend(first(activity, law, whole));
    }
}

/// What the first rule has against the activity: several laws may say the same.
fn first(
    activity: &Activity,
    law: &Law<'_>,
    check: impl Fn(&Activity, &Entry, &Storage) -> Option<Finding>,
) -> Option<Finding> {
    let mut rules = law.all(|rule| match rule {
        Rule::Storage(storage) => Some(storage),
        _ => None,
    });
    rules.find_map(|(entry, storage)| check(activity, entry, storage))
}

/// The data that the rule is about, as far as the activity names it: a whole branch of the tree is about the rest of it, too.
fn named<'a>(activity: &'a Activity, storage: &Storage) -> Option<&'a Spanned<String>> {
    activity.data.iter().find(|data| storage.data.iter().any(|one| covers(one, data)))
}

/// Kept after what it may only be kept until.
fn at_all(activity: &Activity, entry: &Entry, storage: &Storage) -> Option<Finding> {
    let data = named(activity, storage).filter(|_| !storage.until.is_empty())?;
    // Of an event of the policy's own nobody knows whether it is later.
    let later = |event: &Spanned<String>| {
        Vocabulary::built_in().events.contains_key(&event.value) && !storage.until.contains(&event.value)
    };
    let stays = activity.keep.periods().iter().any(|period| period.amount > 0);
    if !stays && !activity.keep.events.iter().any(later) {
        return None;
    }
    let (name, data) = (&activity.name.value, &data.value);
    let message = text!("kept-at-all", name, data, until = one_of(&storage.until));
    let finding = Finding::new(codes::KEPT_AT_ALL, entry.severity, message).at(activity.keep.span.clone());
    let finding = finding.label(text!("kept-at-all.label")).law(cited(entry));
    // As a policy writes it, in whatever language that is told.
    Some(finding.help(text!("kept-at-all.help", until = storage.until.join(" or "))))
}

/// Kept itself, where something else is kept in its place. How it is stored no policy tells.
fn whole(activity: &Activity, entry: &Entry, storage: &Storage) -> Option<Finding> {
    let data = named(activity, storage)?;
    let instead = storage.instead.first()?;
    let message = text!("kept-whole", name = &activity.name.value, data = &data.value);
    let finding = Finding::new(codes::KEPT_WHOLE, Severity::Advice, message).at(data.span.clone());
    Some(finding.law(cited(entry)).help(text!("kept-whole.help", instead)))
}
