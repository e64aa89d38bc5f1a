//! Where stores are, against the countries in which the law lets data be.

use abide_law::{
    Severity,
    pack::{Countries, Entry, Rule, Standing},
};

use super::{Law, cited};
use crate::{
    codes,
    finding::Finding,
    map::{DataMap, MapStore},
};

pub(super) fn check(map: &DataMap, law: &Law<'_>) -> Vec<Finding> {
    map.stores.iter().filter_map(|store| elsewhere(store, law)).collect()
}

fn entries<'l>(law: &Law<'l>) -> Vec<(&'l Entry, &'l Countries)> {
    let countries = |entry: &'l Entry| match &entry.rule {
        Rule::Country(countries) => Some((entry, countries)),
        _ => None,
    };
    law.entries().filter_map(countries).collect()
}

/// A store in a country where data may not be, is not sure to, or may be no longer.
fn elsewhere(store: &MapStore, law: &Law<'_>) -> Option<Finding> {
    let location = store.location.as_ref()?;
    let entries = entries(law);
    let there = || entries.iter().filter(|(_, countries)| countries.countries.contains(&location.value));
    let in_force = || there().filter(|(entry, _)| entry.holds(law.today));
    if in_force().any(|(_, countries)| countries.only.is_none()) {
        return None;
    }
    let place = format!("`{}` is in {}", store.name.value, location.value);
    let (entry, severity, label, message) = if let Some((entry, countries)) = in_force().next() {
        let only = countries.only.as_deref().unwrap_or_default();
        let message = format!("{place}, where data may be only with {only}");
        (entry, Severity::Advice, "not with everybody".to_owned(), message)
    } else if let Some((entry, _)) = there().next() {
        let message = format!("{place}, and the decision that data may be there does not hold");
        (entry, entry.severity, when(entry, law), message)
    } else {
        // What lets data be where the law itself holds is cited for all other places.
        let (entry, _) = entries.iter().find(|(_, countries)| countries.standing == Standing::Within)?;
        let message = format!("{place}, for which there is no decision that data is protected adequately");
        (entry, entry.severity, "a third country".to_owned(), message)
    };
    let finding = Finding::new(codes::THIRD_COUNTRY, severity, message).at(location.span.clone());
    Some(finding.label(label).law(cited(entry)).help(help(severity)))
}

fn help(severity: Severity) -> &'static str {
    match severity {
        Severity::Advice => "make sure that who runs the store is one of them, and note it down",
        _ => "move it, or put the safeguards in place that a transfer takes (GDPR art. 46)",
    }
}

fn when(entry: &Entry, law: &Law<'_>) -> String {
    match (entry.valid_from, entry.valid_until) {
        (Some(from), _) if law.today < from => format!("only from {from}"),
        (_, Some(until)) => format!("it ended on {until}"),
        _ => "not on this day".to_owned(),
    }
}
