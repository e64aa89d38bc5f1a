//! Exit codes and the failures that lead to them: one enum, one home. `docs/exit-codes.md` and `--help` say the same.

use std::fmt::Write as _;

use abide_engine::{
    apply::ApplyError,
    journal::JournalError,
    rounds::RoundError,
    session::{
        ApplyPlanError, ArchiveError, ExplainError, HoldError, OpenError, PersonError, PlanError,
        ReadArchiveError, ReplayError, ReturnError, VerifyError,
    },
    store::StoreError,
};

/// What the command tells the program that ran it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done, or nothing to do.
    Fine = 0,
    /// `check` found errors, `diff` a difference, or `publish --check` another text.
    Findings = 1,
    /// The command line makes no sense, or nobody is there to answer a question.
    Usage = 2,
    /// The policy, the map, a plan file or a law pack is missing, unreadable or wrong.
    Files = 3,
    /// A store cannot be reached, refuses, or fails.
    Store = 4,
    /// The plan is not for the world as it is now.
    Stale = 5,
    /// Another apply is running.
    Busy = 6,
    /// The journal is lost, older than the data, broken, or cannot be written.
    Journal = 7,
    /// A person said no, or stopped it.
    Stopped = 8,
    /// Something was left undone.
    Undone = 9,
    /// `plan --detailed-exitcode`: there is something to do.
    Steps = 10,
    /// What was asked for is not there.
    NotFound = 11,
    /// The result cannot be written.
    Output = 12,
    /// The checker refuses the plan that the planner made.
    Unsound = 13,
    /// A plan waits for a person.
    Waiting = 14,
    /// A store looks restored from a backup.
    Restored = 15,
}

impl Exit {
    /// Every code, in order.
    pub(crate) const ALL: [Self; 16] = [
        Self::Fine,
        Self::Findings,
        Self::Usage,
        Self::Files,
        Self::Store,
        Self::Stale,
        Self::Busy,
        Self::Journal,
        Self::Stopped,
        Self::Undone,
        Self::Steps,
        Self::NotFound,
        Self::Output,
        Self::Unsound,
        Self::Waiting,
        Self::Restored,
    ];

    /// What it means, in one line.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Fine => "done, or nothing to do",
            Self::Findings => "`check` found errors, `diff` a difference, or `publish --check` another text",
            Self::Usage => "wrong arguments, or a question that nobody is there to answer",
            Self::Files => "the policy, the map, a plan file or a law pack is missing, unreadable or wrong",
            Self::Store => "a store cannot be reached, refuses, or fails",
            Self::Stale => "the plan is not for the files, the databases or the day as they are now",
            Self::Busy => "another apply is running",
            Self::Journal => "the journal is lost, older than the data, broken, or cannot be written",
            Self::Stopped => "a person said no, or stopped it; nothing is lost and a rerun goes on",
            Self::Undone => "something was left undone; the last lines say what",
            Self::Steps => "`plan --detailed-exitcode`: there is something to do",
            Self::NotFound => "what was asked for is not there",
            Self::Output => "the result cannot be written",
            Self::Unsound => "the plan breaks an invariant, and is refused: a defect of Abide",
            Self::Waiting => "`run --once`: a plan that would change too much waits for a person",
            Self::Restored => {
                "a store looks restored from a backup: `abide replay` does again what it has lost"
            }
        }
    }

    /// All codes with their meanings, for the end of `--help`.
    pub(crate) fn list() -> String {
        let mut text = String::from("Exit codes:\n");
        for exit in Self::ALL {
            let _ = writeln!(text, "  {:>2}  {}", exit as u8, exit.meaning());
        }
        text
    }
}

/// Why a verb did not do what it was asked: a code, a sentence that names the thing, and the remedy.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The code.
    pub(crate) exit: Exit,
    /// The sentence, without a full stop. Empty when everything was said already.
    pub(crate) sentence: String,
    /// What to do.
    pub(crate) help: Option<String>,
}

impl Failure {
    /// A failure told in `sentence`.
    pub(crate) fn new(exit: Exit, sentence: impl Into<String>) -> Self {
        Self { exit, sentence: sentence.into(), help: None }
    }

    /// A failure of which everything was said already.
    pub(crate) fn told(exit: Exit) -> Self {
        Self::new(exit, "")
    }

    /// Says what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::new(Exit::Store, error.to_string())
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        Self::new(journal(&error), error.to_string())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        Self::new(Exit::Files, error.to_string())
    }
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::NoSuchStore(_) => Self::new(Exit::Usage, error.to_string()),
            PlanError::Store { .. } => Self::new(Exit::Store, error.to_string()),
            PlanError::Journal(error) => error.into(),
            PlanError::Unsound(_) => {
                Self::new(Exit::Unsound, format!("the plan breaks its own rules, and is refused:\n{error}"))
                    .help("this is a defect of Abide: please report it with the policy and the map")
            }
        }
    }
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Journal(error) => error.into(),
            VerifyError::Store { .. } => Self::new(Exit::Store, error.to_string())
                .help("`abide ledger verify --alone` looks at the chain only"),
        }
    }
}

impl From<ApplyPlanError> for Failure {
    fn from(error: ApplyPlanError) -> Self {
        let exit = match &error {
            ApplyPlanError::Stale(_) | ApplyPlanError::Future(_) | ApplyPlanError::Altered(_) => Exit::Stale,
            ApplyPlanError::Errors | ApplyPlanError::NoSuchStore(_) => Exit::Files,
            ApplyPlanError::Unsound(_) => Exit::Unsound,
            ApplyPlanError::Store { .. } | ApplyPlanError::Archive(_) => Exit::Store,
            ApplyPlanError::Journal(error) => journal(error),
            ApplyPlanError::Apply { cause, .. } => applying(cause),
        };
        Self::new(exit, error.to_string())
    }
}

impl From<ReplayError> for Failure {
    fn from(error: ReplayError) -> Self {
        let exit = match &error {
            ReplayError::NoSuchStore(_) => Exit::Usage,
            ReplayError::Journal(error) => journal(error),
            ReplayError::Store { .. } => Exit::Store,
            ReplayError::Apply { cause, .. } => applying(cause),
        };
        Self::new(exit, error.to_string())
    }
}

impl From<RoundError> for Failure {
    fn from(error: RoundError) -> Self {
        match error {
            RoundError::Open(error) => error.into(),
            RoundError::Journal(error) => error.into(),
            RoundError::Save { .. } => Self::new(Exit::Output, error.to_string()),
        }
    }
}

fn applying(error: &ApplyError) -> Exit {
    match error {
        ApplyError::Store(_) => Exit::Store,
        ApplyError::Journal(error) => journal(error),
        ApplyError::Stale(_) | ApplyError::CatalogChanged { .. } | ApplyError::BadPremise { .. } => {
            Exit::Stale
        }
        ApplyError::Decided => Exit::Stale,
        ApplyError::Applying { .. } => Exit::Busy,
        ApplyError::JournalLost { .. } => Exit::Journal,
        ApplyError::Restored { .. } => Exit::Restored,
        ApplyError::Unreachable { .. } => Exit::Undone,
    }
}

fn journal(error: &JournalError) -> Exit {
    match error {
        JournalError::Applying { .. } => Exit::Busy,
        JournalError::Export(_) => Exit::Output,
        _ => Exit::Journal,
    }
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        let exit = if matches!(error, ArchiveError::NoSuchStore(_)) { Exit::Usage } else { Exit::Store };
        Self::new(exit, error.to_string())
    }
}

impl From<ReadArchiveError> for Failure {
    fn from(error: ReadArchiveError) -> Self {
        match error {
            ReadArchiveError::Archive(error) => error.into(),
            ReadArchiveError::Journal(error) => error.into(),
            other => Self::new(Exit::Usage, other.to_string()),
        }
    }
}

impl From<ReturnError> for Failure {
    fn from(error: ReturnError) -> Self {
        let exit = match &error {
            ReturnError::NoArchive(_) => Exit::Usage,
            ReturnError::Missing { .. } | ReturnError::NoRights { .. } => Exit::Store,
            ReturnError::Refused(_) => Exit::Undone,
            ReturnError::Journal(error) => journal(error),
            ReturnError::Apply { cause, .. } => applying(cause),
            ReturnError::Read(_) | ReturnError::Explain(_) => Exit::Fine,
        };
        match error {
            ReturnError::Read(error) => error.into(),
            ReturnError::Explain(error) => error.into(),
            error => Self::new(exit, error.to_string()),
        }
    }
}

impl From<ExplainError> for Failure {
    fn from(error: ExplainError) -> Self {
        let exit = match &error {
            ExplainError::NoSuchTable(_)
            | ExplainError::KeyParts { .. }
            | ExplainError::NoSuchIdentity(_) => Exit::Usage,
            ExplainError::NoSuchRecord(_) => Exit::NotFound,
            ExplainError::Journal(error) => journal(error),
            ExplainError::Store { .. } => Exit::Store,
        };
        Self::new(exit, error.to_string())
    }
}

impl From<HoldError> for Failure {
    fn from(error: HoldError) -> Self {
        match error {
            HoldError::Person(error) => error.into(),
            HoldError::Explain(error) => error.into(),
            HoldError::Journal(error) => error.into(),
            HoldError::Empty | HoldError::NoSuchHold(_) => Self::new(Exit::NotFound, error.to_string()),
            _ => Self::new(Exit::Usage, error.to_string()),
        }
    }
}

impl From<PersonError> for Failure {
    fn from(error: PersonError) -> Self {
        match error {
            PersonError::Explain(error) => error.into(),
            PersonError::Journal(error) => error.into(),
            PersonError::Unknown => Self::new(Exit::NotFound, error.to_string()),
            _ => Self::new(Exit::Usage, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Exit;

    #[test]
    fn the_manual_says_what_the_enum_says() {
        let manual = include_str!("../../../docs/exit-codes.md");
        for exit in Exit::ALL {
            let row = format!("| {} | {} |", exit as u8, exit.meaning());
            assert!(manual.contains(&row), "docs/exit-codes.md lacks: {row}");
        }
    }

    #[test]
    fn codes_are_their_place_in_the_list() {
        for (place, exit) in Exit::ALL.into_iter().enumerate() {
            assert_eq!(place, usize::from(exit as u8));
        }
    }
}
