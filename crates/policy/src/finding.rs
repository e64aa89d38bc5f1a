//! Findings: what a check says about a file or about a database held against it.

pub use abide_law::Severity;
use abide_phrases::{Phrases, Text};

use crate::span::Span;

/// One finding: a stable code, a sentence, the place, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable, so that a suppression or a letter can cite it: `policy/unknown-basis`.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// One sentence, without a full stop, that names the thing.
    pub message: Text,
    /// Where it was written; none when it is about the database alone.
    pub span: Option<Span>,
    /// A few words under the underlined source.
    pub label: Option<Text>,
    /// What to do about it.
    pub help: Option<Text>,
    /// The rule of a law pack that it is held to, with its sources: `france/prospects: CNIL, …`.
    pub law: Option<String>,
    /// `store.table` or `store.table.column`, when it is about one.
    pub place: Option<String>,
}

impl Finding {
    /// An error at `span`.
    pub fn error(code: &'static str, message: Text, span: Span) -> Self {
        Self::new(code, Severity::Error, message).at(span)
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, message: Text, span: Span) -> Self {
        Self::new(code, Severity::Warning, message).at(span)
    }

    /// Advice at `span`.
    pub fn advice(code: &'static str, message: Text, span: Span) -> Self {
        Self::new(code, Severity::Advice, message).at(span)
    }

    /// A finding with neither place nor help yet.
    pub fn new(code: &'static str, severity: Severity, message: Text) -> Self {
        Self { code, severity, message, span: None, label: None, help: None, law: None, place: None }
    }

    /// Says where it was written.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says a few words under the underlined source.
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Says which rule of a law pack it is held to.
    pub fn law(mut self, law: impl Into<String>) -> Self {
        self.law = Some(law.into());
        self
    }

    /// Says which table or column it is about.
    pub fn place(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// It in a language.
    pub fn told(&self, phrases: &Phrases) -> Told {
        Told {
            message: phrases.text(&self.message),
            label: self.label.as_ref().map(|label| phrases.text(label)),
            help: self.help.as_ref().map(|help| phrases.text(help)),
            code: self.code,
            severity: self.severity,
            span: self.span.clone(),
            law: self.law.clone(),
            place: self.place.clone(),
        }
    }
}

/// A finding in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its code.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// What it says.
    pub message: String,
    /// Where it was written.
    pub span: Option<Span>,
    /// A few words under the underlined source.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// The rule of a law pack that it is held to, with its sources.
    pub law: Option<String>,
    /// `store.table` or `store.table.column`, when it is about one.
    pub place: Option<String>,
}
