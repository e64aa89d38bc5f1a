//! Transforms (`truncate-ip`, `year`, `month`, `first 2`, `bucket 100`, `drop`): what is left of a value when it is made
//! anonymous. See `specs/map-file.md`.

use abide_phrases::{Text, text};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    lex::{Cursor, Kind, Mistake},
    suggest,
};

/// What is left of a value. None of them can be undone, by whoever has whichever key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Transform {
    /// Of an IP address the network: the first two bytes (IPv4) or the first six (IPv6).
    TruncateIp,
    /// Of a date the first day of its year.
    Year,
    /// Of a date the first day of its month.
    Month,
    /// Of a text so many characters from its beginning.
    First(u32),
    /// Of a number the next multiple of this towards zero.
    Bucket(u32),
    /// Nothing.
    Drop,
}

const WORDS: [&str; 6] = ["truncate-ip", "year", "month", "first", "bucket", "drop"];

/// Reads a transform.
pub fn parse(text: &str) -> Result<Transform, Mistake> {
    let mut cursor = Cursor::new(text, true)?;
    let transform = if cursor.accept("truncate-ip") {
        Transform::TruncateIp
    } else if cursor.accept("year") {
        Transform::Year
    } else if cursor.accept("month") {
        Transform::Month
    } else if cursor.accept("first") {
        Transform::First(number(&mut cursor, text!("how-many"), 1)?)
    } else if cursor.accept("bucket") {
        Transform::Bucket(number(&mut cursor, text!("how-wide"), 2)?)
    } else if cursor.accept("drop") {
        Transform::Drop
    } else {
        return Err(unknown(&cursor));
    };
    match cursor.peek().kind {
        Kind::End => Ok(transform),
        _ => Err(cursor.expected(text!("the-end"))),
    }
}

fn number(cursor: &mut Cursor, what: Text, least: u32) -> Result<u32, Mistake> {
    let token = cursor.peek().clone();
    let Kind::Number(number) = &token.kind else { return Err(cursor.expected(what)) };
    match number.parse() {
        Ok(number) if (least..=1_000_000_000).contains(&number) => {
            cursor.take();
            Ok(number)
        }
        _ => Err(Mistake::new(token.range, text!("whole-number", least))),
    }
}

fn unknown(cursor: &Cursor) -> Mistake {
    let mistake = cursor.expected(text!("a-transform"));
    let near = match &cursor.peek().kind {
        Kind::Word(word) => suggest::nearest(word, WORDS),
        _ => None,
    };
    match near {
        Some(near) => mistake.help(suggest::meant(near)),
        None => mistake,
    }
}

impl fmt::Display for Transform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TruncateIp => f.write_str("truncate-ip"),
            Self::Year => f.write_str("year"),
            Self::Month => f.write_str("month"),
            Self::First(count) => write!(f, "first {count}"),
            Self::Bucket(width) => write!(f, "bucket {width}"),
            Self::Drop => f.write_str("drop"),
        }
    }
}

impl From<Transform> for String {
    fn from(transform: Transform) -> Self {
        transform.to_string()
    }
}

impl TryFrom<String> for Transform {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse(&text).map_err(|_| format!("`{text}` is no transform"))
    }
}
