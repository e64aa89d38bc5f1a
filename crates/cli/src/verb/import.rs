//! `abide import`

use std::{
    fs,
    path::{Path, PathBuf},
};

use abide_exchange::{Draft, ExchangeError, Leftover, Source, from_fides, from_transcend};
use serde::Serialize;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    show::{
        style::{self, paint},
        words::counted,
    },
    write::{self, unwritable},
};

/// Drafts a policy.toml and a map.toml from the files of another program
///
/// What that program does not say, a legal basis or a period, is left out and marked: `abide check` asks for it. What cannot be taken over is
/// told. No file that is there is overwritten without --force.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide import fides .fides/dataset.yml .fides/system.yml\n  abide import transcend transcend.yml --out privacy"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    from: From,
}

#[derive(Debug, clap::Subcommand)]
enum From {
    /// Fides manifests: systems, datasets, the organization
    Fides {
        /// The manifests (YAML), read together
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[command(flatten)]
        to: To,
    },
    /// A transcend.yml: data silos and processing activities
    Transcend {
        /// The file (YAML)
        file: PathBuf,
        #[command(flatten)]
        to: To,
    },
}

#[derive(Debug, clap::Args)]
struct To {
    /// The folder for the two files; made when it is not there
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
    /// Replace files that are there
    #[arg(long)]
    force: bool,
}

/// What a program reads.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    policy: PathBuf,
    map: PathBuf,
    leftovers: &'a [Leftover],
}

/// Reads, drafts, writes, and tells what is left over.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let (draft, to) = match &args.from {
        From::Fides { files, to } => {
            let texts: Vec<(String, String)> =
                files.iter().map(|file| text(file)).collect::<Result<_, _>>()?;
            let sources: Vec<Source<'_>> = texts.iter().map(|(name, text)| Source { name, text }).collect();
            (from_fides(&sources)?, to)
        }
        From::Transcend { file, to } => {
            let (name, text) = text(file)?;
            (from_transcend(Source { name: &name, text: &text })?, to)
        }
    };
    let places = [to.out.join("policy.toml"), to.out.join("map.toml")];
    put(&draft, &places, to)?;
    tell(&draft, places, desk)
}

fn text(path: &Path) -> Result<(String, String), Failure> {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => Ok((name, text)),
        Err(error) => Err(Failure::new(Exit::Files, format!("{name} cannot be read: {error}"))),
    }
}

/// Writes both files, or none.
fn put(draft: &Draft, [policy, map]: &[PathBuf; 2], to: &To) -> Result<(), Failure> {
    let there: Vec<&PathBuf> = [policy, map].into_iter().filter(|path| path.exists()).collect();
    if let (Some(path), false) = (there.first(), to.force) {
        let said = format!("{} is already there, and nothing was written", path.display());
        return Err(
            Failure::new(Exit::Output, said).help("--force replaces it; --out FOLDER writes somewhere else")
        );
    }
    fs::create_dir_all(&to.out).map_err(|error| unwritable(&to.out, &error))?;
    write::replace(policy, &draft.policy)?;
    write::replace(map, &draft.map)
}

fn tell(draft: &Draft, [policy, map]: [PathBuf; 2], desk: &Desk) -> Result<Exit, Failure> {
    let leftovers = &draft.leftovers;
    if desk.json {
        desk.printer.json(&Answer { policy, map, leftovers })?;
        return Ok(Exit::Fine);
    }
    let mut text = format!("wrote {}\nwrote {}\n", policy.display(), map.display());
    if !leftovers.is_empty() {
        text += &format!("\n{} not taken over:\n", counted(leftovers.len() as u64, "thing"));
        text.extend(leftovers.iter().map(|leftover| format!("  {leftover}\n")));
    }
    desk.printer.data(&text)?;
    let next = paint(style::HELP, "abide check");
    desk.printer.talk(&format!("Next: read both, then run {next}, which asks for what is missing."));
    Ok(Exit::Fine)
}

impl core::convert::From<ExchangeError> for Failure {
    fn from(error: ExchangeError) -> Self {
        let exit = if matches!(error, ExchangeError::Write(_)) { Exit::Output } else { Exit::Files };
        Self::new(exit, error.to_string())
    }
}
