//! How cells, rows, columns and pages look.

use std::io;

use abide_papers::{
    Language,
    workbook::{Look, Workbook},
};

use super::{NAMES, Xml, document, element, empty};
use crate::look;

/// The style of a sheet.
pub(super) const SHEET: &str = "sheet";
/// The style of a row.
pub(super) const ROW: &str = "row";
/// The page on which a sheet is printed.
const PAGE: &str = "Default";
/// How wide a letter is, in millimetres, at the size in which cells are written.
const LETTER: f32 = 2.1;

/// What holds for the whole workbook: its language, its letters, and its paper.
pub(super) fn text(workbook: &Workbook) -> io::Result<Vec<u8>> {
    let (language, country) = match workbook.language {
        Language::English => ("en", "GB"),
        Language::French => ("fr", "FR"),
    };
    document("office:document-styles", &NAMES, |xml| {
        element(xml, "office:styles", &[], |xml| {
            element(xml, "style:default-style", &[("style:family", "table-cell")], |xml| {
                let text = [("fo:language", language), ("fo:country", country), ("fo:font-size", "10pt")];
                let family = ("fo:font-family", "'Liberation Sans', Arial, sans-serif");
                empty(xml, "style:text-properties", &[&text[..], &[family]].concat())
            })
        })?;
        element(xml, "office:automatic-styles", &[], |xml| {
            element(xml, "style:page-layout", &[("style:name", "a4")], page)
        })?;
        element(xml, "office:master-styles", &[], |xml| {
            empty(xml, "style:master-page", &[("style:name", PAGE), ("style:page-layout-name", "a4")])
        })
    })
}

/// A4 across, and as wide as the page.
fn page(xml: &mut Xml) -> io::Result<()> {
    let size = [("fo:page-width", "297mm"), ("fo:page-height", "210mm"), ("fo:margin", "15mm")];
    let across = [("style:print-orientation", "landscape")];
    let scale = [("style:scale-to-X", "1"), ("style:scale-to-Y", "0")];
    empty(xml, "style:page-layout-properties", &[&size[..], &across, &scale].concat())
}

pub(super) fn sheet(xml: &mut Xml) -> io::Result<()> {
    let attributes = [("style:name", SHEET), ("style:family", "table"), ("style:master-page-name", PAGE)];
    element(xml, "style:style", &attributes, |xml| {
        empty(xml, "style:table-properties", &[("table:display", "true")])
    })
}

/// As high as what is in it.
pub(super) fn row(xml: &mut Xml) -> io::Result<()> {
    element(xml, "style:style", &[("style:name", ROW), ("style:family", "table-row")], |xml| {
        empty(xml, "style:table-row-properties", &[("style:use-optimal-row-height", "true")])
    })
}

pub(super) fn column(xml: &mut Xml, width: u16) -> io::Result<()> {
    let name = column_name(width);
    element(xml, "style:style", &[("style:name", &name), ("style:family", "table-column")], |xml| {
        let width = format!("{:.1}mm", f32::from(width) * LETTER);
        empty(xml, "style:table-column-properties", &[("style:column-width", &width)])
    })
}

pub(super) fn column_name(width: u16) -> String {
    format!("column-{width}")
}

pub(super) fn cell(xml: &mut Xml, look: Look) -> io::Result<()> {
    let style = look::style(look);
    let attributes = [("style:name", cell_name(look)), ("style:family", "table-cell")];
    element(xml, "style:style", &attributes, |xml| {
        let fill = style.fill.map(|fill| format!("#{fill:06x}"));
        let frame = style.framed.then(|| format!("0.5pt solid #{:06x}", look::FRAME));
        let wrap = if style.wraps { "wrap" } else { "no-wrap" };
        let mut cell =
            vec![("style:vertical-align", "top"), ("fo:wrap-option", wrap), ("fo:padding", "0.7mm")];
        cell.extend(fill.as_deref().map(|fill| ("fo:background-color", fill)));
        cell.extend(frame.as_deref().map(|frame| ("fo:border", frame)));
        empty(xml, "style:table-cell-properties", &cell)?;
        let size = format!("{}pt", style.size);
        let weight = if style.bold { "bold" } else { "normal" };
        empty(xml, "style:text-properties", &[("fo:font-size", &size), ("fo:font-weight", weight)])
    })
}

pub(super) fn cell_name(look: Look) -> &'static str {
    match look {
        Look::Title => "title",
        Look::Heading => "heading",
        Look::Head => "head",
        Look::Name => "name",
        Look::Text => "text",
        Look::Line => "line",
    }
}
