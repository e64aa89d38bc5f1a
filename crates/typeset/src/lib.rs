//! A paper as PDF: tagged for those who listen to it (PDF/UA-1, ISO 14289-1), with its fonts inside.
//!
//! The form is in `paper.typ`, which Typst sets. It takes long to build, so that nothing else hangs on this crate. It must not know what
//! papers say, nor a clock or a file: the same paper gives the same bytes.

mod world;

use abide_papers::document::Document;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use world::OnePaper;

/// Why a paper could not be set.
#[derive(Debug, thiserror::Error)]
#[error("the pages cannot be set: {0}")]
pub struct TypesetError(String);

/// How a paper is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// To be read from the first word to the last: A4 upright.
    Text,
    /// To be looked up: A4 across, for the tables, each section of the first level on a page of its own.
    Sheets,
}

/// The pages of the paper.
///
/// # Errors
/// When a letter of it is in none of the fonts, which have those of Latin, Greek and Cyrillic scripts: somebody who listens would miss it.
pub fn pdf(document: &Document, layout: Layout) -> Result<Vec<u8>, TypesetError> {
    let pages: PagedDocument =
        typst::compile(&OnePaper::new(document, layout)).output.map_err(|all| told(&all))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
    let options = PdfOptions {
        creator: Smart::Custom(Some("Abide".to_owned())),
        standards: standards.map_err(|error| TypesetError(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|all| told(&all))
}

fn told(all: &[SourceDiagnostic]) -> TypesetError {
    let says: Vec<&str> = all.iter().map(|one| one.message.as_str()).collect();
    TypesetError(says.join("; "))
}
