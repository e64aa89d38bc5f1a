//! From text to pack.

use std::{collections::BTreeMap, collections::BTreeSet, ops::Range};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};
use toml::{Spanned, value::Datetime};

use super::{
    Authority, CallingHours, Consent, Controller, Countries, Deadline, Entry, Impact, Kind, NoticeItem, Pack,
    PackError, Processor, Reading, ReferencePeriod, Request, Rights, Rule, Said, Special, Storage,
    Unsubscribing,
};
use crate::Severity;

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: Spanned<i64>,
    pack: Spanned<String>,
    title: Said,
    #[serde(default)]
    period: Section<ReferencePeriod>,
    #[serde(default)]
    storage: Section<Storage>,
    #[serde(default)]
    deadline: Section<Deadline>,
    #[serde(default)]
    request: Section<Request>,
    #[serde(default)]
    right: Section<Rights>,
    #[serde(default)]
    notice: Section<NoticeItem>,
    #[serde(default)]
    country: Section<Countries>,
    #[serde(default)]
    authority: Section<Authority>,
    #[serde(default)]
    processor: Section<Processor>,
    #[serde(default)]
    controller: Section<Controller>,
    #[serde(default)]
    special: Section<Special>,
    #[serde(default)]
    impact: Section<Impact>,
    #[serde(default)]
    consent: Section<Consent>,
    #[serde(default)]
    unsubscribing: Section<Unsubscribing>,
    #[serde(default)]
    telephone: Section<CallingHours>,
}

type Section<R> = BTreeMap<Spanned<String>, WrittenEntry<R>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry<R> {
    says: Said,
    source: Vec<String>,
    reading: Reading,
    #[serde(deserialize_with = "day")]
    checked: Date,
    severity: Severity,
    #[serde(default, deserialize_with = "some_day")]
    valid_from: Option<Date>,
    #[serde(default, deserialize_with = "some_day")]
    valid_until: Option<Date>,
    rule: R,
}

/// Reads a pack, up to the first thing that is wrong.
pub(super) fn read(file: &str, text: &str) -> Result<Pack, PackError> {
    let at = At { file, text };
    let written: Written = toml::from_str(text).map_err(|error| PackError::Form {
        file: file.to_owned(),
        line: at.line(error.span().unwrap_or_default()),
        what: error.message().lines().collect::<Vec<_>>().join(", "),
    })?;
    if *written.format.get_ref() != 1 {
        let (line, format) = (at.line(written.format.span()), *written.format.get_ref());
        return Err(PackError::Format { file: file.to_owned(), line, format });
    }
    at.name(&written.pack)?;
    entries(&at, written)
}

/// The line of a pack that names it.
pub(super) fn line_of_name(text: &str) -> usize {
    let names = |line: &str| {
        line.trim_start().strip_prefix("pack").is_some_and(|rest| rest.trim_start().starts_with('='))
    };
    text.lines().position(names).map_or(1, |line| line + 1)
}

fn entries(at: &At<'_>, written: Written) -> Result<Pack, PackError> {
    let mut reader =
        Reader { at, pack: written.pack.into_inner(), entries: Vec::new(), names: BTreeSet::new() };
    reader.section(Kind::Period, written.period, Rule::Period)?;
    reader.section(Kind::Storage, written.storage, Rule::Storage)?;
    reader.section(Kind::Deadline, written.deadline, Rule::Deadline)?;
    reader.section(Kind::Request, written.request, Rule::Request)?;
    reader.section(Kind::Right, written.right, Rule::Right)?;
    reader.section(Kind::Notice, written.notice, Rule::Notice)?;
    reader.section(Kind::Country, written.country, Rule::Country)?;
    reader.section(Kind::Authority, written.authority, Rule::Authority)?;
    reader.section(Kind::Processor, written.processor, Rule::Processor)?;
    reader.section(Kind::Controller, written.controller, Rule::Controller)?;
    reader.section(Kind::Special, written.special, Rule::Special)?;
    reader.section(Kind::Impact, written.impact, Rule::Impact)?;
    reader.section(Kind::Consent, written.consent, Rule::Consent)?;
    reader.section(Kind::Unsubscribing, written.unsubscribing, Rule::Unsubscribing)?;
    reader.section(Kind::Telephone, written.telephone, Rule::Telephone)?;
    Ok(Pack { name: reader.pack, title: written.title, entries: reader.entries })
}

struct Reader<'r> {
    at: &'r At<'r>,
    pack: String,
    entries: Vec<Entry>,
    names: BTreeSet<String>,
}

impl Reader<'_> {
    fn section<R>(
        &mut self,
        kind: Kind,
        section: Section<R>,
        rule: impl Fn(R) -> Rule,
    ) -> Result<(), PackError> {
        for (name, written) in section {
            self.at.name(&name)?;
            self.at.complete(&name, &written)?;
            if !self.names.insert(name.get_ref().clone()) {
                let (file, line) = self.at.place(name.span());
                return Err(PackError::Twice { file, line, name: name.into_inner() });
            }
            self.entries.push(Entry {
                id: format!("{}/{}", self.pack, name.get_ref()),
                kind,
                says: written.says,
                source: written.source,
                reading: written.reading,
                checked: written.checked,
                severity: written.severity,
                valid_from: written.valid_from,
                valid_until: written.valid_until,
                rule: rule(written.rule),
            });
        }
        Ok(())
    }
}

struct At<'t> {
    file: &'t str,
    text: &'t str,
}

impl At<'_> {
    fn line(&self, range: Range<usize>) -> usize {
        let before = self.text.get(..range.start).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    fn place(&self, range: Range<usize>) -> (String, usize) {
        (self.file.to_owned(), self.line(range))
    }

    fn name(&self, name: &Spanned<String>) -> Result<(), PackError> {
        let text = name.get_ref();
        let spelt = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if spelt {
            return Ok(());
        }
        let (file, line) = self.place(name.span());
        Err(PackError::Name { file, line, name: text.clone() })
    }

    /// Whether it says what every entry must.
    fn complete<R>(&self, name: &Spanned<String>, entry: &WrittenEntry<R>) -> Result<(), PackError> {
        let empty = |text: &str| text.trim().is_empty();
        let ends_first = || entry.valid_from.zip(entry.valid_until).is_some_and(|(from, until)| until < from);
        let what = match () {
            () if entry.says.texts().any(empty) => "says nothing",
            () if entry.source.is_empty() || entry.source.iter().any(|one| empty(one)) => "has no source",
            () if ends_first() => "ends before it begins",
            () => return Ok(()),
        };
        let (file, line) = self.place(name.span());
        Err(PackError::Entry { file, line, name: name.get_ref().clone(), what })
    }
}

fn day<'d, D: Deserializer<'d>>(from: D) -> Result<Date, D::Error> {
    let written = Datetime::deserialize(from)?;
    let date = written.date.filter(|_| written.time.is_none());
    let date = date.and_then(|date| {
        Date::new(
            i16::try_from(date.year).ok()?,
            i8::try_from(date.month).ok()?,
            i8::try_from(date.day).ok()?,
        )
        .ok()
    });
    date.ok_or_else(|| de::Error::custom("this is no day: write it alone and without quotes, as 2026-11-26"))
}

fn some_day<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Date>, D::Error> {
    day(from).map(Some)
}
