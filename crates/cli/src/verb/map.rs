//! `abide map`

use std::{fs, io::ErrorKind, path::Path};

use abide_engine::store::{self, Access};
use abide_plan::{
    catalog::Catalog,
    draft::{Draft, FileSet, Hints, draft},
};
use abide_policy::redacted;
use serde::Serialize;

use crate::{
    ask::{self, Asking},
    desk::Desk,
    exit::{Exit, Failure},
    read,
    show::{
        change,
        style::{self, paint},
        words::counted,
    },
    write,
};

/// Drafts the map from a live database, or brings it up to date
///
/// Foreign keys become links; likely identities, dates and categories are written as suggestions, marked as such. Run again
/// after the schema changed, it keeps every line and comment you wrote and adds only what is new. The database is only read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide map --store crm --url env:CRM_DATABASE_URL\n  abide map --store crm    (again: what is new since)"
)]
pub(crate) struct Args {
    /// The store's name in the map
    #[arg(long, value_name = "NAME")]
    store: String,
    /// Where it is: env:NAME, file:PATH, sqlite:PATH, postgres://…, mariadb://… or folder:PATH [default: what the map says]
    #[arg(long)]
    url: Option<String>,
    /// Write without asking
    #[arg(long, short)]
    yes: bool,
    /// Print the whole map instead of writing it
    #[arg(long, conflicts_with = "yes")]
    print: bool,
}

/// What a program reads.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    added: &'a [String],
    gone: &'a [String],
    text: &'a str,
}

/// Drafts, shows the change, asks, writes.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let existing = existing(&desk.map)?;
    let url = url(args, existing.as_deref())?;
    let (catalog, folder) = catalog(&url, args, existing.as_deref(), &desk.map)?;
    let hints = Hints { activities: read::activities(&desk.policy), folder };
    let drafted = draft(existing.as_deref(), &args.store, &url, &catalog, &hints);
    if desk.json {
        let Draft { text, added, gone } = &drafted;
        desk.printer.json(&Answer { added, gone, text })?;
    } else if args.print {
        desk.printer.data(&drafted.text)?;
    }
    if args.print || (desk.json && !args.yes) {
        return Ok(Exit::Fine);
    }
    write(args, desk, existing.as_deref().unwrap_or_default(), &drafted)
}

fn write(args: &Args, desk: &Desk, old: &str, drafted: &Draft) -> Result<Exit, Failure> {
    let name = desk.map.display();
    for gone in &drafted.gone {
        desk.printer
            .complain(&format!("the map speaks of {}.{gone}, which the database does not have", args.store));
    }
    if drafted.text == old {
        desk.printer.talk(&format!("{name} speaks of everything that is in the database: nothing to add."));
        return Ok(Exit::Fine);
    }
    desk.printer.talk(&change::render(&redacted(old), &redacted(&drafted.text)));
    if !args.yes {
        let asking = Asking { command: "abide map", first: Asking::TOLD };
        ask::confirm(&desk.printer, &asking, &format!("Write this to {name}?"))?;
    }
    write::replace(&desk.map, &drafted.text)?;
    desk.printer.talk(&format!("Wrote {name}: {} new.", added(drafted)));
    let next = paint(style::HELP, "abide check");
    desk.printer.talk(&format!("Next: read it, correct what is marked as a suggestion, then run {next}."));
    Ok(Exit::Fine)
}

/// How many tables and columns were added.
fn added(drafted: &Draft) -> String {
    let columns = drafted.added.iter().filter(|name| name.contains('.')).count() as u64;
    let tables = drafted.added.len() as u64 - columns;
    let parts = [(tables, "table"), (columns, "column")].into_iter().filter(|(number, _)| *number > 0);
    parts.map(|(number, noun)| counted(number, noun)).collect::<Vec<_>>().join(" and ")
}

fn existing(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(Failure::new(Exit::Files, format!("the map at {} cannot be read: {error}", path.display()))
                .help("--map FILE names another"))
        }
    }
}

/// What was asked for, else what the map says of the store.
fn url(args: &Args, existing: Option<&str>) -> Result<String, Failure> {
    args.url.clone().or_else(|| written(existing?, &args.store)).ok_or_else(|| {
        Failure::new(Exit::Usage, format!("the map says nothing of a store {}", args.store))
            .help(format!("say where it is: abide map --store {} --url env:NAME", args.store))
    })
}

/// The address as the map writes it.
fn written(map: &str, store: &str) -> Option<String> {
    let map_read = read::map(map)?;
    let url = map.get(map_read.store(store)?.url.span.range())?;
    Some(url.trim_matches(['"', '\'']).to_owned())
}

/// What the store says of itself, and of a folder, which sets its files may make.
fn catalog(
    url: &str,
    args: &Args,
    existing: Option<&str>,
    map: &Path,
) -> Result<(Catalog, Option<Vec<FileSet>>), Failure> {
    let base = map.parent().unwrap_or(Path::new(""));
    let known = existing.and_then(read::map).and_then(|read| read.store(&args.store).cloned());
    let mut store = match known {
        Some(mut known) => {
            known.url.value = read::address(url);
            store::open_mapped(&known, base, Access::Read)?
        }
        None => store::open(&read::address(url), base, Access::Read)?,
    };
    Ok((store.catalog()?, store.suggestions()?))
}
