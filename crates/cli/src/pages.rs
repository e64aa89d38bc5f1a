//! Papers as PDF, where this build has the pages.

use abide_papers::document::Document;

use crate::exit::{Exit, Failure};

/// A paper to be read, as PDF.
#[cfg(feature = "pdf")]
pub(crate) fn of_text(document: &Document) -> Result<Vec<u8>, Failure> {
    set(document, abide_typeset::Layout::Text)
}

/// A paper to be looked up, each of its parts on a page of its own, as PDF.
#[cfg(feature = "pdf")]
pub(crate) fn of_sheets(document: &Document) -> Result<Vec<u8>, Failure> {
    set(document, abide_typeset::Layout::Sheets).map_err(|failure| failure.help(HELP))
}

#[cfg(feature = "pdf")]
fn set(document: &Document, layout: abide_typeset::Layout) -> Result<Vec<u8>, Failure> {
    abide_typeset::pdf(document, layout).map_err(|error| Failure::new(Exit::Output, error.to_string()))
}

/// A paper as PDF, which a build without pages cannot make.
#[cfg(not(feature = "pdf"))]
pub(crate) fn of_text(_: &Document) -> Result<Vec<u8>, Failure> {
    Err(Failure::new(Exit::Output, "this build of Abide writes no PDF"))
}

/// What else there is, where letters are missing.
#[cfg(feature = "pdf")]
pub(crate) const HELP: &str = "the page has every letter: --format html";
