//! What stands in the cells.

use std::{collections::BTreeSet, io};

use abide_papers::workbook::{Cell, Look, Sheet, Workbook};

use quick_xml::events::{BytesText, Event};

use super::{NAMES, Xml, document, element, empty, styles, words};

pub(super) fn text(workbook: &Workbook) -> io::Result<Vec<u8>> {
    document("office:document-content", &NAMES, |xml| {
        element(xml, "office:automatic-styles", &[], |xml| {
            let widths: BTreeSet<u16> =
                workbook.sheets.iter().flat_map(|sheet| sheet.widths.iter().copied()).collect();
            widths.into_iter().try_for_each(|width| styles::column(xml, width))?;
            styles::sheet(xml)?;
            styles::row(xml)?;
            Look::ALL.into_iter().try_for_each(|look| styles::cell(xml, look))
        })?;
        element(xml, "office:body", &[], |xml| {
            element(xml, "office:spreadsheet", &[], |xml| {
                workbook.sheets.iter().try_for_each(|one| sheet(xml, one, workbook))
            })
        })
    })
}

fn sheet(xml: &mut Xml, sheet: &Sheet, workbook: &Workbook) -> io::Result<()> {
    let attributes = [("table:name", sheet.name.as_str()), ("table:style-name", styles::SHEET)];
    element(xml, "table:table", &attributes, |xml| {
        for width in &sheet.widths {
            empty(xml, "table:table-column", &[("table:style-name", &styles::column_name(*width))])?;
        }
        for cells in &sheet.rows {
            element(xml, "table:table-row", &[("table:style-name", styles::ROW)], |xml| {
                // A row without a cell is none.
                let none = if cells.is_empty() { empty(xml, "table:table-cell", &[]) } else { Ok(()) };
                none.and_then(|()| cells.iter().try_for_each(|one| cell(xml, one, workbook)))
            })?;
        }
        Ok(())
    })
}

fn cell(xml: &mut Xml, cell: &Cell, workbook: &Workbook) -> io::Result<()> {
    let style = ("table:style-name", styles::cell_name(cell.look));
    if cell.text.is_empty() {
        return empty(xml, "table:table-cell", &[style]);
    }
    // A sheet's name has no quotation mark in it.
    let other = cell.leads_to.and_then(|place| workbook.sheets.get(place));
    let address = other.map(|other| format!("#'{}'.A1", other.name));
    element(xml, "table:table-cell", &[style, ("office:value-type", "string")], |xml| {
        cell.text.split('\n').try_for_each(|line| match &address {
            None => element(xml, "text:p", &[], |xml| spaced(xml, line)),
            Some(address) => element(xml, "text:p", &[], |xml| {
                let link = [("xlink:href", address.as_str()), ("xlink:type", "simple")];
                // In a link LibreOffice knows no element for spaces, and leaves those alone that are there.
                words(xml, "text:a", &link, line)
            }),
        })
    })
}

/// A line with all of its spaces: of those that are written as they are, readers leave one of several, and none at the ends
/// (OpenDocument 1.3, part 3, 6.1.2). Tabs stay as they are: LibreOffice 7 loses the element for them, and others read a space.
fn spaced(xml: &mut Xml, line: &str) -> io::Result<()> {
    let is_word = |char: Option<char>| char.is_some_and(|char| char != '\t');
    let mut at = 0;
    while at < line.len() {
        let is_space = line[at..].starts_with(' ');
        let length = line[at..].find(|char| (char == ' ') != is_space).unwrap_or(line.len() - at);
        let (before, part, behind) = (&line[..at], &line[at..at + length], &line[at + length..]);
        let is_between = length == 1 && is_word(before.chars().next_back()) && is_word(behind.chars().next());
        if is_space && !is_between {
            empty(xml, "text:s", &[("text:c", &length.to_string())])?;
        } else {
            xml.write_event(Event::Text(BytesText::new(part)))?;
        }
        at += length;
    }
    Ok(())
}
