//! `abide person`

use abide_engine::session::{Choice, Decided, word};
use abide_ledger::Ending;
use jiff::{Timestamp, civil::Date};

use super::{apply, explain::Identity};
use crate::{
    ask::{self, Asking},
    desk::Desk,
    exit::{Exit, Failure},
    office::Office,
    show,
};

/// Writes down what a person ended or allowed again, and shows what follows
///
/// An objection ends what rests on legitimate or public interest, and all direct marketing; a withdrawal, what rests on consent; an
/// erasure, all but what the law or the public interest asks for, and a contract once nothing of it runs on; a choice, what it
/// names. It holds for records that arrive later: an import does not bring a person back.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  abide person end objection --identity email=alice@example.com\n  abide person end choice --activity wallet --identity email=alice@example.com --yes\n  abide person consent newsletter --identity email=alice@example.com\n  abide person show --identity email=alice@example.com"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Ends activities for a person, in all stores, after showing what would go and asking
    End(End),
    /// Lets an activity in again for a person
    Consent(Consent),
    /// Shows what a person decided, and what is ended
    Show {
        #[command(flatten)]
        who: Who,
    },
    /// Lists the persons who decided something, by pseudonym
    List,
}

#[derive(Debug, clap::Args)]
struct End {
    /// What the person did
    ending: Word,
    #[command(flatten)]
    who: Who,
    /// The activity that it is about; several when given again [default: all that it can end]
    #[arg(long, value_name = "ACTIVITY")]
    activity: Vec<String>,
    /// The day on which it was received [default: today]
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
    /// Do not ask
    #[arg(long, short)]
    yes: bool,
    /// Plan and apply at once, in all stores; everything else that is over goes too
    #[arg(long)]
    apply: bool,
}

#[derive(Debug, clap::Args)]
struct Consent {
    /// The activity
    activity: String,
    #[command(flatten)]
    who: Who,
    /// The day on which it was received [default: today]
    #[arg(long, value_name = "DATE")]
    received: Option<Date>,
}

/// Who a person is.
#[derive(Debug, clap::Args)]
struct Who {
    /// An identity of the person, as the map names it; several when given again
    #[arg(long, value_name = "KIND=VALUE", value_parser = super::explain::identity, required = true)]
    identity: Vec<Identity>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Word {
    /// The person objects (GDPR art. 21)
    Objection,
    /// The person withdraws consent (art. 7)
    Withdrawal,
    /// The person asks for erasure (art. 17)
    Erasure,
    /// The person ends activities by name
    Choice,
}

impl From<Word> for Ending {
    fn from(word: Word) -> Self {
        match word {
            Word::Objection => Self::Objection,
            Word::Withdrawal => Self::Withdrawal,
            Word::Erasure => Self::Erasure,
            Word::Choice => Self::Choice,
        }
    }
}

impl Who {
    fn pairs(&self) -> Vec<(String, String)> {
        self.identity.iter().map(|one| (one.kind.clone(), one.value.clone())).collect()
    }
}

/// Does what was asked.
pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Exit, Failure> {
    let office = Office::open(desk)?;
    match &args.what {
        What::End(args) => end(args, &office, desk),
        What::Consent(args) => consent(args, &office, desk),
        What::Show { who } => {
            let shown = office.session.show_person(&who.pairs())?;
            if desk.json {
                desk.printer.json(&shown)?;
            } else {
                desk.printer.data(&show::person::render(&shown))?;
            }
            Ok(Exit::Fine)
        }
        What::List => {
            let all = office.session.list_persons()?;
            if desk.json {
                desk.printer.json(&all)?;
            } else {
                desk.printer.data(&show::person::list(&all))?;
            }
            Ok(Exit::Fine)
        }
    }
}

fn end(args: &End, office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let choice = Choice {
        ending: args.ending.into(),
        activities: args.activity.clone(),
        identities: args.who.pairs(),
        received: args.received,
    };
    let preview = office.session.preview_ending(&choice)?;
    desk.printer.talk(&show::person::preview(&preview, word(choice.ending)));
    if !args.yes {
        let asking = Asking { command: "abide person end", first: Asking::TOLD };
        ask::confirm(
            &desk.printer,
            &asking,
            "Write this down? It holds from now on, for records to come too.",
        )?;
    }
    let decided = office.session.end_person(&choice, Timestamp::now)?;
    tell(&decided, desk)?;
    if args.apply {
        return apply::run(&apply::Args { yes: args.yes, ..apply::Args::default() }, desk);
    }
    desk.printer.talk("Nothing was touched yet: abide plan shows what goes, abide apply does it.");
    Ok(Exit::Fine)
}

fn consent(args: &Consent, office: &Office, desk: &Desk) -> Result<Exit, Failure> {
    let who = args.who.pairs();
    let decided = office.session.consent_person(&args.activity, &who, args.received, Timestamp::now)?;
    tell(&decided, desk)?;
    Ok(Exit::Fine)
}

fn tell(decided: &Decided, desk: &Desk) -> Result<(), Failure> {
    if desk.json {
        return desk.printer.json(decided);
    }
    desk.printer.data(&show::person::decided(decided))
}
