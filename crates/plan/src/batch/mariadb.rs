//! What only MariaDB and MySQL have: lists of primary keys in temporary tables, and locks taken while picking from them.
//!
//! There is no name for a row's place, and a statement that changes a table may not look at it again. So a batch that has to
//! look around picks first, locking what it picks, and then changes what was picked by key alone.

use super::{Alike, Asks, LIST, PICKED, Placed, Range, Text, Work, copy, numbers};
use crate::{
    catalog::Dialect,
    quote,
    step::{Action, Copy, Dependent, Followed, Met, Param, Sql},
};

/// A temporary table of keys in their order: in it rows lie as they do in the table.
pub(super) fn make_list(work: &Work<'_>) -> Vec<Sql> {
    let work = &Work { asks: Asks::All, ..*work };
    let keys: Vec<String> = work
        .key()
        .iter()
        .enumerate()
        .map(|(place, column)| format!("{} AS k{place}", quote::column(Dialect::MariaDb, Some("t"), column)))
        .collect();
    let list = format!(
        "CREATE TEMPORARY TABLE {LIST} (n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB \
         SELECT {} FROM {} WHERE {} ORDER BY {}",
        keys.join(", "),
        work.target(),
        work.rule().text,
        quote::list(Dialect::MariaDb, Some("t"), work.key()),
    );
    vec![plain(format!("DROP TEMPORARY TABLE IF EXISTS {LIST}")), Text::with_rule(work).finish(list)]
}

pub(super) fn list_length() -> Sql {
    plain(format!("SELECT coalesce(max(n), 0) FROM {LIST}"))
}

/// Numbers and keys of the same types as the list's. Beside them, those of the rows that are met when ties are followed.
pub(super) fn picked_table(work: &Work<'_>) -> Vec<Sql> {
    let tables = work.followed().map_or(&[][..], |followed| followed.tables.as_slice());
    let met = tables.iter().enumerate().flat_map(|(number, met)| met_table(number, met));
    let picked = [
        plain(format!("DROP TEMPORARY TABLE IF EXISTS {PICKED}")),
        plain(format!(
            "CREATE TEMPORARY TABLE {PICKED} ENGINE=InnoDB SELECT l.n, {} FROM {LIST} AS l WHERE 1 = 0",
            names(work)
        )),
    ];
    picked.into_iter().chain(met).collect()
}

/// Each key once, with the level on which it was met first, and whether its row stays. UNIQUE, not PRIMARY: it takes texts that are
/// too long for an index.
fn met_table(number: usize, met: &Met) -> [Sql; 2] {
    let name = Met::name(number);
    let columns = met.key.iter().enumerate();
    let columns = columns
        .map(|(place, column)| format!("{} AS k{place}", quote::column(Dialect::MariaDb, Some("t"), column)));
    let keys: Vec<String> = (0..met.key.len()).map(|place| format!("k{place}")).collect();
    [
        plain(format!("DROP TEMPORARY TABLE IF EXISTS {name}")),
        plain(format!(
            "CREATE TEMPORARY TABLE {name} (level INT NOT NULL, stays INT NOT NULL, UNIQUE ({}), INDEX (level)) ENGINE=InnoDB \
             SELECT {}, 0 AS level, 0 AS stays FROM {} AS t LIMIT 0",
            keys.join(", "),
            columns.collect::<Vec<_>>().join(", "),
            quote::table(Dialect::MariaDb, &met.table),
        )),
    ]
}

/// Statements that make the picked rows those met on level 0.
pub fn start_following(work: &Work<'_>, followed: &Followed) -> Vec<Sql> {
    let clear = (0..followed.tables.len()).map(|number| plain(format!("DELETE FROM {}", Met::name(number))));
    let columns: Vec<String> = (0..work.key().len()).map(|place| format!("k{place}")).collect();
    let start = format!(
        "INSERT INTO {} ({}, level, stays) SELECT {}, 0, 0 FROM {PICKED} AS l",
        Met::name(0),
        columns.join(", "),
        names(work)
    );
    clear.chain([plain(start)]).collect()
}

/// How many of the rows met in a table stay.
pub fn some_stay(number: usize) -> Sql {
    plain(format!("SELECT count(*) FROM {} WHERE stays = 1", Met::name(number)))
}

/// Statements that make [`Range::Picked`] the rows of a range that the rule is true for, locked: from here to the end of the
/// transaction nobody can change them, nor insert a row that refers to them. The last one's count is how many.
pub fn pick_locked(work: &Work<'_>, range: &Range, skip: bool) -> Vec<Sql> {
    let mut text = Text::with_rule(work);
    let rows = joined(work, range, &mut text);
    let within = within(range, &mut text);
    let insert = text.finish(format!(
        "INSERT INTO {PICKED} SELECT l.n, {} FROM {rows} WHERE {within}({}) FOR UPDATE{}",
        names(work),
        work.rule().text,
        if skip { " SKIP LOCKED" } else { "" },
    ));
    vec![plain(format!("DELETE FROM {PICKED}")), insert]
}

/// Locks the rows of another table that hang on picked rows, so that their dates hold still.
pub fn lock_hanging(work: &Work<'_>, dependent: &Dependent) -> Sql {
    plain(format!("SELECT count(*) FROM {} FOR UPDATE", hanging(work, dependent)))
}

/// Lets go of picked rows that the rule is no longer true for: the statement sees what was committed while we waited for locks.
pub fn unpick(work: &Work<'_>) -> Sql {
    Text::with_rule(work).finish(format!(
        "DELETE l FROM {} WHERE ({}) IS NOT TRUE",
        picked(work),
        work.rule().text
    ))
}

/// Deletes the rows of another table that hang on picked rows.
pub(super) fn erase_dependent(work: &Work<'_>, dependent: &Dependent) -> Sql {
    plain(format!("DELETE d FROM {}", hanging(work, dependent)))
}

/// What a column holds in picked rows, or in the rows of another table that hang on them, as text.
pub(super) fn column_of(work: &Work<'_>, dependent: Option<&Dependent>, column: &str) -> Sql {
    let (alias, rows) = match dependent {
        Some(dependent) => ("d", hanging(work, dependent)),
        None => ("t", picked(work)),
    };
    let value = quote::column(Dialect::MariaDb, Some(alias), column);
    plain(format!("SELECT CAST({value} AS CHAR) FROM {rows}"))
}

/// The change: of picked rows by their keys alone, of others with the rule.
pub(super) fn change(work: &Work<'_>, range: &Range, left: &[Param]) -> Sql {
    let picked = matches!(range, Range::Picked);
    let mut text = if picked { Text::new(Dialect::MariaDb) } else { Text::with_rule(work) };
    let rows = joined(work, range, &mut text);
    let head = match &work.step.action {
        Action::Erase { .. } => format!("DELETE t FROM {rows}"),
        Action::Blank { columns } => {
            let settings = work.settings(columns, &mut text);
            format!("UPDATE {rows} SET {settings}{}", still(work))
        }
        Action::Anonymise { columns } => {
            let written = work.coarser(columns, left, &mut text);
            format!("UPDATE {rows} SET {written}{}", still(work))
        }
        Action::Cut { columns } => {
            let nulls: Vec<String> = columns
                .iter()
                .map(|column| format!("{} = NULL", quote::column(Dialect::MariaDb, Some("t"), column)))
                .collect();
            format!("UPDATE {rows} SET {}{}", nulls.join(", "), still(work))
        }
    };
    if picked {
        return text.finish(head);
    }
    let within = within(range, &mut text);
    text.finish(format!("{head} WHERE {within}({})", work.rule().text))
}

/// Places in the list and values, as text, of picked rows.
pub(super) fn read_whole(work: &Work<'_>, range: &Range) -> Sql {
    let mut text = Text::with_rule(work);
    let column = |name: &String| quote::column(Dialect::MariaDb, Some("t"), name);
    let columns: String = work
        .transformed()
        .iter()
        .map(|one| format!(", CONVERT({} USING utf8mb4)", column(&one.column)))
        .collect();
    let rows = joined(work, range, &mut text);
    let within = within(range, &mut text);
    text.finish(format!("SELECT l.n{columns} FROM {rows} WHERE {within}({})", work.rule().text))
}

/// Columns that the server would set to the time of any update keep their values: a row that is blanked did not become newer.
fn still(work: &Work<'_>) -> String {
    let assigned: Vec<&String> = match &work.step.action {
        Action::Anonymise { columns } => columns.iter().map(|transformed| &transformed.column).collect(),
        Action::Blank { columns } => columns.iter().map(|blanked| &blanked.column).collect(),
        Action::Cut { columns } => columns.iter().collect(),
        Action::Erase { .. } => Vec::new(),
    };
    let columns = work.site.still.iter().filter(|column| !assigned.contains(column)).map(|column| {
        let name = quote::column(Dialect::MariaDb, Some("t"), column);
        format!(", {name} = {name}")
    });
    columns.collect()
}

/// The name of the numbered rows of which copies are made.
/// The numbered rows of one copy: several are at work in one batch.
fn copied(number: usize) -> String {
    format!("abide_copied_{number}")
}

/// Statements that number, in a temporary table of their keys, the rows that are copied: picked ones, or those that hang on them.
pub(super) fn number_copied(work: &Work<'_>, copy: &Copy, number: usize, own: bool) -> Vec<Sql> {
    let copied = copied(number);
    let alias = if own { "t" } else { "d" };
    let keys: Vec<String> = copy
        .key
        .iter()
        .enumerate()
        .map(|(place, column)| {
            format!("{} AS k{place}", quote::column(Dialect::MariaDb, Some(alias), column))
        })
        .collect();
    let select = |from: String| format!("SELECT {} FROM {from} WHERE ({})", keys.join(", "), copy.rule.text);
    let of_table = |dependent: &&Dependent| dependent.table == copy.table;
    let rows: Vec<String> = match own {
        true => vec![select(picked(work))],
        false => work.dependents().iter().filter(of_table).map(|way| select(hanging(work, way))).collect(),
    };
    let make = format!(
        "CREATE TEMPORARY TABLE {copied} (n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB {}",
        rows.join(" UNION ")
    );
    let text = Text { dialect: Dialect::MariaDb, params: copy.rule.params.clone() };
    vec![plain(format!("DROP TEMPORARY TABLE IF EXISTS {copied}")), text.finish(make)]
}

/// The numbered rows under the alias `c`, and beside each the row that it names.
pub(super) fn numbered(from: &str, alias: &str, key: &[String], number: usize) -> String {
    let same = key.iter().enumerate().map(|(place, column)| {
        format!("{} = c.k{place}", quote::column(Dialect::MariaDb, Some(alias), column))
    });
    format!("{} AS c STRAIGHT_JOIN {from} ON {}", copied(number), same.collect::<Vec<_>>().join(" AND "))
}

/// The same for some of the numbers, each with its last day, under the alias `v`.
pub(super) fn rejoined(numbered: &str, rows: &[Placed], text: &mut Text) -> String {
    let day = |row: &Placed| row.last_day.map_or_else(|| "null".to_owned(), |day| format!("\"{day}\""));
    let row = |row: &Placed| format!("[{},{}]", day(row), row.place);
    let rows = text.bind(Param::Text(format!("[{}]", rows.iter().map(row).collect::<Vec<_>>().join(","))));
    format!(
        "JSON_TABLE({rows}, '$[*]' COLUMNS (day DATE PATH '$[0]', n BIGINT UNSIGNED PATH '$[1]')) AS v \
         STRAIGHT_JOIN {numbered} AND c.n = v.n"
    )
}

/// The picked rows under the alias `l`, and beside each the row `t` that it names.
pub(super) fn picked(work: &Work<'_>) -> String {
    format!("{PICKED} AS l {}", beside(work))
}

/// Beside rows of the step, the last day that their dates have, under the alias `v`.
pub(super) fn days(copy: &Copy, alike: &[Alike], text: &mut Text) -> String {
    let listed = text.bind(copy::listed(alike));
    let (mut columns, mut same) = (String::new(), vec!["TRUE".to_owned()]);
    for (number, date) in copy::dates(copy).enumerate() {
        columns.push_str(&format!(", d{number} VARCHAR(64) PATH '$[{}]'", number + 1));
        same.push(format!("coalesce({}, '') COLLATE utf8mb4_bin = v.d{number}", date.value));
    }
    format!(
        "STRAIGHT_JOIN JSON_TABLE({listed}, '$[*]' COLUMNS (day DATE PATH '$[0]'{columns})) AS v ON {}",
        same.join(" AND ")
    )
}

/// The rows of a range under the alias `l`, and beside each the row `t` that it names: in this order, for they are few and its key
/// finds the row. Numbers of the list come before them, for the list's key finds these.
pub(super) fn joined(work: &Work<'_>, range: &Range, text: &mut Text) -> String {
    match range {
        Range::Picked => picked(work),
        Range::Numbers(rows) => {
            let rows = text.bind(numbers(rows));
            let numbered = format!("JSON_TABLE({rows}, '$[*]' COLUMNS (n BIGINT UNSIGNED PATH '$')) AS v");
            format!("{numbered} STRAIGHT_JOIN {LIST} AS l ON l.n = v.n {}", beside(work))
        }
        Range::Listed(..) | Range::Blocks(..) | Range::Tids(_) => format!("{LIST} AS l {}", beside(work)),
    }
}

fn beside(work: &Work<'_>) -> String {
    let same = work.key().iter().enumerate().map(|(place, column)| {
        format!("{} = l.k{place}", quote::column(Dialect::MariaDb, Some("t"), column))
    });
    format!("STRAIGHT_JOIN {} ON {}", work.target(), same.collect::<Vec<_>>().join(" AND "))
}

/// From picked rows along the dependent's way, backwards, to the rows `d` that hang on them.
pub(super) fn hanging(work: &Work<'_>, dependent: &Dependent) -> String {
    let mut from = picked(work);
    let mut there = "t".to_owned();
    for (number, join) in dependent.path.iter().enumerate().rev() {
        let here = if number == 0 { "d".to_owned() } else { format!("j{number}") };
        let table = if number == 0 { &dependent.table } else { &dependent.path[number - 1].table };
        let linked: Vec<String> = join
            .own
            .iter()
            .zip(&join.their)
            .map(|(own, their)| {
                let column = |alias: &str, name| quote::column(Dialect::MariaDb, Some(alias), name);
                format!("{} = {}", column(&here, own), column(&there, their))
            })
            .collect();
        let table = quote::table(Dialect::MariaDb, table);
        from = format!("{from} STRAIGHT_JOIN {table} AS {here} ON {}", linked.join(" AND "));
        there = here;
    }
    from
}

/// What limits the list to a range, with what joins it to the rule; nothing where there are no others.
pub(super) fn within(range: &Range, text: &mut Text) -> String {
    match range {
        Range::Listed(after, upto) => {
            let after = text.bind(Param::Integer(*after));
            let upto = text.bind(Param::Integer(*upto));
            format!("l.n > {after} AND l.n <= {upto} AND ")
        }
        // Said by [`joined`].
        Range::Picked | Range::Numbers(_) => String::new(),
        // Not made for this dialect: no row.
        Range::Blocks(..) | Range::Tids(_) => "FALSE AND ".to_owned(),
    }
}

fn names(work: &Work<'_>) -> String {
    let names: Vec<String> = (0..work.key().len()).map(|place| format!("l.k{place}")).collect();
    names.join(", ")
}

fn plain(text: String) -> Sql {
    Sql { text, params: Vec::new() }
}
