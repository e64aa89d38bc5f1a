//! Links into other stores: where they lead, and what may be asked over them.

use abide_phrases::{Text, text};

use super::Place;
use crate::{
    codes,
    condition::Condition,
    finding::Finding,
    map::{DataMap, Link, Path},
    span::{Span, Spanned},
    suggest,
};

pub(super) fn check(place: &Place<'_>, map: &DataMap, findings: &mut Vec<Finding>) {
    for (name, link) in place.table.links.iter().filter(|(_, link)| link.store.is_some()) {
        match leads_nowhere(place, map, name, link) {
            Some(finding) => findings.push(finding),
            None => {
                findings.extend(asks_too_much(place, name));
                findings.extend(untold(place, map, name, link));
                findings.extend(circle(place, map, name, link));
            }
        }
    }
}

fn leads_nowhere(
    place: &Place<'_>,
    map: &DataMap,
    name: &Spanned<String>,
    link: &Spanned<Link>,
) -> Option<Finding> {
    let store = link.store.as_deref()?;
    let (name, table) = (&name.value, &place.name);
    let Some(other) = map.store(store) else {
        let near = suggest::nearest(store, map.stores.iter().map(|store| store.name.as_str()));
        let message = text!("link-to-store", name, table, store);
        let finding = Finding::error(codes::UNKNOWN_STORE.of(link.span.file), message, link.span.clone());
        let help = suggest::did_you_mean(near, text!("link-to-store.help", store));
        return Some(finding.label(text!("link-to-store.label")).help(help));
    };
    let wrong = |message: Text| Finding::error(codes::OTHER_STORE, message, link.span.clone());
    if other.tables.iter().any(|table| std::ptr::eq(table, place.table)) || is_of(place, map, store) {
        return Some(
            wrong(text!("link-to-own-store", name, table, store)).help(text!("link-to-own-store.help")),
        );
    }
    if other.tables.iter().all(|table| table.name.value != link.table) {
        let near = suggest::nearest(&link.table, other.tables.iter().map(|table| table.name.as_str()));
        let other = format!("{store}.{}", link.table);
        let help = suggest::did_you_mean(near, text!("link-to-table.help", other = &other));
        return Some(wrong(text!("link-to-table", name, table, other)).help(help));
    }
    None
}

fn is_of(place: &Place<'_>, map: &DataMap, store: &str) -> bool {
    let tables = map.store(store).map(|store| store.tables.as_slice()).unwrap_or_default();
    tables.iter().any(|table| std::ptr::eq(table, place.table))
}

/// Over such a link periods may be counted, and persons known, from the record itself to the other store's table; nothing else.
fn asks_too_much(place: &Place<'_>, name: &Spanned<String>) -> Vec<Finding> {
    let link = &name.value;
    let finding = |span: &Span, message: Text| {
        Finding::error(codes::OTHER_STORE, message, span.clone()).help(text!("event-further.help"))
    };
    let table = place.table;
    let paths = table.events.iter().flat_map(|(_, paths)| paths);
    let further = paths.filter(|path| path.links.len() > 1 && path.links[0] == name.value);
    let mut found: Vec<Finding> =
        further.map(|path| finding(&path.span, text!("event-further", link))).collect();
    let told = table.identities.iter().map(|(_, path)| path);
    let further = told.filter(|path| path.links.len() > 1 && path.links[0] == name.value);
    found.extend(further.map(|path| finding(&path.span, text!("identity-further", link))));
    let conditions = table.serves.iter().filter_map(|serves| serves.condition.as_ref());
    let asking = conditions.filter(|condition| asks(&condition.value, &name.value));
    found.extend(asking.map(|condition| finding(&condition.span, text!("condition-further", link))));
    found
}

/// An identity over a link is a key of the other table's records, of those that tell the identity themselves: so they are under
/// the same holds, and a key is one value.
fn untold(place: &Place<'_>, map: &DataMap, name: &Spanned<String>, link: &Spanned<Link>) -> Vec<Finding> {
    let Some(store) = link.store.as_deref().and_then(|store| map.store(store)) else { return Vec::new() };
    let there = store.tables.iter().find(|table| table.name.value == link.table);
    let over = place
        .table
        .identities
        .iter()
        .filter(|(_, path)| path.links.as_slice() == std::slice::from_ref(&name.value));
    let mut found = Vec::new();
    for (kind, path) in over {
        let tells = there.is_some_and(|table| {
            let direct = |(other, told): &(Spanned<String>, Spanned<Path>)| {
                other.value == kind.value && told.links.is_empty() && told.column == path.column
            };
            table.identities.iter().any(direct)
        });
        let (kind, table) = (&kind.value, &place.name);
        let (message, help) = if link.own.len() != 1 {
            (text!("identity-columns", kind, table), text!("identity-columns.help"))
        } else if !tells {
            let (there, column) = (format!("{}.{}", store.name.value, link.table), &path.column);
            (text!("identity-untold", kind, table), text!("identity-untold.help", kind, column, there))
        } else {
            continue;
        };
        found.push(Finding::error(codes::OTHER_STORE, message, path.span.clone()).help(help));
    }
    found
}

fn asks(condition: &Condition, link: &str) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| asks(part, link)),
        Condition::Not(part) => asks(part, link),
        Condition::Exists { links, .. } => links.value.first().is_some_and(|first| first == link),
        _ => false,
    }
}

/// Stores that depend on each other can be planned in no order.
fn circle(place: &Place<'_>, map: &DataMap, name: &Spanned<String>, link: &Spanned<Link>) -> Option<Finding> {
    let across = map.across();
    let this = across.iter().find(|one| std::ptr::eq(one.from.1, place.table) && one.name == name)?;
    let circle = map.circle(&this.from.0.name.value)?;
    if !circle.contains(&this.to.0.name.as_str()) && circle.len() > 1 {
        return None;
    }
    let round: Vec<&str> = circle.iter().copied().chain(circle.first().copied()).collect();
    let message = text!("link-circle", round = round.join(" → "));
    let finding = Finding::error(codes::LINK_CIRCLE, message, link.span.clone());
    Some(finding.help(text!("link-circle.help")))
}
