//! Findings about databases are told to people by their codes: each is in the document, and the document has no other.

use crate::tree::{Complaint, Tree};

const DOCUMENT: &str = "docs/findings.md";

/// Codes of findings in the code and in the document are the same. Those about the two files are in `specs/`.
pub(crate) fn documented(tree: &Tree) -> Vec<Complaint> {
    let used: Vec<(String, Complaint)> = tree
        .sources()
        .filter(|file| file.path.starts_with("crates/plan/") || file.path.starts_with("crates/engine/"))
        .flat_map(|file| {
            let found = |(number, line): (usize, &str)| {
                codes(line, '"')
                    .into_iter()
                    .map(move |code| {
                        (code.clone(), file.complaint(number, format!("{DOCUMENT} does not tell {code}")))
                    })
                    .collect::<Vec<_>>()
            };
            file.lines().flat_map(found).collect::<Vec<_>>()
        })
        .collect();
    let told: Vec<String> = tree.file(DOCUMENT).map(|file| codes(&file.text, '`')).unwrap_or_default();
    let stale: Vec<Complaint> = told
        .iter()
        .filter(|code| used.iter().all(|(used, _)| used != *code))
        .map(|code| Complaint::of(DOCUMENT, &format!("no finding has the code {code}")))
        .collect();
    let missing = used.into_iter().filter(|(code, _)| !told.contains(code)).map(|(_, complaint)| complaint);
    missing.chain(stale).collect()
}

/// `bind/…`, `files/…` and `plan/…` between two of these marks.
fn codes(text: &str, mark: char) -> Vec<String> {
    let part = |part: &&str| {
        let rest = ["bind/", "files/", "plan/"].iter().find_map(|prefix| part.strip_prefix(prefix));
        rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
    };
    text.split(mark).filter(part).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_not_told_and_one_that_is_not_used_are_found() {
        let code = "fn f() { x(\"plan/told\", \"plan/untold\") }";
        let tree = Tree::of(&[("crates/plan/src/a.rs", code), (DOCUMENT, "`plan/told` and `bind/gone`")]);
        let said: Vec<String> = documented(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "crates/plan/src/a.rs:1: docs/findings.md does not tell plan/untold",
                "docs/findings.md: no finding has the code bind/gone"
            ]
        );
    }
}
