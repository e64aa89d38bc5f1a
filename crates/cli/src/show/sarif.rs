//! Findings in SARIF 2.1.0 (OASIS), which code hosts show beside the lines they are about.

use std::path::Path;

use abide_phrases::{Phrases, text};
use abide_policy::{
    accept::Accepted,
    finding::{Finding, Severity, Told},
};
use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{diagnostics::Sources, source::Position};
use crate::exit::Failure;

/// The manual, which has a section for each code.
const MANUAL: &str = include_str!("../../../../specs/findings.md");

/// What stands for itself in the path of a URI (RFC 3986, 2.3), and what parts it.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// All findings, those that are accepted marked as suppressed.
pub(crate) fn log(findings: &[Finding], accepted: &[Accepted], sources: &Sources, phrases: &Phrases) -> Log {
    let all: Vec<&Finding> = findings.iter().chain(accepted.iter().map(|one| &one.finding)).collect();
    let mut codes: Vec<&'static str> = all.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let result = |finding: &Finding, suppressions| Outcome {
        rule_id: finding.code,
        rule_index: codes.partition_point(|code| *code < finding.code),
        level: level(finding.severity),
        message: Message { text: sentence(finding, phrases) },
        locations: location(finding, sources).into_iter().collect(),
        suppressions,
    };
    let standing = findings.iter().map(|finding| result(finding, Vec::new()));
    let suppressed = accepted.iter().map(|one| result(&one.finding, vec![Suppression::new(one)]));
    let results = standing.chain(suppressed).collect();
    let rules = codes.iter().map(|code| Rule::new(code, &all)).collect();
    of_run(rules, results, Vec::new())
}

/// A run that could not read its files.
pub(crate) fn of_failure(failure: &Failure) -> Log {
    let help = failure.help.iter().map(|help| format!("\nHelp: {help}"));
    let text = help.fold(failure.sentence.clone(), |text, more| text + &more);
    let notification = Notification { level: "error", message: Message { text } };
    let invocation = Invocation {
        execution_successful: false,
        exit_code: failure.exit as u8,
        tool_configuration_notifications: [notification],
    };
    of_run(Vec::new(), Vec::new(), vec![invocation])
}

fn of_run(rules: Vec<Rule>, results: Vec<Outcome>, invocations: Vec<Invocation>) -> Log {
    let driver = Driver { name: "Abide", version: env!("CARGO_PKG_VERSION"), rules };
    Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, invocations, column_kind: "unicodeCodePoints", results }],
    }
}

/// A SARIF log of one run.
#[derive(Debug, Serialize)]
pub(crate) struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    invocations: Vec<Invocation>,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

/// How a run that failed ended (3.20).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    exit_code: u8,
    tool_configuration_notifications: [Notification; 1],
}

#[derive(Debug, Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
    help: Message,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    /// Empty says that it is not suppressed: all results say it, or none (3.27.23).
    suppressions: Vec<Suppression>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    logical_locations: Vec<LogicalLocation>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    fully_qualified_name: String,
}

#[derive(Debug, Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
    properties: Review,
}

#[derive(Debug, Serialize)]
struct Review {
    name: String,
    review: Date,
}

impl Suppression {
    fn new(one: &Accepted) -> Self {
        Self {
            kind: "inSource",
            status: "accepted",
            justification: one.by.reason.value.clone(),
            properties: Review { name: one.by.name.value.clone(), review: one.by.review.value },
        }
    }
}

impl Rule {
    /// The rule, with the law that its findings cite in this run.
    fn new(code: &'static str, findings: &[&Finding]) -> Self {
        let of_code = || findings.iter().filter(|finding| finding.code == code);
        let mut law: Vec<&str> = of_code().filter_map(|finding| finding.law.as_deref()).collect();
        law.sort_unstable();
        law.dedup();
        let told = told(code);
        let cited = law.iter().map(|law| format!("\n\nLaw: {law}")).collect::<String>();
        // Without one the standard takes `warning`; what a code weighs most in this run is nearer.
        let gravest = of_code().map(|finding| finding.severity).max();
        Self {
            id: code,
            short_description: Message { text: first_sentence(&told).to_owned() },
            help: Message { text: told + &cited },
            help_uri: law.iter().find_map(|law| address(law)),
            default_configuration: Configuration { level: level(gravest.unwrap_or(Severity::Warning)) },
        }
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// The first paragraph of the code's section in the manual, on one line.
fn told(code: &str) -> String {
    let mut sections = MANUAL.split("\n## ").skip(1);
    let section = sections
        .find(|section| section.lines().next().is_some_and(|heading| heading.contains(&format!("`{code}`"))));
    let paragraph = section.and_then(|section| section.split("\n\n").nth(1)).unwrap_or(code);
    without_links(&paragraph.replace('\n', " "))
}

/// The text of Markdown's links, without where they lead: that is relative to the manual.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once(')').map_or(part, |(_, rest)| rest));
    rest.fold(first, |text, rest| text + rest).replace('[', "")
}

/// Up to the first full stop that ends a sentence: none stands in brackets, and what follows an abbreviation as `art.` is a number.
fn first_sentence(text: &str) -> &str {
    let ends = |(end, _): &(usize, &str)| {
        let (before, after) = (&text[..*end], &text[end + 2..]);
        let is_open = before.matches('(').count() > before.matches(')').count();
        !is_open && !after.starts_with(|next: char| next.is_ascii_digit() || next.is_lowercase())
    };
    text.match_indices(". ").find(ends).map_or(text, |(end, _)| &text[..=end])
}

/// A source that is an address of the web.
fn address(law: &str) -> Option<String> {
    let start = law.find("https://")?;
    let end = law[start..].find([' ', ';', ',']).map_or(law.len(), |length| start + length);
    Some(law[start..end].to_owned())
}

/// All that is said of a finding: what shows it may show this alone.
fn sentence(finding: &Finding, phrases: &Phrases) -> String {
    let Told { message, label, law, help, .. } = finding.told(phrases);
    let label = label.iter().map(|label| format!(" ({label})"));
    let law = law.map(|law| text!("said-law", law));
    let help = help.map(|help| text!("said-help", help));
    let lines = law.into_iter().chain(help).map(|line| format!("\n{}", phrases.text(&line)));
    label.chain(lines).fold(message, |text, more| text + &more)
}

fn location(finding: &Finding, sources: &Sources) -> Option<Location> {
    let span = finding.span.as_ref()?;
    let source = sources.of(span.file);
    let Position { line: start_line, column: start_column } = source.position(span.start);
    let Position { line: end_line, column: end_column } = source.position(span.end);
    let name = sources.outlines.about(span).map(str::to_owned);
    Some(Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(&source.path),
            region: Region { start_line, start_column, end_line, end_column },
        },
        logical_locations: name
            .map(|name| LogicalLocation { fully_qualified_name: name })
            .into_iter()
            .collect(),
    })
}

/// Where the file is: from the folder in which the command ran, which a code host takes for the repository's.
fn artifact(path: &str) -> ArtifactLocation {
    let slashed = path.replace(std::path::MAIN_SEPARATOR, "/");
    let encoded = |path: &str| utf8_percent_encode(path, PATH).to_string();
    match Path::new(path).is_absolute() {
        true => ArtifactLocation { uri: format!("file://{}", encoded(&slashed)), uri_base_id: None },
        false => ArtifactLocation { uri: encoded(&slashed), uri_base_id: Some("%SRCROOT%") },
    }
}

#[cfg(test)]
mod tests {
    use abide_policy::codes;

    use super::*;

    #[test]
    fn every_code_is_told_in_a_sentence() {
        for code in codes::ALL {
            let told = told(code);
            assert!(told.len() > 20 && !told.starts_with("```") && !told.contains("]("), "{code}: {told}");
            let first = first_sentence(&told);
            assert!(first.ends_with('.') && !first.ends_with("art."), "{code}: {first}");
            assert_eq!(first.matches('(').count(), first.matches(')').count(), "{code}: {first}");
        }
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        let basis = "Without a basis it is unlawful (GDPR art. 6(1)). There are six.";
        assert_eq!(first_sentence(basis), "Without a basis it is unlawful (GDPR art. 6(1)).");
        assert_eq!(first_sentence("As art. 27 says. `law` names it."), "As art. 27 says.");
        assert_eq!(first_sentence("One alone"), "One alone");
    }

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(artifact("privacy/our policy.toml").uri, "privacy/our%20policy.toml");
        assert_eq!(artifact("privacy/our policy.toml").uri_base_id, Some("%SRCROOT%"));
        assert_eq!(artifact("/srv/é.toml").uri, "file:///srv/%C3%A9.toml");
        assert_eq!(artifact("/srv/é.toml").uri_base_id, None);
    }

    #[test]
    fn a_source_on_the_web_is_where_help_is() {
        let cited = "acme/a: house rules; https://acme.example/rules?id=1, p. 2";
        assert_eq!(address(cited).as_deref(), Some("https://acme.example/rules?id=1"));
        assert_eq!(address("gdpr/a: GDPR art. 5"), None);
    }
}
