//! `abide register`

use std::path::{Path, PathBuf};

use abide_papers::register::{Capacity, Register};
use abide_sheets::SheetsError;
use jiff::civil::Date;

#[cfg(feature = "pdf")]
use crate::pages;
use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    form,
    language::PaperLanguage,
    packs::PacksArgs,
    read,
};

/// Writes the register: the records of processing activities (GDPR art. 30)
///
/// A list of the activities and a sheet for each, from the policy alone: purposes, bases, people, data, periods, recipients, transfers
/// and measures. What should be in it and the policy does not say is told on standard error. The same files give
/// the same bytes. No database is touched, and no map is read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide register --out register.xlsx\n  abide register --language fr --out registre.ods\n  \
                  abide register --out register.pdf\n  abide register --processor"
)]
pub(crate) struct Args {
    /// The language
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: PaperLanguage,
    /// The form [default: that which the name of --out ends with, else Markdown]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write it here, in place of what is there [default, and with -: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Go by the recipients and the law as they are on this day [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// What the company does on behalf of others (art. 30(2)), in place of what it does for itself (art. 30(1))
    #[arg(long)]
    processor: bool,
    #[command(flatten)]
    packs: PacksArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// HTML, a page that needs nothing else
    #[value(alias = "htm")]
    Html,
    /// A workbook for Excel
    Xlsx,
    /// A workbook for LibreOffice (OpenDocument)
    Ods,
    /// JSON-LD in the terms of the W3C Data Privacy Vocabulary
    Jsonld,
    /// PDF to be printed, each activity on a page of its own; tagged for those who listen to it (PDF/UA-1)
    #[cfg(feature = "pdf")]
    Pdf,
}

/// Writes the register, and tells what it lacks.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let file = form::file(args.out.as_ref());
    let format = form::of(args.format, file, Format::Md)?;
    let packs = args.packs.read()?;
    let policy = read::policy_for_paper(desk, &packs)?;
    let today = || desk.now.to_zoned(policy.controller.time_zone.value.clone()).date();
    let language = args.language.language();
    let capacity = if args.processor { Capacity::Processor } else { Capacity::Controller };
    let register = Register::new(&policy, &packs, args.at.unwrap_or_else(today), language, capacity);
    put(&register, format, file, desk)?;
    tell_lacks(&register, desk);
    Ok(Exit::Fine)
}

fn put(register: &Register, format: Format, file: Option<&Path>, desk: &Desk) -> Result<(), Failure> {
    if desk.json && file.is_none() {
        return desk.printer.json(register);
    }
    let text = match format {
        Format::Md => register.document.markdown(),
        Format::Html => register.document.html(),
        Format::Jsonld => register.json_ld().to_owned(),
        #[cfg(feature = "pdf")]
        Format::Pdf => return form::put_bytes(&pages::of_sheets(&register.document)?, file, desk),
        Format::Xlsx => return put_sheets(abide_sheets::xlsx(&register.workbook()), file, desk),
        Format::Ods => return put_sheets(abide_sheets::ods(&register.workbook()), file, desk),
    };
    form::put(&text, file, desk)
}

fn put_sheets(sheets: Result<Vec<u8>, SheetsError>, file: Option<&Path>, desk: &Desk) -> Result<(), Failure> {
    let sheets = sheets.map_err(|error| {
        Failure::new(Exit::Output, error.to_string()).help("the page has room for every text: --format html")
    })?;
    form::put_bytes(&sheets, file, desk)
}

fn tell_lacks(register: &Register, desk: &Desk) {
    if register.lacks.is_empty() {
        return;
    }
    let lines: String = register.lacks.iter().map(|lack| format!("  {lack}\n")).collect();
    desk.printer.talk(&format!("The register does not tell, and should where it applies:\n{lines}"));
}
