//! What a company publishes and keeps about the data that it has, written from its policy: the notice, and the register.
//!
//! A paper is a [`document::Document`], words in one language without a form. It is written as HTML, Markdown or a
//! [`workbook::Workbook`] by what knows nothing of policies. The words are those of `texts/`, one file of Fluent messages for each language.
//!
//! Pure: this crate must not know a clock, a file, a database or a terminal. The same input gives the same bytes.

mod country;
pub mod difference;
pub mod document;
mod html;
mod keeping;
mod law;
mod markdown;
pub mod notice;
mod phrases;
pub mod publication;
pub mod register;
mod transfer;
mod wording;
pub mod workbook;

pub use abide_phrases::Language;
