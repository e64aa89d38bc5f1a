//! A workbook as the bytes of a file: [`xlsx`] for Excel, [`ods`] for LibreOffice and other programs of OpenDocument.
//!
//! This crate must not know what the words are about, nor a policy, a clock or a file. It stands beside `papers`, which is pure, because
//! packers of ZIP files bring a source of chance for passwords; none is used here. The same workbook gives the same bytes.

mod look;
mod ods;
mod xlsx;

use abide_papers::workbook::Workbook;

/// Why a workbook has no file.
#[derive(Debug, thiserror::Error)]
pub enum SheetsError {
    /// Excel has no place for something in it: a text of more than 32,767 characters, more than a million rows.
    #[error("the workbook cannot be written as XLSX: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// Its XML cannot be written.
    #[error("the workbook cannot be written as OpenDocument: {0}")]
    Xml(#[from] std::io::Error),
    /// Its files cannot be packed.
    #[error("the workbook cannot be packed: {0}")]
    Zip(#[from] zip::result::ZipError),
}

/// The workbook for Excel (Office Open XML).
///
/// # Errors
/// When Excel has no place for something in it.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, SheetsError> {
    xlsx::bytes(workbook)
}

/// The workbook as an OpenDocument spreadsheet (ISO/IEC 26300, version 1.3).
///
/// # Errors
/// When it cannot be packed.
pub fn ods(workbook: &Workbook) -> Result<Vec<u8>, SheetsError> {
    ods::bytes(workbook)
}
