//! Reading a pattern.

use abide_phrases::{Text, text};

use super::{BUILT_IN, Form, Part, Pattern, dates::Dated};
use crate::lex::{Mistake, continues_word, starts_word};

/// Names that mean a row's number in an index of files.
const RESERVED: [&str; 3] = ["rowid", "_rowid_", "oid"];

/// Reads a pattern.
pub fn parse(text: &str) -> Result<Pattern, Mistake> {
    let mut reader = Reader { text, at: 0, parts: Vec::new() };
    if text.is_empty() {
        return Err(reader.wrong(0, text!("pattern-empty")));
    }
    if text.starts_with('/') {
        return Err(reader.wrong(1, text!("pattern-root")));
    }
    while let Some(next) = reader.rest().chars().next() {
        reader.part(next)?;
    }
    reader.whole()?;
    Ok(Pattern { parts: reader.parts })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    parts: Vec<Part>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn part(&mut self, next: char) -> Result<(), Mistake> {
        let begins = self.at == 0 || self.text[..self.at].ends_with('/');
        match next {
            '*' if self.rest().starts_with("**") => self.folders(begins)?,
            '*' => self.push(1, Part::Any),
            '?' => self.push(1, Part::One),
            '{' | '}' if self.rest()[1..].starts_with(next) => {
                self.character(next);
                self.at += 2;
            }
            '{' => self.capture()?,
            '}' => {
                return Err(self.wrong(1, text!("unopened-brace")).help(text!("unopened-brace.help")));
            }
            '\0' => return Err(self.wrong(1, text!("no-character"))),
            '/' if begins => return Err(self.wrong(1, text!("no-name-before"))),
            other => {
                self.character(other);
                self.at += other.len_utf8();
            }
        }
        Ok(())
    }

    fn push(&mut self, bytes: usize, part: Part) {
        self.at += bytes;
        self.parts.push(part);
    }

    fn character(&mut self, character: char) {
        match self.parts.last_mut() {
            Some(Part::Text(text)) => text.push(character),
            _ => self.parts.push(Part::Text(character.to_string())),
        }
    }

    fn folders(&mut self, begins: bool) -> Result<(), Mistake> {
        let after = &self.rest()[2..];
        if !begins || !(after.is_empty() || after.starts_with('/')) {
            return Err(self.wrong(2, text!("stars-alone")).help(text!("stars-alone.help")));
        }
        if after.is_empty() {
            self.push(2, Part::Below);
        } else {
            self.push(3, Part::Folders);
        }
        Ok(())
    }

    fn capture(&mut self) -> Result<(), Mistake> {
        let Some(end) = self.rest().find('}') else {
            let rest = self.rest().len();
            return Err(self.wrong(rest, text!("unclosed-brace")).help(text!("unclosed-brace.help")));
        };
        let inside = &self.rest()[1..end];
        let (name, form) = inside.split_once(':').map_or((inside, None), |(name, form)| (name, Some(form)));
        let word = name.starts_with(starts_word) && name.chars().all(continues_word);
        if !word {
            return Err(self.wrong(end + 1, text!("no-capture")));
        }
        if BUILT_IN.iter().chain(&RESERVED).any(|other| other.eq_ignore_ascii_case(name)) {
            return Err(self.wrong(end + 1, text!("file-has", name)).help(text!("file-has.help")));
        }
        if self
            .parts
            .iter()
            .any(|part| matches!(part, Part::Capture { name: other, .. } if other.eq_ignore_ascii_case(name)))
        {
            let twice = text!("captured-twice", name);
            return Err(self.wrong(end + 1, twice).help(text!("captured-twice.help")));
        }
        let form = match form {
            None => Form::Text,
            Some("digits") => Form::Digits,
            Some(format) if format.contains('%') => {
                Form::Date(Dated::parse(format).map_err(|why| self.wrong(end + 1, why))?)
            }
            Some(_) => {
                return Err(self.wrong(end + 1, text!("capture-form")));
            }
        };
        let name = name.to_owned();
        self.push(end + 1, Part::Capture { name, form });
        Ok(())
    }

    /// What can only be seen at the end.
    fn whole(&self) -> Result<(), Mistake> {
        let dots = |part: &str| matches!(part, "." | "..");
        if self.text.split('/').any(dots) {
            return Err(Mistake::new(0..self.text.len(), text!("pattern-dots")));
        }
        if self.text.ends_with('/') {
            let last = self.text.len() - 1..self.text.len();
            return Err(Mistake::new(last, text!("pattern-folder")).help(text!("pattern-folder.help")));
        }
        Ok(())
    }

    fn wrong(&self, bytes: usize, why: Text) -> Mistake {
        Mistake::new(self.at..(self.at + bytes).min(self.text.len()), why)
    }
}
