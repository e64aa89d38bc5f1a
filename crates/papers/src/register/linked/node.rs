//! A node of JSON-LD, whose properties stand in the order in which they were said.

use serde::{Serialize, Serializer, ser::SerializeMap};

/// A node, or a value with its type or language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Node(Vec<(&'static str, Value)>);

/// What a property may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Value {
    Text(String),
    One(Node),
    Many(Vec<Value>),
}

impl Node {
    /// Of a kind.
    pub(super) fn of(kind: &'static str) -> Self {
        Self::default().with("@type", kind)
    }

    /// Nothing but the address of one.
    pub(super) fn at(id: String) -> Self {
        Self::default().identified(id)
    }

    /// With an address, which stands first.
    pub(super) fn identified(mut self, id: String) -> Self {
        self.0.insert(0, ("@id", Value::Text(id)));
        self
    }

    /// With a property, unless nothing is said of it.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if value != Value::Many(Vec::new()) {
            self.0.push((name, value));
        }
        self
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self::One(node)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::Many(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Many(Vec::new()), Into::into)
    }
}
