//! What planning asks besides: unserved and undatable records, values that nothing needs.

use abide_engine::store::Store;
use abide_plan::{
    compile::QuestionKind,
    evaluate::{Fate, is_over},
    model::{Blank, Role, TableId},
    need::Need,
    value::Value,
};

use crate::check::{Judged, Tally};

pub(crate) fn check(store: &mut dyn Store, judged: &Judged, tally: &mut Tally) -> Result<(), String> {
    for table in 0..judged.model.tables.len() {
        for kind in kinds(judged, table) {
            let mut said = judged.that(table, |fate, values| is_so(judged, table, &kind, fate, values));
            said.retain(|id| kind != QuestionKind::Held || judged.seen().is_held(*id));
            let asked =
                judged.program.questions.iter().find(|asked| asked.table == table && asked.kind == kind);
            let Some(asked) = asked else {
                if said.is_empty() {
                    continue;
                }
                return Err(format!("a question is not asked\n{kind:?} of {}", judged.model.place(table)));
            };
            let found = judged.under(store, table, &asked.rule)?;
            judged.same(&format!("the answer differs to {kind:?}"), &said, &found, &asked.rule)?;
            tally.asked += found.len() as u64;
        }
    }
    Ok(())
}

/// The questions there are about a table.
fn kinds(judged: &Judged, table: TableId) -> Vec<QuestionKind> {
    let bound = &judged.model.tables[table];
    if bound.role != Role::Personal {
        return Vec::new();
    }
    let unserved = bound.unserved.is_none().then_some(QuestionKind::Unserved);
    let undatable = (0..bound.serves.len()).map(|service| QuestionKind::Undatable { service });
    let served = !bound.serves.is_empty();
    let unneeded = bound.columns.iter().enumerate().filter(|(_, column)| {
        served
            && column.category.is_some()
            && column.needed_by.is_empty()
            && matches!(column.blank, Blank::Stays(_))
    });
    let unneeded = unneeded.map(|(column, _)| QuestionKind::Unneeded { column });
    let whole = bound.columns.iter().enumerate().filter(|(_, column)| {
        column.blank.is_whole() && !column.needed_by.is_empty() && column.needed_by.len() < bound.serves.len()
    });
    let whole = whole.map(|(column, _)| QuestionKind::Whole { column });
    let held = (!judged.model.moves_held()).then_some(QuestionKind::Held);
    unserved.into_iter().chain(undatable).chain(held).chain(unneeded).chain(whole).collect()
}

fn is_so(judged: &Judged, table: TableId, kind: &QuestionKind, fate: &Fate, values: &[Value]) -> bool {
    let over = |need: &Need| matches!(need, Need::Over(_) | Need::NotServed);
    match kind {
        QuestionKind::Unserved => fate.needs.iter().all(|need| *need == Need::NotServed),
        QuestionKind::Undatable { service } => matches!(fate.needs[*service], Need::Undatable(_)),
        QuestionKind::Held => is_over(&judged.model.tables[table], &fate.needs),
        QuestionKind::Unneeded { column } => values[*column] != Value::Null,
        QuestionKind::Whole { column } => {
            let needed_by = &judged.model.tables[table].columns[*column].needed_by;
            let spoken_for = fate.needs.iter().any(|need| *need != Need::NotServed);
            !fate.goes
                && spoken_for
                && values[*column] != Value::Null
                && needed_by.iter().all(|service| over(&fate.needs[*service]))
        }
    }
}
