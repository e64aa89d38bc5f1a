//! The change note: a draft of the one or two sentences that stand at the head of a new version.

use abide_law::pack::Packs;
use abide_policy::{
    difference::{Aspect, Change, Turn},
    model::Policy,
};
use jiff::civil::Date;
use serde::Serialize;

use super::{Both, Told};
use crate::Language;

/// The note, by language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

/// What the note tells, each with the changes that it sums up: what weighs more, and what is otherwise.
const MORE: [(&str, &[(Aspect, Turn)]); 13] = [
    ("note-purposes", &[(Aspect::Activity, Turn::Added)]),
    ("note-marketing", &[(Aspect::Marketing, Turn::Added)]),
    ("note-longer", &[(Aspect::Period, Turn::Longer)]),
    ("note-data", &[(Aspect::Category, Turn::Added), (Aspect::Category, Turn::Wider)]),
    ("note-people", &[(Aspect::Subject, Turn::Added)]),
    ("note-recipients", &[(Aspect::Recipient, Turn::Added), (Aspect::ActivityRecipient, Turn::Added)]),
    ("note-countries", &[(Aspect::Country, Turn::Added)]),
    ("note-fewer-rights", &[(Aspect::Right, Turn::Removed), (Aspect::Right, Turn::Narrower)]),
    (
        "note-allowed",
        &[
            (Aspect::Forbidden, Turn::Removed),
            (Aspect::ForbiddenSubject, Turn::Removed),
            (Aspect::ForbiddenRecipient, Turn::Removed),
        ],
    ),
    ("note-later", &[(Aspect::Answer, Turn::Longer)]),
    ("note-untold", &[(Aspect::Untold, Turn::Added)]),
    ("note-basis", &[(Aspect::Basis, Turn::Changed)]),
    ("note-period", &[(Aspect::Period, Turn::Changed)]),
];

/// The same of what weighs less.
const LESS: [(&str, &[(Aspect, Turn)]); 10] = [
    ("note-no-purposes", &[(Aspect::Activity, Turn::Removed)]),
    ("note-shorter", &[(Aspect::Period, Turn::Shorter)]),
    ("note-less-data", &[(Aspect::Category, Turn::Removed), (Aspect::Category, Turn::Narrower)]),
    ("note-fewer-people", &[(Aspect::Subject, Turn::Removed)]),
    ("note-no-recipients", &[(Aspect::Recipient, Turn::Removed), (Aspect::ActivityRecipient, Turn::Removed)]),
    ("note-no-countries", &[(Aspect::Country, Turn::Removed)]),
    ("note-more-rights", &[(Aspect::Right, Turn::Added), (Aspect::Right, Turn::Wider)]),
    (
        "note-forbidden",
        &[
            (Aspect::Forbidden, Turn::Added),
            (Aspect::ForbiddenSubject, Turn::Added),
            (Aspect::ForbiddenRecipient, Turn::Added),
        ],
    ),
    ("note-sooner", &[(Aspect::Answer, Turn::Shorter)]),
    ("note-told", &[(Aspect::Untold, Turn::Removed)]),
];

/// Drafts the note on what changed from `old` to `new`; none when nothing did that people should know.
pub fn note(old: &Policy, new: &Policy, packs: &Packs, day: Date) -> Option<Note> {
    let write = |language| Both::of(old, new, packs, day, language).note();
    Some(Note { en: write(Language::English)?, fr: write(Language::French)? })
}

impl Both<'_> {
    fn note(&self) -> Option<String> {
        let changes = self.changes();
        let (mut more, less) = (self.parts(&MORE, &changes), self.parts(&LESS, &changes));
        let is_summed = |change: &Change| {
            MORE.iter().chain(&LESS).any(|(_, turns)| turns.contains(&(change.aspect, change.turn)))
        };
        let is_else = |told: &&Told| told.change.bearing.is_for_people() && !is_summed(&told.change);
        if changes.iter().any(|told| is_else(&told)) {
            more.push(self.new.phrases.say("note-else"));
        }
        let since = |parts: &[String]| match &self.old.policy.version {
            Some(version) => {
                let date = self.new.phrases.date(version.value).into();
                self.new
                    .phrases
                    .say_with("note-since", [("date", date), ("what", self.new.phrases.all_of(parts).into())])
            }
            None => self.new.phrases.say_with("note-new", [("what", self.new.phrases.all_of(parts).into())]),
        };
        let too = |parts: &[String]| {
            self.new.phrases.say_with("note-less", [("what", self.new.phrases.all_of(parts).into())])
        };
        match (more.is_empty(), less.is_empty()) {
            (true, true) => None,
            (false, true) => Some(since(&more)),
            (true, false) => Some(since(&less)),
            (false, false) => Some([since(&more), too(&less)].join(" ")),
        }
    }

    /// What is to be told of these changes, a clause each.
    fn parts(&self, groups: &[(&str, &[(Aspect, Turn)])], changes: &[Told]) -> Vec<String> {
        let part = |(key, turns): &(&str, &[(Aspect, Turn)])| {
            let here = changes.iter().filter(|told| turns.contains(&(told.change.aspect, told.change.turn)));
            let mut about: Vec<String> = Vec::new();
            for name in here.map(|told| self.about(&told.change)) {
                if !about.contains(&name) {
                    about.push(name);
                }
            }
            let values = [("count", about.len().into()), ("about", self.new.phrases.all_of(&about).into())];
            (!about.is_empty()).then(|| self.new.phrases.say_with(key, values))
        };
        groups.iter().filter_map(part).collect()
    }
}
