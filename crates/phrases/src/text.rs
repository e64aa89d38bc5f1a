//! Texts that are not said in any language yet.

use std::{borrow::Cow, collections::BTreeMap};

use abide_law::{Period, pack::Said};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A text: which message it is, and what is put into it; or words that were written down in some language, and stay in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub(crate) Kind);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Kind {
    Words(String),
    Message {
        key: Cow<'static, str>,
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        values: BTreeMap<Cow<'static, str>, Value>,
    },
}

/// What is put into a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// A name, or another text that is said in no language or was said by others: as it is.
    Name(String),
    /// What others say in English and in French.
    Each(String, String),
    /// A number, by which the message may choose its words.
    Number(u64),
    /// A day.
    Date(Date),
    /// A length of time.
    Period(Period),
    /// `a, b and c`
    All(Vec<Value>),
    /// `a, b or c`
    One(Vec<Value>),
    /// Words with a message of their own.
    Text(Text),
}

impl Text {
    /// The text of that key, into which nothing is put.
    pub fn new(key: &'static str) -> Self {
        Self(Kind::Message { key: key.into(), values: BTreeMap::new() })
    }

    /// Words that were said in a language, to be written down.
    pub fn of_words(words: String) -> Self {
        Self(Kind::Words(words))
    }

    /// Puts something into it.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        if let Kind::Message { values, .. } = &mut self.0 {
            values.insert(name.into(), value.into());
        }
        self
    }

    /// The key of its message; none of words.
    pub fn key(&self) -> Option<&str> {
        match &self.0 {
            Kind::Message { key, .. } => Some(key),
            Kind::Words(_) => None,
        }
    }
}

/// A text by its key, and what is put into it: `text!("late-answer", promised = answer.value, name)`.
#[macro_export]
macro_rules! text {
    ($key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::Text::new($key)$(.with(stringify!($name), $crate::text!(@ $name $(= $value)?)))*
    };
    (@ $name:ident) => { $name };
    (@ $name:ident = $value:expr) => { $value };
}

/// `a, b and c`
pub fn all_of<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Value {
    Value::All(values.into_iter().map(Into::into).collect())
}

/// `a, b or c`
pub fn one_of<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Value {
    Value::One(values.into_iter().map(Into::into).collect())
}

/// `a, b, c`: keys one after the other, as every language writes them.
pub fn listed<T: AsRef<str>>(keys: impl IntoIterator<Item = T>) -> String {
    let keys: Vec<T> = keys.into_iter().collect();
    keys.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

impl Value {
    /// What packs say, one after the other, in each language.
    pub fn in_each(said: &[&Said]) -> Self {
        let [english, french] = ["en", "fr"].map(|code| listed(said.iter().map(|one| one.in_language(code))));
        Self::Each(english, french)
    }
}

impl From<&str> for Value {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for Value {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&String> for Value {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<Date> for Value {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Period> for Value {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
