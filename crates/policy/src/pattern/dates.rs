//! Dates in file names, in the way of `strptime`.

use abide_phrases::{Text, text};
use std::fmt;

use jiff::{
    civil::{Date, DateTime, Time},
    fmt::strtime::BrokenDownTime,
    tz::TimeZone,
};

use crate::map::DateFormat;

/// How a date is written in a name, and what it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    format: String,
    tells: Tells,
}

/// What a format tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// A moment, for it has a zone or counts seconds.
    Instant,
    /// Date and time.
    Local,
    /// A day.
    Day,
    /// A month, which stands for its last day.
    Month,
    /// A year, which stands for its last day.
    Year,
}

/// One piece of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// This character.
    Is(char),
    /// So many digits.
    Digits(usize),
    /// Digits, as many as there are.
    Number,
    /// Three letters: the short name of a month.
    Letters,
    /// `+0100` or `-0330`
    Offset,
}

impl Dated {
    /// Reads a format, or says what is wrong with it.
    pub(super) fn parse(format: &str) -> Result<Self, Text> {
        let directives = directives(format)?;
        let has = |wanted: &str| directives.iter().any(|directive| wanted.contains(*directive));
        let day = has("F") || (has("Yy") && (has("j") || (has("mb") && has("d"))));
        let tells = if has("s") || (has("z") && day && has("HT")) {
            Tells::Instant
        } else if has("z") {
            return Err(text!("zone-alone"));
        } else if day {
            if has("HT") { Tells::Local } else { Tells::Day }
        } else if has("Yy") && has("mb") && !has("d") {
            Tells::Month
        } else if has("Yy") && !has("dj") {
            Tells::Year
        } else {
            return Err(text!("no-year"));
        };
        Ok(Self { format: format.to_owned(), tells })
    }

    /// The pieces that a text of this format has.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut rest = self.format.chars();
        while let Some(character) = rest.next() {
            match if character == '%' { rest.next() } else { None } {
                None | Some('%') => pieces.push(Piece::Is(character)),
                Some('Y') => pieces.push(Piece::Digits(4)),
                Some('j') => pieces.push(Piece::Digits(3)),
                Some('s') => pieces.push(Piece::Number),
                Some('b') => pieces.push(Piece::Letters),
                Some('z') => pieces.push(Piece::Offset),
                Some('F') => pieces.extend(joined(&[4, 2, 2], '-')),
                Some('T') => pieces.extend(joined(&[2, 2, 2], ':')),
                Some(_) => pieces.push(Piece::Digits(2)),
            }
        }
        pieces
    }

    /// The date in a text: `2024-01-31`, `2024-01-31 09:30:00`, the latter in UTC when it is a moment. None when it is none.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let told = BrokenDownTime::parse(&self.format, text).ok()?;
        let last = |date: Result<Date, jiff::Error>| date.ok();
        let date = match self.tells {
            Tells::Instant => {
                return Some(spelt(TimeZone::UTC.to_datetime(told.to_timestamp().ok()?)));
            }
            Tells::Local => {
                let part = |part: Option<i8>| part.unwrap_or(0);
                let time = Time::new(part(told.hour()), part(told.minute()), part(told.second()), 0).ok()?;
                return Some(spelt(told.to_date().ok()?.to_datetime(time)));
            }
            Tells::Day => last(told.to_date())?,
            Tells::Month => last(Date::new(told.year()?, told.month()?, 1))?.last_of_month(),
            Tells::Year => last(Date::new(told.year()?, 12, 31))?,
        };
        Some(date.to_string())
    }

    /// How a store keeps what it reads.
    pub fn kept_as(&self) -> DateFormat {
        match self.tells {
            Tells::Instant => DateFormat::TextUtc,
            Tells::Local => DateFormat::Local,
            Tells::Day | Tells::Month | Tells::Year => DateFormat::Text,
        }
    }
}

/// A format's directives, all known.
fn directives(format: &str) -> Result<Vec<char>, Text> {
    let mut directives = Vec::new();
    let mut rest = format.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            continue;
        }
        match rest.next() {
            Some('%') => {}
            Some(directive) if "YymbdjHMSFTsz".contains(directive) => directives.push(directive),
            Some(other) => {
                return Err(text!("no-directive", directive = other.to_string()));
            }
            None => return Err(text!("last-percent")),
        }
    }
    Ok(directives)
}

fn joined(digits: &[usize], sign: char) -> Vec<Piece> {
    let mut pieces: Vec<Piece> =
        digits.iter().flat_map(|count| [Piece::Digits(*count), Piece::Is(sign)]).collect();
    pieces.pop();
    pieces
}

fn spelt(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

impl fmt::Display for Dated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format)
    }
}
