//! What a database says of itself: tables, columns, keys, constraints, references. Read by the engine, held here as plain data.

use abide_phrases::{Text, text};

use abide_policy::map::DateFormat;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The catalog of one store. Views and Abide's own tables are left out; names are in the store's order of name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Whose SQL it speaks.
    pub dialect: Dialect,
    /// The tables, ordered by name.
    pub tables: Vec<Table>,
}

impl Catalog {
    /// The table the map means by `name` (`contacts`, `sales.contacts`).
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name.to_string() == name)
    }

    /// SHA-256, in hexadecimal, of all it says: a plan made against another catalog is stale.
    pub fn digest(&self) -> String {
        let bytes = serde_json::to_vec(self).expect("plain data has a JSON form");
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// An SQL dialect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// SQLite 3.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MariaDB and MySQL.
    MariaDb,
}

impl Dialect {
    /// What a numbered placeholder begins with. What is sent to MariaDB has its numbers taken away first.
    pub fn placeholder(self) -> char {
        match self {
            Self::Sqlite | Self::MariaDb => '?',
            Self::Postgres => '$',
        }
    }
}

/// A table's name. `schema` is none for the default one (`main`, `public`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TableName {
    /// The schema, when it is not the default.
    pub schema: Option<String>,
    /// The table.
    pub name: String,
}

impl TableName {
    /// Reads `contacts` or `sales.contacts`.
    pub fn parse(text: &str) -> Self {
        match text.split_once('.') {
            Some((schema, name)) => Self { schema: Some(schema.to_owned()), name: name.to_owned() },
            None => Self { schema: None, name: text.to_owned() },
        }
    }
}

impl std::fmt::Display for TableName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: TableName,
    /// Its columns in their order.
    pub columns: Vec<Column>,
    /// The primary key's columns, in its order; empty when there is none.
    pub primary_key: Vec<String>,
    /// Other unique constraints and unique indexes over plain columns (partial ones included, as if they were whole).
    pub unique: Vec<Vec<String>>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// Indexes over plain columns, the primary key's and the unique ones included; partial ones left out.
    pub indexes: Vec<Index>,
    /// References to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    /// The columns that decide the partition, when the table is partitioned; its partitions are not listed as tables.
    pub partitioned_by: Option<Vec<String>>,
    /// Why no row of it can be changed so that it is either done or not: a sentence about the table (it has no transactions).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untouchable: Option<Text>,
}

/// Why a table whose earlier rows stay in a history of their own is untouchable.
pub fn versioned() -> Text {
    text!("untouchable-versioned")
}

/// Why a table of an engine without transactions is; the engine may be unknown.
pub fn without_transactions(engine: &str) -> Text {
    if engine.is_empty() { text!("untouchable-unknown") } else { text!("untouchable-engine", engine) }
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type as the database tells it.
    pub declared: String,
    /// What it holds, as far as the type says.
    pub kind: ColumnKind,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Its default, as the database tells it.
    pub default: Option<String>,
    /// Computed by the database; cannot be written.
    pub generated: bool,
    /// The longest text it takes, in characters.
    pub max_length: Option<u32>,
    /// How its text is compared, where columns differ in that (MariaDB): `utf8mb4_general_ci`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collation: Option<String>,
}

/// What a column holds, as far as its type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// True or false.
    Bool,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Decimal,
    /// Text.
    Text,
    /// A calendar date.
    Date,
    /// A date and time without zone.
    Timestamp,
    /// A date and time with zone.
    TimestampTz,
    /// A list of named values of the database's own (PostgreSQL enum).
    Enum,
    /// A UUID.
    Uuid,
    /// JSON.
    Json,
    /// Bytes.
    Bytes,
    /// Anything else.
    Other,
}

/// The default of a column that PostgreSQL numbers by itself, and that no ordinary statement may write.
pub const NUMBERED: &str = "GENERATED ALWAYS AS IDENTITY";

impl Column {
    /// Whether the database computes it, so that nobody can write it: a number that it gave by itself can be given back.
    pub fn is_computed(&self) -> bool {
        self.generated && self.default.as_deref() != Some(NUMBERED)
    }

    /// How a date would be kept in this column, when the map does not say otherwise; none when it cannot hold one.
    pub fn date_format(&self, dialect: Dialect) -> Option<DateFormat> {
        match (dialect, self.kind) {
            // SQLite has no date type: a declared DATE or TIMESTAMP holds ISO text unless the map says otherwise.
            (Dialect::Sqlite, ColumnKind::Date | ColumnKind::Timestamp | ColumnKind::TimestampTz) => {
                Some(DateFormat::Text)
            }
            (_, ColumnKind::Date) => Some(DateFormat::Date),
            (_, ColumnKind::Timestamp) => Some(DateFormat::Local),
            (_, ColumnKind::TimestampTz) => Some(DateFormat::Instant),
            (_, ColumnKind::Text) => Some(DateFormat::Text),
            (_, ColumnKind::Integer) => Some(DateFormat::EpochSeconds),
            _ => None,
        }
    }
}

/// A CHECK constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its name, when it has one.
    pub name: Option<String>,
    /// Its expression as the database tells it, without the word CHECK and the outer parentheses.
    pub expression: String,
}

/// An index over plain columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<String>,
}

/// A reference to another table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Its name, when it has one.
    pub name: Option<String>,
    /// Columns of this table.
    pub columns: Vec<String>,
    /// The table referred to.
    pub table: TableName,
    /// Its columns, as many.
    pub their: Vec<String>,
    /// What the database does to this row when the other is deleted.
    pub on_delete: OnDelete,
}

/// What the database does to a referring row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnDelete {
    /// It refuses (NO ACTION and RESTRICT).
    Refuse,
    /// It deletes the referring row.
    Cascade,
    /// It sets the reference to NULL.
    SetNull,
    /// It sets the reference to its default.
    SetDefault,
}
