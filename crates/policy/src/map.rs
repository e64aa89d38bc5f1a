//! The data map as read: which tables serve which activities, and what each column is. Not yet held against a database.

use jiff::tz::TimeZone;

use crate::{
    condition::{Condition, Literal},
    pattern::Pattern,
    span::Spanned,
    transform::Transform,
};

/// A data map, read.
#[derive(Debug, Clone, Default)]
pub struct DataMap {
    /// The stores in the order of the file.
    pub stores: Vec<MapStore>,
}

impl DataMap {
    /// The store of that name.
    pub fn store(&self, name: &str) -> Option<&MapStore> {
        self.stores.iter().find(|store| store.name.value == name)
    }
}

/// A store: one database, or the files of one folder or bucket.
#[derive(Debug, Clone)]
pub struct MapStore {
    /// Its name in the files.
    pub name: Spanned<String>,
    /// How to reach it.
    pub url: Spanned<StoreUrl>,
    /// Country code of where it is, where given.
    pub location: Option<Spanned<String>>,
    /// The processor or recipient that runs it, by its name in the policy.
    pub run_by: Option<Spanned<String>>,
    /// The zone of its timestamps without zone; the controller's when not given.
    pub time_zone: Option<Spanned<TimeZone>>,
    /// How a folder is gone through; the usual way for a database.
    pub folder: FolderRules,
    /// Where archived values go: a schema (PostgreSQL), a database (MariaDB), a file (SQLite), where given.
    pub archive: Option<Spanned<String>>,
    /// Servers that follow a MariaDB or MySQL server, and are waited for.
    pub replicas: Vec<Spanned<StoreUrl>>,
    /// Its tables in the order of the file.
    pub tables: Vec<MapTable>,
}

/// How a folder is gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FolderRules {
    /// Whether a folder that is left empty goes with its last file.
    pub prune: bool,
    /// Whether other file systems that are mounted in it are entered.
    pub other_file_systems: bool,
}

/// How to reach a store. Never printed whole: it may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// `env:NAME`: an environment variable holds the address.
    Env(String),
    /// `file:PATH`: a file holds the address.
    File(String),
    /// The address itself: `sqlite:PATH`, `postgres://…`, `mariadb://…`, `folder:PATH`, `s3://…`.
    Address(String),
}

impl StoreUrl {
    /// Whether files are there, and no database, as far as the address itself tells.
    pub fn is_of_files(&self) -> Option<bool> {
        match self {
            Self::Address(address) => {
                Some(["folder:", "s3:"].iter().any(|scheme| address.starts_with(scheme)))
            }
            Self::Env(_) | Self::File(_) => None,
        }
    }
}

impl std::fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Env(name) => write!(f, "env:{name}"),
            Self::File(path) => write!(f, "file:{path}"),
            Self::Address(address) => write!(f, "{}:…", address.split(':').next().unwrap_or_default()),
        }
    }
}

/// What the map says of one table.
#[derive(Debug, Clone)]
pub struct MapTable {
    /// `contacts` or `sales.contacts`.
    pub name: Spanned<String>,
    /// In a folder: which files are its records. Empty for a table of a database.
    pub files: Vec<Spanned<Pattern>>,
    /// The file that goes with each record of a database.
    pub file: Option<RowFile>,
    /// False when the whole table holds nothing personal: it is never touched.
    pub personal: bool,
    /// The kinds of people its records are about.
    pub subjects: Vec<Spanned<String>>,
    /// Which columns tell who a record is about, each with the kind of identity (`email`, `phone`, `client-number` …).
    pub identities: Vec<(Spanned<String>, Spanned<Path>)>,
    /// The activities that its records serve, with the condition under which.
    pub serves: Vec<Serves>,
    /// Personal columns, each with its category.
    pub fields: Vec<(Spanned<String>, Spanned<String>)>,
    /// Columns that hold nothing personal.
    pub not_personal: Vec<Spanned<String>>,
    /// Where each event's dates are; an event may have several.
    pub events: Vec<(Spanned<String>, Vec<Spanned<Path>>)>,
    /// Ways to other tables.
    pub links: Vec<(Spanned<String>, Spanned<Link>)>,
    /// How dates are written, for columns whose type does not say.
    pub formats: Vec<(Spanned<String>, Spanned<DateFormat>)>,
    /// What to write over a column that takes no NULL, where the usual neutral value will not do.
    pub neutral: Vec<(Spanned<String>, Spanned<Literal>)>,
    /// Personal columns that no activity needs, confirmed for removal.
    pub unneeded: Vec<Spanned<String>>,
    /// What is left of a value when its activity ends by making data anonymous; of the others nothing is.
    pub anonymise: Vec<(Spanned<String>, Spanned<Transform>)>,
    /// Of how many records alike in what is left the smallest group should be.
    pub k: Option<Spanned<u32>>,
    /// What becomes of records that serve no activity; none: a finding, and they are left alone.
    pub unserved: Option<Spanned<Unserved>>,
    /// What becomes of a record whose personal values are all gone.
    pub shells: Shells,
}

/// A file that goes with a record.
#[derive(Debug, Clone)]
pub struct RowFile {
    /// The column that holds its path.
    pub column: Spanned<String>,
    /// The store it is in.
    pub store: Spanned<String>,
}

/// One activity that a table's records serve.
#[derive(Debug, Clone)]
pub struct Serves {
    /// The activity's name.
    pub activity: Spanned<String>,
    /// The records that do; none: all.
    pub condition: Option<Spanned<Condition>>,
}

/// A column of this table (`created_at`) or of a linked one (`messages.sent_at`, `customer.contracts.ended_on`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// The links to follow, in order: a link's name, or the name of a table that is linked in one way only.
    pub links: Vec<String>,
    /// The column at the end.
    pub column: String,
}

/// A way to the rows of another table whose `their` columns equal our `own` ones: `customer_id = customers(id)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// Columns of this table.
    pub own: Vec<String>,
    /// The store of the other table, when it is not this one's.
    pub store: Option<String>,
    /// The other table, as the map names it.
    pub table: String,
    /// Its columns, as many.
    pub their: Vec<String>,
}

/// How a date is kept in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateFormat {
    /// A date type.
    Date,
    /// A timestamp without zone: civil time in the store's zone.
    Local,
    /// A timestamp with zone: an instant.
    Instant,
    /// Text that begins `YYYY-MM-DD`; what follows is ignored. (Civil, in the controller's zone.)
    Text,
    /// Text `YYYY-MM-DD HH:MM:SS` (or with `T`, a fraction, a `Z`): an instant in UTC.
    TextUtc,
    /// Seconds since 1970-01-01 UTC.
    EpochSeconds,
    /// Milliseconds since 1970-01-01 UTC.
    EpochMilliseconds,
}

/// What becomes of records that serve no activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unserved {
    /// They are erased.
    Erase,
    /// They are kept, and are not reported.
    Keep,
}

/// What becomes of a record whose personal values are all gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shells {
    /// It is deleted when nothing refers to it.
    #[default]
    Delete,
    /// It stays (an anonymous order still counts in statistics).
    Keep,
}
