//! What the policy itself promises, as far as it takes a day to see whether it is so: to whom nothing goes, and where data stays.
//! Like what the law has against a policy, it keeps nothing from being done: data outside its territory has to be removed, too.

use abide_law::pack::{Rule, Standing};

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
    for territory in &policy.territories {
        let places = places(policy, map, territory, law);
        findings.extend(places.iter().filter_map(|place| outside(place, territory, law)));
    }
}

/// Data goes to somebody to whom nothing may.
fn given(one: &Recipient, forbidden: &ForbiddenRecipient) -> Finding {
    let (name, clauses) = (&one.key.value, behind(&forbidden.clauses));
    let role = one.role_name();
    let message = match forbidden.kind {
        None => format!("`{name}` is a processor, and the policy says that nothing goes to any{clauses}"),
        Some(kind) => {
            format!("the {role} `{name}` is of the kind `{}`, which the policy forbids{clauses}", kind.key())
        }
    };
    let help = format!(
        "take it off, give it an `end`, or take the section [forbidden_recipient.{}] away",
        forbidden.key.value
    );
    Finding::error(codes::FORBIDDEN_RECIPIENT, message, one.key.span.clone()).label("forbidden").help(help)
}

/// Data in a country.
struct Place<'p> {
    /// What is there.
    what: String,
    country: &'p Spanned<String>,
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
    let recipients = policy.recipients.iter().filter(given).flat_map(had_by);
    stores.flat_map(|store| held_in(policy, store)).chain(recipients).collect()
}

/// Where a store is; where it does not say, where those who run it have data.
fn held_in<'p>(policy: &'p Policy, store: &'p MapStore) -> Vec<Place<'p>> {
    let run_by = store.run_by.as_ref().and_then(|name| policy.recipient(name));
    let safeguard = run_by.and_then(|one| one.safeguard.as_ref()).map(|safeguard| safeguard.value);
    let runner = || run_by.map(|one| one.location.as_slice()).unwrap_or_default();
    let countries = store.location.as_ref().map_or_else(runner, std::slice::from_ref);
    let place = |country| Place { what: format!("`{}`", store.name.value), country, safeguard };
    countries.iter().map(place).collect()
}

fn had_by(one: &Recipient) -> impl Iterator<Item = Place<'_>> {
    one.location.iter().map(move |country| Place {
        what: format!("the {} `{}`", one.role_name(), one.key.value),
        country,
        safeguard: one.safeguard.as_ref().map(|safeguard| safeguard.value),
    })
}

fn outside(place: &Place<'_>, territory: &Territory, law: &Law<'_>) -> Option<Finding> {
    if territory.regions.iter().any(|region| holds(region, place, law)) {
        return None;
    }
    let regions: Vec<&str> = territory.regions.iter().map(|region| region.key()).collect();
    let message = format!(
        "{} is in {}, and the policy keeps its data in {}{}",
        place.what,
        place.country.value,
        regions.join(", "),
        behind(&territory.clauses)
    );
    let help = format!("move it, or correct the section [territory.{}]", territory.name.value);
    let finding = Finding::error(codes::OUTSIDE_TERRITORY, message, place.country.span.clone());
    Some(finding.label("outside").help(help))
}

fn holds(region: &Spanned<Region>, place: &Place<'_>, law: &Law<'_>) -> bool {
    let country = place.country.as_str();
    match &region.value {
        Region::Union => UNION.contains(&country),
        Region::EconomicArea => UNION.contains(&country) || ECONOMIC_AREA.contains(&country),
        Region::Adequate => is_adequate(place, law),
        Region::Country(one) => one == country,
    }
}

/// Whether there is a decision on the country that holds on the day, whatever law the policy names: it is the policy's promise.
fn is_adequate(place: &Place<'_>, law: &Law<'_>) -> bool {
    law.packs.entries().filter(|entry| entry.holds(law.today)).any(|entry| match &entry.rule {
        Rule::Country(countries) => {
            countries.standing == Standing::Adequate
                && countries.countries.contains(&place.country.value)
                && (countries.only.is_none() || place.safeguard == Some(Safeguard::Adequacy))
        }
        _ => false,
    })
}
