//! Peak memory of planning and applying on a small and on the large table, each in a process of its own.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use abide_engine::apply::Options;
use jiff::Timestamp;

use super::Context;
use crate::{
    Result,
    company::{self, Kind, Shape, Size},
    report::{Line, Report, Target},
};

/// What the large may take more than the small.
const MORE: u64 = 64_000_000;

/// Rows of the small table.
pub(super) const SMALL: u64 = 50_000;

/// Both tables, planned and applied.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    let large = context.size;
    let small = large.cut(SMALL);
    for (shape, kind, work) in [
        (Shape::Contiguous, Kind::Erase, "plan and erase"),
        (Shape::Scattered, Kind::Erase, "plan and erase, scattered"),
        (Shape::Contiguous, Kind::Blank, "plan and blank"),
    ] {
        let few = peaks(context, shape, small, kind)?;
        let many = peaks(context, shape, large, kind)?;
        let plan = many[0].saturating_sub(few[0]);
        let apply = many[1].saturating_sub(few[1]);
        let mb = |bytes: u64| format!("{:.1}", bytes as f64 / 1e6);
        report.line(Line {
            work: format!("peak memory, {work}: {} rows against {}", large.rows, small.rows),
            engine: context.ground.name(),
            ours: format!("{} + {} MB", mb(many[0]), mb(many[1])),
            theirs: format!("{} + {} MB", mb(few[0]), mb(few[1])),
            reached: format!("{} + {} MB more", mb(plan), mb(apply)),
            target: Target::Bytes(MORE),
            holds: Some(plan.max(apply) <= MORE),
        });
    }
    Ok(())
}

/// Of planning, and of applying (which makes its plan anew).
fn peaks(context: &mut Context, shape: Shape, size: Size, kind: Kind) -> Result<[u64; 2]> {
    let address = context.ground.copy(shape, size)?;
    let folder = context.folder.join("memory");
    company::files(&folder, kind, &address)?;
    Ok([peak_of("plan", &folder)?, peak_of("apply", &folder)?])
}

pub(super) fn peak_of(verb: &str, folder: &Path) -> Result<u64> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--child", verb, "--folder"]).arg(folder).stderr(Stdio::inherit());
    let output = command.output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    told.trim().parse().map_err(|_| format!("the process that should {verb} failed").into())
}

/// The child: does it and tells its peak in bytes.
pub(crate) fn child(verb: &str, folder: &Path) -> Result<()> {
    let session = company::session(&company::paths(folder))?;
    let plan = session.plan(None, None)?;
    if verb == "apply" {
        session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse()?;
    writeln!(std::io::stdout(), "{}", kilobytes * 1024)?;
    Ok(())
}
