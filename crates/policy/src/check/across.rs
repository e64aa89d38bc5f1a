//! Links into other stores: where they lead, and what may be asked over them.

use super::Place;
use crate::{
    codes,
    condition::Condition,
    finding::Finding,
    map::{DataMap, Link},
    span::{Span, Spanned},
    suggest,
};

pub(super) fn check(place: &Place<'_>, map: &DataMap, findings: &mut Vec<Finding>) {
    for (name, link) in place.table.links.iter().filter(|(_, link)| link.store.is_some()) {
        match leads_nowhere(place, map, name, link) {
            Some(finding) => findings.push(finding),
            None => {
                findings.extend(asks_too_much(place, name));
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
        let finding =
            Finding::error(codes::UNKNOWN_STORE, format!("{leads} the store `{store}`"), link.span.clone());
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

/// Periods may be counted over such a link, from the record itself to the other store's table, and nothing else.
fn asks_too_much(place: &Place<'_>, name: &Spanned<String>) -> Vec<Finding> {
    let finding = |span: &Span, what: &str| {
        let message = format!("{what} over the link `{}`, which leads to another store", name.value);
        Finding::error(codes::OTHER_STORE, message, span.clone()).help(
            "over such a link only periods are counted, straight from the record: event = \"link.column\"",
        )
    };
    let table = place.table;
    let paths = table.events.iter().flat_map(|(_, paths)| paths);
    let further = paths.filter(|path| path.links.len() > 1 && path.links[0] == name.value);
    let mut found: Vec<Finding> =
        further.map(|path| finding(&path.span, "an event is looked for further")).collect();
    let told = table.identities.iter().filter(|(_, path)| path.links.first() == Some(&name.value));
    found.extend(told.map(|(_, path)| finding(&path.span, "an identity is looked for")));
    let conditions = table.serves.iter().filter_map(|serves| serves.condition.as_ref());
    let asking = conditions.filter(|condition| asks(&condition.value, &name.value));
    found.extend(asking.map(|condition| finding(&condition.span, "a condition asks")));
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

/// Stores whose records count from each other can be planned in no order.
fn circle(place: &Place<'_>, map: &DataMap, name: &Spanned<String>, link: &Spanned<Link>) -> Option<Finding> {
    let across = map.across();
    let this = across.iter().find(|one| std::ptr::eq(one.from.1, place.table) && one.name == name)?;
    let circle = map.circle(&this.from.0.name.value)?;
    if !circle.contains(&this.to.0.name.as_str()) && circle.len() > 1 {
        return None;
    }
    let round: Vec<&str> = circle.iter().copied().chain(circle.first().copied()).collect();
    let message =
        format!("stores count from each other in a circle ({}), so none can be the first", round.join(" → "));
    let finding = Finding::error(codes::LINK_CIRCLE, message, link.span.clone());
    Some(finding.help("let one of them keep the date beside its own records, and leave this link out"))
}
