//! Reading the two files, with everything that is to be said about them.

use std::{fs, path::Path};

use abide_policy::{finding::Finding, map::DataMap, model::Policy};

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    show::diagnostics::{Source, Sources},
};

/// The files, read.
#[derive(Debug)]
pub(crate) struct Read {
    /// Their texts.
    pub(crate) sources: Sources,
    /// The policy, as far as it could be read.
    pub(crate) policy: Option<Policy>,
    /// The map, as far as it could be read.
    pub(crate) map: Option<DataMap>,
    /// What is to be said, unsorted.
    pub(crate) findings: Vec<Finding>,
}

/// Reads both files, or the policy alone.
pub(crate) fn files(desk: &Desk, policy_only: bool) -> Result<Read, Failure> {
    let policy = source(
        &desk.policy,
        "policy",
        "`abide init` writes one to start from; --policy FILE names another",
    )?;
    let map = if policy_only {
        Source::default()
    } else {
        source(
            &desk.map,
            "map",
            "`abide map` drafts one from a database; --map FILE names another; `abide check --policy-only` does without",
        )?
    };
    Ok(Read {
        sources: Sources { policy, map },
        policy: None,
        map: None,
        findings: Vec::new(),
    })
}

fn source(path: &Path, what: &str, remedy: &str) -> Result<Source, Failure> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::new(Exit::Files, format!("there is no {what} at {name}")).help(remedy)
        }
        _ => Failure::new(
            Exit::Files,
            format!("the {what} at {name} cannot be read: {error}"),
        )
        .help(remedy),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        Failure::new(
            Exit::Files,
            format!("the {what} at {name} is not UTF-8 text (byte {byte})"),
        )
        .help("save it as UTF-8 and try again")
    })?;
    Ok(Source {
        path: name.to_string(),
        text,
    })
}
