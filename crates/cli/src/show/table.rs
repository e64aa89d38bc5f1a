//! Tables whose columns line up, by display width.

use anstyle::Style;
use unicode_width::UnicodeWidthStr as _;

use super::style::{self, paint};

/// How a column lines up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table under construction.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    lines: Vec<Line>,
}

#[derive(Debug)]
enum Line {
    Cells(Vec<(String, Style)>),
    Note(String),
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(columns: &[(&str, Align)]) -> Self {
        let columns = columns.iter().map(|(name, align)| ((*name).to_owned(), *align));
        Self { columns: columns.collect(), lines: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are dropped, missing ones stay empty.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = (String, Style)>) {
        self.lines.push(Line::Cells(cells.into_iter().take(self.columns.len()).collect()));
    }

    /// Adds a line under the row before, outside the columns.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.lines.push(Line::Note(text.into()));
    }

    /// The text, each line `indent` spaces in.
    pub(crate) fn render(&self, indent: usize) -> String {
        let widths = self.widths();
        let margin = " ".repeat(indent);
        let heading: Vec<_> = self.columns.iter().map(|(name, _)| (name.clone(), style::FAINT)).collect();
        let mut text = format!("{margin}{}\n", self.cells(&heading, &widths));
        for line in &self.lines {
            match line {
                Line::Cells(cells) => text.push_str(&format!("{margin}{}\n", self.cells(cells, &widths))),
                Line::Note(note) => text.push_str(&format!("{margin}  {}\n", paint(style::FAINT, note))),
            }
        }
        text
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns.iter().map(|(name, _)| name.width()).collect();
        for line in &self.lines {
            let Line::Cells(cells) = line else { continue };
            for (width, (text, _)) in widths.iter_mut().zip(cells) {
                *width = (*width).max(text.width());
            }
        }
        widths
    }

    fn cells(&self, cells: &[(String, Style)], widths: &[usize]) -> String {
        let mut text = String::new();
        let mut gap = 0;
        for (((cell, style), width), (_, align)) in cells.iter().zip(widths).zip(&self.columns) {
            let space = width - cell.width();
            let (before, after) = if *align == Align::Right { (space, 0) } else { (0, space) };
            text.push_str(&" ".repeat(gap + before));
            text.push_str(&paint(*style, cell));
            gap = after + 2;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_what_the_eye_sees() {
        let mut table =
            Table::new(&[("table", Align::Left), ("records", Align::Right), ("clause", Align::Left)]);
        table.row([
            ("été".into(), style::PLAIN),
            ("1,200".into(), style::PLAIN),
            ("a/1".into(), style::PLAIN),
        ]);
        table.note("why");
        table.row([("名前".into(), style::PLAIN), ("7".into(), style::PLAIN)]);
        let plain = anstream::adapter::strip_str(&table.render(2)).to_string();
        assert_eq!(plain, "  table  records  clause\n  été      1,200  a/1\n    why\n  名前         7\n");
    }
}
