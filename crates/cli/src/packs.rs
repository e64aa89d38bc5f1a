//! The law packs: those that Abide ships, and those in a folder that the user names.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use abide_law::pack::Packs;

use crate::exit::{Exit, Failure};

/// Where more packs are.
#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct PacksArgs {
    /// A folder with law packs of your own (*.toml), beside those that Abide has
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) packs: Option<PathBuf>,
}

impl PacksArgs {
    /// Reads them all, in the order of their files' names.
    pub(crate) fn read(&self) -> Result<Packs, Failure> {
        let mut packs = Packs::shipped();
        let Some(folder) = &self.packs else { return Ok(packs) };
        let files = files(folder).map_err(|error| unreadable(folder, &error))?;
        for file in files {
            let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, &error))?;
            let name = file.display().to_string();
            packs
                .add(&name, &text)
                .map_err(|error| Failure::new(Exit::Files, error.to_string()).help(error.help()))?;
        }
        Ok(packs)
    }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<_> = entries.collect::<io::Result<_>>()?;
    files.retain(|path| path.extension() == Some(OsStr::new("toml")));
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let name = path.display();
    Failure::new(Exit::Files, format!("the law packs at {name} cannot be read: {error}"))
        .help("--packs names a folder whose *.toml files are law packs, as UTF-8 text")
}
