//! What the workbook is, and which files it is made of.

use std::io;

use abide_papers::workbook::Workbook;

use super::{NAMES, TYPE, VERSION, document, element, empty, words};

/// Its title, its language and its day.
pub(super) fn text(workbook: &Workbook) -> io::Result<Vec<u8>> {
    document("office:document-meta", &NAMES, |xml| {
        element(xml, "office:meta", &[], |xml| {
            words(xml, "meta:generator", &[], "Abide")?;
            words(xml, "dc:title", &[], &workbook.title)?;
            words(xml, "dc:language", &[], workbook.language.code())?;
            let day = workbook.date.map(|date| format!("{date}T00:00:00"));
            day.iter().try_for_each(|day| words(xml, "meta:creation-date", &[], day))
        })
    })
}

/// The list of its files.
pub(super) fn manifest() -> io::Result<Vec<u8>> {
    let names = [
        ("xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
        ("manifest:version", VERSION),
    ];
    let files =
        [("/", TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml")];
    document("manifest:manifest", &names, |xml| {
        files.into_iter().try_for_each(|(path, kind)| {
            let file = [("manifest:full-path", path), ("manifest:media-type", kind)];
            let version = [("manifest:version", VERSION)];
            let version = if path == "/" { &version[..] } else { &[] };
            empty(xml, "manifest:file-entry", &[&file[..], version].concat())
        })
    })
}
