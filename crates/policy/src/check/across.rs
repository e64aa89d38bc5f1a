//! Links into other stores: where they lead, and what may be asked over them.

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
    let leads = format!("the link `{}` of `{}` leads to", name.value, place.name);
    let Some(other) = map.store(store) else {
        let near = suggest::nearest(store, map.stores.iter().map(|store| store.name.as_str()));
        let finding = Finding::error(
            codes::UNKNOWN_STORE.of(link.span.file),
            format!("{leads} the store `{store}`"),
            link.span.clone(),
        );
        let otherwise = format!("add a section [store.{store}], or leave the name out");
        return Some(finding.label("not in the map").help(suggest::did_you_mean(near, otherwise)));
    };
    let wrong = |message: String| Finding::error(codes::OTHER_STORE, message, link.span.clone());
    if other.tables.iter().any(|table| std::ptr::eq(table, place.table)) || is_of(place, map, store) {
        return Some(wrong(format!("{leads} `{store}`, its own store")).help("leave the store's name out"));
    }
    if other.tables.iter().all(|table| table.name.value != link.table) {
        let near = suggest::nearest(&link.table, other.tables.iter().map(|table| table.name.as_str()));
        let otherwise = format!("add a section [store.{store}.{}]", link.table);
        let message = format!("{leads} `{store}.{}`, of which the map does not speak", link.table);
        return Some(wrong(message).help(suggest::did_you_mean(near, otherwise)));
    }
    None
}

fn is_of(place: &Place<'_>, map: &DataMap, store: &str) -> bool {
    let tables = map.store(store).map(|store| store.tables.as_slice()).unwrap_or_default();
    tables.iter().any(|table| std::ptr::eq(table, place.table))
}

/// Over such a link periods may be counted, and persons known, from the record itself to the other store's table; nothing else.
fn asks_too_much(place: &Place<'_>, name: &Spanned<String>) -> Vec<Finding> {
    let finding = |span: &Span, what: &str| {
        let message = format!("{what} over the link `{}`, which leads to another store", name.value);
        Finding::error(codes::OTHER_STORE, message, span.clone()).help(
            "over such a link periods are counted and persons known, straight from the record: \"link.column\"",
        )
    };
    let table = place.table;
    let paths = table.events.iter().flat_map(|(_, paths)| paths);
    let further = paths.filter(|path| path.links.len() > 1 && path.links[0] == name.value);
    let mut found: Vec<Finding> =
        further.map(|path| finding(&path.span, "an event is looked for further")).collect();
    let told = table.identities.iter().map(|(_, path)| path);
    let further = told.filter(|path| path.links.len() > 1 && path.links[0] == name.value);
    found.extend(further.map(|path| finding(&path.span, "an identity is looked for further")));
    let conditions = table.serves.iter().filter_map(|serves| serves.condition.as_ref());
    let asking = conditions.filter(|condition| asks(&condition.value, &name.value));
    found.extend(asking.map(|condition| finding(&condition.span, "a condition asks")));
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
        let (what, help) = if link.own.len() != 1 {
            (
                "is looked for over a link of several columns",
                "link one column of each, or leave the identity out".to_owned(),
            )
        } else if !tells {
            let (there, column) = (format!("{}.{}", store.name.value, link.table), &path.column);
            let help =
                format!("write identity = {{ {} = \"{column}\" }} in [store.{there}] as well", kind.value);
            ("is looked for where the other table does not tell it", help)
        } else {
            continue;
        };
        let message = format!("the identity `{}` of `{}` {what}", kind.value, place.name);
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
    let message =
        format!("stores depend on each other in a circle ({}), so none can be the first", round.join(" → "));
    let finding = Finding::error(codes::LINK_CIRCLE, message, link.span.clone());
    Some(finding.help(
        "let one of them keep the date or the identity beside its own records, and leave this link out",
    ))
}
