//! The form of what a transform leaves, as a predicate: what `anonymise::has_form` says, in each engine's words.

use abide_policy::transform::Transform;

use crate::{
    anonymise::{LARGEST, midnights},
    catalog::{ColumnKind, Dialect},
    model::{ColumnId, TableId},
    sql::{Predicate, Writer},
};

impl Writer<'_> {
    /// The column holds a value that the transform has still to be done to.
    pub(crate) fn is_due(
        &mut self,
        alias: &str,
        table: TableId,
        column: ColumnId,
        by: Transform,
    ) -> Predicate {
        let filled = self.filled(alias, table, column);
        let name = self.column(alias, table, column);
        let kind = self.model.tables[table].columns[column].kind;
        let form = match self.model.dialect {
            Dialect::Sqlite => on_sqlite(&name, by),
            Dialect::Postgres => on_postgres(&name, kind, by),
            Dialect::MariaDb => on_mariadb(&name, kind, by),
        };
        Predicate::all([filled, Predicate::Atom(form).not()])
    }
}

fn on_postgres(name: &str, kind: ColumnKind, by: Transform) -> String {
    let text = format!("CAST({name} AS text) COLLATE \"C\"");
    match by {
        Transform::TruncateIp => {
            format!(
                "{text} ~ '^([0-9]{{0,3}}\\.[0-9]{{0,3}}\\.0\\.0(/32)?|([0-9a-f]{{0,4}}:){{1,3}}:(/128)?)$'"
            )
        }
        Transform::Year => first_day(&text, "01"),
        Transform::Month => first_day(&text, "[0-9]{2}"),
        Transform::First(count) => format!("char_length({name}) <= {count}"),
        Transform::Bucket(width) => {
            // As text first: a binary number of many digits is rounded on the way to a decimal one.
            let number = match kind {
                ColumnKind::Integer => format!("CAST({name} AS bigint)"),
                _ => format!("CAST(CAST({name} AS text) AS numeric)"),
            };
            format!("({number} % {width} = 0 AND {number} > -{LARGEST} AND {number} < {LARGEST})")
        }
        Transform::Drop => "FALSE".to_owned(),
    }
}

fn on_mariadb(name: &str, kind: ColumnKind, by: Transform) -> String {
    let text = format!("CONVERT({name} USING utf8mb4) COLLATE utf8mb4_bin");
    // `$` stands before a line's end as well; and no backslash, which would have to be written twice, or once.
    let form = |pattern: &str| format!("({text} REGEXP '^{pattern}$' AND RIGHT({text}, 1) <> CHAR(10))");
    let midnight = "([ T]00:00:00([.]0{1,6})?(Z|[+]00)?)?";
    match by {
        Transform::TruncateIp => {
            form("([0-9]{0,3}[.][0-9]{0,3}[.]0[.]0(/32)?|([0-9a-f]{0,4}:){1,3}:(/128)?)")
        }
        Transform::Year => form(&format!("[0-9]{{4}}-01-01{midnight}")),
        Transform::Month => form(&format!("[0-9]{{4}}-[0-9]{{2}}-01{midnight}")),
        Transform::First(count) => format!("CHAR_LENGTH({name}) <= {count}"),
        Transform::Bucket(width) => {
            // A number of a wide type is not subtracted from, and a binary one is compared as what it reads.
            let number = match kind {
                ColumnKind::Integer => name.to_owned(),
                _ => format!("CAST({name} AS DECIMAL(65, 15))"),
            };
            // MariaDB takes what is left of a negative number for a zero that is not 0.
            format!("(abs({number}) % {width} = 0 AND {number} > -{LARGEST} AND {number} < {LARGEST})")
        }
        Transform::Drop => "1 = 0".to_owned(),
    }
}

fn first_day(text: &str, month: &str) -> String {
    format!("{text} ~ '^[0-9]{{4}}-{month}-01([ T]00:00:00(\\.0{{1,6}})?(Z|\\+00)?)?$'")
}

fn on_sqlite(name: &str, by: Transform) -> String {
    // SQLite's functions take a NUL for the end of a text.
    let whole = format!("length(CAST({name} AS BLOB)) = length({name})");
    match by {
        Transform::TruncateIp => {
            format!("({whole} AND ({} OR {}))", network_4(name), network_6(name))
        }
        Transform::Year => format!("({whole} AND {})", day_of_sqlite(name, "01")),
        Transform::Month => format!("({whole} AND {})", day_of_sqlite(name, "[0-9][0-9]")),
        Transform::First(count) => format!("substr({name}, 1, {count}) COLLATE BINARY = {name}"),
        Transform::Bucket(width) => {
            let number = format!("CAST({name} AS INTEGER)");
            format!(
                "(typeof({name}) IN ('integer', 'real') AND {number} = {name} AND {number} % {width} = 0 AND {name} > -{LARGEST} AND {name} < {LARGEST})"
            )
        }
        Transform::Drop => "1 = 0".to_owned(),
    }
}

fn network_4(name: &str) -> String {
    let name = without(name, "/32");
    format!(
        "(({name}) GLOB '*.0.0' AND ({name}) NOT GLOB '*[^0-9.]*' AND ({name}) NOT GLOB '*[0-9][0-9][0-9][0-9]*' AND length({name}) - length(replace({name}, '.', '')) = 3)"
    )
}

fn network_6(name: &str) -> String {
    let name = without(name, "/128");
    let five = "[0-9a-f]".repeat(5);
    format!(
        "(({name}) GLOB '*::' AND ({name}) NOT GLOB '*[^0-9a-f:]*' AND ({name}) NOT GLOB '*{five}*' AND length({name}) - length(replace({name}, ':', '')) <= 4)"
    )
}

fn without(name: &str, suffix: &str) -> String {
    let length = suffix.len();
    format!(
        "CASE WHEN {name} GLOB '*{suffix}' THEN substr({name}, 1, length({name}) - {length}) ELSE {name} END"
    )
}

fn day_of_sqlite(name: &str, month: &str) -> String {
    let midnights: Vec<String> = midnights().iter().map(|midnight| format!("'{midnight}'")).collect();
    format!(
        "substr({name}, 1, 10) GLOB '[0-9][0-9][0-9][0-9]-{month}-01' AND substr({name}, 11) IN ({})",
        midnights.join(", ")
    )
}
