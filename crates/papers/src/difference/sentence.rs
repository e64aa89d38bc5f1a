//! A change in a sentence. What was is said in the old version's words, what is in the new one's.

use abide_policy::{
    difference::{Aspect, Change, Turn},
    entity::Entity,
    model::Activity,
};
use fluent_bundle::FluentArgs;
use jiff::civil::Date;

use super::Both;
use crate::notice::Writer;

impl Both<'_> {
    /// The sentence.
    pub(super) fn sentence(&self, change: &Change) -> String {
        let all = |writer: &Writer<'_>, keys: &[String]| {
            let words: Vec<String> = keys.iter().map(|key| words(writer, change, key)).collect();
            // Somebody, with their addresses: no list of several.
            if is_somebody(change.aspect) { words.join(", ") } else { self.new.phrases.all_of(&words) }
        };
        let mut values = FluentArgs::new();
        values.set("activity", self.activity(change));
        values.set("name", self.name(change));
        values.set("from", all(&self.old, &change.from));
        values.set("to", all(&self.new, &change.to));
        if let (Aspect::Activity, Some(activity)) = (change.aspect, activity(&self.new, change)) {
            values.set("data", self.new.data(activity));
            values.set("subjects", self.new.people(activity));
            values.set("period", self.new.wording().keep_in_short(&activity.keep));
        }
        let said = self.new.phrases.try_say(&key(change.aspect, change.turn), &values);
        said.expect("each aspect has its message for each of its turns, as a test shows")
    }

    /// The purpose of the activity in which the change is.
    fn activity(&self, change: &Change) -> String {
        let there = [&self.new, &self.old].into_iter();
        let said = there.filter_map(|writer| Some((writer, activity(writer, change)?))).next();
        said.map(|(writer, activity)| writer.purpose(activity)).unwrap_or_default()
    }

    /// What has what changed, for people.
    fn name(&self, change: &Change) -> String {
        let of = change.of.as_deref().unwrap_or_default();
        match change.aspect {
            Aspect::Clause => of.to_owned(),
            Aspect::Event => self.new.wording().event(of, false),
            _ => recipient(&self.new, of),
        }
    }

    /// What the change is about, in a word or two: the activity, else who or what it is.
    pub(super) fn about(&self, change: &Change) -> String {
        if change.activity.is_some() && change.aspect != Aspect::ActivityRecipient {
            return self.activity(change);
        }
        let (writer, keys) =
            if change.to.is_empty() { (&self.old, &change.from) } else { (&self.new, &change.to) };
        match (&change.of, keys.first()) {
            (Some(of), _) => recipient(&self.new, of),
            (None, key) => key.map(|key| words(writer, change, key)).unwrap_or_default(),
        }
    }
}

fn is_somebody(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::JointController | Aspect::Officer | Aspect::Representative)
}

/// The message of a change: `difference-period-longer`.
pub(crate) fn key(aspect: Aspect, turn: Turn) -> String {
    format!("difference-{}-{}", aspect.key(), turn.key())
}

/// One of the things that were or are there, as people say it.
fn words(writer: &Writer<'_>, change: &Change, key: &str) -> String {
    let policy = writer.policy;
    match change.aspect {
        Aspect::Activity if change.turn == Turn::Renamed => key.to_owned(),
        Aspect::Activity | Aspect::Purpose => {
            policy.activity(key).map(|activity| writer.purpose(activity)).unwrap_or_default()
        }
        Aspect::Period => activity(writer, change)
            .map(|activity| writer.wording().keep_in_short(&activity.keep))
            .unwrap_or_default(),
        Aspect::Category | Aspect::Forbidden => writer.category(key).text,
        Aspect::Subject => writer.wording().term(policy.vocabulary.subjects.get(key), key).text,
        Aspect::Basis => writer.wording().term(policy.vocabulary.bases.get(key), key).text,
        Aspect::Right => writer.phrases.say(&format!("right-{key}")),
        Aspect::ActivityRecipient | Aspect::SubProcessor => recipient(writer, key),
        Aspect::Recipient if change.turn != Turn::Changed => recipient(writer, key),
        Aspect::ActivityJointController => {
            let one = policy.joint_controllers.iter().find(|one| one.key.value == key);
            one.map_or(key, |one| entity(&one.entity)).to_owned()
        }
        Aspect::ActivityMeasure | Aspect::Measure => {
            let measure = policy.measures.iter().find(|one| one.name.value == key);
            measure
                .map_or_else(|| key.to_owned(), |measure| writer.wording().of_policy(&measure.says, key).text)
        }
        Aspect::Role => writer.phrases.say(&format!("role-{key}")),
        Aspect::Event => writer.phrases.say(&format!("event-kind-{key}")),
        Aspect::Start | Aspect::End => {
            key.parse::<Date>().map_or_else(|_| key.to_owned(), |date| writer.phrases.date(date))
        }
        _ => writer.phrases.set(key),
    }
}

fn entity(entity: &Entity) -> &str {
    &entity.name
}

/// The activity of this version in which the change is.
fn activity<'p>(writer: &Writer<'p>, change: &Change) -> Option<&'p Activity> {
    let names = change.activity.as_ref()?;
    [&names.new, &names.old].into_iter().flatten().find_map(|name| writer.policy.activity(name))
}

fn recipient(writer: &Writer<'_>, key: &str) -> String {
    writer.policy.recipient(key).map_or(key, |one| one.name.as_str()).to_owned()
}

impl Writer<'_> {
    fn purpose(&self, activity: &Activity) -> String {
        self.wording().of_policy(&activity.purpose, &activity.name).text
    }

    fn data(&self, activity: &Activity) -> String {
        let data: Vec<String> = activity.data.iter().map(|category| self.category(category).text).collect();
        self.phrases.all_of(&data)
    }

    fn people(&self, activity: &Activity) -> String {
        let terms = &self.policy.vocabulary.subjects;
        let people = activity.subjects.iter().map(|key| self.wording().term(terms.get(&key.value), key).text);
        self.phrases.all_of(&people.collect::<Vec<_>>())
    }
}
