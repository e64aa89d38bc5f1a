//! The one spelling of an entry, over which hashes are taken.
//!
//! JSON in UTF-8 without any white space; the keys of every object in the order of their code points; whole numbers only, in
//! decimal; in strings `"`, `\` and the control characters below U+0020 are escaped, with the short escape where JSON has one
//! (`\b \t \n \f \r`) and `\u00xx` in lower case where not, and nothing else is. It is what Python writes with
//! `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::Digest;

/// Why something has no canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EncodeError {
    /// It holds a number with a fraction, which has more than one spelling.
    #[error("a number with a fraction cannot be put into the ledger: write it as text")]
    Fraction,
    /// It cannot be written as JSON at all.
    #[error("this cannot be put into the ledger: {0}")]
    NotJson(String),
}

/// The canonical bytes of `value`.
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let value = serde_json::to_value(value).map_err(|error| EncodeError::NotJson(error.to_string()))?;
    let mut out = Vec::with_capacity(256);
    write(&value, &mut out)?;
    Ok(out)
}

/// The digest of the canonical bytes of `value`.
pub fn digest<T: Serialize + ?Sized>(value: &T) -> Result<Digest, EncodeError> {
    encode(value).map(|bytes| Digest::of(&bytes))
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    match value {
        Value::Number(number) if !number.is_u64() && !number.is_i64() => return Err(EncodeError::Fraction),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                separate(index, out);
                write(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(members) => {
            // Sorted here: whether serde_json keeps an object's order depends on a feature any crate of a build may turn on.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_unstable_by_key(|(key, _)| *key);
            out.push(b'{');
            for (index, (key, member)) in members.into_iter().enumerate() {
                separate(index, out);
                scalar(&Value::from(key.as_str()), out)?;
                out.push(b':');
                write(member, out)?;
            }
            out.push(b'}');
        }
        scalar_value => scalar(scalar_value, out)?,
    }
    Ok(())
}

fn separate(index: usize, out: &mut Vec<u8>) {
    if index > 0 {
        out.push(b',');
    }
}

fn scalar(value: &Value, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    serde_json::to_writer(out, value).map_err(|error| EncodeError::NotJson(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{EncodeError, encode};

    fn text(value: &serde_json::Value) -> String {
        String::from_utf8(encode(value).unwrap()).unwrap()
    }

    #[test]
    fn keys_are_sorted_at_every_depth_and_nothing_is_spaced() {
        assert_eq!(
            text(&json!({"b": [1, {"z": null, "a": true}], "a": -3})),
            r#"{"a":-3,"b":[1,{"a":true,"z":null}]}"#
        );
    }

    #[test]
    fn strings_are_escaped_in_one_way() {
        assert_eq!(text(&json!("é \" \\ / \u{1}\n\u{7f}")), "\"é \\\" \\\\ / \\u0001\\n\u{7f}\"");
    }

    #[test]
    fn numbers_with_a_fraction_are_refused() {
        assert_eq!(encode(&json!({"a": [1.5]})), Err(EncodeError::Fraction));
        assert_eq!(encode(&json!(1.0)), Err(EncodeError::Fraction));
        assert_eq!(text(&json!([u64::MAX, i64::MIN])), "[18446744073709551615,-9223372036854775808]");
    }
}
