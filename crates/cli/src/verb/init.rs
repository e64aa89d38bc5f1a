//! `abide init`

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    show::style::{self, paint},
    write::unwritable,
};

const POLICY: &str = include_str!("../init/policy.toml");
const MAP: &str = include_str!("../init/map.toml");

/// Writes a policy.toml and a map.toml to start from
///
/// Both are full of comments and pass `abide check`. A file that is already there is never overwritten.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  abide init privacy/")]
pub(crate) struct Args {
    /// The folder; made when it is not there
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Writes the files that are not there yet.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    fs::create_dir_all(&args.folder).map_err(|error| unwritable(&args.folder, &error))?;
    let mut kept = 0;
    for (name, text) in [("policy.toml", POLICY), ("map.toml", MAP)] {
        let path = args.folder.join(name);
        if write_new(&path, text)? {
            desk.printer.data(&format!("wrote {}", path.display()))?;
        } else {
            kept += 1;
            desk.printer.complain(&format!("{} is already there and was left alone", path.display()));
        }
    }
    let next = paint(style::HELP, "abide check");
    desk.printer.talk(&format!("Next: say what you keep in policy.toml, then run {next}."));
    Ok(if kept == 0 { Exit::Fine } else { Exit::Undone })
}

/// Writes the file unless there is one; says whether it did.
fn write_new(path: &Path, text: &str) -> Result<bool, Failure> {
    match File::create_new(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(|error| unwritable(path, &error)).map(|()| true)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(unwritable(path, &error)),
    }
}
