//! Where data has to stay.

use super::{Aspect, Bearing, Changes, Turn};
use crate::{model::Policy, territory::Territory};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    for place in &new.territories {
        let was = old.territories.iter().find(|one| one.name == place.name);
        let name = place.name.as_str();
        match was {
            None => changes.value(Bearing::Lighter, Aspect::Territory, Some(name), None, Some(name)),
            Some(was) => {
                changes.names(Bearing::Heavier, Aspect::Region, Some(name), &regions(was), &regions(place));
                extent(was, place, changes);
            }
        }
    }
    for was in old.territories.iter().filter(|was| new.territories.iter().all(|one| one.name != was.name)) {
        changes.value(Bearing::Lighter, Aspect::Territory, Some(&was.name), Some(&was.name), None);
    }
}

fn regions(territory: &Territory) -> Vec<&str> {
    territory.regions.iter().map(|region| region.value.key()).collect()
}

/// What has to stay there: the more, the better for people. Nothing told is everything.
fn extent(old: &Territory, new: &Territory, changes: &mut Changes) {
    let (before, after) = (staying(old), staying(new));
    let within = |some: &[String], all: &[String]| {
        all.is_empty() || (!some.is_empty() && some.iter().all(|one| all.contains(one)))
    };
    let bearing = match (within(&before, &after), within(&after, &before)) {
        (true, true) => return,
        (true, false) => Bearing::Lighter,
        (false, true) => Bearing::Heavier,
        (false, false) => Bearing::Other,
    };
    let change = changes.add(bearing, Aspect::TerritoryExtent, Turn::Changed, &[], &[]);
    (change.from, change.to) = (before, after);
    change.of = Some(new.name.value.clone());
}

/// By their keys in the files: `activity.orders`, `store.shop`.
fn staying(territory: &Territory) -> Vec<String> {
    let activities = territory.activities.iter().map(|name| format!("activity.{}", name.value));
    activities.chain(territory.stores.iter().map(|name| format!("store.{}", name.value))).collect()
}
