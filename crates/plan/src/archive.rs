//! The archive of a store: a place beside the data, of restricted rights, with a table for each table of which something is
//! archived. What an archived activity needs is copied there before a step removes it, and goes from there when its last day is
//! over.
//!
//! A row of the archive is what left a record, for one activity, at one time: a record of which values leave at several times has
//! several rows. It says which batch brought it (`abide_journal`, `abide_seq`), for which activity, and its last day.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::{
    catalog::{Catalog, Dialect, TableName},
    compile::{neutral, rule},
    evaluate::deletable,
    model::{Blank, ColumnId, Identity, Model, Role, Table, TableId},
    quote,
    sql::{Predicate, Writer},
    step::{Action, Copied, Copy, DateOf, Neutral, Param, Sql, Step, Told, Until},
};

/// What an attached archive is called on SQLite.
pub const ATTACHED: &str = "abide_archive";
/// The archive's own key.
pub const ID: &str = "abide_id";
/// The journal of the batch that copied a row.
pub const JOURNAL: &str = "abide_journal";
/// The entry of the journal that announced that batch.
pub const SEQ: &str = "abide_seq";
/// The activity that needs a row, or the hold that covers it ([`under`]).
pub const ACTIVITY: &str = "abide_activity";
/// The last day it does; NULL: it has no end on the calendar.
pub const LAST_DAY: &str = "abide_last_day";
/// The day of the plan under which it was copied.
pub const ARCHIVED_ON: &str = "abide_archived_on";

/// The column for a kind of identity. Databases take 63 bytes for a name: of a longer one its beginning and a digest stand for it.
pub fn identity_column(kind: &str) -> String {
    let name = format!("abide_identity_{kind}");
    if name.len() <= 63 {
        return name;
    }
    let digest: String = Sha256::digest(kind).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut end = 63 - 1 - digest.len();
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_{digest}", &name[..end])
}

/// The archive's table for a table. A schema that is not the default one becomes part of its name.
pub fn table_in(place: &str, source: &TableName) -> TableName {
    TableName { schema: Some(place.to_owned()), name: source.to_string() }
}

/// What of a table's rows a step removes.
#[derive(Clone, Copy)]
pub(crate) enum Leaving<'a> {
    /// The rows.
    Whole,
    /// What is in these columns.
    Columns(&'a [ColumnId]),
}

impl Leaving<'_> {
    fn contains(self, column: ColumnId) -> bool {
        match self {
            Self::Whole => true,
            Self::Columns(columns) => columns.contains(&column),
        }
    }
}

/// What is copied of a table's rows for each archived activity and under each hold, of what leaves.
pub(crate) fn copies(
    model: &Model,
    today: Date,
    table: TableId,
    alias: &str,
    leaving: Leaving<'_>,
) -> Vec<Copy> {
    let Some(place) = &model.archive else { return Vec::new() };
    let bound = &model.tables[table];
    let archives = |service: &usize| model.activities[bound.serves[*service].activity].keep.archives();
    let services = (0..bound.serves.len()).filter(archives);
    let copy = |service: usize| {
        let needed: Vec<ColumnId> = (0..bound.columns.len())
            .filter(|column| bound.columns[*column].needed_by.contains(&service) && leaving.contains(*column))
            .collect();
        let rule = rule(model, today, |writer| {
            let archived = writer.archived(alias, table, &bound.serves[service]);
            let filled: Vec<Predicate> =
                needed.iter().map(|column| writer.filled(alias, table, *column)).collect();
            Predicate::all([archived, Predicate::any(filled)])
        });
        Copy {
            table: bound.name.clone(),
            key: bound.names(&bound.key),
            into: table_in(place, &bound.name),
            activity: model.activities[bound.serves[service].activity].name.clone(),
            rule,
            columns: copied(bound, &needed),
            identities: told(model, today, table, alias, &|identity| identity.needed_by.contains(&service)),
            until: Some(until(model, today, table, alias, service)),
        }
    };
    let under = bound.held.iter().map(|hold| held(model, today, (table, alias), leaving, hold));
    services.map(copy).chain(under).filter(|copy| copy.rule.text != "1 = 0").collect()
}

/// All that leaves of the rows under a hold, until it closes. A row that goes is copied even if nothing personal is in it.
fn held(
    model: &Model,
    today: Date,
    (table, alias): (TableId, &str),
    leaving: Leaving<'_>,
    hold: &str,
) -> Copy {
    let bound = &model.tables[table];
    let leaves: Vec<ColumnId> = (0..bound.columns.len()).filter(|column| leaving.contains(*column)).collect();
    let rule = rule(model, today, |writer| {
        let under = writer.is_under(alias, table, hold);
        let something = match leaving {
            Leaving::Whole => Predicate::Constant(true),
            Leaving::Columns(columns) => {
                let filled = columns.iter().map(|column| writer.filled(alias, table, *column));
                Predicate::any(filled.collect::<Vec<_>>())
            }
        };
        Predicate::all([under, something])
    });
    Copy {
        table: bound.name.clone(),
        key: bound.names(&bound.key),
        into: table_in(model.archive.as_deref().unwrap_or_default(), &bound.name),
        activity: under(hold),
        rule,
        columns: copied(bound, &leaves),
        identities: told(model, today, table, alias, &|_| true),
        until: None,
    }
}

/// What stands in [`ACTIVITY`] for what a hold keeps: no activity has a colon in its name.
pub fn under(hold: &str) -> String {
    format!("{HOLD}{hold}")
}

/// The hold that what stands in [`ACTIVITY`] names.
pub fn hold_of(ground: &str) -> Option<&str> {
    ground.strip_prefix(HOLD)
}

const HOLD: &str = "hold:";

/// The needed columns, and those that hold nothing personal.
fn copied(table: &Table, needed: &[ColumnId]) -> Vec<Copied> {
    let taken = |column: &ColumnId| {
        needed.contains(column) || table.key.contains(column) || table.columns[*column].plain
    };
    let copied = |column: ColumnId| Copied {
        column: table.columns[column].name.clone(),
        unless: Some(neutral(&table.columns[column].blank)).filter(|to| *to != Neutral::Null),
        exact: table.columns[column].collation.is_some(),
    };
    (0..table.columns.len()).filter(taken).map(copied).collect()
}

/// Who a row is about: the identities that are wanted, each as text.
pub fn told(
    model: &Model,
    today: Date,
    table: TableId,
    alias: &str,
    wanted: &dyn Fn(&Identity) -> bool,
) -> Vec<Told> {
    let value = |identity: &Identity| {
        let mut writer = Writer::new(model, today);
        let way = writer.along(alias, table, &identity.path);
        let end = model.end_of(table, &identity.path);
        let value = as_text(model.dialect, &writer.column(&way.end, end, identity.column));
        match identity.path.is_empty() {
            true => value,
            false => format!("(SELECT max({value}) FROM {} WHERE {})", way.from, way.on),
        }
    };
    let identities = model.tables[table].identities.iter().filter(|identity| wanted(identity));
    identities.map(|identity| Told { kind: identity.kind.clone(), value: value(identity) }).collect()
}

fn as_text(dialect: Dialect, value: &str) -> String {
    match dialect {
        Dialect::Sqlite | Dialect::Postgres => format!("CAST({value} AS text)"),
        Dialect::MariaDb => format!("CAST({value} AS CHAR)"),
    }
}

fn until(model: &Model, today: Date, table: TableId, alias: &str, service: usize) -> Until {
    let service = &model.tables[table].serves[service];
    let keep = &model.activities[service.activity].keep;
    let active = keep.active_periods();
    let archived = keep.periods().split_off(active.len());
    let dates = service.sources.iter().map(|source| DateOf {
        value: Writer::new(model, today).date_out(alias, table, source),
        format: source.format,
        own: source.path.is_empty(),
    });
    Until {
        dates: dates.collect(),
        active,
        archived,
        zone: model.zone.clone(),
        store_zone: model.store_zone.clone(),
    }
}

/// When a blanking step has its turn: before the columns go that tell of whom another step's copies are.
pub(crate) fn turn_of(model: &Model, table: TableId, step: &Step) -> (bool, std::cmp::Reverse<usize>) {
    let columns: Vec<&String> = match &step.action {
        Action::Blank { columns } => columns.iter().map(|blanked| &blanked.column).collect(),
        Action::Anonymise { columns } => columns.iter().map(|transformed| &transformed.column).collect(),
        Action::Erase { .. } | Action::Cut { .. } => return (false, std::cmp::Reverse(0)),
    };
    let tells = |(start, identity): (TableId, &Identity)| {
        let end = model.end_of(start, &identity.path);
        end == table && columns.contains(&&model.tables[end].columns[identity.column].name)
    };
    let identities = model
        .tables
        .iter()
        .enumerate()
        .flat_map(|(start, table)| table.identities.iter().map(move |i| (start, i)));
    let tells = model.archive.is_some() && identities.clone().any(tells);
    let farthest = model.tables[table].identities.iter().map(|identity| identity.path.len()).max();
    (tells, std::cmp::Reverse(if tells { farthest.unwrap_or(0) } else { 0 }))
}

/// The steps that empty the archive: of what is past its last day, and of what only holds kept that are closed.
pub(crate) fn emptying(model: &Model, today: Date) -> Vec<Step> {
    // While a hold is about records of a table, nothing of its archive goes: what is held may have been archived before.
    let free = |name: &&TableName| source(model, name).is_none_or(|table| table.held.is_empty());
    let names: Vec<&TableName> = model.archived.iter().filter(free).collect();
    let mut steps: Vec<Step> = names.iter().map(|name| emptied(model, today, name)).collect();
    if !model.closed.is_empty() {
        let rule = let_go(model.dialect, &model.closed);
        let step = |name: &&TableName| Step {
            rule: rule.clone(),
            activities: Vec::new(),
            clauses: Vec::new(),
            ..emptied(model, today, name)
        };
        steps.extend(names.iter().map(step));
    }
    steps
}

/// The table that a table of the archive is of.
fn source<'m>(model: &'m Model, name: &TableName) -> Option<&'m Table> {
    let place = model.archive.as_deref()?;
    model.tables.iter().find(|table| table_in(place, &table.name) == *name)
}

fn emptied(model: &Model, today: Date, name: &TableName) -> Step {
    let activities = source(model, name).into_iter().flat_map(|table| &table.serves);
    let activities: Vec<_> = activities
        .map(|service| &model.activities[service.activity])
        .filter(|activity| activity.keep.archives())
        .collect();
    let mut clauses: Vec<String> =
        activities.iter().flat_map(|activity| activity.clauses.iter().cloned()).collect();
    clauses.sort();
    clauses.dedup();
    Step {
        number: 0,
        table: name.clone(),
        key: vec![ID.to_owned()],
        action: Action::Erase { with: Vec::new() },
        rule: past(model.dialect, today),
        again: None,
        copies: Vec::new(),
        activities: activities.iter().map(|activity| activity.name.clone()).collect(),
        clauses,
    }
}

/// True for rows of the archive, under the alias `t`, whose last day is over.
pub fn past(dialect: Dialect, today: Date) -> Sql {
    let column = quote::column(dialect, Some("t"), LAST_DAY);
    Sql {
        text: format!("{column} < {}1", dialect.placeholder()),
        params: vec![Param::Text(today.to_string())],
    }
}

/// True for rows of the archive, under the alias `t`, that only these holds kept. None has a last day, which an index finds.
pub fn let_go(dialect: Dialect, closed: &[String]) -> Sql {
    let [day, ground] = [LAST_DAY, ACTIVITY].map(|column| quote::column(dialect, Some("t"), column));
    let places: Vec<String> =
        (1..=closed.len()).map(|place| format!("{}{place}", dialect.placeholder())).collect();
    Sql {
        text: format!("{day} IS NULL AND {ground} IN ({})", places.join(", ")),
        params: closed.iter().map(|hold| Param::Text(under(hold))).collect(),
    }
}

/// A table of the archive as it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name in the archive.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Whether rows may be read, added and deleted.
    pub writable: bool,
}

/// The statements that make the archive of a store what it has to be: the place, where it is not `there`, the tables for all
/// tables of which something is archived, and their missing columns. In their order; none when nothing is missing.
pub fn missing(model: &Model, catalog: &Catalog, there: Option<&[Listed]>) -> Vec<String> {
    let Some(place) = &model.archive else { return Vec::new() };
    let mut statements = Vec::new();
    let schema = quote::quote(model.dialect, place);
    match model.dialect {
        Dialect::Postgres if there.is_none() => {
            statements.push(format!("CREATE SCHEMA {schema}"));
            statements.push(format!("REVOKE ALL ON SCHEMA {schema} FROM PUBLIC"));
        }
        Dialect::MariaDb if there.is_none() => {
            statements.push(format!("CREATE DATABASE IF NOT EXISTS {schema} CHARACTER SET utf8mb4"));
        }
        _ => {}
    }
    for table in (0..model.tables.len()).filter(|table| archives(model, *table)) {
        let name = table_in(place, &model.tables[table].name);
        let listed = there.unwrap_or_default().iter().find(|listed| listed.name == name.name);
        statements.extend(made(model, catalog, table, &name, listed));
    }
    statements
}

/// Whether something of a table's rows is ever archived: an activity needs it there, or a hold may cover it.
pub fn archives(model: &Model, table: TableId) -> bool {
    let bound = &model.tables[table];
    bound.role == Role::Personal
        && !bound.key.is_empty()
        && (deletable(bound)
            || bound.columns.iter().any(|column| !matches!(column.blank, Blank::Follows | Blank::Stays(_))))
        && (!bound.held.is_empty()
            || bound.serves.iter().any(|service| model.activities[service.activity].keep.archives()))
}

fn made(
    model: &Model,
    catalog: &Catalog,
    table: TableId,
    name: &TableName,
    listed: Option<&Listed>,
) -> Vec<String> {
    let columns = columns(model, catalog, table);
    let Some(listed) = listed else { return created(model, table, name, &columns) };
    let lacking = columns.iter().filter(|(column, _)| !listed.columns.iter().any(|there| there == column));
    let added = |(column, kind): &(String, String)| {
        format!(
            "ALTER TABLE {} ADD COLUMN {} {kind}",
            quote::table(model.dialect, name),
            quote::quote(model.dialect, column)
        )
        .trim_end()
        .to_owned()
    };
    lacking.map(added).collect()
}

fn created(model: &Model, table: TableId, name: &TableName, columns: &[(String, String)]) -> Vec<String> {
    let (key, long, date) = match model.dialect {
        Dialect::Sqlite => ("INTEGER PRIMARY KEY", "INTEGER", "TEXT"),
        Dialect::Postgres => ("bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "bigint", "date"),
        Dialect::MariaDb => ("bigint NOT NULL AUTO_INCREMENT PRIMARY KEY", "bigint", "date"),
    };
    let fixed = [
        (ID, key.to_owned()),
        (JOURNAL, "text NOT NULL".to_owned()),
        (SEQ, format!("{long} NOT NULL")),
        (ACTIVITY, "text NOT NULL".to_owned()),
        (LAST_DAY, date.to_owned()),
        (ARCHIVED_ON, format!("{date} NOT NULL")),
    ];
    let fixed = fixed.map(|(column, kind)| (column.to_owned(), kind));
    let all = fixed
        .iter()
        .chain(columns)
        .map(|(column, kind)| format!("{} {kind}", quote::quote(model.dialect, column)));
    let all: Vec<String> = all.map(|column| column.trim_end().to_owned()).collect();
    let table_name = quote::table(model.dialect, name);
    let mut statements = vec![format!("CREATE TABLE {table_name} ({})", all.join(", "))];
    if model.dialect == Dialect::Postgres {
        statements.push(format!("REVOKE ALL ON TABLE {table_name} FROM PUBLIC"));
    }
    let key = model.tables[table].names(&model.tables[table].key);
    for (number, columns) in [vec![LAST_DAY.to_owned()], key].iter().enumerate() {
        statements.push(index(model.dialect, name, number, columns));
    }
    statements
}

fn index(dialect: Dialect, table: &TableName, number: usize, columns: &[String]) -> String {
    let columns = quote::list(dialect, None, columns);
    match dialect {
        Dialect::Postgres => format!("CREATE INDEX ON {} ({columns})", quote::table(dialect, table)),
        Dialect::MariaDb => {
            format!("CREATE INDEX abide_{number} ON {} ({columns})", quote::table(dialect, table))
        }
        // The index is named with its place, the table without.
        Dialect::Sqlite => {
            let name = format!("abide_{}_{number}", table.name);
            let name = TableName { schema: table.schema.clone(), name };
            format!(
                "CREATE INDEX {} ON {} ({columns})",
                quote::table(dialect, &name),
                quote::quote(dialect, &table.name)
            )
        }
    }
}

/// The columns that come from the source, and those for identities. SQLite's have no type, so that values stay what they are.
fn columns(model: &Model, catalog: &Catalog, table: TableId) -> Vec<(String, String)> {
    let bound = &model.tables[table];
    let text = match model.dialect {
        Dialect::Sqlite => String::new(),
        Dialect::Postgres | Dialect::MariaDb => "text".to_owned(),
    };
    let mut kinds: Vec<&str> = bound.identities.iter().map(|identity| identity.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let identities = kinds.into_iter().map(|kind| (identity_column(kind), text.clone()));
    let kind = |declared: &str| match model.dialect {
        Dialect::Sqlite => String::new(),
        Dialect::Postgres | Dialect::MariaDb => declared.to_owned(),
    };
    let source = &catalog.tables[table].columns;
    identities.chain(source.iter().map(|column| (column.name.clone(), kind(&column.declared)))).collect()
}
/// Takes out what batches announced between the entries `of` of a journal archived, and those announced between the entries `by`
/// have archived again: after a restore the archive may have been spared what the store has lost, and is not to hold it twice.
pub fn outdated(dialect: Dialect, copy: &Copy, journal: &str, of: (u64, u64), by: (u64, u64)) -> Sql {
    let into = quote::table(dialect, &copy.into);
    let number = |seq: u64| Param::Integer(i64::try_from(seq).unwrap_or(i64::MAX));
    let params =
        vec![Param::Text(journal.to_owned()), number(of.0), number(of.1), number(by.0), number(by.1)];
    let [own, from, to, since, until] = match dialect {
        Dialect::Postgres => ["$1", "$2", "$3", "$4", "$5"],
        Dialect::Sqlite | Dialect::MariaDb => ["?1", "?2", "?3", "?4", "?5"],
    };
    let named = |alias: &str, name: &str| quote::column(dialect, Some(alias), name);
    let mut same = vec![format!("{} = {}", named("late", ACTIVITY), named("early", ACTIVITY))];
    same.extend(copy.key.iter().map(|name| format!("{} = {}", named("late", name), named("early", name))));
    let [early_journal, early_seq] = [JOURNAL, SEQ].map(|name| named("early", name));
    let [late_journal, late_seq] = [JOURNAL, SEQ].map(|name| named("late", name));
    let first = format!("{early_journal} = {own} AND {early_seq} BETWEEN {from} AND {to}");
    let again = format!(
        "{late_journal} = {own} AND {late_seq} BETWEEN {since} AND {until} AND {}",
        same.join(" AND ")
    );
    let text = match dialect {
        // It takes rows of a table while it asks about others of it only where both are joined.
        Dialect::MariaDb => {
            format!("DELETE early FROM {into} AS early JOIN {into} AS late ON {again} WHERE {first}")
        }
        Dialect::Postgres | Dialect::Sqlite => {
            format!(
                "DELETE FROM {into} AS early WHERE {first} AND EXISTS (SELECT 1 FROM {into} AS late WHERE {again})"
            )
        }
    };
    Sql { text, params }
}

#[cfg(test)]
mod tests {
    use super::identity_column;

    #[test]
    fn a_column_for_an_identity_has_a_name_that_every_database_takes() {
        assert_eq!(identity_column("email"), "abide_identity_email");
        let long = |end: &str| identity_column(&format!("email over customers.é{}{end}", "é".repeat(40)));
        assert!(long("a").len() <= 63 && long("a") != long("b"));
        assert_eq!(long("a"), long("a"));
    }
}
