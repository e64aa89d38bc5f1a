//! Reading the two files, with everything that is to be said about them.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read as _},
    path::Path,
};

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
    office,
    show::{diagnostics::Sources, source::Source},
};

/// The most that is read of a file, in bytes: those that people write are a thousandth of it, and a device may have no end.
const MOST: u64 = 16 << 20;

const NO_POLICY: &str = "`abide init` writes one to start from; --policy FILE names another";
const NO_MAP: &str = "`abide map` drafts one from a database; --map FILE names another";

const NOTHING_TO_CHECK: &str = "--policy-only checks the policy alone; `abide map` drafts a map from a database, and --map FILE names another";

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
pub(crate) struct Law<'l> {
    /// The packs that there are.
    pub(crate) packs: &'l Packs,
    /// The day; none: today, where the controller is.
    pub(crate) at: Option<Date>,
}

/// Reads both files, or the policy alone.
pub(crate) fn files(desk: &Desk, policy_only: bool, law: Option<&Law<'_>>) -> Result<Read, Failure> {
    let policy_text = text(&desk.policy, "policy", NO_POLICY)?;
    // Only `check` holds files with a map to the law.
    let no_map = if law.is_some() { NOTHING_TO_CHECK } else { NO_MAP };
    let map_text = if policy_only { None } else { Some(text(&desk.map, "map", no_map)?) };
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
            findings.extend(abide_policy::check_law(policy, map.as_ref(), law.packs, today));
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

/// The policy of which a paper is made. One with errors of form is refused, and one that names a law pack that is not there: the paper
/// would tell people of no rights. What the law has against it is for people to weigh, and for `check` to tell.
pub(crate) fn policy_for_paper(desk: &Desk, packs: &Packs) -> Result<Policy, Failure> {
    let mut read = files(desk, true, Some(&Law { packs, at: None }))?;
    read.findings.retain(|finding| !abide_policy::is_weighed(finding));
    match read.policy.take() {
        Some(policy) if abide_policy::is_usable(&read.findings) => Ok(policy),
        _ => Err(office::refused(&read, desk)),
    }
}

/// What may be shown of a file: a password in it may not.
fn source(path: &Path, text: &str) -> Source {
    Source::new(path.display().to_string(), abide_policy::redacted(text))
}

fn text(path: &Path, what: &str, remedy: &str) -> Result<String, Failure> {
    let name = path.display();
    let bytes = bytes(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(Exit::Files, format!("there is no {what} at {name}")).help(remedy)
        }
        _ => Failure::new(Exit::Files, format!("the {what} at {name} cannot be read: {error}")).help(remedy),
    })?;
    if bytes.len() as u64 > MOST {
        let sentence = format!("the {what} at {name} is larger than {} MiB", MOST >> 20);
        return Err(Failure::new(Exit::Files, sentence).help(remedy));
    }
    String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        Failure::new(Exit::Files, format!("the {what} at {name} is not UTF-8 text (byte {byte})"))
            .help("save it as UTF-8, then run the command again")
    })
}

/// What is in the file, up to the first byte that is too much.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
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
