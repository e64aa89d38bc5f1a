//! `abide schema`

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
};

/// Prints the JSON Schema of a file, with which editors complete and validate it
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  abide schema policy > policy.schema.json")]
pub(crate) struct Args {
    /// The file
    file: File,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum File {
    /// policy.toml
    Policy,
    /// map.toml
    Map,
}

/// Prints the schema.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let schema = match args.file {
        File::Policy => abide_policy::schema::policy_schema(),
        File::Map => abide_policy::schema::map_schema(),
    };
    desk.printer.json(&schema).map(|()| Exit::Fine)
}
