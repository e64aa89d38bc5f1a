//! Patterns that fit the files of a folder, guessed from their names: what looks like a date becomes one, what changes from file to
//! file is left open.

use std::collections::BTreeMap;

use abide_plan::draft::FileSet;

/// How many sets are suggested at most: the largest.
const MOST: usize = 20;

/// Names that were met, as patterns, with how many files each has.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    counts: BTreeMap<String, u64>,
}

impl Shapes {
    pub(super) fn add(&mut self, path: &str) {
        // Beyond this the names have no shape that would help.
        if self.counts.len() < 10_000 {
            *self.counts.entry(shape(path)).or_default() += 1;
        }
    }

    /// The sets to suggest, the largest first, each with a name of its own.
    pub(super) fn sets(self) -> Vec<FileSet> {
        let mut counted: Vec<(String, u64)> = self.counts.into_iter().collect();
        counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counted.truncate(MOST);
        let mut sets: Vec<FileSet> = Vec::new();
        for (pattern, _) in counted {
            let mut name = called(&pattern);
            let taken = |name: &str| sets.iter().any(|set| set.name == name);
            if taken(&name) {
                name =
                    (2..).map(|number| format!("{name}_{number}")).find(|name| !taken(name)).unwrap_or(name);
            }
            let dated = pattern.contains("{day:");
            sets.push(FileSet { name, pattern, dated });
        }
        sets
    }
}

/// What a date looks like, and how it is captured.
const DATES: [(&str, &str); 3] =
    [("dddd-dd-dd", "{day:%Y-%m-%d}"), ("dddd/dd/dd", "{day:%Y/%m/%d}"), ("dddddddd", "{day:%Y%m%d}")];

/// A pattern that the path is of, and others like it.
fn shape(path: &str) -> String {
    let mut pattern = String::new();
    let mut dated = false;
    let mut rest = path;
    let mut after_digit = false;
    while let Some(next) = rest.chars().next() {
        let date = DATES.iter().find(|(looks, _)| !dated && !after_digit && begins(rest, looks));
        if let Some((looks, capture)) = date {
            pattern.push_str(capture);
            rest = &rest[looks.len()..];
            dated = true;
            after_digit = false;
            continue;
        }
        if is_ending(rest) {
            pattern.push_str(rest);
            break;
        }
        after_digit = next.is_ascii_digit();
        match next {
            _ if (after_digit || next == '*') && pattern.ends_with('*') => {}
            _ if after_digit => pattern.push('*'),
            '{' => pattern.push_str("{{"),
            '}' => pattern.push_str("}}"),
            _ => pattern.push(next),
        }
        rest = &rest[next.len_utf8()..];
    }
    pattern
}

/// Whether a text is `.mp4` or the like: what kind of file it is.
fn is_ending(text: &str) -> bool {
    let ending = text.strip_prefix('.').unwrap_or_default();
    ending.len() <= 4
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether a text begins with a date that looks like this, in a year of ours, and no digit follows.
fn begins(text: &str, looks: &str) -> bool {
    let like = |(byte, look): (&u8, &u8)| if *look == b'd' { byte.is_ascii_digit() } else { byte == look };
    let bytes = text.as_bytes();
    bytes.len() >= looks.len()
        && bytes.iter().zip(looks.as_bytes()).all(like)
        && matches!(&bytes[..2], b"19" | b"20")
        && !bytes.get(looks.len()).is_some_and(u8::is_ascii_digit)
}

/// A name for a pattern: that of its first folder, else what the name ends in.
fn called(pattern: &str) -> String {
    let first = pattern.split('/').next().unwrap_or_default();
    let word = if pattern.contains('/') { first } else { pattern.rsplit('.').next().unwrap_or_default() };
    let letters: String = word.chars().take_while(|c| *c != '{').filter(char::is_ascii_alphabetic).collect();
    if letters.is_empty() { "files".to_owned() } else { letters.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use abide_policy::pattern;
    use proptest::prelude::*;

    use super::{Shapes, shape};

    #[test]
    fn dates_and_numbers_are_found() {
        assert_eq!(shape("cam-1/2026-01-31T101500.mp4"), "cam-*/{day:%Y-%m-%d}T*.mp4");
        assert_eq!(shape("logs/access.log-20260131.gz"), "logs/access.log-{day:%Y%m%d}.gz");
        assert_eq!(shape("2026/01/31/gate.mp4"), "{day:%Y/%m/%d}/gate.mp4");
        assert_eq!(shape("exports/123456789.csv"), "exports/*.csv");
        assert_eq!(shape("a{1}.txt"), "a{{*}}.txt");
    }

    #[test]
    fn sets_have_names_of_their_own() {
        let mut shapes = Shapes::default();
        ["logs/a-1.log", "logs/a-2.log", "logs/b-1.log", "1.pdf"].iter().for_each(|path| shapes.add(path));
        let sets: Vec<(String, String)> =
            shapes.sets().into_iter().map(|set| (set.name, set.pattern)).collect();
        let told = [("logs", "logs/a-*.log"), ("pdf", "*.pdf"), ("logs_2", "logs/b-*.log")];
        assert_eq!(sets, told.map(|(name, pattern)| (name.to_owned(), pattern.to_owned())));
    }

    proptest! {
        #[test]
        fn a_path_is_of_its_shape(path in "[a-c0-9{}*._-]{1,8}(/[a-c0-9{}*._-]{1,12}){0,3}") {
            prop_assume!(path.split('/').all(|name| !matches!(name, "." | "..")));
            let read = pattern::parse(&shape(&path)).unwrap();
            prop_assert!(read.read(&path).is_some(), "{}", read);
        }
    }
}
