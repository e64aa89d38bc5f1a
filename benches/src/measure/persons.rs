//! One person's access against the query by hand, and persons who ended what is kept of them against one DELETE that lists them;
//! then the same on a small table, for the cost is to grow with the persons and not with the table.

use std::time::{Duration, Instant};

use abide_engine::{
    apply::Options,
    session::{Choice, Session},
    store::{self, Access},
};
use abide_ledger::Ending;
use abide_plan::{catalog::Dialect, step::Param};
use abide_policy::map::StoreUrl;
use jiff::Timestamp;

use super::{Context, memory::SMALL};
use crate::{
    Result,
    company::{self, Kind, Shape, Size},
    report::{Pairs, Report, Target},
};

/// Who ends together.
const PERSONS: u64 = 100;

/// Whose access is measured in each run.
const ACCESSES: u64 = 20;

/// All of it.
pub(crate) fn measure(context: &mut Context, report: &mut Report) -> Result<()> {
    let (mut access, mut told, mut erased, mut growth) =
        (Pairs::default(), Pairs::default(), Pairs::default(), Pairs::default());
    let (large, since) = (context.size, Instant::now());
    while context.another(since, told.0.len()) {
        let (_, on_small) = end(&self::prepared(context, large.cut(SMALL))?, large.cut(SMALL))?;
        let prepared = self::prepared(context, large)?;
        compare_access(context, &prepared, &mut access)?;
        let (telling, ours) = end(&prepared, large)?;
        let theirs = by_hand(context, large)?;
        crate::tell(&format!("  told {telling:?}, erased {ours:?} (small {on_small:?}), by hand {theirs:?}"));
        told.0.push((telling + ours, theirs));
        erased.0.push((ours, theirs));
        growth.0.push((ours, on_small));
    }
    let (engine, small) = (context.ground.name(), large.cut(SMALL).rows);
    report.pairs("a person's access / the query by hand", engine, &access, Target::Times(1.2));
    let work = format!("{PERSONS} ended persons: written down, planned and erased / DELETE that lists them");
    report.pairs(&work, engine, &told, Target::Speed(0.9));
    let work = format!("{PERSONS} ended persons: planned and erased alone / DELETE that lists them");
    report.pairs(&work, engine, &erased, Target::Nothing);
    let work = format!("{PERSONS} ended persons: planned and erased, of {} rows / of {small}", large.rows);
    report.pairs(&work, engine, &growth, Target::Times(1.5));
    Ok(())
}

/// A copy with the index that finds a person whatever the case of an address.
fn prepared(context: &mut Context, size: Size) -> Result<Prepared> {
    let address = context.ground.copy(Shape::Contiguous, size)?;
    // MariaDB compares without case by itself, and has no index on an expression.
    if context.ground.dialect() != Dialect::MariaDb {
        context.ground.by_hand(&["CREATE INDEX person_by_likeness ON person (lower(trim(email)))"])?;
        context.ground.by_hand(&["ANALYZE person"])?;
    }
    let files = company::files(&context.folder.join("persons"), Kind::Persons, &address)?;
    Ok(Prepared { session: company::session(&files)?, address })
}

struct Prepared {
    session: Session,
    address: String,
}

/// The address of the person in row `n`.
fn email(n: u64) -> String {
    format!("p{:08}@example.com", n * 7919 % 100_000_000)
}

/// Some all over the table; two numbers never give the same.
fn some(size: Size, from: u64, count: u64) -> impl Iterator<Item = String> {
    let step = (size.rows / (4 * PERSONS)).max(1);
    (0..count).map(move |n| email(1 + (from + n) * step))
}

fn compare_access(context: &Context, prepared: &Prepared, pairs: &mut Pairs) -> Result<()> {
    let url = StoreUrl::Address(prepared.address.clone());
    let query = match context.ground.dialect() {
        Dialect::Postgres => {
            "SELECT id, name, email, phone, collected_on::text FROM person WHERE lower(trim(email)) = $1"
        }
        Dialect::Sqlite => {
            "SELECT id, name, email, phone, collected_on FROM person WHERE lower(trim(email)) = ?1"
        }
        Dialect::MariaDb => "SELECT id, name, email, phone, collected_on FROM person WHERE email = ?1",
    };
    for email in some(context.size, 2 * PERSONS, ACCESSES) {
        let since = Instant::now();
        let found = prepared.session.explain_identity("email", &email, None)?;
        let ours = since.elapsed();
        let since = Instant::now();
        let mut store = store::open(&url, std::path::Path::new(""), Access::Read)?;
        let rows = store.query(&store::bound(query, [Param::Text(email)]))?;
        pairs.0.push((ours, since.elapsed()));
        if found.len() != 1 || rows.len() != 1 {
            return Err("one person was not found once".into());
        }
    }
    Ok(())
}

/// How long it took to write down what they end, and to plan and apply what follows.
fn end(prepared: &Prepared, size: Size) -> Result<(Duration, Duration)> {
    let session = &prepared.session;
    let since = Instant::now();
    for email in some(size, 0, PERSONS) {
        let (ending, identities) = (Ending::Objection, vec![("email".to_owned(), email)]);
        let choice = Choice { ending, activities: Vec::new(), identities, received: None };
        session.end_person(&choice, Timestamp::now)?;
    }
    let told = since.elapsed();
    let since = Instant::now();
    let plan = session.plan(None, None)?;
    let done = session.apply(&plan, &Options::default(), Timestamp::now, &mut ())?;
    let took = since.elapsed();
    let rows: u64 = done.iter().map(|(_, applied)| applied.rows).sum();
    if rows == PERSONS { Ok((told, took)) } else { Err(format!("of {PERSONS} persons {rows} went").into()) }
}

fn by_hand(context: &mut Context, size: Size) -> Result<Duration> {
    let list: Vec<String> = some(size, PERSONS, PERSONS).map(|email| format!("'{email}'")).collect();
    let column = if context.ground.dialect() == Dialect::MariaDb { "email" } else { "lower(trim(email))" };
    let (rows, took) =
        context.ground.by_hand(&[&format!("DELETE FROM person WHERE {column} IN ({})", list.join(", "))])?;
    if rows == PERSONS { Ok(took) } else { Err(format!("of {PERSONS} persons {rows} went by hand").into()) }
}
