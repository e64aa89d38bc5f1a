//! Findings: what a check says about a file or about a database held against it.

pub use abide_law::Severity;

use crate::span::Span;

/// One finding: a stable code, a sentence, the place, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable, so that a suppression or a letter can cite it: `policy/unknown-basis`.
    pub code: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// One sentence, without a full stop, that names the thing.
    pub message: String,
    /// Where it was written; none when it is about the database alone.
    pub span: Option<Span>,
    /// A few words under the underlined source.
    pub label: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The rule of a law pack that it is held to, with its sources: `france/prospects: CNIL, …`.
    pub law: Option<String>,
    /// `store.table` or `store.table.column`, when it is about one.
    pub place: Option<String>,
}

impl Finding {
    /// An error at `span`.
    pub fn error(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Error, message).at(span)
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Warning, message).at(span)
    }

    /// Advice at `span`.
    pub fn advice(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Advice, message).at(span)
    }

    /// A finding with neither place nor help yet.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: None,
            label: None,
            help: None,
            law: None,
            place: None,
        }
    }

    /// Says where it was written.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says a few words under the underlined source.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
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
}
