//! Who stands for the controller and who decides with it, against what the law asks for.

use abide_law::pack::{Duty, Entry, Rule, Standing};
use abide_phrases::text;

use super::{Law, cited};
use crate::{codes, finding::Finding, model::Policy};

pub(super) fn check(policy: &Policy, law: &Law<'_>, findings: &mut Vec<Finding>) {
    findings.extend(no_representative(policy, law));
    findings.extend(no_arrangement(policy, law));
}

fn no_representative(policy: &Policy, law: &Law<'_>) -> Option<Finding> {
    let country = policy.controller.country.as_ref()?;
    if policy.controller.representative.is_some() || law.holds_in(country) {
        return None;
    }
    let entry = duty(law, Duty::Representative)?;
    let message = text!("no-representative", country = &country.value);
    let finding = Finding::new(codes::NO_REPRESENTATIVE, entry.severity, message).at(country.span.clone());
    Some(finding.law(cited(entry)).help(text!("no-representative.help")))
}

fn no_arrangement(policy: &Policy, law: &Law<'_>) -> Vec<Finding> {
    let Some(entry) = duty(law, Duty::Arrangement) else { return Vec::new() };
    let without = policy.joint_controllers.iter().filter(|one| one.arrangement.is_none());
    let told = without.map(|one| {
        let message = text!("no-arrangement", name = &one.key.value);
        let finding = Finding::new(codes::NO_ARRANGEMENT, entry.severity, message).at(one.key.span.clone());
        finding.law(cited(entry)).help(text!("no-arrangement.help"))
    });
    told.collect()
}

fn duty<'l>(law: &Law<'l>, needs: Duty) -> Option<&'l Entry> {
    law.in_force().find(|entry| matches!(&entry.rule, Rule::Controller(one) if one.needs == needs))
}

impl Law<'_> {
    /// Whether the law itself holds in the country; so it is taken to where no pack tells where it does.
    fn holds_in(&self, country: &str) -> bool {
        let mut within = self
            .in_force()
            .filter_map(|entry| match &entry.rule {
                Rule::Country(countries) if countries.standing == Standing::Within => {
                    Some(&countries.countries)
                }
                _ => None,
            })
            .peekable();
        within.peek().is_none() || within.any(|countries| countries.iter().any(|one| one == country))
    }
}
