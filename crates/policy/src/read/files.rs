//! What is special about records that are files.

use abide_phrases::text;

use super::source::{View, elements};
use crate::{
    codes,
    finding::Finding,
    map::{DateFormat, MapTable, RowFile},
    pattern::{self, Form, Pattern},
    span::Spanned,
};

/// The patterns of a set of files.
pub(super) fn patterns(place: &str, view: &View<'_>, findings: &mut Vec<Finding>) -> Vec<Spanned<Pattern>> {
    let mut patterns = Vec::new();
    for node in view.get("files").into_iter().flat_map(|node| elements(node)) {
        let Some(text) = node.get_ref().as_str() else { continue };
        match pattern::parse(text) {
            Ok(pattern) => patterns.push(Spanned::new(pattern, view.source.text_span(text, node.span()))),
            Err(mistake) => {
                let what = text!("bad-pattern", text, place);
                findings.push(view.source.mistaken(codes::BAD_PATTERN, what, node, mistake).place(place));
                patterns.push(Spanned::new(Pattern::none(), view.source.text_span(text, node.span())));
            }
        }
    }
    patterns
}

/// The file that goes with a record of a database.
pub(super) fn row_file(view: &View<'_>) -> Option<RowFile> {
    let file = view.table("file");
    Some(RowFile { column: file.text("column")?, store: file.text("store")? })
}

/// What need not be written: a file's place, size and dates are not personal unless the map says that they are, and how its
/// dates are kept follows from its patterns. What another capture holds, and the content, must be spoken of.
pub(super) fn complete(table: &mut MapTable) {
    if table.files.is_empty() || !table.personal {
        return;
    }
    let at = |text: &str| Spanned::new(text.to_owned(), table.name.span.clone());
    let spoken = |name: &str| {
        table.fields.iter().any(|(field, _)| field.value == name)
            || table.not_personal.iter().any(|one| one.value == name)
    };
    let captured = table.files.iter().flat_map(|pattern| pattern.value.captures()).filter_map(
        |(name, form)| match form {
            Form::Date(dated) => Some((name.to_owned(), dated.kept_as())),
            Form::Text | Form::Digits => None,
        },
    );
    let mut formats: Vec<(String, DateFormat)> =
        captured.chain([("modified".to_owned(), DateFormat::TextUtc)]).collect();
    formats.sort_by(|a, b| a.0.cmp(&b.0));
    formats.dedup_by(|a, b| a.0 == b.0);
    let dates = formats.iter().map(|(name, _)| name.as_str());
    let plain = ["path", "name", "folder", "size"].into_iter().chain(dates).filter(|name| !spoken(name));
    let plain: Vec<_> = plain.map(at).collect();
    formats.retain(|(name, _)| !table.formats.iter().any(|(said, _)| said.value == *name));
    let formats: Vec<_> = formats
        .into_iter()
        .map(|(name, format)| (at(&name), Spanned::new(format, table.name.span.clone())))
        .collect();
    table.not_personal.extend(plain);
    table.formats.extend(formats);
}
