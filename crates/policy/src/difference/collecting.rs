//! Where data is collected, and what people are asked for there.

use super::{Aspect, Bearing, Changes, texts};
use crate::{
    collection::{Agreement, Collection, Site},
    model::Policy,
    span::Spanned,
};

pub(super) fn compare(old: &Policy, new: &Policy, changes: &mut Changes) {
    for one in &new.collections {
        match old.collections.iter().find(|was| was.key == one.key) {
            Some(was) => of_both(was, one, changes),
            None => changes.value(Bearing::Other, Aspect::Collection, None, None, Some(&one.key)),
        }
    }
    for was in old.collections.iter().filter(|was| new.collections.iter().all(|one| one.key != was.key)) {
        changes.value(Bearing::Other, Aspect::Collection, None, Some(&was.key), None);
    }
    changes.names(Bearing::Other, Aspect::Site, None, &keys(&old.sites), &keys(&new.sites));
}

fn of_both(old: &Collection, new: &Collection, changes: &mut Changes) {
    let of = Some(new.key.as_str());
    changes.names(Bearing::Heavier, Aspect::Required, of, &texts(&old.required), &texts(&new.required));
    changes.names(Bearing::Heavier, Aspect::Optional, of, &texts(&old.optional), &texts(&new.optional));
    let otherwise = |one: &'_ Collection| one.otherwise.as_ref().map(|text| text.value.clone());
    let (before, after) = (otherwise(old), otherwise(new));
    changes.text(Bearing::Other, Aspect::Otherwise, of, before.as_ref(), after.as_ref());
    changes.value(
        Bearing::Other,
        Aspect::Agreement,
        of,
        agreement(&old.agreement),
        agreement(&new.agreement),
    );
}

fn agreement(agreement: &Option<Spanned<Agreement>>) -> Option<&'static str> {
    agreement.as_ref().map(|agreement| agreement.value.key())
}

fn keys(sites: &[Site]) -> Vec<&str> {
    sites.iter().map(|site| site.key.as_str()).collect()
}
