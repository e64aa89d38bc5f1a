//! A change in a sentence. What was is said in the old version's words, what is in the new one's.

use abide_law::Period;
use abide_phrases::{FluentArgs, Language};
use abide_policy::{
    difference::{Aspect, Change, Turn},
    entity::Entity,
    model::Activity,
    texts::Texts,
};
use jiff::civil::Date;

use super::{Both, texts};
use crate::notice::Writer;

impl Both<'_> {
    /// The sentence.
    pub(super) fn sentence(&self, change: &Change) -> String {
        let all = |writer: &Writer<'_>, keys: &[String]| {
            if let Some(texts) = texts::of(writer, change).filter(|_| !keys.is_empty()) {
                return self.text(writer, change, texts);
            }
            if keys.is_empty() && change.aspect == Aspect::TerritoryExtent {
                return writer.phrases.say("difference-everything");
            }
            if (change.aspect, change.turn) == (Aspect::Recipient, Turn::Changed) {
                return recipient(writer, change.of.as_deref().unwrap_or_default());
            }
            let words: Vec<String> = keys.iter().map(|key| words(writer, change, key)).collect();
            // Somebody, with their addresses: no list of several.
            if is_somebody(change.aspect) { words.join(", ") } else { self.new.phrases.all_of(&words) }
        };
        let mut values = FluentArgs::new();
        values.set("activity", self.activity(change));
        values.set("within", if change.activity.is_some() { "activity" } else { "all" });
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
            Aspect::SubjectLine | Aspect::AttestationOwner => of.to_owned(),
            Aspect::Evidence | Aspect::AttestationReview => of.to_owned(),
            Aspect::Arrangement => words(&self.new, change, of),
            Aspect::MeasureKind => measure(&self.new, of),
            Aspect::TerritoryExtent => of_party(&self.new, Aspect::Territory, of),
            Aspect::CollectionActivity | Aspect::CollectionSite | Aspect::Automatic => {
                collection(&self.new, of)
            }
            Aspect::Required | Aspect::Optional | Aspect::Otherwise => collection(&self.new, of),
            Aspect::Agreement | Aspect::Agreed | Aspect::AgreementWording | Aspect::Alternative => {
                collection(&self.new, of)
            }
            _ => recipient(&self.new, of),
        }
    }

    /// A text of one of the two versions: in the language of the paper, unless that is the same in both and another is not.
    fn text(&self, writer: &Writer<'_>, change: &Change, texts: &Texts) -> String {
        // A word that has no label is called by its key.
        let key = change.of.as_deref().and_then(|of| of.split_once('.')).map_or("", |(_, key)| key);
        let said = |texts: &Texts| writer.wording().of_policy(texts, key).text;
        let (old, new) = (texts::of(&self.old, change), texts::of(&self.new, change));
        let (Some(old), Some(new)) = (old, new) else { return said(texts) };
        let differs = |language: &&str| old.get(*language) != new.get(*language);
        let own = self.new.phrases.language().code();
        let others = Language::ALL.map(Language::code).into_iter().filter(|code| *code != own);
        let language = [own].into_iter().chain(others).find(|code| differs(code));
        language.and_then(|code| texts.get(code)).map_or_else(|| said(texts), |text| writer.phrases.set(text))
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
    matches!(
        aspect,
        Aspect::JointController
            | Aspect::Officer
            | Aspect::Representative
            | Aspect::Subsidiary
            | Aspect::Site
    )
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
        Aspect::Activity => policy.activity(key).map(|activity| writer.purpose(activity)).unwrap_or_default(),
        Aspect::SubPurpose | Aspect::PurposeTerm => {
            writer.wording().term(policy.vocabulary.purposes.get(key), key).text
        }
        Aspect::Period => activity(writer, change)
            .map(|activity| writer.wording().keep_in_short(&activity.keep))
            .unwrap_or_default(),
        Aspect::Category | Aspect::Forbidden | Aspect::SpecialCategory => writer.category(key).text,
        Aspect::RecipientData | Aspect::Required | Aspect::Optional => writer.category(key).text,
        Aspect::Subject | Aspect::ForbiddenSubject => {
            writer.wording().term(policy.vocabulary.subjects.get(key), key).text
        }
        Aspect::Basis => writer.wording().term(policy.vocabulary.bases.get(key), key).text,
        Aspect::Right => writer.phrases.say(&format!("right-{key}")),
        Aspect::ActivityRecipient | Aspect::SubProcessor => recipient(writer, key),
        Aspect::Recipient => recipient(writer, key),
        Aspect::ActivityJointController | Aspect::Arrangement => {
            let one = policy.joint_controllers.iter().find(|one| one.key.value == key);
            one.map_or(key, |one| entity(&one.entity)).to_owned()
        }
        Aspect::ActivityMeasure | Aspect::Measure => measure(writer, key),
        Aspect::Role => writer.phrases.say(&format!("role-{key}")),
        Aspect::Event => writer.phrases.say(&format!("event-kind-{key}")),
        Aspect::CollectionActivity | Aspect::Agreed => activity_named(writer, key),
        Aspect::Start | Aspect::End | Aspect::Since | Aspect::TermsReview | Aspect::AttestationReview => {
            key.parse::<Date>().map_or_else(|_| key.to_owned(), |date| writer.phrases.date(date))
        }
        _ => of_party(writer, change.aspect, key),
    }
}

/// The same of who has data, where, and how people reach the company.
fn of_party(writer: &Writer<'_>, aspect: Aspect, key: &str) -> String {
    let phrases = &writer.phrases;
    match aspect {
        Aspect::Country | Aspect::ControllerCountry => phrases.country(key),
        Aspect::Region => writer.region(key),
        Aspect::Safeguard => phrases.say(&format!("safeguard-short-{key}")),
        Aspect::SpecialGround => phrases.say(&format!("register-ground-{key}")),
        Aspect::Untold => phrases.say(&format!("untold-{key}")),
        Aspect::Identity => phrases.say(&format!("identity-{key}")),
        Aspect::Answer | Aspect::Extension => {
            key.parse::<Period>().map_or_else(|_| key.to_owned(), |period| phrases.period(period))
        }
        Aspect::Unsubscribing => phrases.say(&format!("unsubscribing-{key}")),
        Aspect::Agreement => phrases.say(&format!("agreement-short-{key}")),
        Aspect::FeeGround => phrases.say(&format!("fee-ground-{key}")),
        Aspect::SubjectLine => phrases.say(&format!("right-{}", right_asked(key))),
        Aspect::MeasureKind => phrases.say(&format!("register-{key}")),
        Aspect::TerritoryExtent => staying(writer, key),
        Aspect::RecipientKind | Aspect::ForbiddenRecipient => phrases.say(&format!("kind-{key}")),
        Aspect::Collection => collection(writer, key),
        Aspect::Territory => {
            let place = writer.policy.territories.iter().find(|one| one.name.value == key);
            let regions = place.into_iter().flat_map(|place| &place.regions);
            let regions: Vec<String> = regions.map(|region| writer.region(region.value.key())).collect();
            phrases.all_of(&regions)
        }
        Aspect::ActivitySubsidiary => {
            let one = writer.policy.subsidiaries.iter().find(|one| one.key.value == key);
            one.map_or(key, |one| entity(&one.entity)).to_owned()
        }
        Aspect::Site | Aspect::ActivitySite | Aspect::CollectionSite => {
            let site = writer.policy.sites.iter().find(|one| one.key.value == key);
            site.map_or(key, |site| site.name.as_str()).to_owned()
        }
        _ => phrases.set(key),
    }
}

/// The right that a request of this kind is about.
fn right_asked(asked: &str) -> &str {
    if asked == "object-marketing" { "refuse-marketing" } else { asked }
}

fn activity_named(writer: &Writer<'_>, key: &str) -> String {
    writer.policy.activity(key).map_or_else(|| key.to_owned(), |activity| writer.purpose(activity))
}

/// What has to stay somewhere: `activity.orders`, `store.shop`.
fn staying(writer: &Writer<'_>, key: &str) -> String {
    match key.split_once('.') {
        Some(("activity", name)) => activity_named(writer, name),
        Some((_, name)) => name.to_owned(),
        None => key.to_owned(),
    }
}

fn measure(writer: &Writer<'_>, key: &str) -> String {
    let measure = writer.policy.measures.iter().find(|one| one.name.value == key);
    measure.map_or_else(|| key.to_owned(), |measure| writer.wording().of_policy(&measure.says, key).text)
}

fn collection(writer: &Writer<'_>, key: &str) -> String {
    let one = writer.policy.collections.iter().find(|one| one.key.value == key);
    one.map_or_else(|| key.to_owned(), |one| writer.wording().of_policy(&one.label, key).text)
}

fn entity(entity: &Entity) -> &str {
    &entity.name
}

/// The activity of this version in which the change is.
pub(super) fn activity<'p>(writer: &Writer<'p>, change: &Change) -> Option<&'p Activity> {
    let names = change.activity.as_ref()?;
    [&names.new, &names.old].into_iter().flatten().find_map(|name| writer.policy.activity(name))
}

fn recipient(writer: &Writer<'_>, key: &str) -> String {
    let one = writer.policy.recipient(key);
    one.map_or_else(|| key.to_owned(), |one| writer.wording().name(&one.name).text)
}

impl Writer<'_> {
    fn purpose(&self, activity: &Activity) -> String {
        self.wording().of_policy(&activity.purpose, &activity.name).text
    }

    fn data(&self, activity: &Activity) -> String {
        let data: Vec<String> = activity.data.iter().map(|category| self.category(category).text).collect();
        self.phrases.terms(&data)
    }

    fn people(&self, activity: &Activity) -> String {
        let terms = &self.policy.vocabulary.subjects;
        let people = activity.subjects.iter().map(|key| self.wording().term(terms.get(&key.value), key).text);
        self.phrases.terms(&people.collect::<Vec<_>>())
    }
}
