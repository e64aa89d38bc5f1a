//! Those to whom data goes: processors, who work on it for the controller, and other recipients (GDPR art. 4(8) and (9)).

use jiff::civil::Date;

use crate::span::Spanned;

/// Somebody to whom data goes.
#[derive(Debug, Clone)]
pub struct Recipient {
    /// Its name in the files.
    pub key: Spanned<String>,
    /// Its name for people.
    pub name: Spanned<String>,
    /// What it is to the controller.
    pub role: Role,
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
    /// Gets it for purposes of its own.
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

/// What protects data that goes to a country where the law does not (GDPR art. 45 to 49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Safeguard {
    /// A decision on the country, where it is not for everybody there and is for this one (art. 45).
    Adequacy,
    /// Clauses that the Commission or an authority adopted (art. 46(2)(c) and (d)).
    StandardContractualClauses,
    /// Rules within a group of companies (art. 46(2)(b), 47).
    BindingCorporateRules,
    /// An approved code of conduct (art. 46(2)(e)).
    CodeOfConduct,
    /// An approved certification (art. 46(2)(f)).
    Certification,
    /// Clauses of its own that the authority authorised (art. 46(3)(a)).
    AuthorisedClauses,
    /// An instrument or arrangement between public bodies (art. 46(2)(a), 46(3)(b)).
    PublicInstrument,
    /// None: one of the cases in which single transfers may do without (art. 49).
    Derogation,
}

impl Safeguard {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Adequacy,
        Self::StandardContractualClauses,
        Self::BindingCorporateRules,
        Self::CodeOfConduct,
        Self::Certification,
        Self::AuthorisedClauses,
        Self::PublicInstrument,
        Self::Derogation,
    ];

    /// How it is written in the file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Adequacy => "adequacy",
            Self::StandardContractualClauses => "standard-contractual-clauses",
            Self::BindingCorporateRules => "binding-corporate-rules",
            Self::CodeOfConduct => "code-of-conduct",
            Self::Certification => "certification",
            Self::AuthorisedClauses => "authorised-clauses",
            Self::PublicInstrument => "public-instrument",
            Self::Derogation => "derogation",
        }
    }
}
