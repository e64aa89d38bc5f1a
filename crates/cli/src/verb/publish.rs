//! `abide publish`

use std::path::{Path, PathBuf};

use abide_law::pack::Packs;
use abide_papers::{
    Language,
    document::Document,
    notice::{Edition, Notice},
    publication::{Form, Gone, Place, Publication},
};
use abide_policy::model::Policy;
use jiff::civil::Date;
use serde::Serialize;

use super::notice;
use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    language::{PaperLanguage, languages},
    packs::PacksArgs,
    pages,
    publication::{Folder, Leaf, State},
    read,
};

/// Publishes the notice in a folder: at an address that stays, with earlier versions beside it
///
/// FOLDER/en/ and FOLDER/fr/ hold the version in force as a page, Markdown and PDF; FOLDER/2026-01-01/en/ and so on hold each version,
/// and stay as they are. Each [site.…] of the policy has the same in FOLDER/sites/NAME/. Any web server can serve the folder. The notice
/// goes by the law and the recipients as they are on the day of the policy's `version`: the same files give the same bytes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  abide publish public/privacy\n  abide publish public/privacy --check")]
pub(crate) struct Args {
    /// The folder; it is made where there is none
    folder: PathBuf,
    /// In these languages only [default: all]
    #[arg(long, value_name = "LANGUAGE")]
    language: Vec<PaperLanguage>,
    /// Write nothing; tell whether the folder is as the policy has it, with exit code 1 when it is not
    #[arg(long, conflicts_with = "force")]
    check: bool,
    /// Replace what was published of this version, and go back before a later one
    #[arg(long)]
    force: bool,
    /// Without PDFs, as for texts in letters that their fonts do not have
    #[arg(long)]
    no_pdf: bool,
    #[command(flatten)]
    packs: PacksArgs,
}

/// The part of the folder in which the notices of sites are.
const SITES: &str = "sites";

/// A file that should be there, and what is.
#[derive(Serialize)]
struct Found {
    path: String,
    state: State,
    #[serde(skip)]
    leaf: Leaf,
}

/// For programs.
#[derive(Serialize)]
struct Report<'r> {
    version: Date,
    /// The sites that the policy no longer has, and of which what was published stays.
    gone: &'r [String],
    current: bool,
    written: bool,
    files: &'r [Found],
}

/// Publishes, or checks what is.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let packs = args.packs.read()?;
    let policy = read::policy_for_paper(desk, &packs)?;
    let work = Work { args, desk, policy: &policy, packs: &packs, version: version(&policy, desk)? };
    if !args.check {
        work.refuse_ahead()?;
    }
    let found = work.found()?;
    if args.check {
        return work.checked(&found);
    }
    if !args.force {
        refuse_another(&found, work.version, &args.folder)?;
    }
    let folder = Folder::new(args.folder.clone());
    // What stays comes first, so that nothing leads to what is not there yet.
    let (stays, moves): (Vec<_>, Vec<_>) = changed(&found).partition(|one| one.leaf.stays);
    stays.into_iter().chain(moves).try_for_each(|one| folder.put(&one.leaf))?;
    work.told(&found)
}

/// The day of the version.
fn version(policy: &Policy, desk: &Desk) -> Result<Date, Failure> {
    let path = desk.policy.display();
    policy.version.as_ref().map(|version| version.value).ok_or_else(|| {
        Failure::new(Exit::Files, format!("the policy at {path} has no `version`"))
            .help("add the day on which this text is published, without quotes: `version = 2026-01-31`")
    })
}

/// What is to be published of a policy.
struct Work<'w> {
    args: &'w Args,
    desk: &'w Desk,
    policy: &'w Policy,
    packs: &'w Packs,
    version: Date,
}

impl Work<'_> {
    /// Refuses a version whose day is yet to come: it would be in force at once, and every other until then would be older.
    fn refuse_ahead(&self) -> Result<(), Failure> {
        let version = self.version;
        if version <= self.today() {
            return Ok(());
        }
        let sentence = format!("the version of {version} is not in force yet: its day is still to come");
        Err(Failure::new(Exit::Files, sentence).help(
            "publish it on that day, or give it an earlier `version`; `abide notice --at DATE` shows it before",
        ))
    }

    /// The day it is where the controller is.
    fn today(&self) -> Date {
        self.desk.now.to_zoned(self.policy.controller.time_zone.value.clone()).date()
    }

    /// All files that should be there: of the whole, then of each site.
    fn found(&self) -> Result<Vec<Found>, Failure> {
        let mut found = self.found_in("", None)?;
        for site in &self.policy.sites {
            let name = site.key.as_str();
            found.extend(self.found_in(&format!("{SITES}/{}/", segment(name)?), Some(name))?);
        }
        for site in self.gone()? {
            found.extend(
                self.found_of(&format!("{SITES}/{site}/"), |folder| self.leaves_without(folder, &site))?,
            );
        }
        found.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(found)
    }

    /// Those of a site, or of the whole, which are in a part of the folder.
    fn found_in(&self, part: &str, site: Option<&str>) -> Result<Vec<Found>, Failure> {
        self.found_of(part, |folder| self.leaves(folder, site))
    }

    fn found_of(
        &self,
        part: &str,
        leaves: impl FnOnce(&Folder) -> Result<Vec<Leaf>, Failure>,
    ) -> Result<Vec<Found>, Failure> {
        let folder = Folder::new(self.args.folder.join(part));
        let leaves = leaves(&folder)?;
        let found = leaves.into_iter().map(|leaf| {
            let state = folder.state(&leaf)?;
            let leaf = Leaf { way: format!("{part}{}", leaf.way), ..leaf };
            Ok(Found { path: leaf.way.clone(), state, leaf })
        });
        found.collect()
    }

    fn leaves(&self, folder: &Folder, site: Option<&str>) -> Result<Vec<Leaf>, Failure> {
        let languages = self.languages();
        let pdf = self.has_pdf();
        let publication = Publication { languages: &languages, pdf };
        let mut leaves = Vec::new();
        let mut notices = Vec::new();
        for language in &languages {
            let edition = Edition { language: *language, day: self.version, site };
            let notice = Notice::new(self.policy, self.packs, edition).document;
            let earlier = self.earlier(folder.versions(*language)?)?;
            // One PDF is enough: copies of it lead nowhere, and stand for themselves.
            let pages = pdf.then(|| pages::of_text(&publication.at(Place::InForce, &notice, &earlier)));
            let pages = pages.transpose().map_err(|failure| failure.help("--no-pdf publishes without"))?;
            for place in [Place::Of(self.version), Place::InForce] {
                leaves.extend(in_forms(&publication.at(place, &notice, &earlier), place));
                let way = place.address(*language, Form::Pdf);
                leaves.extend(pages.clone().map(|pages| leaf(place, way, pages)));
            }
            notices.push(notice);
        }
        let site = site.and_then(|site| self.policy.site(site));
        let name = site.map_or(self.policy.controller.name.as_str(), |site| site.name.as_str());
        let entrance = publication.entrance(name, &notices);
        for place in [Place::Of(self.version), Place::InForce] {
            leaves.push(leaf(place, place.entrance(), entrance.clone()));
        }
        Ok(leaves)
    }

    /// The sites of which notices were published, and that the policy no longer has.
    fn gone(&self) -> Result<Vec<String>, Failure> {
        let parts = Folder::new(self.args.folder.clone()).parts(SITES, &self.languages())?;
        Ok(parts.into_iter().filter(|part| self.policy.site(part).is_none()).collect())
    }

    /// What takes the place of the notice in force of such a site. Its versions stay as they are.
    fn leaves_without(&self, folder: &Folder, site: &str) -> Result<Vec<Leaf>, Failure> {
        let pdf = self.has_pdf();
        let mut published = Vec::new();
        for language in self.languages() {
            let versions = folder.versions(language)?;
            published.extend((!versions.is_empty()).then_some((language, versions)));
        }
        let languages: Vec<Language> = published.iter().map(|(language, _)| *language).collect();
        let publication = Publication { languages: &languages, pdf };
        let gone = Gone { controller: &self.policy.controller.name, site, whole: "../../" };
        let mut leaves = Vec::new();
        let mut pages = Vec::new();
        for (language, versions) in &published {
            let page = publication.without(gone, *language, versions);
            leaves.extend(in_forms(&page, Place::InForce));
            let way = Place::InForce.address(*language, Form::Pdf);
            let set = pdf.then(|| pages::of_text(&page)).transpose()?;
            leaves.extend(set.map(|set| leaf(Place::InForce, way, set)));
            pages.push(page);
        }
        leaves.push(leaf(Place::InForce, Place::InForce.entrance(), publication.entrance(site, &pages)));
        Ok(leaves)
    }

    fn has_pdf(&self) -> bool {
        cfg!(feature = "pdf") && !self.args.no_pdf
    }

    /// Those that were asked for, else those of the policy, else all.
    fn languages(&self) -> Vec<Language> {
        let own = |language: &Language| {
            let mut named = self.policy.languages.iter();
            self.policy.languages.is_empty() || named.any(|one| one.value == language.code())
        };
        let asked = !self.args.language.is_empty();
        languages(&self.args.language).into_iter().filter(|one| asked || own(one)).collect()
    }

    /// Of the versions that are there, those before this one. None may be after it, which would be in force.
    fn earlier(&self, versions: Vec<Date>) -> Result<Vec<Date>, Failure> {
        match versions.first().filter(|latest| **latest > self.version) {
            Some(latest) if !self.args.force => {
                let (folder, version) = (self.args.folder.display(), self.version);
                let sentence =
                    format!("{folder} has the version of {latest} already; the policy is of {version}");
                Err(Failure::new(Exit::Files, sentence).help(
                    "give the policy a `version` that is later; --force puts this one in force all the same",
                ))
            }
            _ => Ok(versions.into_iter().filter(|day| *day < self.version).collect()),
        }
    }

    /// Tells whether everything is as it should be.
    fn checked(&self, found: &[Found]) -> Result<Exit, Failure> {
        let current = changed(found).next().is_none();
        self.report(found, current, false)?;
        self.tell_of_gone()?;
        self.tell_of_today();
        if let Err(failure) = refuse_another(found, self.version, &self.args.folder) {
            self.desk.printer.talk(&failure.help.unwrap_or_default());
        }
        Ok(if current { Exit::Fine } else { Exit::Findings })
    }

    /// Tells what was written, and what the notice lacks.
    fn told(&self, found: &[Found]) -> Result<Exit, Failure> {
        self.report(found, true, changed(found).next().is_some())?;
        self.tell_of_gone()?;
        self.tell_of_today();
        let lacks = self.languages().into_iter().flat_map(|language| {
            Notice::new(self.policy, self.packs, Edition { language, day: self.version, site: None }).lacks
        });
        let mut told = Vec::new();
        lacks.for_each(|lack| {
            if !told.contains(&lack) {
                told.push(lack);
            }
        });
        notice::tell_lacks(&told, self.desk);
        Ok(Exit::Fine)
    }

    /// Tells of what is published and no longer in force.
    fn tell_of_gone(&self) -> Result<(), Failure> {
        for site in self.gone()? {
            self.desk.printer.talk(&format!(
                "The policy has no site `{site}` any more. What was published of it stays in {SITES}/{site}/, whose page says so."
            ));
        }
        Ok(())
    }

    /// Tells when the notice would say otherwise today: recipients come and go, and the law changes, on days.
    fn tell_of_today(&self) {
        let today = self.today();
        let says = |day| {
            let edition = Edition { language: Language::English, day, site: None };
            Notice::new(self.policy, self.packs, edition).document
        };
        let version = self.version;
        if today > version && says(today) != says(version) {
            self.desk.printer.talk(&format!(
                "Today the notice would say otherwise than on {version}: recipients or the law have changed since. \
                 Give the policy a new `version`."
            ));
        }
    }

    fn report(&self, found: &[Found], current: bool, written: bool) -> Result<(), Failure> {
        let version = self.version;
        if self.desk.json {
            return self.desk.printer.json(&Report {
                version,
                gone: &self.gone()?,
                current,
                written,
                files: found,
            });
        }
        let folder = self.args.folder.display();
        let all = found.len();
        let head = match (current, written) {
            (true, true) => {
                format!("{folder} now has the version of {version} in force, in {all} files. Written:")
            }
            (true, false) => format!("{folder} is as the policy of {version} has it, in {all} files."),
            (false, _) => format!("{folder} is not as the policy of {version} has it:"),
        };
        let lines = changed(found).map(|one| {
            let state = match one.state {
                State::Missing if written => "new",
                State::Missing => "missing",
                _ if written => "changed",
                _ => "differs",
            };
            format!("\n  {state:<7}  {}", one.path)
        });
        self.desk.printer.data(&(head + &lines.collect::<String>()))
    }
}

/// A notice at a place, in each form that is text.
fn in_forms(notice: &Document, place: Place) -> [Leaf; 2] {
    let forms = [(Form::Html, notice.html()), (Form::Markdown, notice.markdown())];
    forms.map(|(form, text)| leaf(place, place.address(notice.language, form), text))
}

fn leaf(place: Place, way: String, bytes: impl Into<Vec<u8>>) -> Leaf {
    Leaf { way, bytes: bytes.into(), stays: place != Place::InForce }
}

/// The files that are not there as they should be.
fn changed(found: &[Found]) -> impl Iterator<Item = &Found> {
    found.iter().filter(|one| one.state != State::Same)
}

/// Refuses to write another text over a version.
fn refuse_another(found: &[Found], version: Date, folder: &Path) -> Result<(), Failure> {
    let Some(one) = found.iter().find(|one| one.leaf.stays && one.state == State::Differs) else {
        return Ok(());
    };
    let path = folder.join(&one.path);
    let sentence = format!("the version of {version} was published with another text: {}", path.display());
    Err(Failure::new(Exit::Files, sentence).help(
        "what was published stays: give the policy a new `version`, and say in `change` what changed; \
         --force replaces it",
    ))
}

/// The name of a site as a folder's.
fn segment(name: &str) -> Result<&str, Failure> {
    let plain = name.chars().all(|char| char.is_ascii_alphanumeric() || "-_.".contains(char));
    if plain && !name.starts_with('.') && !name.is_empty() {
        return Ok(name);
    }
    let sentence = format!("the site `{name}` cannot be published: no folder may have that name");
    Err(Failure::new(Exit::Files, sentence).help("name it with letters, digits and `-` in the policy"))
}
