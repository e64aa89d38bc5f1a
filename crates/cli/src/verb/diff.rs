//! `abide diff`

use std::path::{Path, PathBuf};

use abide_engine::session::{Files, OpenError, Session};
use abide_law::pack::Packs;
use abide_papers::difference::{self, Act, Counted, Difference, Note, Records};
use abide_plan::beyond::{self, beyond};
use abide_policy::{finding::Severity, model::Policy};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    language::PaperLanguage,
    packs::PacksArgs,
    read,
};

/// Tells what changed between two versions of a policy
///
/// What weighs more on people comes first: new purposes, more data, longer periods, more recipients, fewer rights. With --records it is
/// counted too, in the databases of the map, to how many records each version would do what; they are only read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide diff old.toml policy.toml\n  abide diff old.toml --language fr --note\n  abide diff old.toml --records --at 2027-01-01"
)]
pub(crate) struct Args {
    /// The policy as it was
    old: PathBuf,
    /// The policy as it is now, or will be [default: that of --policy]
    new: Option<PathBuf>,
    /// The language
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: PaperLanguage,
    /// Draft the change note, in both languages, as a line for the new version
    #[arg(long)]
    note: bool,
    /// Count in the databases of the map to how many records each version would do what
    #[arg(long, conflicts_with = "note")]
    records: bool,
    /// The map that goes with the old version, where --map does not fit it
    #[arg(long, value_name = "FILE", requires = "records")]
    old_map: Option<PathBuf>,
    /// Go by the law as it is on this day, and count as of it [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    #[command(flatten)]
    packs: PacksArgs,
}

/// What a program reads.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    from: Option<Date>,
    to: Option<Date>,
    #[serde(flatten)]
    difference: &'a Difference,
    note: Option<Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<&'a Records>,
}

/// Compares and tells.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let packs = args.packs.read()?;
    let path = args.new.as_deref().unwrap_or(&desk.policy);
    let (old, new) = (policy(&args.old, &packs, desk)?, policy(path, &packs, desk)?);
    let day = args.at.unwrap_or_else(|| desk.now.to_zoned(new.controller.time_zone.value.clone()).date());
    let language = args.language.language();
    let records = args.records.then(|| records(args, path, day, desk)).transpose()?;
    let difference = Difference::new(&old, &new, &packs, day, language, records.as_ref());
    let note = difference::note(&old, &new, &packs, day);
    if desk.json {
        let version = |policy: &Policy| policy.version.as_ref().map(|version| version.value);
        let (from, to) = (version(&old), version(&new));
        let answer = Answer { from, to, difference: &difference, note, records: records.as_ref() };
        desk.printer.json(&answer)?;
    } else if args.note {
        tell_note(note.as_ref(), desk)?;
    } else {
        desk.printer.data(&difference.document.markdown())?;
    }
    let is_same = difference.changes.is_empty();
    Ok(if is_same { Exit::Fine } else { Exit::Findings })
}

/// One of the two versions, without errors.
fn policy(path: &Path, packs: &Packs, desk: &Desk) -> Result<Policy, Failure> {
    read::policy_for_paper(&Desk { policy: path.to_owned(), ..desk.clone() }, packs)
}

/// Plans with each version, and compares.
fn records(args: &Args, new: &Path, day: Date, desk: &Desk) -> Result<Records, Failure> {
    let plan = |policy: &Path, map: &Path| -> Result<_, Failure> {
        let files = Files { policy: policy.to_owned(), map: map.to_owned(), journal: desk.journal.clone() };
        let session = Session::open(files, desk.now).map_err(|error| unfit(policy, map, error))?;
        Ok(session.plan(Some(day), None)?)
    };
    let old = plan(&args.old, args.old_map.as_deref().unwrap_or(&desk.map))?;
    let rows = beyond(&old, &plan(new, &desk.map)?).into_iter().map(|beyond| Counted {
        store: beyond.store,
        table: beyond.table.to_string(),
        act: act(beyond.act),
        columns: beyond.columns,
        old: beyond.one,
        new: beyond.other,
    });
    Ok(Records { day, rows: rows.collect() })
}

/// A version that does not go with its map.
fn unfit(policy: &Path, map: &Path, error: OpenError) -> Failure {
    let OpenError::Faulty(findings) = &error else { return error.into() };
    let first = findings.iter().find(|finding| finding.severity == Severity::Error);
    let said = first.map_or_else(|| error.to_string(), |finding| abide_engine::in_english(&finding.message));
    Failure::new(Exit::Files, format!("{} does not go with {}: {said}", policy.display(), map.display()))
        .help("where one map does not fit both versions, --old-map names that of the old one")
}

fn act(act: beyond::Act) -> Act {
    match act {
        beyond::Act::Erase => Act::Erase,
        beyond::Act::Blank => Act::Blank,
        beyond::Act::Anonymise => Act::Anonymise,
        beyond::Act::Archive => Act::Archive,
    }
}

/// As a line of the policy, where there is something to say.
fn tell_note(note: Option<&Note>, desk: &Desk) -> Result<(), Failure> {
    match note {
        // What JSON writes of a text is TOML too.
        Some(Note { en, fr }) => {
            desk.printer.data(&format!("change = {{ en = {}, fr = {} }}", json!(en), json!(fr)))
        }
        None => {
            desk.printer.talk("Nothing changed that people should be told.");
            Ok(())
        }
    }
}
