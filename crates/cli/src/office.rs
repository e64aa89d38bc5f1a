//! A session with what showing its answers needs: the texts that spans point into.

use abide_engine::session::{Files, Session};
use abide_phrases::Language;

use crate::{
    desk::Desk,
    exit::{Exit, Failure},
    language,
    read::{self, Read},
    show::{
        diagnostics::{self, Sources, Tally},
        why::Why,
    },
};

/// The files, read without an error, and what can be asked of their stores.
#[derive(Debug)]
pub(crate) struct Office {
    /// What can be asked.
    pub(crate) session: Session,
    sources: Sources,
}

impl Office {
    /// Opens the session. Files with errors are refused, and the errors are told.
    pub(crate) fn open(desk: &Desk) -> Result<Self, Failure> {
        let read = read::files(desk, false, None)?;
        if !abide_policy::is_usable(&read.findings) {
            return Err(refused(&read, desk));
        }
        let files =
            Files { policy: desk.policy.clone(), map: desk.map.clone(), journal: desk.journal.clone() };
        Ok(Self { session: Session::open(files, desk.now)?, sources: read.sources })
    }

    /// The policy, able to say why.
    pub(crate) fn why(&self) -> Why<'_> {
        Why { policy: self.session.policy(), text: &self.sources.policy.text, map: self.session.map() }
    }
}

/// Tells the errors alone: what else there is to say does not keep anything from being done.
pub(crate) fn refused(read: &Read, desk: &Desk) -> Failure {
    let errors: Vec<_> = read
        .findings
        .iter()
        .filter(|finding| finding.severity == abide_policy::finding::Severity::Error)
        .cloned()
        .collect();
    desk.printer.complain(&diagnostics::render(&errors, &read.sources, &desk.phrases()));
    // Why a verb failed is told in English.
    let tally = Tally::of(errors.iter().map(|finding| finding.severity));
    let tally = tally.sentence(&language::phrases(Language::English)).unwrap_or_default();
    Failure::new(Exit::Files, format!("the files have {tally}, and nothing was done"))
}
