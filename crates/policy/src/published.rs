//! What the published text does not tell, though the policy here does: the files can then be exact about what is kept, and
//! honest about what people were told.

use crate::{keyed::keyed, span::Spanned};

/// The text that is published from the file.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Its address on the web.
    pub address: Option<Spanned<String>>,
    /// The clauses that it keeps by saying what it says, where it stays.
    pub clauses: Vec<Spanned<String>>,
}

keyed! {
    /// Something that people have to be told, and that the published text leaves out.
    Untold {
        /// That a complaint to an authority is possible.
        Complaint = "complaint",
        /// That people may say what becomes of their data after their death.
        AfterDeath = "after-death",
        /// Which rights people have.
        Rights = "rights",
        /// The legal basis of an activity.
        Basis = "basis",
        /// For how long an activity needs its data.
        Keep = "keep",
        /// How long its data stays in the archive.
        Archive = "archive",
    }
}

impl Untold {
    /// What the text can leave out as a whole: the first three.
    pub(crate) const OF_POLICY: &[&str] = Self::KEYS.split_at(3).0;

    /// What it can leave out of an activity.
    pub(crate) const OF_ACTIVITY: &[&str] = Self::KEYS.split_at(3).1;
}
