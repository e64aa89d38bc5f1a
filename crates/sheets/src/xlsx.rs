//! The workbook for Excel.

use abide_papers::workbook::{Cell, Look, Sheet, Workbook};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook as File,
    Worksheet, XlsxError,
};

use crate::{SheetsError, look};

/// The paper A4, as Excel numbers it.
const A4: u8 = 9;
/// How high a line is, in points, at the size in which cells are written.
const LINE: u16 = 13;

pub(crate) fn bytes(workbook: &Workbook) -> Result<Vec<u8>, SheetsError> {
    let mut file = File::new();
    file.set_properties(&properties(workbook)?);
    for sheet in &workbook.sheets {
        write(sheet, workbook, file.add_worksheet())?;
    }
    Ok(file.save_to_buffer()?)
}

/// Of when the file is, is the day of the words: a clock would make other bytes each time.
fn properties(workbook: &Workbook) -> Result<DocProperties, XlsxError> {
    let date = workbook.date.map(|date| date.to_string());
    let made = ExcelDateTime::parse_from_str(date.as_deref().unwrap_or("1980-01-01"))?;
    Ok(DocProperties::new().set_title(&workbook.title).set_creation_datetime(&made))
}

fn write(sheet: &Sheet, workbook: &Workbook, to: &mut Worksheet) -> Result<(), XlsxError> {
    to.set_name(&sheet.name)?;
    to.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_footer("&C&P / &N");
    for (column, width) in (0..).zip(&sheet.widths) {
        to.set_column_width(column, *width)?;
    }
    for (row, cells) in (0..).zip(&sheet.rows) {
        let lines =
            cells.iter().zip(&sheet.widths).map(|(cell, width)| lines(cell, *width)).max().unwrap_or(1);
        if lines > 1 {
            to.set_row_height(row, lines * LINE + LINE / 4)?;
        }
        for (column, cell) in (0..).zip(cells) {
            let format = format(cell);
            match cell.leads_to.and_then(|place| workbook.sheets.get(place)) {
                Some(other) => {
                    // A sheet's name has no quotation mark in it.
                    let link = format!("internal:'{}'!A1", other.name);
                    to.write_url_with_options(row, column, link.as_str(), &cell.text, "", Some(&format))?;
                }
                None => {
                    to.write_string_with_format(row, column, &cell.text, &format)?;
                }
            }
        }
    }
    Ok(())
}

/// Into how many lines the words are broken, as far as one can tell without their letters. Excel itself finds out how high a row
/// has to be, but other programs that read its files do not.
fn lines(cell: &Cell, width: u16) -> u16 {
    if !look::style(cell.look).wraps {
        return 1;
    }
    let (mut lines, mut taken) = (1, 0_usize);
    for word in cell.text.split(' ').map(|word| word.chars().count()) {
        let fits = taken + 1 + word <= usize::from(width);
        taken = if fits && taken > 0 { taken + 1 + word } else { word };
        lines += u16::from(!fits);
    }
    lines
}

fn format(cell: &Cell) -> Format {
    let style = look::style(cell.look);
    let mut format = Format::new().set_font_size(style.size).set_align(FormatAlign::Top);
    if style.bold {
        format = format.set_bold();
    }
    if style.wraps {
        format = format.set_text_wrap();
    }
    if style.framed {
        format = format.set_border(FormatBorder::Thin).set_border_color(look::FRAME);
    }
    if let Some(fill) = style.fill {
        format = format.set_background_color(fill);
    }
    if cell.leads_to.is_some() && cell.look == Look::Text {
        format = format.set_font_color(look::LINK).set_underline(FormatUnderline::Single);
    }
    format
}
