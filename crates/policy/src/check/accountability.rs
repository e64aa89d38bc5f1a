//! Measures, attestations and joint controllers, against who names them and the clauses that they keep.

use super::{Sought, repeated, twice, unknown, within_policy::clauses};
use crate::{
    codes::{self, Both},
    finding::Finding,
    model::Policy,
};

const MEASURE: Sought =
    Sought { what: "measure", section: "measure", code: Both::policy(codes::UNKNOWN_MEASURE) };
const JOINT: Sought = Sought {
    what: "joint controller",
    section: "joint_controller",
    code: Both::policy(codes::UNKNOWN_CONTROLLER),
};

pub(super) fn check(policy: &Policy, findings: &mut Vec<Finding>) {
    for activity in &policy.activities {
        findings.extend(unknown(&activity.measures, MEASURE, policy.measures.iter().map(|one| &one.name)));
        let joint = policy.joint_controllers.iter().map(|one| &one.key);
        findings.extend(unknown(&activity.joint_controllers, JOINT, joint));
        for list in [&activity.measures, &activity.joint_controllers] {
            findings.extend(repeated(list).into_iter().map(twice));
        }
    }
    let measures = policy.measures.iter().map(|one| (&one.name, &one.clauses));
    let attestations = policy.attestations.iter().map(|one| (&one.name, &one.clauses));
    for (name, kept) in measures.chain(attestations) {
        clauses(policy, name, kept, findings);
        findings.extend(repeated(kept).into_iter().map(twice));
    }
}
