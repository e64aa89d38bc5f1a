//! Where data is collected, and what people are asked for there.

use super::{Aspect, Bearing, Changes, Turn, texts, vocabulary};
use crate::{
    collection::{Agreement, Collection, Site},
    model::Policy,
    span::Spanned,
    texts::Texts,
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
    sites(old, new, changes);
}

/// Another name or address of a site is told; one that is new, by its key.
fn sites(old: &Policy, new: &Policy, changes: &mut Changes) {
    changes.names(Bearing::Other, Aspect::Site, None, &keys(&old.sites), &keys(&new.sites));
    for site in &new.sites {
        let lines = |site: &'_ Site| -> Vec<String> {
            [&site.name].into_iter().chain(&site.address).map(|text| text.value.clone()).collect()
        };
        let (was, is) = (old.site(&site.key).map(lines), lines(site));
        if let Some(was) = was.filter(|was| *was != is) {
            let change = changes.add(Bearing::Nominal, Aspect::Site, Turn::Changed, &[], &[]);
            (change.from, change.to) = (was, is);
        }
    }
}

fn of_both(old: &Collection, new: &Collection, changes: &mut Changes) {
    let of = Some(new.key.as_str());
    changes.names(Bearing::Heavier, Aspect::Required, of, &texts(&old.required), &texts(&new.required));
    changes.names(Bearing::Heavier, Aspect::Optional, of, &texts(&old.optional), &texts(&new.optional));
    let lists = [
        (Bearing::Other, Aspect::CollectionActivity, &old.activities, &new.activities),
        (Bearing::Other, Aspect::CollectionSite, &old.sites, &new.sites),
    ];
    for (more, aspect, old, new) in lists {
        changes.names(more, aspect, of, &texts(old), &texts(new));
    }
    changes.truth(Bearing::Heavier, Aspect::Automatic, of, old.automatic, new.automatic);
    let text = |text: &Option<Spanned<Texts>>| text.as_ref().map(|text| text.value.clone());
    let told = [
        (Bearing::Other, Aspect::Otherwise, &old.otherwise, &new.otherwise),
        (Bearing::Other, Aspect::AgreementWording, &old.wording, &new.wording),
        (Bearing::Lighter, Aspect::Alternative, &old.alternative, &new.alternative),
    ];
    for (more, aspect, old, new) in told {
        changes.text(more, aspect, of, text(old).as_ref(), text(new).as_ref());
    }
    vocabulary::label(("collection", &new.key), &old.label, &new.label, changes);
    agreed(old, new, changes);
}

/// How agreement is taken, and to what: where it says neither now nor before to what, it is to all that it is for.
fn agreed(old: &Collection, new: &Collection, changes: &mut Changes) {
    let of = Some(new.key.as_str());
    let (was, is) = (agreement(&old.agreement), agreement(&new.agreement));
    changes.value(Bearing::Other, Aspect::Agreement, of, was, is);
    let is_told = !(old.agreed.is_empty() && new.agreed.is_empty());
    if is_told && was.is_some() && is.is_some() {
        changes.names(Bearing::Other, Aspect::Agreed, of, &texts(old.agreed_to()), &texts(new.agreed_to()));
    }
}

fn agreement(agreement: &Option<Spanned<Agreement>>) -> Option<&'static str> {
    agreement.as_ref().map(|agreement| agreement.value.key())
}

fn keys(sites: &[Site]) -> Vec<&str> {
    sites.iter().map(|site| site.key.as_str()).collect()
}
