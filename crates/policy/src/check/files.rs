//! What the map says of files.

use abide_phrases::text;
use std::collections::BTreeMap;

use super::Place;
use crate::{
    codes,
    finding::Finding,
    map::{DataMap, MapStore, MapTable, RowFile, Serves, Shells, StoreUrl},
    model::End,
    pattern::Form,
    span::Spanned,
    suggest,
};

pub(super) fn check(place: &Place<'_>, store: &MapStore, map: &DataMap, findings: &mut Vec<Finding>) {
    findings.extend(fits(place, &store.url));
    findings.extend(place.table.file.as_ref().and_then(|file| row_file(place, file, map)));
    findings.extend(archived(place));
    if !place.table.files.is_empty() {
        findings.extend(other_form(place.table));
        findings.extend(not_for_files(place));
    }
}

/// A phase in the archive would have the file itself moved, which nothing does yet: the activity would lose what it still needs.
fn archived(place: &Place<'_>) -> Option<Finding> {
    let table = place.table;
    if table.files.is_empty() && table.file.is_none() {
        return None;
    }
    let serves = table.serves.iter().find(|serves| {
        place.policy.activity(&serves.activity).is_some_and(|activity| activity.keep.value.archives())
    })?;
    let message = text!("archived-files", activity = &serves.activity.value, table = &place.name);
    let finding = Finding::error(codes::NOT_FOR_FILES, message, serves.activity.span.clone());
    Some(finding.help(text!("archived-files.help")))
}

/// The file that goes with a record is in a folder that the map knows.
fn row_file(place: &Place<'_>, file: &RowFile, map: &DataMap) -> Option<Finding> {
    if !place.table.files.is_empty() {
        let message = text!("file-of-file", table = &place.name);
        let finding = Finding::error(codes::NOT_FOR_FILES, message, file.column.span.clone());
        return Some(finding.help(text!("file-of-file.help")));
    }
    let Some(store) = map.store(&file.store) else {
        let near = suggest::nearest(&file.store, map.stores.iter().map(|store| store.name.as_str()));
        let message = text!("unknown-files", table = &place.name, store = &file.store.value);
        let finding =
            Finding::error(codes::UNKNOWN_STORE.of(file.store.span.file), message, file.store.span.clone());
        return Some(finding.help(suggest::did_you_mean(near, text!("unknown-files.help"))));
    };
    let personal = |table: &MapTable| table.personal && !table.files.is_empty();
    (!store.tables.iter().any(personal)).then(|| {
        let message = text!("no-set", table = &place.name, store = &store.name.value);
        let finding = Finding::error(codes::NO_FILES, message, file.store.span.clone());
        finding.help(text!("no-set.help"))
    })
}

/// A folder's records are files, a database's are not.
fn fits(place: &Place<'_>, url: &Spanned<StoreUrl>) -> Option<Finding> {
    let table = place.table;
    match (url.is_of_files()?, table.files.first()) {
        (true, None) => {
            let message = text!("no-pattern", table = &place.name);
            let finding = Finding::error(codes::NO_FILES, message, table.name.span.clone());
            Some(finding.help(text!("no-pattern.help")))
        }
        (false, Some(pattern)) => {
            let message = text!("pattern-of-table", table = &place.name);
            let finding = Finding::error(codes::NO_FILES, message, pattern.span.clone());
            Some(finding.help(text!("pattern-of-table.help")))
        }
        _ => None,
    }
}

/// One column for each capture, which holds the same under every pattern.
fn other_form(table: &MapTable) -> Vec<Finding> {
    let mut forms: BTreeMap<&str, &Form> = BTreeMap::new();
    let mut findings = Vec::new();
    for pattern in &table.files {
        for (name, form) in pattern.captures() {
            let first = *forms.entry(name).or_insert(form);
            let same = match (first, form) {
                (Form::Date(first), Form::Date(other)) => first.kept_as() == other.kept_as(),
                (Form::Date(_), _) | (_, Form::Date(_)) => false,
                _ => true,
            };
            if !same {
                let message = text!("captured-otherwise", name);
                let finding = Finding::error(codes::NOT_FOR_FILES, message, pattern.span.clone());
                findings.push(finding.help(text!("captured-otherwise.help")));
            }
        }
    }
    findings
}

/// A file is there or it is not: nothing in it can be written over.
fn not_for_files(place: &Place<'_>) -> Vec<Finding> {
    let table = place.table;
    let neutral = table.neutral.first().map(|(name, _)| ("neutral", &name.span));
    let unneeded = table.unneeded.first().map(|name| ("unneeded", &name.span));
    let anonymise = table.anonymise.first().map(|(name, _)| ("anonymise", &name.span));
    let anonymises = |serves: &&Serves| {
        let activity = place.policy.activity(&serves.activity);
        activity.is_some_and(|activity| activity.keep.end == End::Anonymise)
    };
    let ends = table.serves.iter().find(anonymises);
    let ends = ends.map(|serves| ("then anonymise", &serves.activity.span));
    let shells = (table.shells == Shells::Keep).then_some(("shells", &table.name.span));
    let told = |(key, span): (&str, &crate::span::Span)| {
        let message = text!("not-for-files", key, table = &place.name);
        let finding = Finding::error(codes::NOT_FOR_FILES, message, span.clone());
        finding.help(text!("not-for-files.help"))
    };
    [neutral, unneeded, anonymise, ends, shells].into_iter().flatten().map(told).collect()
}
