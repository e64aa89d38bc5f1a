//! Activities that keep data longer than the reference period of their kind.

use abide_law::{
    Period, always_longer,
    pack::{Entry, ReferencePeriod},
};
use abide_phrases::{one_of, text};

use super::{Measure, counts_from, takes_in, told, touches};
use crate::{
    against_law::cited,
    codes,
    finding::Finding,
    model::{Activity, covers},
};

/// Longer than its measure: the one it names; else, for each event from which it counts, those that count from it too.
pub(super) fn check(activity: &Activity, measures: &[Measure<'_>]) -> Option<Finding> {
    if activity.reference.is_some() {
        return exceeded(activity, measures).map(|excess| excess.told(activity, None));
    }
    let measures = most_specific(activity, measures);
    let events = || activity.keep.events.iter().map(|event| event.as_str());
    let from = |event: &str| -> Vec<Measure<'_>> {
        measures.iter().copied().filter(|(_, period)| counts_from(period, event)).collect()
    };
    let mut beyond = events().filter_map(|event| Some((event, exceeded(activity, &from(event))?)));
    let Some((event, excess)) = beyond.next() else {
        let compared = events().any(|event| !from(event).is_empty());
        return if compared { None } else { other_event(activity, &measures) };
    };
    // Which of the events it is goes without saying where all are.
    let some = beyond.count() + 1 < activity.keep.events.len();
    Some(excess.told(activity, some.then_some(event)))
}

/// Of several for the same data, those that are about it alone. What may not be kept at all is measured by that, whatever else is needed
/// with it.
fn most_specific<'l>(activity: &Activity, measures: &[Measure<'l>]) -> Vec<Measure<'l>> {
    let never = |(_, period): &&Measure<'_>| {
        period.most().is_some_and(|most| is_never(&most))
            && activity.data.iter().any(|data| takes_in(period, data))
    };
    let nothing: Vec<Measure<'l>> = measures.iter().filter(never).copied().collect();
    if !nothing.is_empty() {
        return nothing;
    }
    let displaced = |period: &ReferencePeriod| {
        measures.iter().any(|(_, other)| {
            is_narrower(other, period)
                && activity.data.iter().filter(|data| touches(period, data)).all(|data| takes_in(other, data))
        })
    };
    measures.iter().copied().filter(|(_, period)| !displaced(period)).collect()
}

fn is_never(most: &[Period]) -> bool {
    most.iter().all(|period| period.amount == 0)
}

/// Whether all that the one is about is a part of what the other is about.
fn is_narrower(one: &ReferencePeriod, other: &ReferencePeriod) -> bool {
    let is_below = |data: &String| other.data.iter().any(|above| above != data && covers(above, data));
    !one.data.is_empty() && (other.data.is_empty() || one.data.iter().all(is_below))
}

/// How a reference period is exceeded.
struct Excess<'l> {
    entry: &'l Entry,
    /// What it allows: altogether, or in use.
    most: Vec<Period>,
    in_use: bool,
}

/// By all measures, the longest of which decides.
fn exceeded<'l>(activity: &Activity, measures: &[Measure<'l>]) -> Option<Excess<'l>> {
    let mut excesses = Vec::new();
    for (entry, period) in measures {
        let Some(most) = period.most() else { continue };
        excesses.push((excess(activity, entry, period, &most)?, most));
    }
    let longest = excesses.into_iter().reduce(|a, b| if always_longer(&b.1, &a.1) { b } else { a });
    longest.map(|(excess, _)| excess)
}

fn excess<'l>(
    activity: &Activity,
    entry: &'l Entry,
    period: &ReferencePeriod,
    most: &[Period],
) -> Option<Excess<'l>> {
    if always_longer(&activity.keep.periods(), most) {
        return Some(Excess { entry, most: most.to_vec(), in_use: false });
    }
    // What has to be kept for long may be in use meanwhile: the law that asks for it says nothing of an archive.
    let active = period.active.filter(|_| period.archive.is_some() && period.least.is_none())?;
    always_longer(&activity.keep.active_periods(), &[active]).then(|| Excess {
        entry,
        most: vec![active],
        in_use: true,
    })
}

impl Excess<'_> {
    /// The finding; with the event, where only some of those from which the activity counts are meant.
    fn told(&self, activity: &Activity, event: Option<&str>) -> Finding {
        let (name, most) = (&activity.name.value, told(&self.most));
        let message = match self.in_use {
            false => text!("beyond-reference", name, keep = told(&activity.keep.periods())),
            true => text!("beyond-reference-in-use", name, keep = told(&activity.keep.active_periods())),
        };
        let help = match (self.in_use, &activity.reference) {
            _ if is_never(&self.most) => {
                text!("beyond-reference.never", event = &activity.keep.events[0].value)
            }
            (true, _) => text!("beyond-reference-in-use.help", most = most.clone()),
            (false, Some(_)) => text!("beyond-reference.named", most = most.clone()),
            (false, None) => text!("beyond-reference.help", most = most.clone()),
        };
        let label = match event {
            None => text!("beyond-reference.label", most),
            Some(event) => text!("beyond-reference.event", most, event),
        };
        Finding::new(codes::BEYOND_REFERENCE, self.entry.severity, message)
            .at(activity.keep.span.clone())
            .label(label)
            .law(cited(self.entry))
            .help(help)
    }
}

/// Longer than its measure from events from which that does not count: whether it is too long depends on how far apart they are.
fn other_event(activity: &Activity, measures: &[Measure<'_>]) -> Option<Finding> {
    let excess = exceeded(activity, measures)?;
    let (_, period) = measures.iter().find(|(entry, _)| entry.id == excess.entry.id)?;
    let name = |event: &String| format!("`{event}`");
    let own = one_of(activity.keep.events.iter().map(|event| name(&event.value)));
    let most = told(&excess.most);
    let message = text!(
        "other-event",
        name = &activity.name.value,
        own,
        reference = one_of(period.after.iter().map(name))
    );
    let finding = Finding::advice(codes::CANNOT_TELL, message, activity.keep.span.clone());
    let finding = finding.label(text!("beyond-reference.label", most)).law(cited(excess.entry));
    Some(finding.help(text!("other-event.help")))
}
