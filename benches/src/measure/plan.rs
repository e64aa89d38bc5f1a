//! Planning against the index count of the same rows.

use std::time::{Duration, Instant};

use abide_engine::store::{Access, Store};
use abide_plan::{count, step::Sql};

use super::Context;
use crate::{
    Result,
    company::{self, Kind, OVER, Shape},
    report::{Pairs, Report, Target},
};

/// The whole of planning; and the count by the rule as it is applied, which proves each date.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    let address = context.ground.copy(Shape::Contiguous, context.size)?;
    let files = company::files(&context.folder.join("plan"), Kind::Erase, &address)?;
    let session = company::session(&files)?;
    let map = session.map().stores.first().ok_or("the map has a store")?;
    let plan = session.plan(None, None)?;
    let step = &plan.stores[0].steps[0].step;
    let mut store = session.open_store(map, Access::Read)?;
    let counting = count::rows(store.dialect(), &step.table, &step.rule);
    let by_hand = format!("SELECT count(*) FROM person WHERE {OVER}");
    let (mut whole, mut alone) = (Pairs::default(), Pairs::default());
    let began = Instant::now();
    let mut run = 0;
    while run == 0 || context.another(began, whole.0.len()) {
        let since = Instant::now();
        let plan = session.plan(None, None)?;
        let ours = since.elapsed();
        let (rows, theirs) = context.ground.number(&by_hand)?;
        if plan.stores[0].steps[0].rows != rows {
            return Err("plan and count disagree".into());
        }
        let counted = count_alone(store.as_mut(), &counting, rows)?;
        // The first pair warms the caches.
        if run > 0 {
            whole.0.push((ours, theirs));
            alone.0.push((counted, theirs));
        }
        run += 1;
    }
    let engine = context.ground.name();
    report.pairs("plan, all of it / index count", engine, &whole, Target::Times(1.2));
    report.pairs("a count by the rule as it is applied / index count", engine, &alone, Target::Nothing);
    Ok(())
}

fn count_alone(store: &mut dyn Store, counting: &Sql, expected: u64) -> Result<Duration> {
    let since = Instant::now();
    let rows = store.count(counting)?;
    if rows == expected { Ok(since.elapsed()) } else { Err("two counts disagree".into()) }
}
