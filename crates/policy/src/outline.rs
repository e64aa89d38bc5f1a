//! Where in its file's tree each word stands: what a span is about, told as people would name it (`activity.prospecting.keep`).

use toml::de::{DeTable, DeValue};

use crate::span::{File, Span};

/// The trees of both files.
#[derive(Debug, Clone, Default)]
pub struct Outlines {
    policy: Outline,
    map: Option<Outline>,
}

impl Outlines {
    /// Of the files' texts; of one that is not all TOML, as far as it is.
    pub fn of(policy: &str, map: Option<&str>) -> Self {
        Self { policy: Outline::of(policy), map: map.map(Outline::of) }
    }

    /// The key under which the span stands, with those above it: `store.crm.contacts.events`. None where no key is.
    pub fn about(&self, span: &Span) -> Option<&str> {
        match span.file {
            File::Policy => self.policy.at(span.start),
            File::Map => self.map.as_ref()?.at(span.start),
        }
    }

    /// Whether there is a map.
    pub(crate) fn has_map(&self) -> bool {
        self.map.is_some()
    }
}

/// Keys and values by the byte at which they begin and the one after their end. No two overlap.
#[derive(Debug, Clone, Default)]
struct Outline(Vec<(usize, usize, String)>);

impl Outline {
    fn of(text: &str) -> Self {
        let (root, _) = DeTable::parse_recoverable(text);
        let mut words = Vec::new();
        collect("", root.get_ref(), &mut words);
        words.sort_unstable();
        Self(words)
    }

    fn at(&self, byte: usize) -> Option<&str> {
        let before = self.0.partition_point(|(start, ..)| *start <= byte);
        let (_, end, about) = self.0.get(before.checked_sub(1)?)?;
        (byte < *end).then_some(about)
    }
}

fn collect(above: &str, table: &DeTable<'_>, words: &mut Vec<(usize, usize, String)>) {
    for (key, value) in table {
        let about = joined(above, key.get_ref());
        words.push((key.span().start, key.span().end, about.clone()));
        match value.get_ref() {
            DeValue::Table(below) => collect(&about, below, words),
            _ => words.push((value.span().start, value.span().end, about)),
        }
    }
}

/// A key below others, as TOML writes it: in quotes where it is no bare word.
pub(crate) fn joined(above: &str, key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let key = if bare { key.to_owned() } else { format!("\"{key}\"") };
    if above.is_empty() { key } else { format!("{above}.{key}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_about_its_key() {
        let text = "format = 1\n[activity.a]\nkeep = '1 day'\ndata = ['x', 'y']\n[clause.'b/1']\nsays = { en = 'z' }\n";
        let outlines = Outlines::of(text, None);
        let about = |word: &str| {
            let start = text.find(word).expect("the word is in the text");
            outlines.about(&Span::new(File::Policy, start..start + word.len()))
        };
        assert_eq!(about("format"), Some("format"));
        assert_eq!(about("a]"), Some("activity.a"));
        assert_eq!(about("1 day"), Some("activity.a.keep"));
        assert_eq!(about("y']"), Some("activity.a.data"));
        assert_eq!(about("'b/1'"), Some("clause.\"b/1\""));
        assert_eq!(about("z"), Some("clause.\"b/1\".says.en"));
        assert_eq!(about("[activity"), None);
    }

    #[test]
    fn a_section_that_is_written_in_two_places_is_one() {
        let text = "[store.a.t]\nk = 1\n[store.b]\nurl = 'u'\n[store.a.t.events]\nseen = 'at'\n";
        let span = |word: &str| {
            let start = text.find(word).expect("the word is in the text");
            Span::new(File::Map, start..start + 1)
        };
        let outlines = Outlines::of("", Some(text));
        assert_eq!(outlines.about(&span("at'")), Some("store.a.t.events.seen"));
        assert_eq!(outlines.about(&span("u'")), Some("store.b.url"));
        assert_eq!(Outlines::of("", None).about(&span("u'")), None);
    }
}
