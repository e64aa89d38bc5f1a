//! What can change, and how.

use serde::{Serialize, Serializer};

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

/// Each aspect with how it is written for a program and how it can change.
macro_rules! aspects {
    ($($(#[$says:meta])* $name:ident = $key:literal, $turns:ident;)*) => {
        /// What a change is about, in the order in which people care.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Aspect {
            $($(#[$says])* $name,)*
        }

        impl Aspect {
            /// All of them, in their order.
            pub const ALL: [Self; [$($key),*].len()] = [$(Self::$name),*];

            /// How it is written for a program: `time-zone`.
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// How it can change.
            pub fn turns(self) -> &'static [Turn] {
                match self {
                    $(Self::$name => $turns,)*
                }
            }
        }
    };
}

aspects! {
    /// An activity.
    Activity = "activity", NAMED;
    /// What an activity is for.
    Purpose = "purpose", OTHERWISE;
    /// Whether that is direct marketing.
    Marketing = "marketing", SET;
    /// What that is in the words of the vocabulary, where it is told in other words than those.
    PurposeTerm = "purpose-term", VALUE;
    /// What that comprises.
    SubPurpose = "sub-purpose", SET;
    /// The legitimate interest.
    Interest = "interest", VALUE;
    /// How long it needs data.
    Period = "period", LENGTH;
    /// The day from which on an activity is done.
    Since = "since", VALUE;
    /// What the published text does not tell of an activity, or at all.
    Untold = "untold", SET;
    /// The data it needs.
    Category = "category", EXTENT;
    /// Whether data is of a special category.
    SpecialCategory = "special-category", SET;
    /// The people it is about.
    Subject = "subject", SET;
    /// Where its data comes from.
    DataSource = "data-source", VALUE;
    /// What is decided by machines.
    AutomatedDecisions = "automated-decisions", VALUE;
    /// Its legal basis.
    Basis = "basis", OTHERWISE;
    /// The ground for special categories of data.
    SpecialGround = "special-ground", VALUE;
    /// What people may do about it. Which rights follow from a basis is for the law to say: [`compare`](super::compare) does not.
    Right = "right", EXTENT;
    /// How people leave the list, where it sends messages to many.
    Unsubscribing = "unsubscribing", SET;
    /// To whom it gives data.
    ActivityRecipient = "activity-recipient", SET;
    /// Whether nobody receives data, of an activity or at all.
    NoRecipients = "no-recipients", SET;
    /// Whether no data has to be given, for an activity or at all.
    Voluntary = "voluntary", SET;
    /// What happens when data for an activity is not given.
    ActivityOtherwise = "activity-otherwise", VALUE;
    /// For whom it is done, where it is not for the controller.
    OnBehalfOf = "on-behalf-of", VALUE;
    /// The companies for which it is done.
    ActivitySubsidiary = "activity-subsidiary", SET;
    /// The sites on which it is done.
    ActivitySite = "activity-site", SET;
    /// Who decides about it with the controller.
    ActivityJointController = "activity-joint-controller", SET;
    /// Where the arrangement with somebody who decides too is found.
    Arrangement = "arrangement", VALUE;
    /// What protects its data.
    ActivityMeasure = "activity-measure", SET;
    /// A processor or another recipient.
    Recipient = "recipient", VALUE;
    /// What kind of recipient somebody is.
    RecipientKind = "recipient-kind", VALUE;
    /// The data that somebody gets; where none is told, all of the activities that name them.
    RecipientData = "recipient-data", VALUE;
    /// For what somebody gets it.
    RecipientPurpose = "recipient-purpose", VALUE;
    /// Whether what somebody gets is open to everybody.
    Public = "public", SET;
    /// Whether somebody is a processor, or answers for itself.
    Role = "role", OTHERWISE;
    /// The countries in which somebody has data.
    Country = "country", SET;
    /// What protects the data there.
    Safeguard = "safeguard", VALUE;
    /// The processors that a processor engages.
    SubProcessor = "sub-processor", SET;
    /// The first day on which somebody has data.
    Start = "start", VALUE;
    /// The last.
    End = "end", VALUE;
    /// A point at which data is collected.
    Collection = "collection", SET;
    /// What data is collected there for.
    CollectionActivity = "collection-activity", SET;
    /// The sites on which it is.
    CollectionSite = "collection-site", SET;
    /// Whether data comes there by itself.
    Automatic = "automatic", SET;
    /// The data that must be given there.
    Required = "required", SET;
    /// The data that may be given there.
    Optional = "optional", SET;
    /// What happens there to who does not give it.
    Otherwise = "otherwise", VALUE;
    /// How agreement is taken there.
    Agreement = "agreement", VALUE;
    /// What is agreed to there.
    Agreed = "agreed", SET;
    /// The text beside the box.
    AgreementWording = "agreement-wording", VALUE;
    /// The other way for who does not agree.
    Alternative = "alternative", VALUE;
    /// Within what time requests are answered.
    Answer = "answer", DURATION;
    /// How much longer that may take.
    Extension = "extension", DURATION;
    /// When people are asked to show who they are.
    Identity = "identity", VALUE;
    /// What a request should say.
    AsksFor = "asks-for", VALUE;
    /// What may be charged.
    Fee = "fee", VALUE;
    /// On what ground.
    FeeGround = "fee-ground", VALUE;
    /// A way by which requests come.
    Channel = "channel", VALUE;
    /// A subject line by which an e-mail is known to be a request.
    SubjectLine = "subject-line", VALUE;
    /// What may be held nowhere.
    Forbidden = "forbidden", SET;
    /// About whom nothing may be held.
    ForbiddenSubject = "forbidden-subject", SET;
    /// To whom nothing may go.
    ForbiddenRecipient = "forbidden-recipient", SET;
    /// Where data has to stay.
    Territory = "territory", SET;
    /// What such a place is made of.
    Region = "region", SET;
    /// What has to stay there.
    TerritoryExtent = "territory-extent", OTHERWISE;
    /// What protects data.
    Measure = "measure", VALUE;
    /// What the published text promises.
    Clause = "clause", VALUE;
    /// When something is over from which periods are counted.
    Event = "event", OTHERWISE;
    /// The law that the policy names.
    Law = "law", SET;
    /// Who decides.
    Controller = "controller", OTHERWISE;
    /// Who decides with the controller.
    JointController = "joint-controller", VALUE;
    /// Another company of the controller.
    Subsidiary = "subsidiary", VALUE;
    /// A site on which people meet the controller.
    Site = "site", VALUE;
    /// The data protection officer.
    Officer = "officer", VALUE;
    /// That there is no data protection officer.
    NoOfficer = "no-officer", SET;
    /// The representative in the Union.
    Representative = "representative", VALUE;
    /// The controller's country.
    ControllerCountry = "controller-country", VALUE;
    /// The controller's postal address.
    ControllerAddress = "controller-address", VALUE;
    /// The controller's registration.
    ControllerRegistration = "controller-registration", VALUE;
    /// How the controller is reached.
    ControllerContact = "controller-contact", VALUE;
    /// The zone in which the controller's days begin and end.
    TimeZone = "time-zone", OTHERWISE;
    /// Where people read the policy.
    NoticeAddress = "notice-address", VALUE;
    /// What something is called: a word of the vocabulary, a point at which data is collected.
    Label = "label", OTHERWISE;
    /// The reference period of the law by which an activity goes.
    Reference = "reference", VALUE;
    /// Where the impact assessment of an activity is found.
    ImpactAssessment = "impact-assessment", VALUE;
    /// Where the contract with a processor is found.
    Contract = "contract", VALUE;
    /// Where its instructions are found.
    Instructions = "instructions", VALUE;
    /// What shows that it can be trusted with data.
    Guarantee = "guarantee", SET;
    /// When all this is looked at again.
    TermsReview = "terms-review", VALUE;
    /// Whether a measure is one of machines or of people.
    MeasureKind = "measure-kind", OTHERWISE;
    /// What somebody vouches for.
    Attestation = "attestation", VALUE;
    /// Who answers for it.
    AttestationOwner = "attestation-owner", OTHERWISE;
    /// Where it can be seen.
    Evidence = "evidence", SET;
    /// When it is looked at again.
    AttestationReview = "attestation-review", OTHERWISE;
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
