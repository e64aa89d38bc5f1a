//! The kinds of rule.

use serde::{Deserialize, Serialize};

/// The kinds, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// How long what is kept.
    Period,
    /// How what is kept, whatever for.
    Storage,
    /// When an answer or a notification is due.
    Deadline,
    /// What a request may cost and take.
    Request,
    /// Which rights follow from which basis.
    Right,
    /// What people must be told.
    Notice,
    /// Where data may be.
    Country,
    /// To whom people complain.
    Authority,
    /// On what terms a processor works.
    Processor,
    /// What a controller has.
    Controller,
    /// What special categories of data take.
    Special,
    /// What takes an impact assessment.
    Impact,
    /// What takes consent, and of what kind.
    Consent,
    /// How people leave a list of messages.
    Unsubscribing,
    /// When people may be called.
    Telephone,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Period,
        Self::Storage,
        Self::Deadline,
        Self::Request,
        Self::Right,
        Self::Notice,
        Self::Country,
        Self::Authority,
        Self::Processor,
        Self::Controller,
        Self::Special,
        Self::Impact,
        Self::Consent,
        Self::Unsubscribing,
        Self::Telephone,
    ];

    /// How it is written in a pack: `period`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Storage => "storage",
            Self::Deadline => "deadline",
            Self::Request => "request",
            Self::Right => "right",
            Self::Notice => "notice",
            Self::Country => "country",
            Self::Authority => "authority",
            Self::Processor => "processor",
            Self::Controller => "controller",
            Self::Special => "special",
            Self::Impact => "impact",
            Self::Consent => "consent",
            Self::Unsubscribing => "unsubscribing",
            Self::Telephone => "telephone",
        }
    }
}
