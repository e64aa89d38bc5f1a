//! Names and openings: what a reader meets first.

use crate::tree::{Complaint, Tree};

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"];

/// Every crate says at its door what it is for.
pub(crate) fn openings(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for name in tree.crates() {
        let door = ["lib", "main"].iter().find_map(|door| tree.file(&format!("crates/{name}/src/{door}.rs")));
        let Some(file) = door else { continue };
        let opening = file.text.lines().next().and_then(|line| line.strip_prefix("//! "));
        if opening.is_none_or(|words| words.split_whitespace().count() < 2) {
            complaints.push(file.complaint(1, "must open with //! and what the crate is for"));
        }
    }
    complaints
}

/// No module has a name under which anything would fit.
pub(crate) fn modules(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.sources() {
        let path = file.path.trim_end_matches(".rs");
        if let Some(part) = path.split('/').find(|part| EMPTY_NAMES.contains(part)) {
            complaints.push(file.complaint(0, format!("a module named {part}: name what is in it")));
        }
        for (number, line) in file.lines() {
            let name = line.trim().trim_start_matches("pub ").strip_prefix("mod ").unwrap_or_default();
            if let Some(name) = EMPTY_NAMES.iter().find(|empty| name.trim_end_matches(" {") == **empty) {
                complaints.push(file.complaint(number, format!("a module named {name}: name what is in it")));
            }
        }
    }
    complaints
}

/// The worked companies are data: no code knows their names.
pub(crate) fn companies(tree: &Tree) -> Vec<Complaint> {
    let paths = tree.files.iter().filter_map(|file| file.path.strip_prefix("policies/"));
    let mut companies: Vec<&str> =
        paths.filter_map(|path| path.split_once('/')).map(|(folder, _)| folder).collect();
    companies.dedup();
    let mut complaints = Vec::new();
    for file in tree.sources() {
        for (number, line) in file.lines() {
            let line = line.to_lowercase();
            if let Some(company) = companies.iter().find(|company| line.contains(&company.to_lowercase())) {
                complaints.push(file.complaint(number, format!("code must not know the company {company}")));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(complaints: &[Complaint]) -> Vec<String> {
        complaints.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_crate_without_opening_words_is_found() {
        let tree = Tree::of(&[
            ("crates/a/Cargo.toml", ""),
            ("crates/a/src/lib.rs", "//! What it is for.\n"),
            ("crates/b/Cargo.toml", ""),
            ("crates/b/src/lib.rs", "//! placeholder\n"),
            ("crates/c/Cargo.toml", ""),
            ("crates/c/src/main.rs", "fn main() {}\n"),
        ]);
        let says = "must open with //! and what the crate is for";
        let expected = [format!("crates/b/src/lib.rs:1: {says}"), format!("crates/c/src/main.rs:1: {says}")];
        assert_eq!(said(&openings(&tree)), expected);
    }

    #[test]
    fn an_empty_module_name_is_found() {
        let tree = Tree::of(&[
            ("crates/a/src/utils/x.rs", ""),
            ("crates/a/src/lib.rs", "pub mod helpers {\n}\nmod cut;"),
        ]);
        let expected = [
            "crates/a/src/utils/x.rs: a module named utils: name what is in it",
            "crates/a/src/lib.rs:1: a module named helpers: name what is in it",
        ];
        assert_eq!(said(&modules(&tree)), expected);
    }

    #[test]
    fn a_company_in_code_is_found() {
        let tree = Tree::of(&[
            ("policies/acme/policy.toml", ""),
            ("policies/README.md", ""),
            ("crates/a/src/lib.rs", "// readme\nconst A: &str = \"Acme Ltd\";\n"),
            ("crates/a/tests/b.rs", "// acme\n"),
        ]);
        assert_eq!(said(&companies(&tree)), ["crates/a/src/lib.rs:2: code must not know the company acme"]);
    }
}
