//! The policy and the map held against each other.

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
        let message =
            format!("`{}` archives what it needs, and the store `{name}` has no archive", activity.value);
        let finding = Finding::error(codes::NO_ARCHIVE, message, activity.span.clone()).place(name.clone());
        return Some(finding.help(
            "name a place of restricted rights under the store: archive = \"archive\" (a schema or database), or the path of a file on SQLite",
        ));
    };
    let inside =
        |table: &MapTable| table.name.value.split_once('.').is_some_and(|(schema, _)| schema == place.value);
    let plain = |wrong: &str| place.value.eq_ignore_ascii_case(wrong);
    let bad = place.value.trim().is_empty()
        || ["public", "main", "temp"].into_iter().any(plain)
        || store.tables.iter().any(inside);
    bad.then(|| {
        let message = format!("the archive of the store `{name}` is no place of its own");
        Finding::error(codes::BAD_ARCHIVE, message, place.span.clone())
            .place(name.clone())
            .help("name a schema, database or file that holds nothing else: archive = \"archive\"")
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
    let (said, span) = match (table.fields.first(), table.serves.first()) {
        (Some((column, _)), _) => ("has personal columns", &column.span),
        (None, Some(serves)) => ("serves activities", &serves.activity.span),
        (None, None) => return None,
    };
    let message = format!("`{}` is said to hold nothing personal, but {said}", place.name);
    let finding = Finding::error(codes::IMPERSONAL_TABLE, message, span.clone());
    Some(finding.help("leave out `personal = false`, or what speaks of personal data"))
}

fn no_activity(place: &Place<'_>) -> Finding {
    let message =
        format!("the records of `{}` serve no activity, so nothing says how long they stay", place.name);
    let finding = Finding::warning(codes::NO_ACTIVITY, message, place.table.name.span.clone());
    finding.help("say which activities it serves: serves = { accounting = true }; or write personal = false")
}

fn unknown_activity(place: &Place<'_>, serves: &Serves) -> Finding {
    let name = &serves.activity;
    let near = suggest::nearest(name, place.policy.activities.iter().map(|activity| activity.name.as_str()));
    let otherwise = format!("add a section [activity.{}] to the policy", name.value);
    let message =
        format!("`{}` serves the activity `{}`, which the policy does not have", place.name, name.value);
    let finding = Finding::error(codes::UNKNOWN_ACTIVITY.of(name.span.file), message, name.span.clone())
        .label("not in the policy");
    finding.help(suggest::did_you_mean(near, otherwise))
}

fn served(place: &Place<'_>, serves: &Serves, activity: &Activity, findings: &mut Vec<Finding>) {
    let table = place.table;
    let name = &serves.activity;
    for event in &activity.keep.events {
        let known = place.policy.events.contains_key(&event.value);
        if known && !table.events.iter().any(|(mapped, _)| mapped.value == event.value) {
            let event = &event.value;
            let message = format!(
                "`{}` counts from `{event}`, and the map does not say where its date is for `{}`",
                name.value, place.name
            );
            let finding = Finding::error(codes::UNMAPPED_EVENT, message, name.span.clone());
            let help =
                format!("add the column to `events`: {event} = \"column\", or {event} = \"link.column\"");
            findings.push(finding.label(format!("`{event}` is not mapped")).help(help));
        }
    }
    let shared = table.subjects.iter().any(|subject| activity.subjects.contains(subject));
    if let Some(subject) = table.subjects.first().filter(|_| !shared && !activity.subjects.is_empty()) {
        let message = format!(
            "`{}` is about `{}`, and the activity `{}` that it serves is not",
            place.name, subject.value, name.value
        );
        let finding = Finding::warning(codes::OTHER_SUBJECT, message, name.span.clone());
        findings.push(
            finding.help(format!("add the subject to `{}` in the policy, or correct the map", name.value)),
        );
    }
}

fn unused_events(place: &Place<'_>) -> impl Iterator<Item = Finding> {
    let used = |event: &str| {
        place.activities().any(|activity| activity.keep.events.iter().any(|one| one.value == event))
    };
    let known = |event: &str| place.policy.events.contains_key(event);
    let unused = place.table.events.iter().filter(move |(event, _)| known(event) && !used(event));
    unused.map(|(event, _)| {
        let message = format!("no activity that `{}` serves counts from `{}`", place.name, event.value);
        let finding = Finding::advice(codes::UNUSED_EVENT, message, event.span.clone());
        finding.help("leave it out, or count from it in a `keep`")
    })
}

fn unserved(policy: &Policy, map: &DataMap) -> Vec<Finding> {
    let served = |name: &str| {
        let tables = map.stores.iter().flat_map(|store| &store.tables);
        tables.flat_map(|table| &table.serves).any(|serves| serves.activity.value == name)
    };
    let unserved = policy.activities.iter().filter(|activity| !served(&activity.name));
    let finding = |activity: &Activity| {
        let message = format!("no table of the map serves the activity `{}`", activity.name.value);
        let finding = Finding::warning(codes::UNSERVED_ACTIVITY, message, activity.name.span.clone());
        finding.help("say in the map which tables do: its periods are kept nowhere")
    };
    unserved.map(finding).collect()
}
