//! A partition that is wholly over: applied against a DROP by hand, with and without counting first what goes.

use std::time::{Duration, Instant};

use abide_engine::apply::Options;
use abide_plan::catalog::Dialect;
use jiff::Timestamp;

use super::Context;
use crate::{
    Result,
    company::{self, Kind, Shape},
    report::{Pairs, Report, Target},
};

/// The same rows in a table of two partitions, of which one holds all that are over.
const PREPARE: [&str; 9] = [
    "ALTER TABLE person RENAME TO flat",
    "DROP INDEX person_by_collected, person_by_email",
    "CREATE TABLE person (id bigint, name text NOT NULL, email text, phone text, collected_on date NOT NULL, \
     CONSTRAINT person_key PRIMARY KEY (id, collected_on)) PARTITION BY RANGE (collected_on)",
    "CREATE TABLE person_over PARTITION OF person FOR VALUES FROM (MINVALUE) TO ('2023-01-01')",
    "CREATE TABLE person_since PARTITION OF person FOR VALUES FROM ('2023-01-01') TO (MAXVALUE)",
    "INSERT INTO person SELECT id, name, email, phone, collected_on FROM flat",
    "CREATE INDEX person_by_collected ON person (collected_on)",
    "CREATE INDEX person_by_email ON person (email)",
    "DROP TABLE flat",
];

/// Both, turn about.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    if context.ground.dialect() != Dialect::Postgres {
        return Ok(());
    }
    let (mut bare, mut counted) = (Pairs::default(), Pairs::default());
    let since = Instant::now();
    while context.another(since, bare.0.len()) {
        let ours = apply(context)?;
        let (count, drop) = by_hand(context)?;
        crate::tell(&format!("  {ours:?}, by hand {drop:?} after counting {count:?}"));
        bare.0.push((ours, drop));
        counted.0.push((ours, count + drop));
    }
    let engine = context.ground.name();
    report.pairs(
        "a partition wholly over, with evidence / count and DROP",
        engine,
        &counted,
        Target::Times(1.5),
    );
    report.pairs("a partition wholly over, with evidence / DROP alone", engine, &bare, Target::Times(1.5));
    Ok(())
}

fn prepared(context: &mut Context) -> Result<String> {
    let address = context.ground.copy(Shape::Contiguous, context.size)?;
    for statement in PREPARE.into_iter().chain(["VACUUM (FREEZE, ANALYZE) person", "CHECKPOINT"]) {
        context.ground.by_hand(&[statement])?;
    }
    Ok(address)
}

fn apply(context: &mut Context) -> Result<Duration> {
    let address = prepared(context)?;
    let files = company::files(&context.folder.join("partition"), Kind::Erase, &address)?;
    let session = company::session(&files)?;
    // A journal that is there already, as on every day but the first.
    let nothing = session.plan(Some("2010-01-01".parse()?), None)?;
    session.apply(&nothing, &Options::default(), Timestamp::now, &mut ())?;
    let plan = session.plan(None, None)?;
    let since = Instant::now();
    let done = session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    let took = since.elapsed();
    let rows: u64 = done.iter().map(|(_, applied)| applied.rows).sum();
    if rows == context.size.expired { Ok(took) } else { Err("not all went".into()) }
}

/// What counting and dropping took.
fn by_hand(context: &mut Context) -> Result<(Duration, Duration)> {
    prepared(context)?;
    let (rows, count) = context.ground.number("SELECT count(*) FROM person_over")?;
    if rows != context.size.expired {
        return Err("the partition holds something else".into());
    }
    let (_, drop) = context.ground.by_hand(&["DROP TABLE person_over"])?;
    Ok((count, drop))
}
