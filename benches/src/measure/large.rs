//! Planning on a table that is too large to be copied: how long, and with how much memory.

use std::time::{Duration, Instant};

use super::{
    Context,
    memory::{SMALL, peak_of},
};
use crate::{
    Result,
    company::{self, Kind, Shape},
    report::{Line, Report, Target, median},
};

/// A plan of the largest table returns in seconds.
const SECONDS: Duration = Duration::from_secs(10);

/// What the large may take more than the small.
const MORE: u64 = 64_000_000;

/// The time, and the peak of a process that does nothing else.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    let (folder, size, engine) = (context.folder.join("large"), context.size, context.ground.name());
    let small = size.cut(SMALL);
    let address = context.ground.make(Shape::Contiguous, small)?;
    company::files(&folder, Kind::Erase, &address)?;
    let few = peak_of("plan", &folder)?;
    let address = context.ground.make(Shape::Contiguous, size)?;
    let session = company::session(&company::files(&folder, Kind::Erase, &address)?)?;
    let mut times = Vec::new();
    for _ in 0..context.runs {
        let since = Instant::now();
        let plan = session.plan(None, None)?;
        times.push(since.elapsed().as_secs_f64());
        if plan.stores[0].steps[0].rows != size.expired {
            return Err("the plan counts something else".into());
        }
    }
    let first = times[0];
    times.sort_by(f64::total_cmp);
    let longest = times.last().copied().unwrap_or_default();
    report.line(Line {
        work: format!("plan of {} rows, {} over, with an index that serves it", size.rows, size.expired),
        engine,
        ours: format!("{:.2} s", median(&times)),
        theirs: String::new(),
        reached: format!("first {first:.2} s, longest {longest:.2} s"),
        target: Target::AtMost(SECONDS),
        holds: Some(longest <= SECONDS.as_secs_f64()),
    });
    let many = peak_of("plan", &folder)?;
    let more = many.saturating_sub(few);
    let mb = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    report.line(Line {
        work: format!("peak memory of a plan, {} rows against {}", size.rows, small.rows),
        engine,
        ours: mb(many),
        theirs: mb(few),
        reached: format!("{} more", mb(more)),
        target: Target::Bytes(MORE),
        holds: Some(more <= MORE),
    });
    Ok(())
}
