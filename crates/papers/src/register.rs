//! The records of processing activities (GDPR art. 30): the policy for those who keep them, and for the authority that asks to see
//! them. Laid out as the CNIL's simplified model, a list and a sheet for each activity, with the legal basis that it lacks.

mod activity;
mod actors;
mod data;
mod lack;
mod linked;
mod recipients;

use abide_law::pack::Packs;
use abide_policy::model::{Activity, Policy};
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Language,
    document::{Block, Document, Fact, Section, Table, Words},
    law::Law,
    phrases::Phrases,
    wording::{self, Reader, Wording},
    workbook::Workbook,
};
pub use lack::Lack;

/// A register, and what it should tell and cannot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Register {
    /// What it says: a section that lists the activities, then one for each.
    pub document: Document,
    /// What it does not.
    pub lacks: Vec<Lack>,
    #[serde(skip)]
    date: Option<Date>,
    #[serde(skip)]
    linked: String,
}

/// For whom the company does what a register tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// For itself: the controller's register (art. 30(1)).
    Controller,
    /// For others, who decide: the processor's (art. 30(2)).
    Processor,
}

impl Register {
    /// The register of a policy that has no errors, as it is on `day`.
    pub fn new(policy: &Policy, packs: &Packs, day: Date, language: Language, capacity: Capacity) -> Self {
        let law = Law::of(policy, packs, day);
        let writer = Writer { policy, law, day, phrases: Phrases::of(language), capacity };
        Self {
            document: writer.document(),
            lacks: lack::lacks(&writer),
            date: policy.version.as_ref().map(|version| version.value),
            linked: linked::text(&writer),
        }
    }

    /// As a workbook: a sheet for the list, and one for each activity.
    pub fn workbook(&self) -> Workbook {
        Workbook::new(&self.document, self.date)
    }

    /// For programs: as JSON-LD, in the terms of the W3C Data Privacy Vocabulary.
    pub fn json_ld(&self) -> &str {
        &self.linked
    }
}

/// What writing needs.
struct Writer<'p> {
    policy: &'p Policy,
    law: Law<'p>,
    day: Date,
    phrases: Phrases,
    capacity: Capacity,
}

impl Writer<'_> {
    fn document(&self) -> Document {
        let version = self.policy.version.as_ref();
        let dated = |date| self.phrases.say_with("version", [("date", self.phrases.date(date).into())]);
        let activities = self.activities().into_iter().enumerate();
        let sheets = activities.map(|(place, activity)| self.activity(place, activity));
        Document {
            language: self.phrases.language(),
            title: self.title(),
            subtitle: version.map(|version| dated(version.value)),
            published: None,
            change: None,
            also: Vec::new(),
            contents: self.phrases.say("contents"),
            sections: [self.list()].into_iter().chain(sheets).collect(),
        }
    }

    fn title(&self) -> String {
        let key = match self.capacity {
            Capacity::Controller => "register-title",
            Capacity::Processor => "register-title-processor",
        };
        self.phrases.say_with(key, [("controller", self.policy.controller.name.as_str().into())])
    }

    /// The activities that this register is of.
    fn activities(&self) -> Vec<&Activity> {
        let capacity = |activity: &Activity| match activity.on_behalf_of {
            None => Capacity::Controller,
            Some(_) => Capacity::Processor,
        };
        self.policy.activities.iter().filter(|activity| capacity(activity) == self.capacity).collect()
    }

    /// Who keeps the register, and everything that is in it.
    fn list(&self) -> Section {
        let joint = self.policy.joint_controllers.iter().collect::<Vec<_>>();
        let activities = if self.activities().is_empty() {
            Block::Paragraph(self.phrases.say("register-no-activities").into())
        } else {
            Block::Table(self.table())
        };
        Section {
            id: "list".to_owned(),
            heading: self.phrases.say("register-list").into(),
            blocks: vec![Block::Table(self.actors("register-actors", &joint)), activities],
            sections: Vec::new(),
        }
    }

    fn table(&self) -> Table {
        let rows = self.activities().into_iter().enumerate().map(|(place, activity)| {
            let address = wording::address(place, activity);
            let subjects = self.wording().subjects(activity).into_iter().map(|words| words.text);
            let mut row = vec![
                self.wording().activity(place, activity).to(&address),
                activity.name.value.clone().into(),
                self.basis(activity),
                self.phrases.terms(&subjects.collect::<Vec<_>>()).into(),
                self.period(&activity.keep).into(),
            ];
            row.extend(self.on_behalf_of(activity));
            row.extend(self.updated());
            row
        });
        let columns = ["register-activity", "register-reference", "register-basis", "register-subjects"];
        let others = (self.capacity == Capacity::Processor).then_some("register-on-behalf-of");
        let updated = self.updated().map(|_| "register-updated");
        let columns = columns.into_iter().chain(["register-period"]).chain(others).chain(updated);
        self.tabulated("register-activities", columns, rows)
    }

    /// For whom it is done, where that is somebody else.
    fn on_behalf_of(&self, activity: &Activity) -> Option<Words> {
        Some(self.wording().of_policy(activity.on_behalf_of.as_deref()?, &activity.name))
    }

    /// The day of this version.
    fn updated(&self) -> Option<Words> {
        Some(self.phrases.date(self.policy.version.as_ref()?.value).into())
    }

    /// A table whose caption and columns are messages; without a caption when there is none.
    fn tabulated<'k>(
        &self,
        caption: &str,
        columns: impl IntoIterator<Item = &'k str>,
        rows: impl Iterator<Item = Vec<Words>>,
    ) -> Table {
        let head = columns.into_iter().map(|key| self.phrases.say(key)).collect();
        let caption = if caption.is_empty() { String::new() } else { self.phrases.say(caption) };
        Table { caption, head, rows: rows.collect() }
    }

    /// All that a section says: a table, or the word that there is nothing to put into it.
    fn tabulated_if_any<const N: usize>(&self, columns: [&str; N], rows: Vec<Vec<Words>>) -> Block {
        if rows.is_empty() {
            return Block::Paragraph(self.phrases.say("register-none").into());
        }
        Block::Table(self.tabulated("", columns, rows.into_iter()))
    }

    fn fact(&self, name: &str, says: Vec<Words>) -> Fact {
        Fact { name: self.phrases.say(name).into(), says }
    }

    fn wording(&self) -> Wording<'_> {
        let vocabulary = &self.policy.vocabulary;
        Wording { phrases: &self.phrases, vocabulary, reader: Reader::Office }
    }
}
