//! What is proved of a whole column is so of each of its rows, and counting by it finds the same.

use abide_engine::store::{self, Store};
use abide_plan::{
    catalog::Dialect,
    compile::compile,
    dating::{self, Dated, EARLIEST, LATEST, Zones},
    proof::Doubt,
    quote,
};
use jiff::ToSpan;

use crate::{
    check::{Judged, Tally},
    home::Case,
};

pub(crate) fn check(
    store: &mut dyn Store,
    case: &Case,
    judged: &Judged,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut proved = Vec::new();
    for doubt in doubts(judged) {
        let dispelled = dispelled(store, judged, &doubt)?;
        if dispelled != expected(judged, &doubt).unwrap_or(dispelled) {
            return Err(format!("a proof fails\n{doubt:?}, proved: {dispelled}"));
        }
        if dispelled {
            proved.push(doubt);
        }
    }
    tally.proved += proved.len() as u64;
    if proved.is_empty() { Ok(()) } else { counted(store, case, judged, proved) }
}

fn doubts(judged: &Judged) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (start, table) in judged.model.tables.iter().enumerate() {
        for source in table.serves.iter().flat_map(|service| &service.sources) {
            let table = judged.model.end_of(start, &source.path);
            let doubt = Doubt { table, column: source.column, format: source.format };
            if doubt.can_be_dispelled(judged.model.dialect) && !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        }
    }
    doubts
}

/// Whether all values are dates; none where a proof may be given up because they reach to the borders.
fn expected(judged: &Judged, doubt: &Doubt) -> Option<bool> {
    let zones = Zones { controller: &judged.model.zone, store: &judged.model.store_zone };
    let mut days = Vec::new();
    for row in &judged.rows[doubt.table] {
        match dating::read(&row[doubt.column], doubt.format, zones) {
            Dated::Missing => {}
            Dated::On(day) => days.push(day),
            Dated::Unreadable => return Some(false),
        }
    }
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let inside = *first >= EARLIEST.saturating_add(4.days()) && *last <= LATEST.saturating_sub(4.days());
    inside.then_some(true)
}

fn dispelled(store: &mut dyn Store, judged: &Judged, doubt: &Doubt) -> Result<bool, String> {
    let failed = |error| format!("a proof is refused\n{error}");
    let table = &judged.model.tables[doubt.table];
    let sqlite = judged.model.dialect == Dialect::Sqlite;
    let drop = store::plain("DROP INDEX proving");
    if sqlite {
        let name = quote::table(Dialect::Sqlite, &table.name);
        let column = quote::quote(Dialect::Sqlite, &table.columns[doubt.column].name);
        let make = store::plain(format!("CREATE INDEX proving ON {name} ({column} COLLATE BINARY)"));
        store.execute(&make).map_err(failed)?;
    }
    let ends = store.query(&doubt.ends(&judged.model)).map_err(failed)?;
    let between = ends.first().and_then(|ends| doubt.between(&judged.model, ends));
    let found = between.map(|between| store.query(&between)).transpose().map_err(failed)?;
    if sqlite {
        store.execute(&drop).map_err(failed)?;
    }
    Ok(found.is_some_and(|found| found.is_empty()))
}

/// The rules that spare the proof are true for the same rows.
fn counted(store: &mut dyn Store, case: &Case, judged: &Judged, proved: Vec<Doubt>) -> Result<(), String> {
    let mut model = judged.model.clone();
    model.proved = proved;
    let counting = compile(&mut model, case.today);
    if counting.steps.len() != judged.program.steps.len() {
        return Err("to know more makes other steps".to_owned());
    }
    for (by, step) in counting.steps.iter().zip(&judged.program.steps) {
        let table = judged.table(&step.table);
        let (said, found) = (judged.under(store, table, &step.rule)?, judged.under(store, table, &by.rule)?);
        judged.same("a count that spares the proof differs", &said, &found, &by.rule)?;
    }
    for question in &judged.program.questions {
        let said = judged.under(store, question.table, &question.rule)?;
        let same = |other: &&abide_plan::compile::Question| {
            (other.table, &other.kind) == (question.table, &question.kind)
        };
        let found = match counting.questions.iter().find(same) {
            Some(by) => judged.under(store, question.table, &by.rule)?,
            None => Vec::new(),
        };
        judged.same("an answer that spares the proof differs", &said, &found, &question.rule)?;
    }
    Ok(())
}
