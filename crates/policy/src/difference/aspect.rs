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
    /// What that comprises.
    SubPurpose,
    /// The legitimate interest.
    Interest,
    /// How long it needs data.
    Period,
    /// What the published text does not tell of an activity, or at all.
    Untold,
    /// The data it needs.
    Category,
    /// The people it is about.
    Subject,
    /// Where its data comes from.
    DataSource,
    /// What is decided by machines.
    AutomatedDecisions,
    /// Its legal basis.
    Basis,
    /// The ground for special categories of data.
    SpecialGround,
    /// What people may do about it. Which rights follow from a basis is for the law to say: [`compare`](super::compare) does not.
    Right,
    /// To whom it gives data.
    ActivityRecipient,
    /// Whether nobody receives data, of an activity or at all.
    NoRecipients,
    /// Whether no data has to be given, for an activity or at all.
    Voluntary,
    /// What happens when data for an activity is not given.
    ActivityOtherwise,
    /// For whom it is done, where it is not for the controller.
    OnBehalfOf,
    /// The companies for which it is done.
    ActivitySubsidiary,
    /// The sites on which it is done.
    ActivitySite,
    /// Who decides about it with the controller.
    ActivityJointController,
    /// What protects its data.
    ActivityMeasure,
    /// A processor or another recipient.
    Recipient,
    /// What kind of recipient somebody is.
    RecipientKind,
    /// The data that somebody gets; where none is told, all of the activities that name them.
    RecipientData,
    /// For what somebody gets it.
    RecipientPurpose,
    /// Whether what somebody gets is open to everybody.
    Public,
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
    /// A point at which data is collected.
    Collection,
    /// The data that must be given there.
    Required,
    /// The data that may be given there.
    Optional,
    /// What happens there to who does not give it.
    Otherwise,
    /// How agreement is taken there.
    Agreement,
    /// Within what time requests are answered.
    Answer,
    /// How much longer that may take.
    Extension,
    /// When people are asked to show who they are.
    Identity,
    /// What may be charged.
    Fee,
    /// A way by which requests come.
    Channel,
    /// What may be held nowhere.
    Forbidden,
    /// About whom nothing may be held.
    ForbiddenSubject,
    /// To whom nothing may go.
    ForbiddenRecipient,
    /// Where data has to stay.
    Territory,
    /// What such a place is made of.
    Region,
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
    /// Another company of the controller.
    Subsidiary,
    /// A site on which people meet the controller.
    Site,
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
const DURATION: &[Turn] = &[Turn::Added, Turn::Removed, Turn::Longer, Turn::Shorter, Turn::Changed];
const EXTENT: &[Turn] = &[Turn::Added, Turn::Removed, Turn::Wider, Turn::Narrower];
const SET: &[Turn] = &[Turn::Added, Turn::Removed];
const VALUE: &[Turn] = &[Turn::Added, Turn::Removed, Turn::Changed];

impl Aspect {
    /// All of them, in their order.
    pub const ALL: [Self; 64] = [
        Self::Activity,
        Self::Purpose,
        Self::Marketing,
        Self::SubPurpose,
        Self::Interest,
        Self::Period,
        Self::Untold,
        Self::Category,
        Self::Subject,
        Self::DataSource,
        Self::AutomatedDecisions,
        Self::Basis,
        Self::SpecialGround,
        Self::Right,
        Self::ActivityRecipient,
        Self::NoRecipients,
        Self::Voluntary,
        Self::ActivityOtherwise,
        Self::OnBehalfOf,
        Self::ActivitySubsidiary,
        Self::ActivitySite,
        Self::ActivityJointController,
        Self::ActivityMeasure,
        Self::Recipient,
        Self::RecipientKind,
        Self::RecipientData,
        Self::RecipientPurpose,
        Self::Public,
        Self::Role,
        Self::Country,
        Self::Safeguard,
        Self::SubProcessor,
        Self::Start,
        Self::End,
        Self::Collection,
        Self::Required,
        Self::Optional,
        Self::Otherwise,
        Self::Agreement,
        Self::Answer,
        Self::Extension,
        Self::Identity,
        Self::Fee,
        Self::Channel,
        Self::Forbidden,
        Self::ForbiddenSubject,
        Self::ForbiddenRecipient,
        Self::Territory,
        Self::Region,
        Self::Measure,
        Self::Clause,
        Self::Event,
        Self::Law,
        Self::Controller,
        Self::JointController,
        Self::Subsidiary,
        Self::Site,
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
            Self::SubPurpose => ("sub-purpose", SET),
            Self::Interest => ("interest", VALUE),
            Self::Period => ("period", LENGTH),
            Self::Untold => ("untold", SET),
            Self::Category => ("category", EXTENT),
            Self::Subject => ("subject", SET),
            Self::DataSource => ("data-source", VALUE),
            Self::AutomatedDecisions => ("automated-decisions", VALUE),
            Self::Basis => ("basis", OTHERWISE),
            Self::SpecialGround => ("special-ground", VALUE),
            Self::Right => ("right", EXTENT),
            Self::ActivityRecipient => ("activity-recipient", SET),
            Self::NoRecipients => ("no-recipients", SET),
            Self::Voluntary => ("voluntary", SET),
            Self::ActivityOtherwise => ("activity-otherwise", VALUE),
            Self::OnBehalfOf => ("on-behalf-of", VALUE),
            Self::ActivitySubsidiary => ("activity-subsidiary", SET),
            Self::ActivitySite => ("activity-site", SET),
            Self::ActivityJointController => ("activity-joint-controller", SET),
            Self::ActivityMeasure => ("activity-measure", SET),
            Self::Recipient => ("recipient", VALUE),
            Self::RecipientKind => ("recipient-kind", VALUE),
            Self::RecipientData => ("recipient-data", VALUE),
            Self::RecipientPurpose => ("recipient-purpose", VALUE),
            Self::Public => ("public", SET),
            Self::Role => ("role", OTHERWISE),
            Self::Country => ("country", SET),
            Self::Safeguard => ("safeguard", VALUE),
            Self::SubProcessor => ("sub-processor", SET),
            Self::Start => ("start", VALUE),
            Self::End => ("end", VALUE),
            Self::Collection => ("collection", SET),
            Self::Required => ("required", SET),
            Self::Optional => ("optional", SET),
            Self::Otherwise => ("otherwise", VALUE),
            Self::Agreement => ("agreement", VALUE),
            Self::Answer => ("answer", DURATION),
            Self::Extension => ("extension", DURATION),
            Self::Identity => ("identity", VALUE),
            Self::Fee => ("fee", VALUE),
            Self::Channel => ("channel", VALUE),
            Self::Forbidden => ("forbidden", SET),
            Self::ForbiddenSubject => ("forbidden-subject", SET),
            Self::ForbiddenRecipient => ("forbidden-recipient", SET),
            Self::Territory => ("territory", SET),
            Self::Region => ("region", SET),
            Self::Measure => ("measure", VALUE),
            Self::Clause => ("clause", VALUE),
            Self::Event => ("event", OTHERWISE),
            Self::Law => ("law", SET),
            Self::Controller => ("controller", OTHERWISE),
            Self::JointController => ("joint-controller", VALUE),
            Self::Subsidiary => ("subsidiary", SET),
            Self::Site => ("site", SET),
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
