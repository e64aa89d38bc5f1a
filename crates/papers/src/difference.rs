//! What changed between two versions of a policy, in words: for those whom it is about, and for who keeps the data.

mod note;
mod records;
mod rights;
mod sentence;
mod texts;

use abide_law::pack::Packs;
use abide_policy::{
    difference::{Bearing, Change, compare, in_order},
    model::Policy,
};
use jiff::civil::Date;
use serde::Serialize;

#[cfg(test)]
pub(crate) use self::sentence::key;
pub use self::{
    note::{Note, note},
    records::{Act, Counted, Records},
};
use crate::{
    Language,
    document::{Block, Document, Section, Words},
    notice::{Edition, Writer},
};

/// What changed, told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Each change in a sentence, what weighs more on people first.
    pub changes: Vec<Told>,
    /// All of it.
    #[serde(skip)]
    pub document: Document,
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The change.
    #[serde(flatten)]
    pub change: Change,
    /// What is said of it.
    pub says: String,
}

impl Difference {
    /// What changed from `old` to `new`, two policies without errors, each under its law as it is on `day`; with what that does
    /// to records, where that was counted.
    pub fn new(
        old: &Policy,
        new: &Policy,
        packs: &Packs,
        day: Date,
        language: Language,
        records: Option<&Records>,
    ) -> Self {
        let both = Both::of(old, new, packs, day, language);
        let changes = both.changes();
        let document = both.document(&changes, records);
        Self { changes, document }
    }
}

/// The two versions, each in its own words.
struct Both<'p> {
    old: Writer<'p>,
    new: Writer<'p>,
}

impl<'p> Both<'p> {
    fn of(old: &'p Policy, new: &'p Policy, packs: &'p Packs, day: Date, language: Language) -> Self {
        let edition = Edition { language, day, site: None };
        Self { old: Writer::of(old, packs, edition), new: Writer::of(new, packs, edition) }
    }

    fn changes(&self) -> Vec<Told> {
        let mut changes = compare(self.old.policy, self.new.policy);
        changes.extend(rights::compare(self));
        in_order(&mut changes);
        changes.into_iter().map(|change| Told { says: self.sentence(&change), change }).collect()
    }

    fn document(&self, changes: &[Told], records: Option<&Records>) -> Document {
        let phrases = &self.new.phrases;
        let told = Bearing::ALL.into_iter().filter_map(|bearing| self.section(bearing, changes));
        let mut sections: Vec<Section> = told.collect();
        if sections.is_empty() {
            let says = Block::Paragraph(phrases.say("difference-none-says").into());
            sections.push(self.part("difference-none", vec![says]));
        }
        sections.extend(records.map(|records| records::section(self, records)));
        let controller = self.new.policy.controller.name.as_str();
        Document {
            language: phrases.language(),
            title: phrases.say_with("difference", [("controller", controller.into())]),
            subtitle: self.versions(),
            published: None,
            change: None,
            also: Vec::new(),
            contents: phrases.say("contents"),
            sections,
        }
    }

    /// Of when the two are, where both say so.
    fn versions(&self) -> Option<String> {
        let date = |writer: &Writer<'_>| Some(writer.phrases.date(writer.policy.version.as_ref()?.value));
        let versions = [("from", date(&self.old)?.into()), ("to", date(&self.new)?.into())];
        Some(self.new.phrases.say_with("difference-versions", versions))
    }

    fn section(&self, bearing: Bearing, changes: &[Told]) -> Option<Section> {
        let here = changes.iter().filter(|told| told.change.bearing == bearing);
        let list: Vec<Words> = here.map(|told| told.says.clone().into()).collect();
        let key = match bearing {
            Bearing::Heavier => "difference-heavier",
            Bearing::Other => "difference-other",
            Bearing::Lighter => "difference-lighter",
            Bearing::Nominal => "difference-nominal",
            Bearing::Accountability => "difference-accountability",
        };
        (!list.is_empty()).then(|| self.part(key, vec![Block::List(list)]))
    }

    fn part(&self, key: &str, blocks: Vec<Block>) -> Section {
        let heading = self.new.phrases.say(key).into();
        Section { id: key.to_owned(), heading, blocks, sections: Vec::new() }
    }
}
