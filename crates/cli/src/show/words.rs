//! Numbers, dates and plurals, as people write them.

use abide_law::{Period, Unit};
use jiff::civil::Date;

/// `100,000`
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 record`, `1,200 records`
pub(crate) fn counted(number: u64, noun: &str) -> String {
    format!("{} {}", grouped(number), plural(number, noun))
}

/// The noun for so many: `record`, `records`; `company`, `companies`.
pub(crate) fn plural(number: u64, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => noun.to_owned(),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// `5 years`
pub(crate) fn period(period: Period) -> String {
    let unit = match period.unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    };
    counted(u64::from(period.amount), unit)
}

/// The language of dates in sentences, and of what packs say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// 22 November 2026
    English,
    /// 22 novembre 2026
    French,
}

impl Language {
    /// What the environment asks for.
    pub(crate) fn of_environment() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self::of_locale(&set("LC_ALL").or_else(|| set("LC_TIME")).or_else(|| set("LANG")).unwrap_or_default())
    }

    /// Its code: `fr`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    fn of_locale(locale: &str) -> Self {
        if locale == "fr" || locale.starts_with("fr_") { Self::French } else { Self::English }
    }
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// `22 November 2026`, `1er novembre 2026`
pub(crate) fn long_date(date: Date, language: Language) -> String {
    let month = usize::from(date.month().unsigned_abs()) - 1;
    match language {
        Language::English => format!("{} {} {}", date.day(), ENGLISH[month], date.year()),
        Language::French if date.day() == 1 => format!("1er {} {}", FRENCH[month], date.year()),
        Language::French => format!("{} {} {}", date.day(), FRENCH[month], date.year()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        let shown = [0, 7, 999, 1_000, 100_000, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "7", "999", "1,000", "100,000", "1,234,567"]);
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(counted(1, "record"), "1 record");
        assert_eq!(counted(0, "record"), "0 records");
        assert_eq!(counted(2_000, "entry"), "2,000 entries");
        assert_eq!(counted(3, "day"), "3 days");
    }

    #[test]
    fn dates_follow_the_locale() {
        assert_eq!(long_date(date(2026, 11, 22), Language::of_locale("en_GB.UTF-8")), "22 November 2026");
        assert_eq!(long_date(date(2026, 8, 1), Language::of_locale("fr_FR.UTF-8")), "1er août 2026");
        assert_eq!(Language::of_locale("frr_DE"), Language::English);
    }
}
