//! Where data has to stay, as the policy promises it. Where the law lets data be is for the law packs to say.

use crate::span::Spanned;

/// A part of the world that data must not leave.
#[derive(Debug, Clone)]
pub struct Territory {
    /// Its name in the file.
    pub name: Spanned<String>,
    /// What it is made of. Never empty in a file without errors.
    pub regions: Vec<Spanned<Region>>,
    /// The activities whose data stays there, by name.
    pub activities: Vec<Spanned<String>>,
    /// The stores that stay there, by their names in the map. With neither: everything.
    pub stores: Vec<Spanned<String>>,
    /// The clauses that it keeps.
    pub clauses: Vec<Spanned<String>>,
}

impl Territory {
    /// Whether all that there is has to stay there.
    pub fn is_for_all(&self) -> bool {
        self.activities.is_empty() && self.stores.is_empty()
    }
}

/// A country, or several under one name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Region {
    /// The European Union.
    Union,
    /// The European Economic Area.
    EconomicArea,
    /// The countries of which there is a decision that they protect data adequately (GDPR art. 45(3)).
    Adequate,
    /// A country (ISO 3166-1 alpha-2).
    Country(String),
}

impl Region {
    /// The keys of those that are several countries.
    pub(crate) const SEVERAL: &[&str] = &["EU", "EEA", "adequate"];

    pub(crate) fn of_key(key: &str) -> Self {
        match key {
            "EU" => Self::Union,
            "EEA" => Self::EconomicArea,
            "adequate" => Self::Adequate,
            country => Self::Country(country.to_owned()),
        }
    }

    /// How it is written in the file.
    pub fn key(&self) -> &str {
        match self {
            Self::Union => "EU",
            Self::EconomicArea => "EEA",
            Self::Adequate => "adequate",
            Self::Country(country) => country,
        }
    }
}
