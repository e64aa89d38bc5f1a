//! Texts for people, in several languages.

use std::collections::BTreeMap;

/// A text by language (`en`, `fr`).
pub type Texts = BTreeMap<String, String>;
