//! Who decides and who speaks for them, and what protects data.

use super::{Aspect, Bearing, Changes, Turn};
use crate::{
    accountability::{Measure, MeasureKind},
    entity::{Entity, JointController, Subsidiary},
    model::Policy,
};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    controller(old, new, changes);
    joint_controllers(old, new, changes);
    subsidiaries(old, new, changes);
    measures(old, new, changes);
    let address = |policy: &Policy| Some(policy.notice.as_ref()?.address.as_ref()?.value.clone());
    let (before, after) = (address(old), address(new));
    changes.value(Bearing::Nominal, Aspect::NoticeAddress, None, before.as_deref(), after.as_deref());
}

fn controller(old: &Policy, new: &Policy, changes: &mut Changes) {
    let (old, new) = (&old.controller, &new.controller);
    changes.value(Bearing::Other, Aspect::Controller, None, Some(&old.name), Some(&new.name));
    let officers = (&old.data_protection_officer, &new.data_protection_officer);
    entity(Bearing::Lighter, Aspect::Officer, officers.0.as_ref(), officers.1.as_ref(), changes);
    let none = (old.no_data_protection_officer, new.no_data_protection_officer);
    changes.truth(Bearing::Other, Aspect::NoOfficer, None, none.0, none.1);
    let representatives = (old.representative.as_ref(), new.representative.as_ref());
    entity(Bearing::Lighter, Aspect::Representative, representatives.0, representatives.1, changes);
    let values = [
        (Aspect::ControllerCountry, &old.country, &new.country),
        (Aspect::ControllerAddress, &old.address, &new.address),
        (Aspect::ControllerRegistration, &old.registration, &new.registration),
        (Aspect::ControllerContact, &old.contact, &new.contact),
    ];
    for (aspect, old, new) in values {
        changes.value(
            Bearing::Nominal,
            aspect,
            None,
            old.as_ref().map(|text| text.as_str()),
            new.as_ref().map(|text| text.as_str()),
        );
    }
    let zone = |zone: &'_ jiff::tz::TimeZone| zone.iana_name().unwrap_or_default().to_owned();
    let (before, after) = (zone(&old.time_zone), zone(&new.time_zone));
    changes.value(Bearing::Nominal, Aspect::TimeZone, None, Some(&before), Some(&after));
}

/// Somebody beside the controller. Another address is nominal, another name is somebody else.
fn entity(
    bearing: Bearing,
    aspect: Aspect,
    old: Option<&Entity>,
    new: Option<&Entity>,
    changes: &mut Changes,
) {
    let (before, after) = (old.map(lines).unwrap_or_default(), new.map(lines).unwrap_or_default());
    let bearing = match (old, new) {
        (Some(old), Some(new)) if old.name == new.name => Bearing::Nominal,
        (Some(_), Some(_)) => Bearing::Other,
        (Some(_), None) => bearing.reversed(),
        _ => bearing,
    };
    let turn = match (before.is_empty(), after.is_empty()) {
        (true, false) => Turn::Added,
        (false, true) => Turn::Removed,
        _ if before != after => Turn::Changed,
        _ => return,
    };
    changes.add(bearing, aspect, turn, &before, &after);
}

/// The name, and how they are reached.
fn lines(entity: &Entity) -> Vec<&str> {
    let reached = [&entity.country, &entity.address, &entity.contact].into_iter().flatten();
    [&entity.name].into_iter().chain(reached).map(|text| text.value.as_str()).collect()
}

fn joint_controllers(old: &Policy, new: &Policy, changes: &mut Changes) {
    let gone = old.joint_controllers.iter().filter(|one| joint_controller(new, &one.key).is_none());
    for key in new.joint_controllers.iter().chain(gone).map(|one| one.key.as_str()) {
        let entity_of = |policy| joint_controller(policy, key).map(|one| &one.entity);
        entity(Bearing::Other, Aspect::JointController, entity_of(old), entity_of(new), changes);
        let arrangement = |policy| {
            let one = joint_controller(policy, key)?;
            Some(one.arrangement.as_ref()?.value.clone())
        };
        let (before, after): (Option<String>, Option<String>) = (arrangement(old), arrangement(new));
        let of = Some(key);
        changes.value(Bearing::Other, Aspect::Arrangement, of, before.as_deref(), after.as_deref());
    }
}

fn joint_controller<'p>(policy: &'p Policy, key: &str) -> Option<&'p JointController> {
    policy.joint_controllers.iter().find(|one| one.key.value == key)
}

fn subsidiaries(old: &Policy, new: &Policy, changes: &mut Changes) {
    let gone = old.subsidiaries.iter().filter(|one| subsidiary(new, &one.key).is_none());
    for key in new.subsidiaries.iter().chain(gone).map(|one| one.key.as_str()) {
        let entity_of = |policy| subsidiary(policy, key).map(|one| &one.entity);
        entity(Bearing::Other, Aspect::Subsidiary, entity_of(old), entity_of(new), changes);
    }
}

fn subsidiary<'p>(policy: &'p Policy, key: &str) -> Option<&'p Subsidiary> {
    policy.subsidiaries.iter().find(|one| one.key.value == key)
}

fn measures(old: &Policy, new: &Policy, changes: &mut Changes) {
    for measure in &new.measures {
        let name = measure.name.as_str();
        match self::measure(old, name) {
            None => changes.value(Bearing::Lighter, Aspect::Measure, None, None, Some(name)),
            Some(was) => of_both(was, measure, changes),
        }
    }
    for was in old.measures.iter().filter(|was| measure(new, &was.name).is_none()) {
        changes.value(Bearing::Lighter, Aspect::Measure, None, Some(&was.name), None);
    }
}

fn of_both(old: &Measure, new: &Measure, changes: &mut Changes) {
    let name = new.name.as_str();
    if old.says != new.says {
        changes.add(Bearing::Other, Aspect::Measure, Turn::Changed, &[name], &[name]);
    }
    let (was, is) = (kind(old.kind), kind(new.kind));
    changes.value(Bearing::Accountability, Aspect::MeasureKind, Some(name), Some(was), Some(is));
}

fn kind(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Technical => "technical",
        MeasureKind::Organisational => "organisational",
    }
}

fn measure<'p>(policy: &'p Policy, name: &str) -> Option<&'p Measure> {
    policy.measures.iter().find(|one| one.name.value == name)
}
