//! What a policy's law says of papers on a day: of notices, rights, answers, and the countries to which data goes.

use abide_law::{
    Basis, Period,
    pack::{
        Asked, Authority, Countries, Deadline, Due, Entry, Packs, Request, Rights, Rule, Said, Standing,
        Within,
    },
};
use abide_policy::model::Policy;
use jiff::civil::Date;

/// That a complaint is possible.
pub(crate) const COMPLAINT: &str = "notice-of-complaint";
/// That people may say what becomes of their data after their death.
pub(crate) const AFTER_DEATH: &str = "notice-of-instructions-after-death";

/// Whether machines decide alone.
pub(super) const AUTOMATED: &str = "notice-of-automated-decisions";

/// The rules of the packs that the policy names.
pub(crate) struct Law<'p> {
    entries: Vec<&'p Entry>,
}

impl<'p> Law<'p> {
    pub(crate) fn of(policy: &Policy, packs: &'p Packs, day: Date) -> Self {
        let named = |entry: &&Entry| {
            policy.law.iter().flatten().any(|pack| pack.value == entry.pack()) && entry.holds(day)
        };
        Self { entries: packs.entries().filter(named).collect() }
    }

    /// What follows from the basis.
    pub(crate) fn rights(&self, basis: Basis) -> Option<&'p Rights> {
        self.entries.iter().find_map(|entry| match &entry.rule {
            Rule::Right(rights) if rights.basis == basis => Some(rights),
            _ => None,
        })
    }

    /// Whether it says which rights people have.
    pub(crate) fn tells_rights(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.rule, Rule::Right(_)))
    }

    /// How long what is due may take.
    pub(crate) fn within(&self, due: Due) -> Option<Period> {
        self.entries.iter().find_map(|entry| match entry.rule {
            Rule::Deadline(Deadline { of, within: Within::Period(period) }) if of == due => Some(period),
            _ => None,
        })
    }

    /// Whether it says that answers are free.
    pub(crate) fn is_free(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.rule, Rule::Request(Request { of: Asked::Fee })))
    }

    /// Whether it says which are third countries.
    pub(crate) fn tells_countries(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.rule, Rule::Country(_)))
    }

    /// What protects data in the country; none when the law does not speak of countries.
    pub(crate) fn protection(&self, country: &str) -> Option<Protection<'p>> {
        let countries = self.entries.iter().filter_map(|entry| match &entry.rule {
            Rule::Country(countries) => Some(countries),
            _ => None,
        });
        let all: Vec<&'p Countries> = countries.collect();
        let there = || all.iter().filter(|one| one.countries.iter().any(|code| code == country));
        all.first()?;
        if there().any(|one| one.standing == Standing::Within) {
            return Some(Protection::Law);
        }
        if there().any(|one| one.only.is_none()) {
            return Some(Protection::Decision);
        }
        let only = there().find_map(|one| one.only.as_ref());
        Some(only.map_or(Protection::Nothing, Protection::DecisionForSome))
    }

    /// Who takes complaints about a controller of the country.
    pub(crate) fn authority(&self, country: &str) -> Option<&'p Authority> {
        self.entries.iter().find_map(|entry| match &entry.rule {
            Rule::Authority(authority) if authority.countries.iter().any(|one| one == country) => {
                Some(authority)
            }
            _ => None,
        })
    }

    /// What a notice has to tell.
    pub(crate) fn items(&self) -> impl Iterator<Item = &'p Entry> {
        self.entries.iter().copied().filter(|entry| matches!(entry.rule, Rule::Notice(_)))
    }

    /// Whether a notice has to tell the item of that name.
    pub(crate) fn asks_for(&self, name: &str) -> bool {
        self.items().any(|entry| item(entry) == name)
    }
}

/// What protects data in a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protection<'p> {
    /// The law itself: it is no third country.
    Law,
    /// A decision that it is as good there (GDPR art. 45).
    Decision,
    /// Such a decision, which holds for these only.
    DecisionForSome(&'p Said),
    /// Nothing but what is agreed with who has the data.
    Nothing,
}

/// An item's name without that of its pack.
pub(crate) fn item(entry: &Entry) -> &str {
    entry.id.split_once('/').map_or(&entry.id, |(_, name)| name)
}
