//! The legal bases.

use serde::{Deserialize, Serialize};

/// The six legal bases of GDPR art. 6(1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// 6(1)(a)
    Consent,
    /// 6(1)(b), steps before a contract included
    Contract,
    /// 6(1)(c)
    LegalObligation,
    /// 6(1)(d)
    VitalInterest,
    /// 6(1)(e)
    PublicInterest,
    /// 6(1)(f)
    LegitimateInterest,
}

impl Basis {
    /// All six, in the order of the law.
    pub const ALL: [Self; 6] = [
        Self::Consent,
        Self::Contract,
        Self::LegalObligation,
        Self::VitalInterest,
        Self::PublicInterest,
        Self::LegitimateInterest,
    ];

    /// How it is written in a policy: `legitimate-interest`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Contract => "contract",
            Self::LegalObligation => "legal-obligation",
            Self::VitalInterest => "vital-interest",
            Self::PublicInterest => "public-interest",
            Self::LegitimateInterest => "legitimate-interest",
        }
    }
}
