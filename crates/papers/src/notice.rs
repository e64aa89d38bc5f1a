//! The notice: the policy for those whom it is about (GDPR art. 12 to 14), in two layers: in short, and in full. What is said of
//! rights follows from the law packs that the policy names, as they are on a day.

mod activities;
mod controller;
mod lack;
mod recipients;
pub(crate) mod rights;
mod transfers;

use abide_law::pack::Packs;
use abide_policy::model::Policy;
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Language,
    document::{Block, Document, Fact, Section, Table, Words},
    law::{self, Law},
    phrases::Phrases,
    wording::{self, Reader, Wording},
};
pub use lack::Lack;

/// A notice, and what it should tell and cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it says.
    pub document: Document,
    /// What it does not.
    pub lacks: Vec<Lack>,
}

impl Notice {
    /// The notice of a policy that has no errors, under the law as it is on `day`.
    pub fn new(policy: &Policy, packs: &Packs, day: Date, language: Language) -> Self {
        let writer = Writer::of(policy, packs, day, language);
        Self { document: writer.document(), lacks: lack::lacks(&writer) }
    }
}

/// What writing about a policy needs.
pub(crate) struct Writer<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) law: Law<'p>,
    day: Date,
    pub(crate) phrases: Phrases,
}

impl<'p> Writer<'p> {
    /// In the language, under the law as it is on `day`.
    pub(crate) fn of(policy: &'p Policy, packs: &'p Packs, day: Date, language: Language) -> Self {
        Self { policy, law: Law::of(policy, packs, day), day, phrases: Phrases::of(language) }
    }
}

impl Writer<'_> {
    fn document(&self) -> Document {
        let dated = |date| self.phrases.say_with("version", [("date", self.phrases.date(date).into())]);
        let always = [self.short(), self.controller(), self.activities()];
        let where_told = [
            self.recipients(),
            self.transfers(),
            self.forbidden(),
            self.rights(),
            self.answer(),
            self.complaint(),
        ];
        Document {
            language: self.phrases.language(),
            title: self.of_controller("title"),
            subtitle: self.policy.version.as_ref().map(|version| dated(version.value)),
            contents: self.phrases.say("contents"),
            sections: always.into_iter().chain(where_told.into_iter().flatten()).collect(),
        }
    }

    /// The first layer: what everybody should know, and where more is.
    fn short(&self) -> Section {
        let mut blocks =
            vec![Block::Paragraph(self.of_controller("short-controller").into()), Block::Table(self.table())];
        if self.law.tells_rights() {
            blocks.push(self.more("short-rights", "rights"));
        }
        if self.law.asks_for(law::COMPLAINT) {
            blocks.push(self.more("short-complaint", "complaint"));
        }
        self.section("short", blocks)
    }

    /// A message that names a section, and leads there.
    fn more(&self, key: &str, section: &str) -> Block {
        let heading = self.phrases.say(section);
        let says = self.phrases.say_with(key, [("heading", heading.as_str().into())]);
        Block::Paragraph(Words::from(says).some_to(heading, section))
    }

    fn table(&self) -> Table {
        let rows = self.policy.activities.iter().enumerate().map(|(place, activity)| {
            let subjects = self.wording().subjects(activity);
            let subjects: Vec<String> = subjects.into_iter().map(|words| words.text).collect();
            vec![
                self.wording().activity(place, activity).to(&wording::address(place, activity)),
                self.phrases.all_of(&subjects).into(),
                self.wording().keep_in_short(&activity.keep).into(),
            ]
        });
        Table {
            caption: self.phrases.say("short-caption"),
            head: ["column-purpose", "column-subjects", "column-keep"]
                .map(|key| self.phrases.say(key))
                .into(),
            rows: rows.collect(),
        }
    }

    fn forbidden(&self) -> Option<Section> {
        let categories = self.policy.forbidden.iter().map(|forbidden| self.category(&forbidden.category));
        let list: Vec<Words> = categories.collect();
        let says = Block::Paragraph(self.phrases.say("forbidden-says").into());
        (!list.is_empty()).then(|| self.section("forbidden", vec![says, Block::List(list)]))
    }

    fn complaint(&self) -> Option<Section> {
        let says = Block::Paragraph(self.phrases.say("complaint-says").into());
        let blocks = [says].into_iter().chain(self.authority().into_iter().flatten()).collect();
        self.law.asks_for(law::COMPLAINT).then(|| self.section("complaint", blocks))
    }

    /// The authority of the controller's country, where the law names it.
    fn authority(&self) -> Option<[Block; 2]> {
        let authority = self.law.authority(self.policy.controller.country.as_deref()?)?;
        let says = Block::Paragraph(self.phrases.say("complaint-here").into());
        let reached = [&authority.address, &authority.site].map(|text| Words::reaching(text.clone()));
        let name = self.phrases.set(&authority.name).into();
        Some([says, Block::Facts(vec![Fact { name, says: reached.into() }])])
    }

    /// What puts the policy into words for the person.
    pub(crate) fn wording(&self) -> Wording<'_> {
        let vocabulary = &self.policy.vocabulary;
        Wording { phrases: &self.phrases, vocabulary, reader: Reader::Person }
    }

    /// A message about the controller.
    fn of_controller(&self, key: &str) -> String {
        self.phrases.say_with(key, [("controller", self.policy.controller.name.as_str().into())])
    }

    /// A section whose heading is the message of its address.
    fn section(&self, id: &str, blocks: Vec<Block>) -> Section {
        Section { id: id.to_owned(), heading: self.phrases.say(id).into(), blocks, sections: Vec::new() }
    }
}
