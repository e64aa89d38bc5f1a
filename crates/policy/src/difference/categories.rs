//! Which data is used more or less. Categories are a tree, so that one may take the place of what is above or below it.

use super::{Aspect, Bearing, Changes, Turn};
use crate::model::covers;

pub(super) fn compare(old: &[&str], new: &[&str], changes: &mut Changes) {
    for category in new.iter().filter(|category| !covered(category, old)) {
        let parts: Vec<&str> = old.iter().copied().filter(|part| covers(category, part)).collect();
        let turn = if parts.is_empty() { Turn::Added } else { Turn::Wider };
        changes.add(Bearing::Heavier, Aspect::Category, turn, &parts, &[category]);
    }
    for category in old.iter().filter(|category| !covered(category, new)) {
        let parts: Vec<&str> = new.iter().copied().filter(|part| covers(category, part)).collect();
        let turn = if parts.is_empty() { Turn::Removed } else { Turn::Narrower };
        changes.add(Bearing::Lighter, Aspect::Category, turn, &[category], &parts);
    }
}

fn covered(category: &str, by: &[&str]) -> bool {
    by.iter().any(|above| covers(above, category))
}
