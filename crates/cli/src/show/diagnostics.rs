//! Findings as people read them: the sentence, the underlined source, and what to do.

use abide_phrases::{Phrases, text};
use abide_policy::{
    accept::Accepted,
    finding::{Finding, Severity, Told},
    outline::Outlines,
    span::{File, Span},
};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use jiff::civil::Date;
use serde::Serialize;

use super::{
    source::{Position, Source},
    style::{self, paint},
};

/// The files that findings point into.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// `policy.toml`
    pub(crate) policy: Source,
    /// `map.toml`
    pub(crate) map: Source,
    /// What stands where in them.
    pub(crate) outlines: Outlines,
}

impl Sources {
    /// The file.
    pub(crate) fn of(&self, file: File) -> &Source {
        match file {
            File::Policy => &self.policy,
            File::Map => &self.map,
        }
    }
}

/// All findings, each followed by an empty line.
pub(crate) fn render(findings: &[Finding], sources: &Sources, phrases: &Phrases) -> String {
    findings.iter().map(|finding| one(&finding.told(phrases), sources, phrases) + "\n\n").collect()
}

/// Findings that are accepted, each with why and until when.
pub(crate) fn render_accepted(accepted: &[Accepted], sources: &Sources, phrases: &Phrases) -> String {
    let told = |one: &Accepted| {
        let (by, finding) = (&one.by, one.finding.told(phrases));
        let (reason, name) = (&by.reason.value, &by.name.value);
        let reason = phrases.text(&text!("accepted-because", reason, name, day = by.review.value));
        let mut elements = source_of(&finding, sources);
        elements.push(Level::NOTE.with_name(phrases.say("reason")).message(reason).into());
        let title = Level::NOTE.with_name(phrases.say("accepted")).primary_title(finding.message.as_str());
        Renderer::styled().render(&[title.id(finding.code).elements(elements)]) + "\n\n"
    };
    accepted.iter().map(told).collect()
}

fn one(finding: &Told, sources: &Sources, phrases: &Phrases) -> String {
    let mut elements = source_of(finding, sources);
    if let Some(law) = &finding.law {
        elements.push(Level::NOTE.with_name(phrases.say("law")).message(law.as_str()).into());
    }
    if let Some(help) = &finding.help {
        elements.push(Level::HELP.with_name(phrases.say("help")).message(help.as_str()).into());
    }
    report(level(finding.severity, phrases), finding.code, &finding.message, elements)
}

/// The underlined source, or the place.
fn source_of<'a>(finding: &'a Told, sources: &'a Sources) -> Vec<Element<'a>> {
    match (&finding.span, &finding.place) {
        (Some(span), _) => vec![snippet(span, finding, sources.of(span.file)).into()],
        (None, Some(place)) => vec![Origin::path(place).into()],
        (None, None) => Vec::new(),
    }
}

fn snippet<'a>(
    span: &Span,
    finding: &'a Told,
    source: &'a Source,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let span = within(&source.text, span);
    let lines = source.lines(&span);
    let shown = span.start - lines.start..span.end - lines.start;
    let annotation = AnnotationKind::Primary.span(shown).label(finding.label.as_deref());
    Snippet::source(lines.text).line_start(lines.first).path(source.path.as_str()).annotation(annotation)
}

/// The span, held to the text: a file that changed under us must not bring the renderer down.
fn within(text: &str, span: &Span) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(span.start);
    start..text.ceil_char_boundary(span.end.max(start))
}

/// A finding of a plan, which has no source..
pub(crate) fn placed(found: &abide_plan::plan::Found, phrases: &Phrases) -> String {
    let mut elements: Vec<Element<'_>> = Vec::new();
    if let Some(place) = &found.place {
        elements.push(Origin::path(place).into());
    }
    if let Some(help) = &found.help {
        elements.push(Level::HELP.with_name(phrases.say("help")).message(phrases.text(help)).into());
    }
    report(level(found.severity, phrases), &found.code, &phrases.text(&found.message), elements)
}

fn report(level: Level<'_>, code: &str, message: &str, elements: Vec<Element<'_>>) -> String {
    let title = level.primary_title(message).id(code);
    let group = if elements.is_empty() { Group::with_title(title) } else { title.elements(elements) };
    Renderer::styled().render(&[group])
}

fn level(severity: Severity, phrases: &Phrases) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(phrases.say("error")),
        Severity::Warning => Level::WARNING.with_name(phrases.say("warning")),
        Severity::Advice => Level::INFO.with_name(phrases.say("advice")),
    }
}

/// How many of each weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// Errors.
    pub(crate) errors: u64,
    /// Warnings.
    pub(crate) warnings: u64,
    /// Pieces of advice.
    pub(crate) advice: u64,
}

impl Tally {
    /// Counts.
    pub(crate) fn of(severities: impl IntoIterator<Item = Severity>) -> Self {
        severities.into_iter().fold(Self::default(), |mut tally, severity| {
            match severity {
                Severity::Error => tally.errors += 1,
                Severity::Warning => tally.warnings += 1,
                Severity::Advice => tally.advice += 1,
            }
            tally
        })
    }

    /// `3 errors, 1 warning`, or none when there is nothing to count.
    pub(crate) fn sentence(self, phrases: &Phrases) -> Option<String> {
        let Self { errors, warnings, advice } = self;
        let say = |text| phrases.text(&text);
        let parts: Vec<String> = [
            (errors > 0).then(|| paint(style::ERROR, &say(text!("errors", count = errors)))),
            (warnings > 0).then(|| paint(style::WARNING, &say(text!("warnings", count = warnings)))),
            (advice > 0).then(|| say(text!("pieces-of-advice", count = advice))),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// A finding for a program.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    code: &'a str,
    severity: Severity,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    law: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    /// The key that it is about, by which it can be accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
}

/// An accepted finding for a program.
#[derive(Debug, Serialize)]
pub(crate) struct AcceptedReport<'a> {
    #[serde(flatten)]
    report: Report<'a>,
    accepted_by: &'a str,
    reason: &'a str,
    review: Date,
}

impl<'a> AcceptedReport<'a> {
    /// The finding, with what accepts it.
    pub(crate) fn new(one: &'a Accepted, sources: &'a Sources, phrases: &Phrases) -> Self {
        Self {
            report: Report::new(&one.finding, sources, phrases),
            accepted_by: &one.by.name,
            reason: &one.by.reason,
            review: one.by.review.value,
        }
    }
}

impl<'a> Report<'a> {
    /// The finding, with lines and columns instead of bytes.
    pub(crate) fn new(finding: &'a Finding, sources: &'a Sources, phrases: &Phrases) -> Self {
        let Told { message, label, help, .. } = finding.told(phrases);
        let source = finding.span.as_ref().map(|span| (sources.of(span.file), span));
        Self {
            code: finding.code,
            severity: finding.severity,
            message,
            file: source.map(|(source, _)| source.path.as_str()),
            from: source.map(|(source, span)| source.position(span.start)),
            to: source.map(|(source, span)| source.position(span.end)),
            label,
            law: finding.law.as_deref(),
            help,
            place: finding.place.as_deref(),
            about: finding.span.as_ref().and_then(|span| sources.outlines.about(span)),
        }
    }
}

#[cfg(test)]
mod tests {
    use abide_phrases::Language;

    use super::*;
    use crate::language::phrases;

    fn sources() -> Sources {
        let policy = Source::new("policy.toml".into(), "[activity.é]\nbasis = \"contrat\"\n".into());
        Sources { policy, ..Sources::default() }
    }

    fn english() -> Phrases {
        phrases(Language::English)
    }

    fn plain(findings: &[Finding]) -> String {
        anstream::adapter::strip_str(&render(findings, &sources(), &english())).to_string()
    }

    #[test]
    fn a_finding_underlines_what_it_is_about() {
        let message = text!("unknown-value", what = "basis", name = "activity.é.basis", text = "contrat");
        let finding = Finding::error("policy/unknown-basis", message, Span::new(File::Policy, 22..31))
            .label(text!("not-known"))
            .help(text!("did-you-mean", near = "contract"));
        insta::assert_snapshot!(plain(&[finding]), @r#"
        error[policy/unknown-basis]: `activity.é.basis`: `contrat` is no legal basis
         --> policy.toml:2:9
          |
        2 | basis = "contrat"
          |         ^^^^^^^^^ not known
          |
          = help: did you mean `contract`?
        "#);
    }

    #[test]
    fn a_finding_without_source_names_its_place() {
        let finding =
            Finding::new("plan/undatable", Severity::Warning, text!("not-known")).place("crm.contacts.email");
        insta::assert_snapshot!(plain(&[finding]), @r"
        warning[plan/undatable]: not known
        --> crm.contacts.email
        ");
    }

    #[test]
    fn a_span_beyond_the_text_is_held_to_it() {
        let finding = Finding::error("a/b", text!("due"), Span::new(File::Policy, 500..600));
        assert!(plain(&[finding]).contains("error[a/b]: due"));
    }

    #[test]
    fn the_tally_names_only_what_there_is() {
        let tally = Tally::of([Severity::Error, Severity::Error, Severity::Warning]);
        let text = tally.sentence(&english()).map(|text| anstream::adapter::strip_str(&text).to_string());
        assert_eq!(text.as_deref(), Some("2 errors, 1 warning"));
        assert_eq!(Tally::default().sentence(&english()), None);
    }
}
