//! What can change, and how.

use serde::{Serialize, Serializer};

/// What a change is about, in the order in which people care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// An activity.
    Activity,
    /// What an activity is for.
    Purpose,
    /// Whether that is direct marketing.
    Marketing,
    /// How long it needs data.
    Period,
    /// The data it needs.
    Category,
    /// The people it is about.
    Subject,
    /// Its legal basis.
    Basis,
    /// What people may do about it. Which rights follow from a basis is for the law to say: [`compare`](super::compare) does not.
    Right,
    /// To whom it gives data.
    ActivityRecipient,
    /// Who decides about it with the controller.
    ActivityJointController,
    /// What protects its data.
    ActivityMeasure,
    /// A processor or another recipient.
    Recipient,
    /// Whether somebody is a processor or has purposes of its own.
    Role,
    /// The countries in which somebody has data.
    Country,
    /// What protects the data there.
    Safeguard,
    /// The processors that a processor engages.
    SubProcessor,
    /// The first day on which somebody has data.
    Start,
    /// The last.
    End,
    /// What may be held nowhere.
    Forbidden,
    /// What protects data.
    Measure,
    /// What the published text promises.
    Clause,
    /// When something is over from which periods are counted.
    Event,
    /// The law that the policy names.
    Law,
    /// Who decides.
    Controller,
    /// Who decides with the controller.
    JointController,
    /// The data protection officer.
    Officer,
    /// The representative in the Union.
    Representative,
    /// The controller's country.
    ControllerCountry,
    /// The controller's postal address.
    ControllerAddress,
    /// The controller's registration.
    ControllerRegistration,
    /// How the controller is reached.
    ControllerContact,
    /// The zone in which the controller's days begin and end.
    TimeZone,
}

/// How something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is the same under another name.
    Renamed,
    /// It lasts longer.
    Longer,
    /// It lasts less long.
    Shorter,
    /// It takes in more: all contact details instead of the e-mail address.
    Wider,
    /// It takes in less.
    Narrower,
    /// It is otherwise.
    Changed,
}

const NAMED: &[Turn] = &[Turn::Added, Turn::Removed, Turn::Renamed];
const OTHERWISE: &[Turn] = &[Turn::Changed];
const LENGTH: &[Turn] = &[Turn::Longer, Turn::Shorter, Turn::Changed];
const EXTENT: &[Turn] = &[Turn::Added, Turn::Removed, Turn::Wider, Turn::Narrower];
const SET: &[Turn] = &[Turn::Added, Turn::Removed];
const VALUE: &[Turn] = &[Turn::Added, Turn::Removed, Turn::Changed];

impl Aspect {
    /// All of them, in their order.
    pub const ALL: [Self; 32] = [
        Self::Activity,
        Self::Purpose,
        Self::Marketing,
        Self::Period,
        Self::Category,
        Self::Subject,
        Self::Basis,
        Self::Right,
        Self::ActivityRecipient,
        Self::ActivityJointController,
        Self::ActivityMeasure,
        Self::Recipient,
        Self::Role,
        Self::Country,
        Self::Safeguard,
        Self::SubProcessor,
        Self::Start,
        Self::End,
        Self::Forbidden,
        Self::Measure,
        Self::Clause,
        Self::Event,
        Self::Law,
        Self::Controller,
        Self::JointController,
        Self::Officer,
        Self::Representative,
        Self::ControllerCountry,
        Self::ControllerAddress,
        Self::ControllerRegistration,
        Self::ControllerContact,
        Self::TimeZone,
    ];

    /// How it is written for a program: `time-zone`.
    pub fn key(self) -> &'static str {
        self.row().0
    }

    /// How it can change.
    pub fn turns(self) -> &'static [Turn] {
        self.row().1
    }

    fn row(self) -> (&'static str, &'static [Turn]) {
        match self {
            Self::Activity => ("activity", NAMED),
            Self::Purpose => ("purpose", OTHERWISE),
            Self::Marketing => ("marketing", SET),
            Self::Period => ("period", LENGTH),
            Self::Category => ("category", EXTENT),
            Self::Subject => ("subject", SET),
            Self::Basis => ("basis", OTHERWISE),
            Self::Right => ("right", EXTENT),
            Self::ActivityRecipient => ("activity-recipient", SET),
            Self::ActivityJointController => ("activity-joint-controller", SET),
            Self::ActivityMeasure => ("activity-measure", SET),
            Self::Recipient => ("recipient", VALUE),
            Self::Role => ("role", OTHERWISE),
            Self::Country => ("country", SET),
            Self::Safeguard => ("safeguard", VALUE),
            Self::SubProcessor => ("sub-processor", SET),
            Self::Start => ("start", VALUE),
            Self::End => ("end", VALUE),
            Self::Forbidden => ("forbidden", SET),
            Self::Measure => ("measure", VALUE),
            Self::Clause => ("clause", VALUE),
            Self::Event => ("event", OTHERWISE),
            Self::Law => ("law", SET),
            Self::Controller => ("controller", OTHERWISE),
            Self::JointController => ("joint-controller", VALUE),
            Self::Officer => ("officer", VALUE),
            Self::Representative => ("representative", VALUE),
            Self::ControllerCountry => ("controller-country", VALUE),
            Self::ControllerAddress => ("controller-address", VALUE),
            Self::ControllerRegistration => ("controller-registration", VALUE),
            Self::ControllerContact => ("controller-contact", VALUE),
            Self::TimeZone => ("time-zone", OTHERWISE),
        }
    }
}

impl Turn {
    /// How it is written for a program: `added`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Longer => "longer",
            Self::Shorter => "shorter",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
            Self::Changed => "changed",
        }
    }
}

/// Its key.
impl Serialize for Aspect {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.key())
    }
}

/// Its key.
impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.key())
    }
}
