//! Numbers, dates and plurals, as people write them.

use abide_law::Period;
pub(crate) use abide_phrases::Language;
use abide_phrases::Phrases;
use jiff::civil::Date;

/// `100,000`
pub(crate) fn grouped(number: u64) -> String {
    Language::English.number(number)
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
    Phrases::of(Language::English, &[]).period(period)
}

/// `22 November 2026`, `1er novembre 2026`
pub(crate) fn long_date(date: Date, language: Language) -> String {
    Phrases::of(language, &[]).date(date)
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
    fn dates_follow_the_language() {
        assert_eq!(long_date(date(2026, 11, 22), Language::English), "22 November 2026");
        assert_eq!(long_date(date(2026, 8, 1), Language::French), "1er\u{a0}août 2026");
    }
}
