//! JSON Schemas of both files (draft 2020-12), for editors: they complete keys and words, and say what each means.
//! Made from the same lists as the reader's, so that the two cannot part.

use std::collections::BTreeMap;

use abide_law::pack::{Kind, Packs};
use serde_json::{Map, Value as Json, json};

use crate::{
    codes,
    country::COUNTRIES,
    keys::{self, Hint, Keys, Shape, Value},
    territory::Region,
    vocabulary::{Term, Vocabulary},
};

/// The schema of `policy.toml`.
pub fn policy_schema() -> Json {
    document(&keys::POLICY, "Abide policy", "What the controller says it does with personal data.")
}

/// The schema of `map.toml`.
pub fn map_schema() -> Json {
    document(
        &keys::MAP,
        "Abide data map",
        "Where the personal data is: tables, columns, and what they serve.",
    )
}

fn document(keys: &Keys, title: &str, says: &str) -> Json {
    let mut schema = table(keys);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
    schema["description"] = json!(says);
    schema["$defs"] = defs();
    schema
}

fn table(keys: &Keys) -> Json {
    let properties: Map<String, Json> = keys
        .keys
        .iter()
        .map(|key| {
            let mut schema = shape(&key.shape);
            schema["description"] = json!(key.says);
            (key.name.to_owned(), schema)
        })
        .collect();
    let required: Vec<_> = keys.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": keys.others.map_or(json!(false), shape),
    });
    if let Some(names) = keys.names {
        schema["propertyNames"] = text(names);
    }
    schema
}

fn shape(shape: &Shape) -> Json {
    match shape {
        Shape::One(one) => value(*one),
        Shape::OneOrMore(one) => json!({ "anyOf": [value(*one), list(*one, 1)] }),
        Shape::Many(one) => list(*one, 0),
        Shape::Table(keys) => table(keys),
        Shape::OneOrTable(one, keys) => json!({ "anyOf": [value(*one), table(keys)] }),
    }
}

fn list(one: Value, least: u8) -> Json {
    json!({ "type": "array", "items": value(one), "minItems": least, "uniqueItems": true })
}

fn value(value: Value) -> Json {
    match value {
        Value::Number => json!({ "const": 1 }),
        Value::Date => json!({ "type": "string", "format": "date" }),
        Value::Bool => json!({ "type": "boolean" }),
        Value::Text(hint) => text(hint),
        Value::Condition => json!({
            "anyOf": [{ "const": true }, { "type": "string" }],
            "examples": [true, "status = 'lead'", "paid = FALSE AND EXISTS invoices"],
        }),
        Value::Whole => json!({ "type": "integer", "minimum": 2, "maximum": 1_000_000_000 }),
        Value::Literal => json!({ "type": ["string", "number", "boolean"] }),
    }
}

fn text(hint: Hint) -> Json {
    if !hint.fixed().is_empty() {
        return json!({ "type": "string", "enum": hint.fixed() });
    }
    match hint {
        Hint::Subject => json!({ "$ref": "#/$defs/subject" }),
        Hint::Category => json!({ "$ref": "#/$defs/category" }),
        Hint::Purpose => json!({ "$ref": "#/$defs/purpose" }),
        Hint::Country => json!({ "$ref": "#/$defs/country" }),
        Hint::Region => {
            json!({ "anyOf": [{ "type": "string", "enum": Region::SEVERAL }, { "$ref": "#/$defs/country" }] })
        }
        Hint::Period => json!({
            "type": "string",
            "pattern": "^[0-9]+ (day|week|month|year)s?$",
            "examples": ["1 month"],
        }),
        Hint::Law => named(Packs::shipped().iter().map(|pack| pack.name.as_str())),
        Hint::Reference => named(references().iter().map(String::as_str)),
        Hint::Finding => named(codes::ALL.iter().copied()),
        Hint::TimeZone => json!({ "type": "string", "examples": ["Europe/Paris", "UTC"] }),
        Hint::Phrase => json!({ "type": "string", "examples": PHRASES }),
        Hint::Url => {
            json!({ "type": "string", "pattern": "^(env:|file:|folder:|sqlite:|postgres(ql)?://)." })
        }
        Hint::Path => json!({ "type": "string", "examples": ["created_at", "messages.sent_at"] }),
        Hint::Pattern => {
            json!({ "type": "string", "examples": ["cam-{camera}/{recorded:%Y-%m-%d}T*.mp4", "**/*.log"] })
        }
        Hint::Transform => json!({
            "type": "string",
            "pattern": "^(truncate-ip|year|month|first [0-9]+|bucket [0-9]+|drop)$",
            "examples": ["truncate-ip", "year", "first 2", "bucket 100", "drop"],
        }),
        Hint::Link => json!({ "type": "string", "examples": ["customer_id = customers(id)"] }),
        _ => json!({ "type": "string" }),
    }
}

const PHRASES: [&str; 4] = [
    "3 years after collected or last_contact",
    "until answered",
    "5 years after relationship_end, then archive for 5 years",
    "10 years after issued, in archive",
];

fn defs() -> Json {
    let words = Vocabulary::built_in();
    json!({
        "category": extensible(&words.categories),
        "subject": extensible(&words.subjects),
        "purpose": extensible(&words.purposes),
        "country": { "type": "string", "enum": COUNTRIES.as_slice() },
    })
}

fn references() -> Vec<String> {
    let packs = Packs::shipped();
    packs.entries().filter(|entry| entry.kind == Kind::Period).map(|entry| entry.id.clone()).collect()
}

/// The built-in words as suggestions; a policy may add its own.
fn extensible(words: &BTreeMap<String, Term>) -> Json {
    named(words.keys().map(String::as_str))
}

/// Known names as suggestions; there may be others.
fn named<'n>(known: impl Iterator<Item = &'n str>) -> Json {
    let known: Vec<_> = known.collect();
    json!({ "anyOf": [{ "type": "string", "enum": known }, { "type": "string", "pattern": "^[^ ]+$" }] })
}
