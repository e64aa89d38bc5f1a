//! `abide law`

use abide_law::pack::{Entry, Kind, Packs, Said};
use abide_phrases::{Phrases, listed, text};
use abide_policy::suggest;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use serde::Serialize;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    language::Spoken,
    packs::PacksArgs,
    show,
};

/// Shows what the law says: the packs that a policy can name, and each of their rules with its source
///
/// Packs are dated data. They inform, and are no legal advice.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide law\n  abide law list --pack france --kind period\n  abide law explain france/prospects --language fr\n  abide law list --kind country --at 2025-12-31\n  abide law list --packs our-rules"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    packs: PacksArgs,
    #[command(flatten)]
    spoken: Spoken,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Lists the rules
    List {
        /// Those of one pack
        #[arg(long, value_name = "NAME")]
        pack: Option<String>,
        /// Those of one kind
        #[arg(long, value_name = "KIND", value_parser = kinds())]
        kind: Option<Kind>,
        /// Those in force on a day, as 2026-01-31
        #[arg(long, value_name = "DATE")]
        at: Option<Date>,
    },
    /// Tells all of one rule
    Explain {
        /// Its id, as `abide law list` shows it
        id: String,
    },
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let kind = |key: String| Kind::ALL.into_iter().find(|kind| kind.key() == key);
    PossibleValuesParser::new(Kind::ALL.map(Kind::key))
        .map(move |key| kind(key).expect("only keys of kinds are possible values"))
}

/// A pack, in short.
#[derive(Debug, Serialize)]
struct Short<'p> {
    name: &'p str,
    title: &'p Said,
    entries: usize,
}

/// Prints what was asked for.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let packs = args.packs.read()?;
    let desk = desk.speaking(&args.spoken);
    match &args.what {
        None => overview(&packs, &desk),
        Some(What::List { pack, kind, at }) => list(&packs, pack.as_deref(), *kind, *at, &desk),
        Some(What::Explain { id }) => explain(&packs, id, &desk),
    }?;
    Ok(Exit::Fine)
}

fn overview(packs: &Packs, desk: &Desk) -> Result<(), Failure> {
    if desk.json {
        let short = packs.iter().map(|pack| Short {
            name: &pack.name,
            title: &pack.title,
            entries: pack.entries.len(),
        });
        return desk.printer.json(&short.collect::<Vec<_>>());
    }
    desk.printer.data(&show::law::overview(packs, &desk.phrases()))
}

fn list(
    packs: &Packs,
    pack: Option<&str>,
    kind: Option<Kind>,
    at: Option<Date>,
    desk: &Desk,
) -> Result<(), Failure> {
    if let Some(name) = pack
        && packs.pack(name).is_none()
    {
        return Err(no_pack(packs, name, &desk.phrases()));
    }
    let of_pack = |entry: &&Entry| pack.is_none_or(|name| entry.pack() == name);
    let of_kind = |entry: &&Entry| kind.is_none_or(|kind| entry.kind == kind);
    let in_force = |entry: &&Entry| at.is_none_or(|day| entry.holds(day));
    let entries: Vec<&Entry> = packs.entries().filter(of_pack).filter(of_kind).filter(in_force).collect();
    if desk.json {
        desk.printer.json(&entries)
    } else {
        desk.printer.data(&show::law::list(&entries, &desk.phrases()))
    }
}

fn explain(packs: &Packs, id: &str, desk: &Desk) -> Result<(), Failure> {
    let entry = packs.entry(id).ok_or_else(|| no_rule(packs, id, &desk.phrases()))?;
    if desk.json {
        desk.printer.json(entry)
    } else {
        desk.printer.data(&show::law::explain(entry, &desk.phrases()))
    }
}

fn no_rule(packs: &Packs, id: &str, phrases: &Phrases) -> Failure {
    let ids: Vec<&str> = packs.entries().map(|entry| entry.id.as_str()).collect();
    let without_pack = || ids.iter().copied().find(|known| known.split('/').nth(1) == Some(id));
    let near = suggest::nearest(id, ids.iter().copied()).or_else(without_pack);
    let help = suggest::did_you_mean(near, text!("no-rule.help"));
    Failure::new(Exit::NotFound, phrases.text(&text!("no-rule", id))).help(phrases.text(&help))
}

fn no_pack(packs: &Packs, name: &str, phrases: &Phrases) -> Failure {
    let names: Vec<&str> = packs.iter().map(|pack| pack.name.as_str()).collect();
    let near = suggest::nearest(name, names.iter().copied());
    let help = suggest::did_you_mean(near, text!("unknown-pack.help", packs = listed(&names)));
    Failure::new(Exit::NotFound, phrases.text(&text!("unknown-pack", name))).help(phrases.text(&help))
}
