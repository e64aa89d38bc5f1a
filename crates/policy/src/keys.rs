//! The keys of both files: the one list from which the reader checks a file and the schema is generated. What each of them may
//! have is in a file for each part.

mod activity;
mod map;
mod parties;
mod policy;
mod requests;

use crate::{
    collection::Agreement,
    forbidden::ForbiddenRecipient,
    ground::SpecialGround,
    published::Untold,
    recipient::{RecipientKind, Safeguard},
    requests::{Asked, FeeGround, Proof},
    texts::LANGUAGES,
    unsubscribing::Unsubscribing,
};
pub(crate) use activity::PURPOSE;
pub(crate) use map::MAP;
pub(crate) use policy::POLICY;

/// A table of the file: which keys it may have.
#[derive(Debug)]
pub(crate) struct Keys {
    /// The keys with a meaning of their own.
    pub(crate) keys: &'static [Key],
    /// What any other key holds; none: there are no others.
    pub(crate) others: Option<&'static Shape>,
    /// What those keys may be, when they are few and fixed.
    pub(crate) names: Option<Hint>,
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
    Period,
    Region,
    RecipientKind,
    ForbiddenRecipient,
    SpecialGround,
    Agreement,
    Proof,
    FeeGround,
    Asked,
    UntoldOfPolicy,
    UntoldOfActivity,
    Language,
    Unsubscribing,
}

const fn required(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, required: true, shape, says }
}

const fn optional(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, required: false, shape, says }
}

const fn named(shape: &'static Shape) -> Keys {
    Keys { keys: &[], others: Some(shape), names: None }
}

const fn only(keys: &'static [Key]) -> Keys {
    Keys { keys, others: None, names: None }
}

const FORMAT: Key =
    required("format", Shape::One(Value::Number), "The version of this file's form. Always 1.");

/// A text for people.
pub(crate) static TEXTS: Keys = only(&[
    optional("en", Shape::One(Value::Text(Hint::Free)), "In English."),
    optional("fr", Shape::One(Value::Text(Hint::Free)), "In French."),
]);

/// What may be forbidden to receive data: any processor, or a kind of those to whom data goes.
const FORBIDDEN_RECIPIENTS: [&str; RecipientKind::KEYS.len() + 1] = {
    let mut keys = [ForbiddenRecipient::ANY_PROCESSOR; RecipientKind::KEYS.len() + 1];
    let mut at = 0;
    while at < RecipientKind::KEYS.len() {
        keys[at + 1] = RecipientKind::KEYS[at];
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
            Self::Safeguard => Safeguard::KEYS,
            Self::MeasureKind => &["technical", "organisational"],
            Self::Unserved => &["erase", "keep"],
            Self::Shells => &["delete", "keep"],
            Self::RecipientKind => RecipientKind::KEYS,
            Self::ForbiddenRecipient => &FORBIDDEN_RECIPIENTS,
            Self::SpecialGround => SpecialGround::KEYS,
            Self::Agreement => Agreement::KEYS,
            Self::Proof => Proof::KEYS,
            Self::FeeGround => FeeGround::KEYS,
            Self::Asked => Asked::KEYS,
            Self::UntoldOfPolicy => Untold::OF_POLICY,
            Self::UntoldOfActivity => Untold::OF_ACTIVITY,
            Self::Language => LANGUAGES,
            Self::Unsubscribing => Unsubscribing::KEYS,
            _ => &[],
        }
    }
}
