//! The notice: the policy for those whom it is about (GDPR art. 12 to 14), in two layers: in short, and in full. What is said of
//! rights follows from the law packs that the policy names, as they are on a day.

mod activities;
mod bounds;
mod collections;
mod controller;
mod lack;
mod measures;
mod others;
mod recipients;
mod requests;
pub(crate) mod rights;
mod sites;
mod transfers;

use abide_law::pack::Packs;
use abide_policy::model::{Activity, Policy};
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

/// Which notice of a policy it is.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'e> {
    /// In which language.
    pub language: Language,
    /// Under the law as it is on this day, and with those who have data on it.
    pub day: Date,
    /// Of which site, by its name in the policy: then of the activities of that site and of those of all. None: of everything.
    pub site: Option<&'e str>,
}

impl Notice {
    /// The notice of a policy that has no errors.
    pub fn new(policy: &Policy, packs: &Packs, edition: Edition<'_>) -> Self {
        let writer = Writer::of(policy, packs, edition);
        Self { document: writer.document(), lacks: lack::lacks(&writer) }
    }
}

/// What writing about a policy needs.
pub(crate) struct Writer<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) law: Law<'p>,
    day: Date,
    site: Option<&'p str>,
    /// The activities that it tells, about which the company decides.
    own: Vec<&'p Activity>,
    /// Those about which others do.
    others: Vec<&'p Activity>,
    pub(crate) phrases: Phrases,
}

impl<'p> Writer<'p> {
    pub(crate) fn of(policy: &'p Policy, packs: &'p Packs, edition: Edition<'p>) -> Self {
        let is_here = |one: &&Activity| edition.site.is_none_or(|site| one.is_on_site(site));
        let here = policy.activities.iter().filter(is_here);
        let (others, own) = here.partition(|activity| activity.on_behalf_of.is_some());
        Self {
            policy,
            law: Law::of(policy, packs, edition.day),
            day: edition.day,
            site: edition.site,
            own,
            others,
            phrases: Phrases::of(edition.language),
        }
    }
}

impl Writer<'_> {
    fn document(&self) -> Document {
        let dated = |date| self.phrases.say_with("version", [("date", self.phrases.date(date).into())]);
        let first = [Some(self.short()), Some(self.controller()), self.sites(), Some(self.activities())];
        let where_told = [
            self.automated(),
            self.collections(),
            self.recipients(),
            self.transfers(),
            self.territories(),
            self.measures(),
            self.forbidden(),
            self.objection(),
            self.rights(),
            self.requests(),
            self.complaint(),
            self.for_others(),
        ];
        let change = self.policy.change.as_ref();
        Document {
            language: self.phrases.language(),
            title: self.title(),
            subtitle: self.policy.version.as_ref().map(|version| dated(version.value)),
            change: change.map(|change| Fact {
                name: self.phrases.say("change").into(),
                says: vec![self.wording().of_policy(change, "change")],
            }),
            published: self.published(),
            also: Vec::new(),
            contents: self.phrases.say("contents"),
            sections: first.into_iter().chain(where_told).flatten().collect(),
        }
    }

    /// The first layer: what everybody should know, and where more is.
    fn short(&self) -> Section {
        let mut blocks =
            vec![Block::Paragraph(self.of_controller("short-controller").into()), Block::Table(self.table())];
        blocks.extend(self.territory_in_short());
        if self.objection().is_some() {
            blocks.push(self.more("short-objection", "objection"));
        }
        if self.law.tells_rights() {
            blocks.push(self.more("short-rights", "rights"));
        }
        if self.law.asks_for(law::COMPLAINT) {
            blocks.push(self.more("short-complaint", "complaint"));
        }
        self.section("short", blocks)
    }

    /// Where it is on the web. The notice of a site is another than the one that is there.
    fn published(&self) -> Option<Fact> {
        let address = self.policy.notice.as_ref()?.address.as_ref().filter(|_| self.site.is_none())?;
        Some(self.fact("published", vec![Words::reaching(address.value.clone())]))
    }

    /// A message that names a section, and leads there.
    fn more(&self, key: &str, section: &str) -> Block {
        let heading = self.phrases.say(section);
        let says = self.phrases.say_with(key, [("heading", heading.as_str().into())]);
        Block::Paragraph(Words::from(says).some_to(heading, section))
    }

    fn title(&self) -> String {
        let Some(site) = self.site.and_then(|site| self.policy.site(site)) else {
            return self.of_controller("title");
        };
        let controller = self.policy.controller.name.as_str();
        self.phrases.say_with(
            "title-of-site",
            [("controller", controller.into()), ("site", site.name.as_str().into())],
        )
    }

    fn table(&self) -> Table {
        let rows = self.own.iter().enumerate().map(|(place, activity)| {
            let subjects = self.wording().subjects(activity);
            let subjects: Vec<String> = subjects.into_iter().map(|words| words.text).collect();
            vec![
                self.wording().activity(place, activity).to(&wording::address(place, activity)),
                self.phrases.terms(&subjects).into(),
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

    /// Whether machines decide alone, and where.
    fn automated(&self) -> Option<Section> {
        let named: Vec<_> = self.own.iter().filter(|one| one.automated_decisions.is_some()).collect();
        let names: Vec<_> = named.iter().map(|one| one.name.clone()).collect();
        let blocks = if names.is_empty() {
            vec![Block::Paragraph(self.phrases.say("automated-none").into())]
        } else {
            vec![
                Block::Paragraph(self.phrases.say("automated-some").into()),
                Block::List(self.purposes(&names)),
            ]
        };
        self.law.asks_for(law::AUTOMATED).then(|| self.section("automated", blocks))
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
