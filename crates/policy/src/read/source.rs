//! One file's text, and walking its tables with the place of every word.

use abide_phrases::{Text, text};
use std::ops::Range;

use toml::{
    Spanned as At,
    de::{DeString, DeTable, DeValue},
};

use crate::{
    codes,
    finding::Finding,
    keyed::Keyed,
    lex::Mistake,
    span::{File, Span, Spanned},
    texts::{LANGUAGES, Texts},
};

/// A value of the file with its place.
pub(crate) type Node<'d> = &'d At<DeValue<'d>>;

pub(crate) struct Source<'t> {
    pub(crate) file: File,
    text: &'t str,
    /// Where each line but the last ends.
    line_ends: Vec<usize>,
}

impl<'t> Source<'t> {
    pub(crate) fn new(file: File, text: &'t str) -> Self {
        let line_ends = text.match_indices('\n').map(|(end, _)| end).collect();
        Self { file, text, line_ends }
    }

    /// The file as tables, as far as it is TOML, and what is not.
    pub(crate) fn parse(&self) -> (DeTable<'t>, Vec<Finding>) {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        let mut findings: Vec<Finding> = Vec::new();
        let mut lines = Vec::new();
        let mut section = 0..0;
        for error in errors {
            let range = error.span().unwrap_or_default();
            let line = self.line(range.start);
            // What a section of the same name gives again goes without saying.
            if section.contains(&range.start) {
                continue;
            }
            if let Some((finding, whole)) = self.section_twice(error.message(), &range) {
                findings.push(finding);
                section = whole;
                continue;
            }
            // One mistake makes the parser stumble several times on its line; the first tells what it is.
            if !lines.contains(&line) {
                lines.push(line);
                findings.push(self.syntax(error.message(), range));
            }
        }
        (root.into_inner(), findings)
    }

    /// The finding that there is a section of that name already, with all of the second.
    fn section_twice(&self, message: &str, name: &Range<usize>) -> Option<(Finding, Range<usize>)> {
        let start = self.text.get(..name.start)?.rfind('\n').map_or(0, |end| end + 1);
        let above = self.text.get(start..name.start)?.trim_start().strip_prefix('[')?;
        let name_text = self.text.get(name.clone())?.trim_matches(['"', '\'']);
        if !message.starts_with("duplicate key") || above.starts_with('[') {
            return None;
        }
        let next = self.text.get(name.end..)?.find("\n[").map_or(self.text.len(), |more| name.end + more);
        let section = above.trim_end().trim_end_matches('.');
        let message = text!("section-twice", section, name = name_text);
        let finding = Finding::error(codes::DUPLICATE.of(self.file), message, self.span(name.clone()));
        let finding = finding.label(text!("section-twice.label")).help(text!("section-twice.help"));
        Some((finding, name.end..next))
    }

    fn syntax(&self, message: &str, range: Range<usize>) -> Finding {
        let span = self.span(range);
        if message.starts_with("duplicate key") {
            let finding = Finding::error(codes::DUPLICATE.of(self.file), text!("key-twice"), span);
            return finding.label(text!("key-twice.label")).help(text!("keep-one"));
        }
        Finding::error(codes::SYNTAX.of(self.file), text!("no-toml", said = message), span)
    }

    /// The number of the line that holds the byte, from 0.
    pub(crate) fn line(&self, byte: usize) -> usize {
        self.line_ends.partition_point(|end| *end < byte)
    }

    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span::new(self.file, range.start.min(end)..end)
    }

    pub(crate) fn view<'d>(&'d self, root: &'d DeTable<'d>) -> View<'d> {
        View { source: self, table: Some(root), at: self.span(0..0) }
    }

    /// The place of a text without its quotes; with them when it is empty, or when it is written with escapes so that
    /// its bytes are not those of the file.
    pub(crate) fn text_span(&self, value: &str, range: Range<usize>) -> Span {
        self.inside(value, &range).map_or_else(|| self.span(range.clone()), |inside| self.span(inside))
    }

    /// Where in the file the bytes of the text `value` are, which was written at `range`.
    fn inside(&self, value: &str, range: &Range<usize>) -> Option<Range<usize>> {
        let raw = self.text.get(range.clone())?;
        [1, 3].into_iter().find_map(|quotes| {
            let start = raw.len().checked_sub(quotes + value.len())?;
            let opening = raw.get(..start)?;
            let only_quotes = opening.chars().all(|c| matches!(c, '"' | '\'' | '\n' | '\r'));
            let exact = start >= quotes && only_quotes && raw.get(start..start + value.len())? == value;
            (exact && !value.is_empty()).then(|| range.start + start..range.start + start + value.len())
        })
    }

    /// The place in the file of a part of the text `value`, which was written at `range`.
    pub(crate) fn part(&self, value: &str, range: &Range<usize>, part: Range<usize>) -> Span {
        match self.inside(value, range) {
            Some(inside) => self.span(inside.start + part.start..inside.start + part.end),
            None => self.span(range.clone()),
        }
    }

    /// The finding that a text cannot be read.
    pub(crate) fn mistaken(
        &self,
        code: &'static str,
        what: Text,
        node: Node<'_>,
        mistake: Mistake,
    ) -> Finding {
        let text = node.get_ref().as_str().unwrap_or_default();
        let span = self.part(text, &node.span(), mistake.range);
        let finding = Finding::error(code, what, span).label(mistake.message);
        match mistake.help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }
}

/// A table of the file, or the empty one that stands for it when it is missing.
#[derive(Clone)]
pub(crate) struct View<'d> {
    pub(crate) source: &'d Source<'d>,
    table: Option<&'d DeTable<'d>>,
    /// The key it is under.
    pub(crate) at: Span,
}

impl<'d> View<'d> {
    pub(crate) fn get(&self, key: &str) -> Option<Node<'d>> {
        self.table?.get(key)
    }

    /// The keys with their values, in the order of the file.
    pub(crate) fn entries(&self) -> Vec<(Spanned<String>, Node<'d>)> {
        let mut entries: Vec<_> = self.table.into_iter().flat_map(DeTable::iter).collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let spanned =
            |key: &At<DeString<'_>>| Spanned::new(key.get_ref().to_string(), self.source.span(key.span()));
        entries.into_iter().map(|(key, value)| (spanned(key), value)).collect()
    }

    /// The tables among the entries.
    pub(crate) fn tables(&self) -> Vec<(Spanned<String>, View<'d>)> {
        let tables = self.entries().into_iter().filter_map(|(key, node)| {
            let table = Some(node.get_ref().as_table()?);
            let at = key.span.clone();
            Some((key, View { source: self.source, table, at }))
        });
        tables.collect()
    }

    /// The table under `key`; an empty one when there is none.
    pub(crate) fn table(&self, key: &str) -> View<'d> {
        let found = self.tables().into_iter().find(|(name, _)| name.value == key);
        found.map_or_else(|| View { source: self.source, table: None, at: self.at.clone() }, |(_, view)| view)
    }

    pub(crate) fn text(&self, key: &str) -> Option<Spanned<String>> {
        self.get(key).and_then(|node| self.text_of(node))
    }

    pub(crate) fn text_of(&self, node: Node<'d>) -> Option<Spanned<String>> {
        let text = node.get_ref().as_str()?;
        Some(Spanned::new(text.to_owned(), self.source.text_span(text, node.span())))
    }

    /// The texts of a list, or the one text.
    pub(crate) fn texts(&self, key: &str) -> Vec<Spanned<String>> {
        self.nodes(key).into_iter().filter_map(|node| self.text_of(node)).collect()
    }

    /// The kind that is written under the key.
    pub(crate) fn kind<K: Keyed>(&self, key: &str) -> Option<Spanned<K>> {
        of_kind(self.text(key)?)
    }

    /// The kinds that are, in a list or one alone.
    pub(crate) fn kinds<K: Keyed>(&self, key: &str) -> Vec<Spanned<K>> {
        self.texts(key).into_iter().filter_map(of_kind).collect()
    }

    /// What the table under the key says in each language, at the key; none where it says nothing.
    pub(crate) fn said(&self, key: &str) -> Option<Spanned<Texts>> {
        let (name, view) = self.tables().into_iter().find(|(name, _)| name.value == key)?;
        let texts = view.languages();
        (!texts.is_empty()).then(|| Spanned::new(texts, name.span))
    }

    /// What this table says in each language.
    pub(crate) fn languages(&self) -> Texts {
        LANGUAGES.iter().filter_map(|key| Some(((*key).to_owned(), self.text(key)?.value))).collect()
    }

    /// The elements of a list, or the one value.
    pub(crate) fn nodes(&self, key: &str) -> Vec<Node<'d>> {
        self.get(key).map(elements).unwrap_or_default()
    }

    pub(crate) fn whole(&self, key: &str) -> Option<Spanned<u32>> {
        let node = self.get(key)?;
        let number = node.get_ref().as_integer().filter(|number| number.radix() == 10)?;
        let number = number.as_str().replace('_', "").parse().ok()?;
        Some(Spanned::new(number, self.source.span(node.span())))
    }

    pub(crate) fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.get_ref().as_bool()
    }

    /// Where it says that something is so; none where it does not, or says that it is not.
    pub(crate) fn holds(&self, key: &str) -> Option<Span> {
        let node = self.get(key)?;
        node.get_ref().as_bool()?.then(|| self.source.span(node.span()))
    }
}

fn of_kind<K: Keyed>(text: Spanned<String>) -> Option<Spanned<K>> {
    Some(Spanned::new(K::of_key(&text)?, text.span))
}

/// The elements of a list, or the one value.
pub(crate) fn elements<'d>(node: Node<'d>) -> Vec<Node<'d>> {
    match node.get_ref() {
        DeValue::Array(list) => list.iter().collect(),
        _ => vec![node],
    }
}
