//! Blanking on PostgreSQL where a row can stay on its page and no index has to follow it (a heap-only update): what is blanked is in
//! no index, and pages have room. Held against one UPDATE of the same table, and against one of a table where neither is so.

use std::time::{Duration, Instant};

use abide_engine::apply::Options;
use abide_plan::catalog::Dialect;
use jiff::Timestamp;

use super::{Context, apply::UPDATE};
use crate::{
    Result,
    company::{self, Kind, Shape},
    ground::fingerprint,
    report::{Pairs, Report, Target},
};

/// Room for each row's new version.
const PREPARE: [&str; 5] = [
    "DROP INDEX person_by_email",
    "ALTER TABLE person SET (fillfactor = 45)",
    "VACUUM (FULL, FREEZE) person",
    "VACUUM (ANALYZE) person",
    "CHECKPOINT",
];

/// How many updates of the table were heap-only, of a hundred.
const SHARE: &str =
    "SELECT 100 * n_tup_hot_upd / greatest(n_tup_upd, 1) FROM pg_stat_user_tables WHERE relname = 'person'";

/// All three, turn about.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    if context.ground.dialect() != Dialect::Postgres {
        return Ok(());
    }
    let (mut there, mut elsewhere) = (Pairs::default(), Pairs::default());
    let since = Instant::now();
    while context.another(since, there.0.len()) {
        let ours = apply(context)?;
        let left = fingerprint(context.ground.as_mut())?;
        context.ground.copy(Shape::Contiguous, context.size)?;
        let (_, cold) = context.ground.by_hand(&[UPDATE])?;
        prepared(context)?;
        let (_, hot) = context.ground.by_hand(&[UPDATE])?;
        if left != fingerprint(context.ground.as_mut())? {
            return Err("blanking on the page: the two leave something else behind".into());
        }
        crate::tell(&format!("  {ours:?}, by hand {hot:?}, and {cold:?} where it is not possible"));
        there.0.push((ours, hot));
        elsewhere.0.push((ours, cold));
    }
    let engine = context.ground.name();
    report.pairs("blank, heap-only, with evidence / one UPDATE", engine, &there, Target::Speed(0.95));
    report.pairs(
        "blank, heap-only, with evidence / one UPDATE that is not",
        engine,
        &elsewhere,
        Target::Speed(5.0),
    );
    Ok(())
}

fn prepared(context: &mut Context) -> Result<String> {
    let address = context.ground.copy(Shape::Contiguous, context.size)?;
    for statement in PREPARE {
        context.ground.by_hand(&[statement])?;
    }
    Ok(address)
}

fn apply(context: &mut Context) -> Result<Duration> {
    let address = prepared(context)?;
    let session = company::session(&company::files(&context.folder.join("hot"), Kind::Blank, &address)?)?;
    let plan = session.plan(None, None)?;
    let since = Instant::now();
    let done = session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    let took = since.elapsed();
    let rows: u64 = done.iter().map(|(_, applied)| applied.rows).sum();
    // What the server counts it tells a moment after a session has ended.
    let (mut share, tried) = (0, Instant::now());
    while share < 90 && tried.elapsed() < Duration::from_secs(20) {
        share = context.ground.number(SHARE)?.0;
    }
    match (rows == context.size.expired, share >= 90) {
        (true, true) => Ok(took),
        (true, false) => Err(format!("only {share} of 100 updates were heap-only").into()),
        (false, _) => Err("not all was blanked".into()),
    }
}
