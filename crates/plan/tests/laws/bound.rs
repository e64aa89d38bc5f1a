//! A world as the evaluator takes it, without any database.

use abide_plan::{
    bind::bind,
    catalog::{self, Catalog, Check, ColumnKind, Dialect, ForeignKey, OnDelete, TableName},
    model::Model,
    need::Rows,
    value::Value,
};
use abide_policy::{read_map, read_policy};
use abide_testkit::world::{Cell, STORE, Table, World};

/// A world bound, and its rows in the catalog's order.
pub(crate) struct Bound {
    pub(crate) model: Model,
    pub(crate) rows: Rows,
}

/// Binds a PostgreSQL world, its tables in the order given (places in [`World::tables`]).
pub(crate) fn bound(world: &World, order: &[usize]) -> Bound {
    let tables: Vec<&Table> = order.iter().map(|place| &world.tables[*place]).collect();
    let catalog =
        Catalog { dialect: Dialect::Postgres, tables: tables.iter().map(|table| listed(table)).collect() };
    let policy = read_policy(&world.policy()).0.expect("the policy is read");
    let map = read_map(&world.map()).0.expect("the map is read");
    let store = map.store(STORE).expect("the map has the store");
    let model = bind(&policy, store, &catalog).model;
    let rows =
        tables.iter().map(|table| table.rows.iter().map(|row| row.iter().map(value).collect()).collect());
    Bound { model, rows: rows.collect() }
}

/// Binds it in the order of its tables.
pub(crate) fn plain(world: &World) -> Bound {
    bound(world, &(0..world.tables.len()).collect::<Vec<_>>())
}

fn listed(table: &Table) -> catalog::Table {
    let column = |column: &abide_testkit::world::Column| catalog::Column {
        name: column.name.clone(),
        declared: column.declared.to_owned(),
        kind: kind(column.declared),
        nullable: column.nullable,
        default: column.default.map(str::to_owned),
        generated: false,
        max_length: column.declared.starts_with("varchar").then_some(40),
        collation: None,
    };
    let key = |key: &abide_testkit::world::ForeignKey| ForeignKey {
        name: None,
        columns: key.own.clone(),
        table: named(&key.table),
        their: key.their.clone(),
        on_delete: match key.on_delete {
            Some("CASCADE") => OnDelete::Cascade,
            Some("SET NULL") => OnDelete::SetNull,
            Some("SET DEFAULT") => OnDelete::SetDefault,
            _ => OnDelete::Refuse,
        },
    };
    catalog::Table {
        name: named(&table.name),
        columns: table.columns.iter().map(column).collect(),
        primary_key: table.key.clone(),
        unique: table.unique.clone(),
        checks: table.checks.iter().map(|text| Check { name: None, expression: text.clone() }).collect(),
        indexes: Vec::new(),
        foreign_keys: table.foreign_keys.iter().map(key).collect(),
        partitioned_by: None,
        untouchable: None,
    }
}

fn named(name: &str) -> TableName {
    TableName { schema: None, name: name.to_owned() }
}

fn kind(declared: &str) -> ColumnKind {
    match declared {
        "integer" | "bigint" => ColumnKind::Integer,
        "boolean" => ColumnKind::Bool,
        "date" => ColumnKind::Date,
        "timestamp" => ColumnKind::Timestamp,
        "timestamptz" => ColumnKind::TimestampTz,
        "numeric(8,2)" => ColumnKind::Decimal,
        _ => ColumnKind::Text,
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => Value::Integer(*number),
        Cell::Decimal(number) => Value::Decimal((*number).to_owned()),
        Cell::Bool(value) => Value::Bool(*value),
        Cell::Text(text) => Value::Text(text.clone()),
    }
}
