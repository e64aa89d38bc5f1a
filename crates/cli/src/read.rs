//! Reading the two files, with everything that is to be said about them.

use std::{fs, io::ErrorKind, path::Path};

use abide_law::pack::Packs;
use abide_policy::{
    accept::{Accepted, Settled},
    finding::Finding,
    map::{DataMap, StoreUrl},
    model::Policy,
    outline::Outlines,
};
use jiff::civil::Date;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    show::diagnostics::{Source, Sources},
};

const NO_POLICY: &str = "`abide init` writes one to start from; --policy FILE names another";
const NO_MAP: &str = "`abide map` drafts one from a database; --map FILE names another";

/// The files, read.
#[derive(Debug)]
pub(crate) struct Read {
    /// The policy, as far as it could be read.
    pub(crate) policy: Option<Policy>,
    /// The map, likewise; none when it was not asked for.
    pub(crate) map: Option<DataMap>,
    /// Their texts, as they may be shown.
    pub(crate) sources: Sources,
    /// What is to be said about both, ordered by file and place.
    pub(crate) findings: Vec<Finding>,
    /// What the policy accepts of what the law has against them; nothing when they are not held to it.
    pub(crate) accepted: Vec<Accepted>,
}

/// What the files are held to besides themselves: law packs, as they are on a day.
#[derive(Debug)]
pub(crate) struct Law {
    /// The packs that there are.
    pub(crate) packs: Packs,
    /// The day; none: today, where the controller is.
    pub(crate) at: Option<Date>,
}

/// Reads both files, or the policy alone.
pub(crate) fn files(desk: &Desk, policy_only: bool, law: Option<&Law>) -> Result<Read, Failure> {
    let policy_text = text(&desk.policy, "policy", NO_POLICY)?;
    let map_text = if policy_only { None } else { Some(text(&desk.map, "map", NO_MAP)?) };
    let (policy, mut findings) = abide_policy::read_policy(&policy_text);
    let (map, in_map) = map_text.as_deref().map(abide_policy::read_map).unwrap_or_default();
    findings.extend(in_map);
    if let Some(policy) = &policy {
        findings.extend(abide_policy::check(policy, map.as_ref()));
    }
    let outlines = Outlines::of(&policy_text, map_text.as_deref());
    let mut settled = match (&policy, law) {
        (Some(policy), Some(law)) => {
            let today =
                law.at.unwrap_or_else(|| desk.now.to_zoned(policy.controller.time_zone.value.clone()).date());
            findings.extend(abide_policy::check_law(policy, map.as_ref(), &law.packs, today));
            abide_policy::accept(policy, &outlines, findings, today)
        }
        _ => Settled { findings, accepted: Vec::new() },
    };
    abide_policy::in_order(&mut settled.findings);
    let sources = Sources {
        policy: source(&desk.policy, &policy_text),
        map: source(&desk.map, map_text.as_deref().unwrap_or_default()),
        outlines,
    };
    Ok(Read { policy, map, sources, findings: settled.findings, accepted: settled.accepted })
}

/// What may be shown of a file: a password in it may not.
fn source(path: &Path, text: &str) -> Source {
    Source { path: path.display().to_string(), text: abide_policy::redacted(text) }
}

fn text(path: &Path, what: &str, remedy: &str) -> Result<String, Failure> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(Exit::Files, format!("there is no {what} at {name}")).help(remedy)
        }
        _ => Failure::new(Exit::Files, format!("the {what} at {name} cannot be read: {error}")).help(remedy),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        Failure::new(Exit::Files, format!("the {what} at {name} is not UTF-8 text (byte {byte})"))
            .help("save it as UTF-8, then run the command again")
    })
}

/// The names of a policy's activities; none when it cannot be read, which is no obstacle to drafting a map.
pub(crate) fn activities(path: &Path) -> Vec<String> {
    let policy = fs::read_to_string(path).ok().and_then(|text| abide_policy::read_policy(&text).0);
    policy
        .map(|policy| policy.activities.into_iter().map(|activity| activity.name.value).collect())
        .unwrap_or_default()
}

/// The map in a text, as far as it can be read.
pub(crate) fn map(text: &str) -> Option<DataMap> {
    abide_policy::read_map(text).0
}

/// What an address on the command line means; whether it leads anywhere is for the store to say.
pub(crate) fn address(text: &str) -> StoreUrl {
    if let Some(name) = text.strip_prefix("env:") {
        StoreUrl::Env(name.to_owned())
    } else if let Some(path) = text.strip_prefix("file:") {
        StoreUrl::File(path.to_owned())
    } else {
        StoreUrl::Address(text.to_owned())
    }
}
