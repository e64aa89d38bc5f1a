//! Where stores, processors and recipients are, against the countries in which the law lets data be.

use abide_law::{
    Severity,
    pack::{Countries, Entry, Rule, Standing},
};

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
    /// What is there: "`crm`".
    what: String,
    country: &'m Spanned<String>,
    safeguard: Option<Safeguard>,
    help: &'static str,
}

fn store_at<'m>(store: &'m MapStore, policy: &Policy) -> Option<Place<'m>> {
    let run_by = store.run_by.as_ref().and_then(|name| policy.recipient(name));
    Some(Place {
        what: format!("`{}`", store.name.value),
        country: store.location.as_ref()?,
        safeguard: run_by.and_then(|one| one.safeguard.as_ref()).map(|safeguard| safeguard.value),
        help: "move it, or name who runs it with `run_by`, and in the policy the `safeguard` with them (GDPR art. 46)",
    })
}

fn recipient_at(one: &Recipient) -> impl Iterator<Item = Place<'_>> {
    one.location.iter().map(move |country| Place {
        what: format!("the {} `{}`", one.role_name(), one.key.value),
        country,
        safeguard: one.safeguard.as_ref().map(|safeguard| safeguard.value),
        help: "say which safeguard there is, as safeguard = \"standard-contractual-clauses\" (GDPR art. 46)",
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
    let at = format!("{} is in {}", place.what, place.country.value);
    let (entry, severity, label, message) = if let Some((entry, countries)) = in_force().next() {
        let only = countries.only.as_ref().map_or("", |only| only.in_language("en"));
        let message = format!("{at}, where data may be only with {only}");
        (entry, Severity::Advice, "not with everybody".to_owned(), message)
    } else if let Some((entry, _)) = there().next() {
        let message = format!("{at}, and the decision that data may be there does not hold");
        (entry, entry.severity, when(entry, law), message)
    } else {
        // What lets data be where the law itself holds is cited for all other places.
        let (entry, _) = entries.iter().find(|(_, countries)| countries.standing == Standing::Within)?;
        let message = format!("{at}, for which there is no decision that data is protected adequately");
        (entry, entry.severity, "a third country".to_owned(), message)
    };
    let (severity, help) = weighed(place, severity)?;
    let finding = Finding::new(codes::THIRD_COUNTRY, severity, message).at(place.country.span.clone());
    Some(finding.label(label).law(cited(entry)).help(help))
}

/// What it weighs in view of the safeguard, and what to do; none when the safeguard is enough.
fn weighed(place: &Place<'_>, severity: Severity) -> Option<(Severity, &'static str)> {
    let for_some = severity == Severity::Advice;
    match place.safeguard {
        None if for_some => Some((
            severity,
            "make sure that it is one of them, and say so: safeguard = \"adequacy\" under who has the data",
        )),
        None => Some((severity, place.help)),
        Some(Safeguard::Adequacy) if for_some => None,
        Some(Safeguard::Adequacy) => {
            Some((severity, "`adequacy` says nothing here: name a safeguard of GDPR art. 46"))
        }
        Some(Safeguard::Derogation) => Some((
            Severity::Advice,
            "a derogation is for single transfers (GDPR art. 49): make sure that this is one",
        )),
        Some(_) => None,
    }
}

fn when(entry: &Entry, law: &Law<'_>) -> String {
    match (entry.valid_from, entry.valid_until) {
        (Some(from), _) if law.today < from => format!("only from {from}"),
        (_, Some(until)) => format!("it ended on {until}"),
        _ => "not on this day".to_owned(),
    }
}
