//! `abide notice`

use std::path::{Path, PathBuf};

use abide_papers::notice::{Edition, Lack, Notice};
use abide_policy::model::Policy;
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

/// Writes the notice: the policy for those whom it is about
///
/// First in short, then in full: purposes, bases, data, periods, and rights as the law that the policy names
/// gives them (`law = ["gdpr"]`). What that law asks for and the policy does not say is told on standard error.
/// The same files give the same bytes. No database is touched, and no map is read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  abide notice\n  abide notice --language fr --out notice.fr.html\n  \
                  abide notice --out notice.pdf")]
pub(crate) struct Args {
    /// The language
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: PaperLanguage,
    /// The form [default: that which the name of --out ends with, else Markdown]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Only what concerns this site: its activities and those of all sites [default: everything]
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
    /// Write it here, in place of what is there [default, and with -: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Go by the law as it is on this day [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
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
    /// PDF, tagged for those who listen to it (PDF/UA-1)
    #[cfg(feature = "pdf")]
    Pdf,
}

/// Writes the notice, and tells what it lacks.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let file = form::file(args.out.as_ref());
    let format = form::of(args.format, file, Format::Md)?;
    let packs = args.packs.read()?;
    let policy = read::policy_for_paper(desk, &packs)?;
    let today = || desk.now.to_zoned(policy.controller.time_zone.value.clone()).date();
    let language = args.language.language();
    let site = args.site.as_deref();
    known(site, &policy)?;
    let edition = Edition { language, day: args.at.unwrap_or_else(today), site };
    let notice = Notice::new(&policy, &packs, edition);
    put(&notice, format, file, desk)?;
    tell_lacks(&notice.lacks, desk);
    Ok(Exit::Fine)
}

fn known(site: Option<&str>, policy: &Policy) -> Result<(), Failure> {
    let Some(name) = site.filter(|name| policy.site(name).is_none()) else { return Ok(()) };
    let sites: Vec<&str> = policy.sites.iter().map(|site| site.key.as_str()).collect();
    let help = match sites.as_slice() {
        [] => format!("add a section [site.{name}] to the policy"),
        known => format!("it is one of {}", known.join(", ")),
    };
    Err(Failure::new(Exit::NotFound, format!("the policy has no site `{name}`")).help(help))
}

fn put(notice: &Notice, format: Format, file: Option<&Path>, desk: &Desk) -> Result<(), Failure> {
    if desk.json && file.is_none() {
        return desk.printer.json(notice);
    }
    let text = match format {
        Format::Md => notice.document.markdown(),
        Format::Html => notice.document.html(),
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let pages = pages::of_text(&notice.document).map_err(|failure| failure.help(pages::HELP))?;
            return form::put_bytes(&pages, file, desk);
        }
    };
    form::put(&text, file, desk)
}

/// Tells what a notice should say and does not.
pub(super) fn tell_lacks(lacks: &[Lack], desk: &Desk) {
    if lacks.is_empty() {
        return;
    }
    let lines: String = lacks.iter().map(|lack| format!("  {lack}\n")).collect();
    desk.printer.talk(&format!("The notice does not tell, and should where it applies:\n{lines}"));
}
