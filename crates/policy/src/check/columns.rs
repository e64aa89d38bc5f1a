//! What the map says of a table's columns.

use abide_phrases::text;

use super::{
    Place, repeated,
    within_policy::{CATEGORY, names, twice},
};
use crate::{
    codes,
    condition::Condition,
    finding::Finding,
    model::{Activity, End, covers},
    rules::behind,
    span::{Span, Spanned},
    suggest,
};

pub(super) fn check(place: &Place<'_>, findings: &mut Vec<Finding>) {
    let table = place.table;
    let known = &place.policy.vocabulary;
    names(table.fields.iter().map(|(_, category)| category), &known.categories, CATEGORY, findings);
    findings.extend(repeated(&table.not_personal).into_iter().map(twice));
    findings.extend(repeated(&table.unneeded).into_iter().map(twice));
    findings.extend(contradictions(place));
    findings.extend(table.fields.iter().filter_map(|(column, category)| forbidden(place, column, category)));
    if table.personal && !table.serves.is_empty() && place.activities().next().is_some() {
        let may_be = |category: &str| {
            known.categories.contains_key(category) && place.policy.forbids(category).is_none()
        };
        let known_fields = table.fields.iter().filter(|(_, one)| may_be(&one.value));
        findings.extend(known_fields.filter_map(|(column, category)| need(place, column, category)));
    }
    findings.extend(unused_transforms(place));
    if table.personal {
        findings.extend(unspoken(place));
    }
}

/// A column of what may be held nowhere: an error, until the map says that it is to be removed.
fn forbidden(place: &Place<'_>, column: &Spanned<String>, category: &Spanned<String>) -> Option<Finding> {
    let clauses = behind(&place.policy.forbids(category)?.clauses);
    let (at, category_name) = (at(place, column), &category.value);
    let removed = place.table.unneeded.iter().any(|one| one.value == column.value);
    let finding = if removed {
        let message = text!("forbidden-removed", column = &at, category = category_name, clauses);
        let finding = Finding::warning(codes::FORBIDDEN_FIELD, message, category.span.clone());
        finding.help(text!("forbidden-removed.help"))
    } else {
        let message = text!("forbidden-field", column = &at, category = category_name, clauses);
        let finding = Finding::error(codes::FORBIDDEN_FIELD, message, category.span.clone());
        finding.help(text!("forbidden-field.help", column = &column.value))
    };
    Some(finding.place(at))
}

fn contradictions(place: &Place<'_>) -> impl Iterator<Item = Finding> {
    let table = place.table;
    let personal = |column: &&Spanned<String>| {
        table.fields.iter().any(|(field, _)| field.value == column.value) || table.unneeded.contains(column)
    };
    table.not_personal.iter().filter(personal).map(|column| {
        let message = text!("personal-or-not", column = at(place, column));
        let finding = Finding::error(codes::CONTRADICTION.of(column.span.file), message, column.span.clone());
        finding.label(text!("personal-or-not.label")).place(at(place, column)).help(text!("keep-one"))
    })
}

/// Whether the activities that a table serves need a column.
fn need(place: &Place<'_>, column: &Spanned<String>, category: &Spanned<String>) -> Option<Finding> {
    let needed = place.activities().find(|activity| activity.needs(category));
    let confirmed = place.table.unneeded.iter().find(|one| one.value == column.value);
    let finding = match (needed, confirmed) {
        (Some(activity), Some(listed)) => {
            let activity = &activity.name.value;
            let message = text!("needed-column", column = at(place, column), activity);
            let finding = Finding::error(codes::NEEDED_COLUMN, message, listed.span.clone());
            finding.help(text!("needed-column.help", category = &category.value))
        }
        (None, None) => coarse(place, column, category).unwrap_or_else(|| unneeded(place, column, category)),
        _ => return None,
    };
    Some(finding.place(at(place, column)))
}

/// A category above one that is needed: the column may hold it, and more.
fn coarse(place: &Place<'_>, column: &Spanned<String>, category: &Spanned<String>) -> Option<Finding> {
    let finer = place.activities().flat_map(|activity| &activity.data).find(|data| covers(category, data))?;
    let (coarse, finer) = (&category.value, &finer.value);
    let message = text!("coarse-field", column = at(place, column), coarse, finer);
    let finding = Finding::advice(codes::COARSE_FIELD, message, category.span.clone());
    Some(finding.help(text!("coarse-field.help", column = &column.value, finer)))
}

fn unneeded(place: &Place<'_>, column: &Spanned<String>, category: &Spanned<String>) -> Finding {
    let (table, column_name, category) = (&place.name, &column.value, &category.value);
    let message = text!("unneeded-field", table, category);
    let finding = Finding::warning(codes::UNNEEDED_FIELD, message, column.span.clone());
    let help = text!("unneeded-field.help", column = column_name, category);
    finding.label(text!("unneeded-field.label")).help(help)
}

/// Transforms that nothing will ever make use of: no activity that needs the column ends by making data anonymous.
fn unused_transforms(place: &Place<'_>) -> impl Iterator<Item = Finding> {
    let table = place.table;
    let used = |column: &Spanned<String>| {
        let category = table.fields.iter().find(|(field, _)| field.value == column.value);
        category.is_none_or(|(_, category)| {
            let anonymises = |activity: &Activity| activity.keep.end == End::Anonymise;
            place.activities().any(|activity| anonymises(activity) && activity.needs(category))
        }) && !table.not_personal.iter().any(|one| one.value == column.value)
    };
    table.anonymise.iter().filter(move |(column, _)| !used(column)).map(|(column, _)| {
        let message = text!("unused-transform", column = at(place, column));
        let finding = Finding::warning(codes::UNUSED_TRANSFORM, message, column.span.clone());
        finding.place(at(place, column)).help(text!("unused-transform.help"))
    })
}

/// Columns of the table itself that are named somewhere, but of which the map does not say whether they are personal.
fn unspoken(place: &Place<'_>) -> Vec<Finding> {
    let table = place.table;
    let spoken = |name: &str| {
        table.fields.iter().any(|(field, _)| field.value == name)
            || table.not_personal.iter().chain(&table.unneeded).any(|one| one.value == name)
    };
    let mut named = named(place);
    named.retain(|(name, _, _)| !spoken(name));
    named.sort_by_key(|(_, span, _)| span.start);
    let mut seen = std::collections::BTreeSet::new();
    named.retain(|(name, _, _)| seen.insert(name.clone()));
    named.into_iter().map(|(name, span, by)| unspoken_finding(place, &name, span, by)).collect()
}

fn unspoken_finding(place: &Place<'_>, name: &str, span: Span, by: &str) -> Finding {
    let table = place.table;
    let spoken =
        table.fields.iter().map(|(field, _)| field).chain(&table.not_personal).chain(&table.unneeded);
    let near = suggest::nearest(name, spoken.map(|one| one.as_str()));
    let column = format!("{}.{name}", place.name);
    let message = text!("unspoken-column", by, column = &column);
    let finding = Finding::error(codes::UNSPOKEN_COLUMN, message, span).place(column);
    finding.help(suggest::did_you_mean(near, text!("unspoken-column.help")))
}

/// Columns of the table itself, where they are named, and by what.
fn named(place: &Place<'_>) -> Vec<(String, Span, &'static str)> {
    let table = place.table;
    let mut named = Vec::new();
    for serves in &table.serves {
        if let Some(condition) = &serves.condition {
            in_condition(condition, &mut named);
        }
    }
    let events = table.events.iter().flat_map(|(_, paths)| paths).map(|path| (path, "event"));
    let identities = table.identities.iter().map(|(_, path)| (path, "identity"));
    for (path, by) in events.chain(identities).filter(|(path, _)| path.links.is_empty()) {
        named.push((path.column.clone(), path.span.clone(), by));
    }
    for (_, link) in &table.links {
        named.extend(link.own.iter().map(|column| (column.clone(), link.span.clone(), "link")));
    }
    let file = table.file.iter().map(|file| (file.column.value.clone(), file.column.span.clone(), "file"));
    named.extend(file);
    let formats = table.formats.iter().map(|(column, _)| (column, "formats"));
    let neutral = table.neutral.iter().map(|(column, _)| (column, "neutral"));
    let anonymise = table.anonymise.iter().map(|(column, _)| (column, "anonymise"));
    named.extend(
        formats
            .chain(neutral)
            .chain(anonymise)
            .map(|(column, by)| (column.value.clone(), column.span.clone(), by)),
    );
    named
}

fn in_condition(condition: &Condition, named: &mut Vec<(String, Span, &'static str)>) {
    match condition {
        // The columns after EXISTS are those of another table.
        Condition::Constant(_) | Condition::Exists { .. } => {}
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| in_condition(part, named));
        }
        Condition::Not(inner) => in_condition(inner, named),
        Condition::Compare { column, .. }
        | Condition::In { column, .. }
        | Condition::IsNull(column)
        | Condition::Holds(column) => named.push((column.value.clone(), column.span.clone(), "condition")),
    }
}

fn at(place: &Place<'_>, column: &str) -> String {
    format!("{}.{column}", place.name)
}
