//! The messages of a language (`texts/*.ftl`), and its dates, numbers, periods and lists. A sentence is one message: what varies is
//! put into it, and no two are put together.

use abide_law::{Period, Unit};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue, memoizer::MemoizerKind};
use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_list::{ListFormatter, options::ListFormatterOptions};
use icu_locale_core::{Locale, locale};
use jiff::civil::Date;

use crate::{
    Language,
    country::{Countries, countries},
    typography,
};

/// What a language says.
pub(crate) struct Phrases {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    countries: Countries,
}

/// A language's messages, as they are shipped.
pub(crate) fn source(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../texts/en.ftl"),
        Language::French => include_str!("../texts/fr.ftl"),
    }
}

impl Phrases {
    /// Those of the language.
    pub(crate) fn of(language: Language) -> Self {
        let identifier = language.code().parse().expect("a language's code is an identifier");
        let mut bundle = FluentBundle::new(vec![identifier]);
        // Both languages are written from left to right, and names in them too.
        bundle.set_use_isolating(false);
        match language {
            Language::English => {
                bundle.set_formatter(Some(english_number));
                bundle.set_transform(Some(typography::english));
            }
            Language::French => {
                bundle.set_formatter(Some(french_number));
                bundle.set_transform(Some(typography::french));
            }
        }
        let messages = FluentResource::try_new(source(language).to_owned());
        let messages = messages.expect("the shipped messages can be read, as a test shows");
        bundle.add_resource(messages).expect("no message is there twice, as a test shows");
        Self { language, bundle, countries: countries(language) }
    }

    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// The message.
    pub(crate) fn say(&self, key: &str) -> String {
        self.say_with(key, [])
    }

    /// The message (`right-erase`, `right-erase.means`), with what it speaks of.
    pub(crate) fn say_with<const N: usize>(
        &self,
        key: &str,
        values: [(&'static str, FluentValue<'_>); N],
    ) -> String {
        let said = self.try_say(key, &FluentArgs::from_iter(values));
        said.expect("each key that the code has is in each language, as a test shows")
    }

    /// The message, where there is one of that key.
    pub(crate) fn try_say(&self, key: &str, values: &FluentArgs<'_>) -> Option<String> {
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, part)| (name, Some(part)));
        let message = self.bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut mistakes = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(values), &mut mistakes);
        debug_assert!(mistakes.is_empty(), "{key}: {mistakes:?}");
        Some(said.into_owned())
    }

    /// A text that is not ours, with the marks of this language.
    pub(crate) fn set(&self, text: &str) -> String {
        typography::set(text, self.language).into_owned()
    }

    /// `1 January 2026`, `1er janvier 2026`
    pub(crate) fn date(&self, date: Date) -> String {
        // The year as text, for it is no amount and not grouped.
        let year = date.year().to_string();
        self.say_with(
            "date",
            [("day", date.day().into()), ("month", date.month().into()), ("year", year.into())],
        )
    }

    /// `3 years`, `3 ans`
    pub(crate) fn period(&self, period: Period) -> String {
        let key = match period.unit {
            Unit::Day => "period-days",
            Unit::Week => "period-weeks",
            Unit::Month => "period-months",
            Unit::Year => "period-years",
        };
        self.say_with(key, [("amount", period.amount.into())])
    }

    /// `Ireland`, `Irlande`; the code where there is no such country.
    pub(crate) fn country(&self, code: &str) -> String {
        self.countries.get(code).map_or_else(|| code.to_owned(), |name| self.set(name))
    }

    /// `a, b and c`
    pub(crate) fn all_of(&self, items: &[String]) -> String {
        self.joined(items, ListFormatter::try_new_and)
    }

    /// Words of the vocabulary, `Name, e-mail address and IP address`: only the first keeps the capital with which it is written alone.
    pub(crate) fn terms(&self, items: &[String]) -> String {
        let within = items.iter().enumerate().map(|(place, item)| match place {
            0 => item.clone(),
            _ => small(item),
        });
        self.all_of(&within.collect::<Vec<_>>())
    }

    /// `a, b or c`
    pub(crate) fn one_of(&self, items: &[String]) -> String {
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

/// A whole number, grouped as the language does: `1,000`.
fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let numbers = DecimalFormatter::try_new((&cldr(language)).into(), Default::default());
    let numbers = numbers.expect("the data of both languages is compiled in");
    Some(numbers.format(&Decimal::from(number.value as i64)).to_string())
}

#[cfg(test)]
mod tests;
