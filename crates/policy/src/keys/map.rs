//! The keys of `map.toml`.

use super::{
    FORMAT, Hint,
    Hint::{Category, Country, DateFormat, Free, Link, Path, Pattern, Subject, TimeZone, Unserved, Url},
    Keys,
    Shape::{Many, One, OneOrMore, Table},
    Value::{Bool, Condition, Literal, Text, Whole},
    named, only, optional, required,
};

/// `map.toml`
pub(crate) static MAP: Keys = only(&[
    FORMAT,
    optional("store", Table(&named(&Table(&STORE))), "The databases, folders and buckets, by name."),
]);

static STORE: Keys = Keys {
    keys: &[
        required(
            "url",
            One(Text(Url)),
            "Where it is: `env:NAME` or `file:PATH` (a variable or a file holds the address), `sqlite:PATH`, `postgres://…`, `mariadb://…`, `folder:PATH`, `s3://BUCKET/PREFIX`.",
        ),
        optional("location", One(Text(Country)), "The country it is in, as two letters (ISO 3166-1)."),
        optional("run_by", One(Text(Free)), "The processor or recipient of the policy that runs it."),
        optional(
            "time_zone",
            One(Text(TimeZone)),
            "The IANA time zone of its timestamps without zone. The controller's when not given.",
        ),
        optional(
            "prune",
            One(Bool),
            "Of a folder: whether folders that are left empty go with their last file. `false` when not given.",
        ),
        optional(
            "other_file_systems",
            One(Bool),
            "Of a folder: whether other file systems mounted in it are entered. `false` when not given.",
        ),
        optional(
            "archive",
            One(Text(Free)),
            "Where values in an archive phase go: a schema (PostgreSQL), a database (MariaDB) or a file (SQLite) of restricted rights.",
        ),
        optional(
            "replicas",
            Many(Text(Url)),
            "Of MariaDB or MySQL: the servers that follow this one. An apply waits for those that fall behind.",
        ),
    ],
    others: Some(&Table(&TABLE)),
    names: None,
};

static TABLE: Keys = only(&[
    optional("subject", OneOrMore(Text(Subject)), "The kinds of people its records are about."),
    optional(
        "file",
        Table(&FILE),
        "The file that goes with each record: `{ column = \"path\", store = \"cctv\" }`.",
    ),
    optional(
        "files",
        OneOrMore(Text(Pattern)),
        "In a folder or bucket: which files are its records, as `cam-{camera}/{recorded:%Y-%m-%d}T*.mp4`.",
    ),
    optional(
        "personal",
        One(Bool),
        "`false` when the whole table holds nothing personal: it is never touched.",
    ),
    optional(
        "identity",
        Table(&named(&One(Text(Path)))),
        "Which columns tell who a record is about, by kind of identity.",
    ),
    optional(
        "serves",
        Table(&named(&One(Condition))),
        "The activities its records serve, each with the condition under which, or `true`.",
    ),
    optional(
        "fields",
        Table(&named(&One(Text(Category)))),
        "Columns with personal data, each with its category.",
    ),
    optional("not_personal", Many(Text(Free)), "Columns that hold nothing personal."),
    optional("events", Table(&named(&OneOrMore(Text(Path)))), "Where each event's dates are."),
    optional(
        "links",
        Table(&named(&One(Text(Link)))),
        "Ways to other tables: `customer_id = customers(id)`.",
    ),
    optional(
        "formats",
        Table(&named(&One(Text(DateFormat)))),
        "How dates are written, for columns whose type does not say.",
    ),
    optional(
        "neutral",
        Table(&named(&One(Literal))),
        "What to write over a column that takes no NULL, where the usual neutral value will not do.",
    ),
    optional("unneeded", Many(Text(Free)), "Personal columns that no activity needs, confirmed for removal."),
    optional(
        "anonymise",
        Table(&named(&One(Text(Hint::Transform)))),
        "What is left of a value where an activity ends `then anonymise`: `truncate-ip`, `year`, `month`, `first 2`, `bucket 100`, `drop`.",
    ),
    optional("k", One(Whole), "How many records alike the smallest group of anonymous ones should have."),
    optional("unserved", One(Text(Unserved)), "What becomes of records that serve no activity."),
    optional(
        "shells",
        One(Text(Hint::Shells)),
        "What becomes of a record whose personal values are all gone: `delete` (when nothing refers to it) or `keep`.",
    ),
]);

static FILE: Keys = only(&[
    required(
        "column",
        One(Text(Free)),
        "The column that holds the file's path, from the store's own or whole.",
    ),
    required("store", One(Text(Free)), "The store that the file is in: a folder or a bucket."),
]);
