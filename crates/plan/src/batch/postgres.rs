//! What only PostgreSQL has: block ranges, held cursors, row locks.

use super::{Asks, LIST, Range, Text, Work};
use crate::{
    catalog::Dialect,
    quote,
    step::{Dependent, Param, Sql},
};

/// A cursor that outlives its transaction: the server keeps the places it found, and no snapshot. In the order of places,
/// for deleting rows scattered over the table costs half as much again.
pub(super) fn make_list(work: &Work<'_>) -> Vec<Sql> {
    let work = &Work { asks: Asks::All, ..*work };
    let text = Text::with_rule(work);
    vec![
        Sql { text: "CLOSE ALL".to_owned(), params: Vec::new() },
        // All rows are wanted, not the first few soon.
        Sql { text: "SET cursor_tuple_fraction = 1".to_owned(), params: Vec::new() },
        text.finish(format!(
            "DECLARE {LIST} NO SCROLL CURSOR WITH HOLD FOR SELECT CAST(t.ctid AS text) FROM {} WHERE {} ORDER BY t.ctid",
            work.target(),
            work.rule().text
        )),
    ]
}

/// The next rows of the list, one text column: the elements of a [`Range::Tids`].
pub fn fetch_list(count: u64) -> Sql {
    Sql { text: format!("FETCH FORWARD {count} FROM {LIST}"), params: Vec::new() }
}

/// The rows in a range that the rule is true for, one text column.
pub fn rows_of(work: &Work<'_>, range: &Range) -> Sql {
    let mut text = Text::with_rule(work);
    let within = within(range, &mut text);
    text.finish(format!(
        "SELECT CAST(t.ctid AS text) FROM {} WHERE {within} AND ({})",
        work.target(),
        work.rule().text
    ))
}

/// Places and values of the rows in a range that the rule is true for, as text.
pub(super) fn read_whole(work: &Work<'_>, range: &Range) -> Sql {
    let mut text = Text::with_rule(work);
    let within = within(range, &mut text);
    let columns = work.transformed().iter().map(|transformed| {
        format!(", CAST({} AS text)", quote::column(Dialect::Postgres, Some("t"), &transformed.column))
    });
    text.finish(format!(
        "SELECT CAST(t.ctid AS text){} FROM {} WHERE {within} AND ({})",
        columns.collect::<String>(),
        work.target(),
        work.rule().text
    ))
}

/// The rows in a range that the rule is true for, one text column, locking them: from here to the end of the transaction nobody can change them, nor insert a row that refers to them.
/// With `skip`, rows that others have locked are left out; without, they are waited for.
pub fn lock_rows(work: &Work<'_>, range: &Range, skip: bool) -> Sql {
    let mut sql = rows_of(work, range);
    sql.text.push_str(if skip { " FOR UPDATE OF t SKIP LOCKED" } else { " FOR UPDATE OF t" });
    sql
}

/// Locks the rows of another table that hang on locked rows, so that their dates hold still.
pub fn lock_dependent(work: &Work<'_>, dependent: &Dependent, picked: &Range) -> Sql {
    let mut text = Text::new(work.site.dialect);
    let hangs = work.hangs(dependent, picked, &mut text);
    // Counted, so that the rows need not travel.
    text.finish(format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} AS d WHERE {hangs} FOR UPDATE OF d) AS locked",
        quote::table(work.site.dialect, &dependent.table)
    ))
}

/// Of locked rows, those that the rule is still true for: the statement sees what was committed while we waited for locks.
pub fn recheck(work: &Work<'_>, picked: &Range) -> Sql {
    rows_of(work, picked)
}

pub(super) fn within(range: &Range, text: &mut Text) -> String {
    match range {
        Range::Blocks(from, to) => {
            let from = text.bind(Param::Text(format!("({from},0)")));
            let to = text.bind(Param::Text(format!("({to},0)")));
            format!("t.ctid >= {from} AND t.ctid < {to}")
        }
        Range::Tids(rows) => {
            let rows: Vec<String> = rows.iter().map(|row| format!("\"{row}\"")).collect();
            let rows = text.bind(Param::Text(format!("{{{}}}", rows.join(","))));
            format!("t.ctid = ANY({rows})")
        }
        // Not made for this dialect: no row.
        Range::Listed(..) | Range::Numbers(_) | Range::Picked => "FALSE".to_owned(),
    }
}
