//! What one side says and the other cannot.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;
use serde_json::Value;

/// Something that was not taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leftover {
    /// Where it stands.
    pub place: String,
    /// What it is.
    pub says: String,
}

impl fmt::Display for Leftover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.says)
    }
}

/// Keys of which nothing is known here, with their values.
pub(crate) type Rest = BTreeMap<String, Value>;

/// The longest value that is shown whole, in characters.
const LONGEST: usize = 60;

/// What was left over so far.
#[derive(Debug, Default)]
pub(crate) struct Leftovers(pub(crate) Vec<Leftover>);

impl Leftovers {
    pub(crate) fn add(&mut self, place: &str, says: impl Into<String>) {
        self.0.push(Leftover { place: place.to_owned(), says: says.into() });
    }

    /// Every key that says something.
    pub(crate) fn rest(&mut self, place: &str, rest: &Rest) {
        for (key, value) in rest.iter().filter(|(_, value)| says_something(value)) {
            self.add(place, format!("`{key}`: {}", shown(value)));
        }
    }
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(entries) => entries.values().any(says_something),
        Value::Bool(true) | Value::Number(_) => true,
    }
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() { format!("{short}…") } else { text }
}
