//! What the new version would do to records on a day, beside what the old one would. Somebody else has counted.

use jiff::civil::Date;
use serde::Serialize;

use super::Both;
use crate::document::{Block, Section, Table, Words};

/// What both versions would do to records on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Records {
    /// The day.
    pub day: Date,
    /// How many, by table and act; those of which both versions would do it to as many are left out.
    pub rows: Vec<Counted>,
}

/// To how many records of a table something would be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The store's name in the map.
    pub store: String,
    /// The table.
    pub table: String,
    /// What would be done.
    pub act: Act,
    /// The columns in which values would be overwritten: of different ones it may be in the same records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// By the old version.
    pub old: u64,
    /// By the new one.
    pub new: u64,
}

/// What is done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// It is erased.
    Erase,
    /// Values in it are.
    Blank,
    /// Values in it are made anonymous.
    Anonymise,
    /// Something of it is copied into the archive.
    Archive,
}

impl Act {
    fn key(self) -> &'static str {
        match self {
            Self::Erase => "act-erase",
            Self::Blank => "act-blank",
            Self::Anonymise => "act-anonymise",
            Self::Archive => "act-archive",
        }
    }
}

/// The part of the document that tells it.
pub(super) fn section(both: &Both<'_>, records: &Records) -> Section {
    let phrases = &both.new.phrases;
    let day = [("day", phrases.date(records.day).into())];
    if records.rows.is_empty() {
        let says = Block::Paragraph(phrases.say_with("records-same", day).into());
        return both.part("records", vec![says]);
    }
    let says = Block::Paragraph(phrases.say_with("records-says", day).into());
    both.part("records", vec![says, Block::Table(table(both, records))])
}

fn table(both: &Both<'_>, records: &Records) -> Table {
    let phrases = &both.new.phrases;
    let amount = |key, number: u64| phrases.say_with(key, [("amount", number.into())]);
    let row = |counted: &Counted| -> Vec<Words> {
        let beyond = match counted.new.checked_sub(counted.old) {
            Some(more) => amount("records-more", more),
            None => amount("records-fewer", counted.old - counted.new),
        };
        let (old, new) = (amount("records-amount", counted.old), amount("records-amount", counted.new));
        let table = format!("{}.{}", counted.store, counted.table);
        let columns = [("columns", phrases.all_of(&counted.columns).into())];
        [table, phrases.say_with(counted.act.key(), columns), old, new, beyond].map(Words::from).into()
    };
    Table {
        caption: phrases.say("records-caption"),
        head: ["column-table", "column-act", "column-old", "column-new", "column-beyond"]
            .map(|key| phrases.say(key))
            .into(),
        rows: records.rows.iter().map(row).collect(),
    }
}
