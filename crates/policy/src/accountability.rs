//! What is done and vouched for beside rules on data (GDPR art. 5(2), 24, 32): measures, and attestations of what no program can see.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::span::Spanned;

/// A measure that protects data (GDPR art. 32).
#[derive(Debug, Clone)]
pub struct Measure {
    /// Its name in the file.
    pub name: Spanned<String>,
    /// Of what kind it is.
    pub kind: MeasureKind,
    /// What is done, for people, by language (`en`, `fr`).
    pub says: BTreeMap<String, String>,
    /// The clauses of the published text that it keeps.
    pub clauses: Vec<Spanned<String>>,
}

/// The two kinds of measure that the law speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MeasureKind {
    /// By machines: encryption, access rights.
    Technical,
    /// By people: training, instructions.
    Organisational,
}

/// That something is so, which somebody vouches for and shows.
#[derive(Debug, Clone)]
pub struct Attestation {
    /// Its name in the file.
    pub name: Spanned<String>,
    /// What is so.
    pub says: Spanned<String>,
    /// Who answers for it: a part of the company.
    pub owner: Spanned<String>,
    /// Where it can be seen.
    pub evidence: Vec<Spanned<String>>,
    /// The day on which it is to be looked at again.
    pub review: Spanned<Date>,
    /// The clauses of the published text that it keeps.
    pub clauses: Vec<Spanned<String>>,
}
