//! A file's text, and where in it a byte is. Findings can be as many as lines, so that nothing here goes through the text for each.

use std::ops::Range;

use serde::Serialize;

/// A file as it was read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    /// Its name as the person gave it.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Where each line begins, the first left out.
    later_lines: Vec<usize>,
}

/// A place in a file; both count from 1, columns in characters.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Whole lines of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lines<'s> {
    /// The number of the first, from 1.
    pub(crate) first: usize,
    /// The byte at which they begin.
    pub(crate) start: usize,
    /// Their text.
    pub(crate) text: &'s str,
}

impl Source {
    /// A file of this text.
    pub(crate) fn new(path: String, text: String) -> Self {
        let later_lines = text.match_indices('\n').map(|(end, _)| end + 1).collect();
        Self { path, text, later_lines }
    }

    /// Where the byte is; held to the text.
    pub(crate) fn position(&self, byte: usize) -> Position {
        let byte = self.text.floor_char_boundary(byte);
        let line = self.line(byte);
        Position { line: line + 1, column: self.text[self.start(line)..byte].chars().count() + 1 }
    }

    /// The lines that a range of bytes touches; held to the text.
    pub(crate) fn lines(&self, range: &Range<usize>) -> Lines<'_> {
        let last = self.line(range.end.saturating_sub(1).max(range.start));
        let first = self.line(range.start);
        let start = self.start(first);
        let end = self.later_lines.get(last).copied().unwrap_or(self.text.len());
        Lines { first: first + 1, start, text: &self.text[start..end] }
    }

    /// The number of the line that holds the byte, from 0.
    fn line(&self, byte: usize) -> usize {
        self.later_lines.partition_point(|start| *start <= byte)
    }

    fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|before| self.later_lines.get(before)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        Source::new("policy.toml".into(), "[activity.é]\nbasis = \"contrat\"\n".into())
    }

    #[test]
    fn positions_count_characters_from_one() {
        assert_eq!(source().position(12), Position { line: 1, column: 12 });
        assert_eq!(source().position(22), Position { line: 2, column: 9 });
        assert_eq!(source().position(500), Position { line: 3, column: 1 });
        assert_eq!(Source::default().position(3), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_range_is_shown_with_the_lines_that_it_touches() {
        let second = Lines { first: 2, start: 14, text: "basis = \"contrat\"\n" };
        assert_eq!(source().lines(&(22..31)), second);
        assert_eq!(source().lines(&(22..32)), second);
        assert_eq!(source().lines(&(14..14)), second);
        assert_eq!(source().lines(&(3..22)).text, source().text);
        assert_eq!(source().lines(&(32..32)), Lines { first: 3, start: 32, text: "" });
    }
}
