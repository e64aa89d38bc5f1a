//! What must hold of findings whatever the files say.

use abide_policy::finding::Finding;
use abide_policy::span::File;

/// Every finding says something, and underlines characters that are there.
pub fn hold(findings: &[Finding], policy: &str, map: &str) {
    for finding in findings {
        assert!(!finding.message.is_empty(), "{} says nothing", finding.code);
        let Some(span) = &finding.span else { continue };
        let text = match span.file {
            File::Policy => policy,
            File::Map => map,
        };
        assert!(text.get(span.range()).is_some(), "{} underlines {span:?}, which is not there", finding.code);
    }
}
