//! Erasing and archiving on MariaDB against pt-archiver, which many use there, with the largest batches that its makers tell of.

use std::{
    env,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use abide_plan::catalog::Dialect;

use super::{Context, apply::apply};
use crate::{
    Result,
    company::{Kind, OVER, Shape},
    ground::fingerprint,
    report::{Pairs, Report, Target},
};

/// Both kinds of work.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    if context.ground.dialect() != Dialect::MariaDb {
        return Ok(());
    }
    for (kind, shape, work, least) in [
        (Kind::Erase, Shape::Contiguous, "erase with evidence / pt-archiver in bulk", 2.5),
        (Kind::Erase, Shape::Scattered, "erase with evidence, scattered / pt-archiver in bulk", 2.5),
        (Kind::Archive, Shape::Contiguous, "archive with evidence / pt-archiver in bulk", 3.0),
    ] {
        let (mut pairs, since) = (Pairs::default(), Instant::now());
        while context.another(since, pairs.0.len()) {
            let ours = apply(context, shape, kind)?;
            let left = fingerprint(context.ground.as_mut())?;
            let theirs = theirs(context, shape, kind)?;
            if left != fingerprint(context.ground.as_mut())? {
                return Err(format!("{work}: the two leave something else behind").into());
            }
            crate::tell(&format!("  {:.3} s, pt-archiver {:.3} s", ours.as_secs_f64(), theirs.as_secs_f64()));
            pairs.0.push((ours, theirs));
        }
        report.pairs(work, context.ground.name(), &pairs, Target::Speed(least));
    }
    Ok(())
}

fn theirs(context: &mut Context, shape: Shape, kind: Kind) -> Result<Duration> {
    let address = context.ground.copy(shape, context.size)?;
    let source = source(&address)?;
    let mut command = Command::new("pt-archiver");
    command.args([
        "--no-version-check",
        "--no-check-charset",
        "--commit-each",
        "--limit",
        "10000",
        "--bulk-delete",
    ]);
    command.args(["--where", OVER, "--source", &format!("{source},t=person")]);
    if kind == Kind::Archive {
        context.ground.by_hand(&["CREATE TABLE kept_person AS SELECT * FROM person WHERE 1 = 0"])?;
        command.args(["--bulk-insert", "--dest", &format!("{source},t=kept_person")]);
    } else {
        command.arg("--purge");
    }
    let since = Instant::now();
    let output = command.stdin(Stdio::null()).output();
    let took = since.elapsed();
    let output =
        output.map_err(|error| format!("pt-archiver (of percona-toolkit) does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("pt-archiver failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    if kind == Kind::Archive {
        let (copied, _) = context.ground.number("SELECT count(*) FROM kept_person")?;
        if copied != context.size.expired {
            return Err("pt-archiver copied something else".into());
        }
    }
    Ok(took)
}

/// The copy as pt-archiver names it; `L` lets it load files, for its inserts in bulk.
fn source(address: &str) -> Result<String> {
    let odd = || {
        format!(
            "{} is no mysql://USER@HOST:PORT/DATABASE",
            env::var("ABIDE_TEST_MARIADB").unwrap_or_default()
        )
    };
    let (user, rest) =
        address.strip_prefix("mysql://").and_then(|rest| rest.split_once('@')).ok_or_else(odd)?;
    let (host, database) = rest.split_once('/').ok_or_else(odd)?;
    let (host, port) = host.split_once(':').ok_or_else(odd)?;
    Ok(format!("h={host},P={port},u={user},D={database},L=1"))
}
