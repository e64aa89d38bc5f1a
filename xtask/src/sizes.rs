//! Functions and files stay short.

use crate::tree::{Complaint, File, Tree};

const LONGEST_FUNCTION: usize = 70;
const LONGEST_FILE: usize = 500;

/// No function is longer than its limit, from `fn` to its closing brace.
pub(crate) fn functions(tree: &Tree) -> Vec<Complaint> {
    tree.sources().flat_map(long_functions).collect()
}

/// No file is longer than its limit.
pub(crate) fn files(tree: &Tree) -> Vec<Complaint> {
    let long = tree.sources().filter(|file| file.text.lines().count() > LONGEST_FILE);
    long.map(|file| file.complaint(0, format!("more than {LONGEST_FILE} lines: split it by what it does")))
        .collect()
}

/// Relies on rustfmt: a function ends with the first brace that stands as far right as its `fn`.
fn long_functions(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (number, line) in file.lines() {
        let indent = line.len() - line.trim_start().len();
        if starts_function(line.trim_start()) {
            open.push((indent, number));
        }
        let code = line.trim();
        let ends = code == "}" || code.ends_with(';') && code.starts_with(')') || one_line(code);
        if let Some(&(own, start)) = open.last().filter(|(own, _)| *own == indent && ends) {
            open.retain(|(other, _)| *other < own);
            let length = number - start + 1;
            if length > LONGEST_FUNCTION {
                complaints.push(
                    file.complaint(
                        start,
                        format!("a function of {length} lines; {LONGEST_FUNCTION} at most"),
                    ),
                );
            }
        }
    }
    complaints
}

fn starts_function(code: &str) -> bool {
    let before = code.split_once("fn ").map(|(before, _)| before);
    let word = |word: &str| {
        matches!(word, "async" | "const" | "extern" | "unsafe")
            || word.starts_with("pub")
            || word.ends_with(')')
    };
    before.is_some_and(|before| before.split_whitespace().all(word))
}

fn one_line(code: &str) -> bool {
    starts_function(code) && (code.ends_with('}') || code.ends_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(lines: usize) -> String {
        let body = "        let x = { 1 };\n".repeat(lines - 2);
        format!(
            "impl A {{\n    fn short() {{}}\n    pub(crate) async fn long() {{\n{body}    }}\n    fn end();\n}}\n"
        )
    }

    #[test]
    fn a_function_beyond_the_limit_is_found() {
        let (bad, good) = (long(71), long(70));
        let tree = Tree::of(&[("crates/law/src/a.rs", &bad), ("crates/law/src/b.rs", &good)]);
        let said: Vec<String> = functions(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(said, ["crates/law/src/a.rs:3: a function of 71 lines; 70 at most"]);
    }

    #[test]
    fn a_file_beyond_the_limit_is_found() {
        let (bad, good) = ("\n".repeat(501), "\n".repeat(500));
        let tree = Tree::of(&[("xtask/src/a.rs", &bad), ("xtask/src/b.rs", &good)]);
        assert_eq!(
            files(&tree),
            [tree.files[0].complaint(0, "more than 500 lines: split it by what it does")]
        );
    }
}
