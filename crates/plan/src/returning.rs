//! Bringing archived rows back into the data in use: what an archived row looks like, and the statements that write what is in it
//! where it came from. Values go from table to table and never leave the server.

use jiff::civil::Date;

use crate::{
    archive::{ACTIVITY, ARCHIVED_ON, ID, JOURNAL, LAST_DAY, SEQ, identity_column, table_in},
    catalog::{Catalog, Column, ColumnKind, Dialect, Table, TableName},
    compile::{neutral, rule},
    evaluate::key_text,
    model::{ColumnId, Model, TableId},
    quote,
    sql::{Beside, Predicate},
    step::{Neutral, Param, Sql},
    value::Value,
};

/// A value that comes back: which column, and which row of the archive has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The column.
    pub column: ColumnId,
    /// The archive's own key of the row.
    pub row: i64,
}

/// The columns of its own that every archived row has, before those of its source.
pub const OWN: [&str; 5] = [ID, JOURNAL, SEQ, ACTIVITY, LAST_DAY];

/// A table of the archive as a catalog would tell it: [`OWN`], a column for each kind of identity, and those columns of its source
/// that it has (`listed`), as the source declares them; then those that its source has not any more.
pub fn archived(model: &Model, catalog: &Catalog, table: TableId, listed: &[String]) -> Option<Table> {
    let place = model.archive.as_deref()?;
    let source = catalog.tables.iter().find(|found| found.name == model.tables[table].name)?;
    let own = OWN.iter().map(|name| {
        let number = [ID, SEQ].contains(name);
        own(name, if number { ColumnKind::Integer } else { ColumnKind::Text })
    });
    let identities = kinds(model, table).into_iter().map(|kind| own_text(&identity_column(kind)));
    let there = |column: &&Column| listed.contains(&column.name);
    let columns = own
        .chain(identities.filter(|column| listed.contains(&column.name)))
        .chain(source.columns.iter().filter(there).cloned())
        .chain(homeless(source, listed).map(own_text));
    Some(Table {
        name: table_in(place, &source.name),
        columns: columns.collect(),
        primary_key: vec![ID.to_owned()],
        ..source.clone()
    })
}

/// Columns of a table of the archive that its source does not have any more.
pub fn homeless<'l>(source: &'l Table, listed: &'l [String]) -> impl Iterator<Item = &'l str> {
    let names = listed.iter().map(String::as_str);
    names.filter(|name| {
        !OWN.contains(name)
            && *name != ARCHIVED_ON
            && !name.starts_with(&identity_column(""))
            && source.column(name).is_none()
    })
}

/// The kinds of identity that a table tells, each once.
pub fn kinds(model: &Model, table: TableId) -> Vec<&str> {
    let mut kinds: Vec<&str> =
        model.tables[table].identities.iter().map(|identity| identity.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn own_text(name: &str) -> Column {
    own(name, ColumnKind::Text)
}

fn own(name: &str, kind: ColumnKind) -> Column {
    Column {
        name: name.to_owned(),
        declared: String::new(),
        kind,
        nullable: true,
        default: None,
        generated: false,
        max_length: None,
        collation: None,
    }
}

/// True for rows of a table, under the alias `t`, whose columns have these values.
pub fn having(model: &Model, table: TableId, columns: &[ColumnId], values: &[Value]) -> Sql {
    rule(model, Date::MIN, |writer| {
        let same = |(column, value): (&ColumnId, &Value)| {
            let value = writer.bind(&param(value), &Beside::Column(table, *column));
            Predicate::Atom(format!("{} = {value}", writer.column("t", table, *column)))
        };
        Predicate::all(columns.iter().zip(values).map(same).collect::<Vec<_>>())
    })
}

fn param(value: &Value) -> Param {
    match value {
        Value::Null => Param::Null,
        Value::Bool(value) => Param::Bool(*value),
        Value::Integer(value) => Param::Integer(*value),
        Value::Decimal(value) => Param::Decimal(value.clone()),
        Value::Text(value) => Param::Text(value.clone()),
    }
}

/// Locks the row of that key, so that nobody changes it meanwhile; nothing where an open transaction keeps others out anyway.
pub fn lock(model: &Model, table: TableId, key: &Sql) -> Option<Sql> {
    let name = quote::table(model.dialect, &model.tables[table].name);
    let text = format!("SELECT 1 FROM {name} AS t WHERE {} FOR UPDATE", key.text);
    (model.dialect != Dialect::Sqlite).then(|| Sql { text, params: key.params.clone() })
}

/// What a column gets of which nothing is archived: its neutral value where the map gives it one, else NULL.
pub fn instead(model: &Model, table: TableId, column: ColumnId, key: &[Value]) -> Param {
    match neutral(&model.tables[table].columns[column].blank) {
        Neutral::Null => Param::Null,
        Neutral::Constant(value) => value,
        Neutral::FromKey => {
            Param::Text(format!("erased-{}", key.iter().map(key_text).collect::<Vec<_>>().join("-")))
        }
    }
}

/// Inserts a record: these values from the archive, and `others` for what is not there.
pub fn insert(model: &Model, table: TableId, taken: &[Taken], others: &[(ColumnId, Param)]) -> Sql {
    let (dialect, bound) = (model.dialect, &model.tables[table]);
    let mut params = Vec::new();
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for one in taken {
        names.push(bound.columns[one.column].name.clone());
        values.push(value_of(model, table, *one));
    }
    for (column, value) in others {
        names.push(bound.columns[*column].name.clone());
        params.push(value.clone());
        values.push(format!("{}{}", dialect.placeholder(), params.len()));
    }
    let given = match dialect {
        // A column that the database numbers by itself takes back the number it had.
        Dialect::Postgres => " OVERRIDING SYSTEM VALUE",
        Dialect::Sqlite | Dialect::MariaDb => "",
    };
    let text = format!(
        "INSERT INTO {} ({}){given} VALUES ({})",
        quote::table(dialect, &bound.name),
        quote::list(dialect, None, &names),
        values.join(", ")
    );
    Sql { text, params }
}

/// Writes values back into what is left of a record. `still`: columns that the server would set to the time of the update.
pub fn fill(model: &Model, table: TableId, taken: &[Taken], still: &[String], key: &Sql) -> Sql {
    let (dialect, bound) = (model.dialect, &model.tables[table]);
    let written = taken.iter().map(|one| {
        let column = quote::quote(dialect, &bound.columns[one.column].name);
        format!("{column} = {}", value_of(model, table, *one))
    });
    let kept = still
        .iter()
        .filter(|name| taken.iter().all(|one| bound.columns[one.column].name != **name))
        .map(|name| quote::quote(dialect, name))
        .map(|name| format!("{name} = {name}"));
    let text = format!(
        "UPDATE {} AS t SET {} WHERE {}",
        quote::table(dialect, &bound.name),
        written.chain(kept).collect::<Vec<_>>().join(", "),
        key.text
    );
    Sql { text, params: key.params.clone() }
}

fn value_of(model: &Model, table: TableId, taken: Taken) -> String {
    let bound = &model.tables[table];
    let from = table_in(model.archive.as_deref().unwrap_or_default(), &bound.name);
    format!(
        "(SELECT {} FROM {} AS a WHERE a.{ID} = {})",
        quote::column(model.dialect, Some("a"), &bound.columns[taken.column].name),
        quote::table(model.dialect, &from),
        taken.row
    )
}

/// Takes rows out of a table of the archive.
pub fn take_out(dialect: Dialect, table: &TableName, rows: &[i64]) -> Sql {
    let numbers: Vec<String> = rows.iter().map(i64::to_string).collect();
    let text = format!("DELETE FROM {} WHERE {ID} IN ({})", quote::table(dialect, table), numbers.join(", "));
    Sql { text, params: Vec::new() }
}
