//! Everything that a policy says to people, wherever it says it: found by the keys that hold such texts.

use std::ptr;

use super::source::{Node, View};
use crate::{
    keys::{self, Keys, Shape},
    outline::joined,
    span::Spanned,
    texts::{LANGUAGES, Said},
};

/// All of it, in the order of the file.
pub(super) fn read(root: &View<'_>) -> Vec<Said> {
    let mut all = Vec::new();
    collect("", root, &keys::POLICY, &mut all);
    all.sort_by_key(|said: &Said| said.key.span.start);
    all
}

fn collect(above: &str, view: &View<'_>, keys: &'static Keys, all: &mut Vec<Said>) {
    for (key, node) in view.entries() {
        let known = keys.keys.iter().find(|one| one.name == key.value).map(|known| &known.shape);
        if let Some(shape) = known.or(keys.others) {
            of_shape(key.map(|key| joined(above, &key)), node, view, shape, all);
        }
    }
    // A word of its own that has no label is shown as its key, in whatever language.
    let has_label = |key: &keys::Key| key.name == "label" && !key.required;
    if keys.keys.iter().any(has_label) && view.get("label").is_none() {
        let key = Spanned::new(above.to_owned(), view.at.clone());
        all.push(Said { key, languages: Vec::new() });
    }
}

fn of_shape(
    key: Spanned<String>,
    node: Node<'_>,
    view: &View<'_>,
    shape: &'static Shape,
    all: &mut Vec<Said>,
) {
    let (Shape::Table(keys) | Shape::OneOrTable(_, keys)) = shape else { return };
    let Some(table) = node.get_ref().as_table() else { return };
    let mut below = view.source.view(table);
    below.at = key.span.clone();
    let is_purpose = ptr::eq(*keys, &keys::PURPOSE);
    if is_purpose && below.get("key").is_some() {
        // What it does not say itself, the vocabulary does.
        return;
    }
    if is_purpose || ptr::eq(*keys, &keys::TEXTS) {
        let languages = LANGUAGES.iter().copied().filter(|code| below.text(code).is_some()).collect();
        all.push(Said { key, languages });
    } else {
        collect(&key.value, &below, keys, all);
    }
}
