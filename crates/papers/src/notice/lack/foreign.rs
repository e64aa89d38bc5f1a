//! What a notice needs and the policy does not say in its language.

use abide_policy::{
    span::Spanned,
    texts::{Name, Texts},
};

use crate::notice::Writer;

/// All of it, each once, as the policy names it.
pub(super) fn foreign(writer: &Writer<'_>) -> Vec<String> {
    let code = writer.phrases.language().code();
    let mut told = Vec::new();
    let mut hold = |kind: &str, name: &str, is_said: bool| {
        let of = format!("the {kind} `{name}`");
        if !is_said && !told.contains(&of) {
            told.push(of);
        }
    };
    terms(writer, &mut |kind, name, is_said| hold(kind, name, is_said));
    for (kind, name, text) in texts(writer) {
        hold(kind, name, text.contains_key(code));
    }
    told
}

/// The purposes of the activities, and the words of the vocabulary that they use.
fn terms(writer: &Writer<'_>, hold: &mut impl FnMut(&str, &str, bool)) {
    let code = writer.phrases.language().code();
    let words = &writer.policy.vocabulary;
    for one in &writer.policy.forbidden_subjects {
        let term = words.subjects.get(&one.subject.value);
        hold("subject", &one.subject, term.is_some_and(|term| term.label.contains_key(code)));
    }
    for activity in writer.own.iter().chain(&writer.others) {
        hold("purpose of", &activity.name, activity.purpose.contains_key(code));
        let kinds = [
            ("subject", &words.subjects, &activity.subjects),
            ("category", &words.categories, &activity.data),
            ("event", &words.events, &activity.keep.events),
        ];
        for (kind, terms, keys) in kinds {
            for key in keys {
                hold(kind, key, terms.get(&key.value).is_some_and(|term| term.label.contains_key(code)));
            }
        }
    }
}

/// Every other text for people, with what it is and of what.
fn texts<'w>(writer: &'w Writer<'_>) -> Vec<(&'static str, &'w str, &'w Texts)> {
    let mut all = Vec::new();
    let mut hold = |name: &'w str, texts: &[(&'static str, Option<&'w Spanned<Texts>>)]| {
        all.extend(texts.iter().filter_map(|(kind, text)| Some((*kind, name, &text.as_ref()?.value))));
    };
    hold("change", &[("text", writer.policy.change.as_ref())]);
    for one in writer.own.iter().chain(&writer.others) {
        let texts = [
            ("interest of", one.interest.as_ref()),
            ("consequence at", one.otherwise.as_ref()),
            ("source of", one.source.as_ref()),
            ("automated decisions of", one.automated_decisions.as_ref()),
            ("controllers of", one.on_behalf_of.as_ref()),
        ];
        hold(&one.name, &texts);
    }
    for one in writer.collections_told() {
        let texts = [
            ("consequence at", one.otherwise.as_ref()),
            ("wording at", one.wording.as_ref()),
            ("alternative at", one.alternative.as_ref()),
        ];
        hold(&one.key, &texts);
    }
    for one in writer.recipients_now() {
        hold(&one.key, &[("purpose of", one.purpose.as_ref())]);
    }
    if let Some(requests) = &writer.policy.requests {
        hold("requests", &[("text of", requests.asks_for.as_ref()), ("fee of", requests.fee.as_ref())]);
    }
    let names = writer.recipients_now().filter_map(|one| match &one.name.value {
        Name::Proper(_) => None,
        Name::Common(names) => Some(("name of", one.key.as_str(), names)),
    });
    all.extend(names);
    all.extend(writer.measures_told().map(|one| ("measure", one.name.as_str(), &one.says)));
    let labels = writer.collections_told().map(|one| ("label of", one.key.as_str(), &one.label));
    all.extend(labels);
    all
}
