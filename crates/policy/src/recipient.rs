//! Those to whom data goes: processors, who work on it for the controller, and other recipients (GDPR art. 4(8) and (9)).

use jiff::civil::Date;

use crate::{
    keyed::keyed,
    span::Spanned,
    texts::{Name, Texts},
};

/// Somebody to whom data goes.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Its name in the files.
    pub key: Spanned<String>,
    /// Its name for people.
    pub name: Spanned<Name>,
    /// What it is to the controller.
    pub role: Role,
    /// Of what kind it is.
    pub kind: Option<Spanned<RecipientKind>>,
    /// The categories of data that it gets; none: all of the activities that name it.
    pub data: Vec<Spanned<String>>,
    /// What it gets them for, for people.
    pub purpose: Option<Spanned<Texts>>,
    /// Whether what it gets is open to everybody, as in a public register.
    pub public: bool,
    /// The countries in which it has the data (ISO 3166-1 alpha-2).
    pub location: Vec<Spanned<String>>,
    /// What protects the data where that takes something.
    pub safeguard: Option<Spanned<Safeguard>>,
    /// The first day.
    pub start: Option<Spanned<Date>>,
    /// The last day.
    pub end: Option<Spanned<Date>>,
    /// The clauses of the published text that tell of it.
    pub clauses: Vec<Spanned<String>>,
}

impl Recipient {
    /// What a processor is held to; none for another recipient.
    pub fn terms(&self) -> Option<&Terms> {
        match &self.role {
            Role::Processor(terms) => Some(terms),
            Role::Recipient => None,
        }
    }

    /// What it is, in a word.
    pub fn role_name(&self) -> &'static str {
        if self.terms().is_some() { "processor" } else { "recipient" }
    }

    /// Whether these are the controller's own people, who have no purposes but the controller's (GDPR art. 29).
    pub fn is_staff(&self) -> bool {
        self.kind.as_ref().is_some_and(|kind| kind.value == RecipientKind::Staff)
    }

    /// Whether it has data on the day, as far as the file says.
    pub fn is_on(&self, day: Date) -> bool {
        self.start.as_ref().is_none_or(|start| start.value <= day) && !self.has_ended(day)
    }

    /// Whether its last day is before that one.
    pub fn has_ended(&self, day: Date) -> bool {
        self.end.as_ref().is_some_and(|end| end.value < day)
    }
}

/// What somebody is to the controller.
#[derive(Debug, Clone)]
pub enum Role {
    /// Works on the data for the controller.
    Processor(Terms),
    /// Gets it, and answers for what it does with it.
    Recipient,
}

/// On what terms a processor works (GDPR art. 28).
#[derive(Debug, Clone)]
pub struct Terms {
    /// Where the contract is found.
    pub contract: Option<Spanned<String>>,
    /// What shows that it can be trusted with the data.
    pub guarantees: Vec<Spanned<String>>,
    /// Where its instructions are found.
    pub instructions: Option<Spanned<String>>,
    /// The processors that it engages in turn, by their names in the file.
    pub sub_processors: Vec<Spanned<String>>,
    /// The day on which all this is to be looked at again.
    pub review: Option<Spanned<Date>>,
}

keyed! {
    /// What protects data that goes to a country where the law does not (GDPR art. 45 to 49).
    Safeguard {
        /// A decision on the country, where it is not for everybody there and is for this one (art. 45).
        Adequacy = "adequacy",
        /// Clauses that the Commission or an authority adopted (art. 46(2)(c) and (d)).
        StandardContractualClauses = "standard-contractual-clauses",
        /// Rules within a group of companies (art. 46(2)(b), 47).
        BindingCorporateRules = "binding-corporate-rules",
        /// An approved code of conduct (art. 46(2)(e)).
        CodeOfConduct = "code-of-conduct",
        /// An approved certification (art. 46(2)(f)).
        Certification = "certification",
        /// Clauses of its own that the authority authorised (art. 46(3)(a)).
        AuthorisedClauses = "authorised-clauses",
        /// An instrument or arrangement between public bodies (art. 46(2)(a), 46(3)(b)).
        PublicInstrument = "public-instrument",
        /// None: one of the cases in which single transfers may do without (art. 49).
        Derogation = "derogation",
    }
}

keyed! {
    /// The kinds of those to whom data goes, by what they do with it.
    RecipientKind {
        /// Runs the machines that the data is on.
        Hosting = "hosting",
        /// Keeps files.
        Storage = "storage",
        /// Maintains machines or programs.
        Maintenance = "maintenance",
        /// Takes payments.
        Payment = "payment",
        /// Advertises.
        Marketing = "marketing",
        /// Studies markets or people.
        Research = "research",
        /// Trains people.
        Training = "training",
        /// Sends e-mail or letters.
        Mailing = "mailing",
        /// Carries calls and text messages.
        Telephony = "telephony",
        /// Finds out who somebody is.
        IdentityVerification = "identity-verification",
        /// Measures an audience.
        AudienceMeasurement = "audience-measurement",
        /// Asks people what they think.
        Survey = "survey",
        /// Keeps backups.
        Backup = "backup",
        /// Looks for harmful programs.
        Antivirus = "antivirus",
        /// Registers names of domains.
        DomainRegistration = "domain-registration",
        /// Keeps accounts.
        Accounting = "accounting",
        /// Gives legal advice, or pursues claims.
        Legal = "legal",
        /// A company of the controller's.
        Subsidiary = "subsidiary",
        /// A company that it works with.
        Partner = "partner",
        /// A public authority.
        Authority = "authority",
        /// A social network.
        SocialNetwork = "social-network",
        /// Pays for the data, or rents it.
        Buyer = "buyer",
        /// People who work for the controller.
        Staff = "staff",
        /// Everybody.
        Public = "public",
        /// Another.
        Other = "other",
    }
}
