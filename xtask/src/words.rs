//! Words that must not be anywhere in the repository.

use crate::tree::{Complaint, File, Tree};

/// Top folders that exist on one machine and not on another.
const MACHINE: &[&str] = &["home", "root", "work", "Users"];

/// No path of one machine: it would not exist on the reader's.
pub(crate) fn machine_paths(tree: &Tree) -> Vec<Complaint> {
    let paths: Vec<String> = MACHINE.iter().map(|folder| format!("/{folder}/")).collect();
    let found = |line: &str| {
        paths
            .iter()
            .find(|path| line.match_indices(path.as_str()).any(|(at, _)| starts_path(&line[..at])))
            .cloned()
    };
    tree.files.iter().flat_map(|file| each_line(file, &found, "a path of one machine")).collect()
}

/// No note of what is left to do, no test that is switched off.
pub(crate) fn markers(tree: &Tree) -> Vec<Complaint> {
    // In two pieces, or this file would hold what it looks for.
    let markers = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("#[ig", "nore")];
    let found = |line: &str| {
        let whole = |marker: &&str| line.match_indices(*marker).any(|(at, _)| starts_word(&line[..at]));
        markers.iter().copied().find(|marker| whole(marker)).map(str::to_owned)
    };
    let written = tree.files.iter().filter(|file| !file.path.ends_with(".lock"));
    written.flat_map(|file| each_line(file, &found, "unfinished")).collect()
}

fn each_line(file: &File, found: &impl Fn(&str) -> Option<String>, what: &str) -> Vec<Complaint> {
    let hits = file.lines().filter_map(|(number, line)| Some((number, found(line)?)));
    hits.map(|(number, hit)| file.complaint(number, format!("{what}: {hit}"))).collect()
}

/// Whether a path that begins after this text is absolute: it is not the middle of a relative one or of a URL.
fn starts_path(before: &str) -> bool {
    !before.ends_with(|char: char| char.is_alphanumeric() || "._-)}*~".contains(char))
}

fn starts_word(before: &str) -> bool {
    !before.ends_with(|char: char| char.is_alphanumeric() || char == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(complaints: &[Complaint]) -> Vec<String> {
        complaints.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_machine_s_path_is_found() {
        let bad = format!("see {}home/ada/x\nhttps://example.com/home/x\nsrc/work/x\n", '/');
        let tree = Tree::of(&[("docs/a.md", &bad)]);
        assert_eq!(
            said(&machine_paths(&tree)),
            [format!("docs/a.md:1: a path of one machine: {}home/", '/')]
        );
    }

    #[test]
    fn an_unfinished_place_is_found() {
        let (later, off) = (concat!("TO", "DO"), concat!("#[ig", "nore = \"slow\"]"));
        let tree = Tree::of(&[("a.rs", &format!("// {later}: x\n{off}\nlet MY_{later}S = 1;\n"))]);
        let expected = [
            format!("a.rs:1: unfinished: {later}"),
            format!("a.rs:2: unfinished: {}", concat!("#[ig", "nore")),
        ];
        assert_eq!(said(&markers(&tree)), expected);
    }
}
