//! The generated schemas: that the files under `schema/` are them, and that they judge files as the reader does.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::{fs, path::Path};

use abide_policy::{
    read_map, read_policy,
    schema::{map_schema, policy_schema},
};
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

/// With `UPDATE=1` in the environment, writes the files instead.
#[test]
fn the_schema_files_are_what_the_reader_accepts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    for (name, schema) in [("policy", policy_schema()), ("map", map_schema())] {
        let path = folder.join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "{name}.schema.json is stale: run the tests with UPDATE=1");
    }
}

/// Policies, and whether they are right by their keys and types.
const POLICIES: &[(&str, bool)] = &[
    ("format = 1\n[controller]\nname = 'A'", true),
    ("format = 1\nversion = 2024-01-31\n[controller]\nname = 'A'\ncountry = 'FR'", true),
    ("format = 2\n[controller]\nname = 'A'", false),
    ("[controller]\nname = 'A'", false),
    ("format = 1\nlaw = ['gdpr', 'acme']\n[controller]\nname = 'A'", true),
    ("format = 1\nlaw = []\n[controller]\nname = 'A'", true),
    ("format = 1\nlaw = 'gdpr'\n[controller]\nname = 'A'", false),
    ("format = 1\n[controller]\nname = 1", false),
    ("format = 1\n[controller]\nname = 'A'\nzone = 'UTC'", false),
    ("format = 1\n[controller]\nname = 'A'\ncountry = 'XX'", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = { en = 'x' }\nbasis = 'consent'\n\
          subjects = 'customer'\ndata = ['contact']\nkeep = 'until answered'",
        true,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = 'orders'\nbasis = 'consent'\n\
          subjects = 'customer'\ndata = 'contact'\nkeep = 'until answered'\nreference = 'france/prospects'",
        true,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = { de = 'x' }\nbasis = 'consent'\n\
          subjects = 'customer'\ndata = ['contact']\nkeep = 'until answered'",
        false,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = 'orders'\nbasis = 'consented'\n\
          subjects = []\ndata = 'contact'\nkeep = 'until answered'",
        false,
    ),
    ("format = 1\n[controller]\nname = 'A'\n[event.x]\nkind = 'end'\nlabel = { en = 'X' }", true),
    ("format = 1\n[controller]\nname = 'A'\n[event.x]\nkind = 'later'", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[processor.p]\nname = 'P'\nlocation = ['FR', 'US']\n\
          safeguard = 'adequacy'\nstart = 2024-01-31",
        true,
    ),
    ("format = 1\n[controller]\nname = 'A'\n[processor.p]\nname = 'P'\nsafeguard = 'trust'", false),
    ("format = 1\n[controller]\nname = 'A'\n[controller.representative]\nname = 'B'\ncountry = 'FR'", true),
    ("format = 1\n[controller]\nname = 'A'\n[controller.representative]\ncountry = 'FR'", false),
    ("format = 1\n[controller]\nname = 'A'\n[measure.m]\nkind = 'technical'\nsays = { en = 'M' }", true),
    ("format = 1\n[controller]\nname = 'A'\n[measure.m]\nkind = 'magic'\nsays = { en = 'M' }", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[attestation.a]\nsays = 'S'\nowner = 'O'\nevidence = 'E'\n\
         review = 2027-01-31",
        true,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[attestation.a]\nsays = 'S'\nowner = 'O'\nreview = 2027-01-31",
        false,
    ),
    ("format = 1\n[controller]\nname = 'A'\n[recipient.p]\nname = 'P'\ncontract = 'C'", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[accepted.a]\nfinding = 'law/third-country'\nabout = 'store.a'\n\
          reason = 'B'\nreview = 2027-01-31",
        true,
    ),
    ("format = 1\nunpublished = ['complaint']\nchange = { en = 'x' }\n[controller]\nname = 'A'", true),
    ("format = 1\nunpublished = ['basis']\n[controller]\nname = 'A'", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = 'orders'\nbasis = 'consent'\n\
          interest = { en = 'x' }\nspecial_ground = 'made-public'\nsubjects = 'customer'\ndata = 'contact'\n\
          keep = 'until answered'\nfor = 'b'\nsites = ['c']\nunpublished = ['basis']",
        true,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[activity.a]\npurpose = 'orders'\nbasis = 'consent'\n\
          subjects = 'customer'\ndata = 'contact'\nkeep = 'until answered'\nunpublished = ['rights']",
        false,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[collection.c]\nlabel = { en = 'C' }\nactivities = 'a'\n\
          agreement = 'ticked-box'\nautomatic = false",
        true,
    ),
    ("format = 1\n[controller]\nname = 'A'\n[collection.c]\nlabel = { en = 'C' }", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[collection.c]\nlabel = { en = 'C' }\nactivities = 'a'\n\
          agreement = 'silence'",
        false,
    ),
    (
        "format = 1\n[controller]\nname = 'A'\n[requests]\nanswer = '30 days'\nidentity = 'never'\n\
          channels = { email = 'a@example.com' }\nsubject_lines = { 'Stop it' = 'withdraw' }",
        true,
    ),
    ("format = 1\n[controller]\nname = 'A'\n[requests]\nanswer = 'a month'", false),
    ("format = 1\n[controller]\nname = 'A'\n[requests]\nchannels = { fax = '1' }", false),
    ("format = 1\n[controller]\nname = 'A'\n[requests]\nsubject_lines = { 'Stop it' = 'stop' }", false),
    ("format = 1\n[controller]\nname = 'A'\n[forbidden_recipient.processor]", true),
    ("format = 1\n[controller]\nname = 'A'\n[forbidden_recipient.seller]", false),
    ("format = 1\n[controller]\nname = 'A'\n[territory.t]\ncountries = ['EU', 'CH']\nstores = 's'", true),
    ("format = 1\n[controller]\nname = 'A'\n[territory.t]\ncountries = 'Europe'", false),
    ("format = 1\n[controller]\nname = 'A'\n[territory.t]", false),
    ("format = 1\n[controller]\nname = 'A'\n[recipient.p]\nname = 'P'\nkind = 'public'\npublic = true", true),
    ("format = 1\n[controller]\nname = 'A'\n[processor.p]\nname = 'P'\npublic = true", false),
    (
        "format = 1\n[controller]\nname = 'A'\n[accepted.a]\nfinding = 'law/third-country'\nreason = 'B'\n\
          review = 2027-01-31",
        false,
    ),
];

#[test]
fn the_schema_and_the_reader_agree_on_keys_and_types() {
    for &(text, right) in POLICIES {
        let (_, findings) = read_policy(text);
        assert_eq!(findings.is_empty(), right, "{text}\n{findings:#?}");
        assert_eq!(
            judge(&policy_schema(), text).is_ok(),
            right,
            "{text}\n{:?}",
            judge(&policy_schema(), text)
        );
    }
    let table = "format = 1\n[store.s]\nurl = 'env:A'\n[store.s.t]\n";
    let maps = [
        ("subject = 'customer'\nserves = { a = true, b = 'x = 1' }\nfields = { a = 'contact' }", true),
        ("events = { created = 'a', updated = ['a', 'b.c'] }\nlinks = { l = 'a = b(c)' }", true),
        ("neutral = { a = 1, b = 'x', c = true, d = 1.5 }\nformats = { a = 'epoch-seconds' }", true),
        ("not_personal = ['a']\nunneeded = ['b']\nunserved = 'erase'\nshells = 'keep'", true),
        ("not_personal = 'a'", false),
        ("serves = { a = false }", false),
        ("shells = 'drop'", false),
        ("formats = { a = 'epoch' }", false),
        ("field = { a = 'contact' }", false),
    ];
    for (rest, right) in maps {
        let text = format!("{table}{rest}");
        let (_, findings) = read_map(&text);
        assert_eq!(findings.is_empty(), right, "{text}\n{findings:#?}");
        assert_eq!(judge(&map_schema(), &text).is_ok(), right, "{text}\n{:?}", judge(&map_schema(), &text));
    }
}

#[test]
fn the_worked_policies_fit_the_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let mut seen = 0;
    for company in
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for (name, schema) in [("policy.toml", policy_schema()), ("map.toml", map_schema())] {
            let text = fs::read_to_string(company.join(name)).unwrap();
            assert_eq!(judge(&schema, &text), Ok(()), "{}", company.join(name).display());
            seen += 1;
        }
    }
    assert!(seen >= 4, "the worked policies are missing");
}

fn judge(schema: &Value, text: &str) -> Result<(), String> {
    let table = DeTable::parse(text).unwrap();
    valid(schema, schema, &from_table(table.get_ref()))
}

fn from_table(table: &DeTable<'_>) -> Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), from_toml(value.get_ref()))).collect()
}

fn from_toml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(number.as_str().parse::<i64>().unwrap()),
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(value) => json!(value),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(list) => list.iter().map(|one| from_toml(one.get_ref())).collect(),
        DeValue::Table(table) => from_table(table),
    }
}

/// The pattern of periods, which is not interpreted here.
const PERIOD: &str = "^[0-9]+ (day|week|month|year)s?$";

/// Just as much of JSON Schema as the generator uses.
fn valid(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(place) = schema["$ref"].as_str() {
        return valid(
            root,
            root.pointer(place.trim_start_matches('#')).expect("a $ref leads somewhere"),
            value,
        );
    }
    if let Some(choices) = schema["anyOf"].as_array()
        && !choices.iter().any(|choice| valid(root, choice, value).is_ok())
    {
        return Err(format!("{value} fits none of the choices"));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    };
    if !types.is_empty() && !types.iter().any(|one| is_of(one, value)) {
        return Err(format!("{value} is none of {types:?}"));
    }
    if !schema["const"].is_null() && schema["const"] != *value {
        return Err(format!("{value} is not {}", schema["const"]));
    }
    if let Some(known) = schema["enum"].as_array()
        && !known.contains(value)
    {
        return Err(format!("{value} is not listed"));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && pattern == PERIOD
        && text.parse::<abide_law::Period>().is_err()
    {
        return Err(format!("{text} is no period"));
    }
    if let (Some(least), Some(list)) = (schema["minItems"].as_u64(), value.as_array()) {
        if (list.len() as u64) < least {
            return Err("too few".into());
        }
        list.iter().try_for_each(|one| valid(root, &schema["items"], one))?;
    }
    object(root, schema, value)
}

fn object(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let (Some(value), true) = (value.as_object(), schema["type"] == "object") else {
        return Ok(());
    };
    for key in schema["required"].as_array().unwrap() {
        value.get(key.as_str().unwrap()).ok_or(format!("no {key}"))?;
    }
    for (key, one) in value {
        if let Some(names) = schema.get("propertyNames") {
            valid(root, names, &json!(key))?;
        }
        match (schema["properties"].get(key), &schema["additionalProperties"]) {
            (Some(schema), _) => valid(root, schema, one)?,
            (None, Value::Bool(false)) => return Err(format!("unknown key {key}")),
            (None, others) => valid(root, others, one)?,
        }
    }
    Ok(())
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("the schema uses a type this test does not know: {kind}"),
    }
}
