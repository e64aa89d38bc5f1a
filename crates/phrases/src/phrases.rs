//! What a language says, and how it says dates, numbers, periods and lists. A sentence is one message: what varies is put into it,
//! and no two are put together.

use abide_law::{Period, Unit};
use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, memoizer::MemoizerKind,
};
use fluent_syntax::ast;
use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_list::{ListFormatter, options::ListFormatterOptions};
use icu_locale_core::{Locale, locale};
use jiff::civil::Date;

use crate::{Language, Messages, Text, Value, messages::COMMON, text::Kind, typography};

/// What a language says.
pub struct Phrases {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Phrases {
    /// Those of the language, for a paper: with the marks of print, in English the curved apostrophe.
    pub fn in_print(language: Language, all: &[Messages]) -> Self {
        let mut phrases = Self::of(language, all);
        phrases.bundle.set_transform(Some(match language {
            Language::English => typography::english,
            Language::French => typography::french,
        }));
        phrases
    }

    /// Those of the language, as they are typed; in French a line is not broken before `:` either way.
    pub fn of(language: Language, all: &[Messages]) -> Self {
        let identifier = language.code().parse().expect("a language's code is an identifier");
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Both languages are written from left to right, and names in them too.
        bundle.set_use_isolating(false);
        match language {
            Language::English => bundle.set_formatter(Some(english_number)),
            Language::French => {
                bundle.set_formatter(Some(french_number));
                bundle.set_transform(Some(typography::french));
            }
        }
        for messages in [COMMON].iter().chain(all) {
            let messages = FluentResource::try_new(messages.of(language).to_owned());
            let messages = messages.expect("the shipped messages can be read, as a test shows");
            bundle.add_resource(messages).expect("no message is there twice, as a test shows");
        }
        Self { language, bundle }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether there is a message of that key.
    pub fn has(&self, key: &str) -> bool {
        self.pattern(key).is_some()
    }

    /// The message.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, [])
    }

    /// The message (`right-erase`, `right-erase.means`), with what it speaks of.
    pub fn say_with<const N: usize>(
        &self,
        key: &str,
        values: [(&'static str, FluentValue<'_>); N],
    ) -> String {
        let said = self.try_say(key, &FluentArgs::from_iter(values));
        said.expect("each key that the code has is in each language, as a test shows")
    }

    /// The message, where there is one of that key.
    pub fn try_say(&self, key: &str, values: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.pattern(key)?;
        let mut mistakes = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(values), &mut mistakes);
        debug_assert!(mistakes.is_empty(), "{key}: {mistakes:?}");
        Some(said.into_owned())
    }

    fn pattern(&self, key: &str) -> Option<&ast::Pattern<&str>> {
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, part)| (name, Some(part)));
        let message = self.bundle.get_message(name)?;
        match attribute {
            Some(attribute) => Some(message.get_attribute(attribute)?.value()),
            None => message.value(),
        }
    }

    /// The text in this language; what was written down in words, in those. One that was written down by another version may have
    /// no message here: then it is its key.
    pub fn text(&self, text: &Text) -> String {
        let (key, values) = match &text.0 {
            Kind::Words(words) => return words.clone(),
            Kind::Message { key, values } => (key, values),
        };
        let values = values.iter().map(|(name, value)| (name.as_ref(), self.value(value)));
        self.try_say(key, &values.collect()).unwrap_or_else(|| key.to_string())
    }

    fn value(&self, value: &Value) -> FluentValue<'static> {
        match value {
            Value::Number(number) => FluentValue::from(*number),
            Value::Name(name) => name.clone().into(),
            Value::Each(english, french) => match self.language {
                Language::English => english.clone().into(),
                Language::French => french.clone().into(),
            },
            Value::Date(date) => self.day(*date).into(),
            Value::Period(period) => self.period(*period).into(),
            Value::All(items) => self.all_of(&self.words(items)).into(),
            Value::One(items) => self.one_of(&self.words(items)).into(),
            Value::Text(text) => self.text(text).into(),
        }
    }

    fn words(&self, values: &[Value]) -> Vec<String> {
        let word = |value: &Value| match value {
            Value::Number(number) => Some(self.language.number(*number)),
            other => match self.value(other) {
                FluentValue::String(word) => Some(word.into_owned()),
                _ => None,
            },
        };
        values.iter().filter_map(word).collect()
    }

    /// A day in a text about files: in English as they write it, `2026-08-01`; in French as people do.
    fn day(&self, date: Date) -> String {
        match self.language {
            Language::English => date.to_string(),
            Language::French => self.date(date),
        }
    }

    /// A text that is not ours, with the marks of this language.
    pub fn set(&self, text: &str) -> String {
        typography::set(text, self.language).into_owned()
    }

    /// `1 January 2026`, `1er janvier 2026`
    pub fn date(&self, date: Date) -> String {
        // The year as text, for it is no amount and not grouped.
        let year = date.year().to_string();
        self.say_with(
            "date",
            [("day", date.day().into()), ("month", date.month().into()), ("year", year.into())],
        )
    }

    /// `3 years`, `3 ans`
    pub fn period(&self, period: Period) -> String {
        let key = match period.unit {
            Unit::Day => "period-days",
            Unit::Week => "period-weeks",
            Unit::Month => "period-months",
            Unit::Year => "period-years",
        };
        self.say_with(key, [("amount", period.amount.into())])
    }

    /// `a, b and c`
    pub fn all_of(&self, items: &[String]) -> String {
        self.joined(items, ListFormatter::try_new_and)
    }

    /// Words of the vocabulary, `Name, e-mail address and IP address`: only the first keeps the capital with which it is written alone.
    pub fn terms(&self, items: &[String]) -> String {
        let within = items.iter().enumerate().map(|(place, item)| match place {
            0 => item.clone(),
            _ => small(item),
        });
        self.all_of(&within.collect::<Vec<_>>())
    }

    /// `a, b or c`
    pub fn one_of(&self, items: &[String]) -> String {
        self.joined(items, ListFormatter::try_new_or)
    }

    fn joined<E: std::fmt::Debug>(
        &self,
        items: &[String],
        lists: impl FnOnce(icu_list::ListFormatterPreferences, ListFormatterOptions) -> Result<ListFormatter, E>,
    ) -> String {
        let lists = lists((&cldr(self.language)).into(), ListFormatterOptions::default());
        lists.expect("the data of both languages is compiled in").format_to_string(items.iter())
    }
}

/// Without the capital at its beginning; an abbreviation keeps its own.
fn small(word: &str) -> String {
    let mut rest = word.chars();
    match (rest.next(), rest.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

/// The locale by which numbers and lists are written: that of Britain has no comma before `and`.
fn cldr(language: Language) -> Locale {
    match language {
        Language::English => locale!("en-GB"),
        Language::French => locale!("fr"),
    }
}

fn english_number(value: &FluentValue<'_>, _: &impl MemoizerKind) -> Option<String> {
    number(value, Language::English)
}

fn french_number(value: &FluentValue<'_>, _: &impl MemoizerKind) -> Option<String> {
    number(value, Language::French)
}

fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(language.number(number.value as u64))
}

impl Language {
    /// A whole number, grouped as the language does: `1,000`.
    pub fn number(self, number: u64) -> String {
        let numbers = DecimalFormatter::try_new((&cldr(self)).into(), Default::default());
        let numbers = numbers.expect("the data of both languages is compiled in");
        numbers.format(&Decimal::from(number)).to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_periods_and_lists_are_those_of_the_language() {
        let (english, french) = (Phrases::of(Language::English, &[]), Phrases::of(Language::French, &[]));
        let (first, last) = (date(2026, 8, 1), date(2024, 2, 29));
        assert_eq!([english.date(first), english.date(last)], ["1 August 2026", "29 February 2024"]);
        assert_eq!([french.date(first), french.date(last)], ["1er\u{a0}août 2026", "29\u{a0}février 2024"]);
        let period = |amount, unit| Period { amount, unit };
        assert_eq!(english.period(period(1, Unit::Week)), "1 week");
        assert_eq!(english.period(period(12000, Unit::Day)), "12,000 days");
        assert_eq!(french.period(period(1, Unit::Year)), "1\u{a0}an");
        assert_eq!(french.period(period(12000, Unit::Day)), "12\u{202f}000\u{a0}jours");
        let three = ["a", "b", "c"].map(str::to_owned);
        let terms = ["Name", "E-mail address", "IP address"].map(str::to_owned);
        assert_eq!(english.terms(&terms), "Name, e-mail address and IP address");
        assert_eq!([english.all_of(&three), english.one_of(&three)], ["a, b and c", "a, b or c"]);
        assert_eq!([french.all_of(&three), french.one_of(&three)], ["a, b et c", "a, b ou c"]);
    }
}
