//! How long, and in which phase: a retention phrase in a person's words.

use abide_law::Period;
use abide_phrases::{FluentArgs, FluentValue};
use abide_policy::model::{End, Keep, Phase, Start, State};

use crate::{
    document::Words,
    wording::{Reader, Wording},
};

impl Wording<'_> {
    /// All of it in one phrase: `3 years after your last contact with us`.
    pub(crate) fn keep_in_short(&self, keep: &Keep) -> String {
        if keep.is_archived_at_once() {
            let phrase = [("phrase", self.archive_phrase(keep).into())];
            return self.phrases.say_with("keep-archive", phrase);
        }
        self.phrase(keep, archive(keep).map(|phase| phase.period))
    }

    /// A sentence for each phase, and one for what comes after the last.
    pub(crate) fn phases(&self, keep: &Keep) -> Vec<Words> {
        let mut says = match keep.is_archived_at_once() {
            true => self.archived_at_once(keep),
            false => self.in_use(keep),
        };
        says.push(self.phrases.say(match keep.end {
            End::Erase => "end-erase",
            End::Anonymise => "end-anonymise",
        }));
        says.into_iter().map(Words::from).collect()
    }

    /// The phase of use, and that in the archive where there is one.
    fn in_use(&self, keep: &Keep) -> Vec<String> {
        let active = [("phrase", self.phrase(keep, None).into())];
        let archived = archive(keep).map(|archive| {
            let period = [("period", self.phrases.period(archive.period).into())];
            self.phrases.say_with("phase-archived", period)
        });
        [self.phrases.say_with("phase-active", active)].into_iter().chain(archived).collect()
    }

    /// What is not kept in use at all.
    fn archived_at_once(&self, keep: &Keep) -> Vec<String> {
        let archived = [("phrase", self.archive_phrase(keep).into())];
        vec![self.phrases.say("phase-not-active"), self.phrases.say_with("phase-only-archived", archived)]
    }

    /// How long what is archived at once is: `10 years after the date of issue`.
    pub(crate) fn archive_phrase(&self, keep: &Keep) -> String {
        let period = archive(keep).map_or(Period::ZERO, |phase| phase.period);
        let [count, events] = self.events(keep, false);
        self.phrases.say_with("keep-after", [count, events, ("period", self.phrases.period(period).into())])
    }

    /// The phase of use, with the archive when it is to be told too.
    pub(crate) fn phrase(&self, keep: &Keep, archive: Option<Period>) -> String {
        let first = keep.phases.first().map_or(Period::ZERO, |phase| phase.period);
        let until = keep.start == Start::Until;
        let [count, events] = self.events(keep, until);
        let period = |period| self.phrases.period(period).into();
        match (until, archive) {
            (true, None) => self.phrases.say_with("keep-until", [count, events]),
            (false, None) => self.phrases.say_with("keep-after", [count, events, ("period", period(first))]),
            (true, Some(archive)) => {
                self.phrases.say_with("keep-until-archive", [count, events, ("archive", period(archive))])
            }
            (false, Some(archive)) => {
                let (period, archive) = (("period", period(first)), ("archive", period(archive)));
                self.phrases.say_with("keep-after-archive", [count, events, period, archive])
            }
        }
    }

    /// What a message is told of the events, and how many they are.
    fn events(&self, keep: &Keep, until: bool) -> [(&'static str, FluentValue<'static>); 2] {
        let events: Vec<String> = keep.events.iter().map(|event| self.event(event, until)).collect();
        [("count", events.len().into()), ("events", self.phrases.one_of(&events).into())]
    }

    /// The event, as it stands after `after`, or with `until` before it.
    pub(crate) fn event(&self, name: &str, until: bool) -> String {
        let none = FluentArgs::new();
        let built_in = |form: &str| self.phrases.try_say(&format!("event-{name}{form}"), &none);
        let form = if until { ".until" } else { "" };
        let own = || {
            let term = self.vocabulary.events.get(name);
            let label = term.and_then(|term| term.label(self.phrases.language().code())).unwrap_or(name);
            self.phrases.say_with(&format!("event-own{form}"), [("event", self.phrases.set(label).into())])
        };
        // Only the events that speak to somebody have other words for who reads about them.
        let about = match (self.reader, until) {
            (Reader::Person, _) => None,
            (Reader::Office, false) => built_in(".office"),
            (Reader::Office, true) => built_in(".office-until"),
        };
        about.or_else(|| built_in(form)).unwrap_or_else(own)
    }
}

/// The phase in the archive.
pub(crate) fn archive(keep: &Keep) -> Option<&Phase> {
    keep.phases.iter().find(|phase| phase.state == State::Archived)
}
