//! What changed in what is done with data. An activity that was only given another name is told as such: to people it is the
//! same, and to the map it is not.

use std::collections::BTreeSet;

use super::{Aspect, Bearing, Changes, Names, Turn, categories, periods, texts};
use crate::{
    model::{Activity, Policy},
    span::Spanned,
    texts::Texts,
};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    let pairs = pairs(old, new);
    for activity in &new.activities {
        let was = pairs.iter().find(|(_, now)| now.name == activity.name).map(|(was, _)| *was);
        changes.within = Some(names(was, Some(activity)));
        match was {
            Some(was) => of_both(was, activity, changes),
            None => {
                changes.add(Bearing::Heavier, Aspect::Activity, Turn::Added, &[], &[&activity.name]);
            }
        }
    }
    for activity in &old.activities {
        if !pairs.iter().any(|(was, _)| was.name == activity.name) {
            changes.within = Some(names(Some(activity), None));
            changes.add(Bearing::Lighter, Aspect::Activity, Turn::Removed, &[&activity.name], &[]);
        }
    }
    changes.within = None;
}

fn names(old: Option<&Activity>, new: Option<&Activity>) -> Names {
    let name = |activity: &Activity| activity.name.value.clone();
    Names { old: old.map(name), new: new.map(name) }
}

/// Each old activity with the new one that it became: of the same name, else likely renamed.
pub fn pairs<'p>(old: &'p Policy, new: &'p Policy) -> Vec<(&'p Activity, &'p Activity)> {
    let mut pairs: Vec<_> =
        old.activities.iter().filter_map(|was| Some((was, new.activity(&was.name)?))).collect();
    let gone = old.activities.iter().filter(|was| new.activity(&was.name).is_none());
    for was in gone {
        let free = |now: &&Activity| {
            old.activity(&now.name).is_none() && !pairs.iter().any(|(_, taken)| taken.name == now.name)
        };
        let alike = new.activities.iter().filter(free).filter(|now| is_likely_renamed(was, now));
        // Of several that could be it, the one that is also kept as long.
        let now = alike.clone().find(|now| now.keep == was.keep).or_else(|| alike.clone().next());
        pairs.extend(now.map(|now| (was, now)));
    }
    pairs
}

/// Whether two activities of different names are for the same purpose, on the same basis, with the same data.
fn is_likely_renamed(old: &Activity, new: &Activity) -> bool {
    let data = |activity: &Activity| -> BTreeSet<String> {
        activity.data.iter().map(|category| category.value.clone()).collect()
    };
    old.purpose == new.purpose && old.basis == new.basis && data(old) == data(new)
}

fn of_both(old: &Activity, new: &Activity, changes: &mut Changes) {
    if old.name != new.name {
        changes.add(Bearing::Nominal, Aspect::Activity, Turn::Renamed, &[&old.name], &[&new.name]);
    }
    changes.text(Bearing::Other, Aspect::Purpose, None, Some(&old.purpose), Some(&new.purpose));
    changes.truth(Bearing::Heavier, Aspect::Marketing, None, old.marketing, new.marketing);
    periods::compare(&old.keep, &new.keep, changes);
    categories::compare(&texts(&old.data), &texts(&new.data), changes);
    if old.basis != new.basis {
        changes.add(Bearing::Other, Aspect::Basis, Turn::Changed, &[old.basis.key()], &[new.basis.key()]);
    }
    let since = |one: &Activity| one.since.as_ref().map(|day| day.value.to_string());
    changes.value(Bearing::Other, Aspect::Since, None, since(old).as_deref(), since(new).as_deref());
    told(old, new, changes);
    shown(old, new, changes);
    let lists = [
        (Bearing::Other, Aspect::SubPurpose, &old.sub_purposes, &new.sub_purposes),
        (Bearing::Other, Aspect::ActivitySubsidiary, &old.subsidiaries, &new.subsidiaries),
        (Bearing::Other, Aspect::ActivitySite, &old.sites, &new.sites),
        (Bearing::Heavier, Aspect::Subject, &old.subjects, &new.subjects),
        (Bearing::Heavier, Aspect::ActivityRecipient, &old.recipients, &new.recipients),
        (Bearing::Other, Aspect::ActivityJointController, &old.joint_controllers, &new.joint_controllers),
        (Bearing::Other, Aspect::ActivityMeasure, &old.measures, &new.measures),
    ];
    for (more, aspect, old, new) in lists {
        changes.names(more, aspect, None, &texts(old), &texts(new));
    }
}

/// What people are told of it beside its purpose.
fn told(old: &Activity, new: &Activity, changes: &mut Changes) {
    let texts = [
        (Bearing::Other, Aspect::Interest, &old.interest, &new.interest),
        (Bearing::Other, Aspect::DataSource, &old.source, &new.source),
        (Bearing::Heavier, Aspect::AutomatedDecisions, &old.automated_decisions, &new.automated_decisions),
        (Bearing::Other, Aspect::ActivityOtherwise, &old.otherwise, &new.otherwise),
        (Bearing::Other, Aspect::OnBehalfOf, &old.on_behalf_of, &new.on_behalf_of),
    ];
    for (more, aspect, old, new) in texts {
        let text = |text: &Option<Spanned<Texts>>| text.as_ref().map(|text| text.value.clone());
        changes.text(more, aspect, None, text(old).as_ref(), text(new).as_ref());
    }
    changes.holds(Aspect::NoRecipients, old.no_recipients.is_some(), new.no_recipients.is_some());
    changes.holds(Aspect::Voluntary, old.voluntary.is_some(), new.voluntary.is_some());
    let ground = |one: &Activity| one.special_ground.as_ref().map(|ground| ground.value.key());
    changes.value(Bearing::Other, Aspect::SpecialGround, None, ground(old), ground(new));
    let ways =
        |one: &Activity| -> Vec<&'static str> { one.unsubscribe.iter().map(|way| way.value.key()).collect() };
    changes.names(Bearing::Lighter, Aspect::Unsubscribing, None, &ways(old), &ways(new));
    let untold = (super::untold(&old.unpublished), super::untold(&new.unpublished));
    changes.names(Bearing::Heavier, Aspect::Untold, None, &untold.0, &untold.1);
}

/// What is of use to those who check.
fn shown(old: &Activity, new: &Activity, changes: &mut Changes) {
    let mut value = |aspect, old: Option<&Spanned<String>>, new: Option<&Spanned<String>>| {
        let text = |one: Option<&'_ Spanned<String>>| one.map(|text| text.value.clone());
        changes.value(Bearing::Accountability, aspect, None, text(old).as_deref(), text(new).as_deref());
    };
    // Another word is mostly another purpose, which is told as such.
    if old.purpose == new.purpose {
        value(Aspect::PurposeTerm, old.purpose_key.as_ref(), new.purpose_key.as_ref());
    }
    value(Aspect::Reference, old.reference.as_ref(), new.reference.as_ref());
    value(Aspect::ImpactAssessment, old.impact_assessment.as_ref(), new.impact_assessment.as_ref());
}
