//! Links between the Markdown files lead somewhere.

use std::collections::BTreeSet;

use crate::tree::{Complaint, File, Tree};

/// Every relative link of a `*.md` names a file of the repository, and its anchor a heading there.
pub(crate) fn dead(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.files.iter().filter(|file| file.path.ends_with(".md")) {
        for (number, line) in prose(file) {
            let links = targets(&line);
            let broken = links.iter().filter_map(|link| Some((link, reason(tree, file, link)?)));
            complaints
                .extend(broken.map(|(link, why)| file.complaint(number, format!("the link {link} {why}"))));
        }
    }
    complaints
}

/// Why a link is dead, if it is.
fn reason(tree: &Tree, from: &File, link: &str) -> Option<&'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(path, anchor)| (path, Some(anchor)));
    let path = if path.is_empty() { Some(from.path.clone()) } else { resolved(&from.path, path) };
    let Some(path) = path else {
        return Some("leaves the repository");
    };
    if !tree.has(&path) {
        return Some("names no file");
    }
    let file = tree.file(&path).filter(|file| file.path.ends_with(".md"))?;
    (!anchors(file).contains(anchor?)).then_some("names no heading")
}

/// The path from the root that `link` has in the file `from`; none when it leaves the repository.
fn resolved(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// The lines outside fenced blocks, without what stands between backticks.
fn prose(file: &File) -> Vec<(usize, String)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (number, line) in file.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            lines.push((number, line.split('`').step_by(2).collect()));
        }
    }
    lines
}

/// What `[text](target)` and `[name]: target` point to.
fn targets(line: &str) -> Vec<String> {
    let inline = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    let reference = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "));
    let reference = reference.and_then(|(_, rest)| rest.split_whitespace().next());
    inline.chain(reference).map(str::to_owned).collect()
}

/// The anchors of a file's headings, as forges make them.
fn anchors(file: &File) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    let mut fenced = false;
    for (_, line) in file.lines() {
        fenced ^= line.starts_with("```");
        if fenced || !line.starts_with('#') {
            continue;
        }
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|char| char.is_alphanumeric() || " -_".contains(*char));
        let anchor: String = kept.map(|char| if char == ' ' { '-' } else { char }).collect();
        let numbered = (1..).map(|number| format!("{anchor}-{number}"));
        let free = [anchor.clone()].into_iter().chain(numbered).find(|anchor| !anchors.contains(anchor));
        anchors.extend(free);
    }
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_and_anchors_are_found() {
        let page = "# The `abide` house\n[a](docs/b.md) [c](docs/) [d](https://example.com/x) [e](#the-abide-house)\n\
                    [f](docs/c.md) and [g](docs/b.md#nothing) and [h](#nowhere)\n```\n[i](missing)\n```\n`[j](missing)`\n\
                    [k]: gone.md\n";
        let tree =
            Tree::of(&[("README.md", page), ("docs/b.md", "# B\n[up](../README.md) [out](../../x)\n")]);
        let said: Vec<String> = dead(&tree).iter().map(ToString::to_string).collect();
        let expected = [
            "README.md:3: the link docs/c.md names no file",
            "README.md:3: the link docs/b.md#nothing names no heading",
            "README.md:3: the link #nowhere names no heading",
            "README.md:8: the link gone.md names no file",
            "docs/b.md:2: the link ../../x leaves the repository",
        ];
        assert_eq!(said, expected);
    }
}
