//! Activities: phrases of every form.

use abide_law::{Period, Unit};

use crate::company::chance::Chance;

/// An activity of the policy.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its name.
    pub name: String,
    /// Its retention phrase.
    pub keep: String,
    /// The events the phrase names.
    pub events: Vec<&'static str>,
    /// The periods of its phases.
    pub periods: Vec<Period>,
    /// The categories it needs.
    pub data: Vec<&'static str>,
}

const LAST: [&str; 4] = ["collected", "last_contact", "last_login", "issued"];
const END: [&str; 3] = ["contract_end", "answered", "resolved"];

/// Categories that columns of generated tables have, and two above them.
pub(super) const CATEGORIES: [&str; 5] = [
    "contact.email",
    "identification.name",
    "identification.birth_date",
    "contact.phone",
    "professional.position",
];

const NEEDS: [&str; 6] =
    ["contact", "contact.email", "identification", "identification.name", "contact.phone", "professional"];

pub(super) fn activities(chance: &mut Chance) -> Vec<Activity> {
    (0..chance.within(1..=4)).map(|number| activity(chance, format!("a{number}"))).collect()
}

fn activity(chance: &mut Chance, name: String) -> Activity {
    let mut events = vec![event(chance)];
    while chance.one_in(3) {
        let other = event(chance);
        if !events.contains(&other) {
            events.push(other);
        }
    }
    let named = events.join(" or ");
    let mut periods = Vec::new();
    let until = chance.one_in(4);
    let mut keep = if until {
        periods.push(Period::ZERO);
        format!("until {named}")
    } else {
        let period = period(chance);
        periods.push(period);
        format!("{} after {named}", told(period))
    };
    if !until && chance.one_in(5) {
        keep.push_str(", in archive");
        periods.insert(0, Period::ZERO);
    } else if chance.one_in(4) {
        let period = period(chance);
        periods.push(period);
        keep.push_str(&format!(", then archive for {}", told(period)));
    }
    if chance.one_in(8) {
        keep.push_str(", then anonymise");
    }
    let mut data = vec![chance.pick(&NEEDS)];
    while chance.one_in(2) {
        let other = chance.pick(&NEEDS);
        if !data.contains(&other) {
            data.push(other);
        }
    }
    Activity { name, keep, events, periods, data }
}

fn event(chance: &mut Chance) -> &'static str {
    if chance.one_in(3) { chance.pick(&END) } else { chance.pick(&LAST) }
}

fn period(chance: &mut Chance) -> Period {
    let (most, unit) = chance.pick(&[(90, Unit::Day), (8, Unit::Week), (30, Unit::Month), (6, Unit::Year)]);
    let amount = if chance.one_in(60) { 65_535 } else { chance.within(1..=most) };
    Period { amount: u16::try_from(amount).unwrap_or(1), unit }
}

fn told(period: Period) -> String {
    let unit = match period.unit {
        Unit::Day => "days",
        Unit::Week => "weeks",
        Unit::Month => "months",
        Unit::Year => "years",
    };
    format!("{} {unit}", period.amount)
}
