//! What must hold of findings whatever the files say.

use std::sync::LazyLock;

use abide_phrases::{Language, Phrases};
use abide_policy::finding::Finding;
use abide_policy::span::File;

static PHRASES: LazyLock<[Phrases; 2]> =
    LazyLock::new(|| Language::ALL.map(|language| Phrases::of(language, &[abide_policy::MESSAGES])));

/// Every finding says something in each language, and underlines characters that are there.
pub fn hold(findings: &[Finding], policy: &str, map: &str) {
    for finding in findings {
        for phrases in &*PHRASES {
            assert!(!phrases.text(&finding.message).is_empty(), "{} says nothing", finding.code);
        }
        let Some(span) = &finding.span else { continue };
        let text = match span.file {
            File::Policy => policy,
            File::Map => map,
        };
        assert!(text.get(span.range()).is_some(), "{} underlines {span:?}, which is not there", finding.code);
    }
}
