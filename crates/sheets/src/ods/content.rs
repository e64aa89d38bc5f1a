//! What stands in the cells.

use std::{collections::BTreeSet, io};

use abide_papers::workbook::{Cell, Look, Sheet, Workbook};

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
    element(xml, "table:table-cell", &[style, ("office:value-type", "string")], |xml| {
        match cell.leads_to.and_then(|place| workbook.sheets.get(place)) {
            None => words(xml, "text:p", &[], &cell.text),
            Some(other) => element(xml, "text:p", &[], |xml| {
                // A sheet's name has no quotation mark in it.
                let address = format!("#'{}'.A1", other.name);
                words(xml, "text:a", &[("xlink:href", &address), ("xlink:type", "simple")], &cell.text)
            }),
        }
    })
}
