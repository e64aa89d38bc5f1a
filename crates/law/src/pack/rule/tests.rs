use jiff::{Timestamp, civil::DateTime};

use super::{Due, Rule, Within};
use crate::pack::Packs;

#[test]
fn calls_are_allowed_as_the_law_has_it() {
    let packs = Packs::shipped();
    let Rule::Telephone(hours) = &packs.entry("france/calling-hours").unwrap().rule else { panic!() };
    let allowed = |when: &str, before| hours.allow(when.parse::<DateTime>().unwrap(), before);
    assert!(!allowed("2026-11-02T13:30", 0));
    assert!(!allowed("2026-11-11T10:30", 0));
    assert!(allowed("2026-11-13T19:59", 0) && !allowed("2026-11-13T20:00", 0));
    assert!(allowed("2026-11-13T19:59", 3) && !allowed("2026-11-13T19:59", 4));
    assert!(!allowed("2026-11-14T11:00", 0));
}

#[test]
fn a_breach_is_told_in_hours_that_run_straight_through() {
    let packs = Packs::shipped();
    let Rule::Deadline(breach) = &packs.entry("gdpr/breach").unwrap().rule else { panic!() };
    assert_eq!((breach.of, breach.within), (Due::BreachNotice, Within::Hours(72)));
    let after =
        |known: &str| breach.within.moment_after(known.parse::<Timestamp>().unwrap()).unwrap().to_string();
    assert_eq!(after("2026-12-18T16:20+01:00"), "2026-12-21T15:20:00Z");
    assert_eq!(after("2026-12-24T10:30+01:00"), "2026-12-27T09:30:00Z");
}

#[test]
fn answers_are_due_in_one_month_and_at_most_in_three() {
    let packs = Packs::shipped();
    let within = |id: &str| match &packs.entry(id).unwrap().rule {
        Rule::Deadline(deadline) => deadline.within.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(within("gdpr/answer"), "1 month");
    assert_eq!(within("gdpr/extension"), "2 months");
    assert_eq!(within("gdpr/extension-notice"), "1 month");
    assert_eq!(within("gdpr/refusal"), "1 month");
}
