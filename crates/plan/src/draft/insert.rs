//! Insertions into a text: what stands there is never touched.

use super::existing::Place;

/// Insertions, gathered.
pub(super) struct Insertions<'t> {
    text: &'t str,
    /// Place and text; those of one place in the order they came.
    all: Vec<(usize, String)>,
}

impl<'t> Insertions<'t> {
    pub(super) fn into_text(text: &'t str) -> Self {
        Self { text, all: Vec::new() }
    }

    /// Lines at the beginning of a line, or at the end of the text.
    pub(super) fn lines(&mut self, at: usize, lines: &[String]) {
        if lines.is_empty() {
            return;
        }
        let is_within_line =
            at > 0 && !self.text[..at].ends_with('\n') && self.all.iter().all(|(place, _)| *place != at);
        let start = if is_within_line { "\n" } else { "" };
        self.all.push((at, format!("{start}{}\n", lines.join("\n"))));
    }

    /// Elements into brackets. `lines` are the elements as lines of their own, for brackets that close on a line of
    /// their own; else they are added behind the last on its line. Whether they could be marked.
    pub(super) fn elements(&mut self, place: &Place, elements: &[String], lines: &[String]) -> bool {
        let Place::Inside(span, last) = place else { return false };
        let close = span.end - 1;
        let line = self.text[..close].rfind('\n').map_or(0, |newline| newline + 1);
        let closes_alone = line > span.start && self.text[line..close].trim().is_empty();
        if closes_alone {
            if let Some(last) = last.filter(|last| !has_comma(&self.text[*last..close])) {
                self.all.push((last, ",".to_owned()));
            }
            self.all.push((line, lines.join("\n") + "\n"));
            return true;
        }
        match last {
            Some(last) => {
                self.all.push((*last, elements.iter().map(|element| format!(", {element}")).collect()));
            }
            None => self.all.push((span.start + 1, elements.join(", "))),
        }
        false
    }

    /// The text with all of them.
    pub(super) fn apply(mut self) -> String {
        self.all.sort_by_key(|(place, _)| *place);
        let mut result =
            String::with_capacity(self.text.len() + self.all.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut from = 0;
        let newline = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        for (place, new) in &self.all {
            result.push_str(&self.text[from..*place]);
            result.push_str(&new.replace('\n', newline));
            from = *place;
        }
        result.push_str(&self.text[from..]);
        result
    }
}

/// Whether a comma stands there, outside of comments.
fn has_comma(rest: &str) -> bool {
    rest.lines().any(|line| line.split('#').next().unwrap_or_default().contains(','))
}
