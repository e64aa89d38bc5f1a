//! What a policy says, in a language and for a reader: its own texts, and the words of its vocabulary.

use std::collections::BTreeMap;

use abide_policy::{
    model::Activity,
    texts::Name,
    vocabulary::{Term, Vocabulary},
};

use crate::{Language, document::Words, phrases::Phrases};

/// Who reads a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Whom the data is about, and who is spoken to: `your last contact with us`.
    Person,
    /// Who keeps the paper, or asks to see it: `the person's last contact`.
    Office,
}

/// What puts a policy into words.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'w> {
    pub(crate) phrases: &'w Phrases,
    pub(crate) vocabulary: &'w Vocabulary,
    pub(crate) reader: Reader,
}

impl Wording<'_> {
    /// What the policy says by language: in that of the paper, else in another, which is told; else the key.
    pub(crate) fn of_policy(&self, says: &BTreeMap<String, String>, key: &str) -> Words {
        let own = self.phrases.language();
        let others = Language::ALL.into_iter().filter(|other| *other != own);
        let mut languages = [own].into_iter().chain(others);
        let said = languages.find_map(|language| Some((language, says.get(language.code())?)));
        match said {
            Some((language, text)) if language == own => self.phrases.set(text).into(),
            Some((language, text)) => Words { language: Some(language), ..text.clone().into() },
            None => key.to_owned().into(),
        }
    }

    /// What somebody is called.
    pub(crate) fn name(&self, name: &Name) -> Words {
        match name {
            Name::Proper(name) => name.clone().into(),
            Name::Common(names) => self.of_policy(names, ""),
        }
    }

    /// A word of the vocabulary.
    pub(crate) fn term(&self, term: Option<&Term>, key: &str) -> Words {
        term.map_or_else(|| key.to_owned().into(), |term| self.of_policy(&term.label, key))
    }

    /// The kinds of people of an activity.
    pub(crate) fn subjects(&self, activity: &Activity) -> Vec<Words> {
        let terms = &self.vocabulary.subjects;
        activity.subjects.iter().map(|key| self.term(terms.get(&key.value), key)).collect()
    }

    /// The number of an activity and its purpose: several may have one purpose.
    pub(crate) fn activity(&self, place: usize, activity: &Activity) -> Words {
        let purpose = self.of_policy(&activity.purpose, &activity.name);
        let number = place + 1;
        let heading = [("number", number.into()), ("purpose", purpose.text.into())];
        Words { text: self.phrases.say_with("activity", heading), ..purpose }
    }
}

/// Where an activity is on a page.
pub(crate) fn address(place: usize, activity: &Activity) -> String {
    anchor("activity", place, &activity.name)
}

/// Where something is on a page: by its name where that is a plain word, so that the place stays when others are added.
pub(crate) fn anchor(kind: &str, place: usize, name: &str) -> String {
    let plain = name.chars().all(|char| char.is_ascii_alphanumeric() || char == '-' || char == '_');
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    if plain && !is_number { format!("{kind}-{name}") } else { format!("{kind}-{}", place + 1) }
}
