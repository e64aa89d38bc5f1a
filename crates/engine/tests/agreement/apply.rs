//! The steps run for real, in their order, and what is there afterwards.

use std::collections::BTreeSet;

use abide_engine::{
    persons,
    store::{Store, StoreError, plain},
};
use abide_plan::{
    anonymise::{left, written},
    batch::{self, Asks, Locator, Range, Site, Work},
    catalog::{Dialect, OnDelete},
    compile::compile,
    evaluate::{Fate, ValueFate, evaluate_all},
    model::Blank,
    need::{RowId, World},
    quote,
    step::{Action, Dependent, Neutral, Param, Sql, Step, Transformed},
    value::Value,
};
use abide_policy::condition::Literal;

use crate::{
    check::{Judged, read, told},
    home::Case,
};

/// In one transaction that is rolled back, so that no disk is waited for.
pub(crate) fn check(store: &mut dyn Store, case: &Case, judged: &Judged) -> Result<(), String> {
    store.begin().map_err(|error| error.to_string())?;
    let done = run_and_look(store, case, judged);
    store.rollback().map_err(|error| error.to_string())?;
    done.map_err(|why| format!("{why}\nsteps\n{}", told(&judged.program.steps)))
}

fn run_and_look(store: &mut dyn Store, case: &Case, judged: &Judged) -> Result<(), String> {
    for step in &judged.program.steps {
        run(store, judged, step)
            .map_err(|why| format!("a step fails\nstep {} on {}: {why}", step.number, step.table))?;
    }
    let left = read(store, &judged.catalog)?;
    for (table, rows) in left.iter().enumerate() {
        let mut found: Vec<String> = rows.iter().map(|row| canonical(row)).collect();
        let staying = judged.that(table, |fate, _| !fate.goes);
        let mut said: Vec<String> = staying.iter().map(|id| canonical(&afterwards(judged, *id))).collect();
        found.sort_unstable();
        said.sort_unstable();
        if found != said {
            let name = &judged.model.tables[table].name;
            return Err(format!(
                "the rows left differ\nin {name}, said\n{}\nfound\n{}",
                said.join("\n"),
                found.join("\n")
            ));
        }
    }
    nothing_left_to_do(store, case, judged, &left)
}

fn nothing_left_to_do(
    store: &mut dyn Store,
    case: &Case,
    judged: &Judged,
    left: &abide_plan::need::Rows,
) -> Result<(), String> {
    let mut model = judged.model.clone();
    let again = compile(&mut model, case.today);
    persons::lend(store, &model, &judged.ended, &judged.held).map_err(|error| error.to_string())?;
    let staying = staying_to_tell(judged);
    for step in &again.steps {
        let table = &judged.catalog.tables[judged.table(&step.table)];
        let rows = store.rows(table, Some(&step.rule), None).map_err(|error| error.to_string())?;
        if rows.iter().any(|row| !is_of(judged, &staying, judged.table(&step.table), row)) {
            return Err(format!(
                "the plan is not empty afterwards\nstep {} of {}: {rows:?}",
                step.number, step.table
            ));
        }
    }
    let seen = World { model: &model, rows: left, ended: &judged.ended, held: &judged.held };
    for (table, fates) in evaluate_all(seen, case.today).iter().enumerate() {
        let due = |value: &ValueFate| matches!(value, ValueFate::Blanked | ValueFate::Anonymised);
        let undone = |(row, fate): (&Vec<Value>, &Fate)| {
            (fate.goes || fate.values.iter().any(due)) && !is_of(judged, &staying, table, row)
        };
        if left[table].iter().zip(fates).any(undone) {
            return Err(format!(
                "the evaluator is not content afterwards\nwith {}",
                model.tables[table].name
            ));
        }
    }
    Ok(())
}

/// Records by which others are known to be held, and what they hold themselves: they go one apply after the last of those.
fn staying_to_tell(judged: &Judged) -> BTreeSet<RowId> {
    let world = judged.seen();
    if !judged.model.moves_held() {
        return BTreeSet::new();
    }
    let stays = |id: &RowId| !judged.fate(*id).goes;
    let all = judged.all();
    let mut staying: BTreeSet<RowId> =
        all.into_iter().filter(|id| world.is_held_to_tell(*id)).filter(stays).collect();
    let ties = abide_plan::tie::ties(&judged.model);
    let mut open: Vec<RowId> = staying.iter().copied().collect();
    while let Some(holder) = open.pop() {
        for tie in ties.iter().filter(|tie| tie.holder == holder.table) {
            let held = world.follow(holder, &tie.path).into_iter().filter(stays);
            open.extend(held.filter(|id| staying.insert(*id)));
        }
    }
    staying
}

/// Whether a row that is still to be done is one of these.
fn is_of(judged: &Judged, staying: &BTreeSet<RowId>, table: usize, row: &[Value]) -> bool {
    let key = &judged.model.tables[table].key;
    let same = |id: &&RowId| {
        id.table == table && key.iter().all(|column| judged.seen().values(**id)[*column] == row[*column])
    };
    !key.is_empty() && staying.iter().any(|id| same(&id))
}

fn run(store: &mut dyn Store, judged: &Judged, step: &Step) -> Result<(), String> {
    let dialect = judged.catalog.dialect;
    if let Action::Anonymise { columns } = &step.action {
        return coarsen(store, judged, step, columns);
    }
    if dialect == Dialect::MariaDb {
        return in_one_batch(store, step).map_err(|error| error.to_string());
    }
    let table = quote::table(dialect, &step.table);
    let execute = |store: &mut dyn Store, sql: &Sql| {
        store.execute(sql).map(|_| ()).map_err(|error| format!("{error}\n{}", sql.text))
    };
    let changing =
        |head: String| Sql { text: format!("{head} WHERE {}", step.rule.text), ..step.rule.clone() };
    match &step.action {
        Action::Erase { with } if with.is_empty() => {
            execute(store, &changing(format!("DELETE FROM {table} AS t")))
        }
        Action::Erase { with } => {
            // One by one: each row with its dependents, the rule asked again for the next.
            while let Some(first) = picked(store, judged, step)?.into_iter().next() {
                let picked = [first];
                for dependent in with {
                    execute(store, &plain(erase_dependent(dialect, step, dependent, &picked)))?;
                }
                execute(
                    store,
                    &plain(format!(
                        "DELETE FROM {table} AS t WHERE {}",
                        within(dialect, &step.key, "t", &picked)
                    )),
                )?;
            }
            Ok(())
        }
        Action::Cut { columns } => {
            let nulls: Vec<String> =
                columns.iter().map(|c| format!("{} = NULL", quote::quote(dialect, c))).collect();
            execute(store, &changing(format!("UPDATE {table} AS t SET {}", nulls.join(", "))))
        }
        Action::Anonymise { .. } => Ok(()),
        Action::Blank { columns } => {
            let set = columns.iter().map(|c| {
                format!("{} = {}", quote::quote(dialect, &c.column), neutral(dialect, &c.to, &step.key))
            });
            let set: Vec<String> = set.collect();
            execute(store, &changing(format!("UPDATE {table} AS t SET {}", set.join(", "))))
        }
    }
}

/// As it is applied, but all rows at once: MariaDB's statements cannot be told from their rule alone.
fn in_one_batch(store: &mut dyn Store, step: &Step) -> Result<(), StoreError> {
    let still = set_by_updates(store, step)?;
    let site = Site {
        dialect: Dialect::MariaDb,
        table: step.table.clone(),
        locator: Locator::Key(step.key.clone()),
        still,
    };
    let work = Work { step, site: &site, asks: Asks::All };
    for statement in work.make_list().into_iter().chain(work.picked_table()) {
        store.execute(&statement)?;
    }
    let all = Range::Listed(0, i64::MAX);
    if work.dependents().is_empty() && !work.looks_around() {
        return store.execute(&work.change(&all, &[])).map(drop);
    }
    for statement in batch::pick_locked(&work, &all, false) {
        store.execute(&statement)?;
    }
    store.execute(&batch::unpick(&work))?;
    for dependent in work.dependents() {
        store.query(&batch::lock_hanging(&work, dependent))?;
        store.execute(&work.erase_dependent(dependent, &Range::Picked))?;
    }
    store.execute(&work.change_picked(&Range::Picked)).map(drop)
}

/// Columns that MariaDB would set to the time of any update.
fn set_by_updates(store: &mut dyn Store, step: &Step) -> Result<Vec<String>, StoreError> {
    if store.dialect() != Dialect::MariaDb {
        return Ok(Vec::new());
    }
    let still = format!(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = database() \
         AND table_name = '{}' AND extra LIKE '%on update%'",
        step.table.name
    );
    let named = |name| if let Value::Text(name) = name { Some(name) } else { None };
    Ok(store.query(&plain(still))?.into_iter().flatten().filter_map(named).collect())
}

/// One by one: each row's own values decide what is left of them.
fn coarsen(
    store: &mut dyn Store,
    judged: &Judged,
    step: &Step,
    columns: &[Transformed],
) -> Result<(), String> {
    let (id, dialect) = (judged.table(&step.table), store.dialect());
    let table = &judged.model.tables[id];
    let rows =
        store.rows(&judged.catalog.tables[id], Some(&step.rule), None).map_err(|error| error.to_string())?;
    let still = set_by_updates(store, step).map_err(|error| error.to_string())?;
    for row in rows {
        let key: Vec<String> = table.key.iter().map(|column| literal(&row[*column])).collect();
        let others = still.iter().filter(|name| columns.iter().all(|to| to.column != **name));
        let others = others.map(|name| quote::quote(dialect, name)).map(|name| format!("{name} = {name}"));
        let set = columns.iter().map(|to| {
            let value = &row[table.column(&to.column).unwrap()];
            let written = neutral(dialect, &Neutral::Constant(written(to, value)), &[]);
            format!("{} = {written}", quote::quote(dialect, &to.column))
        });
        let text = format!(
            "UPDATE {} AS t SET {} WHERE {}",
            quote::table(dialect, &step.table),
            set.chain(others).collect::<Vec<_>>().join(", "),
            within(dialect, &step.key, "t", &[key])
        );
        store.execute(&plain(&text)).map_err(|error| format!("{error}\n{text}"))?;
    }
    Ok(())
}

/// The keys of a step's rows, as SQL.
fn picked(store: &mut dyn Store, judged: &Judged, step: &Step) -> Result<Vec<Vec<String>>, String> {
    let table = judged.table(&step.table);
    let rows = store
        .rows(&judged.catalog.tables[table], Some(&step.rule), None)
        .map_err(|error| error.to_string())?;
    let key = &judged.model.tables[table].key;
    Ok(rows.iter().map(|row| key.iter().map(|column| literal(&row[*column])).collect()).collect())
}

pub(crate) fn within(dialect: Dialect, key: &[String], alias: &str, picked: &[Vec<String>]) -> String {
    let one = |values: &Vec<String>| {
        let equal = key
            .iter()
            .zip(values)
            .map(|(name, value)| format!("{} = {value}", quote::column(dialect, Some(alias), name)));
        format!("({})", equal.collect::<Vec<_>>().join(" AND "))
    };
    format!("({})", picked.iter().map(one).collect::<Vec<_>>().join(" OR "))
}

fn erase_dependent(dialect: Dialect, step: &Step, dependent: &Dependent, picked: &[Vec<String>]) -> String {
    let mut here = "d".to_owned();
    let (mut from, mut on) = (Vec::new(), Vec::new());
    for (number, join) in dependent.path.iter().enumerate() {
        let there = format!("j{number}");
        from.push(format!("{} AS {there}", quote::table(dialect, &join.table)));
        for (own, their) in join.own.iter().zip(&join.their) {
            on.push(format!(
                "{} = {}",
                quote::column(dialect, Some(&here), own),
                quote::column(dialect, Some(&there), their)
            ));
        }
        here = there;
    }
    on.push(within(dialect, &step.key, &here, picked));
    format!(
        "DELETE FROM {} AS d WHERE EXISTS (SELECT 1 FROM {} WHERE {})",
        quote::table(dialect, &dependent.table),
        from.join(", "),
        on.join(" AND ")
    )
}

fn neutral(dialect: Dialect, to: &Neutral, key: &[String]) -> String {
    match to {
        Neutral::Null => "NULL".to_owned(),
        Neutral::Constant(Param::Bool(value)) => value.to_string(),
        Neutral::Constant(Param::Integer(value)) => value.to_string(),
        Neutral::Constant(Param::Decimal(value)) => value.clone(),
        Neutral::Constant(Param::List(_)) => panic!("no list is written over a value"),
        Neutral::Constant(Param::Text(value)) => literal(&Value::Text(value.clone())),
        Neutral::Constant(Param::Null) => "NULL".to_owned(),
        Neutral::FromKey => {
            let parts: Vec<String> = key
                .iter()
                .map(|column| format!("CAST({} AS text)", quote::column(dialect, Some("t"), column)))
                .collect();
            format!("'erased-' || {}", parts.join(" || '-' || "))
        }
    }
}

pub(crate) fn literal(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Decimal(value) => value.clone(),
        Value::Text(value) => format!("'{}'", value.replace('\'', "''")),
    }
}

/// A row that stays, as it is to be afterwards: blanked as the evaluator says, and with references that the database
/// itself sets to NULL.
pub(crate) fn afterwards(judged: &Judged, id: RowId) -> Vec<Value> {
    let table = &judged.model.tables[id.table];
    let before = judged.seen().values(id);
    let mut row = before.to_vec();
    for (place, fate) in judged.fate(id).values.iter().enumerate() {
        let column = &table.columns[place];
        let rest = column.transform.and_then(|by| left(by, &before[place]));
        if let (ValueFate::Anonymised, Some(rest)) = (fate, rest) {
            row[place] = rest;
        } else if matches!(fate, ValueFate::Blanked | ValueFate::Anonymised) {
            row[place] = match &column.blank {
                Blank::Null => Value::Null,
                Blank::Constant(literal) => constant(literal),
                Blank::FromKey => {
                    let parts: Vec<String> = table.key.iter().map(|c| literal_text(&before[*c])).collect();
                    Value::Text(format!("erased-{}", parts.join("-")))
                }
                other => panic!("a value is blanked that is {other:?}"),
            };
        }
    }
    for reference in table.references.iter().filter(|reference| reference.on_delete == OnDelete::SetNull) {
        let there = judged.seen().follow(id, std::slice::from_ref(&reference.hop));
        if there.iter().any(|there| judged.fate(*there).goes) {
            reference.hop.own.iter().for_each(|column| row[*column] = Value::Null);
        }
    }
    row
}

fn constant(literal: &Literal) -> Value {
    match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Integer(value) => Value::Integer(*value),
        Literal::Decimal(value) => Value::Decimal(value.clone()),
        Literal::Text(value) => Value::Text(value.clone()),
        Literal::Date(value) => Value::Text(value.to_string()),
    }
}

fn literal_text(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Decimal(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null => String::new(),
    }
}

/// A row as text in which equal numbers look alike.
pub(crate) fn canonical(row: &[Value]) -> String {
    let one = |value: &Value| match value {
        Value::Decimal(text) => {
            text.parse::<f64>().map_or_else(|_| text.clone(), |number| format!("{number:?}"))
        }
        Value::Integer(number) => format!("{:?}", *number as f64),
        Value::Bool(value) => format!("{:?}", f64::from(u8::from(*value))),
        other => format!("{other:?}"),
    };
    row.iter().map(one).collect::<Vec<_>>().join(" | ")
}
