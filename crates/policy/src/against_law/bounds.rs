//! What the policy itself promises, as far as it takes a day to see whether it is so: to whom nothing goes, and where data stays.
//! Like what the law has against a policy, it keeps nothing from being done: data outside its territory has to be removed, too.

use abide_law::pack::{Rule, Standing};
use abide_phrases::{listed, text};

use super::Law;
use crate::{
    check::goes_to,
    codes,
    country::{ECONOMIC_AREA, UNION},
    finding::Finding,
    forbidden::ForbiddenRecipient,
    map::{DataMap, MapStore},
    model::Policy,
    recipient::{Recipient, Safeguard},
    rules::behind,
    span::Spanned,
    territory::{Region, Territory},
};

pub(super) fn check(policy: &Policy, map: Option<&DataMap>, law: &Law<'_>, findings: &mut Vec<Finding>) {
    let on = || policy.recipients.iter().filter(|one| one.is_on(law.today));
    for forbidden in &policy.forbidden_recipients {
        findings.extend(on().filter(|one| forbidden.is_of(one)).map(|one| given(one, forbidden)));
    }
    if policy.forbidden_recipients.iter().any(|forbidden| forbidden.kind.is_some()) {
        findings.extend(on().filter(|one| one.kind.is_none()).map(of_no_kind));
    }
    for territory in &policy.territories {
        for place in places(policy, map, territory, law) {
            findings.extend(outside(&place, territory, law));
            findings.extend(nowhere(&place, territory));
        }
    }
}

/// Data goes to somebody to whom nothing may.
fn given(one: &Recipient, forbidden: &ForbiddenRecipient) -> Finding {
    let (name, clauses) = (&one.key.value, behind(&forbidden.clauses));
    let message = match forbidden.kind {
        None => text!("forbidden-processor", name, clauses),
        Some(kind) => {
            text!("forbidden-kind", role = one.role_name(), name, kind = kind.key(), clauses)
        }
    };
    let help = text!("forbidden-kind.help", section = &forbidden.key.value);
    let finding = Finding::error(codes::FORBIDDEN_RECIPIENT, message, one.key.span.clone());
    finding.label(text!("forbidden")).help(help)
}

/// Whether it may have data cannot be told.
fn of_no_kind(one: &Recipient) -> Finding {
    let message = text!("no-kind", name = &one.key.value);
    let finding = Finding::advice(codes::CANNOT_TELL, message, one.key.span.clone());
    finding.help(text!("no-kind.help"))
}

/// Who or what has data, and where.
struct Place<'p> {
    name: &'p Spanned<String>,
    /// What it is: `processor`, `recipient`, `store`.
    role: &'static str,
    countries: &'p [Spanned<String>],
    safeguard: Option<Safeguard>,
}

/// Where the data is that has to stay in the territory.
fn places<'p>(
    policy: &'p Policy,
    map: Option<&'p DataMap>,
    territory: &Territory,
    law: &Law<'_>,
) -> Vec<Place<'p>> {
    let named = |list: &[Spanned<String>], name: &str| list.iter().any(|one| one.value == name);
    let serves = |store: &MapStore| {
        let mut serves = store.tables.iter().flat_map(|table| &table.serves);
        serves.any(|serves| named(&territory.activities, &serves.activity))
    };
    let stays =
        |store: &&MapStore| territory.is_for_all() || named(&territory.stores, &store.name) || serves(store);
    let stores = map.into_iter().flat_map(|map| &map.stores).filter(stays);
    let given = |one: &&Recipient| {
        let mut activities =
            policy.activities.iter().filter(|activity| named(&territory.activities, &activity.name));
        one.is_on(law.today)
            && (territory.is_for_all() || activities.any(|activity| goes_to(policy, activity, one)))
    };
    // What is open to everybody is in no country.
    let somewhere = |one: &&Recipient| !one.public || !one.location.is_empty();
    let recipients = policy.recipients.iter().filter(given).filter(somewhere).map(had_by);
    stores.map(|store| held_in(policy, store)).chain(recipients).collect()
}

/// Where a store is; where it does not say, where those who run it have data.
fn held_in<'p>(policy: &'p Policy, store: &'p MapStore) -> Place<'p> {
    let run_by = store.run_by.as_ref().and_then(|name| policy.recipient(name));
    let runner = || run_by.map(|one| one.location.as_slice()).unwrap_or_default();
    Place {
        name: &store.name,
        role: "store",
        countries: store.location.as_ref().map_or_else(runner, std::slice::from_ref),
        safeguard: run_by.and_then(|one| one.safeguard.as_ref()).map(|safeguard| safeguard.value),
    }
}

fn had_by(one: &Recipient) -> Place<'_> {
    Place {
        name: &one.key,
        role: one.role_name(),
        countries: &one.location,
        safeguard: one.safeguard.as_ref().map(|safeguard| safeguard.value),
    }
}

/// The countries outside the territory.
fn outside(place: &Place<'_>, territory: &Territory, law: &Law<'_>) -> Vec<Finding> {
    let is_within =
        |country: &str| territory.regions.iter().any(|region| holds(region, country, place.safeguard, law));
    let told = |country: &Spanned<String>| {
        let (role, name, country_name) = (place.role, &place.name.value, &country.value);
        let (regions, clauses) = kept_in(territory);
        let message = text!("outside-territory", role, name, country = country_name, regions, clauses);
        let help = text!("outside-territory.help", territory = &territory.name.value);
        let finding = Finding::error(codes::OUTSIDE_TERRITORY, message, country.span.clone());
        finding.label(text!("outside-territory.label")).help(help)
    };
    place.countries.iter().filter(|country| !is_within(country)).map(told).collect()
}

/// Whether it is in the territory cannot be told.
fn nowhere(place: &Place<'_>, territory: &Territory) -> Option<Finding> {
    let (regions, clauses) = kept_in(territory);
    let message = text!("nowhere", role = place.role, name = &place.name.value, regions, clauses);
    let finding = Finding::advice(codes::CANNOT_TELL, message, place.name.span.clone());
    place.countries.is_empty().then(|| finding.help(text!("nowhere.help")))
}

/// Where the policy keeps data: `EU, CH`, and by which clauses: ` (example/1)`.
fn kept_in(territory: &Territory) -> (String, String) {
    (listed(territory.regions.iter().map(|region| region.key())), behind(&territory.clauses))
}

fn holds(region: &Region, country: &str, safeguard: Option<Safeguard>, law: &Law<'_>) -> bool {
    match region {
        Region::Union => UNION.contains(&country),
        Region::EconomicArea => UNION.contains(&country) || ECONOMIC_AREA.contains(&country),
        Region::Adequate => is_adequate(country, safeguard, law),
        Region::Country(one) => one == country,
    }
}

/// Whether there is a decision on the country that holds on the day, whatever law the policy names: it is the policy's promise.
fn is_adequate(country: &str, safeguard: Option<Safeguard>, law: &Law<'_>) -> bool {
    law.packs.entries().filter(|entry| entry.holds(law.today)).any(|entry| match &entry.rule {
        Rule::Country(countries) => {
            countries.standing == Standing::Adequate
                && countries.countries.iter().any(|one| one == country)
                && (countries.only.is_none() || safeguard == Some(Safeguard::Adequacy))
        }
        _ => false,
    })
}
