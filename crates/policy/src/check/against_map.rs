//! The policy and the map held against each other.

use abide_phrases::text;

use super::{
    Place, across, bounds, columns, files,
    within_policy::{EVENT, SUBJECT, names, twice},
};
use crate::{
    check::repeated,
    codes,
    finding::Finding,
    map::{DataMap, MapStore, MapTable, Serves},
    model::{Activity, Policy},
    suggest,
};

pub(super) fn check(policy: &Policy, map: &DataMap, findings: &mut Vec<Finding>) {
    for store in &map.stores {
        findings.extend(archive(policy, store));
        for table in &store.tables {
            let place = Place::new(policy, store, table);
            let start = findings.len();
            table_findings(&place, findings);
            columns::check(&place, findings);
            files::check(&place, store, map, findings);
            across::check(&place, map, findings);
            for finding in &mut findings[start..] {
                finding.place.get_or_insert_with(|| place.name.clone());
            }
        }
    }
    findings.extend(unserved(policy, map));
}

/// An activity of the store may end in an archive: then the store needs one, of its own.
fn archive(policy: &Policy, store: &MapStore) -> Option<Finding> {
    let name = &store.name.value;
    let Some(place) = &store.archive else {
        let mut serves = store.tables.iter().flat_map(|table| &table.serves);
        let archives = |serves: &&Serves| {
            policy.activity(&serves.activity).is_some_and(|activity| activity.keep.archives())
        };
        let activity = &serves.find(archives)?.activity;
        let message = text!("no-archive", activity = &activity.value, store = name);
        let finding = Finding::error(codes::NO_ARCHIVE, message, activity.span.clone()).place(name.clone());
        return Some(finding.help(text!("no-archive.help")));
    };
    let inside =
        |table: &MapTable| table.name.value.split_once('.').is_some_and(|(schema, _)| schema == place.value);
    let plain = |wrong: &str| place.value.eq_ignore_ascii_case(wrong);
    let bad = place.value.trim().is_empty()
        || ["public", "main", "temp"].into_iter().any(plain)
        || store.tables.iter().any(inside);
    bad.then(|| {
        let message = text!("bad-archive", store = name);
        let finding = Finding::error(codes::BAD_ARCHIVE, message, place.span.clone());
        finding.place(name.clone()).help(text!("bad-archive.help"))
    })
}

fn table_findings(place: &Place<'_>, findings: &mut Vec<Finding>) {
    let table = place.table;
    let known = &place.policy.vocabulary;
    names(&table.subjects, &known.subjects, SUBJECT, findings);
    names(table.events.iter().map(|(event, _)| event), &known.events, EVENT, findings);
    findings.extend(bounds::forbidden_subjects(place.policy, &place.name, &table.subjects));
    findings.extend(repeated(&table.subjects).into_iter().map(twice));
    if !table.personal {
        findings.extend(impersonal(place));
    } else if table.serves.is_empty() && table.unserved.is_none() {
        findings.push(no_activity(place));
    }
    for serves in &table.serves {
        match place.policy.activity(&serves.activity) {
            Some(activity) => served(place, serves, activity, findings),
            None => findings.push(unknown_activity(place, serves)),
        }
    }
    findings.extend(unused_events(place));
}

fn impersonal(place: &Place<'_>) -> Option<Finding> {
    let table = place.table;
    let name = &place.name;
    let (message, span) = match (table.fields.first(), table.serves.first()) {
        (Some((column, _)), _) => (text!("impersonal-columns", name), &column.span),
        (None, Some(serves)) => (text!("impersonal-serves", name), &serves.activity.span),
        (None, None) => return None,
    };
    let finding = Finding::error(codes::IMPERSONAL_TABLE, message, span.clone());
    Some(finding.help(text!("impersonal-columns.help")))
}

fn no_activity(place: &Place<'_>) -> Finding {
    let message = text!("no-activity", table = &place.name);
    let finding = Finding::warning(codes::NO_ACTIVITY, message, place.table.name.span.clone());
    finding.help(text!("no-activity.help"))
}

fn unknown_activity(place: &Place<'_>, serves: &Serves) -> Finding {
    let name = &serves.activity;
    let near = suggest::nearest(name, place.policy.activities.iter().map(|activity| activity.name.as_str()));
    let otherwise = text!("add-section", section = "activity", file = "policy", name = &name.value);
    let message = text!("unknown-activity", table = &place.name, activity = &name.value);
    let finding = Finding::error(codes::UNKNOWN_ACTIVITY.of(name.span.file), message, name.span.clone());
    finding.label(text!("unknown-activity.label")).help(suggest::did_you_mean(near, otherwise))
}

fn served(place: &Place<'_>, serves: &Serves, activity: &Activity, findings: &mut Vec<Finding>) {
    let table = place.table;
    let name = &serves.activity;
    for event in &activity.keep.events {
        let known = place.policy.events.contains_key(&event.value);
        if known && !table.events.iter().any(|(mapped, _)| mapped.value == event.value) {
            let (event, activity, table) = (&event.value, &name.value, &place.name);
            let message = text!("unmapped-event", activity, event, table);
            let finding = Finding::error(codes::UNMAPPED_EVENT, message, name.span.clone());
            let finding = finding.label(text!("unmapped-event.label", event));
            findings.push(finding.help(text!("unmapped-event.help", event)));
        }
    }
    let shared = table.subjects.iter().any(|subject| activity.subjects.contains(subject));
    if let Some(subject) = table.subjects.first().filter(|_| !shared && !activity.subjects.is_empty()) {
        let (table, subject, activity) = (&place.name, &subject.value, &name.value);
        let message = text!("other-subject", table, subject, activity);
        let finding = Finding::warning(codes::OTHER_SUBJECT, message, name.span.clone());
        findings.push(finding.help(text!("other-subject.help", activity)));
    }
}

fn unused_events(place: &Place<'_>) -> impl Iterator<Item = Finding> {
    let used = |event: &str| {
        place.activities().any(|activity| activity.keep.events.iter().any(|one| one.value == event))
    };
    let known = |event: &str| place.policy.events.contains_key(event);
    let unused = place.table.events.iter().filter(move |(event, _)| known(event) && !used(event));
    unused.map(|(event, _)| {
        let message = text!("unused-event", table = &place.name, event = &event.value);
        let finding = Finding::advice(codes::UNUSED_EVENT, message, event.span.clone());
        finding.help(text!("unused-event.help"))
    })
}

fn unserved(policy: &Policy, map: &DataMap) -> Vec<Finding> {
    let served = |name: &str| {
        let tables = map.stores.iter().flat_map(|store| &store.tables);
        tables.flat_map(|table| &table.serves).any(|serves| serves.activity.value == name)
    };
    let unserved = policy.activities.iter().filter(|activity| !served(&activity.name));
    let finding = |activity: &Activity| {
        let message = text!("unserved-activity", activity = &activity.name.value);
        let finding = Finding::warning(codes::UNSERVED_ACTIVITY, message, activity.name.span.clone());
        finding.help(text!("unserved-activity.help"))
    };
    unserved.map(finding).collect()
}
