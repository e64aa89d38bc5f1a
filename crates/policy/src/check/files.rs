//! What the map says of files.

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
    let message = format!(
        "`{}` ends in the archive, and the files of `{}` cannot be moved there",
        serves.activity.value, place.name
    );
    let finding = Finding::error(codes::NOT_FOR_FILES, message, serves.activity.span.clone());
    Some(finding.help("give what is needed after the active phase an activity of its own without `archive`"))
}

/// The file that goes with a record is in a folder that the map knows.
fn row_file(place: &Place<'_>, file: &RowFile, map: &DataMap) -> Option<Finding> {
    if !place.table.files.is_empty() {
        let message = format!("the records of `{}` are files themselves", place.name);
        let finding = Finding::error(codes::NOT_FOR_FILES, message, file.column.span.clone());
        return Some(finding.help("leave `file` out"));
    }
    let Some(store) = map.store(&file.store) else {
        let near = suggest::nearest(&file.store, map.stores.iter().map(|store| store.name.as_str()));
        let message = format!(
            "the files of `{}` are in the store `{}`, which the map does not have",
            place.name, file.store.value
        );
        let finding =
            Finding::error(codes::UNKNOWN_STORE.of(file.store.span.file), message, file.store.span.clone());
        return Some(finding.help(suggest::did_you_mean(
            near,
            "add a store whose url is folder:PATH or s3://BUCKET/PREFIX".to_owned(),
        )));
    };
    let personal = |table: &MapTable| table.personal && !table.files.is_empty();
    (!store.tables.iter().any(personal)).then(|| {
        let message = format!(
            "the files of `{}` are in the store `{}`, and no set of it is of files with personal data",
            place.name, store.name.value
        );
        let finding = Finding::error(codes::NO_FILES, message, file.store.span.clone());
        finding.help("add a set whose pattern they fit: only files of a set are ever removed")
    })
}

/// A folder's records are files, a database's are not.
fn fits(place: &Place<'_>, url: &Spanned<StoreUrl>) -> Option<Finding> {
    let table = place.table;
    match (url.is_of_files()?, table.files.first()) {
        (true, None) => {
            let message = format!("nothing says which files of the store are `{}`", place.name);
            let finding = Finding::error(codes::NO_FILES, message, table.name.span.clone());
            Some(finding.help("add a pattern: files = \"*.log\", or files = \"{day:%Y-%m-%d}/*.mp4\""))
        }
        (false, Some(pattern)) => {
            let message = format!("`{}` is a table of a database, and has no files", place.name);
            let finding = Finding::error(codes::NO_FILES, message, pattern.span.clone());
            Some(finding.help("leave `files` out, or name the folder or bucket in the store's url: folder:PATH, s3://BUCKET/PREFIX"))
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
                let message = format!("`{name}` is captured as one thing here and as another before");
                let finding = Finding::error(codes::NOT_FOR_FILES, message, pattern.span.clone());
                findings.push(finding.help("choose another name for one of them"));
            }
        }
    }
    findings
}

/// A file is there or it is not: nothing in it can be written over.
fn not_for_files(place: &Place<'_>) -> Vec<Finding> {
    let table = place.table;
    let neutral = table.neutral.first().map(|(name, _)| ("`neutral`", &name.span));
    let unneeded = table.unneeded.first().map(|name| ("`unneeded`", &name.span));
    let anonymise = table.anonymise.first().map(|(name, _)| ("`anonymise`", &name.span));
    let anonymises = |serves: &&Serves| {
        let activity = place.policy.activity(&serves.activity);
        activity.is_some_and(|activity| activity.keep.end == End::Anonymise)
    };
    let ends = table.serves.iter().find(anonymises);
    let ends = ends.map(|serves| ("`then anonymise`", &serves.activity.span));
    let shells = (table.shells == Shells::Keep).then_some(("`shells`", &table.name.span));
    let told = |(key, span): (&str, &crate::span::Span)| {
        let message = format!(
            "{key} means nothing for the files of `{}`: what is in a file is not written over",
            place.name
        );
        let finding = Finding::error(codes::NOT_FOR_FILES, message, span.clone());
        finding.help("leave it out: a file stays whole while an activity needs any of it, and then goes")
    };
    [neutral, unneeded, anonymise, ends, shells].into_iter().flatten().map(told).collect()
}
