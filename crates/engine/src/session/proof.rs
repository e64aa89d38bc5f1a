//! What to count by: the rules of the plan, without proving row by row what can be shown of whole columns.

use abide_plan::{
    catalog::Catalog,
    compile::{Program, compile},
    model::Model,
    proof::{self, Doubt},
    step::Step,
};
use jiff::civil::Date;

use crate::store::{Store, StoreError};

/// The same program for counting within the open transaction. `model` is as it was before it was compiled.
pub(super) fn counting(
    store: &mut dyn Store,
    mut model: Model,
    catalog: &Catalog,
    program: &Program,
    date: Date,
) -> Result<Program, StoreError> {
    model.proved = proved(store, &model, catalog)?;
    if model.proved.is_empty() {
        return Ok(program.clone());
    }
    let counting = compile(&mut model, date);
    let what = |step: &Step| (step.number, step.table.clone(), step.action.clone());
    let same = counting.steps.iter().map(what).eq(program.steps.iter().map(what));
    // Knowing more can only fold more; should a step have vanished, each is counted by its own rule.
    Ok(if same { counting } else { program.clone() })
}

/// The columns that hold nothing but dates.
fn proved(store: &mut dyn Store, model: &Model, catalog: &Catalog) -> Result<Vec<Doubt>, StoreError> {
    let mut proved = Vec::new();
    for doubt in proof::doubts(model, catalog) {
        if dispelled(store, model, &doubt)? {
            proved.push(doubt);
        }
    }
    Ok(proved)
}

fn dispelled(store: &mut dyn Store, model: &Model, doubt: &Doubt) -> Result<bool, StoreError> {
    let ends = store.query(&doubt.ends(model))?;
    let Some(between) = ends.first().and_then(|ends| doubt.between(model, ends)) else { return Ok(false) };
    Ok(store.query(&between)?.is_empty())
}
