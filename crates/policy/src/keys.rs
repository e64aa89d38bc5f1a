//! The keys of both files: the one list from which the reader checks a file and the schema is generated.

/// A table of the file: which keys it may have.
#[derive(Debug)]
pub(crate) struct Keys {
    /// The keys with a meaning of their own.
    pub(crate) keys: &'static [Key],
    /// What any other key holds; none: there are no others.
    pub(crate) others: Option<&'static Shape>,
}

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) shape: Shape,
    /// What it means: shown by editors.
    pub(crate) says: &'static str,
}

/// What a key may hold.
#[derive(Debug)]
pub(crate) enum Shape {
    /// One value.
    One(Value),
    /// One value, or a list of them.
    OneOrMore(Value),
    /// A list of values.
    Many(Value),
    /// A table.
    Table(&'static Keys),
    /// One value, or a table.
    OneOrTable(Value, &'static Keys),
}

/// A value that is no table and no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Number,
    Date,
    Bool,
    Text(Hint),
    /// A condition as text, or `true`.
    Condition,
    /// Text, a number, a truth value or a date.
    Literal,
    /// A whole number, at least two.
    Whole,
}

/// What a text is about: what an editor may suggest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    Free,
    Basis,
    Subject,
    Category,
    Purpose,
    EventKind,
    Finding,
    Phrase,
    Country,
    Law,
    Reference,
    TimeZone,
    Url,
    Path,
    Link,
    Pattern,
    DateFormat,
    Unserved,
    Shells,
    Transform,
    Safeguard,
    MeasureKind,
}

use Hint::{
    Basis, Category, Country, DateFormat, EventKind, Finding, Free, Law, Link, MeasureKind, Path, Pattern,
    Phrase, Purpose, Reference, Safeguard, Subject, TimeZone, Unserved, Url,
};
use Shape::{Many, One, OneOrMore, OneOrTable, Table};
use Value::{Bool, Condition, Date, Literal, Number, Text, Whole};

const fn required(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, required: true, shape, says }
}

const fn optional(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, required: false, shape, says }
}

const fn named(shape: &'static Shape) -> Keys {
    Keys { keys: &[], others: Some(shape) }
}

const fn only(keys: &'static [Key]) -> Keys {
    Keys { keys, others: None }
}

const FORMAT: Key = required("format", One(Number), "The version of this file's form. Always 1.");

/// `policy.toml`
pub(crate) static POLICY: Keys = only(&[
    FORMAT,
    optional("version", One(Date), "The date this version of the policy was published, without quotes."),
    optional("law", Many(Text(Law)), "The law packs it is under: `abide law` shows them."),
    required("controller", Table(&CONTROLLER), "Who decides about the data (GDPR art. 4(7))."),
    optional("clause", Table(&named(&Table(&CLAUSE))), "Clauses of the published text, by id."),
    optional("event", Table(&named(&Table(&EVENT))), "Events beyond the built-in ones."),
    optional("category", Table(&named(&Table(&CATEGORY))), "Categories of data beyond the built-in ones."),
    optional("subject", Table(&named(&Table(&TERM))), "Kinds of people beyond the built-in ones."),
    optional("purpose", Table(&named(&Table(&PURPOSE_TERM))), "Purposes beyond the built-in ones."),
    optional("activity", Table(&named(&Table(&ACTIVITY))), "What is done with data, by name."),
    optional(
        "processor",
        Table(&named(&Table(&PROCESSOR))),
        "Who works on data for the controller, by name (GDPR art. 4(8)).",
    ),
    optional("recipient", Table(&named(&Table(&RECIPIENT))), "Who else gets data, by name (GDPR art. 4(9))."),
    optional(
        "joint_controller",
        Table(&named(&Table(&JOINT_CONTROLLER))),
        "Who decides with the controller, by name (GDPR art. 26).",
    ),
    optional("measure", Table(&named(&Table(&MEASURE))), "What protects data, by name (GDPR art. 32)."),
    optional(
        "attestation",
        Table(&named(&Table(&ATTESTATION))),
        "What somebody vouches for, where no program can see it, by name.",
    ),
    optional("forbidden", Table(&named(&Table(&FORBIDDEN))), "Categories of data that may be held nowhere."),
    optional(
        "accepted",
        Table(&named(&Table(&ACCEPTED))),
        "Findings that are accepted until a day, by a name of yours.",
    ),
]);

static CONTROLLER: Keys = only(&[
    required("name", One(Text(Free)), "The controller's name."),
    optional(
        "time_zone",
        One(Text(TimeZone)),
        "The IANA time zone in which its days begin and end. Europe/Paris when not given.",
    ),
    optional("country", One(Text(Country)), "The controller's country, as two letters (ISO 3166-1)."),
    ADDRESS,
    optional("registration", One(Text(Free)), "The number under which it is registered, with the register."),
    CONTACT,
    optional(
        "representative",
        Table(&ENTITY),
        "Who stands for it in the Union, where it is elsewhere (GDPR art. 27).",
    ),
    optional("data_protection_officer", Table(&ENTITY), "Its data protection officer (GDPR art. 37)."),
]);

const ADDRESS: Key = optional("address", One(Text(Free)), "The postal address.");
const CONTACT: Key = optional(
    "contact",
    One(Text(Free)),
    "How it is reached about data: an address for e-mail or on the web, a telephone number.",
);
const ENTITY_COUNTRY: Key =
    optional("country", One(Text(Country)), "The country, as two letters (ISO 3166-1).");

static ENTITY: Keys = only(&[NAME, ENTITY_COUNTRY, ADDRESS, CONTACT]);

static JOINT_CONTROLLER: Keys = only(&[
    NAME,
    ENTITY_COUNTRY,
    ADDRESS,
    CONTACT,
    optional("arrangement", One(Text(Free)), "Where the arrangement with it is found (GDPR art. 26(1))."),
]);

static MEASURE: Keys = only(&[
    required("kind", One(Text(MeasureKind)), "By machines or by people: `technical` or `organisational`."),
    required("says", Table(&LABEL), "What is done, by language."),
    TOLD,
]);

static ATTESTATION: Keys = only(&[
    required("says", One(Text(Free)), "What is so."),
    required("owner", One(Text(Free)), "Who answers for it: a part of the company, not a person."),
    required("evidence", OneOrMore(Text(Free)), "Where it can be seen."),
    required("review", One(Date), "The day on which it is looked at again."),
    TOLD,
]);

static CLAUSE: Keys = only(&[
    required("says", One(Text(Free)), "What the clause says."),
    optional("kept_by", One(Text(Free)), "What keeps it, when that is not a rule on data."),
]);

static EVENT: Keys = only(&[
    required(
        "kind",
        One(Text(EventKind)),
        "`last`: the latest date counts. `end`: over only when all are over, and a missing date runs on.",
    ),
    optional("label", Table(&LABEL), "Its name for people, by language."),
]);

static CATEGORY: Keys = only(&[
    optional("label", Table(&LABEL), "Its name for people, by language."),
    optional("iri", One(Text(Free)), "The concept it stands for in some vocabulary."),
    optional("special", One(Bool), "Whether it is a special category of data (GDPR art. 9)."),
]);

static TERM: Keys = only(&[
    optional("label", Table(&LABEL), "Its name for people, by language."),
    optional("iri", One(Text(Free)), "The concept it stands for in some vocabulary."),
]);

static PURPOSE_TERM: Keys = only(&[
    optional("label", Table(&LABEL), "Its name for people, by language."),
    optional("iri", One(Text(Free)), "The concept it stands for in some vocabulary."),
    optional(
        "marketing",
        One(Bool),
        "Whether it is direct marketing, to which anybody may object (GDPR art. 21(2)).",
    ),
]);

static LABEL: Keys =
    only(&[optional("en", One(Text(Free)), "In English."), optional("fr", One(Text(Free)), "In French.")]);

static ACTIVITY: Keys = only(&[
    required(
        "purpose",
        OneOrTable(Text(Purpose), &PURPOSE),
        "What the data is used for: a purpose of the vocabulary, or your own words by language.",
    ),
    required("basis", One(Text(Basis)), "The legal basis (GDPR art. 6(1))."),
    required("subjects", OneOrMore(Text(Subject)), "The kinds of people the data is about."),
    required("data", OneOrMore(Text(Category)), "The categories of data it needs, all below them included."),
    required("keep", One(Text(Phrase)), "For how long it needs them: `3 years after last_contact`."),
    optional(
        "reference",
        One(Text(Reference)),
        "The reference period of a law pack by which it goes, where its purpose does not tell: `france/online-contracts`.",
    ),
    optional(
        "joint_controllers",
        OneOrMore(Text(Free)),
        "Who decides about it with the controller, by name.",
    ),
    optional(
        "measures",
        OneOrMore(Text(Free)),
        "The measures that protect its data, by name. All of the policy when not given.",
    ),
    optional(
        "recipients",
        OneOrMore(Text(Free)),
        "The processors and recipients to whom it gives data, by name.",
    ),
    optional("clause", OneOrMore(Text(Free)), "The clauses of the published text that it keeps."),
]);

static PROCESSOR: Keys = only(&[
    NAME,
    LOCATION,
    SAFEGUARD,
    optional("contract", One(Text(Free)), "Where its contract is found (GDPR art. 28(3))."),
    optional(
        "guarantees",
        OneOrMore(Text(Free)),
        "What shows that it can be trusted with the data (GDPR art. 28(1)).",
    ),
    optional("instructions", One(Text(Free)), "Where its instructions are found (GDPR art. 28(3)(a))."),
    optional(
        "sub_processors",
        OneOrMore(Text(Free)),
        "The processors it engages in turn, by their names in this file (GDPR art. 28(2)).",
    ),
    optional("review", One(Date), "The day on which all this is looked at again."),
    START,
    END,
    TOLD,
]);

static RECIPIENT: Keys = only(&[NAME, LOCATION, SAFEGUARD, START, END, TOLD]);

const NAME: Key = required("name", One(Text(Free)), "Its name for people.");
const LOCATION: Key = optional(
    "location",
    OneOrMore(Text(Country)),
    "Where it has the data: countries as two letters (ISO 3166-1).",
);
const SAFEGUARD: Key = optional(
    "safeguard",
    One(Text(Safeguard)),
    "What protects the data in a country where the law does not (GDPR art. 45 to 49).",
);
const START: Key = optional("start", One(Date), "The first day on which it has data.");
const END: Key = optional("end", One(Date), "The last day on which it has data.");
const TOLD: Key =
    optional("clause", OneOrMore(Text(Free)), "The clauses of the published text that tell of it.");

static FORBIDDEN: Keys =
    only(&[optional("clause", OneOrMore(Text(Free)), "The clauses of the published text that say so.")]);

static ACCEPTED: Keys = only(&[
    required("finding", One(Text(Finding)), "The code of the finding: `law/beyond-reference`."),
    required(
        "about",
        One(Text(Free)),
        "The key of either file that it is about, with all below it: `activity.customers`.",
    ),
    required("reason", One(Text(Free)), "Why it is accepted."),
    required("review", One(Date), "The day on which it is looked at again, and until which it is accepted."),
]);

static PURPOSE: Keys = only(&[
    optional("key", One(Text(Purpose)), "A purpose of the vocabulary."),
    optional("en", One(Text(Free)), "In your own words, in English."),
    optional("fr", One(Text(Free)), "In your own words, in French."),
]);

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

const SAFEGUARDS: [&str; 8] = {
    let mut keys = [""; 8];
    let mut at = 0;
    while at < keys.len() {
        keys[at] = crate::recipient::Safeguard::ALL[at].key();
        at += 1;
    }
    keys
};

impl Hint {
    /// The values it may have, when they are few and fixed.
    pub(crate) fn fixed(self) -> &'static [&'static str] {
        match self {
            Self::Basis => &[
                "consent",
                "contract",
                "legal-obligation",
                "vital-interest",
                "public-interest",
                "legitimate-interest",
            ],
            Self::EventKind => &["last", "end"],
            Self::DateFormat => {
                &["date", "local", "instant", "text", "text-utc", "epoch-seconds", "epoch-milliseconds"]
            }
            Self::Safeguard => &SAFEGUARDS,
            Self::MeasureKind => &["technical", "organisational"],
            Self::Unserved => &["erase", "keep"],
            Self::Shells => &["delete", "keep"],
            _ => &[],
        }
    }
}
