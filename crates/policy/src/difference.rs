//! What changed between two versions of a policy, and what each change means for those whom it is about.
//!
//! What reaches people or their data comes first, and what those are shown who check the controller last. Accepted findings are
//! its own affair; the order of the file is nobody's.

mod accountability;
mod activities;
mod aspect;
mod categories;
mod collecting;
mod parties;
mod periods;
mod recipients;
mod requests;
mod territories;
mod vocabulary;

use serde::Serialize;

pub use self::{
    activities::pairs,
    aspect::{Aspect, Turn},
};
use crate::{model::Policy, published::Untold, span::Spanned, texts::Texts};

/// What changed from `old` to `new`: what weighs more on people first, then by what it is about, then as in the file.
pub fn compare(old: &Policy, new: &Policy) -> Vec<Change> {
    let mut changes = Changes::default();
    activities::compare(old, new, &mut changes);
    recipients::compare(old, new, &mut changes);
    collecting::compare(old, new, &mut changes);
    requests::compare(old, new, &mut changes);
    parties::compare(old, new, &mut changes);
    promises(old, new, &mut changes);
    vocabulary::compare(old, new, &mut changes);
    accountability::compare(old, new, &mut changes);
    in_order(&mut changes.all);
    changes.all
}

/// Orders changes as [`compare`] gives them.
pub fn in_order(changes: &mut [Change]) {
    changes.sort_by_key(|change| (change.bearing, change.aspect));
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it means for people.
    pub bearing: Bearing,
    /// What it is about.
    pub aspect: Aspect,
    /// How that changed.
    pub turn: Turn,
    /// The activity in which it is, where it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Names>,
    /// What has it, by its name in the file: the recipient whose countries they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What was there, as the old file has it: a key, a phrase, a text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// What is there instead, as the new file has it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
}

/// What an activity is called in the two files. One of them at least is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Names {
    /// In the old one, where it is there.
    pub old: Option<String>,
    /// In the new one, where it is there.
    pub new: Option<String>,
}

/// What a change means for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bearing {
    /// It weighs more on them: more is used, or kept longer, or seen by more.
    Heavier,
    /// It is otherwise than before, and they should know.
    Other,
    /// It weighs less on them.
    Lighter,
    /// It is a matter of names and addresses.
    Nominal,
    /// It is shown to those who check (GDPR art. 5(2)): contracts, evidence.
    Accountability,
}

impl Bearing {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] =
        [Self::Heavier, Self::Other, Self::Lighter, Self::Nominal, Self::Accountability];

    /// Whether people should know of it.
    pub fn is_for_people(self) -> bool {
        !matches!(self, Self::Nominal | Self::Accountability)
    }

    /// That of the contrary change.
    fn reversed(self) -> Self {
        match self {
            Self::Heavier => Self::Lighter,
            Self::Lighter => Self::Heavier,
            same => same,
        }
    }
}

/// The changes met so far.
#[derive(Debug, Default)]
struct Changes {
    all: Vec<Change>,
    /// The activity that is being compared.
    within: Option<Names>,
}

impl Changes {
    fn add(
        &mut self,
        bearing: Bearing,
        aspect: Aspect,
        turn: Turn,
        from: &[&str],
        to: &[&str],
    ) -> &mut Change {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        self.all.push(Change {
            bearing,
            aspect,
            turn,
            activity: self.within.clone(),
            of: None,
            from: owned(from),
            to: owned(to),
        });
        self.all.last_mut().expect("one was just put there")
    }

    /// A value that either may have, of something that has it.
    fn value(
        &mut self,
        bearing: Bearing,
        aspect: Aspect,
        of: Option<&str>,
        old: Option<&str>,
        new: Option<&str>,
    ) {
        let (turn, bearing) = match (old, new) {
            (None, Some(_)) => (Turn::Added, bearing),
            (Some(_), None) => (Turn::Removed, bearing.reversed()),
            (old, new) if old != new => {
                (Turn::Changed, if bearing.is_for_people() { Bearing::Other } else { bearing })
            }
            _ => return,
        };
        let change = self.add(bearing, aspect, turn, old.as_slice(), new.as_slice());
        change.of = of.map(str::to_owned);
    }

    /// A promise that either may make.
    fn holds(&mut self, aspect: Aspect, old: bool, new: bool) {
        let key = |holds: bool| holds.then_some(aspect.key());
        self.value(Bearing::Lighter, aspect, None, key(old), key(new));
    }

    /// A text for people that either may have.
    fn text(
        &mut self,
        more: Bearing,
        aspect: Aspect,
        of: Option<&str>,
        old: Option<&Texts>,
        new: Option<&Texts>,
    ) {
        let (turn, bearing) = match (old, new) {
            (None, Some(_)) => (Turn::Added, more),
            (Some(_), None) => (Turn::Removed, more.reversed()),
            (old, new) if old != new => (Turn::Changed, Bearing::Other),
            _ => return,
        };
        self.add(bearing, aspect, turn, &said(old), &said(new)).of = of.map(str::to_owned);
    }

    /// Something that either may say of something, or not. `more` is what it means to say it.
    fn truth(&mut self, more: Bearing, aspect: Aspect, of: Option<&str>, old: bool, new: bool) {
        match (old, new) {
            (false, true) => self.add(more, aspect, Turn::Added, &[], &[]).of = of.map(str::to_owned),
            (true, false) => {
                self.add(more.reversed(), aspect, Turn::Removed, &[], &[]).of = of.map(str::to_owned);
            }
            _ => {}
        }
    }

    /// Names of which each may have some, of something that has them. `more` is what one more of them means.
    fn names(&mut self, more: Bearing, aspect: Aspect, of: Option<&str>, old: &[&str], new: &[&str]) {
        for name in new.iter().filter(|name| !old.contains(name)) {
            self.value(more, aspect, of, None, Some(name));
        }
        for name in old.iter().filter(|name| !new.contains(name)) {
            self.value(more, aspect, of, Some(name), None);
        }
    }
}

/// What a text for people says, in each language.
fn said(texts: Option<&Texts>) -> Vec<&str> {
    texts.into_iter().flat_map(|texts| texts.values()).map(String::as_str).collect()
}

fn texts(spanned: &[Spanned<String>]) -> Vec<&str> {
    spanned.iter().map(|text| text.value.as_str()).collect()
}

/// What the policy promises beside its activities.
fn promises(old: &Policy, new: &Policy, changes: &mut Changes) {
    changes.names(Bearing::Lighter, Aspect::Forbidden, None, &forbidden(old), &forbidden(new));
    let (was, is) = (&old.together, &new.together);
    changes.holds(Aspect::NoRecipients, was.no_recipients.is_some(), is.no_recipients.is_some());
    changes.holds(Aspect::Voluntary, was.voluntary.is_some(), is.voluntary.is_some());
    let (subjects, recipients) = (forbidden_subjects, forbidden_recipients);
    changes.names(Bearing::Lighter, Aspect::ForbiddenSubject, None, &subjects(old), &subjects(new));
    changes.names(Bearing::Lighter, Aspect::ForbiddenRecipient, None, &recipients(old), &recipients(new));
    territories::compare(old, new, changes);
    changes.names(
        Bearing::Heavier,
        Aspect::Untold,
        None,
        &untold(&old.unpublished),
        &untold(&new.unpublished),
    );
    changes.names(Bearing::Other, Aspect::Law, None, &law(old), &law(new));
    let gone = old.clauses.iter().filter(|clause| says(new, &clause.id).is_none());
    for id in new.clauses.iter().chain(gone).map(|clause| clause.id.as_str()) {
        changes.value(Bearing::Other, Aspect::Clause, Some(id), says(old, id), says(new, id));
    }
}

fn forbidden(policy: &Policy) -> Vec<&str> {
    policy.forbidden.iter().map(|one| one.category.as_str()).collect()
}

fn forbidden_subjects(policy: &Policy) -> Vec<&str> {
    policy.forbidden_subjects.iter().map(|one| one.subject.as_str()).collect()
}

fn forbidden_recipients(policy: &Policy) -> Vec<&str> {
    policy.forbidden_recipients.iter().map(|one| one.key.as_str()).collect()
}

fn untold(unpublished: &[Spanned<Untold>]) -> Vec<&'static str> {
    unpublished.iter().map(|one| one.value.key()).collect()
}

fn law(policy: &Policy) -> Vec<&str> {
    policy.law.iter().flatten().map(|pack| pack.as_str()).collect()
}

fn says<'p>(policy: &'p Policy, id: &str) -> Option<&'p str> {
    policy.clauses.iter().find(|clause| clause.id.value == id).map(|clause| clause.says.as_str())
}
