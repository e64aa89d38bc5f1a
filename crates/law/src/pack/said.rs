//! What a pack says to people.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor},
};

/// A text for people: one for all, or one in each of several languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// One, in whatever language it is.
    Once(String),
    /// By language (`en`, `fr`). Never empty.
    ByLanguage(BTreeMap<String, String>),
}

impl Said {
    /// The text in the language of that code; where there is none, in English, else in whichever there is.
    pub fn in_language(&self, code: &str) -> &str {
        match self {
            Self::Once(text) => text,
            Self::ByLanguage(texts) => {
                let text = texts.get(code).or_else(|| texts.get("en")).or_else(|| texts.values().next());
                text.map_or("", String::as_str)
            }
        }
    }

    /// The text in that language and no other; one for all is in every language.
    pub fn just_in(&self, code: &str) -> Option<&str> {
        match self {
            Self::Once(text) => Some(text),
            Self::ByLanguage(texts) => texts.get(code).map(String::as_str),
        }
    }

    /// Each text that there is.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (once, by_language) = match self {
            Self::Once(text) => (Some(text), None),
            Self::ByLanguage(texts) => (None, Some(texts)),
        };
        once.into_iter().chain(by_language.into_iter().flat_map(BTreeMap::values)).map(String::as_str)
    }
}

impl<'d> Deserialize<'d> for Said {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'d> Visitor<'d> for Reader {
    type Value = Said;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or one in each language, as { en = \"…\", fr = \"…\" }")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Said, E> {
        Ok(Said::Once(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'d>>(self, mut map: A) -> Result<Said, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some((code, text)) = map.next_entry::<String, String>()? {
            if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return Err(de::Error::custom(format!(
                    "`{code}` is no code of a language, as `en` and `fr` are"
                )));
            }
            texts.insert(code, text);
        }
        if texts.is_empty() {
            return Err(de::Error::custom("there is no text in any language"));
        }
        Ok(Said::ByLanguage(texts))
    }
}
