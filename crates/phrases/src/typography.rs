//! What each language does with its marks. In French a narrow no-break space goes before `: ; ! ?` and inside « »; in both the
//! apostrophe is curved. Only spaces that are there are made so: no mark gets one that its writer left out (`10:30`).

use std::borrow::Cow;

use crate::Language;

/// A space that is narrow and at which no line is broken.
const NARROW: char = '\u{202f}';

/// The text with the marks of the language.
pub(crate) fn set(text: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::English => english(text),
        Language::French => french(text),
    }
}

/// As [`set`], for English.
pub(crate) fn english(text: &str) -> Cow<'_, str> {
    if text.contains('\'') { apostrophes(text).into() } else { text.into() }
}

/// As [`set`], for French.
pub(crate) fn french(text: &str) -> Cow<'_, str> {
    let marked = |char| matches!(char, '\'' | ':' | ';' | '!' | '?' | '«' | '»');
    if !text.contains(marked) {
        return text.into();
    }
    let chars: Vec<char> = text.chars().collect();
    let spaced = chars.iter().enumerate().map(|(place, &char)| {
        let next = chars.get(place + 1);
        let opens = place > 0 && chars[place - 1] == '«';
        let closes = next.is_some_and(|next| matches!(next, ':' | ';' | '!' | '?' | '»'));
        if is_space(char) && (opens || closes) { NARROW } else { char }
    });
    apostrophes(&spaced.collect::<String>()).into()
}

fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}')
}

/// Straight marks that follow a letter become apostrophes; others may be quotation marks, and stay.
fn apostrophes(text: &str) -> String {
    let mut after_letter = false;
    let curved = text.chars().map(|char| {
        let set = if char == '\'' && after_letter { '’' } else { char };
        after_letter = char.is_alphabetic();
        set
    });
    curved.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_marks_stand_off_by_a_narrow_space() {
        let set = |text| set(text, Language::French).into_owned();
        assert_eq!(set("Vos droits : lesquels ?"), "Vos droits\u{202f}: lesquels\u{202f}?");
        assert_eq!(set("« l'avis » ; vite\u{a0}!"), "«\u{202f}l’avis\u{202f}»\u{202f}; vite\u{202f}!");
        assert_eq!(set("à 10:30, https://example.com/?q"), "à 10:30, https://example.com/?q");
    }

    #[test]
    fn apostrophes_are_curved_and_quotation_marks_stay() {
        assert_eq!(set("the card's 'expiry'", Language::English), "the card’s 'expiry’");
        assert_eq!(set("Why: because", Language::English), "Why: because");
    }
}
