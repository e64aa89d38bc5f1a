//! How the batches of a step are asked about again, where its rule follows ties from row to row without knowing how far.

use jiff::civil::Date;

use crate::{
    catalog::Dialect,
    compile::traced,
    model::{Model, TableId},
    sql::{Predicate, Writer},
    step::{Again, Followed, Held, Up},
    tie::Tie,
};

/// Of a rule that follows ties (`follows`), the part that does not, as it is written; and, for rows that are removed, what tells
/// whether any is held. None where the rule itself is what a batch can be asked.
pub(crate) fn again(
    model: &Model,
    today: Date,
    follows: bool,
    removed: Option<(TableId, &[Tie])>,
    write: impl FnOnce(&mut Writer<'_>) -> Predicate,
) -> Option<Again> {
    if !follows {
        return None;
    }
    let (rule, still_follows) = traced(model, today, write);
    if still_follows {
        return None;
    }
    let held = match removed {
        Some((table, ties)) => Some(held(model, today, table, ties)?),
        None => None,
    };
    Some(Again { rule, held })
}

fn held(model: &Model, today: Date, table: TableId, ties: &[Tie]) -> Option<Held> {
    let mut writer = Writer::new(model, today);
    let holders = writer.holders(table, ties)?;
    if model.dialect != Dialect::MariaDb {
        let (select, rest) = writer.ask_holders(&holders);
        return Some(Held::Asked { select, rest: writer.finish(rest) });
    }
    let up = |tie: usize| {
        let (from, into, sql) = Writer::new(model, today).follow(&holders, tie);
        Up { from, into, sql }
    };
    let ties = (0..holders.ties()).map(up).collect();
    Some(Held::Followed(Followed { tables: writer.met_tables(&holders), ties }))
}
