//! Where stores, processors and recipients are, against the countries in which the law lets data be.

use abide_law::{
    Severity,
    pack::{Countries, Entry, Rule, Standing},
};
use abide_phrases::{Text, Value, text};

use super::{Law, cited};
use crate::{
    codes,
    finding::Finding,
    map::{DataMap, MapStore},
    model::Policy,
    recipient::{Recipient, Safeguard},
    span::Spanned,
};

pub(super) fn check(policy: &Policy, map: Option<&DataMap>, law: &Law<'_>) -> Vec<Finding> {
    let stores = map.into_iter().flat_map(|map| &map.stores).filter_map(|store| store_at(store, policy));
    let recipients = policy.recipients.iter().filter(|one| one.is_on(law.today)).flat_map(recipient_at);
    stores.chain(recipients).filter_map(|place| elsewhere(&place, law)).collect()
}

/// Data in a country.
struct Place<'m> {
    /// What is there: `processor`, `recipient`, `store`.
    role: &'static str,
    name: &'m str,
    country: &'m Spanned<String>,
    safeguard: Option<Safeguard>,
}

fn store_at<'m>(store: &'m MapStore, policy: &Policy) -> Option<Place<'m>> {
    let run_by = store.run_by.as_ref().and_then(|name| policy.recipient(name));
    Some(Place {
        role: "store",
        name: &store.name,
        country: store.location.as_ref()?,
        safeguard: run_by.and_then(|one| one.safeguard.as_ref()).map(|safeguard| safeguard.value),
    })
}

fn recipient_at(one: &Recipient) -> impl Iterator<Item = Place<'_>> {
    one.location.iter().map(move |country| Place {
        role: one.role_name(),
        name: &one.key,
        country,
        safeguard: one.safeguard.as_ref().map(|safeguard| safeguard.value),
    })
}

fn entries<'l>(law: &Law<'l>) -> Vec<(&'l Entry, &'l Countries)> {
    let countries = |entry: &'l Entry| match &entry.rule {
        Rule::Country(countries) => Some((entry, countries)),
        _ => None,
    };
    law.entries().filter_map(countries).collect()
}

/// Data in a country where it may not be, is not sure to, or may be no longer, and that nothing else protects there.
fn elsewhere(place: &Place<'_>, law: &Law<'_>) -> Option<Finding> {
    let entries = entries(law);
    let there = || entries.iter().filter(|(_, countries)| countries.countries.contains(&place.country.value));
    let in_force = || there().filter(|(entry, _)| entry.holds(law.today));
    if in_force().any(|(_, countries)| countries.only.is_none()) {
        return None;
    }
    let (role, name, country) = (place.role, place.name, &place.country.value);
    let (entry, severity, label, message) = if let Some((entry, countries)) = in_force().next() {
        let only = countries.only.as_ref().map_or_else(|| Value::from(""), |only| Value::in_each(&[only]));
        let message = text!("country-for-some", role, name, country, only);
        (entry, Severity::Advice, text!("country-for-some.label"), message)
    } else if let Some((entry, _)) = there().next() {
        let message = text!("country-no-more", role, name, country);
        (entry, entry.severity, when(entry, law), message)
    } else {
        // What lets data be where the law itself holds is cited for all other places.
        let (entry, _) = entries.iter().find(|(_, countries)| countries.standing == Standing::Within)?;
        let message = text!("third-country", role, name, country);
        (entry, entry.severity, text!("third-country.label"), message)
    };
    let (severity, help) = weighed(place, severity)?;
    let finding = Finding::new(codes::THIRD_COUNTRY, severity, message).at(place.country.span.clone());
    Some(finding.label(label).law(cited(entry)).help(help))
}

/// What it weighs in view of the safeguard, and what to do; none when the safeguard is enough.
fn weighed(place: &Place<'_>, severity: Severity) -> Option<(Severity, Text)> {
    let for_some = severity == Severity::Advice;
    match place.safeguard {
        None if for_some => Some((severity, text!("country-for-some.help"))),
        None if place.role == "store" => Some((severity, text!("third-country.move"))),
        None => Some((severity, text!("third-country.help"))),
        Some(Safeguard::Adequacy) if for_some => None,
        Some(Safeguard::Adequacy) => Some((severity, text!("third-country.adequacy"))),
        Some(Safeguard::Derogation) => Some((Severity::Advice, text!("third-country.derogation"))),
        Some(_) => None,
    }
}

fn when(entry: &Entry, law: &Law<'_>) -> Text {
    match (entry.valid_from, entry.valid_until) {
        (Some(from), _) if law.today < from => text!("country-no-more.from", from),
        (_, Some(until)) => text!("country-no-more.until", until),
        _ => text!("country-no-more.label"),
    }
}
