//! Days of what has happened that are yet to come.

use jiff::civil::Date;

use crate::{codes, finding::Finding, model::Policy, span::Spanned};

pub(super) fn check(policy: &Policy, today: Date) -> impl Iterator<Item = Finding> {
    let version = policy.version.iter().map(|date| (date, "this version was published".to_owned()));
    let since = policy.activities.iter().filter_map(|activity| {
        let since = activity.since.as_ref()?;
        Some((since, format!("`{}` began", activity.name.value)))
    });
    version.chain(since).filter(move |(date, _)| date.value > today).map(|(date, what)| told(date, &what))
}

fn told(date: &Spanned<Date>, what: &str) -> Finding {
    let message = format!("the day on which {what} is yet to come: {}", date.value);
    let finding = Finding::warning(codes::FUTURE_DATE, message, date.span.clone()).label("in the future");
    finding.help("give the day on which it was; what is planned stands here once it is done")
}
