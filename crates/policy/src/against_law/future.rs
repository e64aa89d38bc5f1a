//! Days of what has happened that are yet to come.

use abide_phrases::{Text, text};
use jiff::civil::Date;

use crate::{codes, finding::Finding, model::Policy, span::Spanned};

pub(super) fn check(policy: &Policy, today: Date) -> impl Iterator<Item = Finding> {
    let version = policy.version.iter().map(|date| (date, text!("future-version", day = date.value)));
    let since = policy.activities.iter().filter_map(|activity| {
        let since = activity.since.as_ref()?;
        Some((since, text!("future-since", name = &activity.name.value, day = since.value)))
    });
    version
        .chain(since)
        .filter(move |(date, _)| date.value > today)
        .map(|(date, message)| told(date, message))
}

fn told(date: &Spanned<Date>, message: Text) -> Finding {
    let finding = Finding::warning(codes::FUTURE_DATE, message, date.span.clone());
    finding.label(text!("future-since.label")).help(text!("future-since.help"))
}
