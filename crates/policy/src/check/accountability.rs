//! Measures, joint controllers, subsidiaries and sites, against who names them; and the controller against itself.

use abide_phrases::text;

use super::{Sought, repeated, twice, unknown};
use crate::{
    codes::{self, Both},
    finding::Finding,
    model::Policy,
};

const MEASURE: Sought = Sought {
    what: "measure",
    section: "measure",
    file: "policy",
    code: Both::policy(codes::UNKNOWN_MEASURE),
};
const JOINT: Sought = Sought {
    what: "joint-controller",
    section: "joint_controller",
    file: "policy",
    code: Both::policy(codes::UNKNOWN_CONTROLLER),
};
const SUBSIDIARY: Sought = Sought {
    what: "subsidiary",
    section: "subsidiary",
    file: "policy",
    code: Both::policy(codes::UNKNOWN_SUBSIDIARY),
};
pub(super) const SITE: Sought =
    Sought { what: "site", section: "site", file: "policy", code: Both::policy(codes::UNKNOWN_SITE) };

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    findings.extend(officer(policy));
    for activity in &policy.activities {
        findings.extend(unknown(&activity.measures, MEASURE, policy.measures.iter().map(|one| &one.name)));
        let joint = policy.joint_controllers.iter().map(|one| &one.key);
        findings.extend(unknown(&activity.joint_controllers, JOINT, joint));
        let subsidiaries = policy.subsidiaries.iter().map(|one| &one.key);
        findings.extend(unknown(&activity.subsidiaries, SUBSIDIARY, subsidiaries));
        findings.extend(unknown(&activity.sites, SITE, policy.sites.iter().map(|one| &one.key)));
        let lists =
            [&activity.measures, &activity.joint_controllers, &activity.subsidiaries, &activity.sites];
        for list in lists {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
}

fn officer(policy: &Policy) -> Option<Finding> {
    let controller = &policy.controller;
    let officer =
        controller.data_protection_officer.as_ref().filter(|_| controller.no_data_protection_officer)?;
    let at = &officer.name.span;
    let finding = Finding::error(codes::CONTRADICTION.of(at.file), text!("officer-or-none"), at.clone());
    Some(finding.help(text!("keep-one")))
}
