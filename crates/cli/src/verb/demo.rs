//! `abide demo`

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    demo::{Company, FoundError},
    desk::Desk,
    exit::{Exit, Failure},
    show::{
        style::{self, paint},
        words::counted,
    },
    verb::{Verb, apply, check, explain, ledger, plan},
};

/// Shows everything on an invented company, in under a minute
///
/// Makes a company with customers, contracts, invoices, contacts, messages and applicants in an embedded database, then
/// checks its policy, plans, applies, plans again, explains one person and verifies the ledger. All people are invented.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  abide demo --keep --folder lumen")]
pub(crate) struct Args {
    /// Keep the folder for playing
    #[arg(long)]
    keep: bool,
    /// The folder, empty or new [default: demo with --keep, else one of its own that is removed]
    #[arg(long, value_name = "DIR")]
    folder: Option<PathBuf>,
    /// How many people
    #[arg(long, value_name = "N", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(60..=5_000_000))]
    people: u32,
}

/// Founds the company, runs the verbs, and removes it unless it is kept.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let stage = Stage::set(args)?;
    let today =
        desk.now.to_zoned(jiff::tz::TimeZone::get("Europe/Paris").unwrap_or(jiff::tz::TimeZone::UTC)).date();
    let company = Company::found(&stage.folder, today, args.people).map_err(|error| refused(&error))?;
    let here = env::current_dir().map_err(|error| lost(&error))?;
    env::set_current_dir(&company.folder).map_err(|error| lost(&error))?;
    let played = play(args, desk);
    env::set_current_dir(here).map_err(|error| lost(&error))?;
    let exit = played?;
    desk.printer.data(&farewell(args, &stage))?;
    Ok(exit)
}

/// The folder, and whether it leaves with us.
struct Stage {
    folder: PathBuf,
    leaves: bool,
}

impl Stage {
    fn set(args: &Args) -> Result<Self, Failure> {
        let folder = match &args.folder {
            Some(folder) => folder.clone(),
            None if args.keep => PathBuf::from("demo"),
            None => env::temp_dir().join(format!("abide-demo-{}", std::process::id())),
        };
        // A folder that held something before is not ours to remove: `found` refuses it, and it stays.
        let ours = fs::read_dir(&folder).map_or(true, |mut entries| entries.next().is_none());
        Ok(Self {
            folder: std::path::absolute(folder).map_err(|error| lost(&error))?,
            leaves: !args.keep && ours,
        })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.leaves {
            // Nothing is lost by a folder of invented people that cannot be removed.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// The verbs in their order, each after a word on what it is for.
fn play(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let desk = Desk {
        policy: "policy.toml".into(),
        map: "map.toml".into(),
        journal: "abide.journal".into(),
        json: false,
        ..desk.clone()
    };
    let people = counted(u64::from(args.people), "person").replace("persons", "people");
    desk.printer.data(&format!(
        "Atelier Lumen makes lamps in Lyon and hires them out. It does not exist, and neither do its {people}.\n\
         It has a policy of five clauses, and a database as such databases are: nothing ever left it."
    ))?;
    for scene in SCENES {
        desk.printer.data(&format!(
            "\n{}\n{}\n",
            scene.word,
            paint(style::HELP, &format!("$ {}", scene.command))
        ))?;
        let exit = super::run(Some((scene.verb)()), &desk)?;
        if exit != Exit::Fine {
            return Ok(exit);
        }
    }
    Ok(Exit::Fine)
}

/// A verb as the demo runs it.
struct Scene {
    word: &'static str,
    command: &'static str,
    verb: fn() -> Verb,
}

/// Number 31 hired lamps once, long ago: the contract's period is over, the invoice's is not.
const SCENES: [Scene; 6] = [
    Scene {
        word: "1. Do the policy and the data map hold together?",
        command: "abide check",
        verb: || Verb::Check(check::Args::default()),
    },
    Scene {
        word: "2. What is kept longer than the policy says? Looking changes nothing.",
        command: "abide plan",
        verb: || Verb::Plan(plan::Args::default()),
    },
    Scene {
        word: "3. Make it true: in batches, the rule checked again in the statement that changes a row.",
        command: "abide apply --yes",
        verb: || Verb::Apply(apply::Args { yes: true, ..apply::Args::default() }),
    },
    Scene {
        word: "4. And now? What is found is still told, but there is nothing left to do.",
        command: "abide plan",
        verb: || Verb::Plan(plan::Args::default()),
    },
    Scene {
        word: "5. “I was your customer years ago. Why do you still have my name?”",
        command: "abide explain shop.customers 31",
        verb: || Verb::Explain(explain::Args::record("shop.customers", "31")),
    },
    Scene {
        word: "6. Prove it: every batch is an entry in a chain that shows any flipped, dropped or swapped one.",
        command: "abide ledger verify",
        verb: || Verb::Ledger(ledger::Args::verify()),
    },
];

fn farewell(args: &Args, stage: &Stage) -> String {
    if stage.leaves {
        return format!(
            "\nThat was all of it. The folder is removed now; {} keeps it for playing.",
            paint(style::HELP, "abide demo --keep")
        );
    }
    let folder = args.folder.as_deref().unwrap_or(Path::new("demo")).display();
    format!(
        "\nThat was all of it. Everything is in {folder}: change policy.toml, then try\n  {}",
        paint(style::HELP, &format!("cd {folder} && abide plan --at 2030-01-01"))
    )
}

fn refused(error: &FoundError) -> Failure {
    let failure = Failure::new(Exit::Output, error.to_string());
    match error {
        FoundError::NotEmpty(_) => failure.help("--folder DIR names another one, empty or new"),
        FoundError::File(..) | FoundError::Database(..) => {
            failure.help("free some space, or let --folder DIR name another place")
        }
    }
}

fn lost(error: &std::io::Error) -> Failure {
    Failure::new(Exit::Output, format!("the demo's folder cannot be used: {error}"))
        .help("let --folder DIR name another one")
}
